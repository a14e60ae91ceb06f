"""Which question to ask next (matching.md section 9).

The first three screens are fixed and mild. After them: the question that gains most for its cost,
over the services that could still enter or leave the first five of a need. People stop early, so
the first five questions go by decided weight, later ones by goal value; to both comes half of what
a question leaves less open, since it may only open the way to the one that settles.
Stop: nothing could change the first five any more, no question gains enough, or twelve are asked.
"""

from collections.abc import Mapping, Sequence

from catalog.conditions import Leaf, leaves_of, truth
from catalog.facts import FactDefinition
from catalog.knowledge import Truth
from catalog.profile import Profile
from catalog.rules import Rules
from search.match.evaluate import Truths
from search.match.prepare import Prepared, PreparedService
from search.match.rank import coverage
from search.match.results import NextQuestion
from search.match.utility import Undecided, decided_weight, expected_gain, goal_value

MOST_QUESTIONS = 12  # people stop long before; more is offered in the list of questions
_STATUTORY = 1.5  # a right by law weighs more than a service within the appropriation
_LOOKUP_COST = 2.0  # an amount or a paper must be looked up
_HALF = 0.5
_EARLY = 5  # so many questions by decided weight; people stop about there
# A question worth less than a tenth of a service that answers one minor need is not worth asking.
_LEAST_GAIN = 0.1
_TRIED = 8  # only the questions with most open criteria are tried out; the rest cannot win
_HEALTH = 3
_NAMED = 5  # services named as the reason for asking


def next_question(
    prepared: Prepared,
    profile: Profile,
    truths: Truths,
    undecided: Sequence[tuple[PreparedService, tuple[Leaf, ...]]],
) -> NextQuestion | None:
    """Return the best question to ask now, or None when none would help or twelve were asked.

    Args:
        prepared: The catalogue and the day.
        profile: What is known and what was asked, in order.
        truths: The criteria for it.
        undecided: The open services that could still change the first five of a need, with the
            leaves that keep them open.
    """
    rules = prepared.catalogue.rules
    open_services = [
        Undecided(item, leaves, weight)
        for item, leaves in undecided
        if (weight := _weight(item, profile.needs)) > 0
    ]
    fixed = _fixed_screen(rules, profile, truths)
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
    utility = decided_weight if len(profile.status) < _EARLY else goal_value
    gains = {
        f: expected_gain(f, open_services, rules, truths, utility) + _HALF * counted[f]
        for f in tried
    }
    best = max(tried, key=lambda f: (gains[f] / cost_of(f), -f.order))
    if gains[best] < _LEAST_GAIN:
        return None
    return _as_question(best, rules, prepared, tuple(u for u, _, _ in reach[best]))


def _weight(item: PreparedService, needs: Mapping[str, int]) -> float:
    overlap = sum(w * coverage(item.terms, need) for need, w in needs.items()) if needs else 1.0
    return overlap * (_STATUTORY if item.service.is_statutory_right else 1.0)


def _fixed_screen(rules: Rules, profile: Profile, truths: Truths) -> FactDefinition | None:
    touched = {
        fact.screen for fact in rules.facts.values() if profile.status_of(fact.id) != "unasked"
    }
    for fact in rules.facts.values():
        if fact.screen is None or profile.status_of(fact.id) != "unasked":
            continue
        if fact.screen == 1 and 1 in touched:
            continue  # a goal or needs: one of them is enough to go on
        if fact.id in truths.silent:
            continue  # a child is not asked about work
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


def cost_of(fact: FactDefinition) -> float:
    """Return the burden of a question: reading, sensitivity, and looking something up."""
    return fact.seconds / 10 + fact.sensitivity + (_LOOKUP_COST if fact.lookup else 0.0)


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
