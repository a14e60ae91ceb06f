"""Counts over the catalogue: what there is, by whom, in which language, how well backed."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from catalog.catalogue import Catalogue
from catalog.gaps import counties_of
from catalog.text import LANGUAGES


@dataclass(frozen=True, slots=True)
class Stats:
    """Totals by label, and tables of counts of services by value."""

    totals: Mapping[str, int]
    tables: Mapping[str, Mapping[str, int]]


def stats_of(catalogue: Catalogue, on: date) -> Stats:
    """Count the catalogue as it is on a day; a service with several values counts under each."""
    services = list(catalogue.services.values())
    totals = {
        "services": len(services),
        "organisations": len(catalogue.organizations),
        "services with hard conditions": sum(s.when is not None for s in services),
        "services with local facts": sum(bool(s.local) for s in services),
        "urgent help lines": len(catalogue.urgent_help),
        "ended services and bodies": len(catalogue.tombstones),
        "municipalities": len(catalogue.areas.municipalities),
    }
    tables: dict[str, Counter[str]] = {
        "sector": Counter(x for s in services for x in s.sector),
        "kind": Counter(s.kind for s in services),
        "organiser": Counter(str(s.organiser) for s in services),
        "name in language": Counter(lang for s in services for lang, _ in s.name.items()),
        "summary in language": Counter(
            lang for s in services for lang in LANGUAGES if s.summary.get(lang)
        ),
        "evidence": Counter(s.evidence for s in services),
        "price": Counter(s.price.state for s in services),
        "need (primary)": Counter(n for s in services for n in s.needs.primary),
        "year of the newest dated source": Counter(
            max((src.dated[:4] for src in s.sources if src.dated), default="not dated")
            for s in services
        ),
        "months since the last check": Counter(
            str((on.year - s.verified_on.year) * 12 + on.month - s.verified_on.month)
            for s in services
        ),
        "county with a service or facts of its own": _by_county(catalogue),
    }
    return Stats(totals, {title: dict(counts) for title, counts in tables.items()})


def _by_county(catalogue: Catalogue) -> Counter[str]:
    """Count for each county the services for its people only and the local facts it has."""
    everywhere = len(catalogue.areas.wellbeing_counties)
    counts = Counter[str]()
    for service in catalogue.services.values():
        own = counties_of(service, catalogue)
        local = {code for override in service.local for code in override.areas.wellbeing_county}
        counts.update(local | (own if len(own) < everywhere else set()))
    return Counter({catalogue.areas.wellbeing_counties[code].name.choose("fi").text: count
                    for code, count in counts.items()})  # fmt: skip
