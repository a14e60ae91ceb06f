"""From words and answers to ranked services."""
