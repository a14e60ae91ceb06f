"""One spider for every site: reads pages, stores them, follows links inside the allowed paths.

Resuming needs no queue on disk: a page already stored in this run is not asked for again; its
links are read from the stored copy. So even a kill loses no finished page.
"""

import json
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import scrapy
from scrapy.http import Response
from scrapy.utils.gz import gunzip
from scrapy.utils.sitemap import Sitemap, sitemap_urls_from_robots

from catalog.snapshots import Snapshot, SnapshotStore
from crawler.addresses import fold
from crawler.page import read_page
from crawler.sources import Source, site_of

_TEXTUAL = ("text/html", "application/xhtml", "application/pdf", "text/plain")
_MAPS = 10  # sitemaps of one site
_MAP_LINKS = 5000
_MAP_BYTES = 10_000_000
_SKIPPED = tuple(
    f".{ending}"
    for ending in [
        "jpg",
        "jpeg",
        "png",
        "gif",
        "svg",
        "webp",
        "css",
        "js",
        "woff2",
        "zip",
        "mp4",
        "mp3",
        "doc",
        "docx",
        "xls",
        "xlsx",
        "ppt",
        "pptx",
        "ics",
        "xml",
    ]
)


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the crawler: when it began, and its limits for each site."""

    started_at: datetime
    max_pages: int
    max_depth: int


class ProviderSpider(scrapy.Spider):
    """Reads the sites given to it into a `SnapshotStore`."""

    name = "providers"
    handle_httpstatus_list = (404, 410, 403, 500, 502, 503)

    def __init__(self, sources: tuple[Source, ...], folder: Path, run: Run) -> None:
        super().__init__()
        self._sources = {source.id: source for source in sources}
        self._folder = folder
        self._store = SnapshotStore(folder)
        self._run = run
        self._asked: set[str] = set()
        self._count: Counter[str] = Counter()

    async def start(self) -> AsyncIterator[Any]:
        """Yield the requests of every site's start pages."""
        for source in self._sources.values():
            for url in source.start_urls:
                for request in self._visit(url, source.id, 0):
                    yield request
            for address in self._sitemaps(source):
                yield self._sitemap_request(address, source.id)

    def _visit(self, url: str, source_id: str, depth: int) -> Iterator[scrapy.Request]:
        """Yield the requests needed for a page: itself, or what its stored copy leads to."""
        waiting = [(url, depth)]
        while waiting:
            address, level = waiting.pop()
            if address in self._asked or self._count[source_id] >= self._run.max_pages:
                continue
            self._asked.add(address)
            self._count[source_id] += 1
            stored = self._store.latest_of(address)
            if stored is None or stored.fetched_at < self._run.started_at:
                yield scrapy.Request(
                    address, callback=self.parse, errback=self._failed, dont_filter=True,
                    cb_kwargs={"asked": address, "source_id": source_id, "level": level},
                )  # fmt: skip
            elif level < self._run.max_depth:
                body = self._store.body(stored.key) or b""
                links = self._links(stored.final_url, body, stored.content_type, source_id)
                waiting += [(link, level + 1) for link in links]

    def _sitemaps(self, source: Source) -> tuple[str, ...]:
        """Return the addresses to ask for sitemaps: given ones, or robots.txt that names them."""
        first = urlsplit(source.start_urls[0]) if source.start_urls else None
        robots = f"{first.scheme}://{first.netloc}/robots.txt" if first else ""
        return tuple(robots if each == "robots" else each for each in source.sitemaps if first)

    def _sitemap_request(self, address: str, source_id: str) -> scrapy.Request:
        return scrapy.Request(
            address, callback=self.parse_sitemap, errback=self._failed,
            cb_kwargs={"asked": address, "source_id": source_id, "level": 0},
        )  # fmt: skip

    def parse_sitemap(self, response: Response, **about: Any) -> Iterator[scrapy.Request]:
        """Follow the pages of a sitemap that are wanted; maps of maps are read too."""
        source = self._sources.get(about["source_id"])
        if source is None or response.status != 200:
            return
        if response.url.endswith("/robots.txt"):
            found = list(sitemap_urls_from_robots(response.text, base_url=response.url))
            maps, pages = found[:_MAPS], list[str]()
        else:
            maps, pages = _in_sitemap(response.body)
        for address in maps:
            if site_of(address) == source.id:
                yield self._sitemap_request(address, source.id)
        for link in pages:
            folded = fold(link)
            if folded and site_of(folded) == source.id and _is_wanted(
                urlsplit(folded).path, source
            ):  # fmt: skip
                # Its own links are not followed: the map names every page that matters.
                yield from self._visit(folded, source.id, self._run.max_depth)

    def parse(self, response: Response, **about: Any) -> Iterator[scrapy.Request]:
        """Store a page and follow its links."""
        asked, source_id, level = about["asked"], about["source_id"], about["level"]
        kind = (response.headers.get("Content-Type") or b"").decode("latin-1").lower()
        if response.status == 200 and not kind.startswith(_TEXTUAL):
            return
        if site_of(response.url) != source_id and level > 0:
            return  # a link that leaves the site by redirect is not ours to read
        self._store.put(
            Snapshot(asked, datetime.now(tz=UTC), "", kind, response.status,
                     fold(response.url) or asked, source_id),
            response.body,
        )  # fmt: skip
        if response.status == 200 and level < self._run.max_depth:
            for link in self._links(response.url, response.body, kind, source_id):
                yield from self._visit(link, source_id, level + 1)

    def _links(self, url: str, body: bytes, kind: str, source_id: str) -> list[str]:
        source = self._sources.get(source_id)
        if source is None:
            return []
        found = {fold(link) for link in read_page(url, body, kind).links}
        return sorted(
            link for link in found
            if link and site_of(link) == source_id
            and _is_wanted(urlsplit(link).path, source)
        )  # fmt: skip

    def _failed(self, failure: Any) -> None:
        """Tell in a file which page could not be read and why; the rest goes on."""
        about = failure.request.cb_kwargs
        line = {"source": about["source_id"], "url": about["asked"],
                "why": f"{failure.type.__name__}: {failure.getErrorMessage()}"[:300]}  # fmt: skip
        with (self._folder / "failures.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _is_wanted(path: str, source: Source) -> bool:
    """Tell whether a page of a site is to be read, by its path."""
    return (
        path.startswith(source.allowed)
        and not (source.skip and path.startswith(source.skip))
        and not path.lower().endswith(_SKIPPED)
    )


def _in_sitemap(body: bytes) -> tuple[list[str], list[str]]:
    """Return the maps and the pages a sitemap names; nothing when it cannot be read."""
    try:
        plain = gunzip(body, max_size=_MAP_BYTES) if body[:2] == b"\x1f\x8b" else body
        found = Sitemap(plain)
        links = [str(entry["loc"]) for entry in islice(found, _MAP_LINKS) if entry.get("loc")]
    except (ValueError, OSError, EOFError, SyntaxError, StopIteration):
        return [], []
    return (links[:_MAPS], []) if found.type == "sitemapindex" else ([], links)
