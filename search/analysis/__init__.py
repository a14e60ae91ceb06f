"""Text to weighted index keys, the same way for documents and queries, in fi, sv and en."""
