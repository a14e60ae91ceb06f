"""A catalogue made ready for matching on one day: every test resolved, every sentence built, once.

Nothing here depends on a person. Preparing takes some tens of milliseconds; a match then only
looks things up.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from catalog.catalogue import Catalogue
from catalog.conditions import KINDS, Group, Leaf, Node, leaves_of, resolve
from catalog.duty_rules import DutyRule
from catalog.knowledge import Test, Truth
from catalog.model import Service
from catalog.organisers import ResolvedOrganiser, resolve_organiser
from catalog.text import LocalizedText
from search.match.exact import repeated_facts
from search.match.implied import with_implied
from search.match.results import FirstCheck, Reason, RepairStep

_SAYS_NOTHING = "other"  # "another illness" brings nobody nearer to a circle for one illness


@dataclass(frozen=True, slots=True, eq=False)
class PreparedService:
    """One service with all that does not depend on the person.

    Attributes:
        tree: Its conditions with those implied by other fields; None when everybody fits.
        clauses: What must hold together: the children of an outermost `all`, else the tree itself.
        terms: Its need terms with weight: primary 1, also 0.5.
        group_terms: The same by need group, the best weight of each.
        organiser_key: The organiser as text, a quick key.
        organiser: The body, when the record names one; a role depends on the person.
        duty: Places of the duty rules that put somebody before it.
        repeated: Facts that more than one leaf reads; see `exact`.
        facts: All facts its leaves read.
        timed: Leaves on a number that time may bring to hold.
        illnesses: Condition groups that tell something ("another illness" does not).
        assessed: What its organiser weighs.
        rows: Rows of its decision table worked out so far; see `rows`.
        documents: Papers it asks for.
        counties: Counties of its places, of the area it serves and of its organiser, for nearness.
        has_own_criteria: Its `when` says more of the person than where they live: a criterion that
            can exclude, or at least two that describe.
    """

    service: Service
    tree: Node | None
    clauses: tuple[Node, ...]
    leaves: tuple[Leaf, ...]
    terms: Mapping[str, float]
    group_terms: Mapping[str, float]
    organiser_key: str
    organiser: ResolvedOrganiser | None
    duty: tuple[int, ...]
    repeated: frozenset[str]
    facts: frozenset[str]
    timed: tuple[Leaf, ...]
    illnesses: frozenset[str]
    rows: dict[Hashable, Any]
    assessed: tuple[LocalizedText, ...]
    documents: frozenset[str]
    municipalities: frozenset[str]
    counties: frozenset[str]
    has_own_criteria: bool


@dataclass(frozen=True, slots=True)
class LeafFacts:
    """What is fixed about a leaf: its test on this day, its reasons by truth, and its rank.

    `rank` orders reasons: statute before practice, then the least sensitive fact first.
    `can_be_asked` is False where no answer helps: a parameter without a value, or a fact that
    nobody is asked. `steps` are the ways forward by kind, `ask` and what `change` names.
    """

    test: Test | None
    reasons: Mapping[Truth, Reason]
    rank: tuple[int, int]
    can_be_asked: bool
    steps: Mapping[str, RepairStep]


@dataclass(frozen=True, slots=True, eq=False, repr=False)  # a catalogue is too long to show
class Prepared:
    """A catalogue ready for matching on a day.

    `places` gives for each leaf the place of its test among `tests`; -1 is a leaf without one.
    """

    catalogue: Catalogue
    on: date
    services: tuple[PreparedService, ...]
    leaf_facts: Mapping[Leaf, LeafFacts]
    tests: tuple[Test, ...]
    places: tuple[tuple[Leaf, int], ...]
    duty_checks: tuple[tuple[DutyRule, Mapping[Truth, FirstCheck]], ...]


@lru_cache(maxsize=4)
def prepare(catalogue: Catalogue, on: date) -> Prepared:
    """Prepare a catalogue for a day; the last few are kept, as every request asks for the same."""
    rules = catalogue.rules.duty.rules
    place = {rule.id: i for i, rule in enumerate(rules)}
    services = tuple(
        _prepare_service(service, catalogue, place) for service in catalogue.services.values()
    )
    trees = [s.tree for s in services if s.tree is not None]
    trees += [rule.condition for rule in rules]
    trees += [f.ask_when for f in catalogue.rules.facts.values() if f.ask_when is not None]
    kept: dict[Reason, Reason] = {}
    leaf_facts = {
        leaf: _leaf_facts(leaf, catalogue, on, kept) for tree in trees for leaf in leaves_of(tree)
    }
    tests = tuple({f.test: None for f in leaf_facts.values() if f.test is not None})
    at = {test: i for i, test in enumerate(tests)}
    places = tuple((leaf, at[f.test] if f.test else -1) for leaf, f in leaf_facts.items())
    checks = tuple((rule, _first_checks(rule, catalogue)) for rule in rules)
    return Prepared(catalogue, on, services, leaf_facts, tests, places, checks)


def _prepare_service(
    service: Service, catalogue: Catalogue, place: Mapping[str, int]
) -> PreparedService:
    tree = with_implied(service, catalogue)
    leaves = tuple(leaves_of(tree)) if tree is not None else ()
    towns = frozenset(p.municipality for p in service.places)
    terms = {**dict.fromkeys(service.needs.also, 0.5), **dict.fromkeys(service.needs.primary, 1.0)}
    return PreparedService(
        service=service,
        tree=tree,
        clauses=_clauses(tree),
        leaves=leaves,
        terms=terms,
        group_terms=_by_group(terms),
        organiser_key=str(service.organiser),
        organiser=resolve_organiser(service.organiser, catalogue) if service.organiser.id else None,
        duty=tuple(place[rule.id] for rule in catalogue.rules.duty.rules_for(service)),
        repeated=repeated_facts(leaves),
        facts=frozenset(leaf.fact for leaf in leaves),
        timed=tuple(
            leaf
            for leaf in leaves
            if leaf.note.change and catalogue.rules.facts[leaf.fact].kind in ("number", "date")
        ),
        illnesses=frozenset(service.condition_groups) - {_SAYS_NOTHING},
        rows={},
        assessed=tuple(assessment.say for assessment in service.assessed_by_organiser),
        documents=frozenset(r.document for r in service.requires if r.document),
        municipalities=towns,
        counties=_counties(service, catalogue),
        has_own_criteria=_has_own_criteria(service),
    )


def _has_own_criteria(service: Service) -> bool:
    own = list(leaves_of(service.when)) if service.when else []
    personal = [leaf for leaf in own if leaf.fact != "municipality"]
    return len(personal) > 1 or any(leaf.note.kind != "practice" for leaf in personal)


def _counties(service: Service, catalogue: Catalogue) -> frozenset[str]:
    known = catalogue.areas.municipalities
    towns = (*(p.municipality for p in service.places), *service.service_area.municipality)
    found = {known[town].wellbeing_county for town in towns}
    found |= set(service.service_area.wellbeing_county)
    body = catalogue.organizations.get(service.organiser.id or "")
    if body is not None and body.kind == "wellbeing_county" and body.area_code:
        found.add(body.area_code)
    return frozenset(found)


def _by_group(terms: Mapping[str, float]) -> dict[str, float]:
    best: dict[str, float] = {}
    for term, weight in terms.items():
        group = term.partition(".")[0]
        best[group] = max(best.get(group, 0.0), weight)
    return best


def _clauses(tree: Node | None) -> tuple[Node, ...]:
    if tree is None:
        return ()
    if isinstance(tree, Group) and tree.need == len(tree.of):
        return tuple(clause for child in tree.of for clause in _clauses(child))
    return (tree,)


def _leaf_facts(
    leaf: Leaf, catalogue: Catalogue, on: date, kept: dict[Reason, Reason]
) -> LeafFacts:
    """Resolve a leaf; equal reasons become one object, so that they are told apart by identity."""
    rules, note = catalogue.rules, leaf.note
    url, title = (note.source.url, note.source.title) if note.source else (None, None)
    reasons: dict[Truth, Reason] = {}
    for truth in Truth:
        reason = Reason(
            note.say, leaf.fact, truth.value, note.kind, url, title, note.checked, note.evidence
        )
        reasons[truth] = kept.setdefault(reason, reason)
    fact = rules.facts[leaf.fact]
    test = resolve(leaf, rules.facts, rules.params, on)
    can_be_asked = test is not None and not fact.never_asked and fact.kind != "needs"
    steps = {kind: RepairStep(kind, leaf.fact, note.say) for kind in ("ask", note.change) if kind}
    rank = (KINDS.index(note.kind), fact.sensitivity)
    return LeafFacts(test, reasons, rank, can_be_asked, steps)


def _first_checks(rule: DutyRule, catalogue: Catalogue) -> Mapping[Truth, FirstCheck]:
    texts = catalogue.rules.duty.texts

    def said(pattern: LocalizedText) -> LocalizedText:
        words = {
            lang: text.format(
                organiser=rule.organiser.label.choose(lang).text,
                reason=rule.reason.choose(lang).text,
            )
            for lang, text in pattern.items()
        }
        return LocalizedText(**words)

    name, after = rule.organiser.label, rule.if_refused
    bodies = frozenset((*rule.organiser.roles, *rule.organiser.ids))
    certain, possible = said(texts.certain), said(texts.possible)
    return {
        Truth.YES: FirstCheck(rule.id, name, "certain", certain, after, bodies),
        Truth.UNKNOWN: FirstCheck(rule.id, name, "possible", possible, after, bodies),
    }
