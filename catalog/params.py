"""Dated parameters: amounts, ages and limits that change, each with a source.

A parameter has values by day (`on`) or by year of birth (`for_year`). Where no value is known on a
day the answer is None, and whatever reads it is unknown. The values are in data/rules/params.yaml.
"""

import re
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from catalog.model import Evidence, Url
from catalog.problems import Problem
from catalog.records import build_records
from catalog.yamlfile import YamlFile, YamlPath

# An alias is needed because `from` is a word of Python.
STRICT = ConfigDict(extra="forbid", validate_by_alias=True, validate_by_name=True)
_AGE = re.compile(r"(\d{1,3})y(\d{1,2})m")
ParamValue = int | Decimal


@dataclass(frozen=True, config=STRICT)
class Citation:
    """Where a rule or a value was read."""

    url: Url
    title: str
    section: str | None = None
    fetched: str | None = None


@dataclass(frozen=True, config=STRICT)
class DatedValue:
    """A value from a day on; None means that it is not confirmed."""

    from_on: date = Field(alias="from")
    value: ParamValue | None = None
    evidence: Evidence = "D"


@dataclass(frozen=True, config=STRICT)
class Param:
    """A parameter by day or by year of birth (exactly one of `values` and `by_year`).

    Attributes:
        what: What it is, with its unit.
        by_year: Ages as "64y6m" by year of birth; None where it is not settled yet.
    """

    id: str
    what: str
    source: Citation
    values: tuple[DatedValue, ...] = ()
    by_year: Mapping[int, str | None] = field(default_factory=dict)
    formula: str | None = None
    evidence: Evidence | None = None

    def __post_init__(self) -> None:
        if bool(self.values) == bool(self.by_year):
            raise ValueError("give either values or by_year")
        for age in self.by_year.values():
            if age is not None and not _AGE.fullmatch(age):
                raise ValueError(f'the age "{age}" is not written like 64y6m')

    def on(self, day: date) -> ParamValue | None:
        """Return the value in force on a day, or None when there is none or it is not confirmed."""
        past = [v for v in self.values if v.from_on <= day]
        return max(past, key=lambda v: v.from_on).value if past else None

    def months_for_year(self, year: int) -> int | None:
        """Return the age for a year of birth in months, or None when it is not known."""
        age = self.by_year.get(year)
        found = _AGE.fullmatch(age) if age else None
        return int(found[1]) * 12 + int(found[2]) if found else None


def load_params(file: YamlFile) -> tuple[dict[str, Param], list[Problem]]:
    """Build the parameters; faults of form go to `file.problems`, those of order are returned."""
    problems: list[Problem] = []
    params: dict[str, Param] = {}
    for key, (param, at) in build_records(Param, file).items():
        params[key] = param
        days = [v.from_on for v in param.values]
        for i, day in enumerate(days):
            path: YamlPath = (*at, "values", i)
            if day in days[:i]:
                problems.append(
                    file.fault(path, key, f"two values start on {day}.", "Keep one of the two.")
                )
    return params, problems
