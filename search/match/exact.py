"""The exact answer for conditions that read one fact more than once.

Strong Kleene logic is not complete: `any: [age below 30, age at_least 30]` stays unknown while the
age is unknown. For such conditions only, the joint cases of the repeated facts are gone through.
Values that all tests judge alike are one case, so a few cases stand for the whole domain.
Method: matching.md section 6, "known limit".
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain, combinations, product
from math import prod

from catalog.conditions import Leaf, Node, truth
from catalog.knowledge import Knowledge, Members, Test, Truth, intersect, judge

# More joint cases than this take longer than a person notices; the condition then stays unknown.
MAX_CASES = 512
_MAX_MEMBERS = 8  # 2⁸ subsets of a set fact


def repeated_facts(leaves: Iterable[Leaf]) -> frozenset[str]:
    """Return the facts that more than one leaf reads."""
    counts = Counter(leaf.fact for leaf in leaves)
    return frozenset(fact for fact, count in counts.items() if count > 1)


def exact_truth(
    tree: Node,
    tests: Mapping[Leaf, Test | None],
    known: Mapping[str, Knowledge],
    repeated: Iterable[str],
    otherwise: Callable[[Leaf], Truth],
    untold: Collection[str] = (),
) -> Truth:
    """Judge a tree case by case over its repeated facts.

    Args:
        tree: A condition that Kleene logic left unknown.
        tests: The test of each of its leaves.
        known: What is possible of each fact.
        repeated: The facts to go through.
        otherwise: Truth of the leaves on all other facts.
        untold: Facts of which nothing is told; only their cases are kept from one call to the next,
            so that no answer of anybody stays in memory.

    Returns:
        Yes or no when every case agrees, else unknown.
    """
    leaves: list[Leaf] = []
    cases: list[tuple[tuple[Truth, ...], ...]] = []
    for fact in sorted(repeated):
        read = {leaf: test for leaf, test in tests.items() if test and test.fact == fact}
        find = _kept_cases if fact in untold else _cases
        leaves += read
        cases.append(find(tuple(read.values()), known[fact]))
    if not cases or prod(len(c) for c in cases) > MAX_CASES:
        return Truth.UNKNOWN
    if all(_may_all_agree(of_fact) for of_fact in cases):
        return Truth.UNKNOWN
    found: set[Truth] = set()
    for combination in product(*cases):
        fixed = dict(zip(leaves, chain.from_iterable(combination), strict=True))
        found.add(truth(tree, lambda leaf, fixed=fixed: fixed.get(leaf) or otherwise(leaf)))  # type: ignore[misc]
        if len(found) > 1:
            return Truth.UNKNOWN
    return found.pop()


def _may_all_agree(cases: Iterable[tuple[Truth, ...]]) -> bool:
    """Tell whether the criteria left open on a fact may all hold together, and all fail together.

    A tree only grows truer when a leaf does (`not` is worked into the leaves), so these two cases
    are the extremes that Kleene logic already compared: going through the others decides nothing.
    """
    columns = zip(*cases, strict=True)
    left = [i for i, column in enumerate(columns) if len(set(column)) > 1]
    rows = [{case[i] for i in left} for case in cases]
    return {Truth.YES} in rows and {Truth.NO} in rows


def _cases(tests: tuple[Test, ...], known: Knowledge) -> tuple[tuple[Truth, ...], ...]:
    """Return every way the tests may come out together."""
    seen = (tuple(judge(test, value) for test in tests) for value in _values(tests, known))
    return tuple(dict.fromkeys(seen))


_kept_cases = lru_cache(maxsize=2048)(_cases)


def _values(tests: Iterable[Test], known: Knowledge) -> Iterator[Knowledge]:
    """Yield exact knowledge for at least one value of every case."""
    if isinstance(known, frozenset):
        yield from (frozenset({value}) for value in known)
    elif isinstance(known, Members):
        yield from _subsets(known, frozenset(str(w) for test in tests for w in test.wanted))
    elif isinstance(known, tuple):
        edges = {n for test in tests for span in test.wanted if isinstance(span, tuple)
                 for n in (span[0], span[1] + 1)}  # fmt: skip
        edges |= {lo for lo, _ in known}
        yield from (((n, n),) for n in sorted(edges) if intersect(((n, n),), known))


def _subsets(known: Members, mentioned: frozenset[str]) -> Iterator[Members]:
    free = sorted((known.possible - known.certain) & mentioned)
    if len(free) > _MAX_MEMBERS:
        yield known  # too many to go through: left as it is, which decides nothing wrongly
        return
    others = sorted(known.possible - known.certain - mentioned)[:1]  # one stands for all the rest
    for size in range(len(free) + 1):
        for chosen in combinations(free, size):
            has = known.certain | frozenset(chosen)
            if has or not known.is_never_empty:
                yield Members(has, has, bool(has))
            if others and not has:
                yield Members(frozenset(others), frozenset(others), is_never_empty=True)
