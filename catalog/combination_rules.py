"""Which services cannot be had together, and which comes before which when both are chosen.

Read from data/rules/combination.yaml, where the form is explained. Used when services are combined
(`search.match.combine`); nothing here hides a service or changes its state.
"""

from collections.abc import Collection
from dataclasses import dataclass

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass as checked_dataclass

from catalog.model import Evidence
from catalog.params import Citation
from catalog.records import build_records
from catalog.text import LocalizedText
from catalog.yamlfile import YamlFile

STRICT = ConfigDict(extra="forbid")


@checked_dataclass(frozen=True, config=STRICT)
class CombinationRule:
    """One rule: either `one_of` (at most one at a time) or `first` and `then` (an order).

    Attributes:
        say: The rule as one plain sentence for the person.
    """

    id: str
    say: LocalizedText
    source: Citation
    evidence: Evidence
    one_of: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    checked: str | None = None

    def __post_init__(self) -> None:
        if bool(self.one_of) == bool(self.first and self.then):
            raise ValueError("give either one_of, or both first and then")


@dataclass(frozen=True)
class CombinationRules:
    """All rules in file order."""

    rules: tuple[CombinationRule, ...] = ()

    def not_with(self, service: str) -> frozenset[str]:
        """Return the services that cannot be had at the same time as this one."""
        found = {other for rule in self.rules if service in rule.one_of for other in rule.one_of}
        return frozenset(found - {service})

    def before(self, service: str) -> frozenset[str]:
        """Return the services that come before this one when both are chosen."""
        found = {first for rule in self.rules if service in rule.then for first in rule.first}
        return frozenset(found)

    def between(self, services: Collection[str]) -> tuple[CombinationRule, ...]:
        """Return the rules that bind at least two of some services, for telling them in words."""
        chosen = set(services)
        return tuple(
            rule
            for rule in self.rules
            if len(chosen & set(rule.one_of)) > 1
            or (chosen & set(rule.first) and chosen & set(rule.then))
        )


def load_combination(file: YamlFile) -> CombinationRules:
    """Build the rules; faults, an order in a circle among them, go to `file.problems`."""
    rules = CombinationRules(tuple(r for r, _ in build_records(CombinationRule, file).values()))
    circle = _circle(rules)
    if circle:
        what = f"the order goes round in a circle: {', '.join(circle)}."
        mend = "Take out one of the rules named."
        file.problems.append(file.fault((0,), "combination", what, mend))
    return rules


def _circle(rules: CombinationRules) -> list[str]:
    """Return the services that can never start because each waits for another, else nothing."""
    waits = {name: set(rules.before(name)) for rule in rules.rules for name in rule.then}
    while free := [name for name, before in waits.items() if not before & waits.keys()]:
        for name in free:
            del waits[name]
    return sorted(waits)
