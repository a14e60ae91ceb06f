"""Tests of the maintainers' pages."""
