"""Which sites are read and which records they speak of, derived from the records' own addresses.

A new record is watched at once: its sources, channels and website are start pages of the site they
stand on. Archives of code, news and laws are evidence but not providers, and are left out.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from catalog.catalogue import Catalogue
from catalog.model import Organization, Service
from catalog.text import Language
from crawler.addresses import fold
from crawler.described import DAYS, UNKNOWN, Described

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
        skip: Path prefixes that are never followed.
        sitemaps: Addresses of sitemaps; "robots" means those that robots.txt names.
        languages: Languages of its pages, as far as known.
        every_days: Least days between two readings.
        licence: Terms for using its content, "unknown" when nobody has read them.
        contact: Where its owner can be asked, "unknown" when the owner's record has to tell.
    """

    id: str
    start_urls: tuple[str, ...]
    records: dict[str, tuple[str, ...]]
    owner: str | None = None
    allowed: tuple[str, ...] = ("/",)
    skip: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    languages: tuple[Language, ...] = ()
    every_days: int = DAYS
    licence: str = UNKNOWN
    contact: str = UNKNOWN


def sources_of(
    catalogue: Catalogue, described: Mapping[str, Described] | None = None
) -> tuple[Source, ...]:
    """Return the sites of a catalogue's records, by id.

    A description narrows a site, names its owner, or takes it out; one that several organisations
    call their website is nobody's.
    """
    pages: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    owners: dict[str, set[str]] = defaultdict(set)
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
            owners[site].add(organization.id)
    known = described or {}
    return tuple(
        _described(
            Source(
                site,
                tuple(sorted(by_url)),
                {url: tuple(sorted(ids)) for url, ids in by_url.items()},
                next(iter(owners[site])) if len(owners[site]) == 1 else None,
            ),
            known.get(site),
        )
        for site, by_url in sorted(pages.items())
        if site not in known or known[site].read
    )


def due_sources(
    sources: Iterable[Source], last: Mapping[str, datetime], now: datetime
) -> tuple[Source, ...]:
    """Return the sites whose time has come.

    Args:
        sources: Sites.
        last: When each was read last, by id; one that is missing was never read.
        now: With a time zone, as the times of `last`.
    """
    # A run that starts a little earlier than the last one did must not skip a day.
    slack = timedelta(hours=12)
    return tuple(
        s for s in sources
        if s.id not in last or now - last[s.id] >= timedelta(days=s.every_days) - slack
    )  # fmt: skip


def _described(source: Source, told: Described | None) -> Source:
    if told is None:
        return source
    starts = (folded for url in told.start if (folded := fold(url)))
    return replace(
        source, start_urls=tuple(sorted({*source.start_urls, *starts})), owner=told.owner,
        allowed=told.allowed, skip=told.skip, sitemaps=told.sitemaps, languages=told.languages,
        every_days=told.every_days, licence=told.licence, contact=told.contact,
    )  # fmt: skip


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
