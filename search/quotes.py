"""Words in quotation marks: a record must hold them one after another, in any inflection."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from catalog.catalogue import Catalogue
from catalog.model import Service
from catalog.text import Language
from search.analysis.analyser import Analyser
from search.analysis.tokens import tokenise
from search.documents import pieces_of

Mask = NDArray[np.bool_]
Forms = tuple[frozenset[str], ...]
_QUOTED = re.compile(r'["”“„»«]([^"”“„»«]{2,})["”“„»«]')
_MOST_READ = 300  # records read for a phrase, best first; reading one takes about 0.1 ms
_REMEMBERED = 2_000  # records whose words are kept; some megabytes


def spans(text: str) -> list[tuple[int, int]]:
    """Return where the quoted parts of a text begin and end, without the marks."""
    return [match.span(1) for match in _QUOTED.finditer(text)]


class Quotes:
    """Checks phrases against the texts of the records, which the index does not keep in order."""

    def __init__(
        self, services: Sequence[Service], catalogue: Catalogue, analyser: Analyser
    ) -> None:
        self._services = services
        self._catalogue = catalogue
        self._analyser = analyser
        self._read = lru_cache(maxsize=_REMEMBERED)(self._texts)

    def holding(self, text: str, docs: NDArray[np.int64]) -> Mask | None:
        """Return which records hold every quoted part of a query; None when nothing is quoted.

        Args:
            text: The query.
            docs: The records to read, best first; the rest is taken as not holding it.
        """
        phrases = [
            {lang: self._forms(text[start:end], lang) for lang in ("fi", "sv", "en")}
            for start, end in spans(text)
        ]
        if not phrases:
            return None
        mask = np.zeros(len(self._services), bool)
        for doc in docs[:_MOST_READ].tolist():
            mask[doc] = all(
                any(_holds(words, phrase[lang]) for lang, words in self._read(doc))
                for phrase in phrases
            )
        return mask

    def _texts(self, doc: int) -> tuple[tuple[Language, Forms], ...]:
        pieces = pieces_of(self._services[doc], self._catalogue).values()
        return tuple((lang, self._forms(text, lang)) for texts in pieces for text, lang, _ in texts)

    def _forms(self, text: str, lang: str) -> Forms:
        return tuple(self._each(text, "sv" if lang == "sv" else "en" if lang == "en" else "fi"))

    def _each(self, text: str, lang: Language) -> Iterator[frozenset[str]]:
        for token in tokenise(text):
            yield frozenset({token.text, *self._analyser.analyse(token.text, lang).words})


def _holds(words: Forms, phrase: Forms) -> bool:
    width = len(phrase)
    return width > 0 and any(
        all(forms & wanted for forms, wanted in zip(words[at : at + width], phrase, strict=True))
        for at in range(len(words) - width + 1)
    )
