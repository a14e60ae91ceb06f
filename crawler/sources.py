"""Which sites are read and which records they speak of, derived from the records' own addresses.

A new record is watched at once: its sources, channels and website are start pages of the site they
stand on. Archives of code, news and laws are evidence but not providers, and are left out.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from catalog.catalogue import Catalogue
from catalog.model import Organization, Service
from crawler.addresses import fold

# Evidence of ours that is no provider's page: reading them daily would help nobody.
NOT_PROVIDERS = (
    "github.com", "githubusercontent.com", "sttinfo.fi", "yle.fi", "hs.fi", "iltalehti.fi",
    "is.fi", "sv24.fi", "issuu.com", "aamuset.fi", "radiopooki.fi", "eduskunta.fi", "finlex.fi",
    "wikipedia.org", "mediesprak.fi",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """One site to read.

    Attributes:
        id: Its host, without "www.".
        start_urls: Pages to begin at, in folded form, sorted.
        records: By page address: ids of the records that name it.
        owner: Organisation whose website it is, or None.
        allowed: Path prefixes; links elsewhere on the site are not followed.
    """

    id: str
    start_urls: tuple[str, ...]
    records: dict[str, tuple[str, ...]]
    owner: str | None = None
    allowed: tuple[str, ...] = ("/",)


def sources_of(catalogue: Catalogue) -> tuple[Source, ...]:
    """Return the sites of a catalogue's records, by id."""
    pages: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    owners: dict[str, str] = {}
    records: list[Service | Organization] = [
        *catalogue.services.values(),
        *catalogue.organizations.values(),
    ]
    for record in records:
        for url in _addresses(record):
            folded = fold(url)
            if folded is None or _is_no_provider(site_of(folded)):
                continue
            pages[site_of(folded)][folded].add(record.id)
    for organization in catalogue.organizations.values():
        site = site_of(organization.website) if organization.website else ""
        if site:
            owners.setdefault(site, organization.id)
    return tuple(
        Source(
            site,
            tuple(sorted(by_url)),
            {url: tuple(sorted(ids)) for url, ids in by_url.items()},
            owners.get(site),
        )
        for site, by_url in sorted(pages.items())
    )


def site_of(url: str) -> str:
    """Return the host (with a port that is not the usual one) without "www."."""
    return urlsplit(url).netloc.rpartition("@")[2].lower().removeprefix("www.")


def _addresses(record: Service | Organization) -> Iterator[str]:
    for source in record.sources:
        yield source.url
    if isinstance(record, Organization):
        if record.website:
            yield record.website
        return
    for channel in record.channels:
        if channel.kind == "web":
            yield channel.value


def _is_no_provider(site: str) -> bool:
    return any(site == name or site.endswith(f".{name}") for name in NOT_PROVIDERS)
