"""The one entrance to text analysis: word and language to keys, remembered.

The same object serves the build and the queries. Words met during a build are kept with the index
(`remembered`), so that a server that opens it knows them without asking Voikko.
"""

import threading
from collections.abc import Mapping
from pathlib import Path

import snowballstemmer

from catalog.text import Language
from search.analysis.finnish import LEMMA, STEM_MARK, Analysis, FinnishChain
from search.analysis.lexicon import Lexicon, load_lexicon
from search.analysis.morphology import Morphology, installed_version, load_morphology
from search.analysis.tokens import tokenise

# Raise it with every change of keys, weights or files of a generation: older ones are then rebuilt.
ANALYSIS_VERSION = 5
_STEMMERS: Mapping[str, str] = {"sv": "swedish", "en": "english"}
# About 40 MB when full; a query log never has so many different words in one process's life.
_CACHE_WORDS = 200_000


class Analyser:
    """Words to keys for Finnish (Voikko chain), Swedish and English (Snowball with stop words).

    Attributes:
        name: Which Finnish analyser, with versions, as the index manifest records it.
        analysis_version: Version of our own rules.
    """

    def __init__(self, morphology: Morphology, lexicon: Lexicon) -> None:
        self.analysis_version = ANALYSIS_VERSION
        self.lexicon = lexicon
        self.morphology = morphology
        snowball = installed_version("snowballstemmer")
        self.name = f"{morphology.name} {morphology.version}, snowball {snowball}"
        self._finnish = FinnishChain(morphology, lexicon)
        self._stemmers = {lang: snowballstemmer.stemmer(n) for lang, n in _STEMMERS.items()}
        self._known: dict[Language, dict[str, Analysis]] = {"fi": {}, "sv": {}, "en": {}}
        self._lock = threading.Lock()

    def analyse(self, word: str, lang: Language) -> Analysis:
        """Return the keys of a word in normal form (see `tokens.normalise_word`).

        A stop word has no keys. A new Finnish word costs about 0.4 ms with pyvoikko, a known one
        nothing. Safe to call from several threads.
        """
        known = self._known[lang]
        found = known.get(word)
        if found is not None:
            return found
        with self._lock:
            found = self._finnish.analyse(word) if lang == "fi" else self._stemmed(word, lang)
            if len(known) >= _CACHE_WORDS:
                known.clear()
            known[word] = found
        return found

    def knows_finnish(self, word: str) -> bool:
        """Tell whether Voikko reads the word; it also reads many slips of the pen."""
        return self._finnish.knows(word)

    def is_plain_finnish(self, word: str) -> bool:
        """Tell whether Voikko reads the word as one word, not as a chance compound."""
        found = self.analyse(word, "fi")
        return (
            bool(found.lemmas)
            and not found.compounds
            and not any(key.startswith(STEM_MARK) for key, _ in found.keys)
        )

    def lemmas(self, text: str, lang: Language) -> tuple[tuple[str, ...], ...]:
        """Return the whole-word keys of every content word of a text, in order."""
        found = (self.analyse(token.text, lang).lemmas for token in tokenise(text))
        return tuple(lemmas for lemmas in found if lemmas)

    def remember(self, words: Mapping[Language, Mapping[str, Analysis]]) -> None:
        """Take over words analysed earlier by the same analyser and lexicon."""
        for lang, analyses in words.items():
            self._known[lang].update(analyses)

    def remembered(self) -> Mapping[Language, Mapping[str, Analysis]]:
        """Return every word analysed so far, by language."""
        return self._known

    def warm(self) -> None:
        """Load the dictionary now rather than at the first unknown word (about a second)."""
        self._finnish.knows("kuntoutus")

    def _stemmed(self, word: str, lang: Language) -> Analysis:
        pieces = [piece for piece in word.replace(":", "-").split("-") if piece]
        stop = self.lexicon.stop.get(lang, frozenset())
        stems = [self._stemmers[lang].stemWord(p) for p in pieces if p not in stop]
        return Analysis(
            tuple((stem, LEMMA) for stem in dict.fromkeys(stems)),
            stop=tuple(piece for piece in pieces if piece in stop),
        )


def load_analyser(data: Path) -> Analyser:
    """Return the analyser with the lexicon of the data folder.

    Raises:
        CatalogueError: The lexicon cannot be read.
    """
    return Analyser(load_morphology(), load_lexicon(data / "taxonomy" / "lexicon.yaml"))
