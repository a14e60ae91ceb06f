"""Small pictures of a plan as numbers for inline SVG: a line of values, a line of days. Pure.

Each stands beside a table or list that says the same in words; the pictures only repeat it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from plan.change import Change

WIDTH, HEIGHT = 260, 90
LEFT, RIGHT, TOP, BOTTOM = 8, 8, 10, 10
LABELS, LINE_WIDTH, ROW = 160, 560, 22  # the rows' names stand before the line


@dataclass(frozen=True, slots=True)
class Chart:
    """A line of values.

    Attributes:
        path: Points for a polyline, "x,y x,y".
        dots: Each point.
        base: Height of the zero line when the range has one inside, else of the lowest value.
    """

    path: str
    dots: tuple[tuple[float, float], ...]
    base: float


def chart_of(change: Change) -> Chart:
    """Return the picture of a measure over time; one measurement is a dot."""
    days = [on.toordinal() for on, _ in change.points]
    span = max(days) - min(days) or 1
    dots = tuple(
        (
            round(LEFT + (day - min(days)) * (WIDTH - LEFT - RIGHT) / span, 1),
            _height(value, change),
        )
        for day, (_, value) in zip(days, change.points, strict=True)
    )
    zero = Decimal(0) if change.low < 0 < change.high else change.low
    return Chart(" ".join(f"{x},{y}" for x, y in dots), dots, _height(zero, change))


def _height(value: Decimal, change: Change) -> float:
    share = (value - change.low) / (change.high - change.low)
    share = min(max(share, Decimal(0)), Decimal(1))
    return round(float(TOP + (1 - share) * (HEIGHT - TOP - BOTTOM)), 1)


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on the line: its place across, the row it stands on, its kind."""

    x: float
    row: int
    on: date
    kind: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Days on a line, with where today is (None outside the plan) and the picture's height."""

    marks: tuple[Mark, ...]
    today: float | None
    height: int


_KINDS = ("start", "review", "goal", "deadline", "service", "end")


def timeline_of(days: Sequence[tuple[date, str]], today: date) -> Timeline | None:
    """Return the plan's days as a picture, a row for each kind; None when there is one day only."""
    if len({on for on, _ in days}) < 2:
        return None
    first, last = min(on for on, _ in days), max(on for on, _ in days)
    span = (last - first).days
    rows = [kind for kind in _KINDS if any(k == kind for _, k in days)]

    def place(on: date) -> float:
        return round(LABELS + (on - first).days * (LINE_WIDTH - LABELS - 10) / span, 1)

    marks = tuple(Mark(place(on), rows.index(kind), on, kind) for on, kind in days if kind in rows)
    now = place(today) if first <= today <= last else None
    return Timeline(marks, now, ROW * len(rows) + 20)
