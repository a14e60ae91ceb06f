"""The domain lexicon: words Voikko reads wrongly or not at all, and words that say nothing.

Data: data/taxonomy/lexicon.yaml, explained there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from catalog.problems import CatalogueError, Problem
from catalog.yamlfile import read_yaml

Words = tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """What is decided before Voikko is asked.

    Attributes:
        literal: Words that are themselves and nothing else (abbreviations such as "tules").
        lemma: Word form to its one right dictionary form.
        split: Dictionary form to compound parts that Voikko does not see.
        no_split: Dictionary forms whose parts mislead ("hyvin" + "vointi").
        prefer: Dictionary forms that win over rarer homonyms ("nuori" over "nuora").
        not_places: Municipality names that are common words in a query.
        generic_heads: Last parts of compounds whose first part alone means nearly the same.
        ask_help: Words by which somebody asks for help rather than money.
        ask_money: Words by which somebody asks for money.
        weak: Words of asking, by dictionary form (sv, en: as written); no record need hold them.
        theme: Words of what the whole catalogue is about; they count fully only when alone.
        stop: Words without content, by language; Finnish ones by dictionary form.
    """

    literal: frozenset[str] = frozenset()
    lemma: Mapping[str, str] = field(default_factory=dict)
    split: Mapping[str, Words] = field(default_factory=dict)
    no_split: frozenset[str] = frozenset()
    prefer: frozenset[str] = frozenset()
    not_places: frozenset[str] = frozenset()
    generic_heads: frozenset[str] = frozenset()
    ask_help: frozenset[str] = frozenset()
    ask_money: frozenset[str] = frozenset()
    weak: frozenset[str] = frozenset()
    theme: frozenset[str] = frozenset()
    stop: Mapping[str, frozenset[str]] = field(default_factory=dict)


def load_lexicon(path: Path) -> Lexicon:
    """Read the lexicon.

    Raises:
        CatalogueError: The file is missing or not in the form the file itself explains.
    """
    file = read_yaml(path)
    if file.problems:
        raise CatalogueError(file.problems)
    try:
        return TypeAdapter(Lexicon).validate_python(file.data)
    except ValidationError as error:
        faults = [
            Problem(path, file.line_of(tuple(e["loc"])), " › ".join(map(str, e["loc"])),
                    f"{e['msg']}.", "Follow the form of the lines around it.")
            for e in error.errors()
        ]  # fmt: skip
        raise CatalogueError(faults) from error
