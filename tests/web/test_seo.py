"""Found by others: sitemap, robots, OpenSearch, descriptions, absolute as the operator says."""

import json
from xml.etree import ElementTree as ET

from starlette.testclient import TestClient

from catalog.text import LANGUAGES
from tests.web.conftest import TODAY
from tests.web.html import Page
from web.app import create_app
from web.config import Settings

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
PUBLIC = "https://www.example.fi"


def test_the_sitemap_lists_every_service_place_and_organisation_in_three_languages(
    client, catalogue
):
    tree = ET.fromstring(client.get("/sitemap.xml").text)  # noqa: S314  (our own answer)
    found = [loc.text.removeprefix("http://testserver") for loc in tree.iter(f"{MAP}loc")]

    assert len(found) == len(set(found))
    assert {f"/fi/palvelu/{key}" for key in catalogue.services} <= set(found)
    assert {f"/sv/omraden/kommun/{code}" for code in catalogue.areas.municipalities} <= set(found)
    assert "/en/organisers/kela" in found
    for address in found[::97]:
        page = Page(client.get(address).text)
        assert page.one("link", rel="canonical").attributes["href"] == address


def test_addresses_are_absolute_when_the_public_address_is_set(catalogue, engine):
    app = create_app(Settings(public_url=PUBLIC), catalogue, engine, lambda: TODAY)
    client = TestClient(app)

    assert f"Sitemap: {PUBLIC}/sitemap.xml" in client.get("/robots.txt").text
    assert f"<loc>{PUBLIC}/fi/</loc>" in client.get("/sitemap.xml").text
    page = Page(client.get("/fi/").text)
    assert page.one("meta", property="og:url").attributes["content"] == f"{PUBLIC}/fi/"


def test_a_browser_can_add_the_search_in_each_language(client):
    for lang in LANGUAGES:
        link = Page(client.get(f"/{lang}/").text).one("link", rel="search").attributes["href"]
        answer = client.get(link)
        assert answer.headers["content-type"].startswith("application/opensearchdescription+xml")
        root = ET.fromstring(answer.text)  # noqa: S314  (our own answer)
        (target,) = (e.attrib["template"] for e in root if e.tag.endswith("Url"))
        found = client.get(target.replace("{searchTerms}", "kuntoutus"))
        assert found.status_code == 200


def test_a_service_is_described_by_its_own_summary(client, catalogue):
    service = catalogue.services["kela-kuntoutuspsykoterapia"]
    page = Page(client.get(f"/sv/tjanst/{service.id}").text)

    said = page.one("meta", name="description").attributes["content"]
    assert said == service.summary.choose("sv").text
    assert page.one("meta", property="og:description").attributes["content"] == said
    data = json.loads(page.one("script", type="application/ld+json").parts[0])
    assert data["@context"] == "https://schema.org"
    assert data["description"]["@value"] == said


def test_address_of_a_printed_page_is_drawn_and_no_other(client):
    found = client.get("/qr.svg?to=/fi/palvelu/kela-kiila")

    assert found.headers["content-type"] == "image/svg+xml"
    assert found.text.startswith("<?xml")
    for other in ("https://evil.example/", "//evil.example", "", "/api/v1/", "/fi/" + "a" * 700):
        assert client.get("/qr.svg", params={"to": other}).status_code == 404


def test_a_page_carries_its_whole_address_to_paper(client):
    path = "/fi/palvelu/kela-kiila?municipality=398"
    foot = Page(client.get(path).text).one("div", class_="print-only")

    assert foot.text.endswith(f"http://testserver{path}")
    assert "qr.svg?to=/fi/palvelu/kela-kiila%3Fmunicipality%3D398" in client.get(path).text


def test_a_list_carries_the_address_that_opens_it_elsewhere(client):
    text = client.get("/fi/omat-palvelut?ids=kela-kiila").text

    foot = Page(text).one("div", class_="print-only")
    assert "omat-palvelut?ids=kela-kiila" in foot.text
    assert "qr.svg" not in text
