"""Soundness and information monotonicity, on the golden services and on every real record.

A decided result must equal the result of every completion of what is known (soundness), and more
answers must never change it (monotonicity). Each example judges every service of both catalogues.
The run of a million completions is `make nightly`; see completions.py.
"""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.conditions import evaluate, truth
from catalog.knowledge import Truth, narrow
from catalog.profile import Profile
from search.match.engine import match
from search.match.evaluate import Truths, judge_service
from search.match.prepare import prepare
from tests.search.match.completions import check_completions, one_of, partly_known, some_of

SETTLED = {"fits", "assess", "no"}
seeds = st.integers(0, 2**32 - 1)


@pytest.fixture(scope="session", params=["six", "real"])
def prepared(request, on):
    return prepare(request.getfixturevalue(request.param), on)


@settings(max_examples=200)
@given(seed=seeds)
def test_a_decided_result_holds_in_every_completion(prepared, seed):
    rng = random.Random(seed)  # noqa: S311  (examples, not secrets)
    known = partly_known(prepared.catalogue, rng)
    now = Truths(prepared, known)
    decided = {s: judge_service(s, now).state for s in prepared.services}

    for _ in range(3):
        complete = Truths(prepared, {k: one_of(v, rng) for k, v in known.items()})
        for service, state in decided.items():
            if state in SETTLED:
                assert judge_service(service, complete).state == state, service.service.id


@settings(max_examples=200)
@given(seed=seeds)
def test_more_answers_never_change_a_decided_condition(prepared, seed):
    rng = random.Random(seed)  # noqa: S311  (examples, not secrets)
    less = partly_known(prepared.catalogue, rng)
    more = {k: narrow(v, some_of(v, rng)) or v for k, v in less.items()}
    before, after = Truths(prepared, less), Truths(prepared, more)

    for service in prepared.services:
        if service.tree is None:
            continue
        first = truth(service.tree, before.of)
        if first is not Truth.UNKNOWN:
            assert truth(service.tree, after.of) is first, service.service.id


@settings(max_examples=200)
@given(seed=seeds)
def test_the_quick_and_the_explaining_judgement_agree(prepared, seed):
    rng = random.Random(seed)  # noqa: S311  (examples, not secrets)
    known = partly_known(prepared.catalogue, rng)
    truths = Truths(prepared, known)

    for service in prepared.services:
        if service.tree is not None:
            judged = evaluate(service.tree, truths.of)
            assert judged.truth is truth(service.tree, truths.of)
            assert {truths.of(leaf) for leaf in judged.leaves} <= {judged.truth}


ANSWERS = {
    "age": [17, 29, 47, 66, "30-49"],
    "work": [["employed"], ["unemployed"], ["student", "employed"], ["sick_leave"]],
    "diagnosed": [True, False],
    "work_ability": ["no", "some", "much"],
    "care_months": [0, 2, 3, "6-11"],
    "municipality": ["837", "564", "091", "301"],
    "injury_cause": ["none", "traffic"],
    "social_support": [True, False],
    "studies": ["none", "at_risk"],
    "earnings_5y": ["above", "below"],
    "goal": [["work"], ["daily_life"]],
    "current_services": [[], ["psychotherapy"]],
}


@settings(max_examples=80)
@given(
    answers=st.fixed_dictionaries({}, optional={k: st.sampled_from(v) for k, v in ANSWERS.items()}),
    seed=seeds,
)
def test_one_more_answer_never_turns_a_settled_service(six, real, on, answers, seed):
    rng = random.Random(seed)  # noqa: S311  (examples, not secrets)
    left = sorted(set(ANSWERS) - set(answers))
    more = {**answers, **({(k := rng.choice(left)): rng.choice(ANSWERS[k])} if left else {})}

    for catalogue in (six, real):
        states = []
        for facts in (answers, more):
            profile = Profile.from_facts(facts, catalogue.rules, catalogue.areas, on=on)
            states.append({m.service_id: m.state for m in match(profile, catalogue, on).ranked})
        assert {k: s for k, s in states[0].items() if s in SETTLED}.items() <= states[1].items()


def test_a_thousand_completions_change_no_decided_service(real, on):
    """The same run as `make nightly`, some seconds long."""
    run = check_completions(prepare(real, on), completions=1_000, each=20, seed=1)

    assert run.violations == []
    assert run.completions == 1_000
    assert run.checks > 20_000
