"""One service and one profile to a state, with the leaves that decided it (matching.md 6)."""

from collections.abc import Mapping
from dataclasses import dataclass

from catalog.conditions import Leaf, evaluate, lower_bound, truth
from catalog.knowledge import Knowledge, Members, Truth, judge
from search.match.exact import exact_truth
from search.match.prepare import Prepared, PreparedService
from search.match.results import MeantFor, State


@dataclass(frozen=True, slots=True)
class Outcome:
    """A state and why.

    Attributes:
        decided_by: The leaves that settled it; in state open those already met.
        unresolved: The leaves nobody can judge yet.
        met_share: Share of the clauses that are met, 0–1 (1 when there is nothing to meet).
        is_checked: False when the service seems to suit only because nothing is published that
            could speak against it.
        meant_for: Whom it is meant for, as far as told; see `MatchedService`.
    """

    state: State
    decided_by: tuple[Leaf, ...]
    unresolved: tuple[Leaf, ...]
    met_share: float
    is_checked: bool = True
    meant_for: MeantFor = "you"


class Truths:
    """The truth of every leaf for one profile; each distinct test is judged once."""

    def __init__(self, prepared: Prepared, known: Mapping[str, Knowledge]) -> None:
        self.known = known
        self.leaf_facts = prepared.leaf_facts
        found = [judge(test, known[test.fact]) for test in prepared.tests]
        found.append(Truth.UNKNOWN)  # for leaves without a test: their place is the last
        self._by_leaf = {leaf: found[place] for leaf, place in prepared.places}
        self.of = self._by_leaf.__getitem__
        domains = prepared.catalogue.rules.domains
        self.untold = frozenset(f for f, what in known.items() if what == domains[f])

        facts = prepared.catalogue.rules.facts.values()
        # A question that does not concern this person is never put to them.
        self.silent = frozenset(
            f.id for f in facts if f.ask_when and truth(f.ask_when, self.of) is Truth.NO
        )
        illnesses = known["condition_group"]
        self._illnesses = illnesses.certain if isinstance(illnesses, Members) else frozenset()

    def can_be_asked(self, leaf: Leaf) -> bool:
        """Tell whether some question to this person may settle a leaf."""
        return self.leaf_facts[leaf].can_be_asked and leaf.fact not in self.silent

    def shares_illness(self, item: PreparedService) -> bool:
        """Tell whether the person has told of an illness of a group the record names."""
        return not item.illnesses.isdisjoint(self._illnesses)

    def is_changeable(self, leaf: Leaf) -> bool:
        """Tell whether a failing leaf may come to hold.

        Time only helps somebody who is still below a lower bound; an upper bound once passed is
        passed for good.
        """
        note = leaf.note
        if note.change is None:
            return False
        test = self.leaf_facts[leaf].test
        known = self.known[leaf.fact]
        if (
            test is not None
            and isinstance(known, tuple)
            and (note.change == "time" or leaf.fact == "age")
        ):
            least = lower_bound(test)
            return least is not None and known[0][0] < least
        return True


def judge_service(item: PreparedService, truths: Truths) -> Outcome:
    """Return the state of one service for the profile behind `truths`."""
    if item.tree is None:
        return Outcome(_open_or_assessed(item), (), (), 1.0, is_checked=False)
    judged = evaluate(item.tree, truths.of)
    value, leaves = judged.truth, judged.leaves
    if value is Truth.UNKNOWN and item.repeated:
        value = _exact(item, truths)
        if value is Truth.NO:
            # No case holds; whether one could later is not known, so only fixed criteria exclude.
            is_fixed = not any(leaf.note.change or leaf.note.kind == "practice" for leaf in leaves)
            return Outcome("no" if is_fixed else "open", leaves, (), 0.0)
    if value is Truth.YES:
        return Outcome(_open_or_assessed(item), leaves, (), 1.0, item.has_own_criteria)
    if value is Truth.UNKNOWN:
        met = [c for c in item.clauses if truth(c, truths.of) is Truth.YES]
        reasons = [
            leaf
            for clause in met
            for leaf in (
                (clause,) if isinstance(clause, Leaf) else evaluate(clause, truths.of).leaves
            )
        ]
        asked = any(truths.can_be_asked(leaf) for leaf in leaves)
        meant_for: MeantFor = "you" if asked or truths.shares_illness(item) else "you_know"
        share = len(met) / len(item.clauses)
        return Outcome("open", tuple(reasons), leaves, share, meant_for=meant_for)
    return _failed(item, truths, leaves)


def _open_or_assessed(item: PreparedService) -> State:
    return "assess" if item.service.assessed_by_organiser else "fits"


def _failed(item: PreparedService, truths: Truths, leaves: tuple[Leaf, ...]) -> Outcome:
    def with_changes(leaf: Leaf) -> Truth:
        found = truths.of(leaf)
        return Truth.YES if found is Truth.NO and truths.is_changeable(leaf) else found

    assert item.tree is not None  # noqa: S101  (a service without conditions cannot fail)
    if truth(item.tree, with_changes) is not Truth.NO:
        unresolved = tuple(leaf for leaf in item.leaves if truths.of(leaf) is Truth.UNKNOWN)
        return Outcome("later", leaves, unresolved, 0.0)
    if all(leaf.note.redirect for leaf in leaves):
        return Outcome("elsewhere", leaves, (), 0.0)
    if all(leaf.note.kind == "practice" for leaf in leaves):
        # "Ask the organiser": practice never excludes.
        return Outcome("open", leaves, (), 0.0, meant_for="others")
    return Outcome("no", leaves, (), 0.0)


def repeated_and_open(item: PreparedService, truths: Truths) -> list[str]:
    """Return the facts on which at least two criteria are open.

    One open criterion on a fact cannot contradict another; only two or more can.
    """
    unknown = [leaf.fact for leaf in item.leaves if truths.of(leaf) is Truth.UNKNOWN]
    return [fact for fact in item.repeated if unknown.count(fact) > 1]


def _exact(item: PreparedService, truths: Truths) -> Truth:
    assert item.tree is not None  # noqa: S101  (only called for a service with conditions)
    facts = repeated_and_open(item, truths)
    if not facts:
        return Truth.UNKNOWN
    tests = {leaf: truths.leaf_facts[leaf].test for leaf in item.leaves}
    return exact_truth(item.tree, tests, truths.known, facts, truths.of, truths.untold)
