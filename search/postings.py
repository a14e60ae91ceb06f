"""Whoosh's postings as read-only arrays, and BM25F on them with Whoosh's own scores.

The arrays are written at build time and mapped at open, so opening costs no Python per posting.
After loading nothing changes, so every thread may read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from catalog.text import LANGUAGES
from search.index import RawPostings
from search.query import Clause, Group
from search.schema import INDEXED, K1

Floats = NDArray[np.float64]
_SYNONYM_BIT = np.uint32(1 << 31)
# Fields that say what a record is about; a word in the others may be beside the point.
_TOPICAL = frozenset({"name", "alias", "colloquial", "labels", "code"})
TOPICAL_BITS = np.uint32(sum(1 << n for n, i in enumerate(INDEXED) if i.field.name in _TOPICAL))
_ROWS = ("fields", "starts", "docs", "weights", "lengths", "averages")


def save(path: Path, raw: RawPostings) -> None:
    """Write postings as plain arrays (no pickles)."""
    arrays = {name: getattr(raw, name) for name in _ROWS}
    arrays["ids"] = np.frombuffer("\n".join(raw.ids).encode(), np.uint8)
    arrays["terms"] = np.frombuffer("\n".join(raw.terms).encode(), np.uint8)
    np.savez(path, **arrays)


def load(path: Path) -> RawPostings:
    """Read what `save` wrote.

    Raises:
        OSError, ValueError, KeyError: The file is missing or damaged.
    """
    with np.load(path, allow_pickle=False) as stored:
        texts = (stored[name].tobytes().decode().split("\n") for name in ("ids", "terms"))
        ids, terms = (tuple(t for t in text if t) for text in texts)
        return RawPostings(ids, terms, *(stored[name] for name in _ROWS))


@dataclass(frozen=True, slots=True)
class GroupScore:
    """What one group found: `scores` by document number, 0 where nothing matched."""

    scores: Floats
    fields: NDArray[np.uint32]


class Postings:
    """Scores by key and language, all fields already summed.

    Attributes:
        ids: Record ids by document number.
        rows: For each language, key to the slice of `docs`, `impacts` and `fields`.
    """

    def __init__(self, raw: RawPostings) -> None:
        self.ids = raw.ids
        self.count = len(raw.ids)
        impacts = _impacts(raw)
        langs = np.array([LANGUAGES.index(indexed.lang) for indexed in INDEXED], np.int64)
        numbers: dict[tuple[int, str], int] = {}
        of_term = np.fromiter(
            (numbers.setdefault((int(langs[f]), t), len(numbers))
             for f, t in zip(raw.fields, raw.terms, strict=True)),
            np.int64, len(raw.terms),
        )  # fmt: skip
        sizes = np.diff(raw.starts)
        row = np.repeat(of_term, sizes)
        bit = np.repeat(np.uint32(1) << raw.fields.astype(np.uint32), sizes)
        order = np.lexsort((raw.docs, row))
        row, docs = row[order], raw.docs[order].astype(np.int64)
        first = np.ones(len(order), bool)
        first[1:] = (row[1:] != row[:-1]) | (docs[1:] != docs[:-1])
        cuts = np.flatnonzero(first)
        self.docs = _frozen(docs[cuts])
        self.impacts = _frozen(_reduced(np.add, impacts[order], cuts))
        self.fields = _frozen(_reduced(np.bitwise_or, bit[order], cuts))
        bounds = np.searchsorted(row[cuts], np.arange(len(numbers) + 1)).tolist()
        self.rows: dict[str, dict[str, tuple[int, int]]] = {lang: {} for lang in LANGUAGES}
        for (lang, key), number in numbers.items():
            self.rows[LANGUAGES[lang]][key] = (bounds[number], bounds[number + 1])

    def has(self, key: str, lang: str) -> bool:
        """Tell whether any record has the key."""
        return key in self.rows[lang]

    def frequency(self, key: str, lang: str) -> int:
        """Return the number of records with the key."""
        start, end = self.rows[lang].get(key, (0, 0))
        return end - start

    def score(self, group: Group) -> GroupScore:
        """Score one group over all documents."""
        scores = np.zeros(self.count)
        fields = np.zeros(self.count, np.uint32)
        for clause in group.clauses:
            if len(clause.keys) == 1:
                found = self.rows[clause.lang].get(clause.keys[0])
                if found is None:
                    continue
                part = slice(*found)
                docs, impacts, bits = self.docs[part], self.impacts[part], self.fields[part]
            else:
                docs, impacts, bits = self._all_of(clause)
            scores[docs] += clause.weight * impacts
            fields[docs] |= _SYNONYM_BIT if clause.origin == "synonym" else bits
        return GroupScore(scores, fields)

    def _all_of(self, clause: Clause) -> tuple[NDArray[np.int64], Floats, NDArray[np.uint32]]:
        rows = [self.rows[clause.lang].get(key) for key in clause.keys]
        empty = np.zeros(0, np.int64), np.zeros(0), np.zeros(0, np.uint32)
        if any(row is None for row in rows):
            return empty
        parts = sorted((slice(*row) for row in rows if row), key=lambda s: s.stop - s.start)
        docs, impacts = self.docs[parts[0]], self.impacts[parts[0]]
        bits = self.fields[parts[0]]
        for part in parts[1:]:
            other = self.docs[part]
            at = np.searchsorted(other, docs)
            both = other[np.minimum(at, len(other) - 1)] == docs
            docs, at = docs[both], at[both]
            impacts = impacts[both] + self.impacts[part][at]
            bits = bits[both] | self.fields[part][at]
        return docs, impacts, bits

    @cached_property
    def highest_idf(self) -> float:
        """The idf of a word that no record has."""
        return float(np.log(max(self.count, 1)) + 1)

    def idf(self, group: Group) -> float:
        """Return how telling a group is: by its most frequent own word, else by its synonyms."""
        single = [clause for clause in group.clauses if len(clause.keys) == 1]
        own = [self.frequency(c.keys[0], c.lang) for c in single if c.origin == "word"]
        counts = own if any(own) else [self.frequency(c.keys[0], c.lang) for c in single]
        return float(np.log(max(self.count, 1) / (max(counts, default=0) + 1)) + 1)


def _impacts(raw: RawPostings) -> Floats:
    """BM25 of every posting times its field's weight, exactly as Whoosh's BM25F scores it."""
    sizes = np.diff(raw.starts)
    count = max(len(raw.ids), 1)
    idf = np.repeat(np.log(count / (sizes + 1.0)) + 1.0, sizes)
    of_field = np.repeat(raw.fields, sizes)
    weights = np.array([indexed.field.weight.value for indexed in INDEXED])
    b = np.array([indexed.field.b for indexed in INDEXED])[of_field]
    averages = np.where(raw.averages > 0, raw.averages, 1.0)[of_field]
    length = raw.lengths[of_field, raw.docs]
    tf = raw.weights.astype(np.float64)
    scores = idf * (tf * (K1 + 1)) / (tf + K1 * ((1 - b) + b * length / averages))
    return np.asarray(scores * weights[of_field])


def _reduced(ufunc: np.ufunc, values: NDArray, cuts: NDArray[np.int64]) -> NDArray:  # type: ignore[type-arg]
    return ufunc.reduceat(values, cuts) if len(cuts) else values[:0]


def _frozen(array: NDArray) -> NDArray:  # type: ignore[type-arg]
    array.flags.writeable = False
    return array


def whys(fields: int) -> tuple[str, ...]:
    """Return the words for a set of matched fields, in the order of their weight."""
    found = [ix.field.why for n, ix in enumerate(INDEXED) if fields >> n & 1]
    order = ("name", "colloquial", "need", "summary", "organiser", "place", "body")
    words = [why for why in order if why in found]
    return (*words, "synonym") if fields & int(_SYNONYM_BIT) else tuple(words)


Scores = Sequence[GroupScore]
Rows = Mapping[str, tuple[int, int]]
