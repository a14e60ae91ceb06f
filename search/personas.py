"""Made-up people with every answer given, for measuring the questions (matching.md section 9).

Deterministic: the same number and seed give the same people. The shares below are round figures
chosen so that every kind of person in the catalogue occurs; they claim nothing about Finland and
enter no rule. Answers of one person agree with each other (a child is at school, an illness has a
doctor, an accident an insurer).
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass

from catalog.catalogue import Catalogue
from catalog.facts import FactDefinition

SEED = 2026
# Age bands with their share; work situations by age.
_AGES = ((3, 15, 10), (16, 29, 25), (30, 54, 38), (55, 64, 15), (65, 90, 12))
_WORK = {
    (0, 15): ["other"],
    (16, 29): ["student", "student", "unemployed", "employed", "sick_leave"],
    (30, 64): ["employed", "employed", "self_employed", "unemployed", "sick_leave", "rehab_benefit",
               "disability_pension", "family_leave", "laid_off"],
    (65, 120): ["old_age_pension"],
}  # fmt: skip
_AT_WORK = ("employed", "self_employed", "sick_leave", "family_leave", "laid_off")


@dataclass(frozen=True, slots=True)
class Persona:
    """One made-up person: an answer to every question that can be asked."""

    number: int
    answers: Mapping[str, object]


def personas(catalogue: Catalogue, count: int = 200, seed: int = SEED) -> list[Persona]:
    """Return made-up people, always the same for a catalogue, a count and a seed."""
    rng = random.Random(seed)  # noqa: S311  (examples, not secrets)
    return [Persona(number, _answers(catalogue, rng)) for number in range(1, count + 1)]


def _answers(catalogue: Catalogue, rng: random.Random) -> dict[str, object]:
    facts = catalogue.rules.facts
    low, high, _ = rng.choices(_AGES, weights=[share for *_, share in _AGES])[0]
    age = rng.randint(low, high)
    found: dict[str, object] = {
        name: _any_answer(fact, rng) for name, fact in facts.items() if not fact.derived
    }
    found |= {"age": age, "birth_year": 2026 - age, "needs": _needs(facts["needs"], rng)}
    found |= _work(age, rng) | _health(facts, rng) | _childhood(age, rng)
    return found


def _needs(fact: FactDefinition, rng: random.Random) -> dict[str, int]:
    """One to three needs, never acute danger: it goes past the questions."""
    wanted = [value.id for value in fact.values if value.id != "mind.crisis"]
    chosen = rng.sample(wanted, rng.choice((1, 2, 2, 3)))
    return {need: rng.randint(1, 3) for need in chosen}


def _work(age: int, rng: random.Random) -> dict[str, object]:
    kinds = next(kinds for (low, high), kinds in _WORK.items() if low <= age <= high)
    work = rng.choice(kinds)
    at_work = work in _AT_WORK
    return {
        "work": [work],
        "ohs": at_work and work != "self_employed" and rng.random() < 0.8,
        "workplace_measures": at_work and rng.random() < 0.4,
        "unemployed_months": rng.choice((3, 8, 24, 60)) if work == "unemployed" else 0,
        "earnings_5y": rng.choice(("above", "above", "near", "below")) if at_work else "below",
        "earnings_36m": at_work or rng.random() < 0.3,
        "studies": rng.choice(("on_track", "at_risk")) if work == "student"
        else rng.choice(("none", "none", "interrupted")),
        "pension_scheme": _scheme(work, rng) if age >= 17 else "none",
        "integration_plan": rng.random() < 0.05,
        "veteran": "none" if age < 90 else "front_veteran",
        "social_security": rng.random() < 0.98,
    }  # fmt: skip


def _scheme(work: str, rng: random.Random) -> str:
    if work == "self_employed":
        return rng.choice(("self_employed", "self_employed", "farmer"))
    return rng.choice(("tyel", "tyel", "tyel", "public", "none"))


def _health(facts: Mapping[str, FactDefinition], rng: random.Random) -> dict[str, object]:
    is_ill = rng.random() < 0.7
    groups = [value.id for value in facts["condition_group"].values]
    cause = rng.choices(
        ("none", "work_accident", "traffic", "patient_injury"), weights=(88, 5, 5, 2)
    )[0]
    hard = rng.random() < 0.25
    return {
        "diagnosed": is_ill,
        "condition_group": [rng.choice(groups)] if is_ill else [],
        "work_ability": rng.choice(("some", "much")) if is_ill else rng.choice(("no", "some")),
        "care_months": rng.choice((0, 1, 4, 8, 24)) if is_ill else 0,
        "regular_care": is_ill and rng.random() < 0.5,
        "daily_difficulty": {
            value.id: rng.randint(2, 4) if hard else rng.randint(0, 2)
            for value in facts["daily_difficulty"].values
        },
        "injury_cause": cause,
        "insurer_decision": "not_relevant"
        if cause == "none"
        else rng.choice(("not_applied", "pending", "granted", "denied")),
        "previous_psychotherapy": rng.choice(("none", "none", "none", "over_5_years")),
        "institution": rng.random() < 0.03,
        "documents": rng.choice(([], ["b_statement"], ["referral"])) if is_ill else [],
    }


def _childhood(age: int, rng: random.Random) -> dict[str, object]:
    if age >= 16:
        return {"childs_situation": []}
    kind = "day_care" if age < 6 else "preschool" if age == 6 else "school"
    special = ["special_support"] if rng.random() < 0.3 else []
    return {"childs_situation": [kind, *special], "carer": "none"}


def _any_answer(fact: FactDefinition, rng: random.Random) -> object:
    ids = [value.id for value in fact.values]
    if fact.kind == "bool":
        return rng.random() < 0.5
    if fact.kind == "set":
        return rng.sample(ids, rng.choice((0, 1, 1, 2)) or int(fact.at_least_one))
    if fact.kind == "number":
        return rng.randint(*fact.range)
    if fact.kind == "map":
        return dict.fromkeys(ids, 1)
    return rng.choice(ids) if ids else {"status": "dont_know"}
