"""The tables a search needs beside the index: analyser, synonyms, dangers, words of needs."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from catalog.catalogue import Catalogue
from catalog.text import LANGUAGES, Language
from search.analysis.analyser import Analyser, load_analyser
from search.analysis.finnish import Analysis
from search.danger import DangerFinder, read_danger
from search.meanings import known_meanings
from search.names import Names
from search.phrases import PhraseTable
from search.synonyms import Targets, build_table, entry_words, read_synonyms, words_of

DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True)
class Resources:
    """Everything that was read from data/taxonomy and analysed."""

    analyser: Analyser
    synonyms: PhraseTable[Targets]
    entry_words: tuple[str, ...]
    needs: PhraseTable[str]
    dangers: DangerFinder


def load_resources(catalogue: Catalogue, data: Path, words: Path | None = None) -> Resources:
    """Read the tables of `data`.

    Args:
        catalogue: For the needs and their phrases.
        data: The data folder.
        words: Words remembered by the build, so that Voikko need not be asked; None for a build.

    Raises:
        CatalogueError: A table has faults.
        OSError, ValueError: `words` is damaged.
    """
    analyser = load_analyser(data)
    if words:
        analyser.remember(load_words(words))
    entries = read_synonyms(data / "taxonomy" / "synonyms.yaml", known_meanings(catalogue))
    needs = list(_need_phrases(catalogue))
    return Resources(
        analyser,
        build_table(entries, analyser),
        (*entry_words(entries), *words_of(text for text, _, _ in needs)),
        PhraseTable(needs, analyser),
        DangerFinder(read_danger(data / "taxonomy" / "danger.yaml"), analyser),
    )


def analyse_names(catalogue: Catalogue, analyser: Analyser) -> None:
    """Let the analyser meet every word it will meet at open, so that the build remembers them."""
    Names(list(catalogue.services.values()), analyser, catalogue.tombstones.values())


def _need_phrases(catalogue: Catalogue) -> Iterator[tuple[str, Language, str]]:
    for need in catalogue.taxonomy.needs.values():
        for lang, label in (*need.label.items(), *need.phrases.items()):
            yield label, lang, need.id


def save_words(path: Path, analyser: Analyser) -> None:
    """Write every word the analyser has met, with its keys."""
    words = {
        lang: {word: [found.keys, found.compounds, found.stop] for word, found in known.items()}
        for lang, known in analyser.remembered().items()
    }
    path.write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")


def load_words(path: Path) -> dict[Language, dict[str, Analysis]]:
    """Read what `save_words` wrote.

    Raises:
        OSError, ValueError: The file is missing or damaged.
    """
    stored = json.loads(path.read_text(encoding="utf-8"))
    return {
        lang: {
            word: Analysis(
                tuple((key, weight) for key, weight in keys),
                tuple(tuple(parts) for parts in compounds),
                tuple(stop),
            )
            for word, (keys, compounds, stop) in stored[lang].items()
        }
        for lang in LANGUAGES
    }
