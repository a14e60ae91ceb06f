"""Municipalities named in words: any case ending, Finnish and Swedish names."""

import re
from collections.abc import Callable

from catalog.areas import Areas, Municipality
from catalog.catalogue import Catalogue
from catalog.problems import UnknownValue
from search.analysis.morphology import load_morphology
from search.analysis.tokens import fold, normalise_word

Lemmas = Callable[[str], tuple[str, ...]]
# Case endings of place names that Voikko does not know (Lemlandissa, Pedersöressä).
_ENDING = re.compile(r"(i?ss[aä]|i?st[aä]|(i|h|e)?[aeiouyäöå]n|i?ll[aä]|i?lt[aä]|i?lle|in|n|s)$")
_SHORTEST_STEM = 3
# Ends of names whose stem changes ("Seinäjoella", "Riihimäellä", "Lahdessa"); needed only for words
# without dots, which Voikko does not read.
_STEM_CHANGES = (
    ("joki", "joe"), ("mäki", "mäe"), ("järvi", "järve"), ("lahti", "lahde"), ("niemi", "nieme"),
    ("koski", "koske"), ("salmi", "salme"), ("saari", "saare"), ("vesi", "vede"),
    ("lampi", "lamme"), ("ranta", "ranna"), ("kangas", "kankaa"), ("kunta", "kunna"),
    ("virta", "virra"), ("nurmi", "nurme"),
)  # fmt: skip


class Places:
    """Finds the municipality a word means.

    Args:
        areas: The municipalities.
        lemmas: Gives the dictionary forms of a word, to read inflected names.
        not_places: Names that are ordinary words in dictionary form.
    """

    def __init__(
        self, areas: Areas, lemmas: Lemmas, not_places: frozenset[str] = frozenset()
    ) -> None:
        self._lemmas = lemmas
        self._not_places = not_places
        self._by_name: dict[str, Municipality] = {}
        self._by_fold: dict[str, Municipality] = {}
        for municipality in areas.municipalities.values():
            for name in (text for _, text in municipality.name.items()):
                for each in {name.lower(), name.lower().removesuffix(" kunta")}:
                    self._by_name.setdefault(each, municipality)
                    self._by_fold.setdefault(fold(each), municipality)
                    for end, stem in _STEM_CHANGES:
                        if each.endswith(end):
                            changed = fold(each.removesuffix(end) + stem)
                            self._by_fold.setdefault(changed, municipality)

    def find(self, word: str) -> Municipality | None:
        """Return the municipality a word in normal form names, or None.

        A name that is also an ordinary word counts only when it is inflected.
        """
        if word in self._by_name:
            return None if word in self._not_places else self._by_name[word]
        if len(word) < _SHORTEST_STEM:
            return None
        for lemma in self._lemmas(word):
            if lemma in self._by_name:
                return self._by_name[lemma]
        return self._by_stem(word)

    def _by_stem(self, word: str) -> Municipality | None:
        match = _ENDING.search(word)
        stem = word[: match.start()] if match else word
        if len(stem) < _SHORTEST_STEM + 1:
            return None
        for form in (stem, stem + (match.group()[0] if match else "")):
            if form in self._by_name and form not in self._not_places:
                return self._by_name[form]
        # "Jyvaskylassa": without diacritics only names that are long enough not to be other words
        endings = ("", match.group()[0]) if match else ("",)
        forms = (fold(stem + end) for end in endings)
        known = (self._by_fold[form] for form in forms if form in self._by_fold)
        folded = next(known, None) if len(stem) > _SHORTEST_STEM + 1 else None
        is_unread = word in self._lemmas(word) or not self._lemmas(word)
        return folded if folded and is_unread else None


def municipality_code(value: str, catalogue: Catalogue) -> str:
    """Return the code for a municipality's code or name, also an inflected name ("Kuopioon").

    Raises:
        UnknownValue: There is none; `nearest` holds the name closest in spelling.
    """
    try:
        return catalogue.areas.municipality(value).code
    except UnknownValue:
        morphology = load_morphology()

        def lemmas(word: str) -> tuple[str, ...]:
            return tuple(reading.lemma for reading in morphology.readings(word))

        found = Places(catalogue.areas, lemmas).find(normalise_word(value.strip()))
        if found is None:
            raise
        return found.code
