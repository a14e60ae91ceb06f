"""The adaptive choice of questions against a fixed order, on a few of the 200 made-up people."""

import pytest

from catalog.profile import Profile
from search.evaluate_questions import measure
from search.match.engine import match
from search.personas import personas
from tests.search.match.conftest import ON


@pytest.fixture(scope="module")
def measured(real):
    return {row.name: row for row in measure(real, personas(real, 10), ON)}


def test_the_adaptive_choice_asks_less_than_half_of_the_fixed_order(measured):
    adaptive, fixed = measured["adaptive"], measured["fixed order"]

    assert adaptive.median <= fixed.median / 2
    assert adaptive.burden <= fixed.burden * 0.6


def test_most_of_the_final_first_five_are_shown_early(measured):
    adaptive, fixed = measured["adaptive"], measured["fixed order"]

    assert adaptive.share_after_5 > fixed.share_after_5
    assert adaptive.share_after_8 >= 0.85


def test_when_it_stops_the_first_five_are_mostly_final(measured):
    assert measured["adaptive"].right_at_stop >= 0.7


def test_the_people_are_the_same_every_time_and_agree_with_themselves(real):
    people = personas(real, 200)

    assert people == personas(real, 200)
    for person in people:
        profile = Profile.from_facts(person.answers, real.rules, real.areas, on=ON)
        assert profile.contradictions == (), person.number


def test_every_kind_of_age_and_work_is_among_the_people(real):
    people = personas(real, 200)
    works = {work for p in people for work in p.answers["work"]}

    assert min(p.answers["age"] for p in people) < 7
    assert max(p.answers["age"] for p in people) > 80
    assert {"employed", "self_employed", "unemployed", "student", "old_age_pension"} <= works


def test_a_service_that_can_move_nobody_into_the_first_five_is_not_asked_about(real):
    facts = {"needs": {"mood.low": 3}, "municipality": "837", "age": 40, "work": ["employed"]}
    result = match(Profile.from_facts(facts, real.rules, real.areas, on=ON), real, ON)
    listed = {m.service_id: m for m in result.ranked}
    least = min(listed[k].points["mood.low"].total for k in result.groups[0].service_ids[:5])

    for key in result.next_question.why:
        points = listed[key].points["mood.low"]
        best = points.total - points.certainty + 15
        assert key in result.groups[0].service_ids[:5] or best >= least
