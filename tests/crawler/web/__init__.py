"""A small web of invented providers, served on loopback: what each page says stands beside it."""
