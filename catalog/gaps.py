"""Where the catalogue has nothing: needs by county and sector, and texts missing in a language.

A gap is of our knowledge, not of the county's services: it tells a maintainer where to look next.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from catalog.catalogue import Catalogue
from catalog.model import Sector, Service
from catalog.text import LANGUAGES


@dataclass(frozen=True, slots=True)
class NeedGap:
    """A need for which a sector has no service; `counties` are codes, all of them when it is so."""

    need: str
    sector: str
    counties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """Everything that is missing.

    Attributes:
        needs: Needs without a service, by sector.
        texts: Language to the ids of services whose name or summary is not written in it.
        contacts: County code to the sectors in which no person or page to call is known there.
    """

    needs: tuple[NeedGap, ...]
    texts: Mapping[str, tuple[str, ...]]
    contacts: Mapping[str, tuple[str, ...]]


def gaps_of(catalogue: Catalogue) -> Gaps:
    """Find what is missing; a need term listed as `also` counts as answered."""
    return Gaps(tuple(_need_gaps(catalogue)), _text_gaps(catalogue), _contact_gaps(catalogue))


def counties_of(service: Service, catalogue: Catalogue) -> frozenset[str]:
    """Return the codes of the wellbeing services counties whose people can get a service.

    One municipality of a county is enough. A service without an area is for the whole country.
    """
    area = service.service_area
    everywhere = frozenset(catalogue.areas.wellbeing_counties)
    if not area:
        return everywhere
    towns = [
        town for town in catalogue.areas.municipalities.values()
        if town.code in area.municipality or town.employment_area in area.employment_area
    ]  # fmt: skip
    return frozenset(area.wellbeing_county) | {town.wellbeing_county for town in towns}


def _need_gaps(catalogue: Catalogue) -> Iterable[NeedGap]:
    reached: dict[tuple[str, str], set[str]] = defaultdict(set)
    for service in catalogue.services.values():
        counties = counties_of(service, catalogue)
        for need in (*service.needs.primary, *service.needs.also):
            for named in service.sector:
                reached[need, named] |= counties
    everywhere = sorted(catalogue.areas.wellbeing_counties)
    for need in catalogue.taxonomy.needs:
        for sector in catalogue.taxonomy.sectors:
            missing = tuple(c for c in everywhere if c not in reached[need, sector])
            if missing:
                yield NeedGap(need, sector, missing)


def _text_gaps(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    return {
        lang: tuple(
            service.id for service in catalogue.services.values()
            if not (service.name.get(lang) and service.summary.get(lang))
        )
        for lang in LANGUAGES
    }  # fmt: skip


def _contact_gaps(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    by_county = {
        o.area_code: o for o in catalogue.organizations.values() if o.kind == "wellbeing_county"
    }
    gaps: dict[str, tuple[str, ...]] = {}
    for code in catalogue.areas.wellbeing_counties:
        body = by_county.get(code)
        told: set[Sector] = {
            s for c in (body.contacts if body else ()) for s in c.sectors or _ALL_SECTORS
        }
        missing = tuple(sector for sector in _ALL_SECTORS if sector not in told)
        if missing:
            gaps[code] = missing
    return gaps


# What a county answers for; schools are the municipalities'.
_ALL_SECTORS: tuple[Sector, ...] = ("medical", "vocational", "social")
