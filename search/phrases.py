"""Phrases found in a query whatever their inflection, with small words between.

Used for everyday words, needs and words of danger. A phrase is a sequence of words; a word of a
phrase meets a word of the query when they share a dictionary form.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from catalog.text import LANGUAGES, Language
from search.analysis.analyser import Analyser
from search.analysis.tokens import tokenise
from search.query import is_empty

T = TypeVar("T")
Forms = frozenset[str]
_GAP = 1  # content words of the story that may stand between the words of a phrase
NEGATION = "ei"  # never skipped: "en jaksa" is the opposite of "jaksan"


class Word(NamedTuple):
    """A word of a query: its dictionary forms in each language, and whether it may be skipped."""

    forms: dict[Language, Forms]
    is_small: bool


class Found(NamedTuple, Generic[T]):
    """A phrase found: what it stands for and the numbers of the query's words it took."""

    value: T
    words: tuple[int, ...]


def read_words(words: Sequence[str], analyser: Analyser) -> list[Word]:
    """Prepare the words of a query (in normal form) for matching."""
    prepared = []
    for word in words:
        forms = {lang: frozenset(analyser.analyse(word, lang).words) for lang in LANGUAGES}
        small = is_empty(word, analyser) and NEGATION not in forms["fi"]
        prepared.append(Word(forms, small))
    return prepared


class PhraseTable(Generic[T]):
    """Phrases of one purpose, looked up by their first word.

    Args:
        phrases: Text, its language and what it stands for.
        analyser: Reads the phrases; the same one must read the queries.
        keep_small: Whether small words of a phrase must be there too ("haluan kuolla").
    """

    def __init__(
        self,
        phrases: Iterable[tuple[str, Language, T]],
        analyser: Analyser,
        *,
        keep_small: bool = False,
    ) -> None:
        self._by_first: dict[tuple[Language, str], list[tuple[tuple[Forms, ...], T]]] = {}
        for text, lang, value in phrases:
            words = self._words(text, lang, analyser, keep_small=keep_small)
            for form in words[0] if words else ():
                self._by_first.setdefault((lang, form), []).append((words, value))

    def begins(self, form: str, lang: Language) -> bool:
        """Tell whether some phrase begins with a dictionary form."""
        return (lang, form) in self._by_first

    def stands_alone(self, form: str, lang: Language) -> bool:
        """Tell whether a dictionary form is a phrase by itself."""
        return any(len(words) == 1 for words, _ in self._by_first.get((lang, form), ()))

    @staticmethod
    def _words(
        text: str, lang: Language, analyser: Analyser, *, keep_small: bool
    ) -> tuple[Forms, ...]:
        """Read a phrase; one with a single word of content keeps its small words too.

        "Saada töitä" is not "työ", and "mihin minusta enää on" has small words only.
        """
        every: list[Forms] = []
        told: list[Forms] = []
        content = 0
        for token in tokenise(text):
            found = analyser.analyse(token.text, lang)
            every.append(frozenset(found.words) or frozenset({token.text}))
            content += bool(found.keys)
            if found.keys or NEGATION in found.stop:
                told.append(every[-1])
        return tuple(every if keep_small or content < 2 else told)

    def find_near(self, words: Sequence[Word]) -> list[Found[T]]:
        """Return every phrase whose words stand near one another, in any order.

        People put words between and change their order ("töissä kaatui portaissa"). A phrase that
        lies inside another one is left out.
        """
        places = _content_places(words)
        found: list[Found[T]] = []
        for start, word in enumerate(words):
            for lang in LANGUAGES:
                for form in word.forms[lang]:
                    for phrase, value in self._by_first.get((lang, form), ()):
                        taken = _near(phrase, words, start, lang, places)
                        if taken and Found(value, taken) not in found:
                            found.append(Found(value, taken))
        return [
            each for each in found
            if not any(set(each.words) < set(other.words) for other in found)
        ]  # fmt: skip

    def find(
        self, words: Sequence[Word], skippable: Callable[[Word], bool] = lambda w: w.is_small
    ) -> list[Found[T]]:
        """Return every phrase in the query, in the order of their first words."""
        found: list[Found[T]] = []
        for start, word in enumerate(words):
            for lang in LANGUAGES:
                for form in word.forms[lang]:
                    for phrase, value in self._by_first.get((lang, form), ()):
                        taken = _follow(phrase, words, start, lang, skippable)
                        if taken and Found(value, taken) not in found:
                            found.append(Found(value, taken))
        return found


def _follow(
    phrase: tuple[Forms, ...],
    words: Sequence[Word],
    start: int,
    lang: Language,
    skippable: Callable[[Word], bool],
) -> tuple[int, ...]:
    """Return the places of the phrase's words from `start` on; empty when it is not there."""
    taken, at = [start], start + 1
    for forms in phrase[1:]:
        while at < len(words) and not forms & words[at].forms[lang] and skippable(words[at]):
            at += 1
        if at >= len(words) or not forms & words[at].forms[lang]:
            return ()
        taken.append(at)
        at += 1
    return tuple(taken)


def _content_places(words: Sequence[Word]) -> list[int]:
    """Number the words, small ones not counted."""
    places, at = [], 0
    for word in words:
        places.append(at)
        at += not word.is_small
    return places


def _near(
    phrase: tuple[Forms, ...],
    words: Sequence[Word],
    start: int,
    lang: Language,
    places: Sequence[int],
) -> tuple[int, ...]:
    """Return the places of a phrase's words around `start`; empty when one is not near."""
    taken = [start]
    for forms in phrase[1:]:
        near = [
            number for number, word in enumerate(words)
            if number not in taken and forms & word.forms[lang]
            and abs(places[number] - places[start]) < len(phrase) + _GAP
        ]  # fmt: skip
        if not near:
            return ()
        taken.append(min(near, key=lambda number: abs(number - start)))
    return tuple(sorted(taken))
