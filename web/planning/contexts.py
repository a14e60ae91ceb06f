"""What the templates of the plan may use; see `web.contexts`."""

from dataclasses import dataclass, replace
from datetime import date

from plan.budget import BudgetReport
from plan.change import Change
from plan.checks import Advice
from plan.model import Plan
from plan.report import GoalReport
from plan.steps import MergedStep
from web.contexts import Frame, LinkedService
from web.forms import FieldError
from web.planning.charts import Chart, Timeline
from web.planning.sections import Section


@dataclass(frozen=True, slots=True)
class PlanStart:
    """The first page: begin, or open a file; `faults` say why a file was not opened."""

    frame: Frame
    presets: tuple[str, ...]
    today: date
    saved: tuple[LinkedService, ...]
    faults: tuple[str, ...]
    needs_passphrase: bool

    def with_faults(self, faults: tuple[str, ...], *, needs_passphrase: bool) -> "PlanStart":
        """Return the page with what went wrong with a file."""
        return replace(self, faults=faults, needs_passphrase=needs_passphrase)


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A measure over time with its name and picture."""

    name: str
    change: Change
    chart: Chart


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The whole plan at a glance: sections, advice, days, steps, goals and money."""

    frame: Frame
    plan: Plan
    text: str
    sections: tuple[Section, ...]
    counts: dict[str, int]
    advice: tuple[Advice, ...]
    days: tuple[tuple[date, str], ...]
    steps: tuple[MergedStep, ...]
    goals: GoalReport
    money: BudgetReport | None
    today: date
    notice: str = ""
    faults: tuple[str, ...] = ()
    timeline: Timeline | None = None
    goal_lines: tuple[ChangeLine, ...] = ()
    score_lines: tuple[ChangeLine, ...] = ()
    daily_lines: tuple[ChangeLine, ...] = ()

    def with_faults(self, faults: tuple[str, ...]) -> "PlanPage":
        """Return the page with what could not be done."""
        return replace(self, faults=faults)


@dataclass(frozen=True, slots=True)
class PlanSection:
    """One section with its form."""

    frame: Frame
    plan: Plan
    text: str
    section: Section
    texts: tuple[tuple[str, str], ...]
    rows: tuple[dict[str, str], ...]
    errors: tuple[FieldError, ...]
    advice: tuple[Advice, ...]
    measures: tuple[tuple[str, str], ...] = ()
    elements: tuple[str, ...] = ()
    csv: str = ""
    csv_fault: str = ""

    def with_csv(self, text: str, fault: str) -> "PlanSection":
        """Return the section with CSV that could not be read, as it was entered."""
        return replace(self, csv=text, csv_fault=fault)


@dataclass(frozen=True, slots=True)
class PlanPrint:
    """The plan on paper: chosen parts only."""

    frame: Frame
    plan: Plan
    parts: tuple[str, ...]
    goals: GoalReport
    money: BudgetReport | None
    today: date
    timeline: Timeline | None = None
    goal_lines: tuple[ChangeLine, ...] = ()
    score_lines: tuple[ChangeLine, ...] = ()
    daily_lines: tuple[ChangeLine, ...] = ()
