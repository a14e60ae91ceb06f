"""Pages of providers that were read by the crawler, as the index takes them in: one JSON line each.

They stand beside the curated facts and never replace them. The file is written whole or not at
all; a damaged line costs that line only.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from catalog.problems import Problem
from catalog.safe_write import replace_file

PAGES_FILE = "pages.jsonl"


@dataclass(frozen=True, slots=True)
class ProviderPage:
    """One page as its provider wrote it.

    Attributes:
        url: Canonical address, http or https.
        host: The address's host, for showing where the text is from.
        title: The page's own title; plain text, never markup.
        text: Its main text; plain text, never markup.
        lang: Language of the page ("fi", "sv", "en") or "" when not known.
        fetched_on: The day the page was last read (UTC).
        service_ids: Services the page is about; may be empty.
        organization_id: The organisation whose page it is, or None.
    """

    url: str
    host: str
    title: str
    text: str
    lang: str
    fetched_on: date
    service_ids: tuple[str, ...] = ()
    organization_id: str | None = None


def load_provider_pages(
    folder: Path, problems: list[Problem] | None = None
) -> tuple[ProviderPage, ...]:
    """Return the pages kept in a folder, in the order of the file; a missing folder has none.

    Args:
        folder: Where `write_provider_pages` wrote.
        problems: Each damaged line is skipped and, when a list is given, told in it.
    """
    path = folder / PAGES_FILE
    if not path.is_file():
        return ()
    pages = []
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        if not line.strip():
            continue
        try:
            pages.append(_page_of(json.loads(line)))
        except (KeyError, TypeError, ValueError) as error:
            if problems is not None:
                problems.append(
                    Problem(
                        path,
                        number,
                        "provider page",
                        f"the line is damaged ({error}).",
                        "Run `kuntoutuspolku crawl replay`.",
                        is_warning=True,
                    )
                )
    return tuple(pages)


def write_provider_pages(folder: Path, pages: Iterable[ProviderPage]) -> bool:
    """Replace the kept pages in one step, ordered by address; tell whether anything changed.

    Raises:
        OSError: The file could not be written; the old one is as it was.
    """
    lines = [
        json.dumps({**asdict(page), "fetched_on": page.fetched_on.isoformat()}, ensure_ascii=False)
        for page in sorted(pages, key=lambda page: page.url)
    ]
    text = "".join(f"{line}\n" for line in lines)
    path = folder / PAGES_FILE
    if path.is_file() and path.read_bytes() == text.encode():
        return False
    folder.mkdir(parents=True, exist_ok=True)
    replace_file(path, text)
    return True


def _page_of(row: Mapping[str, object]) -> ProviderPage:
    url = _text(row, "url")
    if urlsplit(url).scheme not in {"http", "https"}:
        raise ValueError(f"{url!r} is not a web address")
    services = row["service_ids"]
    if not isinstance(services, list):
        raise TypeError("service_ids is not a list")
    organization = row.get("organization_id")
    return ProviderPage(
        url=url,
        host=_text(row, "host"),
        title=_text(row, "title"),
        text=_text(row, "text"),
        lang=_text(row, "lang"),
        fetched_on=date.fromisoformat(_text(row, "fetched_on")),
        service_ids=tuple(map(str, services)),
        organization_id=None if organization is None else str(organization),
    )


def _text(row: Mapping[str, object], key: str) -> str:
    value = row[key]
    if not isinstance(value, str):
        raise TypeError(f"{key} is not text")
    return value
