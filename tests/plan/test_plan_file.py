"""A plan's file, its advice, calendar, report and text; damaged and foreign files lose nothing."""

import json
from datetime import date

import pytest
from icalendar import Calendar
from typer.testing import CliRunner

from kuntoutuspolku import app
from plan.calendar import to_ics
from plan.checks import advice_on, cycle
from plan.file import MOST_BYTES, PassphraseNeededError, PlanFileError, dump, load, seal
from plan.model import Action, ChosenService, Goal, Member, Plan, Score
from plan.presets import PRESETS, plan_from
from plan.report import goal_report
from plan.steps import merged_steps
from plan.text import plain_text

DAY = date(2026, 12, 1)
GOAL = Goal(
    id="g1", text="Kävelen 30 minuuttia kolmena päivänä viikossa", due=date(2027, 2, 1),
    levels={-1: "yhtenä päivänä", 0: "kolmena päivänä", 1: "viitenä päivänä"},
    scores=(Score(on=date(2027, 1, 1), level=-1), Score(on=date(2027, 2, 1), level=0)),
)  # fmt: skip
PLAN = plan_from("three_months", DAY).model_copy(
    update={
        "goals": (GOAL,),
        "team": (Member(role="oma työntekijä", name="A. B."),),
        "actions": (Action(id="a1", what="Ostan kengät", who="minä", goal="g1"),),
        "services": (ChosenService(id="kela-kiila", name="Kiila", applied_on=DAY),),
    }
)


def test_a_plan_survives_its_file():
    assert load(dump(PLAN).encode()) == PLAN


def test_a_sealed_plan_opens_with_its_passphrase_only():
    sealed = seal(PLAN, "oikein pitkä lause")

    assert "Kävelen" not in sealed
    assert load(sealed.encode(), "oikein pitkä lause") == PLAN
    for wrong in ("", "väärä lause"):
        with pytest.raises(PassphraseNeededError):
            load(sealed.encode(), wrong)


def test_a_short_passphrase_is_refused():
    with pytest.raises(PlanFileError, match="eight"):
        seal(PLAN, "lyhyt")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "damaged"),
        (b"\xff\xfe\x00", "damaged"),
        (b"[" * 100_000, "damaged"),
        (b"[]", "not a plan"),
        (b'{"kind": "shopping"}', "not a plan"),
        (b'{"kind": "kuntoutuspolku-plan", "version": 9}', "version 9"),
        (b'{"kind": "kuntoutuspolku-plan", "version": 1}', "starts_on"),
        (b"x" * (MOST_BYTES + 1), "larger"),
        (b'{"kind": "kuntoutuspolku-plan-sealed", "salt": "!", "content": "x"}', "sealed"),
    ],
)
def test_a_file_that_is_no_plan_says_why(content, words):
    with pytest.raises(PlanFileError, match=words):
        load(content)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"starts_on": "eilen"}, "starts_on"),
        ({"goals": [{"id": "g", "text": "x", "start": 7}]}, "goals › 0 › start"),
        ({"zzz": 1}, "zzz"),
        ({"strengths": ["x"] * 10_000}, "strengths"),
    ],
)
def test_a_fault_names_its_place(change, where):
    content = json.dumps({**json.loads(dump(PLAN)), **change}).encode()

    with pytest.raises(PlanFileError, match=where):
        load(content)


def test_negative_amounts_are_refused():
    line = {"id": "b1", "service": "x", "unit": "kk", "unit_price_eur": "-5", "planned": "1"}
    content = json.dumps({**json.loads(dump(PLAN)), "budget": [line]}).encode()

    with pytest.raises(PlanFileError, match="unit_price_eur"):
        load(content)


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_plans_meetings_and_reviews_within_the_plan(name):
    plan = plan_from(name, DAY)
    days = [m.on for m in plan.meetings] + [r.on for r in plan.reviews]

    assert all(plan.starts_on < day <= plan.ends_on for day in days)
    assert plan.reviews[-1].on == plan.ends_on


def keys(plan):
    return {advice.key.rpartition(".")[2] for advice in advice_on(plan)}


def test_advice_names_what_is_missing():
    vague = Goal(id="g2", text="Parantaa ja lisätä jaksamista", start=0)
    plan = PLAN.model_copy(update={"goals": (GOAL, vague), "ends_on": date(2026, 1, 1)})

    assert keys(plan) >= {
        "vague", "no_measure", "no_date", "two_goals", "already_there", "no_action", "no_plan_b",
        "period", "goal_late",
    }  # fmt: skip


def test_a_sound_plan_gets_no_advice_on_its_goal():
    assert not keys(PLAN) & {"vague", "no_measure", "no_date", "two_goals", "no_action"}


def test_actions_in_a_circle_are_named():
    actions = (
        Action(id="a", what="x", depends_on=("b",)), Action(id="b", what="y", depends_on=("a",)),
        Action(id="c", what="z", depends_on=("a",)), Action(id="d", what="w"),
    )  # fmt: skip

    assert cycle(actions) == ("a", "b", "c")
    assert cycle(actions[3:]) == ()


def test_the_report_uses_the_last_level_up_to_the_day():
    early, late = goal_report(PLAN, date(2027, 1, 15)), goal_report(PLAN, date(2027, 3, 1))

    assert (early.met, early.t_now) == (0, 40.0)
    assert (late.met, late.t_start, late.t_now) == (1, 40.0, 50.0)


def test_without_a_level_there_is_no_t():
    found = goal_report(PLAN, DAY)

    assert found.t_now is None
    assert "level" in found.why_no_t


def test_the_calendar_holds_days_and_no_words_of_the_plan():
    words = {"meeting": "Tapaaminen", "review": "Arvio", "deadline": "Määräaika"}
    content = to_ics(PLAN, words)
    events = list(Calendar.from_ical(content).walk("VEVENT"))

    assert len(events) == len(PLAN.meetings) + len(PLAN.reviews)
    assert "kengät".encode() not in content


def test_steps_of_services_are_merged_with_papers_first(catalogue):
    steps = merged_steps(["kela-kiila", "kela-ammatillinen-koulutus", "no-such"], catalogue)

    assert steps[0].kind == "paper"
    shared = [s for s in steps if len(s.service_ids) > 1]
    assert shared
    assert len({s.say.choose("fi").text for s in steps}) == len(steps)


def test_plain_text_says_that_it_is_a_draft():
    words = dict.fromkeys(
        ("own", "team", "goals", "actions", "services", "meetings", "reviews", "final"), "Otsikko"
    )
    text = plain_text(PLAN, {**words, "title": "Oma suunnitelma", "note": "Oma luonnos."})

    assert "Oma luonnos." in text
    assert "Kävelen 30 minuuttia" in text


@pytest.fixture
def run(tmp_path):
    file = tmp_path / "plan.json"
    file.write_text(dump(PLAN), encoding="utf-8")
    runner = CliRunner()
    return lambda verb, *more: runner.invoke(app, ["plan", verb, str(file), *more])


def test_the_commands_read_a_plan(run):
    assert "what if it is refused?" in run("check").stdout
    assert "Kävelen 30 minuuttia" in run("print").stdout
    assert "1 of 1 scored goals" in run("report", "--on", "2027-03-01").stdout


def test_the_command_tells_a_damaged_file(tmp_path):
    (tmp_path / "x.json").write_text("{")
    result = CliRunner().invoke(app, ["plan", "check", str(tmp_path / "x.json")])

    assert result.exit_code == 1
    assert "damaged" in result.stderr
    assert "Traceback" not in result.output


def test_a_new_plan_is_printed_as_a_file():
    result = CliRunner().invoke(app, ["plan", "new", "--start", "2026-12-01"])

    assert isinstance(load(result.stdout.encode()), Plan)
