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
    rf"{_NUMBER}-?(v|vee|vuotias\w*|vuotiaa\w*|vuotta|åri[ng]\w*|år|yo|year-old|years?)"
)
_UNIT = re.compile(r"(v|vee|vuotias\w*|vuotiaa\w*|vuotta|vuoden|åri[ng]\w*|år|yo|years?)")
# "kolari 2 v sitten", "3 vuotta työttömänä", "i 2 år": a span of time, not an age
_SPAN = frozenset(
    {"sitten", "ajan", "aikana", "sedan", "ago", "odottanut", "jonossa", "työttömänä"}
)
_BEFORE_SPAN = frozenset({"i", "for", "yli", "kun", "jo", "over", "after", "viimeiset", "past"})
# Spelled ages: "kuusitoistavuotias"
_ONES = ("yksi", "kaksi", "kolme", "neljä", "viisi", "kuusi", "seitsemän", "kahdeksan", "yhdeksän")
_SPELLED = {
    **{word: n for n, word in enumerate(_ONES, 1)},
    **{f"{word}toista": 10 + n for n, word in enumerate(_ONES, 1)},
    "kymmenen": 10, **{f"{word}kymmentä": 10 * n for n, word in enumerate(_ONES, 1) if n > 1},
    **{f"{word}kymmentä{one}": 10 * n + m for n, word in enumerate(_ONES, 1) if n > 1
       for m, one in enumerate(_ONES, 1)},
}  # fmt: skip
_SPELLED_AGE = re.compile(r"(?P<word>\w+?)-?vuotia\w+")
# After a word for a person or a birthday a bare number is an age: "mummo 90", "täytin 65".
_PERSON = frozenset({
    "olen", "oon", "mä", "minä", "ikä", "äiti", "isä", "mummo", "mummi", "vaari", "pappa", "ukki",
    "poika", "tyttö", "lapsi", "vaimo", "mies", "puoliso", "tytär", "sisko", "veli", "nainen",
    "anoppi", "appi", "nuori", "vanhus", "täti", "setä", "eno",
    "mamma", "mormor", "farmor", "son", "dotter", "man", "fru", "barn",
    "mother", "father", "daughter", "wife", "husband", "aged", "age", "child",
    "är", "blir", "i'm", "im", "am",
})  # fmt: skip
# A birthday says an age after one word more: "täytän kesäkuussa 65".
_BIRTHDAY = frozenset({"täyttää", "fyller", "fyllt", "fyllde", "turned", "turning", "turns"})
_SHARE = re.compile(
    r"\s*(?:[%€]|prosen|procent|per ?cent|euro)"
)  # "olen 50 % sairauslomalla" tells no age
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
        {"fi": ("lapsi", "vauva", "taapero", "leikki-ikäinen", "kouluikäinen", "alakoululainen",
                "lapsonen", "päiväkoti", "eskari", "eskarilainen", "koululainen"),
         "sv": ("barn", "barnet", "barnets", "bebis", "baby", "skolbarn"),
         "en": ("child", "children", "baby", "kid", "kids", "toddler", "preschooler")},
    ),
    "young": AgeGroup(
        (16, 28), LocalizedText(fi="nuori", sv="ung", en="young person"),
        {"fi": ("nuori", "teini", "teini-ikäinen", "nuorukainen", "lukiolainen", "amislainen"),
         "sv": ("unga", "ungdom", "ungdomar", "tonåring"),
         "en": ("youth", "teen", "teenager", "adolescent")},
    ),
    "older": AgeGroup(
        (65, _OLDEST), LocalizedText(fi="ikääntynyt", sv="äldre", en="older person"),
        {"fi": ("ikääntynyt", "ikääntyvä", "ikäihminen", "vanhus", "seniori", "eläkeläinen",
                "mummo", "mummi", "mummu", "vaari", "ukki", "isoäiti", "isoisä"),
         "sv": ("äldre", "åldring", "senior", "mormor", "farmor", "morfar", "farfar"),
         "en": ("elderly", "older", "senior", "pensioner", "grandmother", "grandfather",
                "grandma", "grandpa")},
    ),
}  # fmt: skip
# Ages at which a service for the life situation is likely meant (ids of the taxonomy).
AGES_MEAN: Mapping[str, tuple[int, int]] = {
    "child_needs_support": (0, 15), "older_person": (65, _OLDEST),
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

    def _age(
        self,
        tokens: Sequence[Token],
        text: str,
        facts: list[Understood],
        words: set[int],
        empty: set[int],
    ) -> tuple[int, int] | None:
        for number in range(len(tokens)):
            taken, age = self._age_at(tokens, number)
            if age is None or _SHARE.match(text, tokens[taken[-1]].end):
                continue
            said = text[tokens[taken[0]].start : tokens[taken[-1]].end]
            facts.append(Understood("age", str(age), str(age), said))
            words.update(taken)
            empty.update(taken)
            return age, age
        return None

    def _age_at(self, tokens: Sequence[Token], number: int) -> tuple[list[int], int | None]:
        """Return the age told at a word, with the numbers of the words that tell it."""
        word, taken = tokens[number].text, [number]
        following = [token.text for token in tokens[number + 1 : number + 3]]
        before = tokens[number - 1].text if number else ""
        match = _GLUED.fullmatch(word)
        spelled = _SPELLED_AGE.fullmatch(word)
        if spelled and spelled["word"] in _SPELLED:
            return taken, _SPELLED[spelled["word"]]
        if match is None and word.isdecimal():
            match = re.fullmatch(_NUMBER, word)
            if following and _UNIT.fullmatch(following[0]):
                taken.append(number + 1)
            elif birthday := self._birthday(tokens, number):
                taken += birthday
            elif not self._is_one_of(_PERSON, before):
                return taken, None
        if match is None or int(match["age"]) > _OLDEST:
            return taken, None
        after = following[len(taken) - 1 : len(taken)]
        if _SPAN & set(after) or before in _BEFORE_SPAN:
            return taken, None
        return taken, int(match["age"])

    def _birthday(self, tokens: Sequence[Token], number: int) -> list[int]:
        """Return the number of a word for a birthday before an age, in a list; none is empty."""
        before = range(number - 1, max(number - 3, -1), -1)
        return [n for n in before if self._is_one_of(_BIRTHDAY, tokens[n].text)][:1]

    def _is_one_of(self, words: frozenset[str], word: str) -> bool:
        return bool(words & {word, *self._analyser.analyse(word, "fi").lemmas})

    def _group(self, tokens: Sequence[Token], lang: Language) -> tuple[int, Understood] | None:
        for number, token in enumerate(tokens):
            for form in (token.text, *self._analyser.analyse(token.text, "fi").lemmas):
                name = self._group_of.get(form)
                if name:
                    label = AGE_GROUPS[name].label.choose(lang).text
                    return number, Understood("age_group", name, label, token.text)
        return None
