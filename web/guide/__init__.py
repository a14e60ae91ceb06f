"""The guided questions: one a page, the answers in one encrypted cookie only."""
