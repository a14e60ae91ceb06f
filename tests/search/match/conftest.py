"""Catalogues for matching: the real one, and the six services of the golden table."""

import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from catalog.catalogue import Catalogue
from catalog.load import load_catalogue
from catalog.profile import Profile

ROOT = Path(__file__).parents[3]
FIXTURES = ROOT / "tests" / "fixtures" / "catalogue" / "golden"
ON = date(2026, 11, 25)


@pytest.fixture(scope="session")
def on() -> date:
    return ON


@pytest.fixture(scope="session")
def real() -> Catalogue:
    return load_catalogue(ROOT / "data", ON)


@pytest.fixture(scope="session")
def six(tmp_path_factory) -> Catalogue:
    """The services of matching.md section 8 with the real facts, words, areas and organisers."""
    data = tmp_path_factory.mktemp("golden") / "data"
    shutil.copytree(
        ROOT / "data", data, ignore=shutil.ignore_patterns("services*", "tombstones*", "published*")
    )
    (data / "tombstones.yaml").write_text("", encoding="utf-8")
    shutil.copy(FIXTURES / "services.yaml", data / "services.yaml")
    shutil.copy(FIXTURES / "duty.yaml", data / "rules" / "duty.yaml")
    return load_catalogue(data, ON)


@pytest.fixture(scope="session")
def person(six) -> Callable[[Mapping[str, object]], Profile]:
    """A profile from answers; facts are the same in every catalogue here."""
    return lambda facts: Profile.from_facts(facts, six.rules, six.areas, on=ON)
