"""What a query says beside plain words: municipality, age, age group. It ranks and never hides.

The words it was read from stay in the query, but a record need not hold them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catalog.areas import Municipality
from catalog.text import Language, LocalizedText
from search.analysis.analyser import Analyser
from search.analysis.tokens import Token
from search.places import Places
from search.results import Understood

_NUMBER = r"(?P<age>\d{1,3})"
# "24v", "24 v", "17-vuotias", "5 vuotta", "30-åring", "40 år", "12 years old", "8 yo"
_GLUED = re.compile(
    rf"{_NUMBER}-?(v|vee|vuotias\w*|vuotiaa\w*|vuotta|åring\w*|år|yo|year-old|years?)"
)
_UNIT = re.compile(r"(v|vee|vuotias\w*|vuotiaa\w*|vuotta|vuoden|åring\w*|år|yo|years?)")
_OLDEST = 115


@dataclass(frozen=True, slots=True)
class AgeGroup:
    """A word for people of an age.

    Attributes:
        ages: First and last age in whole years, both included.
        words: Dictionary forms (Finnish) or stems' words (Swedish, English).
    """

    ages: tuple[int, int]
    label: LocalizedText
    words: Mapping[Language, tuple[str, ...]]


# Child: Child Welfare Act 417/2007, section 6 (under 18). Young: the Youth Act 1285/2016, section 3
# (under 29), from the age when Kela's rehabilitation for young people begins (16). Older: the age
# from which the general old-age pension is paid (65), Act 980/2012, section 3 refers to it.
AGE_GROUPS: Mapping[str, AgeGroup] = {
    "child": AgeGroup(
        (0, 17), LocalizedText(fi="lapsi", sv="barn", en="child"),
        {"fi": ("lapsi", "vauva", "taapero", "leikki-ikäinen", "kouluikäinen", "alakoululainen"),
         "sv": ("barn", "barnet", "barnets", "bebis"),
         "en": ("child", "children", "baby", "kid", "toddler")},
    ),
    "young": AgeGroup(
        (16, 28), LocalizedText(fi="nuori", sv="ung", en="young person"),
        {"fi": ("nuori", "teini", "teini-ikäinen"),
         "sv": ("unga", "ungdom", "ungdomar", "tonåring"),
         "en": ("youth", "teen", "teenager", "adolescent")},
    ),
    "older": AgeGroup(
        (65, _OLDEST), LocalizedText(fi="ikääntynyt", sv="äldre", en="older person"),
        {"fi": ("ikääntynyt", "ikääntyvä", "ikäihminen", "vanhus", "seniori"),
         "sv": ("äldre", "åldring", "senior"),
         "en": ("elderly", "older", "senior")},
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was understood, and which of the query's words said it.

    Attributes:
        facts: As shown to the visitor.
        words: Numbers of words that a record need not hold.
        ages: First and last age meant, or None.
        empty_words: Those of `words` that mean nothing beside the fact ("24", "vuotta").
    """

    facts: tuple[Understood, ...]
    words: frozenset[int]
    empty_words: frozenset[int]
    municipality: str | None = None
    ages: tuple[int, int] | None = None


class Understander:
    """Reads places and ages out of a query's words."""

    def __init__(self, places: Places, analyser: Analyser) -> None:
        self._places = places
        self._group_of: dict[str, str] = {
            word: name for name, group in AGE_GROUPS.items()
            for words in group.words.values() for word in words
        }  # fmt: skip
        self._analyser = analyser

    def read(self, tokens: Sequence[Token], text: str, lang: Language) -> Understanding:
        """Understand a query of these words; `text` is the query they were cut from."""
        facts: list[Understood] = []
        words: set[int] = set()
        empty: set[int] = set()
        place = self._place(tokens, lang)
        if place:
            number, fact = place
            facts.append(fact)
            words.add(number)
        ages = self._age(tokens, text, facts, words, empty)
        group = self._group(tokens, lang)
        if group:
            number, fact = group
            words.add(number)
            facts.append(fact)
            ages = ages or AGE_GROUPS[fact.value].ages
        municipality = place[1].value if place else None
        return Understanding(tuple(facts), frozenset(words), frozenset(empty), municipality, ages)

    def _place(self, tokens: Sequence[Token], lang: Language) -> tuple[int, Understood] | None:
        """Find the first municipality named; in "Kuopion ja Oulun" the first one is home."""
        for number, token in enumerate(tokens):
            found = self._places.find(token.text)
            if found and not self._is_ordinary(token.text, found):
                label = found.name.choose(lang).text
                return number, Understood("municipality", found.code, label, token.text)
        return None

    def _is_ordinary(self, word: str, place: Municipality) -> bool:
        """Tell whether a word with a place reading is more likely a word without one."""
        lemmas = self._analyser.analyse(word, "fi").lemmas
        names = {name.lower() for _, name in place.name.items()}
        preferred = self._analyser.lexicon.prefer
        return any(lemma in preferred and lemma not in names for lemma in lemmas)

    @staticmethod
    def _age(
        tokens: Sequence[Token],
        text: str,
        facts: list[Understood],
        words: set[int],
        empty: set[int],
    ) -> tuple[int, int] | None:
        for number, token in enumerate(tokens):
            match = _GLUED.fullmatch(token.text)
            following = tokens[number + 1].text if number + 1 < len(tokens) else ""
            taken = [number]
            if match is None and token.text.isdecimal() and _UNIT.fullmatch(following):
                match = re.fullmatch(_NUMBER, token.text)
                taken.append(number + 1)
            if match is None or int(match["age"]) > _OLDEST:
                continue
            age = int(match["age"])
            said = text[tokens[taken[0]].start : tokens[taken[-1]].end]
            facts.append(Understood("age", str(age), str(age), said))
            words.update(taken)
            empty.update(taken)
            return age, age
        return None

    def _group(self, tokens: Sequence[Token], lang: Language) -> tuple[int, Understood] | None:
        for number, token in enumerate(tokens):
            for form in (token.text, *self._analyser.analyse(token.text, "fi").lemmas):
                name = self._group_of.get(form)
                if name:
                    label = AGE_GROUPS[name].label.choose(lang).text
                    return number, Understood("age_group", name, label, token.text)
        return None
