"""The value beside an operator of a condition: which operators fit a fact, and which values."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from catalog.conditions import Months, Operand, ParamRef
from catalog.facts import FactDefinition
from catalog.knowledge import Value
from catalog.params import Param
from catalog.problems import did_you_mean, nearest_of

_ONE = ("is", "is_not", "in", "not_in")
_ORDER = ("at_least", "at_most", "above", "below", "between")
_MEMBERS = ("has", "has_any", "has_all", "has_none")
_AGO = ("newer_than", "older_than")
OPERATORS = (*_ONE, *_ORDER, *_MEMBERS, "within", *_AGO)
_LISTS = ("in", "not_in", "between", "has_any", "has_all", "has_none")
_MONTHS = re.compile(r"(\d{1,3}) (months?|years?)")


def operators_for(fact: FactDefinition) -> tuple[str, ...]:
    """Return the operators that may be used with a fact."""
    if fact.kind == "number":
        return (*_ORDER, *_ONE)
    if fact.kind == "date":
        return (*_ORDER, *_AGO)
    if fact.kind in ("set", "needs"):
        return (*_MEMBERS, *_ONE) if fact.reads_as_single else _MEMBERS
    return ("within", *_ONE) if fact.kind == "municipality" else _ONE


@dataclass
class ValueReader:
    """Reads one value; `faults` holds (what is wrong, what to do) pairs."""

    params: Mapping[str, Param]
    areas: Mapping[str, Mapping[str, frozenset[str]]]
    faults: list[tuple[str, str]] = field(default_factory=list)

    def read(self, fact: FactDefinition, operator: str, raw: object) -> Operand:
        """Return the values of an operator; empty when there is a fault."""
        if operator == "within":
            return tuple(sorted(self._within(raw)))
        if operator in _AGO:
            return self._months(raw)
        wants_list = operator in _LISTS
        if wants_list is not isinstance(raw, list):
            form = "a list like [a, b]" if wants_list else "one value"
            self.faults.append(
                (f'"{operator}" needs {form}.', f"Write {operator}: {_example(operator)}.")
            )
            return ()
        given = raw if isinstance(raw, list) else [raw]
        if not given:
            self.faults.append((f'"{operator}" has an empty list.', "Name at least one value."))
        if fact.kind in ("number", "date"):
            return self._numbers(fact, operator, given)
        return tuple(v for v in (self._value(fact, item) for item in given) if v is not None)

    def _numbers(self, fact: FactDefinition, operator: str, given: list[object]) -> Operand:
        numbers = [self._number(fact, item) for item in given]
        read = tuple(n for n in numbers if n is not None)
        if operator == "between":
            if len(given) != 2:
                self.faults.append(('"between" needs two numbers.', "Write between: [16, 67]."))
            low, high = (*read, None, None)[:2]
            if isinstance(low, int) and isinstance(high, int) and low > high:
                self.faults.append(("the first number is above the second.", "Swap them."))
        return read

    def _number(self, fact: FactDefinition, item: object) -> int | ParamRef | None:
        if isinstance(item, dict) and set(item) == {"param"}:
            return self._param(str(item["param"]))
        if fact.kind == "date" and isinstance(item, str):
            try:
                return date.fromisoformat(item).toordinal()
            except ValueError:
                self.faults.append((f'the value "{item}" is not a day.', "Write it as 2026-11-25."))
                return None
        if isinstance(item, bool) or not isinstance(item, int):
            unit = f" in full {fact.unit.en}" if fact.unit else ""
            hint = f"Write the number{unit}, for example 5."
            self.faults.append((f'the value "{item}" is not a whole number.', hint))
            return None
        low, high = fact.range
        if not low <= item <= high:
            self.faults.append(
                (f"{item} is not possible here.", f"Write a number from {low} to {high}.")
            )
            return None
        return item

    def _param(self, name: str) -> ParamRef | None:
        if name not in self.params:
            near = did_you_mean(nearest_of(name, self.params))
            self.faults.append(
                (
                    f'no parameter "{name}" in data/rules/params.yaml.{near}',
                    "Correct it or add it there.",
                )
            )
            return None
        if not self.params[name].values:
            self.faults.append(
                (
                    f'the parameter "{name}" depends on the year of birth.',
                    "Use the derived fact instead.",
                )
            )
            return None
        return ParamRef(name)

    def _value(self, fact: FactDefinition, item: object) -> Value | None:
        if fact.kind == "bool":
            if isinstance(item, bool):
                return item
            self.faults.append(
                (f'the value "{item}" is neither true nor false.', "Write true or false.")
            )
            return None
        text = str(item).lower() if isinstance(item, bool) else str(item)
        if text in fact.value_ids:
            return text
        near = did_you_mean(nearest_of(text, fact.value_ids))
        some = "data/areas" if len(fact.values) > 30 else ", ".join(v.id for v in fact.values)
        self.faults.append((f'"{text}" is not a value of {fact.id}.{near}', f"Choose from {some}."))
        return None

    def _within(self, raw: object) -> Iterable[str]:
        if not isinstance(raw, dict) or not raw:
            self.faults.append(
                ('"within" needs an area.', 'Write within: {wellbeing_county: ["06"]}.')
            )
            return
        for kind, codes in raw.items():
            known = self.areas.get(kind)
            if known is None:
                near = did_you_mean(nearest_of(kind, self.areas))
                self.faults.append(
                    (f'no kind of area "{kind}".{near}', f"Use {', '.join(self.areas)}.")
                )
                continue
            for code in codes if isinstance(codes, list) else [codes]:
                if str(code) in known:
                    yield from known[str(code)]
                else:
                    near = did_you_mean(nearest_of(str(code), known))
                    self.faults.append(
                        (f'no {kind} "{code}" in data/areas.{near}', "Write the code.")
                    )

    def _months(self, raw: object) -> Operand:
        found = _MONTHS.fullmatch(raw) if isinstance(raw, str) else None
        if found is None:
            self.faults.append((f'"{raw}" is not a length of time.', "Write it as 12 months."))
            return ()
        return (Months(int(found[1]) * (12 if found[2].startswith("year") else 1)),)


def _example(operator: str) -> str:
    return "[16, 67]" if operator == "between" else "[a, b]" if operator in _LISTS else "a"
