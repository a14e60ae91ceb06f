"""Summaries with the words that matched marked, whatever their inflection.

Places and keys of the summaries' words are stored with the index, so marking analyses nothing.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from catalog.text import LANGUAGES, Language
from search.analysis.analyser import Analyser
from search.analysis.finnish import LEMMA
from search.analysis.tokens import tokenise

Parts = tuple[tuple[str, bool], ...]


def save(path: Path, summaries: Iterable[dict[Language, str]], analyser: Analyser) -> None:
    """Write the words of every summary: place, and keys as numbers (whole words first)."""
    keys: dict[str, int] = {}
    text_starts, spans, key_starts, numbers = [0], [], [0], []
    for summary in summaries:
        for lang in LANGUAGES:
            for token in tokenise(summary[lang]):
                found = analyser.analyse(token.text, lang).keys
                if not found:
                    continue
                spans.append((token.start, token.end))
                for key, weight in found:
                    number = keys.setdefault(f"{lang} {key}", len(keys) + 1)
                    numbers.append(number if weight == LEMMA else -number)
                key_starts.append(len(numbers))
            text_starts.append(len(spans))
    np.savez(
        path,
        keys=np.frombuffer("\n".join(keys).encode(), np.uint8),
        text_starts=np.array(text_starts, np.int64),
        spans=np.array(spans, np.int32).reshape(-1, 2),
        key_starts=np.array(key_starts, np.int64),
        numbers=np.array(numbers, np.int32),
    )


class Snippets:
    """Marks summaries; read-only after loading.

    Raises:
        OSError, ValueError, KeyError: The file is missing or damaged.
    """

    def __init__(self, path: Path) -> None:
        with np.load(path, allow_pickle=False) as stored:
            keys = stored["keys"].tobytes().decode().split("\n")
            self._numbers = {key: number for number, key in enumerate(keys, 1)}
            self._texts: list[int] = stored["text_starts"].tolist()
            self._spans = stored["spans"]
            self._key_starts = stored["key_starts"]
            self._keys = stored["numbers"]

    def asked(
        self, wanted: Iterable[tuple[Language, str]], heads: Iterable[tuple[Language, str]]
    ) -> frozenset[int]:
        """Return what `parts` looks for, once for all the summaries of an answer.

        Args:
            wanted: Keys the query asked for; a word with one of them anywhere is marked.
            heads: Keys that count only as the whole word (parts of a query's compound).
        """
        anywhere = self._known(wanted)
        return frozenset({*anywhere, *(-number for number in anywhere), *self._known(heads)})

    def _known(self, keys: Iterable[tuple[Language, str]]) -> set[int]:
        """Return the numbers of the keys that stand in any summary."""
        return {self._numbers.get(f"{lang} {key}", 0) for lang, key in keys} - {0}

    def parts(self, doc: int, lang: Language, text: str, asked: frozenset[int]) -> Parts:
        """Cut a summary into (text, is_marked) pieces.

        Args:
            doc: Document number.
            lang: The language `text` is in.
            text: The summary as it was when the index was built.
            asked: From `asked`.
        """
        if not asked:
            return ((text, False),) if text else ()
        at = doc * len(LANGUAGES) + LANGUAGES.index(lang)
        first, last = self._texts[at], self._texts[at + 1]
        starts = self._key_starts[first : last + 1].tolist()
        keys = self._keys[starts[0] : starts[-1]].tolist()
        met = [number for number, key in enumerate(keys, starts[0]) if key in asked]
        words = sorted({bisect_right(starts, number) - 1 + first for number in met})
        return cut(text, [tuple(self._spans[word].tolist()) for word in words])


def cut(text: str, spans: Sequence[tuple[int, int]]) -> Parts:
    """Cut a text at the given places, in order; the pieces joined give the text."""
    parts: list[tuple[str, bool]] = []
    at = 0
    for start, end in spans:
        if start > at:
            parts.append((text[at:start], False))
        parts.append((text[start:end], True))
        at = end
    if at < len(text):
        parts.append((text[at:], False))
    return tuple(parts)
