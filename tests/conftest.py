"""What all tests share: the real catalogue, loaded once, and the day the suite believes it is."""

import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from catalog.catalogue import Catalogue
from catalog.load import load_catalogue

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
TODAY = date(2026, 11, 25)

# Figures on file are of the analyser that pip brings, so the suite uses it on every machine;
# tests/search/test_analysis.py tries the other one beside it where it is installed.
sys.modules["libvoikko"] = None  # type: ignore[assignment]  # an import of it fails

# One fixed profile: the same examples on every machine, and no deadline, as CI's cores are shared.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The real catalogue."""
    return load_catalogue(DATA, TODAY)
