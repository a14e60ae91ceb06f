"""Whom a record describes, as criteria of kind practice: illnesses and life situations.

Without them a circle for one illness would seem to suit everybody as certainly as the health
centre does. They never exclude: who is not among those described reads "meant for …" and is told
to ask. What the descriptive fields mean for a person is data (data/rules/meant_for.yaml).
"""

from collections.abc import Sequence

from catalog.catalogue import Catalogue
from catalog.conditions import Group, Leaf, Node, Note, leaves_of
from catalog.model import Service
from catalog.text import LocalizedText

_ILLNESS = LocalizedText(
    fi="Palvelu on tarkoitettu, kun sairaus tai vamma liittyy tähän: {names}.",
    sv="Tjänsten är avsedd när sjukdomen eller funktionsnedsättningen gäller: {names}.",
    en="The service is meant for an illness or impairment of: {names}.",
)
_SUPPORT = LocalizedText(
    fi="Palvelu on tarkoitettu, kun kaipaat tukea tähän: {names}.",
    sv="Tjänsten är avsedd när du vill ha stöd med: {names}.",
    en="The service is meant for support with: {names}.",
)
# Others than the ill person whom a circle or an advice line for an illness serves as well, and the
# need by which they tell of themselves.
_BESIDE = {"carer": "family.support", "parent": "family.parent"}


def described_by(service: Service, catalogue: Catalogue, note: Note) -> list[Node]:
    """Return the criteria that the descriptive fields of a record stand for, perhaps none.

    Args:
        service: Its condition groups, life situations and needs are read.
        catalogue: What those words mean, and their labels.
        note: Source and day to tell with each criterion; its kind is practice.
    """
    found: list[Node] = []
    read = {leaf.fact for leaf in leaves_of(service.when)} if service.when else set()
    if service.condition_groups and "condition_group" not in read:
        found.append(_illness(service, catalogue, note))
    situations = catalogue.rules.described.situations
    told = service.life_situations
    if service.when is None and told and all(name in situations for name in told):
        found.append(_any_of([_copied(situations[name], note) for name in told], note))
    return found


def _illness(service: Service, catalogue: Catalogue, note: Note) -> Node:
    groups, described = service.condition_groups, catalogue.rules.described
    words = catalogue.taxonomy
    labels = [words.condition_groups[name].label for name in groups]
    children: list[Node] = [
        Leaf("condition_group", "has_any", groups, _saying(_ILLNESS, labels, note))
    ]
    own = (*service.needs.primary, *service.needs.also)
    telling = {need for group in groups for need in described.needs_of.get(group, ())}
    needs = tuple(need for need in own if need in telling)
    needs += tuple(need for name, need in _BESIDE.items() if name in service.life_situations)
    if needs:
        named = [words.needs[need].label for need in needs]
        children.append(Leaf("needs", "has_any", needs, _saying(_SUPPORT, named, note)))
    return _any_of(children, note)


def _any_of(children: Sequence[Node], note: Note) -> Node:
    return children[0] if len(children) == 1 else Group(1, tuple(children), note)


def _copied(node: Node, note: Note) -> Node:
    """Return a tree of its own with the record's source; leaves are told apart by identity."""
    if isinstance(node, Leaf):
        own = Note(note.kind, note.source, note.checked, note.evidence, say=node.note.say)
        return Leaf(node.fact, node.operator, node.operand, own, node.is_negated)
    return Group(node.need, tuple(_copied(child, note) for child in node.of), note)


def _saying(pattern: LocalizedText, labels: Sequence[LocalizedText], note: Note) -> Note:
    said = {
        lang: text.format(names=", ".join(label.choose(lang).text for label in labels))
        for lang, text in pattern.items()
    }
    return Note(note.kind, note.source, note.checked, note.evidence, say=LocalizedText(**said))
