"""The person's own plan as a file holds it: contents of reference/matching.md section 12.

It is a draft the person takes to a meeting, never the statutory plan. Every part may be empty.
The file is JSON with a version; the form is checked by pydantic, sums are decimals written as text.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from plan.licences import instruments

VERSION = 2
Text = Annotated[str, Field(max_length=4000)]
Short = Annotated[str, Field(max_length=200)]
Key = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[a-z0-9_-]+$")]
Euros = Annotated[Decimal, Field(ge=0, le=10**9)]
Level = Annotated[int, Field(ge=-2, le=2)]
_MOST = 200  # entries of one list; a plan of a person has tens


class Part(BaseModel):
    """A frozen part of a plan; unknown fields are refused so that nothing is lost silently."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Member(Part):
    """Somebody of the person's team: initials are enough."""

    role: Short
    name: Short = ""
    organisation: Short = ""
    task: Text = ""


class Score(Part):
    """The level of a goal on a day."""

    on: date
    level: Level


class Goal(Part):
    """A goal of the person's own with five levels.

    Attributes:
        levels: What would be seen at each level; 0 is the goal itself.
        start: The level at the beginning, usually -1.
        importance, difficulty: 0–3; None when not weighed.
        is_keeping: To keep what there is: may start at 0 and is left out of the change.
    """

    id: Key
    text: Text
    levels: dict[Level, Text] = Field(default_factory=dict)
    start: Level = -1
    due: date | None = None
    importance: Annotated[int, Field(ge=0, le=3)] | None = None
    difficulty: Annotated[int, Field(ge=0, le=3)] | None = None
    is_keeping: bool = False
    scores: Annotated[tuple[Score, ...], Field(max_length=_MOST)] = ()


class Action(Part):
    """Something to do: what, who, by when."""

    id: Key
    what: Text
    who: Short = ""
    due: date | None = None
    goal: Key | None = None
    service: Key | None = None
    depends_on: Annotated[tuple[Key, ...], Field(max_length=20)] = ()
    is_done: bool = False


class ChosenService(Part):
    """A service that was chosen, as it stood then.

    Attributes:
        state: The state when it was chosen, or "" when there were no answers.
        if_refused: What to do when it is refused.
    """

    id: Key
    name: Short
    state: Short = ""
    data_version: Short = ""
    applied_on: date | None = None
    decision: Literal["", "waiting", "granted", "refused"] = ""
    starts_on: date | None = None
    ends_on: date | None = None
    if_refused: Text = ""


class Meeting(Part):
    """A meeting, past or coming."""

    on: date
    form: Short = ""
    note: Text = ""


class Review(Part):
    """A point where the plan is looked at."""

    on: date
    what: Text = ""
    next: Text = ""


class BudgetLine(Part):
    """A line of the budget; see `plan.budget.Line`."""

    id: Key
    service: Short
    unit: Short
    unit_price_eur: Euros
    planned: Annotated[Decimal, Field(ge=0, le=100_000)]
    planned_to_date: Annotated[Decimal, Field(ge=0, le=100_000)] = Decimal(0)
    payer: Literal["client", "county", "kela", "insurer", "employer", "other"] = "client"
    vat_included: bool | None = None


class BudgetEntry(Part):
    """Something used and paid; see `plan.budget.Entry`."""

    on: date
    line: Key
    quantity: Annotated[Decimal, Field(ge=0, le=100_000)] = Decimal(1)
    amount_eur: Euros


class Difficulty(Part):
    """How hard daily life is on a day: ICF chapter (d1–d9) to 0–4, answered in plain words."""

    on: date
    by_chapter: dict[Annotated[str, Field(pattern=r"^d[1-9]$")], Annotated[int, Field(ge=0, le=4)]]


class TypedScore(Part):
    """A total of a measure filled elsewhere, typed in; `instrument` is an id of data/plan.

    `answered` tells who answered: the person, together with somebody, or somebody else.
    """

    on: date
    instrument: Key
    score: Annotated[Decimal, Field(ge=0, le=1000)]
    answered: Literal["", "self", "together", "proxy"] = ""
    lang: Literal["", "fi", "sv", "en"] = ""

    @model_validator(mode="after")
    def _in_range(self) -> Self:
        measure = instruments().get(self.instrument)
        if measure is not None and not measure.takes(self.score):
            raise ValueError(f"the total is from {measure.low} to {measure.high}")
        return self


class Alternative(Part):
    """Another way to reach the same: what it costs in the plan's time and what it covers."""

    id: Key
    name: Short
    covers: Text = ""
    cost_eur: Euros
    own_share_eur: Euros = Decimal(0)


# What a period of social rehabilitation holds, by the practice of two wellbeing services counties;
# the record "hva-sosiaalinen-kuntoutus" of the catalogue tells the sources. A checklist, no duty.
ELEMENTS = (
    "own_worker", "goals_together", "realistic_goals", "weekly_contact", "own_team",
    "feedback_question", "halfway_review", "final_evaluation", "what_next",
)  # fmt: skip


class Plan(Part):
    """A whole plan."""

    kind: Literal["kuntoutuspolku-plan"] = "kuntoutuspolku-plan"
    version: Literal[2] = 2
    starts_on: date
    ends_on: date
    preset: Short = "three_months"
    own_words: Text = ""
    strengths: Annotated[tuple[Text, ...], Field(max_length=50)] = ()
    team: Annotated[tuple[Member, ...], Field(max_length=50)] = ()
    goals: Annotated[tuple[Goal, ...], Field(max_length=20)] = ()
    actions: Annotated[tuple[Action, ...], Field(max_length=_MOST)] = ()
    services: Annotated[tuple[ChosenService, ...], Field(max_length=50)] = ()
    meetings: Annotated[tuple[Meeting, ...], Field(max_length=_MOST)] = ()
    reviews: Annotated[tuple[Review, ...], Field(max_length=50)] = ()
    budget: Annotated[tuple[BudgetLine, ...], Field(max_length=_MOST)] = ()
    entries: Annotated[tuple[BudgetEntry, ...], Field(max_length=2000)] = ()
    difficulties: Annotated[tuple[Difficulty, ...], Field(max_length=50)] = ()
    typed_scores: Annotated[tuple[TypedScore, ...], Field(max_length=_MOST)] = ()
    alternatives: Annotated[tuple[Alternative, ...], Field(max_length=20)] = ()
    elements: Annotated[tuple[Key, ...], Field(max_length=20)] = ()
    final: Text = ""
