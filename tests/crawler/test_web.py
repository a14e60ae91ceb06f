"""The local web: how well facts are read, and what each kind of drift becomes."""

import gzip
import io
import tracemalloc
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from catalog.finding_store import SqliteFindingStore
from catalog.model import Channel, Source
from catalog.parts import AgeRange, Amount, Price, Requirement
from catalog.problems import CatalogueError
from catalog.provider_pages import load_provider_pages
from catalog.text import LocalizedText
from crawler.described import read_described
from crawler.extract import statements_of
from crawler.page import read_page
from crawler.run import fetch, read_stored
from crawler.settings import CrawlSettings
from crawler.sources import due_sources, sources_of
from tests.conftest import DATA
from tests.crawler.web import quality
from tests.crawler.web.pages import ALL, WEB

LIMITS = CrawlSettings("https://example.org/me", delay=0, max_pages=80, allow_loopback=True)
REACH = 0.9
EMPTY = {"channels": (), "requires": (), "age": None, "price": Price(state="unknown")}


@pytest.fixture(scope="module")
def read_topics():
    return quality.reader()


def test_every_field_is_read_with_precision_and_recall_of_nine_in_ten(read_topics):
    assert len(ALL) > 30
    below = {
        field: figures
        for field, figures in quality.table(read_topics).items()
        if min(figures[1:]) < REACH
    }
    assert below == {}


def test_two_sites_of_different_make_are_both_many_pages():
    assert len(WEB) >= 5
    assert sum(len(pages) > 2 for pages in WEB.values()) >= 4


@pytest.fixture
def web(catalogue, site):
    """The real catalogue's model with a record for each of some pages of the local web."""
    for each in ALL:
        site.pages[each.path] = (each.content_type, each.body)
    pattern = catalogue.services["neuroliitto-neuvonta"]
    records = {}

    def record(key, path, **facts):
        source = Source(url=f"{site.base}{path}", title="T", fetched="2026-11", key="sivu")
        records[key] = replace(
            pattern, id=key, name=LocalizedText(fi=key), sources=(source,),
            other_names=type(pattern.other_names)(), verified_on=date(2026, 11, 25),
            **(EMPTY | facts),
        )  # fmt: skip

    def channel(kind, value):
        return Channel(kind=kind, value=value, source="sivu")

    record("fysio", "/palvelut/fysioterapia", channels=(channel("phone", "03 123 4501"),))
    record("puhe", "/palvelut/puheterapia", price=Price(state="free"))
    record("mieli", "/palvelut/mielenterveys", age=AgeRange(min=18))
    record("koti", "/palvelut/kotikuntoutus",
           price=Price(state="fee", amounts=(Amount(eur="12.50", per="session", source="sivu",
                       what=LocalizedText(fi="x"), from_on="2026"),)))  # fmt: skip
    record("kurssi", "/kurssit/sopeutumisvalmennus",
           channels=(channel("email", "kurssit@yhdistys.example"),))  # fmt: skip
    record("terapia", "/kuntoutus/psykoterapia", requires=(Requirement(form="KU 131"),))
    record("apu", "/palvelut/apuvalineet")
    record("vertais", "/vertaistuki")
    record("omais", "/omaishoitajille")
    record("klinikka", "/klinikka")
    owner = replace(
        catalogue.organizations["neuroliitto"], sources=(), contacts=(), website=f"{site.base}/"
    )
    site.html("/", "".join(f'<a href="{each.path}">x</a>' for each in ALL))
    return replace(catalogue, services=records, organizations={owner.id: owner})


def drift(site):
    """Make the second version of the web."""

    def change(path, old, new):
        kind, body = site.pages[path]
        assert old.encode() in body
        site.pages[path] = (kind, body.replace(old.encode(), new.encode()))

    change("/palvelut/fysioterapia", "03 123 4501", "03 123 4599")
    change("/palvelut/puheterapia", "Palvelu on maksuton.", "Palvelu maksaa 11 euroa kerralta.")
    change("/palvelut/mielenterveys", "18 vuotta täyttäneille", "23 vuotta täyttäneille")
    change("/palvelut/kotikuntoutus", "12,50 €", "13,90 €")
    change("/kurssit/sopeutumisvalmennus", "kurssit@yhdistys", "kurssitoimisto@yhdistys")
    change("/kuntoutus/psykoterapia", "KU 131", "KU 231")
    change("/omaishoitajille", "Kun hoidat", "Toiminta on päättynyt vuonna 2026. Kun hoidat")
    del site.pages["/palvelut/apuvalineet"]
    site.pages["/tuki/vertaisryhmat"] = site.pages.pop("/vertaistuki")
    site.redirects["/vertaistuki"] = "/tuki/vertaisryhmat"
    site.html("/palvelut/luontokuntoutus", "<h1>Luontokuntoutus</h1><main><p>Luontokuntoutuksessa "
              "liikut ryhmän kanssa metsässä ja opit keinoja, kun masennus tai uupumus painaa. "
              "Ryhmä on maksuton.</p><p>Ilmoittaudu: 03 123 4777.</p></main>")  # fmt: skip
    kind, body = site.pages["/"]
    site.pages["/"] = (kind, body + b'<a href="/palvelut/luontokuntoutus">uusi</a>')


EXPECTED = {
    ("phone", "fysio", "channels.phone", "+358 3 1234599"),
    ("price", "puhe", "price", "11.00"),
    ("age_limit", "mieli", "age", "23-"),
    ("price", "koti", "price.amounts", "13.90"),
    ("changed", "kurssi", "channels.email", "kurssitoimisto@yhdistys.example"),
    ("changed", "terapia", "requires.form", "KU 231"),
    ("gone", "apu", "sources", "404"),
    ("ended", "omais", "", "Toiminta on päättynyt vuonna 2026."),
}


def test_every_drift_is_one_finding_of_the_right_record(site, web, tmp_path, read_topics):
    findings, pages = tmp_path / "f.sqlite", tmp_path / "pages"

    def morning():
        sources = sources_of(web)
        fetch(sources, tmp_path / "crawl", LIMITS)
        read_stored(web, sources, tmp_path / "crawl", findings, pages, read_topics=read_topics)
        return SqliteFindingStore(findings).open_findings()

    first = {(f.kind, f.record_id) for f in morning() if f.kind != "new_service"}
    assert first == set()
    known = {f.id for f in SqliteFindingStore(findings).open_findings()}
    drift(site)

    new = [f for f in morning() if f.id not in known]

    told = {(f.kind, f.record_id, f.field, f.source_value) for f in new}
    assert told >= EXPECTED
    left = {t for t in told - EXPECTED if t[0] != "new_service"}
    assert left == {("moved", "vertais", "sources", f"{site.base}/tuki/vertaisryhmat")}
    drafts = [f for f in new if f.kind == "new_service" and "Luontokuntoutus" in f.source_value]
    assert len(drafts) == 1
    assert "mood.low" in drafts[0].source_value or "mind.stress" in drafts[0].source_value
    assert [f for f in morning() if f.id not in known | {f.id for f in new}] == []
    shown = {p.url.removeprefix(site.base) for p in load_provider_pages(pages)}
    assert "/palvelut/apuvalineet" not in shown
    assert "/palvelut/fysioterapia" in shown


def test_pages_that_are_no_service_become_no_new_service(site, web, tmp_path, read_topics):
    sources = sources_of(web)
    fetch(sources, tmp_path / "crawl", LIMITS)
    read_stored(web, sources, tmp_path / "crawl", tmp_path / "f", tmp_path / "p",
                read_topics=read_topics)  # fmt: skip
    found = SqliteFindingStore(tmp_path / "f").open_findings()

    wrong = {each.path for each in ALL if each.kind != "service"}
    assert {
        f.source_url.removeprefix(site.base) for f in found if f.kind == "new_service"
    } & wrong == set()


def test_sitemap_named_by_robots_is_read_and_kept_within_bounds(site, watched, tmp_path):
    robots = f"User-agent: *\nDisallow: /salainen\nSitemap: {site.base}/kartta.xml\n"
    site.pages["/robots.txt"] = ("text/plain", robots.encode())
    index = f"<sitemapindex><sitemap><loc>{site.base}/sivut.xml.gz</loc></sitemap></sitemapindex>"
    site.pages["/kartta.xml"] = ("application/xml", index.encode())
    urls = "".join(
        f"<url><loc>{site.base}{path}</loc></url>"
        for path in ("/piilossa", "/salainen/a", "/uutiset/b")
    ) + "<url><loc>https://muualla.example/x</loc></url>"  # fmt: skip
    site.pages["/sivut.xml.gz"] = (
        "application/gzip",
        gzip.compress(f"<urlset>{urls}</urlset>".encode()),
    )
    for path in ("/", "/neuvonta", "/piilossa", "/salainen/a", "/uutiset/b"):
        site.html(path, f"<h1>{path}</h1>")
    (source,) = sources_of(watched)
    source = replace(source, sitemaps=("robots",), skip=("/uutiset",))

    fetch((source,), tmp_path, LIMITS)

    asked = Counter(site.paths())
    assert asked["/piilossa"] == 1
    assert not asked["/salainen/a"] + asked["/uutiset/b"]


def test_described_sources_of_the_real_catalogue_are_sound(catalogue):
    described = read_described(DATA, catalogue)

    assert sum(each.read for each in described.values()) >= 40
    watched = {source.id for source in sources_of(catalogue)}
    assert set(described) <= watched
    read = {source.id: source for source in sources_of(catalogue, described)}
    assert not {key for key, each in described.items() if not each.read} & set(read)
    assert read["kela.fi"].every_days == 7
    assert read["tyomarkkinatori.fi"].owner is None  # many employment areas share it


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- site: a.fi\n  nonsense: 1\n", r"sources\.yaml:2: a\.fi › nonsense: "),
        ("- site: a.fi\n- site: a.fi\n", r"sources\.yaml:2: a\.fi: the site stands twice"),
        ("- site: a.fi\n  owner: kelaa\n", r"sources\.yaml:2: .*Did you mean 'kela'\?"),
        ("- site: a.fi\n  read: false\n", r"sources\.yaml:2: .*nothing tells why"),
        ("- site: a.fi\n  every_days: 0\n", r"sources\.yaml:2: a\.fi › every_days"),
        ("- site: https://a.fi\n", r"sources\.yaml:1: https://a\.fi › site"),
    ],
)
def test_fault_in_the_descriptions_is_told_with_its_line(catalogue, tmp_path, text, message):
    data = tmp_path / "data"
    data.mkdir()
    (data / "sources.yaml").write_text(text)

    with pytest.raises(CatalogueError, match=message):
        read_described(data, catalogue)


def test_a_site_read_lately_waits(watched):
    (source,) = sources_of(watched)
    source = replace(source, every_days=7)
    now = datetime(2026, 11, 26, 4, tzinfo=UTC)

    assert due_sources((source,), {}, now) == (source,)
    assert due_sources((source,), {source.id: now - timedelta(days=3)}, now) == ()
    assert due_sources((source,), {source.id: now - timedelta(days=7)}, now) == (source,)


@pytest.mark.parametrize(
    "body",
    [
        b"<div>" * 50_000 + b"x",
        b"<p>" + b"x" * 10_000_000,
        b'<a href="' + b"y" * 3_000_000 + b'">',
        b"<script type='application/ld+json'>" + b"[" * 100_000,
        gzip.compress(b"0" * 50_000_000),
        io.BytesIO(bytes(range(256)) * 2000).getvalue(),
        b"%PDF-1.7\n" + b"\x00\xff" * 5000,
    ],
    ids=["deep", "10 MB", "attribute", "json", "bomb", "bytes", "pdf"],
)
def test_monstrous_page_costs_no_crash_and_little_memory(body):
    tracemalloc.start()
    statements_of(read_page("https://x.example/", body, "text/html"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 200_000_000
