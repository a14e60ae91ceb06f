"""The maintainers' part of the site: sign-in, queue of findings, decisions, edits, measures."""
