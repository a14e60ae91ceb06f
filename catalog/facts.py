"""The facts that may be known of a person: values, questions, wording (data/questions.yaml).

A fact is defined once, here; conditions, profiles, pages and the API all read the same definition.
What is known of one person is in `profile`; nothing about anybody is kept here.
"""

import dataclasses
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Literal

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from catalog.areas import Areas
from catalog.knowledge import Knowledge, Members, Span
from catalog.problems import did_you_mean, nearest_of
from catalog.records import build_records
from catalog.taxonomy import Taxonomy
from catalog.text import LocalizedText
from catalog.yamlfile import YamlFile

STRICT = ConfigDict(extra="forbid", arbitrary_types_allowed=True)

FactKind = Literal[
    "bool", "choice", "set", "number", "date", "map", "municipality", "area", "needs"
]  # fmt: skip
ValuesFrom = Literal[
    "needs", "documents", "condition_groups", "municipalities", "wellbeing_counties",
    "employment_areas",
]  # fmt: skip
_YES_NO = (("true", "Kyllä", "Ja", "Yes"), ("false", "Ei", "Nej", "No"))


@dataclass(frozen=True, config=STRICT)
class FactValue:
    """One answer that may be given.

    Attributes:
        id: The value in profiles and the API; for a number a band such as "3-5" or "12+".
        number: What the answer means as a number (minutes of travel, euros a month), where it does.
        matches: What a wish stands for: service forms (data/taxonomy/forms.yaml), for a goal the
            need groups (data/taxonomy/need_groups.yaml).
    """

    id: str
    label: LocalizedText
    number: int | None = None
    matches: tuple[str, ...] = ()


@dataclass(frozen=True, config=STRICT)
class FactDefinition:
    """A fact, the question that asks for it and what may be answered.

    Attributes:
        sensitivity: 0 harmless, 1 personal, 2 economic or social, 3 health or substance use.
        why: Why it is asked, one sentence.
        find_out: Where a person finds the answer; shown after "En tiedä".
        values: The answers in order; filled from the taxonomy or areas when `values_from` is set.
        bands: For numbers, the answers offered instead of an exact one.
        levels: For maps, the answers for each of `values`.
        min, max: For numbers, what is possible at all (both ends included).
        screen: 1–3 for the fixed first screens, else None.
        ask_when: Condition for asking; the parsed tree after loading, None asks always.
        in_conditions: False for what may only order results or name next steps.
        at_least_one: A set that is never empty (everybody has some work situation).
        reads_as_single: A set whose conditions may be written with is, in and not_in.
        derived, asked_by: Worked out from others; the fact whose question settles it.
        never_asked: A derived fact that nothing settles: it stays unknown for everybody.
        amount: Dated parameter shown in `text_with_amount`; `text` is for days without one.
        lookup: An amount or a paper must be looked up to answer.
        seconds: Time to read and answer, estimated from its length.
        order: Place in the file, 0 first.
    """

    id: str
    kind: FactKind
    text: LocalizedText
    why: LocalizedText
    sensitivity: Literal[0, 1, 2, 3]
    values: tuple[FactValue, ...] = ()
    values_from: ValuesFrom | None = None
    bands: tuple[FactValue, ...] = ()
    levels: tuple[FactValue, ...] = ()
    find_out: LocalizedText | None = None
    min: int | None = None
    max: int | None = None
    unit: LocalizedText | None = None
    screen: Literal[1, 2, 3] | None = None
    ask_when: Any = None
    in_conditions: bool = True
    at_least_one: bool = False
    reads_as_single: bool = False
    derived: bool = False
    never_asked: bool = False
    asked_by: str | None = None
    amount: str | None = None
    text_with_amount: LocalizedText | None = None
    lookup: bool = False
    seconds: int = Field(default=5, ge=1, le=120)
    order: int = 0

    @cached_property
    def value_ids(self) -> frozenset[str]:
        """The ids of every value."""
        return frozenset(value.id for value in self.values)

    @cached_property
    def range(self) -> Span:
        """For numbers, the least and greatest possible (years 1 to 9999 as days for dates)."""
        return (self.min or 0, 3_652_059 if self.max is None else self.max)

    @cached_property
    def domain(self) -> Knowledge:
        """What is possible while nothing is known."""
        if self.kind == "bool":
            return frozenset((True, False))
        if self.kind in ("number", "date"):
            return (self.range,)
        if self.kind == "map":
            return {value.id: (self.range,) for value in self.values}
        if self.kind in ("set", "needs"):
            return Members(frozenset(), self.value_ids, self.at_least_one)
        return frozenset(self.value_ids)

    def label_of(self, value: str) -> LocalizedText:
        """Return the words for a value; the value itself when it has none (an exact number)."""
        for known in (*self.values, *self.bands):
            if known.id == value:
                return known.label
        return LocalizedText(fi=value, sv=value, en=value)


def load_facts(file: YamlFile, taxonomy: Taxonomy, areas: Areas) -> dict[str, FactDefinition]:
    """Build the facts in file order, values filled in; faults are added to `file.problems`.

    `ask_when` stays as written; `rules.load_rules` parses it when all facts are known.
    """
    facts: dict[str, FactDefinition] = {}
    sources = _value_sources(taxonomy, areas)
    records = build_records(FactDefinition, file)
    for order, (key, (fact, at)) in enumerate(records.items()):
        values = fact.values
        if fact.values_from:
            values = tuple(FactValue(k, label) for k, label in sources[fact.values_from])
        elif fact.kind == "bool" and not values:
            values = tuple(FactValue(v, LocalizedText(fi=a, sv=b, en=c)) for v, a, b, c in _YES_NO)
        for what, mend in _faults(fact, values, records):
            file.problems.append(file.fault(at, key, what, mend))
        facts[key] = dataclasses.replace(fact, values=values, order=order)
    return facts


def _value_sources(
    taxonomy: Taxonomy, areas: Areas
) -> Mapping[str, Iterable[tuple[str, LocalizedText]]]:
    terms = {
        name: [(term.id, term.label) for term in getattr(taxonomy, name).values()]
        for name in ("needs", "documents", "condition_groups")
    }
    places = {
        name: [(area.code, area.name) for area in getattr(areas, name).values()]
        for name in ("municipalities", "wellbeing_counties", "employment_areas")
    }
    return {**terms, **places}


def _faults(
    fact: FactDefinition, values: tuple[FactValue, ...], facts: Iterable[str]
) -> Iterable[tuple[str, str]]:
    if fact.kind in ("choice", "set", "map") and not values:
        yield "no values are given.", "List them under values."
    if fact.kind in ("number", "map") and (fact.min is None or fact.max is None):
        yield "the lowest or highest possible number is missing.", "Add min and max."
    if not fact.text.fi:
        yield "the question has no Finnish text.", "Write it under text › fi."
    names = set(facts)
    if fact.asked_by and fact.asked_by not in names:
        near = did_you_mean(nearest_of(fact.asked_by, names))
        yield f'no fact "{fact.asked_by}".{near}', "Name the fact whose question settles it."
    if fact.derived and not (fact.asked_by or fact.never_asked):
        yield "a derived fact has no question.", "Name it under asked_by."
