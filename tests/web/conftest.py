"""The real application over the real catalogue and a real index, built once a session."""

from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from catalog.catalogue import Catalogue
from search.engine import build_index, open_engine
from search.results import SearchEngine
from web.app import create_app
from web.config import Settings

TODAY = date(2026, 11, 25)


@pytest.fixture(scope="session")
def engine(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> SearchEngine:
    """A search engine over an index of its own."""
    folder: Path = tmp_path_factory.mktemp("index")
    build_index(catalogue, folder)
    return open_engine(catalogue, folder)


@pytest.fixture(scope="session")
def app(catalogue: Catalogue, engine: SearchEngine):
    return create_app(Settings(), catalogue, engine, lambda: TODAY)


@pytest.fixture
def client(app) -> TestClient:
    return TestClient(app, follow_redirects=False)


@pytest.fixture
def client_without_index(catalogue: Catalogue) -> TestClient:
    """The application as it is while no index has been built."""
    app = create_app(Settings(), catalogue, None, lambda: TODAY)
    return TestClient(app, follow_redirects=False)
