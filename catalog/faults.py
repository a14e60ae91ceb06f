"""Pydantic's findings to problems an editor can mend.

Every kind of error met in practice has its own words here; the rest keep pydantic's, which are
already plain, with a pointer to docs/editing.md.
"""

import dataclasses
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from catalog.problems import Problem, did_you_mean, nearest_of
from catalog.yamlfile import YamlFile, YamlPath

_SEE = "See docs/editing.md."
_LONG = 60


def explain(
    error: ValidationError, file: YamlFile, at: YamlPath, name: str, form: type
) -> list[Problem]:
    """Turn every error of one record into a problem with the line of the offending value.

    Args:
        error: What pydantic found.
        file: The file the record stands in.
        at: Path of the record in the file.
        name: The record's id, or "record 3" when it has none.
        form: The dataclass that was being built; its field names serve as suggestions.
    """
    return [_problem(detail, file, at, name, form) for detail in error.errors()]


def _problem(
    detail: ErrorDetails, file: YamlFile, at: YamlPath, name: str, form: type
) -> Problem:
    loc = tuple(part for part in detail["loc"] if _is_in_file(file, (*at,), part))
    where = " › ".join([name, *(str(p) for p in loc if isinstance(p, str))])
    what, mend = _words(detail, loc, form)
    return file.fault((*at, *loc), where, what, mend)


def _is_in_file(_file: YamlFile, _at: YamlPath, part: object) -> bool:
    # Pydantic names union members and "function-after[…]" in its path; those are not YAML keys.
    return isinstance(part, int) or (isinstance(part, str) and "[" not in part and "(" not in part)


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else repr(value)
    return f'"{text[:_LONG]}…"' if len(text) > _LONG else f'"{text}"'


def _words(detail: ErrorDetails, loc: tuple[Any, ...], form: type) -> tuple[str, str]:
    kind, value, ctx = detail["type"], detail["input"], detail.get("ctx", {})
    key = str(loc[-1]) if loc else "record"
    if kind == "missing":
        return f'the field "{key}" is missing.', f'Add "{key}: …". {_SEE}'
    if kind in ("unexpected_keyword_argument", "extra_forbidden"):
        near = nearest_of(key, [f.name for f in dataclasses.fields(form)])  # type: ignore[arg-type]
        return f'there is no field "{key}" here.' + did_you_mean(near), f"Correct or delete it. {_SEE}"
    if kind == "literal_error":
        allowed = ctx["expected"]
        near = nearest_of(str(value), [a.strip(" '") for a in allowed.replace(" or ", ",").split(",")])
        return (
            f"the value {_shown(value)} is not one of the allowed ones." + did_you_mean(near),
            f"Choose {allowed}.",
        )
    if kind.startswith("int"):
        return (
            f"the value {_shown(value)} is not a whole number.",
            "Write it in figures, for example 5.",
        )
    if kind.startswith("date"):
        return f"the value {_shown(value)} is not a day.", "Write it as 2026-11-25."
    if kind.startswith("decimal"):
        return f"the value {_shown(value)} is not a sum of money.", "Write it as 57.60, without a sign."
    if kind.startswith("bool"):
        return f"the value {_shown(value)} is neither true nor false.", "Write true or false."
    if kind == "string_pattern_mismatch":
        return (
            f"the value {_shown(value)} does not have the right form.",
            _PATTERN_HINTS.get(ctx["pattern"], f"It must match {ctx['pattern']}."),
        )
    if kind == "string_type":
        return f"the value {_shown(value)} is not text.", "Put it between quotes."
    if kind in ("tuple_type", "list_type"):
        return f"the value {_shown(value)} is not a list.", "Write it as [a, b] or as lines with dashes."
    if kind in ("dataclass_type", "dict_type"):
        return (
            f"the value {_shown(value)} is not a group of fields.",
            'Texts are written by language, for example {fi: "…", sv: "…", en: "…"}. ' + _SEE,
        )
    said = str(detail["msg"]).removeprefix("Value error, ")
    return f"the value {_shown(value)} does not fit: {said}.", _SEE


_PATTERN_HINTS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "Use small letters a–z, figures and hyphens, for example kela-kiila.",
    r"^https?://[^\s/]+\.[^\s]+$": "Write a whole web address, for example https://www.kela.fi/kiila.",
    r"^\d{4}(-\d{2}(-\d{2})?)?$": "Write a year, a month or a day: 2024, 2024-05 or 2024-05-31.",
}
