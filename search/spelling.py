"""Words nobody wrote in the catalogue to the nearest word somebody did.

The order of reference/search.md §4: first the same letters without diacritics, then one or two
slips of the pen (optimal string alignment) among words of like length with the same first letter.
Only words that meet nothing in the index come here; that Voikko knows one is no proof of it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from rapidfuzz.distance import OSA

from search.analysis.tokens import fold

_SHORTEST = 4  # words of three letters are one slip away from everything
_LONG = 7  # letters of a word that is no chance abbreviation or name
# From here on two slips are allowed. Seven letters repaired single slips as well, but bent spoken
# words nobody collected into others ("tarviin" became "tautiin").
_TWO_SLIPS = 9
_PIECE = 3  # letters of the shortest part of a compound: "työ"
_COMPOUND = 9  # letters of the shortest word that is tried as a misspelt compound
_ENDING = 7  # letters of the longest inflection tried: "-stanikin" is rarer than a wrong guess
_DOUBLE = re.compile(r"(.)\1+")


class Repair(NamedTuple):
    """A better word; `slips` is 0 when only diacritics were missing."""

    word: str
    slips: int


class Speller:
    """The words of the catalogue by folded form and by first letter with length.

    Args:
        words: Words as written and dictionary forms, with the number of records they are in.
    """

    def __init__(self, words: Mapping[str, int]) -> None:
        self._counts = words
        self._by_fold: dict[str, list[str]] = {}
        self._buckets: dict[tuple[str, int], list[str]] = {}
        for word in words:
            folded = fold(word)
            self._by_fold.setdefault(folded, []).append(word)
            if len(word) >= _SHORTEST and word.isalpha():
                self._buckets.setdefault((folded[0], len(word)), []).append(word)

    def unfolded(self, word: str) -> str | None:
        """Return the commonest word with the same letters but diacritics, or None."""
        others = [w for w in self._by_fold.get(fold(word), ()) if w != word]
        return max(others, key=lambda w: (self._counts[w], w), default=None)

    def repair(self, word: str) -> Repair | None:
        """Return the best repair of a word, or None when none is near enough."""
        same = self.unfolded(word)
        if same:
            return Repair(same, 0)
        limit = slips_allowed(word)
        best = min(self._near(word, limit), default=None) if limit else None
        return Repair(best[-1], best[0]) if best else None

    def in_compound(self, word: str) -> list[Repair]:
        """Return repairs of one slip in one part of a compound nobody wrote, the likeliest first.

        "Polvileikkauwkuntoutus" stands in no record, but "polvi", "leikkaus" and "kuntoutus" do.
        The caller must see that the whole is a word.
        """
        if len(word) < _COMPOUND or not word.isalpha():
            return []
        found = sorted(
            (slips, is_other, rarity, word[:start] + other + word[end:])
            for start, end in self._gaps(word)
            for slips, is_other, rarity, other in self._near(word[start:end], 1)
        )
        return [Repair(repaired, slips) for slips, *_, repaired in found]

    def _gaps(self, word: str) -> Iterator[tuple[int, int]]:
        """Give the places that known words leave open when they stand before and after."""
        size = len(word)
        before, after = {0}, {size}
        for at in range(_PIECE, size - _PIECE):
            if any(word[start:at] in self._counts for start in before if at - start >= _PIECE):
                before.add(at)
        for at in range(size - _PIECE, _PIECE, -1):
            if any(word[at:end] in self._counts for end in after if end - at >= _PIECE):
                after.add(at)
        for start in before:
            for end in after:
                if end - start >= _SHORTEST and (start, end) != (0, size):
                    yield start, end

    def inflected(self, word: str) -> list[Repair]:
        """Return repairs of one slip in a word whose ending nobody wrote, the likeliest first.

        "Toinintaterapeutille" is no form of a record, but "toimintaterapeutti" is, and the ending
        stays. The caller must see that the result is a word.
        """
        if len(word) < _LONG + 1 or not word.isalpha():
            return []
        found: set[tuple[int, int, str]] = set()
        for length in range(len(word) - _ENDING, len(word) + 1):
            for other in self._buckets.get((fold(word)[0], length), ()):
                # The last letters change or go: terapeutti, terapeutin.
                for stem in (other[:-1], other[:-2]):
                    if len(stem) < _LONG - 1:
                        continue
                    for end in (len(stem) - 1, len(stem), len(stem) + 1):
                        if OSA.distance(word[:end], stem, score_cutoff=1) == 1:
                            found.add((-len(stem), -self._counts[other], stem + word[end:]))
        return [Repair(repaired, 1) for *_, repaired in sorted(found)]

    def near(self, word: str, limit: int = 5) -> tuple[str, ...]:
        """Return words spelled like this one, nearest first; wider than `repair`, only to offer."""
        found = sorted(self._near(word, min(2, slips_allowed(word) + (len(word) > _SHORTEST + 1))))
        return tuple(dict.fromkeys(each[-1] for each in found))[:limit]

    def _near(self, word: str, limit: int) -> Iterable[tuple[int, bool, int, str]]:
        """Give slips, whether more than a doubled letter differs, minus the count, and the word."""
        if not word or not word.isalpha():
            return
        first, folded = fold(word)[0], fold(word)
        plain = word.isascii() and len(word) >= _LONG
        for length in range(len(word) - limit, len(word) + limit + 1):
            for other in self._buckets.get((first, length), ()):
                given, meant = (folded, fold(other)) if plain else (word, other)
                slips = OSA.distance(given, meant, score_cutoff=limit)
                if slips <= limit:
                    # A letter doubled or not is the commonest slip in Finnish.
                    is_other = _DOUBLE.sub(r"\1", given) != _DOUBLE.sub(r"\1", meant)
                    yield slips, is_other, -self._counts[other], other


def slips_allowed(word: str) -> int:
    """Return how many slips may be repaired in a word of this length."""
    if len(word) < _SHORTEST:
        return 0
    return 2 if len(word) >= _TWO_SLIPS else 1


def count_words(*sources: Iterable[str]) -> dict[str, int]:
    """Count words over several sources."""
    counts: Counter[str] = Counter()
    for source in sources:
        counts.update(source)
    return dict(counts)
