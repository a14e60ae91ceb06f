"""The primary duty order as data: which organiser is to be checked before which services.

Read from data/rules/duty.yaml, where the form is explained. Judging a person by it is in
`search.match.duty`. A new rule is a new entry in the file, never new code.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as plain_field
from typing import Any

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass as checked_dataclass

from catalog.condition_reader import Reader, Vocabulary
from catalog.conditions import Node, Note
from catalog.model import Branch, Evidence, Service
from catalog.params import Citation
from catalog.problems import Problem, did_you_mean, nearest_of
from catalog.records import build
from catalog.text import LocalizedText
from catalog.yamlfile import YamlFile, as_list

STRICT = ConfigDict(extra="forbid", arbitrary_types_allowed=True)


@checked_dataclass(frozen=True, config=STRICT)
class FirstOrganiser:
    """Who comes first, and how to name it inside a sentence."""

    label: LocalizedText
    roles: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


@checked_dataclass(frozen=True, config=STRICT)
class Before:
    """The services that come after: of these organisers and branches, or by id; empty is none."""

    organisers: tuple[str, ...] = ()
    branches: tuple[Branch, ...] = ()
    services: tuple[str, ...] = ()

    def covers(self, service: Service) -> bool:
        """Tell whether a service comes after."""
        if service.id in self.services:
            return True
        in_branch = not self.branches or service.branch in self.branches
        return in_branch and str(service.organiser) in self.organisers


@checked_dataclass(frozen=True, config=STRICT)
class DutyRule:
    """One rule of the duty order; `condition` is the parsed tree of `if`."""

    id: str
    organiser: FirstOrganiser
    reason: LocalizedText
    evidence: Evidence
    source: Citation
    before: Before = Before()
    lifts: Mapping[str, tuple[str, ...]] = plain_field(default_factory=dict)
    if_refused: LocalizedText | None = None
    checked: str | None = None
    condition: Any = None


@checked_dataclass(frozen=True, config=STRICT)
class DutyTexts:
    """The sentence of a note, with {organiser} and {reason} to be filled in."""

    certain: LocalizedText
    possible: LocalizedText


NO_TEXTS = DutyTexts(LocalizedText(), LocalizedText())


@dataclass(frozen=True)
class DutyOrder:
    """All rules in file order with the sentences they are told in."""

    rules: tuple[DutyRule, ...] = ()
    texts: DutyTexts = NO_TEXTS

    def rules_for(self, service: Service) -> tuple[DutyRule, ...]:
        """Return the rules that put somebody before this service, exceptions taken out."""
        lifted = {
            rule_id
            for rule in self.rules
            for rule_id, services in rule.lifts.items()
            if service.id in services
        }
        return tuple(r for r in self.rules if r.id not in lifted and r.before.covers(service))


def load_duty(file: YamlFile, words: Vocabulary) -> tuple[DutyOrder, list[Problem]]:
    """Build the duty order; faults of form go to `file.problems`, those of meaning are returned."""
    raw = file.data if isinstance(file.data, dict) else {}
    problems: list[Problem] = []
    rules: list[DutyRule] = []
    for i, entry in as_list(raw.get("rules")):
        if not isinstance(entry, dict):
            continue
        name = str(entry.get("id", f"rule {i + 1}"))
        reader = Reader(words, file, name, reads_everything=True)
        condition = reader.read(entry.get("if"), ("rules", i, "if"), Note())
        problems += reader.problems
        form = {key: value for key, value in entry.items() if key != "if"}
        rule = build(DutyRule, form, file, ("rules", i), name)
        if rule is not None:
            rules.append(replace(rule, condition=condition))
    texts = build(DutyTexts, raw.get("texts", {}), file, ("texts",), "texts")
    order = DutyOrder(tuple(rules), texts or NO_TEXTS)
    for what in _faults(order):
        problems.append(file.fault(("rules",), "duty", what, "Correct the rules named."))
    return order, problems


def _faults(order: DutyOrder) -> Iterator[str]:
    ids = [rule.id for rule in order.rules]
    for rule in order.rules:
        for other in rule.lifts:
            if other not in ids:
                near = did_you_mean(nearest_of(other, ids))
                yield f'rule {rule.id} lifts "{other}", which is no rule.{near}'
    circle = _circle(order)
    if circle:
        yield f"the order goes round in a circle: {' → '.join(circle)}."


def _circle(order: DutyOrder) -> list[str]:
    after: dict[str, set[str]] = {}
    for rule in order.rules:
        for first in (*rule.organiser.roles, *rule.organiser.ids):
            after.setdefault(first, set()).update(rule.before.organisers)
    for start in sorted(after):
        path = _path_back(start, start, after, ())
        if path:
            return [start, *path]
    return []


def _path_back(
    at: str, goal: str, after: Mapping[str, set[str]], seen: tuple[str, ...]
) -> list[str]:
    for name in sorted(after.get(at, ())):
        if name == goal:
            return [name]
        if name not in seen:
            rest = _path_back(name, goal, after, (*seen, name))
            if rest:
                return [name, *rest]
    return []


def condition_of(rule: DutyRule) -> Node:
    """Return the parsed condition of a rule (present whenever the catalogue has no faults)."""
    node: Node = rule.condition
    return node
