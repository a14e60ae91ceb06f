"""Pages of places, of organisations and of themes."""
