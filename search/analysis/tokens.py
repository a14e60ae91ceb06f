"""Characters to words: normal form, word boundaries with their place in the text, folding.

Nothing here knows a language. Offsets always refer to the text as it was given, so that a snippet
can mark the word where it stands.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_SOFT_HYPHEN = "\u00ad"
# A word may hold inner hyphens, colons (AVH:n) and apostrophes, and combining marks (decomposed ä).
_LETTER = r"(?:[^\W_][\u0300-\u036f]*)"
_WORD = re.compile(rf"{_LETTER}+(?:[-:'’{_HYPHENS}{_SOFT_HYPHEN}]+{_LETTER}+)*")
_TO_HYPHEN = str.maketrans({**dict.fromkeys(_HYPHENS, "-"), _SOFT_HYPHEN: None, "’": "'", "´": "'"})
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff]+")
_MAX_WORD = 60  # longer "words" are pasted addresses or noise; Voikko's cost grows with length


class Token(NamedTuple):
    """A word in normal form and where it stands in the given text."""

    text: str
    start: int
    end: int


def normalise_word(word: str) -> str:
    """Return a word in NFKC, lower case, with plain hyphens and without soft hyphens."""
    return unicodedata.normalize("NFKC", word.translate(_TO_HYPHEN)).lower()


def normalise_text(text: str) -> str:
    """Return a query in NFKC, without control characters and with single spaces."""
    cleaned = _CONTROL.sub(" ", unicodedata.normalize("NFKC", text))
    return " ".join(cleaned.split())


def tokenise(text: str) -> Iterator[Token]:
    """Give the words of a text in order; words longer than 60 characters are left out."""
    for match in _WORD.finditer(text):
        if match.end() - match.start() <= _MAX_WORD:
            word = normalise_word(match.group())
            if word:
                yield Token(word, match.start(), match.end())


def fold(word: str) -> str:
    """Return the word without diacritics: "työtön" becomes "tyoton"."""
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("ø", "o")


def plain(text: str) -> str:
    """Return a text as compared for sameness of names: words folded, one space between."""
    return " ".join(fold(token.text) for token in tokenise(text))
