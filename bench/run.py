"""`make bench`: the product's search beside tantivy, SQLite FTS5 and plain Whoosh in one run.

    python -m bench.run [--sizes 350,1000,10000] [--queries 240] [--whoosh-up-to 1000]

`core with all that ranks` is our whole ranking: names, needs, synonyms, three languages, standing.
`core` is ranking with field weights, a filter on half of the queries, the best twenty and the
counts of five facets, all engines given the same analysed keys. `request` is a whole search of the
product from words to twenty cards with marked summaries. Times are milliseconds on this machine;
only the ratios of one run can be compared with those of another.
"""

import argparse
import platform
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.generated import enlarged, queries
from bench.others import (
    TOP,
    Asked,
    Engine,
    Fts5,
    PlainWhoosh,
    Tantivy,
    facet_values,
    keys_of,
)
from catalog.catalogue import Catalogue
from catalog.load import check_catalogue
from search.analysis.analyser import load_analyser
from search.documents import DocumentReader
from search.engine import build_index, open_engine
from search.generation import current_folder
from search.local import LocalEngine
from search.query import Clause, Group
from search.ranking import first_of
from search.request import SearchRequest
from search.resources import DATA

SECTORS = ("medical", "vocational", "social")


class Ours:
    """The product: its scores and facets without and with the cards."""

    name = "Kuntoutuspolku"

    def __init__(self, engine: LocalEngine) -> None:
        self._engine = engine

    def same_keys_of(self, asked: Asked) -> Callable[[], int]:
        """Return a call that does what the others do, on the same keys and the same arrays."""
        engine, postings = self._engine, self._engine._postings
        group = Group("", tuple(Clause((key,), "fi", 1.0, "word") for key in asked.keys))
        chosen = {"sector": engine._facets.mask("sector", asked.sector)} if asked.sector else {}

        def core() -> int:
            found = postings.score(group)
            engine._facets.numbers(found.docs, chosen)
            scores = found.scores
            for mask in chosen.values():
                scores = scores[mask[found.docs]]
            return len(first_of([-scores], TOP)) if len(scores) else 0

        return core

    def core_of(self, words: str, sector: str | None) -> Callable[[], int]:
        """Return a call that ranks one query parsed beforehand, as the others get theirs."""
        engine = self._engine
        request = SearchRequest(q=words, sector=(sector,) if sector else ())
        query = engine._repairer.repair(words, "fi").query

        def core() -> int:
            hits = engine._scored(query, request)
            chosen = engine._facets.chosen(request)
            engine._facets.numbers(hits.docs, chosen)
            for mask in chosen.values():
                hits = hits.only(mask[hits.docs])
            return len(engine._first(request, query, hits, TOP))

        return core


def timed(calls: Sequence[Callable[[], Any]], rounds: int = 3) -> tuple[float, float]:
    """Return p50 and p95 in milliseconds of each call's median over some rounds, once warm."""
    for call in calls:
        call()
    medians = []
    for call in calls:
        spans = []
        for _ in range(rounds):
            started = time.perf_counter()
            call()
            spans.append((time.perf_counter() - started) * 1000)
        medians.append(statistics.median(spans))
    cuts = statistics.quantiles(medians, n=20)
    return cuts[9], cuts[18]


def measure(catalogue: Catalogue, count: int, whoosh_up_to: int) -> list[tuple[Any, ...]]:
    """Return the rows of one size: engine, p50, p95, p50 as a share of tantivy's."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        started = time.perf_counter()
        build_index(catalogue, folder / "index", force=True)
        built = time.perf_counter() - started
        started = time.perf_counter()
        engine = open_engine(catalogue, folder / "index", warm=False)
        opened = time.perf_counter() - started
        assert isinstance(engine, LocalEngine)  # noqa: S101  (measures its inner steps)
        texts = queries(catalogue, count)
        sectors = [SECTORS[n % 3] if n % 2 else None for n in range(count)]
        services = [catalogue.services[key] for key in sorted(catalogue.services)]
        facets = facet_values(services)
        reader = DocumentReader(catalogue, load_analyser(DATA), lambda _words: None)
        documents = [reader.analysed(service) for service in services]
        asked = [
            Asked(keys_of(engine._repairer.repair(text, "fi").query.groups), sector)
            for text, sector in zip(texts, sectors, strict=True)
        ]
        ours = Ours(engine)
        rows = [
            ("Kuntoutuspolku core", *timed([ours.same_keys_of(a) for a in asked if a.keys])),
            ("Kuntoutuspolku core with all that ranks", *timed(
                [ours.core_of(*pair) for pair in zip(texts, sectors, strict=True)])),
        ]  # fmt: skip
        others: list[Engine] = [
            Tantivy(folder / "tantivy", documents, facets), Fts5(folder / "fts", documents, facets)
        ]  # fmt: skip
        if len(services) <= whoosh_up_to:
            others.append(PlainWhoosh(current_folder(folder / "index") / "whoosh", facets))
        rows += [
            (
                f"{other.name} core",
                *timed([lambda o=other, a=a: o.core(a) for a in asked if a.keys]),
            )
            for other in others
        ]
        base = next(p50 for name, p50, _ in rows if name == "tantivy core")
        request = timed([
            lambda t=text, s=sector: engine.search(
                SearchRequest(q=t, sector=(s,) if s else (), per_page=TOP))
            for text, sector in zip(texts, sectors, strict=True)
        ])  # fmt: skip
        shares = [(*row, row[1] / base) for row in rows]
        print(f"\n{len(services)} services: build {built:.1f} s, open {opened:.2f} s")
        return [*shares, ("Kuntoutuspolku request", *request, None)]


def main() -> None:
    """Print one table a size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sizes", default="0,1000,10000")
    parser.add_argument("--queries", type=int, default=240)
    parser.add_argument("--whoosh-up-to", type=int, default=1000)
    given = parser.parse_args()
    real = check_catalogue(DATA, datetime.now(UTC).date())[0]
    print(f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {platform.machine()}")
    for size in map(int, given.sizes.split(",")):
        catalogue = enlarged(real, size) if size else real
        print_table(measure(catalogue, given.queries, given.whoosh_up_to))


def print_table(rows: list[tuple[Any, ...]]) -> None:
    """Print rows of engine, p50, p95 and share as a Markdown table."""
    print("| what | p50 ms | p95 ms | p50 / tantivy |\n| --- | --- | --- | --- |")
    for name, p50, p95, share in rows:
        told = "" if share is None else f"{share:.2f}"
        print(f"| {name} | {p50:.2f} | {p95:.2f} | {told} |")


if __name__ == "__main__":
    main()
