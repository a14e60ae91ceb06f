"""Checks on whole condition trees: criteria that cannot hold together, and old check dates.

The reader has already checked every node by itself. Rules: matching.md section 5.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from catalog.conditions import Group, Leaf, Node, leaves_of, resolve
from catalog.facts import FactDefinition
from catalog.knowledge import Members, Test, meeting, narrow
from catalog.params import Param

# A criterion is read again at its source twice a year; after a year it is likely to have changed.
WARN_AFTER_DAYS = 180
OLD_AFTER_DAYS = 365


def contradictions(
    node: Node, facts: Mapping[str, FactDefinition], params: Mapping[str, Param], on: date
) -> Iterator[tuple[Leaf, Leaf]]:
    """Yield pairs of leaves under one `all` of which no value of their fact meets both."""
    if isinstance(node, Leaf):
        return
    together = list(_conjuncts(node))
    for i, later in enumerate(together):
        for earlier in together[:i]:
            if earlier.fact == later.fact and _exclude(earlier, later, facts, params, on):
                yield earlier, later
    for child in _below(node):
        yield from contradictions(child, facts, params, on)


def _conjuncts(node: Node) -> Iterator[Leaf]:
    if isinstance(node, Leaf):
        yield node
    elif node.need == len(node.of):
        for child in node.of:
            yield from _conjuncts(child)


def _below(node: Group) -> Iterator[Group]:
    # Groups not already looked into as part of this `all`.
    for child in node.of:
        if isinstance(child, Group):
            is_part = node.need == len(node.of) and child.need == len(child.of)
            yield from _below(child) if is_part else (child,)


def _exclude(
    a: Leaf, b: Leaf, facts: Mapping[str, FactDefinition], params: Mapping[str, Param], on: date
) -> bool:
    first, second = resolve(a, facts, params, on), resolve(b, facts, params, on)
    if first is None or second is None:
        return False
    domain = facts[a.fact].domain
    if isinstance(domain, Members):
        return _bans(first, second) or _bans(second, first)
    return narrow(meeting(first, domain), meeting(second, domain)) is None


def _bans(ban: Test, test: Test) -> bool:
    """Tell whether "none of these" leaves nothing of what another test on a set needs."""
    if not (ban.is_negated and ban.how == "any") or test.is_negated:
        return False
    wanted, banned = frozenset(test.wanted), frozenset(ban.wanted)
    return wanted <= banned if test.how == "any" else bool(wanted & banned)


def oldest_check(node: Node) -> str | None:
    """Return the earliest `checked` day among the leaves, or None when none has one."""
    days = [leaf.note.checked for leaf in leaves_of(node) if leaf.note.checked]
    return min(days, default=None)


def is_old(checked: str, today: date, days: int) -> bool:
    """Tell whether a day, month or year of checking lies more than `days` back."""
    whole = {4: "-12-31", 7: "-28"}.get(len(checked), "")  # the latest the source could mean
    return (today - date.fromisoformat(checked + whole)).days > days
