"""`kuntoutuspolku build` and `search`: the same answers as the pages, in a terminal."""

import dataclasses
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from catalog.catalogue import Catalogue
from catalog.cli import DATA, DataOption, JsonOption, load_or_exit, today
from catalog.organisers import resolve_organiser
from catalog.problems import IndexUnavailable, ProductError, UnknownValue
from catalog.provider_pages import load_provider_pages
from catalog.terminal import answer_console
from catalog.text import LANGUAGES, Language
from search import generation
from search.answers import search_answer
from search.engine import build_index, open_engine
from search.evaluate_cli import app as evaluate_app
from search.evaluate_match_cli import evaluate_match, evaluate_questions
from search.match_cli import match
from search.request import parse_request
from search.results import SearchResponse
from search.usage import UsageCounts

# Where `kuntoutuspolku crawl` keeps providers' own pages for the index.
PAGES = Path(__file__).resolve().parent.parent / "var" / "provider_pages"
INDEX = Path(__file__).resolve().parent.parent / "var" / "index"
USAGE = INDEX.parent / "usage.sqlite"
IndexOption = Annotated[Path, typer.Option("--index", help="Where the search index is kept.")]
LangOption = Annotated[str, typer.Option("--lang", help="fi, sv or en.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands to the console command."""
    app.command("build")(build)
    app.command("rollback")(step_back)
    app.command("search")(search)
    app.command("search-gaps")(search_gaps)
    app.command("match")(match)
    evaluate_app.command("match")(evaluate_match)
    evaluate_app.command("questions")(evaluate_questions)
    app.add_typer(evaluate_app, name="evaluate")


def fail(message: str, code: int) -> typer.Exit:
    """Say on stderr what happened and return the exit to raise."""
    print(message, file=sys.stderr)
    return typer.Exit(code)


def build(
    data: DataOption = DATA,
    index: IndexOption = INDEX,
    force: Annotated[
        bool, typer.Option("--force", help="Build even when nothing changed or records were lost.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say only what went wrong.")] = False,
    pages: Annotated[
        Path, typer.Option("--pages", help="Folder with providers' own pages from the crawler.")
    ] = PAGES,
) -> None:
    """Check the catalogue and build the search index beside the old one, then swap.

    A faulty catalogue stops the build and the old index stays in use.
    """
    catalogue = load_or_exit(data)
    with _progress(quiet) as report:
        try:
            result = build_index(
                catalogue,
                index,
                force=force,
                progress=report,
                data=data.resolve(),
                pages=load_provider_pages(pages),
            )
        except ProductError as error:
            raise fail(str(error), 1) from None
        except OSError as error:
            raise fail(
                f"The index could not be written to {index}: {error.strerror or error}. "
                "The old index stays in use. Make room or give another folder with --index.", 1
            ) from None  # fmt: skip
    if quiet:
        return
    if result.is_noop:
        print(f"The index is up to date: {result.documents} services, data {result.data_version}.")
    else:
        print(
            f"{result.documents} services in the index, data {result.data_version}, "
            f"analyser {result.analyser}, {result.seconds:.1f} s."
        )


def step_back(index: IndexOption = INDEX) -> None:
    """Put the generation before the present one back into use, with the data it was built from.

    A running server takes it up by itself. `build` makes and uses a new one again.
    """
    try:
        info = generation.rollback(index)
    except ProductError as error:
        raise fail(str(error), 1) from None
    print(f"In use again: {info.generation}, data {info.data_version}, built {info.built_at}.")


@contextmanager
def _progress(quiet: bool) -> Iterator[Callable[[str], None]]:
    """Yield a callable that tells the step: a spinner on a terminal, one line a step elsewhere."""
    console = Console(stderr=True)
    if quiet:
        yield lambda _step: None
    elif console.is_terminal:
        with console.status("") as status:
            yield lambda step: status.update(f"{step} ...")
    else:
        yield lambda step: print(step, file=sys.stderr)


def search(
    words: Annotated[str, typer.Argument(help="What to look for, in plain words.")] = "",
    municipality: Annotated[
        str, typer.Option("--municipality", "-m", help="Home municipality.")
    ] = "",
    filters: Annotated[
        list[str] | None,
        typer.Option("--filter", "-f", help="For example sector=medical; repeatable."),
    ] = None,
    page: Annotated[int, typer.Option(help="Which page of results.")] = 1,
    lang: LangOption = "fi",
    data: DataOption = DATA,
    index: IndexOption = INDEX,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show how every score came about.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Search the services as the website does."""
    catalogue = load_or_exit(data)
    params: dict[str, list[str]] = {"q": [words], "page": [str(page)], "lang": [_language(lang)]}
    if municipality:
        params["municipality"] = [municipality]
    for text in filters or []:
        name, equals, value = text.partition("=")
        if not equals:
            raise fail(f"--filter {text!r}: write it as name=value, for example sector=medical.", 2)
        params.setdefault(name, []).append(value)
    try:
        engine, request = open_engine(catalogue, index), parse_request(params, catalogue)
        response = engine.search(request)
    except IndexUnavailable as error:
        raise fail(str(error), 1) from None
    except UnknownValue as error:
        raise fail(str(error), 2) from None
    if as_json:
        print(json.dumps(search_answer(response, catalogue), ensure_ascii=False, indent=1))
    else:
        _print_search(response, catalogue, answer_console())
    if explain and not as_json:
        parts = engine.explain(request)
        for hit in response.hits:
            print(f"\n{hit.service_id}  {hit.score:g}")
            for part in parts.get(hit.service_id, ()):
                print(f"  {part.score:9.3f}  {part.change:>9}  {part.step}")


def search_gaps(
    days: Annotated[int, typer.Option(min=1, help="How many days back.")] = 30,
    usage: Annotated[Path, typer.Option(help="Where searches were counted.")] = USAGE,
    data: DataOption = DATA,
    as_json: JsonOption = False,
) -> None:
    """Tell which needs people searched for and met nothing. Kept are counts, never words."""
    catalogue = load_or_exit(data)
    if not usage.exists():
        raise fail(f"No searches were counted in {usage}. A running server counts them.", 1)
    uses = UsageCounts(usage).by_need(today(), days)
    if as_json:
        print(json.dumps([dataclasses.asdict(use) for use in uses], ensure_ascii=False, indent=1))
        return
    table = Table(title=f"Searches of {days} days by need")
    for column in ("need", "searches", "nothing found"):
        table.add_column(column)
    for use in uses:
        need = catalogue.taxonomy.needs.get(use.need)
        label = need.label.choose("fi").text if need else "(every search)"
        table.add_row(label, str(use.searches), str(use.empty))
    answer_console().print(table)


def _language(lang: str) -> Language:
    for known in LANGUAGES:
        if lang == known:
            return known
    raise fail(f"--lang {lang!r}: choose fi, sv or en.", 2)


def _print_search(response: SearchResponse, catalogue: Catalogue, console: Console) -> None:
    request = response.request
    for line in catalogue.urgent_help:
        if line.id in response.urgent_help:
            console.print(
                f"[bold]{escape(line.name.choose(request.lang).text)}: {line.phone}[/bold]"
            )
    if response.understood:
        console.print("Ymmärsimme: " + " · ".join(escape(u.label) for u in response.understood))
    if response.corrected_to:
        console.print(f"Haettiin sanoilla: {escape(response.corrected_to)}")
    if response.also_searched:
        console.print("Haettiin myös: " + ", ".join(map(escape, response.also_searched)))
    table = Table(title=f"{response.total} palvelua", show_lines=False)
    for column in ("#", "Palvelu", "Järjestäjä", "Miksi", "Tunnus"):
        table.add_column(column, overflow="fold")
    first = (request.page - 1) * request.per_page + 1
    for number, hit in enumerate(response.hits, first):
        service = catalogue.services[hit.service_id]
        organiser = resolve_organiser(
            service.organiser, catalogue, municipality=request.municipality
        )
        table.add_row(
            str(number), service.name.choose(request.lang).text,
            organiser.name.choose(request.lang).text, ", ".join(hit.why), service.id,
        )  # fmt: skip
    console.print(table)
