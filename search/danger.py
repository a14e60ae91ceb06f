"""Words of acute danger in a query: suicide, violence, overdose, emergencies. Three languages.

Data: data/taxonomy/danger.yaml. Missing somebody in danger is worse than showing a number too
often, so light misspellings count and doubtful phrases are in; only plainly harmless phrases
("kuolen nauruun") are taken out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from rapidfuzz.distance import OSA

from catalog.catalogue import Catalogue
from catalog.model import UrgentHelp
from catalog.problems import CatalogueError, Problem
from catalog.text import LANGUAGES, Language, LocalizedList
from catalog.yamlfile import read_yaml
from search.analysis.analyser import Analyser
from search.analysis.tokens import fold, tokenise
from search.phrases import NEGATION, PhraseTable, Word
from search.query import is_empty

EMERGENCY_NUMBER = "112"
MOST_LINES = 5  # more numbers than this cost time to choose from
_HARMLESS = ""
_LONG_WORD = 6  # shorter words are one slip away from harmless ones ("kuolla", "kuulla")


@dataclass(frozen=True)
class DangerTable:
    """The file's content.

    Attributes:
        shows: Kind of danger found to the kinds of urgent help to show, most urgent first.
        phrases: Kind of danger to what people write.
        heads: Ends of compounds that mean the same in a phrase ("unilääke").
        inside: Words that mean the danger also as part of a longer word.
        harmless: Phrases with the same words that mean no danger.
    """

    shows: Mapping[str, tuple[str, ...]]
    phrases: Mapping[str, LocalizedList]
    inside: Mapping[str, str]
    harmless: LocalizedList
    heads: tuple[str, ...] = ()


def read_danger(path: Path) -> DangerTable:
    """Read the table.

    Raises:
        CatalogueError: The file is missing or has another form.
    """
    file = read_yaml(path)
    if file.problems:
        raise CatalogueError(file.problems)
    try:
        return TypeAdapter(DangerTable).validate_python(file.data)
    except ValidationError as error:
        faults = [
            Problem(path, file.line_of(tuple(e["loc"])), " › ".join(map(str, e["loc"])),
                    f"{e['msg']}.", "Follow the form of the lines around it.")
            for e in error.errors()
        ]  # fmt: skip
        raise CatalogueError(faults) from error


class DangerFinder:
    """Finds dangers in the words of a query and the help to show."""

    def __init__(self, table: DangerTable, analyser: Analyser) -> None:
        self._table = table
        self._analyser = analyser
        phrases: list[tuple[str, Language, tuple[str, Language]]] = [
            (text, lang, (danger, lang))
            for danger, texts in table.phrases.items() for lang, text in texts.items()
        ]  # fmt: skip
        phrases += [(text, lang, (_HARMLESS, lang)) for lang, text in table.harmless.items()]
        self._phrases = PhraseTable(phrases, analyser, keep_small=True)
        self._vocabulary: dict[str, Language] = {
            token.text: lang for text, lang, _ in phrases for token in tokenise(text)
        }
        self._by_fold = {fold(word): word for word in self._vocabulary}

    def find(self, tokens: Sequence[str]) -> tuple[str, ...]:
        """Return the kinds of danger in the words (normal form), in the table's order."""
        dangers, _ = self._read(tokens)
        return tuple(danger for danger in self._table.shows if danger in dangers)

    def _read(self, tokens: Sequence[str]) -> tuple[set[str], set[Language]]:
        """Return the dangers found and the languages they were told in."""
        words = [self._word(token) for token in tokens]
        found = self._phrases.find(words, lambda word: word.is_small)
        harmless = {n for each in found if each.value[0] == _HARMLESS for n in each.words}
        told = [each.value for each in found
                if each.value[0] != _HARMLESS and not harmless & set(each.words)]  # fmt: skip
        dangers, langs = {danger for danger, _ in told}, {lang for _, lang in told}
        for number, token in enumerate(tokens):
            if number not in harmless:
                dangers |= self._inside(token)
        return dangers, langs

    def help_for(
        self, tokens: Sequence[str], catalogue: Catalogue, lang: Language
    ) -> tuple[str, ...]:
        """Return the ids of the help to show, at most five; empty when there is no danger.

        Only lines for a danger that was found: the emergency number first, then those that answer
        in the query's language, each in the order of their file. Lines in other languages only
        stand when none answers in this one.
        """
        dangers, langs = self._read(tokens)
        found = [danger for danger in self._table.shows if danger in dangers]
        if not found:
            return ()
        spoken = lang if lang in langs or not langs else min(langs)
        kinds = {kind for danger in found for kind in self._table.shows[danger]}
        lines = [line for line in catalogue.urgent_help if kinds & set(line.dangers)]
        fitting = [line for line in lines if {lang, spoken} & set(line.languages)] or lines
        emergency = min(
            (line for line in fitting if line.phone == EMERGENCY_NUMBER),
            key=lambda line: line.order, default=None,
        )  # fmt: skip

        def urgency(line: UrgentHelp) -> tuple[bool, bool, int, str]:
            # A line that names this language first was made for its speakers ("Kristelefonen").
            return line is not emergency, line.languages[0] != spoken, line.order, line.id

        return tuple(line.id for line in sorted(fitting, key=urgency)[:MOST_LINES])

    def _inside(self, token: str) -> set[str]:
        keys = [key for key, _ in self._analyser.analyse(token, "fi").keys]
        return {self._table.inside[key] for key in keys if key in self._table.inside}

    def _word(self, token: str) -> Word:
        """Read a word, also as the word of danger it was probably meant to be."""
        analyses = {lang: self._analyser.analyse(token, lang) for lang in LANGUAGES}
        forms = {lang: frozenset(found.words) for lang, found in analyses.items()}
        small = is_empty(token, self._analyser) and NEGATION not in forms["fi"]
        ends = {parts[-1] for parts in analyses["fi"].compounds}
        forms["fi"] |= ends & set(self._table.heads)
        meant = self._meant(token)
        if meant:
            lang = self._vocabulary[meant]
            forms[lang] |= frozenset(self._analyser.analyse(meant, lang).words)
        return Word(forms, small)

    def _meant(self, token: str) -> str | None:
        if token in self._vocabulary:
            return None
        unaccented = self._by_fold.get(token)
        if unaccented or len(token) < _LONG_WORD or self._analyser.knows_finnish(token):
            return unaccented
        long = (word for word in self._vocabulary if len(word) >= _LONG_WORD)
        near = (word for word in long if OSA.distance(token, word, score_cutoff=1) <= 1)
        return next(near, None)
