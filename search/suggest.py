"""Completions for the search box: services by all names, needs, organisers, municipalities."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from catalog.catalogue import Catalogue
from catalog.model import Service
from catalog.text import Language
from search.analysis.tokens import plain
from search.results import Suggestion

_KINDS = ("service", "need", "organiser", "municipality")
_MOST_LOOKED_AT = 400  # a prefix of one letter has thousands; these are enough to choose from
_END = "\U0010ffff"


class _Entry(NamedTuple):
    start: str  # folded text from some word of it on
    is_inner: bool  # starts at a later word
    kind: int
    length: int
    lang: str
    text: str
    id: str


class Suggester:
    """Completes by the beginning of any word, without regard to diacritics."""

    def __init__(self, services: Sequence[Service], catalogue: Catalogue) -> None:
        self._entries = sorted(set(self._all(services, catalogue)))
        self._starts = [entry.start for entry in self._entries]

    @staticmethod
    def _all(services: Sequence[Service], catalogue: Catalogue) -> Iterator[_Entry]:
        for service in services:
            for lang, name in service.all_names():
                yield from _entries(name, lang, 0, service.id)
        for need in catalogue.taxonomy.needs.values():
            for lang, label in need.label.items():
                yield from _entries(label, lang, 1, need.id)
        for body in catalogue.organizations.values():
            for lang, name in (*body.name.items(), *body.other_names.items()):
                yield from _entries(name, lang, 2, body.id)
        for place in catalogue.areas.municipalities.values():
            for lang, name in place.name.items():
                yield from _entries(name, lang, 3, place.code)

    def complete(self, text: str, lang: Language, limit: int) -> tuple[Suggestion, ...]:
        """Return completions: beginnings before inner words, services first, short before long."""
        prefix = plain(text)
        if not prefix or limit < 1:
            return ()
        first = bisect_left(self._starts, prefix)
        last = bisect_left(self._starts, prefix + _END)
        near = self._entries[first : min(last, first + _MOST_LOOKED_AT)]
        near.sort(key=lambda e: (e.is_inner, e.lang != lang, e.kind, e.length, e.text))
        found: dict[tuple[int, str], Suggestion] = {}
        for entry in near:
            suggestion = Suggestion(entry.text, _KINDS[entry.kind], entry.id)
            found.setdefault((entry.kind, entry.id), suggestion)
        return tuple(found.values())[:limit]


def _entries(text: str, lang: str, kind: int, identifier: str) -> Iterator[_Entry]:
    words = plain(text).split()
    for at in range(len(words)):
        start = " ".join(words[at:])
        yield _Entry(start, at > 0, kind, len(text), lang, text, identifier)
