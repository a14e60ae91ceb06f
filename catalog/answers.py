"""Answers as they come from a form or the API to what is known of a fact.

The forms are those of design.md section 5: JSON booleans for yes and no, a list for a set, a
number or a band ("3-5", "12+"), a map for difficulties and needs, or {"one_of": […]} for values
still possible. Anything else is an `UnknownValue` that names the fact, the value and the nearest
right one.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from catalog.areas import Areas
from catalog.facts import FactDefinition
from catalog.knowledge import Knowledge, Members, Span, Value, intersect, merge
from catalog.problems import UnknownValue, nearest_of

_BAND = re.compile(r"(\d{1,4})(?:-(\d{1,4})|(\+))?")


def read_answer(fact: FactDefinition, given: object, areas: Areas) -> Knowledge:
    """Return what an answer leaves possible.

    Args:
        fact: The fact answered.
        given: Plain JSON values.
        areas: For municipalities, which may be given by code or by name.

    Raises:
        UnknownValue: The answer has no meaning for this fact.
    """
    return _READERS[fact.kind](fact, given, areas)


def read_needs(fact: FactDefinition, given: object) -> dict[str, int]:
    """Return needs with their weight 1–3, in the order given.

    Raises:
        UnknownValue: A need or a weight does not exist.
    """
    if not isinstance(given, Mapping):
        raise refusal(fact, given, "Give needs as a map from need to 1, 2 or 3.")
    for need, weight in given.items():
        _known_id(fact, need)
        if isinstance(weight, bool) or not isinstance(weight, int) or not 1 <= weight <= 3:
            raise refusal(fact, weight, f"The weight of {need} is 1, 2 or 3.")
    return dict(given)


def refusal(
    fact: FactDefinition, given: object, hint: str, nearest: str | None = None
) -> UnknownValue:
    """Build the error for an answer; `hint` is a whole sentence on what would be right."""
    shown = given if isinstance(given, str) else repr(given)
    return UnknownValue(
        "unknown_value",
        fact.id,
        shown[:60],
        nearest,
        message=f"{fact.id}: {shown[:60]!r} is not known. {hint}",
    )


def _choices(fact: FactDefinition, given: object, areas: Areas) -> Knowledge:
    many = _one_of(given)
    items = [given] if many is None else many
    if not items:
        raise refusal(fact, given, "Name at least one value.")
    return frozenset(_choice(fact, item, areas) for item in items)


def _choice(fact: FactDefinition, item: object, areas: Areas) -> Value:
    if fact.kind == "bool":
        if isinstance(item, bool):
            return item
        nearest = {"yes": "true", "no": "false", "kyllä": "true", "ei": "false"}.get(
            str(item).lower()
        )
        raise refusal(fact, item, "Give true or false.", nearest)
    if fact.kind == "municipality" and isinstance(item, str):
        return areas.municipality(item).code
    return _known_id(fact, item)


def _known_id(fact: FactDefinition, item: object) -> str:
    if isinstance(item, str) and item in fact.value_ids:
        return item
    nearest = nearest_of(str(item), fact.value_ids)
    few = sorted(fact.value_ids) if len(fact.value_ids) <= 15 else []
    hint = (
        f"Did you mean {nearest!r}?" if nearest else f"Choose from {', '.join(few)}." if few else ""
    )
    raise refusal(fact, item, hint, nearest)


def _members(fact: FactDefinition, given: object, _areas: Areas) -> Knowledge:
    many = _one_of(given)
    if many is not None:
        possible = frozenset(_known_id(fact, item) for item in many)
        if fact.at_least_one and not possible:
            raise refusal(fact, given, "Name at least one value.")
        only = possible if fact.at_least_one and len(possible) == 1 else frozenset[str]()
        return Members(only, possible, fact.at_least_one)
    if isinstance(given, Mapping):
        if not set(given) <= {"certain", "possible"}:
            raise refusal(fact, dict(given), "Give a list of values.")
        certain = frozenset(_known_id(fact, item) for item in given.get("certain", ()))
        maybe = frozenset(_known_id(fact, item) for item in given.get("possible", ()))
        return Members(certain, certain | maybe, fact.at_least_one or bool(certain))
    items = given if isinstance(given, list | tuple | set | frozenset) else [given]
    has = frozenset(_known_id(fact, item) for item in items)
    if fact.at_least_one and not has:
        raise refusal(fact, [], "Name at least one value.")
    return Members(has, has, bool(has))


def _numbers(fact: FactDefinition, given: object, _areas: Areas) -> Knowledge:
    many = _one_of(given)
    items = [given] if many is None else many
    if not items:
        raise refusal(fact, given, "Name at least one value.")
    return merge(_span(fact, item) for item in items)


def _span(fact: FactDefinition, item: object) -> Span:
    low, high = fact.range
    if fact.kind == "date" and isinstance(item, str):
        try:
            day = date.fromisoformat(item).toordinal()
        except ValueError as error:
            raise refusal(fact, item, "Give a day like 2026-11-25.") from error
        return (day, day)
    unit = f" in full {fact.unit.en}" if fact.unit and fact.unit.en else ""
    hint = f"Give a whole number{unit} from {low} to {high}, or a band such as 3-5 or 12+."
    if isinstance(item, int) and not isinstance(item, bool):
        span = (item, item)
    else:
        found = _BAND.fullmatch(item.replace("–", "-").strip()) if isinstance(item, str) else None
        if found is None:
            raise refusal(fact, item, hint)
        first = int(found[1])
        span = (first, high if found[3] else int(found[2] or first))
    inside = intersect((span,), (fact.range,)) if span[0] <= span[1] else ()
    if inside != (span,):
        raise refusal(fact, item, hint)
    return span


def _levels(fact: FactDefinition, given: object, _areas: Areas) -> Knowledge:
    if not isinstance(given, Mapping):
        raise refusal(fact, given, 'Give a map such as {"d4": 3}.')
    levels = {value.id: (fact.range,) for value in fact.values}
    for chapter, level in given.items():
        levels[_known_id(fact, chapter)] = (_span(fact, level),)
    return levels


def _one_of(given: object) -> list[object] | None:
    """Return the members of {"one_of": […]}, or None for any other answer."""
    if (
        isinstance(given, Mapping)
        and set(given) == {"one_of"}
        and isinstance(given["one_of"], list)
    ):
        return list(given["one_of"])
    return None


_READERS: Mapping[str, Callable[[FactDefinition, Any, Areas], Knowledge]] = {
    "bool": _choices,
    "choice": _choices,
    "municipality": _choices,
    "area": _choices,
    "set": _members,
    "number": _numbers,
    "date": _numbers,
    "map": _levels,
}
