"""`kuntoutuspolku match`: the same answer as the page and the API, in a terminal."""

import json
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from catalog.catalogue import Catalogue
from catalog.cli import DATA, DataOption, JsonOption, load_or_exit, today
from catalog.problems import did_you_mean, nearest_of
from catalog.profile import Profile
from catalog.terminal import answer_console
from catalog.text import LANGUAGES, Language
from search.answers import match_answer
from search.match.engine import match as match_profile
from search.match.profile_file import ProfileRefused, read_facts
from search.match.profile_schema import profile_schema
from search.match.results import STATES, MatchedService, MatchResult

_FIRST = 10  # services of a group that fit on a screen
# Wording of matching.md §2; the pages take theirs from the gettext catalogues.
_STATE_WORDS = {
    "fits": "Näyttää sopivan",
    "assess": "Voi sopia – järjestäjä arvioi",
    "open": "Tarvitaan lisää tietoa",
    "later": "Ei vielä",
    "elsewhere": "Toinen taho vastaa",
    "no": "Ei näytä sopivan nyt",
}
_TRUTH_WORDS = {"yes": "täyttyy", "no": "ei täyty", "unknown": "ei tiedossa"}
_STEP_WORDS = {"ask": "kerro", "document": "paperi", "action": "tee", "time": "odota"}
_PARTS = ("match", "other_needs", "certainty", "specificity", "nearness", "ease")
_PART_WORDS = ("tarve", "muut tarpeet", "varmuus", "osuvuus", "läheisyys", "helppous")


def match(
    profile: Annotated[
        Path | None, typer.Argument(help="YAML or JSON file with the facts of a person.")
    ] = None,
    explain: Annotated[
        str, typer.Option("--explain", help="Show every reason of one service, by its id.")
    ] = "",
    on: Annotated[str, typer.Option("--on", help="Evaluate as on this day, 2026-11-25.")] = "",
    lang: Annotated[str, typer.Option("--lang", help="fi, sv or en.")] = "fi",
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON Schema of a profile file and end.")
    ] = False,
    data: DataOption = DATA,
    as_json: JsonOption = False,
) -> None:
    """Rank the services for a person and say why. The file is read and nothing is kept."""
    catalogue = load_or_exit(data)
    if schema:
        typer.echo(json.dumps(profile_schema(catalogue), ensure_ascii=False, indent=1))
        return
    if profile is None:
        raise _fail("Give a profile file, for example docs/example-profile.yaml.")
    language, day = _language(lang), _day(on)
    try:
        facts = read_facts(profile, catalogue)
    except ProfileRefused as error:
        raise _fail(str(error)) from None
    if explain and explain not in catalogue.services:
        near = did_you_mean(nearest_of(explain, catalogue.services))
        raise _fail(f"There is no service {explain!r}.{near}")
    person = Profile.from_facts(facts, catalogue.rules, catalogue.areas)
    result = match_profile(person, catalogue, day, lang=language)
    if as_json:
        typer.echo(
            json.dumps(match_answer(result, catalogue, language), ensure_ascii=False, indent=1)
        )
    elif explain:
        found = next(m for m in result.ranked if m.service_id == explain)
        _print_reasons(found, catalogue, language, answer_console())
    else:
        _print_match(result, catalogue, language, answer_console())


def _fail(message: str) -> typer.Exit:
    typer.echo(message, err=True)
    return typer.Exit(2)


def _language(given: str) -> Language:
    for known in LANGUAGES:
        if given == known:
            return known
    raise _fail(f"There is no language {given!r}. Use fi, sv or en.")


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given) if given else today()
    except ValueError:
        raise _fail(f"--on {given!r} is not a day. Write it like 2026-11-25.") from None


def _print_match(
    result: MatchResult, catalogue: Catalogue, lang: Language, console: Console
) -> None:
    by_id = {m.service_id: m for m in result.ranked}
    lines = {line.id: line for line in catalogue.urgent_help}
    for key in result.urgent_help:
        name = lines[key].name.choose(lang).text
        console.print(f"[bold]Heti apua: {escape(name)} {lines[key].phone}[/bold]")
    for contradiction in result.contradictions:
        console.print(f"[bold]{escape(contradiction.choose(lang).text)}[/bold]")
    if result.first_step:
        console.print(f"Tee ensin: {escape(result.first_step.say.choose(lang).text)}")
    for group in result.groups:
        table = Table(title=group.label.choose(lang).text, title_justify="left")
        for column in ("Palvelu", "Järjestäjä", "Tila", "Pisteet", "Tunnus"):
            table.add_column(column, overflow="fold")
        for key in group.service_ids[:_FIRST]:
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
        source = escape(reason.source_url or "ei lähdettä")
        console.print(f"  {_TRUTH_WORDS[reason.truth]:12} {said} ({source}, {reason.checked})")
    for assessed in matched.assessed:
        console.print(f"  {'arvioidaan':12} {escape(assessed.choose(lang).text)}")
    for check in matched.first_check:
        console.print(f"  {check.rule:12} {escape(check.say.choose(lang).text)}")
        if check.if_refused:
            console.print(f"  {'':12} {escape(check.if_refused.choose(lang).text)}")
    for number, way in enumerate(matched.repairs, 1):
        steps = " + ".join(f"{_STEP_WORDS[s.kind]}: {s.say.choose(lang).text}" for s in way)
        console.print(f"  {f'keino {number}':12} {escape(steps)}")
    for need, points in matched.points.items():
        parts = ", ".join(
            f"{word} {getattr(points, part):.2f}"
            for part, word in zip(_PARTS, _PART_WORDS, strict=True)
        )
        console.print(f"  {need:12} {points.total:.2f} = {parts}")
