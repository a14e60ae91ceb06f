"""How near to a person's municipality each service is arranged."""

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from catalog.areas import Municipality
from catalog.catalogue import Catalogue
from catalog.model import Service
from search.ranking import RING_ORDER, RINGS
from search.results import AreaRing

Codes = NDArray[np.int8]
_NUMBER = {ring: number for number, ring in enumerate(RING_ORDER)}
WEIGHTS = np.array([RINGS[ring].value for ring in RING_ORDER])
_COUNTY_ROLES = frozenset({"wellbeing_county", "employment_area"})


def ring_name(code: int) -> AreaRing:
    """Return the ring's name for its number in `RING_ORDER`."""
    return RING_ORDER[code]  # type: ignore[return-value]  # the same words, see AreaRing


class Rings:
    """The ring of every service for a municipality; worked out once for each municipality asked.

    Without a municipality the ring tells how wide the service's own area is: nobody is "elsewhere"
    before we know where home is.
    """

    def __init__(self, services: Sequence[Service], catalogue: Catalogue) -> None:
        self._areas = catalogue.areas
        self._known: dict[str | None, Codes] = {}
        # Services arranged alike lie in the same ring, and there are few kinds of them.
        kinds: dict[Hashable, int] = {}
        self._examples: list[Service] = []
        self._kind_of = np.empty(len(services), np.int64)
        for doc, service in enumerate(services):
            kind = service.service_area, service.organiser.role, set(service.forms) == {"remote"}
            self._kind_of[doc] = kinds.setdefault(kind, len(kinds))
            if len(kinds) > len(self._examples):
                self._examples.append(service)

    def of(self, municipality: str | None) -> Codes:
        """Return the ring numbers by document number (read-only)."""
        codes = self._known.get(municipality)
        if codes is None:
            home = self._areas.municipalities[municipality] if municipality else None
            rings = [_NUMBER[self._ring(service, home)] for service in self._examples]
            codes = np.array(rings, np.int8)[self._kind_of]
            codes.flags.writeable = False
            self._known[municipality] = codes
        return codes

    def _ring(self, service: Service, home: Municipality | None) -> AreaRing:
        area = service.service_area
        if not area:
            return _ring_of_role(service)
        if home is None:
            return "municipality" if area.municipality else "county"
        if home.code in area.municipality:
            return "municipality"
        if home.wellbeing_county in area.wellbeing_county:
            return "county"
        if home.employment_area in area.employment_area:
            return "county"
        return "neighbours" if self._is_neighbour(service, home) else "elsewhere"

    def _is_neighbour(self, service: Service, home: Municipality) -> bool:
        """Tell whether the area lies in the person's collaborative area of specialised care."""
        counties = self._areas.wellbeing_counties
        near = {
            c.code for c in counties.values() if c.collaborative_area == home.collaborative_area
        }
        return bool(near & set(service.service_area.wellbeing_county))


def _ring_of_role(service: Service) -> AreaRing:
    role = service.organiser.role
    if role == "municipality":
        return "municipality"
    if role in _COUNTY_ROLES:
        return "county"
    return "remote" if set(service.forms) == {"remote"} else "national"
