"""What an answer is worth: two utilities over the services still undecided (matching.md section 9).

*Decided weight* counts services that would be settled. *Goal value* also counts steps on the way:
for a service of clauses (all must hold) with alternatives (one is enough) it is
1 − share of combinations still alive × share of clauses not yet met; 0 at the start, 1 exactly when
the service is settled, never falling. All answers of a question count as equally likely, since no
statistics with a source are on file; "en tiedä" gains nothing and is left out.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from catalog.conditions import Group, Leaf, Node, truth
from catalog.facts import FactDefinition
from catalog.knowledge import Knowledge, Members, Truth, judge, narrow
from catalog.rules import Rules
from search.match.evaluate import Truths
from search.match.prepare import PreparedService

TruthOf = Callable[[Leaf], Truth]


@dataclass(frozen=True, slots=True)
class Undecided:
    """A service in state open, with the leaves that keep it open and its weight."""

    item: PreparedService
    leaves: tuple[Leaf, ...]
    weight: float


Utility = Callable[[Undecided, TruthOf], float]


def decided_weight(service: Undecided, of: TruthOf) -> float:
    """Return the weight of a service if it is settled, else 0."""
    tree = service.item.tree
    settled = tree is not None and truth(tree, of) is not Truth.UNKNOWN
    return service.weight if settled else 0.0


def goal_value(service: Undecided, of: TruthOf) -> float:
    """Return the weight of a service times how far it is settled, 0–1."""
    alive = 1.0
    unmet = 0
    for clause in service.item.clauses:
        found = truth(clause, of)
        if found is Truth.NO:
            return service.weight
        if found is Truth.YES:
            continue
        unmet += 1
        alive *= _share_alive(clause, of)
    clauses = len(service.item.clauses)
    return service.weight * (1 - alive * unmet / clauses) if clauses else service.weight


def _share_alive(clause: Node, of: TruthOf) -> float:
    if isinstance(clause, Group) and clause.need == 1:
        alive = sum(truth(child, of) is not Truth.NO for child in clause.of)
        return alive / len(clause.of)
    return 1.0


def expected_gain(
    question: FactDefinition,
    services: Sequence[Undecided],
    rules: Rules,
    truths: Truths,
    utility: Utility,
) -> float:
    """Return the mean gain of utility over the answers of a question.

    Args:
        question: It may settle a derived fact; that fact's values are then gone through.
        services: The services that still matter.
        rules: The facts.
        truths: What is known now.
        utility: One of the two above.
    """
    facts = [f for f in rules.facts.values() if question.id in (f.id, f.asked_by)]
    expected = 0.0
    for fact in facts:
        touched = [u for u in services if any(leaf.fact == fact.id for leaf in u.leaves)]
        answers = list(_answers(fact, truths.known[fact.id])) if touched else []
        before = sum(utility(u, truths.of) for u in touched)
        for answer in answers:
            of = _answered(fact.id, answer, touched, truths)
            expected += (sum(utility(u, of) for u in touched) - before) / len(answers)
    return expected


def _answered(
    fact: str, answer: Knowledge, touched: Sequence[Undecided], truths: Truths
) -> TruthOf:
    """Return the truth of the leaves when one fact is answered."""
    changed: Mapping[Leaf, Truth] = {
        leaf: judge(test, answer)
        for u in touched
        for leaf in u.item.leaves
        if leaf.fact == fact and (test := truths.leaf_facts[leaf].test) is not None
    }
    return lambda leaf: changed.get(leaf) or truths.of(leaf)


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
