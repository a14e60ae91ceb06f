"""The maintainers' dashboards: old facts, links by use, coverage, empty searches, quality.

Everything is worked out from the catalogue, the findings and the counts of searches; figures of the
same kind stand as a table, with a bar beside each that only repeats it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from catalog.catalogue import Catalogue
from catalog.findings import Finding
from catalog.gaps import counties_of, gaps_of
from catalog.model import Service
from catalog.score import score_of
from catalog.stale import Due, due_records
from catalog.text import LANGUAGES, Language
from search.usage import ANY, NeedUse
from web.contexts import Frame
from web.maintain.board import Shell

MOST_ROWS = 40
LINK_KINDS = frozenset({"gone", "dead_link", "moved"})


@dataclass(frozen=True, slots=True)
class County:
    """A county: services only for some areas that reach it, and sectors without a contact."""

    name: str
    services: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A finding about an address, with how often its record's needs were searched for."""

    finding: Finding
    name: str
    uses: int


@dataclass(frozen=True, slots=True)
class Need:
    """A need with its searches in the last month; `services` have it as their main need."""

    label: str
    searches: int
    empty: int
    services: int


@dataclass(frozen=True, slots=True)
class Scored:
    """A record with its quality in per cent and what it lacks most."""

    record_id: str
    name: str
    per_cent: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeasuresPage:
    """All dashboards.

    Attributes:
        due: Records to check again; `due_total` counts them all.
        texts: For each language, services with name and with summary in it.
        evidence: Services by evidence mark.
        bands: Services by quality: below 50, 50–69, 70–89, from 90 per cent.
        is_counted: Whether searches are counted at all.
    """

    frame: Frame
    shell: Shell
    services: int
    due: tuple[Due, ...]
    due_total: int
    links: tuple[Link, ...]
    counties: tuple[County, ...]
    texts: tuple[tuple[Language, int, int], ...]
    evidence: tuple[tuple[str, int], ...]
    needs: tuple[Need, ...]
    is_counted: bool
    weakest: tuple[Scored, ...]
    bands: tuple[tuple[str, int], ...]


def measures_page(
    frame: Frame,
    shell: Shell,
    catalogue: Catalogue,
    open_findings: Sequence[Finding],
    uses: Sequence[NeedUse] | None,
    today: date,
) -> MeasuresPage:
    """Work out the dashboards; `uses` is None when searches are not counted."""
    lang = frame.lang
    services = catalogue.services
    searched = {use.need: use.searches for use in uses or () if use.need != ANY}
    used = {key: _uses(service, searched) for key, service in services.items()}
    due = due_records(catalogue, today, uses=used)
    scores = sorted(
        (score_of(service, today) for service in services.values()),
        key=lambda s: (s.per_cent, s.record_id),
    )
    weakest = [
        Scored(s.record_id, services[s.record_id].name.choose(lang).text, s.per_cent,
               tuple(item.name for item in s.missing[:3]))
        for s in scores[:MOST_ROWS]
    ]  # fmt: skip
    return MeasuresPage(
        frame, shell, len(services), tuple(due[:MOST_ROWS]), len(due),
        _links(open_findings, catalogue, used, lang), _counties(catalogue, lang),
        tuple(
            (each, sum(bool(s.name.get(each)) for s in services.values()),
             sum(bool(s.summary.get(each)) for s in services.values()))
            for each in LANGUAGES
        ),
        tuple(sorted(Counter(s.evidence for s in services.values()).items())),
        _needs(catalogue, uses or (), lang), uses is not None, tuple(weakest),
        _bands([s.per_cent for s in scores]),
    )  # fmt: skip


def _uses(service: Service, searched: Mapping[str, int]) -> int:
    return sum(searched.get(need, 0) for need in service.needs.primary)


def _links(
    findings: Sequence[Finding], catalogue: Catalogue, used: Mapping[str, int], lang: Language
) -> tuple[Link, ...]:
    links = []
    for finding in findings:
        if finding.kind not in LINK_KINDS:
            continue
        key = finding.record_id or ""
        record = catalogue.services.get(key) or catalogue.organizations.get(key)
        name = record.name.choose(lang).text if record else key
        links.append(Link(finding, name, used.get(key, 0)))
    return tuple(sorted(links, key=lambda each: (-each.uses, each.name))[:MOST_ROWS])


def _counties(catalogue: Catalogue, lang: Language) -> tuple[County, ...]:
    local = [s for s in catalogue.services.values() if s.service_area or s.local]
    missing = gaps_of(catalogue).contacts
    reached: Counter[str] = Counter()
    for service in local:
        here = counties_of(service, catalogue) if service.service_area else set()
        named = {code for each in service.local for code in each.areas.wellbeing_county}
        reached.update(set(here) | named)
    counties = catalogue.areas.wellbeing_counties
    return tuple(
        County(county.name.choose(lang).text, reached[code], tuple(missing.get(code, ())))
        for code, county in sorted(counties.items(), key=lambda each: each[1].name.choose(lang))
    )


def _needs(catalogue: Catalogue, uses: Sequence[NeedUse], lang: Language) -> tuple[Need, ...]:
    main = Counter(need for s in catalogue.services.values() for need in s.needs.primary)
    words = catalogue.taxonomy.needs
    return tuple(
        Need(words[use.need].label.choose(lang).text, use.searches, use.empty, main[use.need])
        for use in uses
        if use.need in words
    )[:MOST_ROWS]


def _bands(scores: Sequence[int]) -> tuple[tuple[str, int], ...]:
    edges = (("0–49", 0, 50), ("50–69", 50, 70), ("70–89", 70, 90), ("90–100", 90, 101))
    return tuple((name, sum(low <= s < high for s in scores)) for name, low, high in edges)
