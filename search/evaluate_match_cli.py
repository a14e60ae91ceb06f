"""`kuntoutuspolku evaluate match` and `evaluate questions`: how good the matcher is, in figures."""

import dataclasses
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from catalog.cli import DATA, DataOption, JsonOption, load_or_exit, today
from catalog.terminal import answer_console
from search.evaluate_match import MatchEvaluation, figures_of, judge_all, load_persons
from search.evaluate_questions import measure
from search.personas import personas

GOLDEN = Path(__file__).resolve().parent.parent / "tests" / "golden"
FIGURES = "matching_figures.json"


def evaluate_match(
    held_back: Annotated[
        bool, typer.Option("--held-back", help="Use the held-back persons: final figures only.")
    ] = False,
    write: Annotated[
        bool, typer.Option("--write", help="Renew the figures on file (not of held-back ones).")
    ] = False,
    on: Annotated[str, typer.Option("--on", help="Evaluate as on this day, 2026-11-25.")] = "",
    data: DataOption = DATA,
    golden: Annotated[Path, typer.Option(help="Folder of the judged persons.")] = GOLDEN,
    as_json: JsonOption = False,
) -> None:
    """Measure the matcher on the judged persons: false no, false yes, first five, duty order.

    Ends with 1 when a service that must be shown was set aside.
    """
    if held_back and write:
        typer.echo(
            "--write keeps figures of the open persons only; leave out --held-back.", err=True
        )
        raise typer.Exit(2)
    try:
        day = date.fromisoformat(on) if on else today()
        persons = load_persons(golden / "matches.yaml")
    except ValueError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    found = judge_all(persons, load_or_exit(data), day, held_back=held_back)
    text = json.dumps(figures_of(found), ensure_ascii=False, indent=1)
    if as_json:
        typer.echo(text)
    else:
        _print(found, answer_console())
    if write:
        (golden / FIGURES).write_text(text + "\n", encoding="utf-8")
    if found.false_no:
        raise typer.Exit(1)


def _print(found: MatchEvaluation, console: Console) -> None:
    table = Table(title=f"{found.persons} judged persons", title_justify="left")
    for column in ("figure", "found", "to reach"):
        table.add_column(column)
    table.add_row("false no", str(len(found.false_no)), "0")
    table.add_row("false fits or assess", f"{found.yes_rate:.3f} of {found.pairs}", "≤ 0.03")
    table.add_row("a right service in the first five", f"{found.hit5_any:.3f}", "≥ 0.95")
    table.add_row("all right services of a person there", f"{found.hit5:.3f}", "")
    table.add_row("right services there", f"{found.must_rate:.3f}", "")
    table.add_row("duty notes missing", str(len(found.duty_missing)), "0")
    table.add_row("decided although something is unknown", str(len(found.closed)), "0")
    console.print(table)
    _list("False no", found.false_no, console)
    _list("False fits or assess", found.false_yes, console)
    _list("Not in the first five", found.missed, console)
    _list("Duty note missing", found.duty_missing, console)
    _list("Decided too early", found.closed, console)


def _list(title: str, rows: Iterable[tuple[str, ...]], console: Console) -> None:
    for row in rows:
        console.print(f"{title}: {escape(' · '.join(row))}")


def evaluate_questions(
    persons: Annotated[int, typer.Option(min=1, help="How many made-up people.")] = 200,
    on: Annotated[str, typer.Option("--on", help="Evaluate as on this day, 2026-11-25.")] = "",
    data: DataOption = DATA,
    as_json: JsonOption = False,
) -> None:
    """Count the questions until the first five stop changing: adaptive choice and fixed order."""
    try:
        day = date.fromisoformat(on) if on else today()
    except ValueError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    catalogue = load_or_exit(data)
    found = measure(catalogue, personas(catalogue, persons), day)
    if as_json:
        typer.echo(json.dumps([dataclasses.asdict(row) for row in found], indent=1))
        return
    table = Table(title=f"Questions until the first five are final, {persons} made-up people")
    for name in ("order", "median", "p95", "mean", "burden", "asked", "right at stop",
                 "after 5", "after 8"):  # fmt: skip
        table.add_column(name, justify="left" if name == "order" else "right")
    for row in found:
        table.add_row(
            row.name, f"{row.median:.0f}", f"{row.p95:.0f}", f"{row.mean:.1f}", f"{row.burden:.1f}",
            f"{row.asked:.1f}", f"{row.right_at_stop:.0%}", f"{row.share_after_5:.0%}",
            f"{row.share_after_8:.0%}",
        )  # fmt: skip
    answer_console().print(table)
