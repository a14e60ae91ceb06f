"""`kuntoutuspolku build`, `search` and `match`: the same answers as the pages, in a terminal."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from catalog.catalogue import Catalogue
from catalog.cli import DATA, DataOption, JsonOption, load_or_exit, today
from catalog.organisers import resolve_organiser
from catalog.problems import IndexUnavailable, ProductError, UnknownValue
from catalog.profile import Profile
from catalog.text import LANGUAGES, Language
from catalog.yamlfile import read_yaml
from search.answers import match_answer, search_answer
from search.engine import build_index, open_engine
from search.evaluate_cli import app as evaluate_app
from search.match.engine import match as match_profile
from search.match.results import STATES, MatchedService, MatchResult
from search.request import parse_request
from search.results import SearchResponse

INDEX = Path(__file__).resolve().parent.parent / "var" / "index"
IndexOption = Annotated[Path, typer.Option("--index", help="Where the search index is kept.")]
LangOption = Annotated[str, typer.Option("--lang", help="fi, sv or en.")]
# Wording of matching.md §2; the pages take theirs from the gettext catalogues.
_STATE_WORDS = {
    "fits": "Näyttää sopivan",
    "assess": "Voi sopia – järjestäjä arvioi",
    "open": "Tarvitaan lisää tietoa",
    "later": "Ei vielä",
    "elsewhere": "Toinen taho vastaa",
    "no": "Ei näytä sopivan nyt",
}


def register(app: typer.Typer) -> None:
    """Add this module's commands to the console command."""
    app.command("build")(build)
    app.command("search")(search)
    app.command("match")(match)
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
) -> None:
    """Check the catalogue and build the search index beside the old one, then swap.

    A faulty catalogue stops the build and the old index stays in use.
    """
    catalogue = load_or_exit(data)
    with _progress(quiet) as report:
        try:
            result = build_index(catalogue, index, force=force, progress=report)
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
        _print_search(response, catalogue, Console())
    if explain and not as_json:
        parts = engine.explain(request)
        for hit in response.hits:
            print(f"\n{hit.service_id}  {hit.score:g}")
            for part in parts.get(hit.service_id, ()):
                print(f"  {part.score:9.3f}  {part.change:>9}  {part.step}")


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


def match(
    profile: Annotated[Path, typer.Argument(help="YAML or JSON file with the facts of a person.")],
    explain: Annotated[
        str, typer.Option("--explain", help="Show every reason of one service.")
    ] = "",
    on: Annotated[str, typer.Option("--on", help="Evaluate as on this day, 2026-11-25.")] = "",
    lang: LangOption = "fi",
    data: DataOption = DATA,
    as_json: JsonOption = False,
) -> None:
    """Rank the services for a person and say why. The file is read and nothing is kept."""
    catalogue = load_or_exit(data)
    language = _language(lang)
    try:
        day = date.fromisoformat(on) if on else today()
        facts = _read_facts(profile)
        person = Profile.from_facts(facts, catalogue.rules, catalogue.areas)
    except UnknownValue as error:
        raise fail(f"{profile}: {error}", 2) from None
    except ValueError as error:
        raise fail(str(error), 2) from None
    result = match_profile(person, catalogue, day, lang=language)
    if explain and explain not in catalogue.services:
        raise fail(f"There is no service {explain!r}.", 2)
    if as_json:
        print(json.dumps(match_answer(result, catalogue, language), ensure_ascii=False, indent=1))
    elif explain:
        found = next(m for m in result.ranked if m.service_id == explain)
        _print_reasons(found, catalogue, language, Console())
    else:
        _print_match(result, catalogue, language, Console())


def _read_facts(path: Path) -> dict[str, Any]:
    file = read_yaml(path)  # JSON is YAML, so one reader serves both
    if file.problems:
        raise ValueError("\n".join(map(str, file.problems)))
    facts = file.data.get("facts", file.data) if isinstance(file.data, dict) else None
    if not isinstance(facts, dict):
        raise ValueError(f'{path}: the file holds no facts. Write them as "age: 47", one a line.')  # noqa: TRY004  (the caller tells it as any other fault of the file)
    return facts


def _print_match(
    result: MatchResult, catalogue: Catalogue, lang: Language, console: Console
) -> None:
    by_id = {m.service_id: m for m in result.ranked}
    for contradiction in result.contradictions:
        console.print(f"[bold]{escape(contradiction.choose(lang).text)}[/bold]")
    if result.first_step:
        console.print(f"Tee ensin: {escape(result.first_step.say.choose(lang).text)}")
    for group in result.groups:
        table = Table(title=group.label.choose(lang).text, title_justify="left")
        for column in ("Palvelu", "Järjestäjä", "Tila", "Pisteet", "Tunnus"):
            table.add_column(column, overflow="fold")
        for key in group.service_ids[:10]:
            table.add_row(*_row(by_id[key], catalogue, lang, group.need))
        console.print(table)
        if group.contact_organization:
            place = group.contact_organization.name.choose(lang).text
            reach = (group.contact and (group.contact.phone or group.contact.url)) or (
                group.contact_organization.website or ""
            )
            console.print(f"Kysy ihmiseltä: {escape(place)} {escape(reach)}\n")
    counts = {state: sum(m.state == state for m in result.ranked) for state in STATES}
    console.print(", ".join(f"{_STATE_WORDS[s]}: {n}" for s, n in counts.items()))
    if result.next_question:
        console.print(f"Kysy seuraavaksi: {escape(result.next_question.text.choose(lang).text)}")


def _row(
    matched: MatchedService, catalogue: Catalogue, lang: Language, need: str
) -> tuple[str, str, str, str, str]:
    return (
        catalogue.services[matched.service_id].name.choose(lang).text,
        matched.organiser.name.choose(lang).text,
        _STATE_WORDS[matched.state],
        f"{matched.points[need].total:.2f}" if need in matched.points else "",
        matched.service_id,
    )


def _print_reasons(
    matched: MatchedService, catalogue: Catalogue, lang: Language, console: Console
) -> None:
    name = catalogue.services[matched.service_id].name.choose(lang).text
    console.print(f"[bold]{escape(name)}: {_STATE_WORDS[matched.state]}[/bold]")
    for reason in (*matched.reasons, *matched.open):
        said = escape(reason.say.choose(lang).text)
        console.print(
            f"  {reason.truth:8} {said} ({reason.source_url or 'ei lähdettä'}, {reason.checked})"
        )
    for check in matched.first_check:
        console.print(f"  {check.certainty:8} {escape(check.say.choose(lang).text)}")
