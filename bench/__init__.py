"""Measurements of speed beside other engines; nothing of the product imports this."""
