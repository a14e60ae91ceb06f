"""The JSON Schema of a profile file, made from the facts themselves.

`kuntoutuspolku match --schema` prints it; data/schema/profile.schema.json is the copy on file, so
that an editor can complete and check while an advisor writes. A test holds the two together.
"""

from collections.abc import Callable, Mapping
from typing import Any

from catalog.catalogue import Catalogue
from catalog.facts import FactDefinition

Schema = dict[str, Any]
_SKIPPED: Schema = {
    "type": "object",
    "properties": {"status": {"enum": ["dont_know", "prefer_not", "unasked"]}},
    "required": ["status"],
    "additionalProperties": False,
}
_BAND: Schema = {"type": "string", "pattern": r"^\s*\d{1,4}([-–]\d{1,4}|\+)?\s*$"}


def profile_schema(catalogue: Catalogue) -> Schema:
    """Return the schema of a profile file (draft 2020-12); texts are the questions in Finnish."""
    facts = {
        fact.id: _fact_schema(fact)
        for fact in catalogue.rules.facts.values()
        if not fact.never_asked
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Kuntoutuspolku: profile of one person",
        "description": "A fact that is not named is not known. Nothing of the file is kept.",
        "type": "object",
        "properties": {
            "facts": {"type": "object", "properties": facts, "additionalProperties": False}
        },
        "required": ["facts"],
        "additionalProperties": False,
    }


def _fact_schema(fact: FactDefinition) -> Schema:
    return {
        "description": fact.text.fi or "",
        "anyOf": [*_ANSWERS[fact.kind](fact), _SKIPPED, {"type": "null"}],
    }


def _one_of(item: Schema) -> Schema:
    """Several values that are all still possible."""
    return {
        "type": "object",
        "properties": {"one_of": {"type": "array", "items": item, "minItems": 1}},
        "required": ["one_of"],
        "additionalProperties": False,
    }


def _values(fact: FactDefinition) -> Schema:
    return {"enum": [value.id for value in fact.values]}


def _bool(_fact: FactDefinition) -> list[Schema]:
    return [{"type": "boolean"}, _one_of({"type": "boolean"})]


def _choice(fact: FactDefinition) -> list[Schema]:
    return [_values(fact), _one_of(_values(fact))]


def _municipality(_fact: FactDefinition) -> list[Schema]:
    name: Schema = {"type": "string", "minLength": 2, "description": "Code or name"}
    return [name, _one_of(name)]


def _set(fact: FactDefinition) -> list[Schema]:
    least = 1 if fact.at_least_one else 0
    members: Schema = {"type": "array", "items": _values(fact), "minItems": least}
    known: Schema = {
        "type": "object",
        "properties": {"certain": members, "possible": members},
        "additionalProperties": False,
    }
    return [_values(fact), members, _one_of(_values(fact)), known]


def _number(fact: FactDefinition) -> list[Schema]:
    low, high = fact.range
    number: Schema = {"type": "integer", "minimum": low, "maximum": high}
    return [number, _BAND, _one_of({"anyOf": [number, _BAND]})]


def _date(_fact: FactDefinition) -> list[Schema]:
    day: Schema = {"type": "string", "format": "date"}
    return [day, _one_of(day)]


def _map(fact: FactDefinition) -> list[Schema]:
    low, high = fact.range
    levels = {
        value.id: {"type": "integer", "minimum": low, "maximum": high} for value in fact.values
    }
    return [{"type": "object", "properties": levels, "additionalProperties": False}]


def _needs(fact: FactDefinition) -> list[Schema]:
    weight = {"type": "integer", "minimum": 1, "maximum": 3}
    needs = {value.id: weight for value in fact.values}
    return [{"type": "object", "properties": needs, "additionalProperties": False}]


_ANSWERS: Mapping[str, Callable[[FactDefinition], list[Schema]]] = {
    "bool": _bool,
    "choice": _choice,
    "area": _choice,
    "municipality": _municipality,
    "set": _set,
    "number": _number,
    "date": _date,
    "map": _map,
    "needs": _needs,
}
