"""What the sources say today: polite reading of providers' pages, and what differs from us.

Nothing here changes the catalogue; differences become findings for a person to decide on.
"""
