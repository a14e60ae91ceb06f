"""A small query tree of our own: groups of clauses, without any engine's words.

A group stands for one thing the visitor said; its clauses are the ways in which a record can say
it. `understand` and `parse` build the tree, `postings` scores it, `index` translates it for the
oracle.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from catalog.text import LANGUAGES, Language
from search.analysis.analyser import Analyser
from search.analysis.finnish import LEMMA, PART
from search.analysis.tokens import Token
from search.ranking import ALL_PARTS, OTHER_LANGUAGE

_OTHERS: tuple[Language, ...] = ("sv", "en")
_SHORT = 3
Origin = Literal["word", "part", "synonym", "code"]


@dataclass(frozen=True, slots=True)
class Clause:
    """Keys that must all be in a record, in fields of one language; usually one key."""

    keys: tuple[str, ...]
    lang: Language
    weight: float
    origin: Origin = "word"


@dataclass(frozen=True, slots=True)
class Group:
    """One thing that was said.

    Attributes:
        text: As it stood in the query.
        clauses: Ways to say it; a record's score is their sum.
        is_required: Whether a record without it answers the query less (understood places and
            ages only add).
        needs: Ids of needs that mean the same; a record with one of them covers the group.
    """

    text: str
    clauses: tuple[Clause, ...]
    is_required: bool = True
    needs: frozenset[str] = field(default_factory=frozenset)


def word_clauses(
    token: Token, analyser: Analyser, language_weight: Mapping[Language, float]
) -> Iterator[Clause]:
    """Give the clauses of one word: its lemmas, the compounds inside it, all its parts together.

    Single parts alone are left out ("renkaanvaihto" must not find every "vaihto"), but for the
    first part before a head that says little ("alkoholiongelma").
    """
    for lang in LANGUAGES:
        share = language_weight.get(lang, OTHER_LANGUAGE.value)
        if not share:
            continue
        analysis = analyser.analyse(token.text, lang)
        for key, weight in analysis.keys:
            if weight > PART:
                origin: Origin = "word" if weight == LEMMA else "part"
                yield Clause((key,), lang, weight * share, origin)
        for parts in analysis.compounds:
            yield Clause(parts, lang, ALL_PARTS.value * share, "part")
            if len(parts) == 2 and parts[1] in analyser.lexicon.generic_heads:
                yield Clause(parts[:1], lang, PART * share, "part")


def is_empty(word: str, analyser: Analyser) -> bool:
    """Tell whether a word says nothing: in Finnish, or as a stop word of the other languages.

    "en" is Finnish for "I do not" and Swedish for "a": content in neither. "on" is a Finnish verb
    form and an English preposition. A word that is empty in Finnish is empty altogether, because
    most queries are Finnish; the others count when they are no Finnish word at all, or so short
    that Voikko only knows them as an abbreviation.
    """
    finnish = analyser.analyse(word, "fi")
    if not finnish.keys:
        return True
    if finnish.stop or word in analyser.lexicon.literal:
        return False
    others = [analyser.analyse(word, lang) for lang in _OTHERS]
    if all(other.keys for other in others):
        return False
    return len(word) <= _SHORT or not analyser.knows_finnish(word)
