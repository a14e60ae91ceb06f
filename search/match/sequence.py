"""The order in which chosen services start: what must come before comes before, then by weight."""

from collections.abc import Mapping


def in_sequence(after: Mapping[str, frozenset[str]], weights: Mapping[str, int]) -> tuple[str, ...]:
    """Return the ids so that each comes after those it waits for; among the free the heaviest.

    Args:
        after: For each id the ids it waits for; those not chosen themselves are passed over.
        weights: How much of the needs each answers.

    Raises:
        ValueError: The order goes round in a circle.
    """
    left = dict(after)
    found: list[str] = []
    while left:
        free = [key for key, waits in left.items() if left.keys().isdisjoint(waits - {key})]
        if not free:
            raise ValueError(f"the order goes round in a circle: {', '.join(sorted(left))}")
        pick = min(free, key=lambda key: (-weights[key], key))
        found.append(pick)
        del left[pick]
    return tuple(found)
