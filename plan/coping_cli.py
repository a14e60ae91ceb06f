"""`kuntoutuspolku coping unit | cards | poster | report`: the one question after a meeting."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from catalog.terminal import answer_console
from catalog.text import LANGUAGES, Language
from plan.coping import Shares, publishable
from plan.coping_cards import cards_page, poster_page
from plan.coping_store import CopingError, CopingStore, quarter_of

app = typer.Typer(help="The anonymous question after a meeting.", no_args_is_help=True)
FILE = Path(__file__).resolve().parent.parent / "var" / "coping.sqlite"
LangOption = Annotated[str, typer.Option(help="fi, sv or en.")]
FileOption = Annotated[Path, typer.Option("--file", help="Where answers are kept.")]


def _fail(error: Exception) -> typer.Exit:
    print(error, file=sys.stderr)
    return typer.Exit(2)


@app.command("unit")
def unit(
    unit_id: Annotated[str, typer.Argument(help="Short id of the unit.")],
    name: Annotated[str, typer.Argument(help="Its name.")],
    clients: Annotated[
        int | None, typer.Option(min=0, help="How many people it has in the period.")
    ] = None,
    file: FileOption = FILE,
) -> None:
    """Make a unit, or change its name and the number of people it declares."""
    with CopingStore(file) as store:
        store.set_unit(unit_id, name, clients)
    print(f"Unit {unit_id}: {name}")


@app.command("cards")
def cards(
    unit_id: Annotated[str, typer.Argument(help="Id of the unit.")],
    site: Annotated[str, typer.Option(help="Address of the site, such as https://www.example.fi.")],
    count: Annotated[int, typer.Option(help="How many cards.")] = 24,
    lang: LangOption = "fi",
    file: FileOption = FILE,
) -> None:
    """Print a page of cards with one-time codes; redirect it into a file and print that."""
    try:
        with CopingStore(file) as store:
            codes = store.make_codes(unit_id, count)
            name = store.names()[unit_id]
    except CopingError as error:
        raise _fail(error) from None
    print(cards_page(codes, site.rstrip("/"), name, _lang(lang)), end="")


@app.command("poster")
def poster(
    unit_id: Annotated[str, typer.Argument(help="Id of the unit.")],
    site: Annotated[str, typer.Option(help="Address of the site, such as https://www.example.fi.")],
    lang: LangOption = "fi",
    file: FileOption = FILE,
) -> None:
    """Print a poster for the unit's wall; redirect it into a file and print that."""
    with CopingStore(file) as store:
        name = store.names().get(unit_id)
    if name is None:
        raise _fail(CopingError(f"There is no unit {unit_id!r}. Make it with: coping unit"))
    print(poster_page(site.rstrip("/"), name, _lang(lang)), end="")


def _lang(text: str) -> Language:
    found = next((lang for lang in LANGUAGES if lang == text), None)
    if found is None:
        raise _fail(CopingError(f"--lang is one of {', '.join(LANGUAGES)}, not {text!r}."))
    return found


@app.command("report")
def report(
    year: Annotated[int, typer.Argument(help="Year.")],
    quarter: Annotated[int, typer.Argument(help="Quarter, 1–4; only one that is over.")],
    file: FileOption = FILE,
) -> None:
    """Tell what may be published of a quarter. Units stand by name, never by result."""
    try:
        first, last = quarter_of(year, quarter, datetime.now(tz=UTC).date())
    except CopingError as error:
        raise _fail(error) from None
    with CopingStore(file) as store:
        units, total = publishable(store.answers(first, last))
    table = Table(title=f"{first} – {last}")
    for column in ("unit", "answers", "much easier", "a little easier", "same or harder", "95 %"):
        table.add_column(column)
    for name, shares in units.items():
        table.add_row(name, *_row(shares))
    table.add_row("All", *(_row(total) if total else ["fewer than 5", "", "", "", ""]))
    answer_console().print(table)


def _row(shares: Shares) -> list[str]:
    if shares.n is None or shares.per_cent is None or shares.easier is None:
        return ["at least 5", "", "", "", ""]
    easier, low, high = shares.easier
    return [str(shares.n), *(f"{p} %" for p in shares.per_cent), f"{easier} ({low}–{high}) %"]
