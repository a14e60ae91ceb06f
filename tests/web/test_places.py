"""Municipalities, counties, organisations and themes: responsible bodies, contacts, services."""

import re

import pytest

from catalog.text import LANGUAGES
from tests.web.html import Page
from web import urls
from web.i18n import LOCALE_DIR
from web.places.duties import DUTY_SOURCES
from web.search_page import themes


def get(client, page, key, lang="fi"):
    return client.get(urls.path(page, lang, record_id=key))


def test_a_municipality_names_its_county_employment_area_and_kela(client):
    page = Page(get(client, "municipality", "837").text)

    heads = [h.text for h in page.all("h3")]
    assert "Pirkanmaan hyvinvointialue" in heads
    assert "Kotikunta: Tampere" in heads
    assert "Kela" in heads
    assert any("Tampere" in h and "työllisyys" in h.casefold() for h in heads)


def test_municipalities_and_every_county_have_a_page(client, catalogue):
    for code, place in list(catalogue.areas.municipalities.items())[::9]:
        answer = get(client, "municipality", code)
        assert answer.status_code == 200
        assert place.name.fi in answer.text
    for code in catalogue.areas.wellbeing_counties:
        for lang in LANGUAGES:
            assert get(client, "county", code, lang).status_code == 200


def test_every_organisation_and_theme_has_a_page(client, catalogue):
    for key, body in catalogue.organizations.items():
        status = get(client, "organisation", key).status_code
        assert status == (308 if body.kind == "wellbeing_county" else 200)
    for key in catalogue.taxonomy.need_groups:
        assert get(client, "theme", key, "sv").status_code == 200


@pytest.mark.parametrize("key", ["Tampere", "tampereella", "Tampre", "TAMMERFORS"])
def test_a_name_in_the_address_leads_to_the_page(client, key):
    answer = get(client, "municipality", key)

    assert answer.status_code == 302
    assert answer.headers["location"] == "/fi/alueet/kunta/837"


@pytest.mark.parametrize("page", ["municipality", "county", "organisation", "theme"])
def test_what_is_nowhere_is_not_found(client, page):
    assert get(client, page, "zzqqxx-0").status_code == 404


def test_the_picture_says_its_whole_text(client):
    page = Page(get(client, "municipality", "837").text)

    label = page.one("svg", role="img").attributes["aria-label"]
    drawn = " ".join(text.text for text in page.all("text")).split()
    assert all(word in label for word in drawn if word != "…")


def test_every_line_of_who_does_what_has_a_source(client):
    roles = {
        key.removeprefix("area.does.")
        for source in (LOCALE_DIR / "fi" / "LC_MESSAGES").glob("*.po")
        for key in re.findall(r'msgid "(area[.]does[.][^"]+)"', source.read_text("utf-8"))
    }
    page = Page(get(client, "municipality", "091").text)
    links = {e.attributes.get("href") for e in page.all("a")}

    assert set(DUTY_SOURCES) == roles
    assert {source.url for source in DUTY_SOURCES.values()} <= links


def test_local_facts_are_listed_under_their_local_names(client, catalogue):
    service = next(s for s in catalogue.services.values() for o in s.local if o.name)
    override = next(o for o in service.local if o.name)
    county = next(iter(override.areas.wellbeing_county), None)
    assert county is not None

    assert override.name.fi in get(client, "county", county).text


def test_long_lists_of_services_are_folded_with_their_number(client):
    page = Page(get(client, "municipality", "837").text)
    summaries = [" ".join(e.text.split()) for e in page.all("summary")]

    assert any(
        re.fullmatch(r"Näytä \d+ palvelua ?: Kela järjestää koko maassa", s) for s in summaries
    )


def test_themes_are_no_areas_in_the_navigation(client):
    theme, areas = (Page(client.get(p).text) for p in ("/fi/aiheet", "/fi/alueet"))

    assert not theme.all("a", href="/fi/alueet", aria_current="true")
    assert areas.all("a", href="/fi/alueet", aria_current="true")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_theme_is_not_its_own_example(catalogue, lang):
    shown = themes(catalogue, lang)

    assert any(theme.examples for theme in shown)
    for theme in shown:
        assert theme.label.choose(lang) not in [e.choose(lang) for e in theme.examples]


@pytest.mark.parametrize(
    ("address", "code"),
    [("/fi/alueet?municipality=Tampereella", "837"), ("/sv/omraden?municipality=Vasa", "905")],
)
def test_a_municipality_written_on_the_list_of_areas_leads_to_its_page(client, address, code):
    lang = address[1:3]
    answer = client.get(address)

    assert answer.status_code == 302
    assert answer.headers["location"] == urls.path("municipality", lang, record_id=code)


def test_an_unknown_municipality_on_the_list_of_areas_is_told_with_the_nearest(client):
    answer = client.get("/fi/alueet?municipality=Kuoppio")
    page = Page(answer.text)

    assert answer.status_code == 422
    assert page.one("title").text.startswith("Virhe: ")
    assert page.one("input", id="f-municipality").attributes["value"] == "Kuoppio"
    assert "Kuopio?" in page.one("p", id="f-municipality-error").text


def test_aland_is_told_with_its_own_bodies(client):
    heads = [h.text for h in Page(get(client, "municipality", "478", "sv").text).all("h3")]

    assert "Välfärdsområdet ordnar" not in heads
    assert heads.count("Åland") == 2
