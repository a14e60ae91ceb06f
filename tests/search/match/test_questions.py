"""The next question: fixed first screens, guards, and questions that can still settle something."""

from itertools import pairwise

from search.match.engine import match
from search.match.questions import MOST_QUESTIONS

MILD = {"goal": ["work"], "municipality": "837", "age": 47, "work": ["employed"]}


def ask(catalogue, person, on, facts):
    return match(person(facts), catalogue, on).next_question


def test_the_first_screens_are_fixed_and_mild(real, person, on):
    asked, facts = [], {}
    for answer in (["work"], "837", 47, ["employed"]):
        question = ask(real, person, on, facts)
        asked.append(question.id)
        facts[question.id] = answer

    assert asked == ["goal", "municipality", "age", "work"]


def test_a_child_is_not_asked_about_work(real, person, on):
    facts = {"needs": {"comm.speech": 3}, "municipality": "837", "age": 9}
    asked = whole_guide(real, person, on, {**facts})

    assert asked[:3] == ["goal", "municipality", "age"]
    assert "work" not in asked
    assert ask(real, person, on, {**facts, "age": 16}).id == "work"


def test_needs_are_as_good_a_start_as_a_goal(real, person, on):
    assert ask(real, person, on, {"needs": {"work.find": 2}}).id == "municipality"


def whole_guide(catalogue, person, on, answers):
    facts, asked = {}, []
    for _ in range(40):
        question = ask(catalogue, person, on, facts)
        if question is None:
            return asked
        asked.append(question.id)
        facts[question.id] = answers.get(question.id, {"status": "dont_know"})
    return asked


def test_sensitivity_rises_one_step_at_a_time_while_milder_questions_are_left(real, person, on):
    asked = whole_guide(real, person, on, MILD)
    levels = [real.rules.facts[name].sensitivity for name in asked]

    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_no_three_health_questions_follow_each_other(real, person, on):
    asked = whole_guide(real, person, on, {**MILD, "needs": {"mood.low": 3}})
    levels = [real.rules.facts[name].sensitivity for name in asked]

    assert not any(levels[i : i + 3] == [3, 3, 3] for i in range(len(levels)))


def test_the_guide_ends_after_twelve_questions_at_most(real, person, on):
    asked = whole_guide(real, person, on, MILD)

    assert len(asked) == len(set(asked)) <= MOST_QUESTIONS


def test_what_somebody_did_not_want_to_tell_is_not_asked_again(real, person, on):
    first = ask(real, person, on, MILD).id

    assert ask(real, person, on, {**MILD, first: {"status": "prefer_not"}}).id != first


def test_a_derived_fact_is_asked_by_its_question(six, person, on):
    facts = {
        **MILD, "needs": {"body.move": 3}, "diagnosed": True, "lasts_year": True,
        "institution": False,
    }  # fmt: skip

    assert ask(six, person, on, facts).id == "daily_difficulty"


def test_a_question_names_services_it_separates(six, person, on):
    question = ask(six, person, on, {**MILD, "needs": {"work.stay": 3}})

    assert "kela-kiila" in question.why


def test_nothing_is_asked_when_everything_is_settled(six, person, on):
    facts = {
        **MILD,
        "age": 80,
        "work": ["old_age_pension"],
        "needs": {"work.stay": 3},
        "goal": ["daily_life"],
    }

    assert ask(six, person, on, facts) is None


def test_the_amount_of_the_year_stands_in_the_question(real, on):
    assert "{amount}" not in real.rules.question_text("earnings_5y", on).fi
    assert (
        "41\u00a0143,38 euroa" in real.rules.question_text("earnings_5y", on.replace(year=2024)).fi
    )
