"""Primary duty: each rule with yes, no and unknown, and what a note never does."""

import dataclasses

import pytest

from search.match.engine import match

FIT_FOR_PENSION = {"age": 40, "work_ability": "much", "earnings_5y": "above", "earnings_36m": True}
PSYCHOTHERAPY, NUOTTI, KIILA = "kela-kuntoutuspsykoterapia", "kela-nuotti", "kela-kiila"


def notes(catalogue, person, on, facts, service):
    found = {m.service_id: m for m in match(person(facts), catalogue, on).ranked}
    return {check.rule: check.certainty for check in found[service].first_check}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"injury_cause": "traffic", "insurer_decision": "pending"}, "certain"),
        ({"injury_cause": "traffic", "insurer_decision": "denied"}, None),
        ({"injury_cause": "traffic"}, "possible"),
    ],
    ids=["yes", "no", "unknown"],
)
def test_p1_insurer_before_kela(real, person, on, facts, expected):
    assert notes(real, person, on, facts, PSYCHOTHERAPY).get("P1") == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (FIT_FOR_PENSION, "certain"),
        ({**FIT_FOR_PENSION, "earnings_5y": "below"}, None),
        ({"age": 40, "earnings_36m": True}, "possible"),
    ],
    ids=["yes", "no", "unknown"],
)
def test_p2_pension_insurer_before_kela_vocational(real, person, on, facts, expected):
    assert notes(real, person, on, facts, "kela-tyokokeilu").get("P2") == expected


@pytest.mark.parametrize(
    "facts",
    [{**FIT_FOR_PENSION, "work": ["employed"]}, {**FIT_FOR_PENSION, "work": ["unemployed"]}, {}],
    ids=["yes", "no", "unknown"],
)
def test_p3_kiila_is_never_put_after_the_pension_insurer(real, person, on, facts):
    assert "P2" not in notes(real, person, on, facts, KIILA)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"injury_cause": "military"}, "certain"),
        ({"injury_cause": "none"}, None),
        ({}, "possible"),
    ],
    ids=["yes", "no", "unknown"],
)
def test_p10_state_treasury_before_kela(real, person, on, facts, expected):
    assert notes(real, person, on, facts, PSYCHOTHERAPY).get("P10") == expected


def test_a_note_says_who_why_and_what_after_a_refusal(real, person, on):
    facts = {"injury_cause": "traffic", "insurer_decision": "not_applied"}
    found = {m.service_id: m for m in match(person(facts), real, on).ranked}
    note = found[PSYCHOTHERAPY].first_check[0]

    assert (
        note.say.fi
        == "Selvitä ensin: vakuutusyhtiö. Syy: tapaturma, ammattitauti tai liikennevahinko."
    )
    assert note.if_refused.fi.startswith("Jos vakuutusyhtiö ei maksa")


def test_social_rehabilitation_is_never_secondary(real):
    social = [s for s in real.services.values() if s.branch == "social"]

    assert social
    assert not [s.id for s in social if real.rules.duty.rules_for(s)]


def test_notes_never_change_a_state(real, person, on):
    without = dataclasses.replace(
        real,
        rules=dataclasses.replace(real.rules, duty=dataclasses.replace(real.rules.duty, rules=())),
    )
    facts = {**FIT_FOR_PENSION, "injury_cause": "traffic"}

    states = [
        {m.service_id: m.state for m in match(person(facts), c, on).ranked} for c in (real, without)
    ]

    assert states[0] == states[1]
