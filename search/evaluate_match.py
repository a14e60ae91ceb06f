"""Judged persons against the matcher: false no, false yes, right service in the first five.

The judgements (tests/golden/matches.yaml) were written from fact sheets by another reader than the
rules' author. About a third is held back and used only for the final figure.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from catalog.catalogue import Catalogue
from catalog.profile import Profile
from catalog.yamlfile import read_yaml
from search.match.engine import match
from search.match.results import MatchResult

MAY = frozenset({"fits", "assess", "open"})  # states that leave the way to a service open
DECIDED_YES = frozenset({"fits", "assess"})
FIRST = 5


@dataclass(frozen=True, slots=True)
class JudgedPerson:
    """A made-up person and what a social worker expects; see the head of matches.yaml."""

    id: str
    who: str
    facts: Mapping[str, Any]
    must: tuple[str, ...]
    should: tuple[str, ...]
    must_not: tuple[str, ...]
    must_stay_open: tuple[str, ...]
    first_check: Mapping[str, tuple[str, ...]]
    is_held_back: bool


@dataclass(frozen=True, slots=True)
class MatchEvaluation:
    """Counts and rates over judged persons.

    Attributes:
        false_no: (person, service, state) where a service that must be shown was set aside.
        false_yes: (person, service, state) where a published criterion fails yet it fits or assess.
        missed: (person, service) expected in the first five of a group and not there.
        closed: (person, service, state) decided although something decisive is unknown.
        duty_missing: (person, service, rule) expected as certain and not told so.
        yes_rate: Share of false yes among all judged must_not pairs.
        hit5: Share of persons with every `must` service in the first five of some group.
        hit5_any: Share of persons with at least one `must` service there.
        must_rate: Share of all `must` services there.
    """

    persons: int
    pairs: int
    false_no: tuple[tuple[str, str, str], ...]
    false_yes: tuple[tuple[str, str, str], ...]
    missed: tuple[tuple[str, str], ...]
    closed: tuple[tuple[str, str, str], ...]
    duty_missing: tuple[tuple[str, str, str], ...]
    yes_rate: float
    hit5: float
    hit5_any: float
    must_rate: float


def load_persons(path: Path) -> list[JudgedPerson]:
    """Read tests/golden/matches.yaml.

    Raises:
        ValueError: The file is not YAML; the message names the line.
    """
    file = read_yaml(path)
    if file.problems or not isinstance(file.data, list):
        raise ValueError("\n".join(map(str, file.problems)) or f"{path}: not a list of persons")
    return [
        JudgedPerson(
            row["id"],
            row["who"],
            row["facts"],
            tuple(row.get("must") or ()),
            tuple(row.get("should") or ()),
            tuple(row.get("must_not") or ()),
            tuple(row.get("must_stay_open") or ()),
            {key: tuple(rules) for key, rules in (row.get("first_check") or {}).items()},
            bool(row.get("held_back")),
        )
        for row in file.data
    ]


def judge_all(
    persons: Iterable[JudgedPerson], catalogue: Catalogue, on: date, *, held_back: bool = False
) -> MatchEvaluation:
    """Evaluate the persons that are held back, or all others, on a day."""

    def ask(person: JudgedPerson) -> MatchResult:
        profile = Profile.from_facts(person.facts, catalogue.rules, catalogue.areas, on=on)
        return match(profile, catalogue, on)

    return evaluate_persons((p for p in persons if p.is_held_back is held_back), ask)


def figures_of(found: MatchEvaluation) -> dict[str, Any]:
    """Return the figures as they are kept on file (tests/golden/matching_figures.json)."""
    return {
        "persons": found.persons,
        "pairs": found.pairs,
        "false_no": [list(each) for each in found.false_no],
        "false_yes_rate": round(found.yes_rate, 4),
        "hit5": round(found.hit5_any, 4),
        "hit5_every": round(found.hit5, 4),
        "must_in_five": round(found.must_rate, 4),
        "closed": [list(each) for each in found.closed],
        "duty_missing": [list(each) for each in found.duty_missing],
    }


def evaluate_persons(
    persons: Iterable[JudgedPerson], ask: Callable[[JudgedPerson], MatchResult]
) -> MatchEvaluation:
    """Match every judged person and compare with the judgement."""
    listed = list(persons)
    false_no, false_yes, missed, closed, duty = [], [], [], [], []
    pairs = musts = complete = some = 0
    for person in listed:
        result = ask(person)
        state = {m.service_id: m.state for m in result.ranked}
        flags = {
            m.service_id: {c.rule for c in m.first_check if c.certainty == "certain"}
            for m in result.ranked
        }
        first = {key for group in result.groups for key in group.service_ids[:FIRST]}
        pairs += len(person.must_not)
        musts += len(person.must)
        false_no += [(person.id, s, state[s]) for s in person.must if state[s] not in MAY]
        false_yes += [(person.id, s, state[s]) for s in person.must_not if state[s] in DECIDED_YES]
        closed += [(person.id, s, state[s]) for s in person.must_stay_open if state[s] != "open"]
        here = [(person.id, s) for s in person.must if s not in first]
        missed += here
        complete += not here
        some += len(here) < len(person.must) or not person.must
        duty += [
            (person.id, s, rule)
            for s, rules in person.first_check.items()
            for rule in rules
            if rule not in flags[s]
        ]
    count = max(1, len(listed))
    return MatchEvaluation(
        len(listed), pairs, tuple(false_no), tuple(false_yes), tuple(missed), tuple(closed),
        tuple(duty), len(false_yes) / max(1, pairs), complete / count, some / count,
        1 - len(missed) / max(1, musts),
    )  # fmt: skip
