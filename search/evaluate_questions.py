"""How many questions until the answer stops changing: the adaptive choice against a fixed order.

Each made-up person answers truthfully every question that a condition reads; wishes (form, travel,
money) only reorder and are left out, except where the guide puts one before a more personal
question. After every answer the first five services of each of their needs are compared with those
when everything is known; a person is done at the first question from which on they stay the same.
Questions after the adaptive guide has stopped are asked in file order, so that both orders can be
measured to the end. A question that does not concern a person (its `ask_when` fails) is not asked.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import mean

from catalog.catalogue import Catalogue
from catalog.profile import Profile
from search.match.engine import match
from search.match.evaluate import Truths
from search.match.prepare import prepare
from search.match.questions import cost_of
from search.match.results import MatchResult
from search.match.settled import FIRST
from search.personas import Persona

First = tuple[frozenset[str], ...]
Choose = Callable[[MatchResult, dict[str, object]], str | None]
# What the first screen asks of everybody; both orders start after it.
_START = ("goal", "needs")


@dataclass(frozen=True, slots=True)
class Course:
    """One person's way through the questions.

    Attributes:
        stable_after: Questions until the first five stay as they are when all is known.
        burden: What those questions cost (reading, sensitivity, looking up).
        asked: Questions asked before the guide stopped by itself.
        is_right_at_stop: Whether the first five were final when it stopped.
        share_after: Share of the final first five shown after 5 and after 8 questions.
    """

    stable_after: int
    burden: float
    asked: int
    is_right_at_stop: bool
    share_after: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Measured:
    """A policy over all persons."""

    name: str
    persons: int
    median: float
    p95: float
    mean: float
    burden: float
    asked: float
    right_at_stop: float
    share_after_5: float
    share_after_8: float


def measure(catalogue: Catalogue, people: Sequence[Persona], on: date) -> list[Measured]:
    """Measure the adaptive choice and the fixed order of data/questions.yaml."""
    return [
        _summary("adaptive", [course(catalogue, p, on, _adaptive) for p in people]),
        _summary("fixed order", [course(catalogue, p, on, None) for p in people]),
    ]


def course(catalogue: Catalogue, person: Persona, on: date, choose: Choose | None) -> Course:
    """Lead one person through all questions; `choose` None keeps to the file order."""
    facts = catalogue.rules.facts
    told: dict[str, object] = {name: person.answers[name] for name in _START}
    decisive = {f.asked_by or f.id for f in facts.values() if f.in_conditions}
    left = [f.id for f in facts.values() if f.id in decisive - told.keys() and not f.derived]
    burden = [sum(cost_of(facts[name]) for name in _START)]
    result = _match(catalogue, told, on)
    shown = [_first(result)]
    asked: int | None = None if choose else 0
    while True:
        name = choose(result, told) if choose and asked is None else None
        if name is None and choose and asked is None:
            asked = len(shown) - 1
        name = name or _next_in_file(left, _profile(catalogue, told, on), catalogue, on)
        if name is None:
            break
        left = [other for other in left if other != name]
        told[name] = person.answers[name]
        burden.append(burden[-1] + cost_of(facts[name]))
        result = _match(catalogue, told, on)
        shown.append(_first(result))
    final = shown[-1]
    stable = next(i for i in range(len(shown)) if all(s == final for s in shown[i:]))
    stop = len(shown) - 1 if not choose or asked is None else asked
    return Course(
        stable_after=stable,
        burden=burden[stable],
        asked=stop,
        is_right_at_stop=stop >= stable,
        share_after=(_share(shown, 5), _share(shown, 8)),
    )


def _adaptive(result: MatchResult, told: dict[str, object]) -> str | None:
    question = result.next_question
    return question.id if question and question.id not in told else None


def _next_in_file(
    left: Sequence[str], profile: Profile, catalogue: Catalogue, on: date
) -> str | None:
    silent = Truths(prepare(catalogue, on), profile.known).silent
    return next((name for name in left if name not in silent), None)


def _profile(catalogue: Catalogue, told: dict[str, object], on: date) -> Profile:
    return Profile.from_facts(told, catalogue.rules, catalogue.areas, on=on)


def _match(catalogue: Catalogue, told: dict[str, object], on: date) -> MatchResult:
    return match(_profile(catalogue, told, on), catalogue, on)


def _first(result: MatchResult) -> First:
    return tuple(frozenset(group.service_ids[:FIRST]) for group in result.groups)


def _share(shown: Sequence[First], after: int) -> float:
    """Return the share of the final first services that are shown after some questions."""
    now, final = shown[min(after, len(shown) - 1)], shown[-1]
    wanted = sum(len(group) for group in final)
    found = sum(len(a & b) for a, b in zip(now, final, strict=False))
    return found / wanted if wanted else 1.0


def _summary(name: str, courses: Sequence[Course]) -> Measured:
    counts = sorted(c.stable_after for c in courses)
    return Measured(
        name=name,
        persons=len(courses),
        median=counts[len(counts) // 2],
        p95=counts[min(len(counts) - 1, round(0.95 * len(counts)))],
        mean=mean(counts),
        burden=mean(c.burden for c in courses),
        asked=mean(c.asked for c in courses),
        right_at_stop=mean(c.is_right_at_stop for c in courses),
        share_after_5=mean(c.share_after[0] for c in courses),
        share_after_8=mean(c.share_after[1] for c in courses),
    )
