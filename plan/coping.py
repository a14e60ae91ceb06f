"""The one question after a meeting: what may be published of anonymous answers, and what not.

Three answers: 2 much easier, 1 a little easier, 0 the same or harder. Stored are unit, month and
answer. Rules: reference/matching.md section 12. Deterioration cannot be told from "the same", and
workers or units are never ranked.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FEWEST = 5  # answers in a published cell
FEWEST_IN_UNIT = 20  # in a unit of health or social services, as one person answers many times
FEWEST_CLIENTS = 5  # people a unit had in the period, as it declares
_ROUNDED_UNDER = 50  # answers; shares are then told to the nearest 5 %
_Z = 1.959964  # 95 %


@dataclass(frozen=True, slots=True)
class Shares:
    """What is published of one cell.

    Attributes:
        n: Number of answers; None when only "at least five" may be said.
        per_cent: Shares of the answers 2, 1 and 0; None when all were alike.
        easier: Share of 2 and 1 together with its 95 % interval; None as above.
    """

    n: int | None
    per_cent: tuple[int, int, int] | None
    easier: tuple[int, int, int] | None


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Return the Wilson interval (95 %) of a share, both ends from 0 to 1; n is at least 1."""
    share = hits / n
    middle = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z * math.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2)) / (1 + _Z**2 / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def shares_of(answers: Sequence[int]) -> Shares | None:
    """Return what may be published of a cell of answers, or None when it is too small."""
    n = len(answers)
    if n < FEWEST:
        return None
    counts = Counter(answers)
    if len(counts) == 1:
        return Shares(None, None, None)
    step = 5 if n < _ROUNDED_UNDER else 1
    easier = counts[2] + counts[1]
    low, high = wilson(easier, n)
    return Shares(
        n,
        (_round(counts[2], n, step), _round(counts[1], n, step), _round(counts[0], n, step)),
        (_round(easier, n, step), round(low * 100), round(high * 100)),
    )


def _round(part: int, n: int, step: int) -> int:
    return math.floor(part * 100 / n / step + 0.5) * step


@dataclass(frozen=True, slots=True)
class UnitAnswers:
    """Answers of one unit in one period, and how many clients it says it had."""

    unit: str
    answers: tuple[int, ...]
    clients: int | None


def publishable(units: Sequence[UnitAnswers]) -> tuple[dict[str, Shares], Shares | None]:
    """Return what may be published of each unit and of all together, for one closed period.

    A unit is shown from 20 answers and 5 declared clients on. What the total minus the shown units
    leaves must not be one unit's own answers, fewer than a cell, or all alike: else the smallest
    shown unit is left out too (complementary suppression). When leaving out does not help, there is
    no total. A unit whose answers are all alike is told only as such, so it counts as left out.
    """
    full = {
        u.unit: shares for u in units
        if len(u.answers) >= FEWEST_IN_UNIT and (u.clients or 0) >= FEWEST_CLIENTS
        if (shares := shares_of(u.answers))
    }  # fmt: skip
    alike = {name: shares for name, shares in full.items() if shares.n is None}
    size = {u.unit: len(u.answers) for u in units}
    shown = {name: shares for name, shares in full.items() if name not in alike}
    while shown and not _is_safe(_left(units, shown)):
        del shown[min(shown, key=lambda name: (size[name], name))]
    total = None
    if _is_safe(_left(units, shown)):
        total = shares_of([answer for u in units for answer in u.answers])
    return dict(sorted((alike | shown).items())), total


def _left(units: Sequence[UnitAnswers], shown: Mapping[str, Shares]) -> list[tuple[int, ...]]:
    return [u.answers for u in units if u.unit not in shown and u.answers]


def _is_safe(left: Sequence[tuple[int, ...]]) -> bool:
    """Tell whether the answers of the units left out may be worked out together."""
    together = [answer for answers in left for answer in answers]
    mixed = len(set(together)) > 1
    return not left or (len(left) > 1 and len(together) >= FEWEST and mixed)
