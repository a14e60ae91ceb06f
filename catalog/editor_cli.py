"""`kuntoutuspolku catalog new | stale | gaps | score | schema | format`: the editor's day.

Exit codes: 0 done, 1 something is to be mended (`--check`, faults), 2 wrong usage.
"""

import dataclasses
import json
import sys
from pathlib import Path
from typing import Annotated, Any, get_args

import typer
from rich.table import Table

from catalog.cli import DATA, DataOption, JsonOption, load_or_exit, print_problems, today
from catalog.format import formatted, order_for
from catalog.gaps import gaps_of
from catalog.load import record_files
from catalog.model import Branch, Role, Sector, ServiceKind
from catalog.new_record import Answers, appended, record_text, slug_of
from catalog.problems import did_you_mean, nearest_of
from catalog.published import FILE as PUBLISHED
from catalog.published import with_new_ids
from catalog.safe_write import replace_file, replace_if_sound
from catalog.schema import FOLDER, modeline, schemas_of
from catalog.score import Score, score_of
from catalog.stale import due_records
from catalog.terminal import answer_console

CheckOption = Annotated[
    bool, typer.Option("--check", help="Change nothing; exit with 1 when something would change.")
]
_ROWS = 40  # rows of a table that fit a screen; --json gives all


def register(app: typer.Typer) -> None:
    """Add the editor's commands to `kuntoutuspolku catalog`."""
    for name, verb in (
        ("new", new), ("stale", stale), ("gaps", gaps), ("score", score), ("schema", schema),
        ("format", format_files),
    ):  # fmt: skip
        app.command(name)(verb)


def _plain(value: object) -> Any:
    return str(value)


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1, default=_plain))


def _choice(question: str, allowed: list[str], given: str | None) -> list[str]:
    """Ask until every word of the answer is allowed; a wrong `given` answer ends the command."""
    while True:
        answer = given if given is not None else typer.prompt(question)
        values = [value.strip() for value in answer.split(",") if value.strip()]
        wrong = next((value for value in values if value not in allowed), None)
        if values and wrong is None:
            return values
        near = did_you_mean(nearest_of(wrong or "", allowed))
        shown = ", ".join(allowed) if len(allowed) <= _ROWS else "see data/taxonomy"
        print(f"{question}: {wrong or answer!r} is not one of them.{near} ({shown})",
              file=sys.stderr)  # fmt: skip
        if given is not None:
            raise typer.Exit(2)


def new(
    name: Annotated[str, typer.Option(help="Finnish name.", prompt="Name in Finnish")],
    summary: Annotated[
        str,
        typer.Option(
            help="Own words, at most 60: what one gets, for whom, from whom.",
            prompt="Summary in Finnish, own words, at most 60",
        ),
    ],
    url: Annotated[str, typer.Option(help="Source address.", prompt="Address of the source")],
    title: Annotated[str, typer.Option(help="Title of the source.", prompt="Title of the source")],
    organiser: Annotated[str | None, typer.Option(help="Organisation's id or a role.")] = None,
    sector: Annotated[str | None, typer.Option(help="Comma-separated, main one first.")] = None,
    branch: Annotated[str | None, typer.Option(help="Branch of rehabilitation.")] = None,
    needs: Annotated[str | None, typer.Option(help="Comma-separated need terms.")] = None,
    kind: Annotated[str, typer.Option(help="service, allowance, guidance, peer_support.")] = (
        "service"
    ),
    record_id: Annotated[str, typer.Option("--id", help="Default: made of the name.")] = "",
    sv: Annotated[str, typer.Option(help="Official Swedish name, when there is one.")] = "",
    en: Annotated[str, typer.Option(help="Official English name, when there is one.")] = "",
    dated: Annotated[str, typer.Option(help="Date of the source page, when it shows one.")] = "",
    file: Annotated[
        str, typer.Option(help="File in data/, for example services/jarjestot.yaml.")
    ] = "services.yaml",
    data: DataOption = DATA,
) -> None:
    """Ask for what a record cannot do without and write it, checked, at the end of a file."""
    catalogue = load_or_exit(data)
    roles = list(get_args(Role))
    path = data.resolve() / file
    if path not in record_files(data.resolve(), "services"):
        print(f"{file} is no file of services in {data}.", file=sys.stderr)
        raise typer.Exit(2)
    body = _choice("Organiser (id or role)", [*roles, *catalogue.organizations], organiser)[0]
    answers = Answers(
        record_id=record_id or slug_of(name),
        name={"fi": name, "sv": sv, "en": en},
        kind=_choice("Kind", list(get_args(ServiceKind)), kind)[0],
        sector=tuple(_choice("Sectors", list(get_args(Sector)), sector)),
        branch=_choice("Branch", list(get_args(Branch)), branch)[0],
        organiser=body,
        is_role=body in roles,
        summary=summary,
        needs=tuple(_choice("Needs", list(catalogue.taxonomy.needs), needs)),
        url=url,
        title=title,
        fetched=today().isoformat(),
        dated=dated or None,
        verified_on=today(),
    )
    text = appended(path.read_text(encoding="utf-8"), record_text(answers))
    faults = replace_if_sound(data.resolve(), path, text, today())
    if faults:
        print("Nothing was written:", file=sys.stderr)
        print_problems(faults)
        raise typer.Exit(1)
    line = text.count("\n", 0, text.rindex("- id: ")) + 1
    print(f"{data.name}/{file}:{line}: {answers.record_id} was added. Fill in what sources say.")


def stale(
    days: Annotated[int, typer.Option(help="Also those due within so many days.")] = 0,
    data: DataOption = DATA,
    as_json: JsonOption = False,
) -> None:
    """List what to check again: past its rhythm or never checked, the longest overdue first."""
    due = due_records(load_or_exit(data), today(), within_days=days)
    if as_json:
        _print_json([dataclasses.asdict(record) for record in due])
        return
    table = Table(title=f"{len(due)} records to check")
    for column in ("id", "checked", "evidence", "days overdue", "name"):
        table.add_column(column)
    for d in due[:_ROWS]:
        table.add_row(d.record_id, str(d.verified_on), d.evidence, str(d.overdue_days), d.name)
    answer_console().print(table)


def gaps(data: DataOption = DATA, as_json: JsonOption = False) -> None:
    """List needs no sector answers in some county, missing languages and missing contacts."""
    catalogue = load_or_exit(data)
    found = gaps_of(catalogue)
    if as_json:
        _print_json(dataclasses.asdict(found))
        return
    counties = len(catalogue.areas.wellbeing_counties)
    table = Table(title="Needs without a service")
    for column in ("need", "sector", "counties"):
        table.add_column(column)
    for gap in found.needs:
        where = "all" if len(gap.counties) == counties else ", ".join(gap.counties)
        table.add_row(gap.need, gap.sector, where)
    console = answer_console()
    console.print(table)
    for lang, ids in found.texts.items():
        console.print(f"{len(ids)} services lack a name or summary in {lang}.")
    for code, sectors in found.contacts.items():
        name = catalogue.areas.wellbeing_counties[code].name.choose("fi").text
        console.print(f"{name}: nobody to call for {', '.join(sectors)}.")


def score(
    record_id: Annotated[str, typer.Argument(help="Id of a service; none: the whole list.")] = "",
    data: DataOption = DATA,
    as_json: JsonOption = False,
) -> None:
    """Judge records item by item; without an id, the weakest first."""
    catalogue = load_or_exit(data)
    if record_id and record_id not in catalogue.services:
        near = did_you_mean(nearest_of(record_id, catalogue.services))
        print(f"There is no service {record_id!r}.{near}", file=sys.stderr)
        raise typer.Exit(2)
    chosen = [record_id] if record_id else list(catalogue.services)
    scores = sorted((score_of(catalogue.services[key], today()) for key in chosen),
                    key=lambda s: (s.per_cent, s.record_id))  # fmt: skip
    if as_json:
        _print_json([_score_row(s) for s in scores])
        return
    answer_console().print(_item_table(scores[0]) if record_id else _score_table(scores))


def _score_row(found: Score) -> dict[str, object]:
    said = {True: "met", False: "missing", None: "does not apply"}
    items = {item.name: said[verdict] for item, verdict in found.verdicts}
    return {"id": found.record_id, "per_cent": found.per_cent, "items": items}


def _item_table(found: Score) -> Table:
    table = Table(title=f"{found.record_id}: {found.per_cent} of 100")
    for column in ("item", "weight", "", "mend"):
        table.add_column(column)
    for item, verdict in found.verdicts:
        said = "does not apply" if verdict is None else "yes" if verdict else "no"
        table.add_row(item.name, str(item.weight), said, "" if verdict is not False else item.mend)
    return table


def _score_table(scores: list[Score]) -> Table:
    mean = sum(s.per_cent for s in scores) / len(scores) if scores else 0
    table = Table(title=f"{len(scores)} services, mean {mean:.0f} of 100; the weakest")
    for column in ("id", "score", "missing"):
        table.add_column(column)
    for found in scores[:_ROWS]:
        missing = ", ".join(item.name for item in found.missing)
        table.add_row(found.record_id, str(found.per_cent), missing)
    return table


def schema(data: DataOption = DATA, check: CheckOption = False) -> None:
    """Write the JSON Schemas that editors use, and name them in the first line of each file."""
    catalogue = load_or_exit(data)
    root = data.resolve()
    wanted = {root / FOLDER / name: text for name, text in schemas_of(catalogue).items()}
    wanted |= _with_modelines(root)
    _write_or_tell(wanted, check=check, mend="catalog schema")


def _with_modelines(root: Path) -> dict[Path, str]:
    texts = {}
    for path in _all_records(root):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        if lines and lines[0].startswith("# yaml-language-server:"):
            lines = lines[1:]
        texts[path] = modeline(path, root) + "\n" + "".join(lines)
    return texts


def _all_records(root: Path) -> list[Path]:
    singles = [root / "tombstones.yaml", root / "urgent_help.yaml"]
    return [*record_files(root, "services"), *record_files(root, "organizations"), *singles]


def format_files(data: DataOption = DATA, check: CheckOption = False) -> None:
    """Put the fields of every record in the order of docs/editing.md and note new ids."""
    catalogue = load_or_exit(data)
    root = data.resolve()
    living = (*catalogue.services, *catalogue.organizations, *catalogue.tombstones,
              *(line.id for line in catalogue.urgent_help))  # fmt: skip
    wanted = {root / PUBLISHED: with_new_ids(root, living)}
    for stem in ("services", "organizations"):
        for path in record_files(root, stem):
            text = path.read_text(encoding="utf-8")
            wanted[path] = formatted(text, order_for(path), path)
    _write_or_tell(wanted, check=check, mend="catalog format")


def _write_or_tell(wanted: dict[Path, str], *, check: bool, mend: str) -> None:
    """Write the files whose text differs, or with `check` name them and exit with 1."""
    changed = [
        path for path, text in wanted.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]  # fmt: skip
    for path in changed:
        if check:
            print(f"{path.name} is not current. Run: kuntoutuspolku {mend}", file=sys.stderr)
        else:
            path.parent.mkdir(exist_ok=True)
            replace_file(path, wanted[path])
            print(f"{path.name} was written.")
    if check and changed:
        raise typer.Exit(1)
    if not changed:
        print(f"{len(wanted)} files are current.")
