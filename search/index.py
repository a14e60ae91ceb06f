"""The only module that knows Whoosh: writes documents, reads postings back, and asks as the oracle.

No Whoosh object lives past a call here, so none is ever shared between threads (a shared Searcher
gives wrong answers silently; reference/search.md §3). Opening an index runs pickles: only folders
whose checksums held in `generation` may be passed in.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh import fields, query, scoring
from whoosh.analysis import Token, Tokenizer
from whoosh.index import create_in, open_dir

from catalog.problems import IndexUnavailable
from search.query import Clause, Group
from search.schema import INDEXED, K1, AnalysedDocument

_WEIGHT_MARK = "|"  # no word contains it, see tokens
_LISTED = {indexed.name: indexed for indexed in INDEXED}


class KeyTokenizer(Tokenizer):  # type: ignore[misc]  # Whoosh has no types
    """Reads "key|weight key|weight": the words were analysed before they come here."""

    def __call__(self, value: str, **_: Any) -> Iterator[Token]:
        """Give each key with its weight as Whoosh's boost."""
        token = Token(boosts=True)
        for item in value.split():
            key, _mark, weight = item.rpartition(_WEIGHT_MARK)
            token.text, token.boost = key, float(weight)
            yield token


class RawPostings(NamedTuple):
    """Everything the scoring needs, as read from the index.

    Attributes:
        ids: Record ids by document number.
        terms: Keys, term by term; `fields` has the number of each one's field in `INDEXED`.
        starts: Where each term's postings start in `docs` and `weights`; one more than terms.
        lengths: Length of each field (row) of each document (column), as Whoosh rounds it.
        averages: Mean length of each field.
    """

    ids: tuple[str, ...]
    terms: tuple[str, ...]
    fields: NDArray[np.int16]
    starts: NDArray[np.int64]
    docs: NDArray[np.int32]
    weights: NDArray[np.float32]
    lengths: NDArray[np.float32]
    averages: NDArray[np.float64]


def _schema() -> Any:
    def text_field() -> Any:
        return fields.TEXT(analyzer=KeyTokenizer(), phrase=False, stored=False)

    schema = fields.Schema(id=fields.ID(unique=True, stored=True))
    for indexed in INDEXED:
        schema.add(indexed.name, text_field())
    return schema


def write(folder: Path, documents: Iterable[AnalysedDocument]) -> int:
    """Write a new index of one segment into an empty folder; return the number of documents.

    Raises:
        ValueError: An id comes twice (Whoosh would keep both).
    """
    seen: set[str] = set()
    unique = _each_once(documents, seen)
    writer = create_in(str(folder), _schema()).writer(limitmb=256)
    try:
        for document in unique:
            writer.add_document(id=document.id, **{
                name: " ".join(f"{key}{_WEIGHT_MARK}{weight:g}" for key, weight in keys)
                for name, keys in document.fields.items()
            })  # fmt: skip
    except BaseException:
        writer.cancel()  # a writer that met an error cannot go on
        raise
    writer.commit()
    return len(seen)


def _each_once(documents: Iterable[AnalysedDocument], seen: set[str]) -> Iterator[AnalysedDocument]:
    for document in documents:
        if document.id in seen:
            raise ValueError(f"the id {document.id} comes twice")
        seen.add(document.id)
        yield document


def read(folder: Path) -> RawPostings:
    """Read every posting of an index.

    Raises:
        IndexUnavailable: The index is not one clean segment.
    """
    reader = open_dir(str(folder), readonly=True).reader()
    try:
        if not reader.is_atomic() or reader.has_deletions():
            raise IndexUnavailable(f"{folder} is not one clean segment. Run: kuntoutuspolku build")
        return _postings(reader)
    finally:
        reader.close()


def _postings(reader: Any) -> RawPostings:
    count = reader.doc_count_all()
    numbers = {indexed.name: number for number, indexed in enumerate(INDEXED)}
    terms: list[str] = []
    of_field: list[int] = []
    starts = [0]
    docs, weights = array("i"), array("f")  # an element takes four bytes; in a list it takes forty
    for name, number in numbers.items():
        for key in reader.lexicon(name):
            matcher = reader.postings(name, key.decode())
            for ids, counts in _blocks(matcher):
                docs.extend(ids)
                weights.extend(counts)
            terms.append(key.decode())
            of_field.append(number)
            starts.append(len(docs))
    lengths = [[reader.doc_field_length(doc, n, 0) for doc in range(count)] for n in numbers]
    return RawPostings(
        tuple(reader.stored_fields(doc)["id"] for doc in range(count)),
        tuple(terms),
        np.array(of_field, np.int16),
        np.array(starts, np.int64),
        np.array(docs, np.int32),
        np.array(weights, np.float32),
        np.array(lengths, np.float32).reshape(len(numbers), count),
        np.array([reader.field_length(name) / max(count, 1) for name in numbers]),
    )


def _blocks(matcher: Any) -> Iterator[tuple[Sequence[int], Sequence[float]]]:
    """Give a term's postings a block at a time.

    Reads attributes Whoosh does not promise: its version is pinned, and a call for each posting
    takes twenty times as long. Rare terms come in a matcher without blocks.
    """
    while matcher.is_active():
        matcher.id(), matcher.weight()  # reads the block
        yield matcher._ids, matcher._weights  # noqa: SLF001  (see above)
        if not hasattr(matcher, "_next_block"):
            return
        matcher._next_block()  # noqa: SLF001  (see above)


def oracle(folder: Path, groups: Sequence[Group], limit: int = 20) -> list[tuple[str, float]]:
    """Return the best records and scores as Whoosh's own searcher sees them, best first.

    Slow; it stands beside our scoring in tests to show that both agree.
    """
    lengths = {f"{indexed.name}_B": indexed.field.b for indexed in INDEXED}
    index = open_dir(str(folder), readonly=True)
    with index.searcher(weighting=scoring.BM25F(K1=K1, **lengths)) as searcher:
        asked = query.Or([_clause(clause) for group in groups for clause in group.clauses])
        results = searcher.search(asked, limit=limit)
        return [(hit["id"], float(hit.score)) for hit in results]


def _clause(clause: Clause) -> Any:
    keys = [_key(key, clause.lang) for key in clause.keys]
    if len(keys) == 1:
        return _key(clause.keys[0], clause.lang, clause.weight)
    return query.And(keys, boost=clause.weight)


def _key(key: str, lang: str, boost: float = 1.0) -> Any:
    return query.Or([
        query.Term(name, key, boost=indexed.field.weight.value * boost)
        for name, indexed in _LISTED.items() if indexed.lang == lang
    ])  # fmt: skip
