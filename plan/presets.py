"""Where a plan starts from: its length, how often one meets, when it is looked at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from plan.model import Meeting, Plan, Review


@dataclass(frozen=True, slots=True)
class Preset:
    """A rhythm.

    Attributes:
        weeks: Length of the plan.
        meeting_weeks: Weeks between meetings; 0 plans none.
        review_weeks: Weeks from the start to each review.
    """

    weeks: int
    meeting_weeks: int
    review_weeks: tuple[int, ...]


# three_months: defaults of reference/matching.md section 12. social: 3–6 months, weekly meetings.
# intensive: a year with half-yearly goals; 30–36 hours, so a meeting every other week.
PRESETS: Mapping[str, Preset] = {
    "three_months": Preset(13, 1, (6, 13)),
    "social": Preset(26, 1, (6, 13, 26)),
    "intensive": Preset(52, 2, (13, 26, 39, 52)),
}


def plan_from(preset: str, starts_on: date) -> Plan:
    """Return a plan with the meetings and reviews of a preset.

    Raises:
        KeyError: There is no such preset.
    """
    rhythm = PRESETS[preset]
    meetings = range(rhythm.meeting_weeks, rhythm.weeks + 1, rhythm.meeting_weeks or 1)
    return Plan(
        starts_on=starts_on,
        ends_on=starts_on + timedelta(weeks=rhythm.weeks),
        preset=preset,
        meetings=tuple(Meeting(on=starts_on + timedelta(weeks=w)) for w in meetings)
        if rhythm.meeting_weeks
        else (),
        reviews=tuple(Review(on=starts_on + timedelta(weeks=w)) for w in rhythm.review_weeks),
    )
