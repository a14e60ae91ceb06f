"""Which question to ask next (matching.md section 9).

The first three screens are fixed and mild. After them: the question that is expected to decide most
weight for its cost. The gain of a question is the mean over its answers of the weight of services
that would be settled, plus half of what it leaves less open: a question may be needed without
settling anything by itself. All answers of a question count as equally likely, since no statistics
with a source are on file yet. "En tiedä" gains nothing and is left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from catalog.conditions import Leaf, leaves_of, truth
from catalog.facts import FactDefinition
from catalog.knowledge import Knowledge, Members, Truth, judge, narrow
from catalog.profile import Profile
from catalog.rules import Rules
from search.match.evaluate import Truths
from search.match.prepare import Prepared, PreparedService
from search.match.rank import coverage
from search.match.results import NextQuestion

MOST_QUESTIONS = 12  # people stop long before; more is offered in the list of questions
_STATUTORY = 1.5  # a right by law weighs more than a service within the appropriation
_LOOKUP_COST = 2.0  # an amount or a paper must be looked up
_HALF = 0.5
_TRIED = 8  # only the questions with most open criteria are tried out; the rest cannot win
_HEALTH = 3
_NAMED = 5  # services named as the reason for asking


@dataclass(frozen=True, slots=True)
class Undecided:
    """A service in state open, with the leaves that keep it open and its weight."""

    item: PreparedService
    leaves: tuple[Leaf, ...]
    weight: float


def next_question(
    prepared: Prepared,
    profile: Profile,
    truths: Truths,
    undecided: Sequence[tuple[PreparedService, tuple[Leaf, ...]]],
) -> NextQuestion | None:
    """Return the best question to ask now, or None when none would help or twelve were asked."""
    rules = prepared.catalogue.rules
    open_services = [
        Undecided(item, leaves, weight)
        for item, leaves in undecided
        if (weight := _weight(item, profile.needs)) > 0
    ]
    fixed = _fixed_screen(rules, profile)
    if fixed is not None:
        return _as_question(fixed, rules, prepared, _touched(fixed, open_services, rules))
    if len(profile.status) >= MOST_QUESTIONS:
        return None
    reach = _reach(open_services, rules, profile, truths)
    allowed = [fact for fact in reach if _is_allowed(fact, profile, rules)]
    if not allowed and reach:
        bridge = _bridge(rules, profile)
        if bridge is not None:
            return _as_question(bridge, rules, prepared, ())
        allowed = list(reach)  # nothing milder is left to ask
    if not allowed:
        return None
    counted = {fact: sum(w / n for _, w, n in reach[fact]) for fact in allowed}
    tried = sorted(allowed, key=lambda f: (-counted[f], f.order))[:_TRIED]
    best = max(
        tried,
        key=lambda f: (
            (_decided(f, open_services, rules, truths) + _HALF * counted[f]) / _cost(f), -f.order
        ),
    )  # fmt: skip
    return _as_question(best, rules, prepared, tuple(u for u, _, _ in reach[best]))


def _weight(item: PreparedService, needs: Mapping[str, int]) -> float:
    overlap = sum(w * coverage(item.terms, need) for need, w in needs.items()) if needs else 1.0
    return overlap * (_STATUTORY if item.service.is_statutory_right else 1.0)


def _fixed_screen(rules: Rules, profile: Profile) -> FactDefinition | None:
    touched = {
        fact.screen for fact in rules.facts.values() if profile.status_of(fact.id) != "unasked"
    }
    for fact in rules.facts.values():
        if fact.screen is None or profile.status_of(fact.id) != "unasked":
            continue
        if fact.screen == 1 and 1 in touched:
            continue  # a goal or needs: one of them is enough to go on
        if profile.value(fact.id) is None:
            return fact
    return None


def _reach(
    open_services: Sequence[Undecided], rules: Rules, profile: Profile, truths: Truths
) -> dict[FactDefinition, list[tuple[Undecided, float, int]]]:
    """Map every question that may be asked to the services it touches, in file order."""
    found: dict[str, list[tuple[Undecided, float, int]]] = {}
    for service in open_services:
        open_leaves = [leaf for leaf in service.leaves if truths.leaf_facts[leaf].test is not None]
        asked = {_question_for(leaf.fact, rules, profile, truths) for leaf in open_leaves}
        for name in asked - {None}:
            found.setdefault(str(name), []).append((service, service.weight, len(asked)))
    order = sorted(found, key=lambda name: rules.facts[name].order)
    return {rules.facts[name]: found[name] for name in order}


def _question_for(name: str, rules: Rules, profile: Profile, truths: Truths) -> str | None:
    """Return the fact to ask about so that `name` becomes known; None when nothing may be asked."""
    fact = rules.facts[name]
    if fact.derived and fact.asked_by:
        return _question_for(fact.asked_by, rules, profile, truths)
    # Needs are a first screen; who chose a goal instead is not asked twice.
    if fact.never_asked or fact.kind == "needs" or profile.status_of(name) != "unasked":
        return None
    if fact.ask_when is None:
        return name
    needed = truth(fact.ask_when, truths.of)
    if needed is Truth.YES:
        return name
    if needed is Truth.NO:
        return None
    before = (_question_for(leaf.fact, rules, profile, truths) for leaf in leaves_of(fact.ask_when))
    return next((question for question in before if question), name)


def _is_allowed(fact: FactDefinition, profile: Profile, rules: Rules) -> bool:
    """Sensitivity rises by one level at most, and health is asked at most twice in a row."""
    asked = [rules.facts[name].sensitivity for name in profile.status]
    if not asked:
        return fact.sensitivity <= 1
    if fact.sensitivity == _HEALTH and asked[-2:] == [_HEALTH, _HEALTH]:
        return False
    return fact.sensitivity <= asked[-1] + 1


def _bridge(rules: Rules, profile: Profile) -> FactDefinition | None:
    """Return a milder question that is useful for the order, to come before a more personal one."""
    mild = [
        fact
        for fact in rules.facts.values()
        if not fact.in_conditions
        and fact.sensitivity in (1, 2)
        and fact.screen is None
        and profile.status_of(fact.id) == "unasked"
        and _is_allowed(fact, profile, rules)
    ]
    return max(mild, key=lambda f: (f.sensitivity, -f.order), default=None)


def _cost(fact: FactDefinition) -> float:
    return fact.seconds / 10 + fact.sensitivity + (_LOOKUP_COST if fact.lookup else 0.0)


def _decided(
    question: FactDefinition, open_services: Sequence[Undecided], rules: Rules, truths: Truths
) -> float:
    """Return the weight of services expected to be settled by the answer to a question."""
    facts = [f for f in rules.facts.values() if question.id in (f.id, f.asked_by)]
    expected = 0.0
    for fact in facts:
        touched = [u for u in open_services if any(leaf.fact == fact.id for leaf in u.leaves)]
        if not touched:
            continue
        tests = {
            leaf: test
            for u in touched
            for leaf in u.item.leaves
            if leaf.fact == fact.id and (test := truths.leaf_facts[leaf].test) is not None
        }
        answers = list(_answers(fact, truths.known[fact.id]))
        for answer in answers:
            changed = {leaf: judge(test, answer) for leaf, test in tests.items()}
            settled = sum(u.weight for u in touched if _is_settled(u, changed, truths))
            expected += settled / len(answers)
    return expected


def _is_settled(service: Undecided, changed: Mapping[Leaf, Truth], truths: Truths) -> bool:
    tree = service.item.tree
    return (
        tree is not None
        and truth(tree, lambda leaf: changed.get(leaf) or truths.of(leaf)) is not Truth.UNKNOWN
    )


def _answers(fact: FactDefinition, known: Knowledge) -> Iterator[Knowledge]:
    """Yield what each answer that is still possible would leave known."""
    if isinstance(known, frozenset):
        yield from (frozenset({value}) for value in known)
    elif isinstance(known, Members):
        for value in sorted(known.possible):
            yield Members(frozenset({value}), frozenset({value}), is_never_empty=True)
    elif isinstance(known, tuple):
        for band in fact.bands or ():
            low, _, high = band.id.rstrip("+").partition("-")
            end = fact.range[1] if band.id.endswith("+") else int(high or low)
            left = narrow(known, ((int(low), end),))
            if left is not None:
                yield left


def _touched(
    fact: FactDefinition, open_services: Sequence[Undecided], rules: Rules
) -> tuple[Undecided, ...]:
    names = {f.id for f in rules.facts.values() if fact.id in (f.id, f.asked_by)}
    return tuple(u for u in open_services if any(leaf.fact in names for leaf in u.leaves))


def _as_question(
    fact: FactDefinition, rules: Rules, prepared: Prepared, services: Sequence[Undecided]
) -> NextQuestion:
    first = sorted(services, key=lambda u: (-u.weight, u.item.service.id))[:_NAMED]
    why = tuple(u.item.service.id for u in first)
    return NextQuestion(fact.id, fact.id, rules.question_text(fact.id, prepared.on), why)
