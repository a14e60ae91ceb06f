"""Addresses that are nearly right lead to the page that was meant; others to a page that helps."""

from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from catalog.text import LANGUAGES, LocalizedText
from tests.web.conftest import TODAY
from web.app import create_app
from web.config import Settings
from web.nearest import nearest_path
from web.urls import PATHS, path


@pytest.mark.parametrize("page", [name for name in PATHS if name not in ("home", "plan_section")])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_of_another_language_lead_to_the_same_page(page, lang):
    right = path(page, lang, record_id="x1")
    for other in LANGUAGES:
        wrong = path(page, other, record_id="x1").replace(f"/{other}/", f"/{lang}/", 1)
        meant = nearest_path(wrong)

        assert meant in (right, None)
        assert (meant is None) == (wrong == right)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("/FI/Haku", "/fi/haku"), ("/fi//haku/", "/fi/haku"), ("/haku", "/fi/haku"),
        ("/search/", "/en/search"), ("/fi", "/fi/"), ("/SV/", "/sv/"),
        ("/palvelu/kela-kiila", "/fi/palvelu/kela-kiila"),
        ("/en/palvelu/kela-kiila/", "/en/service/kela-kiila"),
    ],
)  # fmt: skip
def test_only_the_form_was_wrong(wrong, right):
    assert nearest_path(wrong) == right
    assert nearest_path(right) is None


@pytest.mark.parametrize(
    "odd", ["/fi/olematon", "/wp-admin", "//evil.example", "/\\evil", "/fi/" + "a" * 400, "/ä", "/"]
)
def test_nothing_near_is_left_alone(odd):
    assert nearest_path(odd) is None


@pytest.mark.parametrize(
    ("address", "status", "where"),
    [
        ("/FI/haku/?q=kipu", 301, "/fi/haku?q=kipu"),
        ("/fi/palvelu/KELA-KIILA", 301, "/fi/palvelu/kela-kiila"),
        ("/palvelu/kela-kiila", 301, "/fi/palvelu/kela-kiila"),
    ],
)
def test_site_goes_to_the_page_that_was_meant(client, address, status, where):
    answer = client.get(address)

    assert (answer.status_code, answer.headers["location"]) == (status, where)
    assert client.get(where).status_code == 200


def test_misspelled_service_is_offered(client):
    answer = client.get("/fi/palvelu/kela-kilaa")

    assert answer.status_code == 404
    assert 'href="/fi/palvelu/kela-kiila"' in answer.text


def test_old_bookmark_of_a_renamed_service_redirects_and_keeps_its_query(catalogue, engine):
    pattern = next(iter(catalogue.tombstones.values()))
    old = replace(
        pattern, id="vanha-nimi", name=LocalizedText(fi="Vanha"), replaced_by=("kela-kiila",),
        renamed=True,
    )  # fmt: skip
    renamed = replace(catalogue, tombstones={**catalogue.tombstones, old.id: old})
    client = TestClient(
        create_app(Settings(), renamed, engine, lambda: TODAY), follow_redirects=False
    )

    answer = client.get("/sv/tjanst/vanha-nimi?municipality=837")

    assert answer.status_code == 301
    assert answer.headers["location"] == "/sv/tjanst/kela-kiila?municipality=837"
