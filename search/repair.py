"""Repairs of a query's words: silently (diacritics, spoken forms), told (slips), or only offered.

A word that is right Finnish but in no record is never replaced: "pizza" must not become another
word. It is at most offered.
"""

from dataclasses import dataclass
from functools import partial

from catalog.text import Language
from search.analysis.analyser import Analyser
from search.analysis.foreign import ForeignWords
from search.analysis.tokens import Token
from search.parse import ParsedQuery, Parser
from search.query import is_empty
from search.spelling import Repair, Speller
from search.spoken import written_form

_OFFERED = 6  # a shorter right word is one slip from too many others: "kynä", "kylä"
_FOREIGN = 6  # letters for each slip of a word that is not Finnish
_OTHER_LANGUAGE = 8  # and of a Finnish one in a query of Swedish or English words
_TELLING = 4  # letters of a word that tells its language: "i", "på" and "man" are in several
_TRIED = 12  # candidates shown to Voikko (0.4 ms each); the right one is nearly always the first


@dataclass(frozen=True, slots=True)
class Repaired:
    """A query as it is searched, and what is told about it.

    Attributes:
        corrected_to: The words searched instead, when a slip was repaired.
        did_you_mean: Words only offered.
    """

    query: ParsedQuery
    corrected_to: str | None = None
    did_you_mean: str | None = None


class Repairer:
    """Repairs queries with the words of the catalogue."""

    def __init__(
        self, parser: Parser, speller: Speller, analyser: Analyser, foreign: ForeignWords
    ) -> None:
        self._parser = parser
        self._speller = speller
        self._analyser = analyser
        self._foreign = foreign

    def repair(self, text: str, lang: Language) -> Repaired:
        """Read a query with its unknown words repaired as far as that is safe."""
        applied: dict[Token, str] = {}
        offered: dict[Token, str] = {}
        has_slips = False
        has_finnish = self._has_finnish(text)
        is_foreign = lang != "fi" and not has_finnish
        for token in self._unknown(text):
            if not has_finnish and self._foreign.knows(token.text):
                continue  # right Swedish or English that no record has
            repair = self._repair(token.text, is_foreign=is_foreign)
            if repair is None:
                continue
            if repair.slips == 0 or not self._is_word(token.text):
                applied[token] = repair.word
                has_slips |= repair.slips > 0
            elif len(token.text) >= _OFFERED:
                offered[token] = repair.word
        searched = _replaced(text, applied)
        return Repaired(
            self._parser.parse(searched, lang),
            searched if has_slips else None,
            _replaced(text, applied | offered) if offered else None,
        )

    def _repair(self, word: str, *, is_foreign: bool) -> Repair | None:
        """Find the better word: its written form if it was spoken, else the nearest.

        `is_foreign`: the query speaks Swedish or English, where no spoken Finnish is expected.
        """
        written = None if is_foreign else written_form(word, self._analyser.morphology)
        if written:
            return Repair(written, 0)
        nearest = self._speller.repair(word) or self._built(word)
        return nearest if nearest and self._is_likely(word, nearest, is_foreign) else None

    def _is_likely(self, word: str, repair: Repair, is_foreign: bool) -> bool:
        """Tell whether a repair may be what was meant.

        A word of no content ("whether") answers nothing. No dictionary tells a right Swedish or
        English word from a slip, so that those must be longer: "weather" is not "weaker", and
        "ryggen pajar" (is giving way) is no "paja".
        """
        if is_empty(repair.word, self._analyser):
            return False
        is_finnish = bool(self._analyser.morphology.readings(repair.word))
        if is_finnish and not is_foreign:
            return True
        needed = _OTHER_LANGUAGE if is_finnish else _FOREIGN
        return len(word) >= needed * repair.slips

    def _has_finnish(self, text: str) -> bool:
        """Tell whether a word of the query is Finnish and nothing else ("mamma" is Swedish too)."""
        words = [token.text for token in self._parser.tokens(text)]
        return any(
            self._analyser.is_plain_finnish(word) and not self._foreign.knows(word)
            for word in words
            if len(word) >= _TELLING
        )

    def _built(self, word: str) -> Repair | None:
        """Find a word nobody wrote that Voikko reads and that means something here.

        What Voikko reads as it stands is no slip; what it reads after one change may be anything,
        so the change must make a word of ours.
        """
        if self._analyser.morphology.readings(word):
            return None
        for found in (self._speller.in_compound(word), self._speller.inflected(word)):
            for repair in found[:_TRIED]:
                reads = self._analyser.morphology.readings(repair.word)
                if reads and self._parser.meets(Token(repair.word, 0, len(repair.word))):
                    return repair
        return None

    def only_offered(self, text: str, lang: Language, repaired: Repaired) -> Repaired:
        """Search the visitor's own words after all, because the repair found nothing."""
        return Repaired(self._parser.parse(text, lang), None, repaired.did_you_mean)

    def near_words(self, query: ParsedQuery) -> tuple[str, ...]:
        """Return words of the catalogue spelled like the unknown ones."""
        near = partial(self._speller.near, limit=3)
        words = [word for token in self._unknown(query.text) for word in near(token.text)]
        return tuple(dict.fromkeys(words))[:5]

    def _unknown(self, text: str) -> list[Token]:
        return [token for token in self._parser.tokens(text) if not self._parser.meets(token)]

    def _is_word(self, word: str) -> bool:
        """Tell whether a word is plainly Finnish: known to Voikko, not as a chance compound."""
        readings = self._analyser.morphology.readings(word)
        return any(not reading.parts for reading in readings)


def _replaced(text: str, words: dict[Token, str]) -> str:
    """Put the new words in place of the old ones."""
    for token in sorted(words, key=lambda t: -t.start):
        text = text[: token.start] + words[token] + text[token.end :]
    return text
