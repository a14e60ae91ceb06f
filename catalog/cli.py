"""`kuntoutuspolku catalog …`: check, stats and show, for those who keep the catalogue true.

Exit codes: 0 done, 1 the catalogue has faults, 2 wrong usage.
"""

import dataclasses
import json
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from catalog.catalogue import Catalogue
from catalog.load import check_catalogue, faults_of, load_catalogue
from catalog.problems import CatalogueError, Problem, did_you_mean, nearest_of
from catalog.stats import Stats, stats_of
from catalog.terminal import answer_console

app = typer.Typer(help="Check and read the catalogue.", no_args_is_help=True)
DATA = Path(__file__).resolve().parent.parent / "data"
DataOption = Annotated[Path, typer.Option("--data", help="The folder with the catalogue's files.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON for programs.")]


def today() -> date:
    """Return the day the command is run, in UTC: one clock for every machine."""
    return datetime.now(tz=UTC).date()


def load_or_exit(data: Path) -> Catalogue:
    """Load the catalogue for a command; on faults list them all on stderr and exit with 1."""
    try:
        return load_catalogue(data.resolve(), today())
    except CatalogueError as error:
        print_problems(error.problems)
        raise typer.Exit(1) from None


def print_problems(problems: Iterable[Problem]) -> None:
    """List problems on stderr, one a line, faults before warnings, with a count."""
    listed = sorted(problems, key=lambda p: (p.is_warning, p))
    for problem in listed:
        print(f"{'warning: ' if problem.is_warning else ''}{problem}", file=sys.stderr)
    faults = len(faults_of(listed))
    warnings = len(listed) - faults
    print(f"{faults} faults, {warnings} warnings", file=sys.stderr)


@app.command()
def check(data: DataOption = DATA, as_json: JsonOption = False) -> None:
    """List every fault of the catalogue as file:line, what is wrong and how to mend it."""
    catalogue, problems = check_catalogue(data.resolve(), today())
    if as_json:
        rows = [{**dataclasses.asdict(p), "file": str(p.file)} for p in problems]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    elif problems:
        print_problems(problems)
    if faults_of(problems):
        raise typer.Exit(1)
    if not as_json:
        print(
            f"The catalogue is sound: {len(catalogue.services)} services, "
            f"{len(catalogue.organizations)} organisations, version {catalogue.version}."
        )


@app.command()
def stats(data: DataOption = DATA, as_json: JsonOption = False) -> None:
    """Count what the catalogue holds: by sector, organiser, language, evidence, price and need."""
    found = stats_of(load_or_exit(data), today())
    if as_json:
        print(json.dumps(dataclasses.asdict(found), ensure_ascii=False, indent=1))
        return
    _print_stats(found, answer_console())


def _print_stats(found: Stats, console: Console) -> None:
    totals = Table(title="Catalogue", show_header=False)
    for label, count in found.totals.items():
        totals.add_row(label, str(count))
    console.print(totals)
    for title, counts in found.tables.items():
        table = Table(title=title)
        table.add_column("value")
        table.add_column("services", justify="right")
        for value, count in Counter(counts).most_common():
            table.add_row(value, str(count))
        console.print(table)


@app.command()
def show(
    record_id: Annotated[str, typer.Argument(help="Id of a service or an organisation.")],
    data: DataOption = DATA,
) -> None:
    """Print one record as JSON, as the product sees it."""
    catalogue = load_or_exit(data)
    records: dict[str, Any] = {**catalogue.organizations, **catalogue.services}
    if record_id not in records:
        near = did_you_mean(nearest_of(record_id, records))
        print(f"There is no record {record_id!r}.{near}", file=sys.stderr)
        raise typer.Exit(2)
    print(
        json.dumps(
            dataclasses.asdict(records[record_id]), default=_plain, ensure_ascii=False, indent=1
        )
    )


def _plain(value: object) -> str:
    if isinstance(value, Decimal | date):
        return str(value)
    return repr(value)
