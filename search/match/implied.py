"""Criteria that a record holds outside `when`: the area it serves and whom it describes.

They become criteria like any other, in standard words, so that they are judged, explained and asked
for in the same way. The area is hard. Age, illness and life situation only describe whom a service
is meant for, so they are of kind practice: alone they never exclude anybody, but say "ask the
organiser".
"""

from catalog.catalogue import Catalogue
from catalog.conditions import ConditionKind, Group, Leaf, Node, Note, leaves_of
from catalog.model import AgeRange, AreaScope, Service
from catalog.params import Citation
from catalog.text import LocalizedText
from search.match.described import described_by

_ONLY_FOR = LocalizedText(
    fi="Palvelu on vain tämän alueen asukkaille: {names}.",
    sv="Tjänsten är bara för invånare i: {names}.",
    en="The service is only for residents of: {names}.",
)
_AREAS_NAMED = 3  # more names than this are not read; the rest is "…"
_BETWEEN = LocalizedText(
    fi="Palvelu on tarkoitettu {low}–{high}-vuotiaille.",
    sv="Tjänsten är avsedd för {low}–{high}-åringar.",
    en="The service is meant for people aged {low}–{high}.",
)
_FROM = LocalizedText(
    fi="Palvelu on tarkoitettu {low} vuotta täyttäneille.",
    sv="Tjänsten är avsedd för dig som har fyllt {low} år.",
    en="The service is meant for people aged {low} or over.",
)
_UNTIL = LocalizedText(
    fi="Palvelu on tarkoitettu enintään {high}-vuotiaille.",
    sv="Tjänsten är avsedd för dig som är högst {high} år.",
    en="The service is meant for people aged {high} or under.",
)


def with_implied(service: Service, catalogue: Catalogue) -> Node | None:
    """Return the conditions of a service with those implied; None when there are none at all."""
    tree: Node | None = service.when
    implied: list[Node] = []
    if service.service_area:
        implied.append(_area_leaf(service, catalogue))
    reads_age = tree is not None and any(leaf.fact == "age" for leaf in leaves_of(tree))
    if service.age and not reads_age:
        implied += _age_leaf(service, service.age, catalogue)
    implied += described_by(service, catalogue, _note(service, LocalizedText(), "practice"))
    if not implied:
        return tree
    children = (*implied, tree) if tree is not None else tuple(implied)
    return Group(len(children), children, Note())


def _age_leaf(service: Service, age: AgeRange, catalogue: Catalogue) -> list[Leaf]:
    if age.min is None and age.max is None:
        return []
    words = _UNTIL if age.min is None else _FROM if age.max is None else _BETWEEN
    youngest, oldest = catalogue.rules.facts["age"].range
    low = youngest if age.min is None else age.min
    high = oldest if age.max is None else age.max
    said = {lang: text.format(low=low, high=high) for lang, text in words.items()}
    return [Leaf("age", "between", (low, high), _note(service, LocalizedText(**said), "practice"))]


def _area_leaf(service: Service, catalogue: Catalogue) -> Leaf:
    """The area a service is for, as a criterion like any other."""
    scope = service.service_area
    codes = catalogue.rules.words.areas
    homes = frozenset(
        town
        for kind in ("wellbeing_county", "employment_area", "municipality")
        for code in getattr(scope, kind)
        for town in codes[kind][code]
    )
    note = _note(service, _area_text(scope, catalogue), "guideline")
    return Leaf("municipality", "within", tuple(sorted(homes)), note)


def _area_text(scope: AreaScope, catalogue: Catalogue) -> LocalizedText:
    areas = catalogue.areas
    named = [areas.wellbeing_counties[code].name for code in scope.wellbeing_county]
    named += [areas.employment_areas[code].name for code in scope.employment_area]
    named += [areas.municipalities[code].name for code in scope.municipality]
    more = " …" if len(named) > _AREAS_NAMED else ""
    said = {
        lang: text.format(names=", ".join(n.choose(lang).text for n in named[:_AREAS_NAMED]) + more)
        for lang, text in _ONLY_FOR.items()
    }
    return LocalizedText(**said)


def _note(service: Service, say: LocalizedText, kind: ConditionKind) -> Note:
    source = service.sources[0] if service.sources else None
    return Note(
        kind=kind,
        source=Citation(source.url, source.title) if source else None,
        checked=service.verified_on.isoformat(),
        evidence=service.evidence,
        say=say,
    )
