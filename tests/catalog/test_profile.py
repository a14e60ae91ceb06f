"""What is known of a person: forms of answers, derived facts, contradictions, plain refusals."""

from datetime import date

import pytest

from catalog.knowledge import Members, Truth, judge
from catalog.problems import UnknownValue
from catalog.profile import Profile

ON = date(2026, 11, 25)


@pytest.fixture
def person(catalogue):
    return lambda facts, on=ON: Profile.from_facts(facts, catalogue.rules, catalogue.areas, on=on)


ANSWERS = [
    ({"age": 47}, "age", ((47, 47),)),
    ({"age": "30-49"}, "age", ((30, 49),)),
    ({"age": "68+"}, "age", ((68, 120),)),
    ({"care_months": {"one_of": ["0", "3-5"]}}, "care_months", ((0, 0), (3, 5))),
    ({"diagnosed": True}, "diagnosed", frozenset({True})),
    ({"studies": {"one_of": ["none", "at_risk"]}}, "studies", frozenset({"none", "at_risk"})),
    ({"municipality": "Tampere"}, "municipality", frozenset({"837"})),
    ({"work": ["student"]}, "work", Members(frozenset({"student"}), frozenset({"student"}), True)),
    ({"current_services": []}, "current_services", Members(frozenset(), frozenset())),
    (
        {"documents": {"certain": ["referral"], "possible": ["b_statement"]}},
        "documents",
        Members(frozenset({"referral"}), frozenset({"referral", "b_statement"}), True),
    ),
]


@pytest.mark.parametrize(("facts", "fact", "expected"), ANSWERS)
def test_an_answer_leaves_what_is_still_possible(person, facts, fact, expected):
    assert person(facts).known[fact] == expected


REFUSED = [
    ({"agee": 4}, "facts", "age"),
    ({"age": -1}, "age", None),
    ({"age": 200}, "age", None),
    ({"age": "viisi"}, "age", None),
    ({"age": True}, "age", None),
    ({"age": 47.5}, "age", None),
    ({"care_months": "5-3"}, "care_months", None),
    ({"diagnosed": "yes"}, "diagnosed", "true"),
    ({"studies": "on_trakc"}, "studies", "on_track"),
    ({"work": ["employd"]}, "work", "employed"),
    ({"work": []}, "work", None),
    ({"municipality": "Kuoppio"}, "municipality", "Kuopio"),
    ({"needs": {"work.retrun": 2}}, "needs", "work.return"),
    ({"needs": {"work.return": 4}}, "needs", None),
    ({"needs": ["work.return"]}, "needs", None),
    ({"daily_difficulty": {"d4": 5}}, "daily_difficulty", None),
    ({"ohs": {"status": "dontknow"}}, "ohs", "dont_know"),
    ({"birth_year": 1850}, "birth_year", None),
]


@pytest.mark.parametrize(("facts", "field", "nearest"), REFUSED)
def test_what_has_no_meaning_is_refused_with_the_nearest_right_value(person, facts, field, nearest):
    with pytest.raises(UnknownValue) as caught:
        person(facts)

    assert (caught.value.field, caught.value.nearest) == (field, nearest)
    assert field in str(caught.value) or str(next(iter(facts))) in str(caught.value)


@pytest.mark.parametrize("status", ["dont_know", "prefer_not"])
def test_no_answer_is_remembered_and_leaves_everything_possible(catalogue, person, status):
    profile = person({"diagnosed": {"status": status}})

    assert profile.status_of("diagnosed") == status
    assert profile.known["diagnosed"] == catalogue.rules.domains["diagnosed"]


DERIVED = [
    ({"age": 61}, "lowest_pension_age_reached", "false"),
    ({"age": 70}, "lowest_pension_age_reached", "true"),
    ({"age": 64}, "lowest_pension_age_reached", None),
    ({"birth_year": 1960}, "lowest_pension_age_reached", "true"),
    ({"birth_year": 1964}, "lowest_pension_age_reached", "false"),
    ({"birth_year": 1966}, "lowest_pension_age_reached", "false"),
    ({"birth_year": 1962}, "lowest_pension_age_reached", "false"),
    ({"daily_difficulty": {"d4": 3}}, "major_daily_difficulty", "true"),
    ({"daily_difficulty": {"d4": 2}}, "major_daily_difficulty", None),
    ({"daily_difficulty": {f"d{i}": 2 for i in range(1, 10)}}, "major_daily_difficulty", "false"),
    ({"condition_group": ["mental", "cancer"]}, "diagnosed", "true"),
    ({"condition_group": ["cancer"]}, "diagnosed", None),
    ({"injury_cause": "none"}, "insurer_decision", "not_relevant"),
    ({"municipality": "837"}, "wellbeing_county", "08"),
    ({"municipality": {"one_of": ["837", "980"]}}, "wellbeing_county", "08"),
    ({"municipality": {"one_of": ["837", "564"]}}, "wellbeing_county", None),
]


@pytest.mark.parametrize(("facts", "fact", "expected"), DERIVED)
def test_what_follows_is_derived_and_nothing_more(person, facts, fact, expected):
    assert person(facts).value(fact) == expected


def test_somebody_born_in_1961_has_just_reached_the_age_or_not_by_birthday(person):
    # 64 years and 9 months: whoever was born before 25 February 1962 has reached it on this day.
    assert person({"birth_year": 1961}).value("lowest_pension_age_reached") == "true"
    assert (
        person({"birth_year": 1961}, date(2026, 3, 1)).value("lowest_pension_age_reached") is None
    )


def test_a_year_not_settled_by_decree_stays_unknown(person):
    assert (
        person({"birth_year": 1965}, date(2030, 6, 1)).value("lowest_pension_age_reached") is None
    )


def test_without_a_day_nothing_that_needs_one_is_derived(person):
    assert person({"birth_year": 1950}, None).value("lowest_pension_age_reached") is None


CONTRADICTIONS = [
    {"diagnosed": False, "condition_group": ["mental"]},
    {"age": 30, "birth_year": 1960},
    {"municipality": "837", "wellbeing_county": "06"},
    {"injury_cause": "none", "insurer_decision": "denied"},
]


@pytest.mark.parametrize("facts", CONTRADICTIONS)
def test_answers_that_cannot_both_be_true_are_told_once_and_kept(person, facts):
    profile = person(facts)

    assert len(profile.contradictions) == 1
    assert set(profile.contradictions[0].facts) == set(facts)
    assert all(profile.contradictions[0].say.items())


def test_sound_answers_contradict_nothing(person):
    facts = {
        "age": 64,
        "birth_year": 1962,
        "municipality": "837",
        "wellbeing_county": "08",
        "diagnosed": True,
    }

    assert person(facts).contradictions == ()


def test_deriving_again_changes_nothing(catalogue, person):
    profile = person({"age": 47, "municipality": "837", "condition_group": ["mental"]})

    assert profile.as_of(ON, catalogue.rules, catalogue.areas) == profile


def test_one_of_several_work_situations_is_enough_to_know_that_one_holds(person):
    known = person({"work": {"one_of": ["employed", "self_employed"]}}).known["work"]
    from_work = judge_has(known, "employed", "self_employed")

    assert from_work is Truth.YES
    assert judge_has(known, "employed") is Truth.UNKNOWN
    assert judge_has(known, "student") is Truth.NO


def judge_has(known, *members):
    from catalog.knowledge import Test  # noqa: PLC0415  (its name would look like a test class)

    return judge(Test("work", "any", frozenset(members)), known)
