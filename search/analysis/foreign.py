"""Which Swedish and English words are right as they stand, so that nobody "repairs" them.

Voikko tells right Finnish words from slips; for the other two languages the word lists of
simplemma do (1.1 million forms). They take seconds and 120 MB as a dictionary, so the build
keeps only a hash of each word (4.5 MB) and the server never loads simplemma.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from simplemma.strategies.dictionaries import DefaultDictionaryFactory

Hashes = NDArray[np.uint32]
LISTS = ("sv", "en")


class ForeignWords:
    """The right words of Swedish and English. Read-only, so any number of threads may ask.

    Args:
        hashes: Rising; one for each word. One slip in 3,800 has the hash of a word by chance and
            is then left as it is.
    """

    def __init__(self, hashes: Hashes) -> None:
        self._hashes = hashes

    def knows(self, word: str) -> bool:
        """Tell whether a word in small letters is a right form in one of the languages."""
        if not len(self._hashes):
            return False
        wanted = np.uint32(crc32(word.encode()))
        at = int(np.searchsorted(self._hashes, wanted))
        return at < len(self._hashes) and bool(self._hashes[at] == wanted)


def of_words(words: Iterable[str]) -> ForeignWords:
    """Return the words of a list."""
    return ForeignWords(_hashed(words))


def save(path: Path) -> None:
    """Write the words of both languages for `load`; a process's first call takes 3 s."""
    np.save(path, _all_hashes())


def load(path: Path) -> ForeignWords:
    """Read what `save` wrote.

    Raises:
        OSError, ValueError: The file is missing or damaged.
    """
    return ForeignWords(np.load(path, mmap_mode="r", allow_pickle=False))


@cache
def _all_hashes() -> Hashes:
    factory = DefaultDictionaryFactory(cache_max_size=0)
    return _hashed(word for lang in LISTS for word in factory.get_dictionary(lang))


def _hashed(words: Iterable[str]) -> Hashes:
    return np.unique(np.fromiter((crc32(w.casefold().encode()) for w in words), np.uint32))
