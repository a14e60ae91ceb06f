"""Whom a record describes: criteria that never exclude, but tell the meant from the others."""

import dataclasses

import pytest

from catalog.problems import UnknownValue
from search.match.engine import match

HEART, STUDENTS, GRIEF = "sydanliitto-kurssit", "nyyti-opiskelijatuki", "kapy-vertaistuki"


def found(catalogue, person, on, facts, service):
    return next(m for m in match(person(facts), catalogue, on).ranked if m.service_id == service)


@pytest.mark.parametrize(
    ("facts", "state", "meant_for"),
    [
        ({"condition_group": ["heart_lung"]}, "assess", "you"),
        ({"condition_group": ["cancer"], "needs": {"illness.live_with": 2}}, "open", "others"),
        ({"needs": {"illness.live_with": 2}}, "open", "you"),
    ],
    ids=["the illness", "another illness", "not told"],
)
def test_a_course_for_an_illness_is_told_from_others(real, person, on, facts, state, meant_for):
    course = found(real, person, on, facts, HEART)

    assert (course.state, course.meant_for) == (state, meant_for)


def test_a_need_tells_as_much_as_a_diagnosis(real, person, on):
    facts = {"needs": {"mood.low": 3}, "age": 40}

    assert found(real, person, on, facts, "hva-mielenterveyspalvelut").state == "fits"


@pytest.mark.parametrize(
    ("work", "state"), [(["student"], "fits"), (["employed"], "open")], ids=["student", "not"]
)
def test_a_service_for_students_is_told_from_others(real, person, on, work, state):
    facts = {"needs": {"mood.low": 3}, "work": work}

    assert found(real, person, on, facts, STUDENTS).state == state


def test_what_nobody_is_asked_stays_open_with_its_sentence(real, person, on):
    circle = found(real, person, on, {"needs": {"social.peer": 3}, "age": 40}, GRIEF)

    assert (circle.state, circle.meant_for) == ("open", "you_know")
    assert "Tuki on lapsensa menettäneille perheille." in [reason.say.fi for reason in circle.open]
    assert circle.repairs == ()


def test_what_nobody_is_asked_can_not_be_told_either(person):
    with pytest.raises(UnknownValue):
        person({"not_asked": True})


def test_what_nobody_is_asked_is_never_the_next_question(real, person, on):
    facts = {}
    for _ in range(14):
        question = match(person(facts), real, on).next_question
        if question is None:
            break
        assert question.fact != "not_asked"
        facts[question.id] = {"status": "dont_know"}


def test_what_is_meant_for_others_comes_last_in_its_group(real, person, on):
    facts = {"condition_group": ["cancer"], "needs": {"illness.live_with": 3, "social.peer": 2}}
    result = match(person(facts), real, on)
    meant = {m.service_id: m.meant_for for m in result.ranked}

    for group in result.groups:
        order = [meant[key] == "others" for key in group.service_ids]
        assert order == sorted(order)


def test_a_description_never_excludes(real, person, on):
    """Without the descriptive fields no service is any nearer than with them."""
    bare = {
        key: dataclasses.replace(s, condition_groups=(), life_situations=())
        for key, s in real.services.items()
    }
    facts = {
        "age": 47,
        "work": ["employed"],
        "condition_group": ["cancer"],
        "needs": {"housing": 1},
    }
    shut = ("no", "later", "elsewhere")

    states = [
        {m.service_id for m in match(person(facts), c, on).ranked if m.state in shut}
        for c in (real, dataclasses.replace(real, services=bare))
    ]

    assert states[0] == states[1]
