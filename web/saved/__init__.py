"""The visitor's own list of services: ids in one cookie, the page and its address to share."""
