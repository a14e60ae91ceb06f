"""The whole way on a real HTTP server: politeness by the server's own log, findings, resuming."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from itertools import pairwise

from catalog.finding_store import SqliteFindingStore
from catalog.provider_pages import load_provider_pages
from catalog.safe_write import replace_file
from catalog.snapshots import SnapshotStore
from crawler.process import job_text
from crawler.run import fetch, read_stored
from crawler.settings import CrawlSettings
from crawler.sources import sources_of

LIMITS = CrawlSettings("https://example.org/me", delay=0, max_pages=40, allow_loopback=True)
ADVICE = (
    "<h1>Neuvonta</h1><main><p>Neuvonta on maksutonta ja avointa kaikille, joilla on sairaus "
    "tai vamma. Voit soittaa meille arkisin ja kysyä kuntoutuksesta.</p></main>"
)


def linked(*paths: str) -> str:
    return "".join(f'<a href="{path}">x</a>' for path in paths)


def test_a_crawl_is_polite_and_bounded(site, watched, tmp_path):
    site.pages["/robots.txt"] = ("text/plain", b"User-agent: *\nDisallow: /salainen\n")
    site.html("/neuvonta", ADVICE + linked(
        "/a?utm_source=x", "/a", "/a#b", "/salainen/sivu", "/silmukka", "/ansa/ansa/ansa/ansa",
        "http://10.0.0.1/", "file:///etc/passwd", "/kuva.png"))  # fmt: skip
    site.html("/", "etusivu")
    site.html("/a", "<h1>A</h1>" + linked("/neuvonta"))
    site.redirects["/silmukka"] = "/silmukka"
    found = fetch(sources_of(watched), tmp_path, LIMITS)
    asked = Counter(site.paths())
    assert asked["/a"] == 1
    assert asked["/robots.txt"] == 1
    assert not {p for p in asked if p.startswith(("/salainen", "/ansa", "/kuva"))}
    assert asked["/silmukka"] <= 6
    assert site.agents == {LIMITS.user_agent}
    assert all(one[1] <= next_[0] + 0.02 for one, next_ in pairwise(site.log))
    assert found.pages == 3
    site.log.clear()
    fetch(sources_of(watched), tmp_path, LIMITS)
    again = {path: status for _, _, path, status in site.log}
    assert again["/neuvonta"] == again["/a"] == 304


def test_a_crawl_delay_is_kept(site, watched, tmp_path):
    site.pages["/robots.txt"] = ("text/plain", b"User-agent: *\nCrawl-delay: 0.4\n")
    site.html("/neuvonta", ADVICE + linked("/a", "/b"))
    for path in ("/", "/a", "/b"):
        site.html(path, "sivu")
    fetch(sources_of(watched), tmp_path, LIMITS)
    begun = [start for start, _, path, _ in site.log if path != "/robots.txt"]
    assert len(begun) == 4
    assert min(b - a for a, b in pairwise(begun)) >= 0.35


def test_this_machine_is_not_read_unless_a_test_allows_it(site, watched, tmp_path):
    limits = CrawlSettings("x", delay=0)
    found = fetch(sources_of(watched), tmp_path, limits)
    assert found.pages == 0
    assert found.failures
    assert site.log == []


def test_a_changed_page_becomes_one_finding_and_a_page_for_the_index(site, watched, tmp_path):
    site.html("/neuvonta", ADVICE)
    site.html("/", "etusivu")
    findings, pages = tmp_path / "findings.sqlite", tmp_path / "pages"

    def morning():
        fetch(sources_of(watched), tmp_path / "crawl", LIMITS)
        return read_stored(watched, sources_of(watched), tmp_path / "crawl", findings, pages)

    assert morning().new_findings == 0
    assert [p.service_ids for p in load_provider_pages(pages) if p.url.endswith("/neuvonta")] == [
        ("neuroliitto-neuvonta",)
    ]
    site.html("/neuvonta", ADVICE.replace("on maksutonta", "maksaa 25 euroa"))
    assert morning().new_findings == 1
    assert morning().new_findings == 0
    (finding,) = SqliteFindingStore(findings).open_findings()
    assert (finding.kind, finding.record_id) == ("price", "neuroliitto-neuvonta")
    assert (finding.catalogue_value, finding.source_value) == ("free", "25.00")
    assert "25 euroa" in finding.sentence
    assert finding.needs_second_reader
    del site.pages["/neuvonta"]
    morning()
    assert {f.kind for f in SqliteFindingStore(findings).open_findings()} == {"price", "gone"}
    assert not [p for p in load_provider_pages(pages) if p.url.endswith("/neuvonta")]


def test_a_killed_crawl_goes_on_and_repeats_no_finished_page(site, watched, tmp_path):
    site.html("/neuvonta", ADVICE + linked(*(f"/s{n}" for n in range(12))))
    site.html("/", "etusivu")
    for n in range(12):
        site.html(f"/s{n}", f"<h1>Sivu {n}</h1>")
    site.slow = 0.1
    started = datetime.now(tz=UTC)
    job = tmp_path / "job.json"
    replace_file(job, job_text(sources_of(watched), tmp_path, LIMITS, started))
    replace_file(
        tmp_path / "run.json", f'{{"started_at": "{started.isoformat()}", "finished": false}}'
    )
    child = subprocess.Popen([sys.executable, "-m", "crawler.process", str(job)])  # noqa: S603  (ours)
    until = time.monotonic() + 30
    while len(site.log) < 7 and time.monotonic() < until:
        time.sleep(0.02)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    finished = {s.url.removeprefix(site.base) for s in SnapshotStore(tmp_path).latest()}
    assert 2 <= len(finished) < 14
    time.sleep(0.2)
    site.log.clear()
    found = fetch(sources_of(watched), tmp_path, LIMITS)
    assert found.was_resumed
    assert found.pages == 14
    assert not finished & set(site.paths())
