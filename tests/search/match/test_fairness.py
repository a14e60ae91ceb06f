"""Fairness rules of matching.md section 10 that are not about one group's first places."""

import dataclasses

import pytest

from catalog.model import Organization, Service
from search.match.engine import match

FACTS = {
    "age": 47, "municipality": "837", "work": ["employed"], "diagnosed": True,
    "work_ability": "much", "needs": {"work.return": 3, "mood.low": 1},
}  # fmt: skip
# Facts that no condition reads and no declared wish for the order stands behind.
SAY_NOTHING_OF_RANK = [
    {"pref_language": ["sv"]},
    {"access_needs": ["step_free", "interpreter"]},
]


def order(catalogue, person, on, facts):
    result = match(person(facts), catalogue, on)
    return [(m.service_id, m.points) for m in result.ranked]


@pytest.mark.parametrize("more", SAY_NOTHING_OF_RANK, ids=["language", "access"])
def test_a_fact_outside_conditions_needs_and_wishes_moves_no_rank(real, person, on, more):
    assert order(real, person, on, FACTS) == order(real, person, on, {**FACTS, **more})


def test_every_fact_that_moves_a_rank_stands_in_a_condition_or_is_a_wish(real):
    """Wishes and papers are declared for the order; all else works through conditions only."""
    declared = {"needs", "goal", "pref_form", "travel", "money", "documents"}
    only_words = {"pref_language", "access_needs"}  # told beside a service, never in its points
    for fact in real.rules.facts.values():
        works_by_condition = fact.in_conditions or any(
            other.asked_by == fact.id for other in real.rules.facts.values()
        )
        assert works_by_condition or fact.id in declared | only_words


def test_no_paid_place_and_no_reported_quality_exist_in_the_data_model():
    words = ("sponsor", "paid", "promot", "advert", "boost", "rating", "stars", "quality")
    fields = [f.name for form in (Service, Organization) for f in dataclasses.fields(form)]

    assert [name for name in fields if any(word in name for word in words)] == []


@pytest.mark.parametrize("pair", [("980", "536"), ("260", "707")], ids=["Pirkanmaa", "Karelia"])
def test_another_home_in_the_same_county_gives_the_same_states(real, person, on, pair):
    found = [
        {
            m.service_id: m.state
            for m in match(person({**FACTS, "municipality": h}), real, on).ranked
        }
        for h in pair
    ]

    assert found[0] == found[1]


def test_the_same_answers_give_the_same_order_every_time(real, person, on):
    orders = {str(order(real, person, on, FACTS)) for _ in range(3)}

    assert len(orders) == 1


def test_what_was_worked_out_for_others_changes_nothing(real, person, on):
    """Rows of the decision tables are kept; the answer must be that of a fresh catalogue."""
    for facts in ({}, {"age": 20}, {"age": "18-29"}, {"work": ["student"]}):
        match(person(facts), real, on)
    fresh = dataclasses.replace(real)

    assert match(person(FACTS), real, on) == match(person(FACTS), fresh, on)


def test_a_refusal_to_tell_is_kept_apart_from_not_being_asked(real, person, on):
    match(person({"age": 30}), real, on)
    refused = match(person({"age": 30, "social_support": {"status": "prefer_not"}}), real, on)

    steps = {s.fact for m in refused.ranked for way in m.repairs for s in way if s.kind == "ask"}
    assert "social_support" not in steps
