"""The golden table of matching.md section 8, on its own services and on the real records."""

import csv
from pathlib import Path

import pytest
import yaml

from catalog.profile import Profile
from search.match.engine import match

GOLDEN = Path(__file__).parents[2] / "golden"
PERSONS = yaml.safe_load((GOLDEN / "matching_persons.yaml").read_text(encoding="utf-8"))
REAL_IDS = {
    "tyoelakekuntoutus": "tyoelake-ammatillinen-kuntoutus",
    "sosiaalinen-kuntoutus": "hva-sosiaalinen-kuntoutus",
}


def table():
    with (GOLDEN / "matching_states.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            case = row.pop("case")
            for service, expected in row.items():
                yield pytest.param(case, service, expected, id=f"{case}-{service}")


def shown(matched) -> str:
    marks = {"certain": "!", "possible": "?"}
    return " ".join(
        [matched.state, *(f"{c.rule}{marks[c.certainty]}" for c in matched.first_check)]
    )


@pytest.mark.parametrize(("case", "service", "expected"), list(table()))
def test_state_and_notes_are_those_of_the_table(six, person, on, case, service, expected):
    found = {m.service_id: m for m in match(person(PERSONS[case]), six, on).ranked}

    assert shown(found[service]) == expected


def test_elsewhere_names_the_unit_that_treats_the_person(six, person, on):
    found = {m.service_id: m for m in match(person(PERSONS["5"]), six, on).ranked}

    assert [label.fi for label in found["kela-nuotti"].redirects] == ["Paikka, jossa saat hoitoa"]


@pytest.mark.parametrize(("case", "service", "expected"), list(table()))
def test_real_records_give_the_same_states(real, on, case, service, expected):
    profile = Profile.from_facts(PERSONS[case], real.rules, real.areas, on=on)
    found = {m.service_id: m for m in match(profile, real, on).ranked}

    assert found[REAL_IDS.get(service, service)].state == expected.split()[0]
