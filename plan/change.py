"""How measures moved over time: first, last, difference, number of measurements; nothing concluded.

Rules of reference/instruments.md section 2: missing is missing, rounding half up for showing only,
no bands, no praise, never between people.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from plan.licences import instruments
from plan.model import Plan


@dataclass(frozen=True, slots=True)
class Change:
    """One measure over time.

    Attributes:
        key: Instrument's id, ICF chapter ("d4"), or a goal's id.
        points: Day and value, oldest first; at least one.
        low, high: Range of the measure, for a chart.
    """

    key: str
    points: tuple[tuple[date, Decimal], ...]
    low: Decimal
    high: Decimal

    @property
    def first(self) -> Decimal:
        """The first value."""
        return self.points[0][1]

    @property
    def last(self) -> Decimal:
        """The last value."""
        return self.points[-1][1]

    @property
    def difference(self) -> Decimal:
        """Last minus first; 0 with one measurement."""
        return self.last - self.first


def score_changes(plan: Plan) -> tuple[Change, ...]:
    """Return the typed scores by measure; one of a measure that is not known any more is kept."""
    known = instruments()
    found = []
    for key in dict.fromkeys(each.instrument for each in plan.typed_scores):
        points = [(s.on, s.score) for s in plan.typed_scores if s.instrument == key]
        measure = known.get(key)
        low = measure.low if measure and measure.low is not None else 0
        high = measure.high if measure and measure.high is not None else 100
        found.append(_change(key, points, low, high))
    return tuple(found)


def daily_changes(plan: Plan) -> tuple[Change, ...]:
    """Return the own ratings of daily life by ICF chapter, 0 no difficulty to 4 complete."""
    chapters = sorted({key for each in plan.difficulties for key in each.by_chapter})
    return tuple(
        _change(key, [(d.on, Decimal(d.by_chapter[key])) for d in plan.difficulties
                      if key in d.by_chapter], 0, 4)
        for key in chapters
    )  # fmt: skip


def goal_changes(plan: Plan) -> tuple[Change, ...]:
    """Return the levels of each scored goal, its start on the plan's first day."""
    return tuple(
        _change(goal.id, [(plan.starts_on, Decimal(goal.start)),
                          *((s.on, Decimal(s.level)) for s in goal.scores)], -2, 2)
        for goal in plan.goals if goal.scores
    )  # fmt: skip


def _change(key: str, points: Sequence[tuple[date, Decimal]], low: int, high: int) -> Change:
    return Change(key, tuple(sorted(points)), Decimal(low), Decimal(high))
