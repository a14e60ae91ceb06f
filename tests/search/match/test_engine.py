"""The whole answer: determinism, fairness, areas, organisers, crisis, groups and first step."""

import dataclasses
from datetime import date

import pytest

from catalog.model import AgeRange, AreaScope
from search.match.engine import match

FACTS = {
    "age": 47, "work": ["employed"], "diagnosed": True, "work_ability": "much",
    "needs": {"work.return": 3, "mood.low": 1},
}  # fmt: skip
SERVICE = "hva-sosiaalinen-kuntoutus"


def states(result):
    return {m.service_id: m.state for m in result.ranked}


def local(catalogue, **scope):
    """The catalogue with one service that is for some areas only."""
    service = dataclasses.replace(
        catalogue.services[SERVICE], service_area=AreaScope(**scope), when=None, age=None
    )
    return dataclasses.replace(catalogue, services={**catalogue.services, SERVICE: service})


def test_the_same_person_and_day_give_the_same_answer(real, person, on):
    assert match(person(FACTS), real, on) == match(person(FACTS), real, on)


def test_the_order_of_answers_does_not_matter(real, person, on):
    turned = dict(reversed(FACTS.items()))

    a, b = match(person(FACTS), real, on), match(person(turned), real, on)

    assert (a.ranked, a.groups) == (b.ranked, b.groups)


def test_the_answer_names_the_data_and_the_day(real, person, on):
    result = match(person({}), real, on)

    assert (result.evaluated_on, result.data_version) == ("2026-11-25", real.version)


@pytest.mark.parametrize("word", ["gender", "sex", "name", "nationality", "religion", "ethnicity"])
def test_what_must_never_be_asked_is_no_fact(real, word):
    assert word not in real.rules.facts


def test_a_move_inside_the_county_changes_no_state_and_no_order(real, person, on):
    # Ylöjärvi and Nokia: no service has a place of its own in either.
    found = [match(person({**FACTS, "municipality": code}), real, on) for code in ("980", "536")]
    order = [[(m.service_id, m.state, m.points) for m in result.ranked] for result in found]

    assert order[0] == order[1]
    assert found[0].groups == found[1].groups


def test_language_wish_moves_nothing(real, person, on):
    with_wish = match(person({**FACTS, "pref_language": ["sv"]}), real, on)

    assert with_wish.ranked == match(person(FACTS), real, on).ranked


def test_a_service_of_another_area_is_no_with_its_reason(real, person, on):
    catalogue = local(real, wellbeing_county=("08",))
    found = {m.service_id: m for m in match(person({"municipality": "564"}), catalogue, on).ranked}

    assert found[SERVICE].state == "no"
    assert (
        found[SERVICE]
        .reasons[0]
        .say.fi.startswith("Palvelu on vain tämän alueen asukkaille: Pirkanmaa")
    )


def test_an_unknown_home_leaves_an_area_open(real, person, on):
    catalogue = local(real, wellbeing_county=("08",))
    found = {m.service_id: m for m in match(person({}), catalogue, on).ranked}

    assert found[SERVICE].state == "open"
    assert [reason.fact for reason in found[SERVICE].open] == ["municipality"]


def test_a_service_of_the_own_area_is_open_to_the_person(real, person, on):
    catalogue = local(real, municipality=("837",))

    assert states(match(person({"municipality": "Tampere"}), catalogue, on))[SERVICE] == "assess"


@pytest.mark.parametrize(("age", "state"), [(20, "fits"), (60, "open"), (None, "open")])
def test_an_age_that_only_describes_never_excludes(real, person, on, age, state):
    service = dataclasses.replace(
        real.services[SERVICE], when=None, age=AgeRange(15, 29), assessed_by_organiser=()
    )
    catalogue = dataclasses.replace(real, services={SERVICE: service})
    found = match(person({"age": age}), catalogue, on).ranked[0]

    assert found.state == state
    assert (found.reasons or found.open)[0].say.fi == "Palvelu on tarkoitettu 15–29-vuotiaille."


def test_the_home_names_the_organiser(real, person, on):
    found = {m.service_id: m for m in match(person({"municipality": "837"}), real, on).ranked}

    assert found[SERVICE].organiser.id == "hva-08"


def test_a_known_county_names_the_organiser_without_a_municipality(real, person, on):
    found = {m.service_id: m for m in match(person({"wellbeing_county": "08"}), real, on).ranked}

    assert found[SERVICE].organiser.id == "hva-08"


def test_the_pension_scheme_names_the_insurer(real, person, on):
    found = {m.service_id: m for m in match(person({"pension_scheme": "farmer"}), real, on).ranked}

    assert found["tyoelake-ammatillinen-kuntoutus"].organiser.id == "mela"


def test_a_crisis_shows_help_first_and_matching_goes_on(real, person, on):
    result = match(person({"needs": {"mind.crisis": 3}}), real, on)
    first = next(line for line in real.urgent_help if line.id == result.urgent_help[0])

    assert set(first.dangers) & {"suicide", "crisis", "emergency"}
    assert set(result.urgent_help) == {line.id for line in real.urgent_help}
    assert len(result.ranked) == len(real.services)


def test_no_crisis_shows_no_urgent_help(real, person, on):
    assert match(person(FACTS), real, on).urgent_help == ()


def test_every_group_ends_with_a_body_to_call_when_the_home_is_known(real, person, on):
    for group in match(person({**FACTS, "municipality": "837"}), real, on).groups:
        assert group.contact_organization is not None


def test_a_group_splits_what_is_possible_from_what_is_not(real, person, on):
    result = match(person({**FACTS, "age": 80}), real, on)
    state = states(result)

    for group in result.groups:
        assert all(state[s] in ("fits", "assess", "open") for s in group.service_ids)
        assert all(state[s] in ("later", "elsewhere", "no") for s in group.set_aside)
        assert group.contact_first == (not group.service_ids)


def test_the_first_step_is_the_paper_most_listed_services_need(six, person, on):
    facts = {**FACTS, "needs": {"work.return": 3, "work.stay": 1}}

    assert match(person(facts), six, on).first_step.id == "b_statement"


def test_a_paper_one_has_is_no_first_step(six, person, on):
    facts = {**FACTS, "needs": {"work.return": 3}, "documents": ["b_statement"]}
    step = match(person(facts), six, on).first_step

    assert step is None or step.id != "b_statement"


def test_contradictions_are_told_and_not_settled(real, person, on):
    result = match(person({"diagnosed": False, "condition_group": ["mental"]}), real, on)

    assert len(result.contradictions) == 1
    assert "ristiriita" in result.contradictions[0].fi


def test_derived_facts_are_shown(real, person, on):
    derived = match(person({"municipality": "837", "age": 47}), real, on).derived

    assert derived["wellbeing_county"] == "08"
    assert derived["lowest_pension_age_reached"] == "false"


def test_reasons_put_the_least_personal_first(six, person, on):
    facts = {"age": 70, "diagnosed": False, "institution": True}
    found = {m.service_id: m for m in match(person(facts), six, on).ranked}
    reasons = found["kela-vaativa-laakinnallinen-kuntoutus"].reasons

    # Age and institution are fixed; a diagnosis may still come, and it is a health matter.
    assert [reason.fact for reason in reasons] == ["age", "institution", "diagnosed"]


def test_every_reason_has_words_a_source_and_a_day(real, person, on):
    for matched in match(person(FACTS), real, on).ranked:
        for reason in (*matched.reasons, *matched.open):
            assert reason.say.fi
            assert reason.checked


def test_a_day_without_a_confirmed_amount_is_still_matched(real, person):
    assert match(person(FACTS), real, date(2025, 6, 1)).ranked
