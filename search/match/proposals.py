"""Changes worth trying in `what_if`, taken from what stands in the way of services.

Only time, an act and a paper are ever proposed (matching.md section 6): nobody is told to move
house, leave a job or stop a treatment. A person may try any of those by changing the answer.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from catalog.catalogue import Catalogue
from catalog.conditions import Leaf, lower_bound
from catalog.knowledge import Truth
from catalog.profile import Profile
from catalog.text import LocalizedText
from search.match.evaluate import Truths, judge_service
from search.match.prepare import Prepared, PreparedService, prepare
from search.match.rank import POSSIBLE, coverage

MOST_CHANGES, MOST_PAPERS = 3, 2  # more rows than five are not compared
# What lies further ahead helps nobody to plan: years for an age, else months.
_AHEAD = {"age": 2, "care_months": 12, "unemployed_months": 24}
_AT_AGE = LocalizedText(
    fi="Kun täytät {n} vuotta", sv="När du fyller {n} år", en="When you turn {n}"
)
_MONTHS_OF_CARE = LocalizedText(
    fi="Kun olet saanut hoitoa {n} kuukautta",
    sv="När du har fått vård i {n} månader",
    en="When you have had treatment for {n} months",
)
_MONTHS_WITHOUT_WORK = LocalizedText(
    fi="Kun olet ollut työttömänä {n} kuukautta",
    sv="När du har varit arbetslös i {n} månader",
    en="When you have been unemployed for {n} months",
)
_AFTER_TIME: Mapping[str, LocalizedText] = {
    "age": _AT_AGE,
    "care_months": _MONTHS_OF_CARE,
    "unemployed_months": _MONTHS_WITHOUT_WORK,
}
_PAPER = LocalizedText(
    fi="Jos saat tämän paperin: {what}",
    sv="Om du får det här papperet: {what}",
    en="If you get this paper: {what}",
)
_ACT = LocalizedText(
    fi="Jos tämä toteutuu: {what}", sv="Om detta sker: {what}", en="If this happens: {what}"
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change one may try.

    Attributes:
        id: Stable name for a form field, such as "age-18" or "documents-b_statement".
        kind: time, document or action.
        change: The answers to give to `what_if`.
        say: The change in words, without a full stop.
        service_ids: Services it would bring nearer, in catalogue order.
    """

    id: str
    kind: str
    change: Mapping[str, object]
    say: LocalizedText
    service_ids: tuple[str, ...]


def proposals_of(
    facts: Mapping[str, object], catalogue: Catalogue, on: date
) -> tuple[Proposal, ...]:
    """Return at most three changes and two papers that touch most services for the needs.

    Those that change a state come first, then those that touch most. Without needs all services
    count. A paper the person has, and a fact they did not want to tell, are never proposed.

    Args:
        facts: The answers now, as `Profile.from_facts` takes them.
        catalogue: A catalogue without faults.
        on: The day of evaluation.

    Raises:
        UnknownValue: A fact or a value does not exist.
    """
    prepared = prepare(catalogue, on)
    profile = Profile.from_facts(facts, catalogue.rules, catalogue.areas, on=on)
    found: dict[str, Proposal] = {}
    touched: dict[str, list[str]] = {}
    for service, proposal in _proposed(prepared, profile):
        found.setdefault(proposal.id, proposal)
        touched.setdefault(proposal.id, []).append(service)
    order = sorted(found, key=lambda key: (-len(touched[key]), key))
    changes = [key for key in order if found[key].kind != "document"][:MOST_CHANGES]
    papers = [key for key in order if found[key].kind == "document"][:MOST_PAPERS]
    return tuple(
        replace(found[key], service_ids=tuple(dict.fromkeys(touched[key])))
        for key in (*changes, *papers)
    )


def _proposed(prepared: Prepared, profile: Profile) -> Iterator[tuple[str, Proposal]]:
    truths = Truths(prepared, profile.known)
    for item in prepared.services:
        if profile.needs and not any(coverage(item.terms, need) for need in profile.needs):
            continue
        state = judge_service(item, truths).state
        if state in ("later", "open"):
            yield from _standing_in_the_way(item, truths, prepared, profile)
        if state in POSSIBLE:
            yield from _papers(item, prepared.catalogue, profile)


def _standing_in_the_way(
    item: PreparedService, truths: Truths, prepared: Prepared, profile: Profile
) -> Iterator[tuple[str, Proposal]]:
    for leaf in item.leaves:
        if truths.of(leaf) is not Truth.NO or not truths.is_changeable(leaf):
            continue
        if profile.status_of(leaf.fact) == "answered":
            proposal = _of_leaf(leaf, truths, prepared)
            if proposal is not None:
                yield item.service.id, proposal


def _of_leaf(leaf: Leaf, truths: Truths, prepared: Prepared) -> Proposal | None:
    test = truths.leaf_facts[leaf].test
    fact = prepared.catalogue.rules.facts[leaf.fact]
    if test is None:
        return None
    if leaf.fact in _AFTER_TIME:
        least, known = lower_bound(test), truths.known[leaf.fact]
        if least is None or not isinstance(known, tuple):
            return None
        if least - known[0][0] > _AHEAD[leaf.fact]:
            return None
        say = _filled(_AFTER_TIME[leaf.fact], n=least)
        return Proposal(f"{leaf.fact}-{least}", "time", {leaf.fact: least}, say, ())
    # Another kind of fact cannot be put right by one plain act (an illness is not chosen).
    if fact.kind != "bool" or leaf.note.change != "action":
        return None
    wanted = (True in test.wanted) is not test.is_negated
    say = LocalizedText(
        **{lang: text.format(what=leaf.note.say.choose(lang).text) for lang, text in _ACT.items()}
    )
    return Proposal(f"{leaf.fact}-{wanted}".lower(), "action", {leaf.fact: wanted}, say, ())


def _papers(
    item: PreparedService, catalogue: Catalogue, profile: Profile
) -> Iterator[tuple[str, Proposal]]:
    has = profile.members("documents")
    if profile.status_of("documents") == "prefer_not":
        return
    for paper in sorted(item.documents - has):
        label = catalogue.taxonomy.documents[paper].label
        said = {lang: text.format(what=label.choose(lang).text) for lang, text in _PAPER.items()}
        change = {"documents": sorted({*has, paper})}
        yield (
            item.service.id,
            Proposal(f"documents-{paper}", "document", change, LocalizedText(**said), ()),
        )


def _filled(text: LocalizedText, *, n: int) -> LocalizedText:
    return LocalizedText(**{lang: said.format(n=n) for lang, said in text.items()})
