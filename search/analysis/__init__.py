"""Text to weighted index keys, the same way for documents and queries (Finnish, Swedish, English)."""
