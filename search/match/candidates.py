"""From a match result to candidates for a combination: coverage, cost and order of each service.

Cost is known only where the record says that the service is free. A fee in a record is a price
for a visit or an amount that somebody else pays, never the sum for a whole period, so it stays
unknown until the person or the advisor gives it. No record tells a weekly load.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from catalog.catalogue import Catalogue
from catalog.model import Service
from search.match.combine import FULL, MOST_EXACT, Candidate
from search.match.rank import POSSIBLE, coverage
from search.match.results import MatchResult, State

_FREE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Figures:
    """What somebody knows of one service: cost over the period in euros, hours a week."""

    cost_eur: Decimal | None = None
    weekly_hours: Decimal | None = None


_NO_FIGURES: Mapping[str, Figures] = {}


def candidates_of(
    result: MatchResult,
    catalogue: Catalogue,
    needs: Mapping[str, int],
    *,
    states: Collection[State] = POSSIBLE,
    figures: Mapping[str, Figures] = _NO_FIGURES,
    most: int = MOST_EXACT,
) -> tuple[Candidate, ...]:
    """Return the first services of a result that may be combined, in their order.

    Args:
        result: Its order already takes turns between the needs.
        catalogue: Prices and need terms.
        needs: The chosen needs with weight.
        states: Only services in these states.
        figures: Cost and load by service, where the person or the advisor knows them.
        most: At most so many; up to twenty the combination is exact.
    """
    rules, unknown = catalogue.rules.together, Figures()
    found: list[Candidate] = []
    for matched in result.ranked:
        service = catalogue.services[matched.service_id]
        covered = coverage_of(service, needs)
        if not covered or matched.state not in states:
            continue
        told = figures.get(service.id, unknown)
        found.append(
            Candidate(
                id=service.id,
                coverage=covered,
                cost_eur=known_cost(service) if told.cost_eur is None else told.cost_eur,
                weekly_hours=told.weekly_hours,
                not_with=rules.not_with(service.id),
                after=rules.before(service.id),
            )
        )
        if len(found) == most:
            break
    return tuple(found)


def coverage_of(service: Service, needs: Mapping[str, int]) -> dict[str, int]:
    """Return how far a service answers each need: 2 for a primary term, 1 for `also` or a group."""
    terms = {**dict.fromkeys(service.needs.also, 0.5), **dict.fromkeys(service.needs.primary, 1.0)}
    levels = {need: int(FULL * coverage(terms, need)) for need in needs}
    return {need: level for need, level in levels.items() if level}


def known_cost(service: Service) -> Decimal | None:
    """Return 0 for a service that is known to be free, else None: a fee is not a total."""
    return _FREE if service.price.state == "free" else None
