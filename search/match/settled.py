"""Which services could still change what a person sees first (matching.md section 9, stop rule b).

In every need group the best and worst possible points of the undecided services are compared with
the five services listed first. A service whose answers can move nobody in or out need not be asked
about.
"""

from collections.abc import Mapping, Sequence

from search.match.rank import CERTAINTY
from search.match.results import MatchedService, NeedGroup

FIRST = 5  # the services of a group a person really looks at


def may_change_first(
    groups: Sequence[NeedGroup], matched: Mapping[str, MatchedService]
) -> frozenset[str]:
    """Return the open services that could enter or leave the first five of some group.

    Args:
        groups: In their order now.
        matched: Every service by id.
    """
    found: set[str] = set()
    for group in groups:
        first = group.service_ids[:FIRST]
        # One that is listed may turn out not to suit and leave.
        found.update(key for key in first if matched[key].state == "open")
        if len(first) < FIRST:
            found.update(key for key in group.service_ids if matched[key].state == "open")
            continue
        least = min(matched[key].points[group.need].total for key in first)
        for key in group.service_ids[FIRST:]:
            if matched[key].state == "open" and _at_best(matched[key], group.need) >= least:
                found.add(key)
    return frozenset(found)


def _at_best(service: MatchedService, need: str) -> float:
    """Return the points a service would have if it came to suit for certain."""
    points = service.points[need]
    return points.total - points.certainty + CERTAINTY
