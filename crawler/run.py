"""A morning's work: fetch, read, compare, write down. Each part can be done again by itself."""

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from catalog.catalogue import Catalogue
from catalog.finding_store import SqliteFindingStore
from catalog.provider_pages import ProviderPage, write_provider_pages
from catalog.safe_write import replace_file
from catalog.snapshots import Snapshot, SnapshotStore, failures_of
from catalog.topics import ReadTopics, Topics
from crawler.addresses import fold
from crawler.diff import drafts_of
from crawler.extract import kind_of
from crawler.page import Page, read_page
from crawler.process import job_text
from crawler.settings import CrawlSettings
from crawler.sources import Source, site_of

_MAX_PAGE_TEXT = 20_000
_RESUMED_WITHIN = timedelta(hours=24)  # what was read longer ago is read anew


@dataclass(frozen=True, slots=True)
class Fetched:
    """What the fetching did: addresses stored in this run, and failures as (source, url, why)."""

    pages: int
    failures: tuple[tuple[str, str, str], ...] = ()
    was_resumed: bool = False


@dataclass(slots=True)
class Read:
    """What the reading found."""

    pages: int = 0
    provider_pages: int = 0
    new_findings: int = 0
    pages_changed: bool = False
    unreadable: list[str] = field(default_factory=list)


def fetch(sources: tuple[Source, ...], folder: Path, limits: CrawlSettings) -> Fetched:
    """Read the sites into `folder`; an unfinished run there is continued.

    Raises:
        OSError: The folder cannot be written.
        subprocess.CalledProcessError: The fetching process died; run again to continue.
    """
    folder.mkdir(parents=True, exist_ok=True)
    state = folder / "run.json"
    started, resumed = _unfinished(state), True
    if started is None:
        started, resumed = datetime.now(tz=UTC), False
        (folder / "failures.jsonl").unlink(missing_ok=True)
        replace_file(state, json.dumps({"started_at": started.isoformat(), "finished": False}))
    job = folder / "job.json"
    replace_file(job, job_text(sources, folder.resolve(), limits, started))
    subprocess.run([sys.executable, "-m", "crawler.process", str(job)], check=True)  # noqa: S603  (our own module)
    replace_file(state, json.dumps({"started_at": started.isoformat(), "finished": True}))
    stored = sum(s.fetched_at >= started for s in SnapshotStore(folder).latest())
    return Fetched(stored, failures_of(folder), resumed)


def _unfinished(state: Path) -> datetime | None:
    try:
        data = json.loads(state.read_text(encoding="utf-8"))
        started = datetime.fromisoformat(data["started_at"])
        is_old = datetime.now(tz=UTC) - started > _RESUMED_WITHIN
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return None if data["finished"] or is_old else started


def read_stored(
    catalogue: Catalogue,
    sources: Iterable[Source],
    folder: Path,
    findings: Path,
    pages: Path,
    *,
    read_topics: ReadTopics = lambda _title, _text: Topics(),
) -> Read:
    """Read the newest stored copy of every page again: findings and pages for the index.

    `read_topics` as in `crawler.diff.drafts_of`. No network. A page that fails costs itself only
    and is told in `unreadable`.
    """
    known = {source.id: source for source in sources}
    store, kept = SnapshotStore(folder), SqliteFindingStore(findings)
    result = Read()
    shown: list[ProviderPage] = []
    seen: set[str] = set()
    for snapshot in store.latest():
        source = known.get(snapshot.source_id)
        body = store.body(snapshot.key)
        if source is None or body is None:
            result.unreadable.append(snapshot.url)
            continue
        page = read_page(snapshot.final_url, body, snapshot.content_type)
        result.pages += 1
        result.new_findings += kept.add(drafts_of(catalogue, source, page, snapshot, read_topics))
        if snapshot.status == 200 and page.text and _is_first(page, seen):
            shown += _provider_page(catalogue, source, page, snapshot)
    result.provider_pages = len(shown)
    result.pages_changed = write_provider_pages(pages, shown)
    return result


def _is_first(page: Page, seen: set[str]) -> bool:
    """Whether neither the page's own address nor its text was seen: print pages are folded."""
    marks = {page.text, fold(page.canonical or page.url) or page.url}
    is_first = not marks & seen
    seen |= marks
    return is_first


def _provider_page(
    catalogue: Catalogue, source: Source, page: Page, snapshot: Snapshot
) -> list[ProviderPage]:
    records = source.records.get(snapshot.url, ())
    if kind_of(page) in {"job", "news"} or not (records or source.owner):
        return []
    url = page.canonical if site_of(page.canonical) == source.id else snapshot.final_url
    return [
        ProviderPage(
            url=url, host=source.id, title=page.title, text=page.text[:_MAX_PAGE_TEXT],
            lang=page.lang, fetched_on=snapshot.fetched_at.date(),
            service_ids=tuple(r for r in records if r in catalogue.services),
            organization_id=source.owner,
        )
    ]  # fmt: skip
