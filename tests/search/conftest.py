"""One real catalogue and one real index for all tests of a worker."""

from datetime import date
from pathlib import Path

import pytest

from catalog.catalogue import Catalogue
from catalog.load import check_catalogue
from search.analysis.analyser import Analyser, load_analyser
from search.engine import build_index, open_engine
from search.generation import current_folder
from search.resources import DATA
from search.results import SearchEngine

TODAY = date(2100, 1, 1)  # dates of records are another test's business


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return check_catalogue(DATA, TODAY)[0]


@pytest.fixture(scope="session")
def index_dir(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index")
    build_index(catalogue, folder)
    return folder


@pytest.fixture(scope="session")
def generation_folder(index_dir: Path) -> Path:
    return current_folder(index_dir)


@pytest.fixture(scope="session")
def engine(catalogue: Catalogue, index_dir: Path) -> SearchEngine:
    return open_engine(catalogue, index_dir)


@pytest.fixture(scope="session")
def analyser() -> Analyser:
    return load_analyser(DATA)
