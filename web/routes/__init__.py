"""One thin module per kind of page."""
