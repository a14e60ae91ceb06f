"""A condition tree to lines a person can read: each criterion in its own words, with its source."""

from collections.abc import Iterator

from catalog.conditions import Group, Leaf, Node
from catalog.model import Service
from web.contexts import ConditionLine


def condition_lines(service: Service) -> tuple[ConditionLine, ...]:
    """Return a service's published criteria in file order, alternatives indented under a joiner."""
    if not isinstance(service.when, Leaf | Group):
        return ()
    return tuple(_lines(service.when, 0))


def _lines(node: Node, depth: int) -> Iterator[ConditionLine]:
    if isinstance(node, Leaf):
        yield _line(node, depth)
        return
    if node.note.say:  # the group says itself what its leaves mean together
        yield _line(node, depth)
        return
    is_all = node.need >= len(node.of)
    if not is_all:
        joiner = "any" if node.need == 1 else "some"
        yield ConditionLine(node.note.say, None, None, node.note.kind, depth, joiner)
    for child in node.of:
        yield from _lines(child, depth if is_all else depth + 1)


def _line(node: Node, depth: int) -> ConditionLine:
    note = node.note
    return ConditionLine(note.say, note.source, note.checked, note.kind, depth)
