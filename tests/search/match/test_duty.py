"""Primary duty: each rule with yes, no and unknown, and what a note never does."""

import dataclasses

import pytest

from search.match.duty import judge_duty
from search.match.engine import match
from search.match.evaluate import Truths
from search.match.prepare import prepare

FIT_FOR_PENSION = {"age": 40, "work_ability": "much", "earnings_5y": "above", "earnings_36m": True}
PSYCHOTHERAPY, NUOTTI, KIILA = "kela-kuntoutuspsykoterapia", "kela-nuotti", "kela-kiila"
DEMANDING = "kela-vaativa-laakinnallinen-kuntoutus"


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


LONG_JOBLESS = {"work": ["unemployed"], "unemployed_months": 24, "work_ability": "some"}
STUDENT = {"work": ["student"], "current_services": [], "documents": []}
# Rule, a service it stands before, and who is to be told so: certainly, not at all, possibly.
RULES = [
    ("P4", NUOTTI, STUDENT, {**STUDENT, "documents": ["school_statement"]}, {"work": ["student"]}),
    ("P5", NUOTTI, {"regular_care": True}, {"regular_care": False}, {}),
    ("P6", DEMANDING, {"age": 66}, {"age": 40, "regular_care": False}, {"age": 40}),
    ("P7", "hva-tyokyvyn-tuki", {"ohs": True}, {"ohs": False}, {}),
    ("P8", "tyoelake-kuntoutustuki", {"pension_matter": "pending"}, {"pension_matter": "none"}, {}),
    (
        "P9", "hva-kuntouttava-tyotoiminta", {**LONG_JOBLESS, "documents": []},
        {**LONG_JOBLESS, "documents": ["multi_agency_plan"]}, LONG_JOBLESS,
    ),
    ("P10", PSYCHOTHERAPY, {"injury_cause": "military"}, {"injury_cause": "none"}, {}),
    ("P11", DEMANDING, {"injury_cause": "patient_injury"}, {"injury_cause": "none"}, {}),
    (
        "P12", "hva-vammaispalvelut", {"current_services": []},
        {"current_services": ["disability_services"]}, {},
    ),
]  # fmt: skip


def certainty_of(catalogue, person, on, facts, rule):
    prepared = prepare(catalogue, on)
    found = judge_duty(prepared, Truths(prepared, person(facts).known))
    return next((n.certainty for n in found if n is not None and n.rule == rule), None)


@pytest.mark.parametrize(
    ("rule", "service", "yes", "no", "unknown"), RULES, ids=[row[0] for row in RULES]
)
def test_a_rule_is_certain_absent_or_possible(real, person, on, rule, service, yes, no, unknown):
    before = [r.id for r in real.rules.duty.rules_for(real.services[service])]

    assert rule in before
    assert certainty_of(real, person, on, yes, rule) == "certain"
    assert certainty_of(real, person, on, no, rule) is None
    assert certainty_of(real, person, on, unknown, rule) == "possible"


def test_there_are_exactly_the_twelve_rules_of_the_specification(real):
    assert {rule.id for rule in real.rules.duty.rules} == {f"P{n}" for n in range(1, 13)}


def test_every_rule_that_stands_before_something_says_what_to_do_after_a_refusal(real):
    for rule in real.rules.duty.rules:
        covered = [s.id for s in real.services.values() if rule in real.rules.duty.rules_for(s)]

        assert covered or rule.lifts, rule.id
        assert rule.lifts or (rule.if_refused.fi and rule.if_refused.sv and rule.if_refused.en)
        assert rule.reason.fi
        assert rule.source.url


def test_every_service_and_body_a_rule_names_exists(real):
    bodies = {*real.organizations, *real.taxonomy.roles}
    for rule in real.rules.duty.rules:
        lifted = {key for keys in rule.lifts.values() for key in keys}

        assert {*rule.before.services, *lifted} <= real.services.keys()
        named = (*rule.organiser.ids, *rule.organiser.roles, *rule.before.organisers)
        assert set(named) <= bodies


def test_an_accident_insurer_is_never_put_after_itself(real):
    for service in real.services.values():
        first = {b for r in real.rules.duty.rules_for(service) for b in r.organiser.roles}

        assert service.organiser.role is None or service.organiser.role not in first


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
    """Rehabilitative work (P9) is the only social service with an order, set by its own act."""
    social = [s for s in real.services.values() if s.branch == "social"]

    assert social
    assert [s.id for s in social if real.rules.duty.rules_for(s)] == ["hva-kuntouttava-tyotoiminta"]


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
