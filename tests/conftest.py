"""What all tests share: the real catalogue, loaded once, and the day the suite believes it is."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from catalog.catalogue import Catalogue
from catalog.load import load_catalogue

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
TODAY = date(2026, 11, 25)

# One fixed profile: the same examples on every machine, and no deadline, as CI's cores are shared.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The real catalogue."""
    return load_catalogue(DATA, TODAY)
