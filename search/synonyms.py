"""Everyday, Swedish and English words to the words the catalogue uses; only at query time.

Data: data/taxonomy/synonyms.yaml, explained there. A change needs no new index in principle; it
gets one all the same, because the data version names every file.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from catalog.problems import CatalogueError, Problem
from catalog.text import Language, LocalizedList
from catalog.yamlfile import YamlFile, as_list, read_yaml
from search.analysis.analyser import Analyser
from search.analysis.tokens import tokenise
from search.phrases import PhraseTable
from search.query import Clause
from search.ranking import LATER_SYNONYM, MEANING, SYNONYM
from search.schema import FACT_PREFIX

MAX_TARGETS = 4  # more would drown the visitor's own word (reference/search.md §4)


@dataclass(frozen=True)
class SynonymEntry:
    """What people say, the Finnish words or phrases to look for beside it, and what it means.

    `means` holds ids of needs, condition groups and life situations.
    """

    say: LocalizedList
    find: tuple[str, ...]
    means: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """One word or phrase to look for beside the visitor's own.

    `clauses` are ready. `fact` is the id of a need, condition group or life situation that the
    words mean; such a target has no label.
    """

    label: str
    clauses: tuple[Clause, ...]
    fact: str = ""


Targets = tuple[Target, ...]


def read_synonyms(path: Path, meanings: frozenset[str] | None = None) -> list[SynonymEntry]:
    """Read the table.

    Args:
        path: The file.
        meanings: Every id that may stand under `means`; None to let all through.

    Raises:
        CatalogueError: With every fault: wrong form, no or too many targets, words told twice.
    """
    file = read_yaml(path)
    adapter = TypeAdapter(SynonymEntry)
    problems, entries = list(file.problems), []
    lines: dict[tuple[Language, str], int] = {}
    for index, raw in as_list(file.data):
        try:
            entry = adapter.validate_python(raw)
        except ValidationError as error:
            what = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
            problems.append(file.fault((index,), f"entry {index + 1}", f"{what}.",
                                       "Give say, with words by language, and find."))  # fmt: skip
            continue
        problems += _faults(entry, index, file, lines)
        if meanings is not None:
            problems += [
                file.fault((index, "means"), str(entry.means), f'nothing is called "{each}".',
                           "Give ids of needs, condition groups, life situations or facts.")
                for each in entry.means if each not in meanings
            ]  # fmt: skip
        entries.append(entry)
    if problems:
        raise CatalogueError(problems)
    return entries


def _faults(
    entry: SynonymEntry, index: int, file: YamlFile, lines: dict[tuple[Language, str], int]
) -> Iterator[Problem]:
    line = file.line_of((index,))
    where = next((text for _, text in entry.say.items()), f"entry {index + 1}")
    if not entry.say:
        yield file.fault((index,), where, "nobody says it.", "Add words under say.")
    if not 1 <= len(entry.find) <= MAX_TARGETS:
        yield file.fault((index,), where, f"{len(entry.find)} words to find.",
                         f"Give one to {MAX_TARGETS}, the best first.")  # fmt: skip
    for lang, text in entry.say.items():
        first = lines.setdefault((lang, text.lower()), line)
        if first != line:
            yield file.fault((index, "say"), where, f'"{text}" already stands on line {first}.',
                             "Put its words into one entry.")  # fmt: skip


def build_table(entries: list[SynonymEntry], analyser: Analyser) -> PhraseTable[Targets]:
    """Prepare the table for queries."""
    ready = [(entry, _targets(entry, analyser)) for entry in entries]
    phrases = [
        (text, lang, targets) for entry, targets in ready for lang, text in entry.say.items()
    ]
    return PhraseTable(phrases, analyser)


def _targets(entry: SynonymEntry, analyser: Analyser) -> Targets:
    """Prepare the words, the best first and worth most, and the meanings of an entry."""
    words = [
        _target(text, analyser, SYNONYM.value * LATER_SYNONYM.value**place)
        for place, text in enumerate(entry.find)
    ]
    told = [each for each in words if all(clause.keys for clause in each.clauses)]  # no stop words
    return (*told, *(fact_target(fact) for fact in entry.means))


def fact_target(fact: str) -> Target:
    """Return the target of a need, condition group or life situation by its id."""
    return Target("", (Clause((FACT_PREFIX + fact,), "fi", MEANING.value, "part"),), fact)


def entry_words(entries: list[SynonymEntry]) -> Iterator[str]:
    """Give every word of the left side, for spelling repairs."""
    return words_of(text for entry in entries for _, text in entry.say.items())


def words_of(texts: Iterable[str]) -> Iterator[str]:
    """Give every word of some phrases."""
    return (token.text for text in texts for token in tokenise(text))


def _target(text: str, analyser: Analyser, weight: float) -> Target:
    words = [analyser.analyse(token.text, "fi") for token in tokenise(text)]
    lemmas = [word.lemmas for word in words if word.lemmas]
    if len(lemmas) == 1:
        clauses = tuple(Clause((key,), "fi", weight, "synonym") for key in lemmas[0])
    else:
        keys = tuple(each[0] for each in lemmas)
        # The scores of the words add up, so that a phrase weighs no more than one word.
        clauses = (Clause(keys, "fi", weight / max(len(keys), 1), "synonym"),)
    return Target(text, clauses)
