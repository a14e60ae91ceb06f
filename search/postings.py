"""Whoosh's postings as read-only arrays, and BM25F on them with Whoosh's own scores.

The build sums the fields of every key and writes plain arrays; opening maps them into memory, so
it costs no work per posting and the workers of a machine share one copy. After loading nothing
changes, so every thread may read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from catalog.text import LANGUAGES
from search.index import RawPostings
from search.query import Clause, Group
from search.schema import INDEXED, K1

Docs = NDArray[np.int64]
Floats = NDArray[np.float64]
_SYNONYM_BIT = np.uint32(1 << 31)
# Fields that say what a record is about; a word in the others may be beside the point. Everyday
# phrases tell it as wholes (names.py): one word of "halpa vuokra-asunto" is no subject.
_TOPICAL = frozenset({"name", "alias", "labels", "code"})
TOPICAL_BITS = np.uint32(sum(1 << n for n, i in enumerate(INDEXED) if i.field.name in _TOPICAL))


def weights_version() -> str:
    """Name the weights that are worked into saved impacts; others need another build."""
    told = [(indexed.name, indexed.field.weight.value, indexed.field.b) for indexed in INDEXED]
    return sha256(repr((K1, told)).encode()).hexdigest()[:12]


def save(folder: Path, raw: RawPostings) -> None:
    """Write the summed postings of an index into a new folder, as plain arrays (no pickles)."""
    langs = [LANGUAGES.index(indexed.lang) for indexed in INDEXED]
    numbers: dict[tuple[int, str], int] = {}
    pairs = zip(raw.fields.tolist(), raw.terms, strict=True)
    of_term = np.fromiter(
        (numbers.setdefault((langs[field], term), len(numbers)) for field, term in pairs),
        np.int64, len(raw.terms),
    )  # fmt: skip
    sizes = np.diff(raw.starts)
    row = np.repeat(of_term, sizes)
    bit = np.repeat(np.uint32(1) << raw.fields.astype(np.uint32), sizes)
    order = np.lexsort((raw.docs, row))
    row, docs = row[order], raw.docs[order]
    first = np.ones(len(order), bool)
    first[1:] = (row[1:] != row[:-1]) | (docs[1:] != docs[:-1])
    cuts = np.flatnonzero(first)
    folder.mkdir()
    np.save(folder / "docs.npy", docs[cuts])
    np.save(folder / "impacts.npy", _reduced(np.add, _impacts(raw)[order], cuts).astype(np.float32))
    np.save(folder / "fields.npy", _reduced(np.bitwise_or, bit[order], cuts))
    np.save(folder / "bounds.npy", np.searchsorted(row[cuts], np.arange(len(numbers) + 1)))
    keys = [f"{LANGUAGES[lang]} {key}" for lang, key in numbers]
    (folder / "keys.txt").write_text("\n".join(keys), encoding="utf-8")
    (folder / "ids.txt").write_text("\n".join(raw.ids), encoding="utf-8")


@dataclass(frozen=True, slots=True)
class GroupScore:
    """What one group found: `docs` in order of number, their scores (above 0) and fields."""

    docs: Docs
    scores: Floats
    fields: NDArray[np.uint32]


class Postings:
    """Scores by key and language, all fields already summed.

    Attributes:
        ids: Record ids by document number.
        rows: For each language, key to the slice of `docs`, `impacts` and `fields`.

    Raises:
        OSError, ValueError: A file is missing or damaged.
    """

    def __init__(self, folder: Path) -> None:
        self.ids = _lines(folder / "ids.txt")
        self.count = len(self.ids)
        self.docs = _mapped(folder / "docs.npy")
        self.impacts = _mapped(folder / "impacts.npy")
        self.fields = _mapped(folder / "fields.npy")
        bounds = np.load(folder / "bounds.npy", allow_pickle=False).tolist()
        self.rows: dict[str, dict[str, tuple[int, int]]] = {lang: {} for lang in LANGUAGES}
        for line, start, end in zip(_lines(folder / "keys.txt"), bounds, bounds[1:], strict=False):
            lang, _, key = line.partition(" ")
            self.rows[lang][key] = (start, end)

    def has(self, key: str, lang: str) -> bool:
        """Tell whether any record has the key."""
        return key in self.rows[lang]

    def frequency(self, key: str, lang: str) -> int:
        """Return the number of records with the key."""
        start, end = self.rows[lang].get(key, (0, 0))
        return end - start

    def score(self, group: Group) -> GroupScore:
        """Score one group: the sum of its clauses for every document that has one of them."""
        parts = [part for clause in group.clauses if len((part := self._part(clause))[0])]
        if len(parts) == 1:  # most words: nothing to add up, so nothing as long as the catalogue
            docs, scores, bits = parts[0]
            return GroupScore(docs.astype(np.int64), scores.astype(np.float64), bits)
        total = np.zeros(self.count)
        fields = np.zeros(self.count, np.uint32)
        for docs, scores, bits in parts:
            total[docs] += scores
            fields[docs] |= bits
        found = united([docs for docs, _, _ in parts], self.count)
        return GroupScore(found, total[found], fields[found])

    def _part(self, clause: Clause) -> tuple[NDArray[np.int32], Floats, NDArray[np.uint32]]:
        """Return the documents of one clause with scores and fields; none when a key is unknown."""
        if len(clause.keys) == 1:
            part = slice(*self.rows[clause.lang].get(clause.keys[0], (0, 0)))
            docs, impacts, bits = self.docs[part], self.impacts[part], self.fields[part]
        else:
            docs, impacts, bits = self._all_of(clause)
        if clause.origin == "synonym":
            bits = np.full(len(docs), _SYNONYM_BIT)
        return docs, clause.weight * impacts, bits

    def _all_of(self, clause: Clause) -> tuple[NDArray[np.int32], Floats, NDArray[np.uint32]]:
        rows = [self.rows[clause.lang].get(key) for key in clause.keys]
        empty = np.zeros(0, np.int32), np.zeros(0), np.zeros(0, np.uint32)
        if not rows or any(row is None for row in rows):
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


def united(parts: Sequence[NDArray[Any]], count: int) -> Docs:
    """Return the documents of any part once, in order of number; `count` is that of all."""
    if len(parts) == 1:
        return parts[0].astype(np.int64)
    has = np.zeros(count, bool)
    for docs in parts:
        has[docs] = True
    return np.flatnonzero(has)


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


def _reduced(ufunc: np.ufunc, values: NDArray, cuts: NDArray[np.int64]) -> NDArray:  # type: ignore[type-arg]  # of any kind
    return ufunc.reduceat(values, cuts) if len(cuts) else values[:0]


def _mapped(path: Path) -> NDArray:  # type: ignore[type-arg]  # of any kind
    """Map a saved array, read-only; as a plain array, for np.memmap is slow to cut."""
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))


def _lines(path: Path) -> tuple[str, ...]:
    text = path.read_text(encoding="utf-8")
    return tuple(text.split("\n")) if text else ()


@lru_cache(maxsize=4096)
def whys(fields: int) -> tuple[str, ...]:
    """Return the words for a set of matched fields, in the order of their weight."""
    found = [ix.field.why for n, ix in enumerate(INDEXED) if fields >> n & 1]
    order = ("name", "colloquial", "need", "summary", "organiser", "place", "body", "provider")
    words = [why for why in order if why in found]
    return (*words, "synonym") if fields & int(_SYNONYM_BIT) else tuple(words)
