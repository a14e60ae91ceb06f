"""A provider's own words find its service, below what we checked, and it is said where from."""

from dataclasses import replace
from datetime import date

import pytest
from starlette.testclient import TestClient

from catalog.provider_pages import ProviderPage
from search.engine import build_index, open_engine
from search.request import SearchRequest
from web.app import create_app
from web.config import Settings

PAGE = ProviderPage(
    url="https://www.example.fi/voimavirta", host="www.example.fi", title="Voimavirta-ryhmä",
    text="Zumbaketju tanssittaa <b>kuntoutujia</b> joka tiistai.", lang="fi",
    fetched_on=date(2026, 11, 20), service_ids=("kela-kiila", "no-such"),
)  # fmt: skip


@pytest.fixture(scope="module")
def few(catalogue):
    services = dict(sorted(catalogue.services.items())[:20])
    services["kela-kiila"] = catalogue.services["kela-kiila"]
    return replace(catalogue, services=services, version="c" * 12)


@pytest.fixture(scope="module")
def engine_with_page(few, tmp_path_factory):
    folder = tmp_path_factory.mktemp("index")
    build_index(few, folder, pages=[PAGE])
    return open_engine(few, folder, warm=False)


def test_a_word_of_the_provider_finds_the_service(engine_with_page):
    (hit,) = engine_with_page.search(SearchRequest(q="zumbaketju")).hits

    assert hit.service_id == "kela-kiila"
    assert hit.why == ("provider",)
    assert hit.provider == ("www.example.fi", "2026-11-20")


def test_a_curated_word_is_not_told_as_the_providers(engine_with_page):
    hit = engine_with_page.search(SearchRequest(q="kiila")).hits[0]

    assert hit.service_id == "kela-kiila"
    assert hit.provider is None


def test_new_pages_make_another_index_and_the_same_ones_do_not(few, tmp_path):
    build_index(few, tmp_path)

    assert not build_index(few, tmp_path, pages=[PAGE]).is_noop
    assert build_index(few, tmp_path, pages=[PAGE]).is_noop
    assert not build_index(few, tmp_path).is_noop


def test_the_page_says_where_the_words_are_from_and_shows_no_markup(few, engine_with_page):
    app = create_app(Settings(), few, engine_with_page, lambda: date(2026, 11, 26))

    shown = TestClient(app).get("/fi/haku?q=zumbaketju").text
    answer = TestClient(app).get("/api/v1/search?q=zumbaketju").json()

    assert "Palveluntuottajan sivulta www.example.fi, haettu 20.11.2026" in shown
    assert "<b>kuntoutujia" not in shown
    assert answer["results"][0]["provider"] == {
        "host": "www.example.fi",
        "fetched_on": "2026-11-20",
    }
