"""Condition trees: what must hold for a service, judged with three values (matching.md 5–6).

A tree has two kinds of node. A `Leaf` compares one fact; a `Group` needs a number of its children
(all of them, one of them, or n). `not` is worked into the leaves when the text is read, by De
Morgan's laws, which hold exactly in strong Kleene logic; so nothing here has to know of it.
Reading YAML is in `condition_reader`, checking in `condition_lint`.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Literal

from catalog.facts import FactDefinition
from catalog.knowledge import Span, Spans, Test, Truth, Value, complement, merge
from catalog.params import Citation, Param, ParamValue
from catalog.text import LocalizedText

ConditionKind = Literal["statute", "guideline", "practice"]
Change = Literal["time", "action", "document", "situation"]
KINDS: tuple[ConditionKind, ...] = ("statute", "guideline", "practice")
CHANGES: tuple[Change, ...] = ("time", "action", "document", "situation")


@dataclass(frozen=True, slots=True)
class ParamRef:
    """A value that is looked up in the dated parameters."""

    name: str


@dataclass(frozen=True, slots=True)
class Months:
    """A length of time back from the day of evaluation."""

    count: int


Operand = tuple[Value | int | ParamRef | Months, ...]


NO_TEXT = LocalizedText()


@dataclass(frozen=True, slots=True)
class Note:
    """What is said about a node; all but `say` and `id` are inherited by the nodes below.

    Attributes:
        kind: How hard the criterion is; practice alone never excludes anybody.
        change: What could make a failing leaf hold; None means that nothing can.
        redirect: Who is responsible when it fails, an id of data/rules/redirects.yaml.
        say: The criterion as one plain sentence.
    """

    kind: ConditionKind = "guideline"
    source: Citation | None = None
    checked: str | None = None
    evidence: str | None = None
    change: Change | None = None
    redirect: str | None = None
    say: LocalizedText = NO_TEXT
    id: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """One criterion on one fact. Compared by identity, so that it can be a fast key.

    Attributes:
        operator: As written in the file ("between", "has_any").
        is_negated: It stood under an odd number of `not`.
    """

    fact: str
    operator: str
    operand: Operand
    note: Note
    is_negated: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Children of which at least `need` must hold: all of them, one, or n. Compared by identity."""

    need: int
    of: tuple["Node", ...]
    note: Note


Node = Leaf | Group
TruthOf = Callable[[Leaf], Truth]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The truth of a node and the leaves that decided it, in file order.

    For a failed node the failing leaves, for a met one those that were enough, for an unknown one
    the unresolved leaves.
    """

    truth: Truth
    leaves: tuple[Leaf, ...]


def leaves_of(node: Node) -> Iterator[Leaf]:
    """Yield every leaf of a tree in file order."""
    if isinstance(node, Leaf):
        yield node
    else:
        for child in node.of:
            yield from leaves_of(child)


def evaluate(node: Node, truth_of: TruthOf) -> Judgement:
    """Judge a tree by strong Kleene logic; `truth_of` gives the truth of each leaf."""
    if isinstance(node, Leaf):
        return Judgement(truth_of(node), (node,))
    met: list[tuple[Leaf, ...]] = []
    failed: list[Leaf] = []
    unknown: list[Leaf] = []
    unknown_count = 0
    for child in node.of:
        if isinstance(child, Leaf):  # most children are leaves: no step down for them
            found, leaves = truth_of(child), (child,)  # type: tuple[Truth, tuple[Leaf, ...]]
        else:
            judged = evaluate(child, truth_of)
            found, leaves = judged.truth, judged.leaves
        if found is Truth.YES:
            met.append(leaves)
        elif found is Truth.NO:
            failed += leaves
        else:
            unknown += leaves
            unknown_count += 1
    if len(met) >= node.need:
        return Judgement(Truth.YES, tuple(chain.from_iterable(met[: node.need])))
    if len(met) + unknown_count < node.need:
        return Judgement(Truth.NO, tuple(failed))
    return Judgement(Truth.UNKNOWN, tuple(unknown))


def truth(node: Node, truth_of: TruthOf) -> Truth:
    """Return only the truth of a tree; quicker than `evaluate` as it stops when it is settled."""
    if isinstance(node, Leaf):
        return truth_of(node)
    left, met, unknown = len(node.of), 0, 0
    for child in node.of:
        found = truth(child, truth_of)
        left -= 1
        met += found is Truth.YES
        unknown += found is Truth.UNKNOWN
        if met >= node.need:
            return Truth.YES
        if met + unknown + left < node.need:
            return Truth.NO
    return Truth.UNKNOWN if node.need else Truth.YES


def negated(node: Node) -> Node:
    """Return the opposite of a tree: `n of k` fails exactly when `k - n + 1` children fail."""
    if isinstance(node, Leaf):
        return Leaf(node.fact, node.operator, node.operand, node.note, not node.is_negated)
    children = tuple(negated(child) for child in node.of)
    return Group(len(children) - node.need + 1, children, node.note)


def resolve(
    leaf: Leaf, facts: Mapping[str, FactDefinition], params: Mapping[str, Param], on: date
) -> Test | None:
    """Fix the values of a leaf for a day.

    Returns:
        The test to judge, or None when a dated parameter has no value on that day; the leaf is
        then unknown whatever is answered.
    """
    fact = facts[leaf.fact]
    if fact.kind in ("number", "date"):
        spans = _spans(leaf, fact.range, params, on)
        if spans is None:
            return None
        return Test(leaf.fact, "span", complement(spans, fact.range) if leaf.is_negated else spans)
    wanted = frozenset(value for value in leaf.operand if isinstance(value, str | bool))
    turned = leaf.operator in ("is_not", "not_in", "has_none")
    how: Literal["one", "any", "all"] = "one"
    if fact.kind in ("set", "needs"):
        how = "all" if leaf.operator == "has_all" else "any"
    return Test(leaf.fact, how, wanted, turned is not leaf.is_negated)


def lower_bound(test: Test) -> int | None:
    """Return the least number that meets a test on a number, or None for other tests."""
    if test.how != "span" or not test.wanted:
        return None
    return min(span[0] for span in test.wanted if isinstance(span, tuple))


def _spans(leaf: Leaf, domain: Span, params: Mapping[str, Param], on: date) -> Spans | None:
    numbers: list[ParamValue] = []
    for given in leaf.operand:
        if isinstance(given, ParamRef):
            value = params[given.name].on(on)
            if value is None:
                return None
            numbers.append(value)
        elif isinstance(given, Months):
            numbers.append(months_before(on, given.count).toordinal())
        elif isinstance(given, int):
            numbers.append(given)
    return _SPAN_MAKERS[leaf.operator](numbers, domain)


def months_before(day: date, months: int) -> date:
    """Return the same day of the month some months earlier, or the last day of a shorter month."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for number in (day.day, 30, 29, 28):
        try:
            return date(years, month + 1, number)
        except ValueError:
            continue
    raise ValueError(f"there is no day {months} months before {day}")


def _whole(numbers: list[ParamValue]) -> Spans:
    return merge((int(n), int(n)) for n in numbers if n == int(n))


# Numbers are whole: "above 3" is "4 or more"; a parameter with cents is rounded inwards.
_SPAN_MAKERS: Mapping[str, Callable[[list[ParamValue], Span], Spans]] = {
    "is": lambda n, _: _whole(n),
    "in": lambda n, _: _whole(n),
    "is_not": lambda n, d: complement(_whole(n), d),
    "not_in": lambda n, d: complement(_whole(n), d),
    "at_least": lambda n, d: _ordered(math.ceil(n[0]), d[1]),
    "above": lambda n, d: _ordered(math.floor(n[0]) + 1, d[1]),
    "at_most": lambda n, d: _ordered(d[0], math.floor(n[0])),
    "below": lambda n, d: _ordered(d[0], math.ceil(n[0]) - 1),
    "between": lambda n, _: _ordered(math.ceil(n[0]), math.floor(n[1])),
    "newer_than": lambda n, d: _ordered(int(n[0]), d[1]),
    "older_than": lambda n, d: _ordered(d[0], int(n[0]) - 1),
}


def _ordered(lo: int, hi: int) -> Spans:
    return ((lo, hi),) if lo <= hi else ()
