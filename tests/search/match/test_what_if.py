"""One changed answer: which states change and why, and which changes are worth proposing."""

from time import perf_counter

import pytest

from catalog.problems import UnknownValue
from search.match.engine import match
from search.match.proposals import proposals_of
from search.match.what_if import what_if

PSYCHOTHERAPY = "kela-kuntoutuspsykoterapia"
TWO_MONTHS = {
    "age": 35, "condition_group": ["mental"], "care_months": 2, "work_ability": "some",
    "goal": ["work"], "needs": {"mood.low": 3},
}  # fmt: skip


def states(catalogue, person, on, facts):
    return {m.service_id: m.state for m in match(person(facts), catalogue, on).ranked}


def by_id(found):
    return {change.service_id: change for change in found.changes}


def test_three_months_of_care_bring_psychotherapy_into_question(real, on):
    change = by_id(what_if(TWO_MONTHS, {"care_months": 3}, real, on))[PSYCHOTHERAPY]

    assert (change.before, change.after) == ("later", "assess")
    assert [(r.fact, r.truth) for r in change.because] == [("care_months", "yes")]
    assert change.needs == ("mood.low",)


@pytest.mark.parametrize(
    "change",
    [{"age": 18}, {"municipality": "297"}, {"work": ["unemployed"]}, {"needs": {"work.find": 2}}],
    ids=["age", "home", "work", "needs"],
)
def test_the_table_holds_exactly_the_services_whose_state_differs(real, person, on, change):
    facts = {"age": 17, "municipality": "837", "work": ["student"], "studies": "at_risk"}
    before = states(real, person, on, facts)
    after = states(real, person, on, {**facts, **change})

    found = {c.service_id: (c.before, c.after) for c in what_if(facts, change, real, on).changes}

    assert found == {k: (before[k], after[k]) for k in before if before[k] != after[k]}


def test_every_change_of_state_tells_why(real, on):
    found = what_if({"age": 17, "work": ["student"]}, {"age": 18, "work": ["employed"]}, real, on)

    assert found.changes
    assert all(change.because for change in found.changes)


def test_a_move_opens_the_services_of_the_new_area_and_closes_the_old(real, on):
    """Päijät-Häme's own rehabilitation phone serves Lahti and not Kuopio."""
    lahti = by_id(what_if({"municipality": "297"}, {"municipality": "398"}, real, on))
    phone = lahti["paijat-hame-kuntoutuspuhelin"]

    assert (phone.before, phone.after) == ("no", "fits")


def test_a_paper_takes_a_step_away(real, on):
    found = what_if(TWO_MONTHS, {"documents": ["psychiatrist_statement"]}, real, on)

    assert PSYCHOTHERAPY not in by_id(found)  # a paper by itself never changes a state
    later = what_if(
        {**TWO_MONTHS, "care_months": 4}, {"documents": ["psychiatrist_statement"]}, real, on
    )
    assert PSYCHOTHERAPY in later.papers


def test_a_b_statement_tells_of_a_diagnosis(real, on):
    found = by_id(what_if({"age": 47}, {"documents": ["b_statement"]}, real, on))

    assert ("diagnosed", "yes") in {(r.fact, r.truth) for c in found.values() for r in c.because}


def test_an_answer_can_be_taken_back(real, on):
    change = by_id(what_if(TWO_MONTHS, {"care_months": None}, real, on))[PSYCHOTHERAPY]

    assert (change.before, change.after) == ("later", "open")


def test_nothing_changes_when_nothing_is_changed(real, on):
    assert what_if(TWO_MONTHS, {}, real, on).changes == ()


def test_a_new_age_does_not_clash_with_the_old_year_of_birth(real, on):
    found = what_if({"age": 63, "birth_year": 1963}, {"age": 66}, real, on)

    assert found.contradictions == ()


def test_a_change_that_cannot_be_true_is_told(real, on):
    found = what_if(TWO_MONTHS, {"diagnosed": False}, real, on)

    assert "ristiriita" in found.contradictions[0].fi


def test_an_unknown_answer_is_refused_by_name(real, on):
    with pytest.raises(UnknownValue):
        what_if(TWO_MONTHS, {"age": 300}, real, on)


def test_a_change_is_judged_in_under_fifty_milliseconds(real, on):
    what_if(TWO_MONTHS, {}, real, on)  # the catalogue is prepared once a day
    started = perf_counter()

    what_if(TWO_MONTHS, {"care_months": 3}, real, on)

    assert perf_counter() - started < 0.05


def test_time_that_helps_is_proposed(real, on):
    found = {p.id: p for p in proposals_of({"age": 17, "needs": {"mood.low": 3}}, real, on)}

    assert found["age-18"].change == {"age": 18}
    assert found["age-18"].say.fi == "Kun täytät 18 vuotta"
    assert found["age-18"].service_ids
    assert "care_months-3" in {p.id for p in proposals_of(TWO_MONTHS, real, on)}


def test_a_paper_most_services_ask_for_is_proposed_until_the_person_has_it(real, on):
    facts = {"age": 47, "work": ["employed"], "needs": {"work.stay": 3}}
    with_paper = {**facts, "documents": ["b_statement"]}

    assert "documents-b_statement" in {p.id for p in proposals_of(facts, real, on)}
    assert "documents-b_statement" not in {p.id for p in proposals_of(with_paper, real, on)}
    again = [p.change for p in proposals_of(with_paper, real, on) if p.kind == "document"]
    assert all("b_statement" in change["documents"] for change in again)


def test_an_act_that_helps_is_proposed(real, on):
    facts = {
        "age": 47, "work": ["employed"], "diagnosed": True, "work_ability": "some",
        "workplace_measures": False, "needs": {"work.stay": 3},
    }  # fmt: skip
    found = {p.id: p for p in proposals_of(facts, real, on)}["workplace_measures-true"]

    assert (found.kind, found.change) == ("action", {"workplace_measures": True})
    assert "kela-kiila" in found.service_ids


@pytest.mark.parametrize(
    "facts",
    [
        {"age": 47, "institution": True, "work": ["employed"], "ohs": True},
        {"age": 80, "municipality": "837", "needs": {"body.move": 3}},
        {"age": 47, "work": ["employed"], "regular_care": True, "needs": {"study.find": 3}},
    ],
    ids=["institution", "old", "in care"],
)
def test_only_time_papers_and_acts_are_proposed(real, on, facts):
    for proposal in proposals_of(facts, real, on):
        assert proposal.kind in {"time", "document", "action"}
        assert not {"municipality", "work", "institution", "regular_care"} & proposal.change.keys()


def test_time_far_ahead_is_not_proposed(real, on):
    assert not [p for p in proposals_of({"age": 47}, real, on) if p.id.startswith("age-")]


def test_nothing_is_proposed_about_what_somebody_did_not_want_to_tell(real, on):
    facts = {"age": 47, "documents": {"status": "prefer_not"}, "needs": {"work.stay": 3}}

    assert not [p for p in proposals_of(facts, real, on) if p.kind == "document"]


def test_every_proposal_can_be_tried(real, on):
    for facts in ({"age": 15, "needs": {"mood.low": 2}}, TWO_MONTHS):
        for proposal in proposals_of(facts, real, on):
            found = what_if(facts, proposal.change, real, on)
            assert found.changes or found.papers, proposal.id
