"""Other engines over the same keys: plain Whoosh, SQLite FTS5 and tantivy.

All get the keys that our own analysis made, so that only engines are compared: rank with field
weights, filter, the best twenty and the counts of five facets.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import tantivy
from whoosh import query as wq
from whoosh import scoring
from whoosh.index import open_dir

from search.facets import _VALUES
from search.query import Group
from search.schema import INDEXED, AnalysedDocument

TOP = 20
FACETS = ("sector", "organiser", "need", "life_situation", "way_in")
# The fields that carry nearly all of a query, with the product's weights.
FIELDS: Mapping[str, float] = {
    ix.name: ix.field.weight.value for ix in INDEXED
    if ix.lang == "fi" and ix.field.name in ("name", "summary", "body", "labels")
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as keys, and the sector it is filtered by (None: no filter)."""

    keys: tuple[str, ...]
    sector: str | None


class Engine(Protocol):
    """What is measured."""

    name: str

    def core(self, asked: Asked) -> int:
        """Rank, filter, take the best twenty and count five facets; return the best's number."""
        ...


def keys_of(groups: Sequence[Group]) -> tuple[str, ...]:
    """Return the single Finnish keys of a parsed query."""
    return tuple(
        dict.fromkeys(
            clause.keys[0] for group in groups for clause in group.clauses
            if clause.lang == "fi" and len(clause.keys) == 1
        )
    )  # fmt: skip


class Tantivy:
    """tantivy (Rust) with fast text fields and its own terms aggregation."""

    name = "tantivy"

    def __init__(self, folder: Path, documents: Sequence[AnalysedDocument], facets: Any) -> None:
        builder = tantivy.SchemaBuilder()
        for field in FIELDS:
            builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
        for facet in FACETS:
            builder.add_text_field(facet, fast=True, tokenizer_name="raw", index_option="basic")
        self._schema = builder.build()
        folder.mkdir()
        index = tantivy.Index(self._schema, path=str(folder))
        writer = index.writer(heap_size=200_000_000, num_threads=1)
        for document, values in zip(documents, facets, strict=True):
            made = tantivy.Document()
            for field in FIELDS:
                made.add_text(field, " ".join(key for key, _ in document.fields.get(field, ())))
            for facet in FACETS:
                for value in values[facet]:
                    made.add_text(facet, value)
            writer.add_document(made)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()
        self._counts = {f: {"terms": {"field": f, "size": 200}} for f in FACETS}

    def core(self, asked: Asked) -> int:
        """See `Engine`."""
        should = tantivy.Occur.Should
        words = [
            (should, tantivy.Query.boost_query(
                tantivy.Query.term_query(self._schema, field, key), weight))
            for key in asked.keys for field, weight in FIELDS.items()
        ]  # fmt: skip
        query = tantivy.Query.boolean_query(words)
        if asked.sector:
            sector = tantivy.Query.const_score_query(
                tantivy.Query.term_query(self._schema, "sector", asked.sector), 0.0
            )
            must = tantivy.Occur.Must
            query = tantivy.Query.boolean_query([(must, query), (must, sector)])
        hits = self._searcher.search(query, TOP).hits
        self._searcher.aggregate(query, self._counts)
        return len(hits)


class Fts5:
    """SQLite FTS5 with bm25 weights; facet counts by joining a table of values."""

    name = "SQLite FTS5"

    def __init__(self, folder: Path, documents: Sequence[AnalysedDocument], facets: Any) -> None:
        folder.mkdir()
        self._db = sqlite3.connect(folder / "fts.sqlite")
        columns = ", ".join(FIELDS)
        self._db.execute(
            f"CREATE VIRTUAL TABLE docs USING fts5({columns}, content='', tokenize=\"unicode61 "
            "remove_diacritics 0 tokenchars '@#_-'\")"
        )
        self._db.execute("CREATE TABLE facet (facet TEXT, value TEXT, doc INTEGER)")
        marks = ", ".join("?" * (len(FIELDS) + 1))
        for number, (document, values) in enumerate(zip(documents, facets, strict=True)):
            texts = [" ".join(k for k, _ in document.fields.get(field, ())) for field in FIELDS]
            self._db.execute(
                f"INSERT INTO docs(rowid, {columns}) VALUES ({marks})",  # noqa: S608  (our own names)
                (number, *texts),
            )
            self._db.executemany(
                "INSERT INTO facet VALUES (?, ?, ?)",
                [(facet, value, number) for facet in FACETS for value in values[facet]],
            )
        self._db.execute("CREATE INDEX by_doc ON facet (doc, facet, value)")
        self._db.commit()

    def core(self, asked: Asked) -> int:
        """See `Engine`."""
        words = " OR ".join(f'"{key}"' for key in asked.keys)
        weights = ", ".join(str(weight) for weight in FIELDS.values())
        scored = self._db.execute(
            f"SELECT rowid, bm25(docs, {weights}) FROM docs WHERE docs MATCH ?",  # noqa: S608  (numbers)
            (words,),
        ).fetchall()
        if asked.sector:
            held = {
                doc for (doc,) in self._db.execute(
                    "SELECT doc FROM facet WHERE facet = 'sector' AND value = ?", (asked.sector,)
                )
            }  # fmt: skip
            scored = [row for row in scored if row[0] in held]
        scored.sort(key=lambda row: row[1])
        self._db.execute("CREATE TEMP TABLE IF NOT EXISTS found (doc INTEGER PRIMARY KEY)")
        self._db.execute("DELETE FROM found")
        self._db.executemany("INSERT INTO found VALUES (?)", [(doc,) for doc, _ in scored])
        self._db.execute(
            "SELECT facet, value, COUNT(*) FROM found JOIN facet USING (doc) GROUP BY facet, value"
        ).fetchall()
        return len(scored[:TOP])


class PlainWhoosh:
    """Whoosh's own searcher over the index we build; facets by walking the matching documents."""

    name = "plain Whoosh"

    def __init__(self, folder: Path, facets: Any) -> None:
        self._searcher = open_dir(str(folder), readonly=True).searcher(weighting=scoring.BM25F())
        self._facets = facets
        self._number = {
            self._searcher.stored_fields(doc)["id"]: doc
            for doc in range(self._searcher.doc_count_all())
        }

    def core(self, asked: Asked) -> int:
        """See `Engine`."""
        words = wq.Or([
            wq.Term(field, key, boost=weight)
            for key in asked.keys for field, weight in FIELDS.items()
        ])  # fmt: skip
        hits = self._searcher.search(words, limit=None)
        kept = [doc for doc in hits.docs()
                if not asked.sector or asked.sector in self._facets[doc]["sector"]]  # fmt: skip
        counts: dict[tuple[str, str], int] = {}
        for doc in kept:
            for facet in FACETS:
                for value in self._facets[doc][facet]:
                    counts[facet, value] = counts.get((facet, value), 0) + 1
        return min(TOP, len(kept))


def facet_values(services: Sequence[Any]) -> list[dict[str, tuple[str, ...]]]:
    """Return the values of the five facets of each service."""
    return [{facet: tuple(_VALUES[facet](s)) for facet in FACETS} for s in services]
