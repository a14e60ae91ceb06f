"""What the sources say today. Empty until the crawler is built; its place in the imports is held."""
