"""Faults in conditions: one broken file each, told with line, place and what to do."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from catalog.load import check_catalogue, faults_of
from tests.catalog.test_load import data  # noqa: F401  (the folder with one sound service)
from tests.conftest import DATA, TODAY

BROKEN = Path(__file__).parent.parent / "fixtures" / "catalogue" / "broken"

# file -> (line of the fault, place in the record, words of the message)
FAULTS = {
    "when_unknown_fact": (14, "when › agee", "Did you mean 'age'?"),
    "when_unknown_value": (14, "when › studies", "Did you mean 'on_track'?"),
    "when_is_on_a_set": (
        14,
        "when › condition_group",
        '"is" does not apply to condition_group, a fact of kind set.',
    ),
    "when_document": (14, "when › documents", "Move it to requires."),
    "when_without_say": (13, "when › age", "has no Finnish sentence"),
    "when_statute_without_source": (13, "when › age", "from a statute has no source"),
    "when_long_say": (14, "when › say › fi", "16 words; 15 is the most"),
    "when_age_in_words": (
        16,
        "kela-esimerkki › when › age",
        'the value "viisi" is not a whole number. Write the number in full years, for example 5.',
    ),
    "when_age_impossible": (14, "when › age", "650 is not possible here"),
    "when_text_for_yes": (14, "when › diagnosed", '"yes" is neither true nor false'),
    "when_yes_for_text": (14, "when › studies", '"true" is not a value of studies'),
    "when_between_reversed": (14, "when › age", "first number is above the second"),
    "when_two_operators": (13, "when › age", "exactly one operator; found 2"),
    "when_no_operator": (13, "when › age", "exactly one operator; found 0"),
    "when_unknown_operator": (14, "when › age", "Did you mean 'at_least'?"),
    "when_two_node_keys": (
        13,
        "kela-esimerkki › when",
        "exactly one of all, any, not, at_least, ref, fact; found all and any",
    ),
    "when_empty_all": (14, "when", "all needs a list of conditions"),
    "when_at_least_too_many": (15, "when", "asks for 3 of 2"),
    "when_never_holds": (13, "when › age", "can never hold together"),
    "when_set_never_holds": (13, "when › work", "can never hold together"),
    "when_unknown_ref": (14, "when", "Did you mean 'todettu_sairaus'?"),
    "when_unknown_param": (14, "when › age", 'no parameter "lowest_age"'),
    "when_param_by_birth_year": (14, "when › age", "depends on the year of birth"),
    "when_unknown_redirect": (14, "when › redirect", "Did you mean 'hoitotaho'?"),
    "when_unknown_kind": (14, "when › kind", "Did you mean 'statute'?"),
    "when_unknown_change": (14, "when › change", "Did you mean 'time'?"),
    "when_unknown_source": (14, "when › source", "Did you mean 'sivu'?"),
    "when_unknown_area": (14, "when › municipality", 'no wellbeing_county "99"'),
    "when_wish": (14, "when › pref_form", "only orders results"),
    "when_not_a_group": (13, "when", "not a group of fields"),
}


def told(folder, today=TODAY):
    return check_catalogue(folder, today)[1]


@pytest.mark.parametrize(("name", "expected"), FAULTS.items(), ids=FAULTS.keys())
def test_a_fault_in_a_condition_is_told(data, name, expected):  # noqa: F811  (a fixture)
    line, where, words = expected
    shutil.copy(BROKEN / f"{name}.yaml", data / "services.yaml")

    found = [p for p in faults_of(told(data)) if words in f"{p.what} {p.mend}"]

    assert [(str(p.file), p.line) for p in found] == [("data/services.yaml", line)]
    assert where in found[0].where


def test_every_broken_condition_is_tested():
    assert {p.stem for p in BROKEN.glob("when_*.yaml")} == set(FAULTS)


def renewed(folder, name, text):
    """Replace one linked file of the data folder by other text."""
    copy = folder / "rules"
    copy.unlink(missing_ok=True) if copy.is_symlink() else None
    if not copy.exists():
        shutil.copytree(DATA / "rules", copy)
    (copy / name).write_text(text, encoding="utf-8")


def test_a_condition_that_refers_to_itself_is_told(data):  # noqa: F811  (a fixture)
    renewed(data, "conditions.yaml", "a: {ref: b}\nb: {ref: a}\n")

    found = [str(p) for p in told(data) if "refers to itself" in p.what]

    assert found[0].startswith("data/rules/conditions.yaml:")
    assert "a → b → a" in " ".join(found)


def test_a_circle_in_the_duty_order_is_told(data):  # noqa: F811  (a fixture)
    text = (DATA / "rules" / "duty.yaml").read_text(encoding="utf-8")
    circle = text.replace(
        "organisers: [kela], branches: [vocational]", "organisers: [kela, accident_insurer]"
    )
    circle = circle.replace(
        "lifts: {P2: [kela-kiila]}", "before: {organisers: [own_pension_insurer]}"
    )
    renewed(data, "duty.yaml", circle)

    found = [p for p in told(data) if "round in a circle" in p.what]

    assert len(found) == 1
    assert "→" in found[0].what


def test_lifting_a_rule_that_does_not_exist_is_told(data):  # noqa: F811  (a fixture)
    text = (DATA / "rules" / "duty.yaml").read_text(encoding="utf-8")
    renewed(data, "duty.yaml", text.replace("lifts: {P2:", "lifts: {P22:"))

    assert any('lifts "P22", which is no rule' in p.what for p in told(data))


def test_an_old_check_is_a_warning_that_stops_nothing(data):  # noqa: F811  (a fixture)
    text = (BROKEN / "when_without_say.yaml").read_text(encoding="utf-8")
    sound = text.replace(
        "{fact: age, at_least: 18}", '{fact: age, at_least: 18, say: {fi: "Ehto."}}'
    )
    (data / "services.yaml").write_text(sound, encoding="utf-8")

    half_a_year_on = told(data, date(2027, 6, 25))
    warnings = [
        p for p in half_a_year_on if "last checked 2026-11-25, over half a year ago" in p.what
    ]

    assert [p.is_warning for p in warnings] == [True]
    assert warnings[0] not in faults_of(half_a_year_on)
    assert any("over a year ago" in p.what for p in told(data, date(2027, 12, 25)))
