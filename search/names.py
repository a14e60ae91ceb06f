"""Queries that are a name or a collected everyday phrase: all services, every language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import numpy as np

from catalog.model import Service, Tombstone
from catalog.text import LANGUAGES, Language
from search.analysis.analyser import Analyser
from search.analysis.tokens import plain, tokenise
from search.documents import other_names
from search.phrases import Word
from search.ranking import (
    COLLOQUIAL_INSIDE,
    EXACT_ALIAS,
    EXACT_COLLOQUIAL,
    EXACT_NAME,
    NAME_INSIDE,
    NEAR_NAME,
)

_plain = lru_cache(maxsize=100_000)(plain)  # counties call many services the same
_FEWEST = 2  # words of content in an everyday phrase that means its service when it is in a query


@dataclass(frozen=True, slots=True)
class Boosts:
    """What is added by document number, and which documents were called by a name of theirs."""

    added: Mapping[int, float]
    by_name: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Name:
    """A name or everyday phrase: words of content, what it adds when it is or is in a query.

    Counties call many services the same, so one name has several documents.
    """

    docs: list[int]
    words: int
    near: float
    inside: float
    is_name: bool


class Names:
    """Finds the services whose name a query is, or holds."""

    def __init__(
        self, services: Sequence[Service], analyser: Analyser, ended: Iterable[Tombstone] = ()
    ) -> None:
        self._weak = analyser.lexicon.weak
        self._exact: dict[str, dict[int, float]] = {}
        self._names: list[_Name] = []
        self._met: dict[tuple[Language, str, float, bool], int | None] = {}
        self._learned: dict[tuple[Language, str], list[int]] = {}
        for doc, service in enumerate(services):
            for lang, name in service.all_names():
                self._add(doc, name, cast("Language", lang), analyser)
            for lang, phrase in service.colloquial.items():
                self._add(doc, phrase, lang, analyser, is_name=False)
            self._learn_exact(doc, service)
        self._learn_ended({s.id: doc for doc, s in enumerate(services)}, ended, analyser)
        self._arrange()

    def _arrange(self) -> None:
        """Number the names by their length, so that those too long for a query are cut off."""
        words = np.array([name.words for name in self._names], np.int64)
        order = np.argsort(words, kind="stable")
        number = np.empty(len(order), np.int64)
        number[order] = np.arange(len(order))
        self._names = [self._names[old] for old in order.tolist()]
        self._words = words[order]
        self._by_form = {
            form: np.unique(number[numbers]) for form, numbers in self._learned.items()
        }
        self._learned.clear()
        self._met.clear()

    def _learn_ended(
        self, number: Mapping[str, int], ended: Iterable[Tombstone], analyser: Analyser
    ) -> None:
        """Let the name of what has ended lead to what replaced it, the first one best."""
        for stone in ended:
            texts = [*stone.name.items(), *stone.other_names.items()]
            heirs = [number[key] for key in stone.replaced_by if key in number]
            for place, doc in enumerate(heirs):
                boost = EXACT_ALIAS.value / (place + 1)
                for lang, text in texts:
                    self._add(doc, text, lang, analyser, share=1 / (place + 1))
                    self._exact.setdefault(plain(text), {}).setdefault(doc, boost)

    def _learn_exact(self, doc: int, service: Service) -> None:
        """Learn the exact wordings; a later kind is worth more and replaces an earlier one."""
        for texts, weight in (
            (service.colloquial.items(), EXACT_COLLOQUIAL),
            (other_names(service), EXACT_ALIAS),
            (service.name.items(), EXACT_NAME),
        ):
            for _, text in texts:
                self._exact.setdefault(_plain(text), {})[doc] = weight.value

    def _add(
        self, doc: int, name: str, lang: Language, analyser: Analyser,
        *, share: float = 1.0, is_name: bool = True,
    ) -> None:  # fmt: skip
        key = (lang, name, share, is_name)
        if key in self._met:
            known = self._met[key]
            if known is not None:
                self._names[known].docs.append(doc)
            return
        self._met[key] = None
        words = [analyser.analyse(token.text, lang).lemmas for token in tokenise(name)]
        told = [lemmas for lemmas in words if lemmas]
        if len(told) < (1 if is_name else _FEWEST):
            return
        near, inside = (
            (NEAR_NAME, NAME_INSIDE) if is_name else (COLLOQUIAL_INSIDE, COLLOQUIAL_INSIDE)
        )
        number = self._met[key] = len(self._names)
        self._names.append(
            _Name([doc], len(told), near.value * share, inside.value * share, is_name)
        )
        for lemmas in told:
            for lemma in lemmas:
                self._learned.setdefault((lang, lemma), []).append(number)

    def boosts(self, text: str, words: Sequence[Word]) -> Boosts:
        """Return what is added for each service whose name or phrase the query is or holds.

        Args:
            text: The query.
            words: Its words, as `phrases.read_words` prepares them.
        """
        found: dict[int, float] = {}
        by_name: set[int] = set()
        content = sum(not self._says_nothing(word) for word in words)
        for lang in LANGUAGES:
            for number in self._whole(words, lang):
                name = self._names[number]
                boost = name.near if name.words >= content else name.inside
                for doc in name.docs:
                    found[doc] = max(boost, found.get(doc, 0.0))
                if name.is_name:
                    by_name.update(name.docs)
        exact = self._exact.get(plain(text), {})
        by_name.update(doc for doc, boost in exact.items() if boost > EXACT_COLLOQUIAL.value)
        return Boosts(found | exact, frozenset(by_name))

    def _whole(self, words: Sequence[Word], lang: Language) -> list[int]:
        """Return the numbers of the names whose words are all among some words."""
        having = []  # for each word the names with it
        for word in words:
            forms = [self._by_form[lang, f] for f in word.forms[lang] if (lang, f) in self._by_form]
            if forms:
                having.append(forms[0] if len(forms) == 1 else np.unique(np.concatenate(forms)))
        if not having:
            return []
        too_long = np.searchsorted(self._words, len(having), side="right")
        short = [numbers[: np.searchsorted(numbers, too_long)] for numbers in having]
        numbers, counts = np.unique(np.concatenate(short), return_counts=True)
        whole: list[int] = numbers[counts >= self._words[numbers]].tolist()
        return whole

    def called(self, text: str) -> tuple[int, ...]:
        """Return the services that have these words, added by us, for a whole name."""
        found = self._exact.get(plain(text), {})
        return tuple(doc for doc, boost in found.items() if boost >= EXACT_ALIAS.value)

    def _says_nothing(self, word: Word) -> bool:
        return word.is_small or bool(word.forms["fi"] and word.forms["fi"] <= self._weak)
