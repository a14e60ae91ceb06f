"""The gate of licences, change over time, the file's versions and its schema."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import jsonschema
import pytest
from pydantic import ValidationError

from catalog.problems import CatalogueError
from plan.change import daily_changes, goal_changes, score_changes
from plan.file import PlanFileError, dump, load, schema
from plan.licences import MOST_MONTHS, instruments, read_instruments
from plan.model import Difficulty, Goal, Plan, Score, TypedScore
from plan.presets import plan_from
from tests.conftest import DATA, ROOT

DAY = date(2026, 12, 1)


def test_every_measure_has_terms_that_were_read_lately():
    today = datetime.now(tz=UTC).date()
    old = [each.id for each in read_instruments() if each.months_old(today) > MOST_MONTHS]

    assert old == []
    assert {each.id for each in read_instruments() if each.use == "never"} == {
        "kykyviisari", "eq-5d", "rai",
    }  # fmt: skip


def test_no_item_of_a_measure_without_permission_stands_in_the_product():
    """First words of items that must never be shown, as their owners publish them."""
    forbidden = (
        "cope with life", "understand your illness", "keep yourself healthy",  # PEI
        "how satisfied are you with your health", "kuinka tyytyväinen olet terveyteesi",  # WHOQOL
        "calm and relaxed", "rauhallinen ja rentoutunut",  # WHO-5
        "standing for long periods", "household responsibilities",  # WHODAS
        "tunnen, että päivittäiset tekemiseni ovat merkityksellisiä",  # ESIS
    )  # fmt: skip
    allowed = {each.id for each in read_instruments() if each.item_text_allowed}
    assert allowed == {"gas", "coping", "daily"}
    for folder in ("web", "plan", "data"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in (".py", ".po", ".html", ".yaml", ".json"):
                text = path.read_text(encoding="utf-8").lower()
                assert [words for words in forbidden if words in text] == [], path


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("use: embed", "its words may not be shown"),
        ("use: score", "a typed score needs low and high"),
        ("use: maybe", "use|Input should be"),
    ],
)
def test_gate_refuses_a_row_that_does_not_hold(tmp_path, row, message):
    path = tmp_path / "data" / "plan" / "instruments.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(
        f"- id: x\n  name: {{fi: X}}\n  owner: o\n  licence: l\n  {row}\n"
        "  item_text_allowed: false\n  evidence: D\n  checked: 2026-11\n"
    )

    with pytest.raises(CatalogueError, match=message):
        read_instruments(path)


@pytest.mark.parametrize(("key", "score"), [("who-5", "101"), ("whodas-12", "49"), ("pei", "13")])
def test_total_outside_its_measure_is_refused_not_clipped(key, score):
    with pytest.raises(ValidationError, match="the total is from"):
        TypedScore(on=DAY, instrument=key, score=Decimal(score))


def test_total_of_a_measure_that_is_not_known_any_more_is_kept():
    kept = TypedScore(on=DAY, instrument="old-measure", score=Decimal(7))

    (change,) = score_changes(plan_from("social", DAY).model_copy(update={"typed_scores": (kept,)}))
    assert (change.key, change.last) == ("old-measure", 7)


def test_change_is_first_last_difference_and_number():
    scores = tuple(
        TypedScore(on=date(2026, month, 1), instrument="who-5", score=Decimal(value))
        for month, value in ((12, 60), (9, 44), (10, 52))
    )
    (change,) = score_changes(plan_from("social", DAY).model_copy(update={"typed_scores": scores}))

    assert (change.first, change.last, change.difference) == (44, 60, 16)
    assert len(change.points) == 3
    assert (change.low, change.high) == (0, 100)


def test_ratings_and_goals_over_time():
    goal = Goal(id="g", text="x", start=-2, scores=(Score(on=date(2027, 3, 1), level=1),))
    plan = plan_from("social", DAY).model_copy(
        update={
            "goals": (goal,),
            "difficulties": (
                Difficulty(on=date(2027, 3, 1), by_chapter={"d4": 1}),
                Difficulty(on=DAY, by_chapter={"d4": 3, "d5": 2}),
            ),
        }
    )

    assert [(c.key, c.difference) for c in daily_changes(plan)] == [("d4", -2), ("d5", 0)]
    assert [(c.first, c.last) for c in goal_changes(plan)] == [(-2, 1)]


def test_plan_of_the_first_version_opens_and_loses_nothing():
    new = json.loads(dump(plan_from("social", DAY).model_copy(update={"own_words": "omat sanat"})))
    old = {key: value for key, value in new.items() if key not in ("alternatives", "elements")}
    old["version"] = 1

    opened = load(json.dumps(old).encode())

    assert opened.version == 2
    assert opened.own_words == "omat sanat"
    assert len(opened.meetings) == 26


@pytest.mark.parametrize("version", [0, 3, -1, "2", None])
def test_other_versions_are_told_and_not_guessed(version):
    given = json.loads(dump(plan_from("social", DAY))) | {"version": version}

    with pytest.raises(PlanFileError) as error:
        load(json.dumps(given).encode())
    assert [fault.code for fault in error.value.faults] == ["newer"]


def test_schema_on_file_is_that_of_the_code_and_takes_a_plan():
    kept = json.loads((DATA / "schema" / "plan.schema.json").read_text(encoding="utf-8"))

    assert kept == schema()
    jsonschema.validate(json.loads(dump(plan_from("intensive", DAY))), kept)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"kind": "else"}, kept)


def test_measures_offered_are_those_with_a_range():
    assert all(each.low is not None and each.high is not None for each in instruments().values())
    assert Plan.model_fields["typed_scores"]
