"""What would have to be true: the smallest sets of steps that settle an unfinished result.

Computed bottom-up over the tree (matching.md section 6). Only asking, a paper, an act and time are
ever suggested; nobody is told to leave a job or stop a treatment.
"""

from collections.abc import Iterable
from itertools import combinations

from catalog.conditions import Leaf, Node
from catalog.knowledge import Truth
from catalog.profile import Profile
from search.match.evaluate import Truths
from search.match.results import RepairStep

KEEP = 5  # a person cannot weigh more ways than this, and it bounds the work by nodes × 5²
_COST = {"ask": 1, "document": 2, "action": 3, "time": 4}
Step = tuple[str, str]  # kind, fact
Way = frozenset[Step]
_DONE: tuple[Way, ...] = (frozenset(),)


def repairs_of(tree: Node, truths: Truths, profile: Profile) -> tuple[tuple[RepairStep, ...], ...]:
    """Return up to five ways to a settled, favourable result, cheapest first.

    Empty when there is no way or nothing to do. A fact somebody did not want to tell is never
    asked for again, so ways that need it are left out.
    """
    finder = _Finder(truths, profile)
    steps = finder.steps
    return tuple(
        tuple(steps[step] for step in sorted(way, key=lambda s: (_COST[s[0]], s[1])))
        for way in finder.ways(tree)
        if way
    )


class _Finder:
    """Finds the ways of one tree; `steps` remembers the words of every step met."""

    def __init__(self, truths: Truths, profile: Profile) -> None:
        self.truths = truths
        self.of = truths.of
        self.profile = profile
        self.steps: dict[Step, RepairStep] = {}

    def ways(self, node: Node) -> tuple[Way, ...]:
        """Return the ways for a node, none when nothing helps."""
        if isinstance(node, Leaf):
            truth = self.of(node)
            return _DONE if truth is Truth.YES else self._leaf_ways(node, truth)
        children = [self.ways(child) for child in node.of]
        if node.need == len(children):
            return _together(children)
        if node.need == 1:
            return _cheapest(way for child in children for way in child)
        found: list[Way] = []
        for chosen in combinations(children, node.need):
            found += _together(chosen)
        return _cheapest(found)

    def _leaf_ways(self, leaf: Leaf, truth: Truth) -> tuple[Way, ...]:
        facts = self.truths.leaf_facts[leaf]
        kind = "ask" if truth is Truth.UNKNOWN else leaf.note.change
        if kind == "ask":
            if (
                not self.truths.can_be_asked(leaf)
                or self.profile.status_of(leaf.fact) == "prefer_not"
            ):
                return ()
        elif kind is None or kind not in _COST or not self.truths.is_changeable(leaf):
            return ()
        step = (kind, leaf.fact)
        if step not in self.steps:
            self.steps[step] = facts.steps[kind]
        return (frozenset((step,)),)


def _together(children: Iterable[tuple[Way, ...]]) -> tuple[Way, ...]:
    ways = _DONE
    for child in children:
        if child is _DONE:
            continue
        if not child:
            return ()  # one criterion that nothing helps
        if len(child) == 1 and len(ways) == 1:
            ways = (ways[0] | child[0],)
        else:
            ways = _cheapest(way | other for way in ways for other in child)
    return ways


def _cheapest(ways: Iterable[Way]) -> tuple[Way, ...]:
    unlike = dict.fromkeys(ways)
    if len(unlike) < 2:
        return tuple(unlike)
    ordered = sorted(unlike, key=lambda w: (sum(_COST[kind] for kind, _ in w), sorted(w)))
    kept: list[Way] = []
    for way in ordered:
        if len(kept) == KEEP:
            break
        if not any(smaller <= way for smaller in kept):
            kept.append(way)
    return tuple(kept)
