"""Pydantic's findings to problems an editor can mend.

Every kind of error met in practice has its own words here; the rest keep pydantic's, which are
already plain, with a pointer to docs/editing.md.
"""

import re
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


def _problem(detail: ErrorDetails, file: YamlFile, at: YamlPath, name: str, form: type) -> Problem:
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
    """Return what is wrong and how to mend it, one sentence each."""
    kind, key = detail["type"], str(loc[-1]) if loc else "record"
    if kind == "missing":
        return f'the field "{key}" is missing.', f'Add "{key}: …". {_SEE}'
    if kind in ("unexpected_keyword_argument", "extra_forbidden"):
        fields = getattr(form, "__dataclass_fields__", {})
        near = did_you_mean(nearest_of(key, fields))
        return f'there is no field "{key}" here.{near}', f"Correct or delete it. {_SEE}"
    return _value_words(kind, _shown(detail["input"]), detail)


def _value_words(kind: str, shown: str, detail: ErrorDetails) -> tuple[str, str]:
    ctx = detail.get("ctx", {})
    if kind == "literal_error":
        expected = str(ctx["expected"])
        allowed = re.findall(r"'([^']+)'", expected)
        near = did_you_mean(nearest_of(str(detail["input"]), allowed))
        return f"the value {shown} is not one of the allowed ones.{near}", f"Choose {expected}."
    if kind == "string_pattern_mismatch":
        hint = _PATTERN_HINTS.get(str(ctx["pattern"]), f"It must match {ctx['pattern']}.")
        return f"the value {shown} does not have the right form.", hint
    for start, (what, mend) in _BY_KIND.items():
        if kind.startswith(start):
            return f"the value {shown} is not {what}.", mend
    said = str(detail["msg"]).removeprefix("Value error, ")
    return f"the value {shown} does not fit: {said}.", _SEE


# First letters of pydantic's kind of error to (what was expected, how to mend it).
_BY_KIND = {
    "int": ("a whole number", "Write it in figures, for example 5."),
    "date": ("a day", "Write it as 2026-11-25."),
    "decimal": ("a sum of money", "Write it as 57.60, without a sign."),
    "bool": ("true or false", "Write true or false."),
    "string_type": ("text", "Put it between quotes."),
    "tuple_type": ("a list", "Write it as [a, b] or as lines with dashes."),
    "dataclass_type": (
        "a group of fields",
        'Texts are written by language, for example {fi: "…", sv: "…", en: "…"}. ' + _SEE,
    ),
}
_PATTERN_HINTS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "Use small letters, figures and hyphens, for example kela-kiila.",
    r"^https?://[^\s/]+\.[^\s]+$": "Write a whole address, for example https://www.kela.fi/kiila.",
    r"^\d{4}(-\d{2}(-\d{2})?)?$": "Write a year, a month or a day: 2024, 2024-05 or 2024-05-31.",
}
