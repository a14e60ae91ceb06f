"""Providers' own pages beside the records: their text for the index, and where it is from.

The text finds a service and never says anything of it: what is shown are the host and the day. The
pages of a generation are kept with it, so that index and notice are of the same crawl.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from catalog.catalogue import Catalogue
from catalog.provider_pages import ProviderPage

FILE = "pages.json"
_LONGEST = 20_000  # characters of one page; what is said later is rarely about the service
_MOST = 5  # pages of one service


class FoundOn(NamedTuple):
    """Where a provider's text is from: host and day, "2026-11-26"."""

    host: str
    fetched_on: str


def by_service(
    pages: Iterable[ProviderPage], catalogue: Catalogue
) -> dict[str, tuple[ProviderPage, ...]]:
    """Return the pages of each service that exists, in order of address."""
    found: dict[str, list[ProviderPage]] = defaultdict(list)
    for page in sorted(pages, key=lambda p: p.url):
        for service_id in page.service_ids:
            if service_id in catalogue.services and len(found[service_id]) < _MOST:
                found[service_id].append(page)
    return {key: tuple(listed) for key, listed in found.items() if listed}


def text_of(page: ProviderPage) -> str:
    """Return what is indexed of a page."""
    return f"{page.title}. {page.text}"[:_LONGEST]


def version_of(pages: Iterable[ProviderPage]) -> str:
    """Name the exact pages, "" for none; part of what makes an index the same or another."""
    listed = sorted(pages, key=lambda p: p.url)
    return hashlib.sha256(repr(listed).encode()).hexdigest()[:12] if listed else ""


def save(folder: Path, pages: Mapping[str, tuple[ProviderPage, ...]]) -> None:
    """Write where each service's provider text is from."""
    rows = {key: [[p.host, p.fetched_on.isoformat()] for p in listed]
            for key, listed in sorted(pages.items())}  # fmt: skip
    (folder / FILE).write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


def load(folder: Path) -> dict[str, FoundOn]:
    """Return the first page of each service that has some.

    Raises:
        OSError, ValueError: The file is missing or damaged.
    """
    rows = json.loads((folder / FILE).read_text(encoding="utf-8"))
    return {key: FoundOn(*listed[0]) for key, listed in rows.items()}
