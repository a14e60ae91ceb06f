"""Dated parameters: the value of a day, not confirmed ones, ages by year of birth."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from catalog.params import load_params
from catalog.yamlfile import parse_yaml

EARNINGS = "tyel_rehab_earnings_5y"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2016, 12, 31), None),
        (date(2017, 1, 1), Decimal("34910.29")),
        (date(2018, 12, 31), Decimal("34910.29")),
        (date(2019, 1, 1), Decimal("35614.03")),
        (date(2024, 12, 31), Decimal("41143.38")),
        (date(2025, 1, 1), None),
        (date(2026, 11, 25), None),
    ],
)
def test_the_value_of_a_day_is_the_last_one_begun(catalogue, day, expected):
    assert catalogue.rules.params[EARNINGS].on(day) == expected


@pytest.mark.parametrize(
    ("coefficient", "year"), [("1.389", 2017), ("1.417", 2019), ("1.637", 2024)]
)  # fmt: skip
def test_the_amounts_follow_the_formula(catalogue, coefficient, year):
    product = (Decimal("25133.40") * Decimal(coefficient)).quantize(Decimal("0.01"))

    assert catalogue.rules.params[EARNINGS].on(date(year, 6, 1)) == product


@pytest.mark.parametrize(
    ("year", "months"),
    [(1954, 756), (1957, 765), (1960, 774), (1964, 780), (1965, None), (1999, None)],
)
def test_pension_age_by_year_of_birth(catalogue, year, months):
    assert catalogue.rules.params["lowest_pension_age"].months_for_year(year) == months


SOURCE = 'source: {url: "https://www.example.fi", title: Esimerkki}'
TWICE = "{from: 2020-01-01, value: 1}, {from: 2020-01-01, value: 2}"
FAULTS = {
    "both": (f"- {{id: a, what: b, {SOURCE}}}", "give either values or by_year"),
    "age form": (
        f'- {{id: a, what: b, by_year: {{1960: "64"}}, {SOURCE}}}',
        "not written like 64y6m",
    ),
    "no source": (
        "- {id: a, what: b, values: [{from: 2020-01-01, value: 1}]}",
        '"source" is missing',
    ),
    "day": (f"- {{id: a, what: b, values: [{{from: 2020, value: x}}], {SOURCE}}}", "is not a"),
    "twice": (
        f"- {{id: a, what: b, values: [{TWICE}], {SOURCE}}}",
        "two values start on 2020-01-01",
    ),
}


@pytest.mark.parametrize(("text", "words"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_in_a_parameter_is_told(text, words):
    file = parse_yaml(text, Path("data/rules/params.yaml"))

    _, problems = load_params(file)

    assert any(words in str(p) for p in (*file.problems, *problems))
