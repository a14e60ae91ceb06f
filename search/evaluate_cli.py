"""`kuntoutuspolku evaluate search`: how good the ranking is on the judged queries."""

import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from catalog.catalogue import Catalogue
from catalog.cli import DATA, DataOption, JsonOption, load_or_exit
from catalog.terminal import answer_console
from search.engine import build_index, open_engine
from search.evaluate import Answer, Evaluation, JudgedQuery, Scores, evaluate, load_judged
from search.request import parse_request
from search.results import SearchEngine

GOLDEN = Path(__file__).resolve().parent.parent / "tests" / "golden"
FIGURES = GOLDEN / "ranking_figures.json"
app = typer.Typer(help="Measure the product against what people judged.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Keep `search` a command of its own beside later ones."""


def ask_engine(engine: SearchEngine, catalogue: Catalogue, judged: JudgedQuery) -> Answer:
    """Put a judged query to an engine as the website would."""
    params = {"q": [judged.query], "lang": [judged.lang], "municipality": [judged.municipality]}
    response = engine.search(parse_request(params, catalogue))
    return Answer([hit.service_id for hit in response.hits], bool(response.urgent_help))


def evaluate_engine(
    engine: SearchEngine, catalogue: Catalogue, golden: Path = GOLDEN, *, held_back: bool = False
) -> Evaluation:
    """Evaluate an engine on the judged queries that are held back, or on all others."""
    judged = [each for each in load_judged(golden) if each.is_held_back == held_back]
    return evaluate(judged, lambda each: ask_engine(engine, catalogue, each))


def figures_of(evaluation: Evaluation) -> dict[str, Any]:
    """Return the figures as they are kept on file."""
    return {
        "overall": _scores(evaluation.overall),
        "by_lang": {name: _scores(scores) for name, scores in evaluation.by_lang.items()},
        "by_kind": {name: _scores(scores) for name, scores in evaluation.by_kind.items()},
        "danger_missed": list(evaluation.danger_missed),
        "noise": list(evaluation.noise),
        "queries": {query: round(value, 4) for query, value in evaluation.per_query.items()},
    }


def _scores(scores: Scores) -> dict[str, Any]:
    names = ("ndcg10", "mrr", "first", "recall5")
    return {
        "queries": scores.queries,
        **{name: round(getattr(scores, name), 4) for name in names},
        "interval": [round(end, 4) for end in scores.interval],
    }


def moved(before: Mapping[str, float], now: Mapping[str, float]) -> list[str]:
    """Say which queries changed by more than 0.01, the greatest losses first."""
    changed = {query: now[query] - before[query] for query in now if query in before}
    return [
        f"{change:+.3f}  {query}  ({before[query]:.3f} -> {now[query]:.3f})"
        for query, change in sorted(changed.items(), key=lambda each: each[1])
        if abs(change) > 0.01
    ]


@app.command("search")
def evaluate_search(
    held_back: Annotated[
        bool, typer.Option("--held-back", help="Use the held-back queries: final figures only.")
    ] = False,
    write: Annotated[
        bool, typer.Option("--write", help="Renew the figures on file (not of held-back ones).")
    ] = False,
    data: DataOption = DATA,
    golden: Annotated[Path, typer.Option(help="Folder of the judged queries.")] = GOLDEN,
    as_json: JsonOption = False,
) -> None:
    """Measure the ranking on the judged queries: by language and kind, and the worst ones.

    The index is built anew in a folder of its own, so that the figures are those of the data and
    the code as they are. Ends with 1 when a query of danger was missed.
    """
    if held_back and write:
        message = "--write keeps figures of the open queries only; leave out --held-back."
        typer.echo(message, err=True)
        raise typer.Exit(2)
    catalogue = load_or_exit(data)
    with TemporaryDirectory(prefix="kuntoutuspolku-") as folder:
        build_index(catalogue, Path(folder), data=data)
        engine = open_engine(catalogue, Path(folder), data=data)
        found = evaluate_engine(engine, catalogue, golden, held_back=held_back)
    if as_json:
        typer.echo(json.dumps(figures_of(found), ensure_ascii=False, indent=1))
    else:
        _print(found, answer_console())
    if write:
        text = json.dumps(figures_of(found), ensure_ascii=False, indent=1)
        (golden / FIGURES.name).write_text(text + "\n", encoding="utf-8")
    if found.danger_missed:
        raise typer.Exit(1)


def _print(found: Evaluation, console: Console) -> None:
    table = Table(title="nDCG@10 with its 95 % interval", title_justify="left")
    for column in ("", "queries", "nDCG@10", "interval", "MRR", "first", "recall@5"):
        table.add_column(column, justify="left" if not column else "right")
    rows = [("all", found.overall), *found.by_lang.items(), *found.by_kind.items()]
    for name, scores in rows:
        low, high = scores.interval
        table.add_row(
            name, str(scores.queries), f"{scores.ndcg10:.3f}", f"{low:.3f}–{high:.3f}",
            f"{scores.mrr:.3f}", f"{scores.first:.3f}", f"{scores.recall5:.3f}",
        )  # fmt: skip
    console.print(table)
    console.print("The worst queries and what they got first:")
    for query, value, ids in found.worst:
        console.print(f"  {value:.2f}  {escape(query)}: {', '.join(ids) or 'nothing'}")
    console.print(f"Danger missed: {', '.join(map(escape, found.danger_missed)) or 'none'}")
    console.print(f"Noise: {', '.join(map(escape, found.noise)) or 'none'}")
