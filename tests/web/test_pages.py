"""Every page kind in every language: frame, structure, addresses, and nothing from elsewhere."""

import itertools
import re
from urllib.parse import urlsplit

import pytest

from catalog.text import LANGUAGES
from search.answers import SERVICE_PATH
from tests.web.html import Page
from web import urls

SERVICE = "kela-kuntoutuspsykoterapia"
KINDS = {
    "home": "",
    "search": "?q=masennus",
    "search-filtered": "?need=mood.low&price=free",
    "search-empty": "?q=zzqqxx",
    "service": "",
    "service-placed": "?municipality=837",
    "match": "",
    "areas": "",
    "about": "",
    "accessibility": "",
    "privacy": "",
    "data": "",
    "easy_home": "",
    "easy_results": "",
    "saved": "",
    "themes": "",
    "organisations": "",
    "feedback": "",
}
CASES = [(kind, lang) for kind in KINDS for lang in LANGUAGES]


def address(kind: str, lang: str) -> str:
    page = kind.partition("-")[0]
    return urls.path(page, lang, record_id=SERVICE) + KINDS[kind]


@pytest.fixture(params=CASES, ids="-".join)
def visited(request, client):
    kind, lang = request.param
    response = client.get(address(kind, lang))
    assert response.status_code == 200
    return kind, lang, response.text, Page(response.text)


def test_a_page_is_well_formed_with_one_heading_and_its_language(visited):
    _, lang, text, page = visited

    assert text.startswith("<!DOCTYPE html>")
    assert page.unclosed == []
    assert page.one("html").attributes["lang"] == lang
    assert len(page.all("h1")) == 1
    assert page.one("title").text.endswith("Kuntoutuspolku") or "Kuntoutuspolku –" in text


def test_headings_leave_no_gap_and_ids_stand_once(visited):
    *_, page = visited
    levels = [int(e.tag[1]) for e in page.elements if re.fullmatch(r"h[1-6]", e.tag)]
    ids = [e.attributes["id"] for e in page.elements if "id" in e.attributes]

    assert all(b <= a + 1 for a, b in itertools.pairwise(levels))
    assert len(ids) == len(set(ids))


def test_canonical_and_language_links_name_the_same_page_in_all_languages(visited):
    kind, lang, _, page = visited
    alternates = {
        e.attributes["hreflang"]: e.attributes["href"] for e in page.all("link", rel="alternate")
    }

    assert page.one("link", rel="canonical").attributes["href"] == alternates[lang]
    assert set(alternates) == {*LANGUAGES, "x-default"}
    assert {other: address(kind, other) for other in LANGUAGES}.items() <= alternates.items()


def test_a_page_loads_nothing_from_another_host_and_has_no_inline_script_or_style(visited):
    *_, page = visited
    loaded = [
        e.attributes.get("src") or e.attributes.get("href", "")
        for e in page.elements
        if e.tag in ("script", "img", "iframe", "source", "form", "link")
        and e.attributes.get("rel") not in ("canonical", "alternate")
    ]
    inline = [e for e in page.all("script") if "src" not in e.attributes]

    assert all(not urlsplit(where).netloc for where in loaded)
    assert all(e.attributes["type"] == "application/ld+json" for e in inline)
    assert page.all("style") == []
    assert not any("style" in e.attributes or "onclick" in e.attributes for e in page.elements)


def test_inner_links_and_fragment_targets_exist(visited, client):
    *_, page = visited
    ids = {e.attributes.get("id") for e in page.elements}
    links = {e.attributes["href"] for e in page.all("a")}
    dead_fragments = [link for link in links if link.startswith("#") and link[1:] not in ids]
    inner = sorted({link.partition("#")[0] for link in links if link.startswith("/")})[:60]
    dead = [link for link in inner if client.get(link).status_code not in (200, 302)]

    assert dead_fragments == []
    assert dead == []


def test_every_form_control_has_a_name_for_a_screen_reader(visited):
    *_, text, page = visited
    labelled = {e.attributes["for"] for e in page.all("label") if "for" in e.attributes}
    wrapped = set(re.findall(r'<label class="pick"><input[^>]* value="([^"]*)"', text))
    nameless = [
        e.attributes
        for e in page.elements
        if e.tag in ("input", "select", "textarea")
        and e.attributes.get("type") != "hidden"
        and e.attributes.get("id") not in labelled
        and e.attributes.get("value") not in wrapped
    ]

    assert nameless == []


def test_the_frame_is_the_same_everywhere(visited):
    _, lang, _, page = visited
    main = page.one("main")
    order = [e.tag for e in page.elements if e.tag in ("header", "main", "footer")]

    assert order == ["header", "main", "footer"]
    assert page.all("a")[0].attributes["href"] == "#main"
    assert main.attributes["id"] == "main"
    assert page.all("a", href="tel:112")
    assert all(page.all("a", href=urls.path(p, lang)) for p in ("search", "guide", "privacy"))


def test_a_page_stays_light(visited):
    *_, text, _ = visited

    assert len(text.encode()) < 60_000


@pytest.mark.parametrize(
    ("accept", "where"),
    [("sv-FI,sv;q=0.9", "/sv/"), ("de, en;q=0.5", "/en/"), ("", "/fi/"), ("fr;q=x,,;;", "/fi/")],
)
def test_the_bare_address_follows_the_browsers_language_once(client, accept, where):
    response = client.get("/", headers={"accept-language": accept})

    assert response.status_code == 302
    assert response.headers["location"] == where
    assert response.headers["vary"] == "Accept-Language"


def test_service_addresses_agree_with_the_api():
    assert {lang: urls.path("service", lang, record_id="x") for lang in LANGUAGES} == {
        lang: start + "x" for lang, start in SERVICE_PATH.items()
    }


def test_home_tells_real_figures(client, catalogue):
    text = Page(client.get("/fi/").text).one("main").text

    assert f"{len(catalogue.services)} palvelua" in text
    assert "25.11.2026" in text


def test_robots_may_read_pages_but_not_the_api(client):
    assert "Disallow: /api/" in client.get("/robots.txt").text


def test_the_api_documentation_lists_every_operation_without_script(client):
    page = Page(client.get("/api/v1/docs").text)
    schema = client.get("/api/v1/openapi.json").json()

    assert len(page.all("section", class_="operation")) == sum(map(len, schema["paths"].values()))


def test_every_municipality_is_on_the_area_page(client, catalogue):
    page = Page(client.get("/fi/alueet").text)
    linked = [e for e in page.all("a") if "/alueet/kunta/" in e.attributes["href"]]

    assert len(linked) == len(catalogue.areas.municipalities) == 308
