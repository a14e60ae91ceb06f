"""`kuntoutuspolku plan new | check | print | report | schema`: for advisors who like files.

Exit codes: 0 done, 1 the file is no plan, 2 wrong usage.
"""

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from catalog.terminal import answer_console
from plan.budget import Entry, Line
from plan.budget import report as budget_report
from plan.checks import advice_on
from plan.file import PlanFileError, dump, load, schema
from plan.model import Plan
from plan.money import cents
from plan.presets import PRESETS, plan_from
from plan.report import goal_report
from plan.text import SECTIONS, plain_text

app = typer.Typer(help="Read and check a person's own plan.", no_args_is_help=True)
FileArgument = Annotated[Path, typer.Argument(help="The plan's file (JSON).")]
PassOption = Annotated[str, typer.Option(help="Passphrase of a sealed file.")]
_HEADINGS = {
    "title": "Oma suunnitelma",
    "note": "Oma luonnos, ei virallinen suunnitelma.",
    "own": "Omat sanat ja vahvuudet", "team": "Minun tiimini", "goals": "Tavoitteet",
    "actions": "Teot", "services": "Palvelut", "meetings": "Tapaamiset", "reviews": "Arviot",
    "final": "Loppuarvio",
}  # fmt: skip
# What each advice says; the pages take theirs from the gettext catalogues.
_ADVICE = {
    "period": "the plan ends before it starts", "meeting_outside": "a meeting is outside the plan",
    "many_goals": "more than five goals", "no_action": "no action leads to the goal",
    "vague": "a vague verb: how would you notice it?", "no_measure": "no number or rhythm",
    "no_date": "no date", "goal_late": "the date is after the plan ends",
    "not_own": "the actor is a professional, not you", "two_goals": "two goals in one sentence",
    "levels_alike": "two levels say the same", "already_there": "it is already met at the start",
    "no_owner": "nobody does it", "action_late": "later than its goal",
    "cycle": "actions wait for each other", "no_plan_b": "what if it is refused?",
    "service_dates": "it ends before it starts",
}  # fmt: skip


def _today() -> date:
    return datetime.now(tz=UTC).date()


def _load(file: Path, passphrase: str) -> Plan:
    try:
        return load(file.read_bytes(), passphrase)
    except OSError as error:
        print(f"{file}: {error.strerror}.", file=sys.stderr)
        raise typer.Exit(2) from None
    except PlanFileError as error:
        for fault in error.faults:
            print(f"{file.name}: {fault}", file=sys.stderr)
        raise typer.Exit(1) from None


@app.command("new")
def new(
    preset: Annotated[str, typer.Option(help=f"One of {', '.join(PRESETS)}.")] = "three_months",
    start: Annotated[str, typer.Option(help="First day, as 2026-12-01; today when empty.")] = "",
) -> None:
    """Print an empty plan with the meetings and reviews of a preset."""
    try:
        print(dump(plan_from(preset, date.fromisoformat(start) if start else _today())), end="")
    except (KeyError, ValueError):
        print(f"--preset is one of {', '.join(PRESETS)}; --start a day like 2026-12-01.",
              file=sys.stderr)  # fmt: skip
        raise typer.Exit(2) from None


@app.command("schema")
def show_schema() -> None:
    """Print the JSON Schema of the file, for other programs."""
    print(json.dumps(schema(), ensure_ascii=False, indent=1))


@app.command("check")
def check(file: FileArgument, passphrase: PassOption = "") -> None:
    """Say what is missing or does not hold together; advice, never an error."""
    plan = _load(file, passphrase)
    found = advice_on(plan)
    for advice in found:
        about = f" “{advice.about}”" if advice.about else ""
        print(f"{advice.section}:{about}: {_ADVICE[advice.key.rpartition('.')[2]]}")
    if not found:
        print("The plan holds together.")


@app.command("print")
def print_plan(file: FileArgument, passphrase: PassOption = "") -> None:
    """Print the whole plan as plain text."""
    print(plain_text(_load(file, passphrase), _HEADINGS, SECTIONS), end="")


@app.command("report")
def report(
    file: FileArgument,
    passphrase: PassOption = "",
    on: Annotated[str, typer.Option(help="Day of the report; today when empty.")] = "",
) -> None:
    """Tell how the goals and the budget stand on a day."""
    plan = _load(file, passphrase)
    try:
        day = date.fromisoformat(on) if on else _today()
    except ValueError:
        print(f"--on {on!r}: write a day like 2026-12-01.", file=sys.stderr)
        raise typer.Exit(2) from None
    goals = goal_report(plan, day)
    console = answer_console()
    console.print(f"{goals.met} of {goals.scored} scored goals were met or exceeded.")
    if goals.t_start is not None and goals.t_now is not None:
        change = goals.t_now - goals.t_start
        console.print(f"T {goals.t_start:.1f} → {goals.t_now:.1f} ({change:+.1f})")
    elif goals.why_no_t:
        console.print(goals.why_no_t)
    if plan.budget:
        _print_budget(plan, day)


def _print_budget(plan: Plan, day: date) -> None:
    lines = [
        Line(b.id, b.service, b.unit, b.unit_price_eur, b.planned, b.planned_to_date, b.payer,
             b.vat_included)
        for b in plan.budget
    ]  # fmt: skip
    entries = [Entry(e.on, e.line, e.quantity, e.amount_eur) for e in plan.entries]
    found = budget_report(lines, entries, day)
    for payer, figures in found.payers.items():
        print(f"{payer}: plan {cents(figures.plan)} €, used {cents(figures.actual)} €")
    total = found.total
    warn = " – over the plan" if total.is_over else ""
    print(f"All: plan {cents(total.plan)} €, used {cents(total.actual)} €, "
          f"forecast {cents(total.forecast)} €{warn}")  # fmt: skip
