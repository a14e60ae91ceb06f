"""What the sources say today: empty until the crawler is built, its place in imports is held."""
