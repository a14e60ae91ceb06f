"""One Finnish word to its weighted keys: lexicon, Voikko, compound parts, fallbacks.

The order of the steps and the weights are measured in reference/search.md §1.2 and §1.4. Change
`analyser.ANALYSIS_VERSION` with every change here.
"""

from collections.abc import Iterable
from typing import NamedTuple

import snowballstemmer

from search.analysis.lexicon import Lexicon
from search.analysis.morphology import Morphology, Part, Reading

LEMMA, STEM, SUB_COMPOUND, PART = 1.0, 0.8, 0.6, 0.4
STEM_MARK = "~"  # a stem is not a word: it must meet only other stems
_SHORTEST_PART = 3  # "yö", "ei" as parts would meet half of the language
_SHORTEST_GUESS = 9  # shorter unknown words are names; splitting them guesses wrong
_SHORTEST_HEAD = 4


class Analysis(NamedTuple):
    """The keys of a word with weights, and for each compound reading its parts together.

    A query compound also matches where all parts of one reading stand apart ("selän kipu").
    `stop` holds dictionary forms without content: never indexed, but phrases need them.
    """

    keys: tuple[tuple[str, float], ...] = ()
    compounds: tuple[tuple[str, ...], ...] = ()
    stop: tuple[str, ...] = ()

    @property
    def lemmas(self) -> tuple[str, ...]:
        """The keys for the whole word, without parts and stems."""
        return tuple(key for key, weight in self.keys if weight == LEMMA)

    @property
    def words(self) -> tuple[str, ...]:
        """The dictionary forms with and without content, for matching phrases."""
        return (*self.lemmas, *self.stop)


class FinnishChain:
    """The Finnish analysis; pure but for the morphology it asks."""

    def __init__(self, morphology: Morphology, lexicon: Lexicon) -> None:
        self._morphology = morphology
        self._lexicon = lexicon
        self._stemmer = snowballstemmer.stemmer("finnish")

    def analyse(self, word: str) -> Analysis:
        """Return the keys of a word in normal form; nothing for a stop word."""
        lexicon = self._lexicon
        stop = lexicon.stop.get("fi", frozenset())
        if word in stop:
            lemmas = [reading.lemma for reading in self._readings(word)]
            return Analysis(stop=tuple(dict.fromkeys((word, *lemmas))))
        if ":" in word:  # AVH:n, THL:lle
            return self.analyse(word.partition(":")[0])
        if word in lexicon.literal or word.isdigit():
            return Analysis(((word, LEMMA),))
        return self._read(word, stop)

    def _read(self, word: str, stop: frozenset[str]) -> Analysis:
        lexicon = self._lexicon
        pieces = [piece for piece in word.split("-") if piece]
        if len(pieces) > 1 and any(piece in lexicon.literal for piece in pieces):
            return self._hyphenated(pieces)
        readings = self._readings(word)
        if readings:
            dropped = tuple(dict.fromkeys(r.lemma for r in readings if r.lemma in stop))
            kept = [reading for reading in readings if reading.lemma not in stop]
            return _merged(map(self._of_reading, kept))._replace(stop=dropped)
        if len(pieces) > 1:
            return self._hyphenated(pieces)
        return self._unknown(word)

    def knows(self, word: str) -> bool:
        """Tell whether the word is Finnish as far as Voikko can say (it says yes too often)."""
        return bool(self._readings(word))

    def _readings(self, word: str) -> list[Reading]:
        if word in self._lexicon.lemma:
            lemma = self._lexicon.lemma[word]
            same = [r for r in self._morphology.readings(lemma) if r.lemma == lemma]
            return same[:1] or [Reading(lemma)]
        readings = list(self._morphology.readings(word))
        common = [reading for reading in readings if not reading.is_person]
        preferred = [r for r in readings if r.lemma in self._lexicon.prefer]
        return preferred or common or readings

    def _of_reading(self, reading: Reading) -> Analysis:
        lemma, parts = reading.lemma, reading.parts
        if lemma in self._lexicon.split:
            parts = tuple(Part(part, part) for part in self._lexicon.split[lemma])
        elif lemma in self._lexicon.no_split:
            parts = ()
        if len(parts) < 2:
            verb = reading.verb if reading.verb not in self._lexicon.stop["fi"] else ""
            return Analysis(tuple((key, LEMMA) for key in dict.fromkeys((lemma, verb)) if key))
        keys = {lemma: LEMMA}
        for start in range(len(parts)):
            for end in range(start + 2, len(parts) + 1):
                modifiers = "".join(part.form for part in parts[start : end - 1])
                keys.setdefault(modifiers + parts[end - 1].base, SUB_COMPOUND)
        members = tuple(p.base for p in parts if len(p.base) >= _SHORTEST_PART)
        for member in members:
            keys.setdefault(member, PART)
        return Analysis(tuple(keys.items()), (members,) if len(members) > 1 else ())

    def _hyphenated(self, pieces: list[str]) -> Analysis:
        analyses = [self.analyse(piece) for piece in pieces]
        keys: dict[str, float] = {}
        for head in analyses[-1].lemmas or (pieces[-1],):
            keys["-".join([*pieces[:-1], head])] = LEMMA
        for analysis in analyses:
            for key, weight in analysis.keys:
                keys.setdefault(key, SUB_COMPOUND if weight == LEMMA else PART)
        members = tuple(a.lemmas[0] for a in analyses if a.lemmas)
        return Analysis(tuple(keys.items()), (members,) if len(members) > 1 else ())

    def _unknown(self, word: str) -> Analysis:
        keys = {word: LEMMA}
        if not word.isalpha():
            return Analysis(tuple(keys.items()))
        if len(word) >= _SHORTEST_GUESS:
            for cut in range(3, len(word) - _SHORTEST_HEAD + 1):
                heads = [r for r in self._readings(word[cut:]) if not r.parts]
                if heads:
                    head = heads[0].lemma
                    keys[word[:cut] + head] = LEMMA
                    keys.setdefault(head, PART)
                    break
        keys.setdefault(STEM_MARK + self._stemmer.stemWord(word), STEM)
        return Analysis(tuple(keys.items()))


def _merged(analyses: Iterable[Analysis]) -> Analysis:
    """Join the readings of one word: every key once, with its greatest weight."""
    keys: dict[str, float] = {}
    compounds: dict[tuple[str, ...], None] = {}
    for analysis in analyses:
        for key, weight in analysis.keys:
            keys[key] = max(weight, keys.get(key, 0.0))
        compounds.update(dict.fromkeys(analysis.compounds))
    return Analysis(tuple(keys.items()), tuple(compounds))
