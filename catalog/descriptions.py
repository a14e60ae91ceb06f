"""Whom a record's descriptive fields mean, as conditions (data/rules/meant_for.yaml).

A record names condition groups and life situations so that people find it. Here they get a meaning
for one person: which answers make somebody one of those. The criteria are of kind practice, so
they never exclude anybody. Used by `search.match.implied`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from catalog.condition_reader import Reader, Vocabulary
from catalog.conditions import Node, Note
from catalog.problems import Problem, did_you_mean, nearest_of
from catalog.yamlfile import YamlFile


@dataclass(frozen=True)
class Descriptions:
    """What descriptive fields mean.

    Attributes:
        needs_of: Need terms that tell of the same as an illness of a condition group.
        situations: The condition that makes a person one of those a life situation names; a
            situation that is not here only gives an example.
    """

    needs_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    situations: Mapping[str, Node] = field(default_factory=dict)


def load_descriptions(file: YamlFile, words: Vocabulary) -> tuple[Descriptions, list[Problem]]:
    """Read the meanings; every fault is returned."""
    raw = file.data if isinstance(file.data, dict) else {}
    problems: list[Problem] = []
    known = words.facts["needs"].value_ids
    needs_of: dict[str, tuple[str, ...]] = {}
    for group, needs in (raw.get("needs_of") or {}).items():
        needs_of[group] = tuple(needs)
        for need in needs:
            if need not in known:
                near = did_you_mean(nearest_of(need, known))
                what = f'there is no need "{need}".{near}'
                problems.append(file.fault(("needs_of", group), group, what, "Correct it."))
    situations: dict[str, Node] = {}
    for name, condition in (raw.get("situations") or {}).items():
        reader = Reader(words, file, name, reads_everything=True)
        tree = reader.read(condition, ("situations", name), Note(kind="practice"))
        problems += reader.problems
        if tree is not None:
            situations[name] = tree
    return Descriptions(needs_of, situations), problems
