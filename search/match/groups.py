"""Results by the person's own needs, the overall order, whom to call, and the first step.

Results are grouped by need, most important first; a service may stand in several groups. Without
chosen needs the groups are the headings of the need terms, those of the person's goals when any
are told, so that an empty profile is still a directory one can browse.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest

from catalog.catalogue import Catalogue
from catalog.model import Requirement
from catalog.organisers import human_contact
from catalog.profile import Profile
from catalog.text import LocalizedText
from search.match.order import in_order
from search.match.rank import POSSIBLE
from search.match.results import FirstStep, MatchedService, NeedGroup

_LISTED = 5  # the services of a group a person really looks at
_ASK_FOR = LocalizedText(
    fi="Hanki ensin: {what}. Sen antaa {who}.",
    sv="Skaffa först: {what}. Det ges av: {who}.",
    en="First get: {what}. It is given by {who}.",
)


def build_groups(
    heads: Sequence[str], matched: Sequence[MatchedService], catalogue: Catalogue, profile: Profile
) -> tuple[NeedGroup, ...]:
    """Return one group for every head that some service answers, or that the person chose.

    Args:
        heads: Needs (or need groups) in order of importance.
        matched: Every service; those with points under a head belong to its group.
        catalogue: Words and contacts.
        profile: Its municipality decides whom to call.
    """
    members: dict[str, list[MatchedService]] = {head: [] for head in heads}
    for service in matched:
        for head in service.points:
            members[head].append(service)
    return tuple(
        _group(head, found, catalogue, profile)
        for head, found in members.items()
        if found or head in profile.needs
    )


def _group(
    head: str, found: list[MatchedService], catalogue: Catalogue, profile: Profile
) -> NeedGroup:
    possible = in_order([m for m in found if m.state in POSSIBLE], head)
    aside = in_order([m for m in found if m.state not in POSSIBLE], head)
    sectors = [catalogue.services[m.service_id].sector[:1] for m in (possible or aside)[:_LISTED]]
    sector = Counter(s for pair in sectors for s in pair).most_common(1)
    body, contact = human_contact(
        catalogue, profile.value("municipality"), sector[0][0] if sector else None, head
    )
    words = catalogue.taxonomy
    term = words.needs.get(head) or words.need_groups[head]
    return NeedGroup(
        need=head,
        label=term.label,
        service_ids=tuple(m.service_id for m in possible),
        set_aside=tuple(m.service_id for m in aside),
        contact_organization=body,
        contact=contact,
        contact_first=not possible,
    )


def overall_order(
    matched: Sequence[MatchedService], groups: Sequence[NeedGroup]
) -> tuple[MatchedService, ...]:
    """Return every service once, best first.

    The groups take turns, the most important need first, so that the first few services answer
    every need and a certain but minor service cannot overtake the main one. Then come services
    that may answer a need later, then the rest by state and points.
    """
    by_id = {m.service_id: m for m in matched}
    turns = zip_longest(*(group.service_ids for group in groups))
    order = dict.fromkeys(key for turn in turns for key in turn if key)
    rest = [
        (_class(m), -round(m.best_points, 6), m.service_id)
        for m in matched
        if m.service_id not in order
    ]
    rest.sort()
    return (*(by_id[key] for key in order), *(by_id[key] for _, _, key in rest))


def _class(matched: MatchedService) -> int:
    if matched.state == "later" and matched.points:
        return 0
    if matched.state in POSSIBLE:
        return 1
    return {"elsewhere": 2, "later": 3}.get(matched.state, 4)


def first_step(
    groups: Iterable[NeedGroup], catalogue: Catalogue, has: frozenset[str]
) -> FirstStep | None:
    """Return the one paper or step that most of the services first listed need, or None.

    Args:
        groups: Only the first services of each are counted.
        catalogue: What the services require.
        has: Papers the person already has.
    """
    listed = dict.fromkeys(key for group in groups for key in group.service_ids[:_LISTED])
    wanted: dict[str, list[str]] = {}
    say: dict[str, LocalizedText] = {}
    for service_id in listed:
        for requirement in catalogue.services[service_id].requires:
            key, text = _step(requirement, catalogue)
            if key and text and key not in has and service_id not in wanted.get(key, ()):
                wanted.setdefault(key, []).append(service_id)
                say.setdefault(key, text)
    if not wanted:
        return None
    best = max(wanted, key=lambda key: len(wanted[key]))  # the first of equals: it is listed higher
    return FirstStep(best, say[best], tuple(wanted[best]))


def _step(
    requirement: Requirement, catalogue: Catalogue
) -> tuple[str | None, LocalizedText | None]:
    if requirement.step:
        return requirement.step, requirement.say
    if not requirement.document:
        return None, None  # a form belongs to one service; it is never the shared first step
    term = catalogue.taxonomy.documents[requirement.document]
    who = requirement.from_whom or term.from_whom
    said: Mapping[str, str] = {
        lang: text.format(what=_small(term.label.choose(lang).text), who=who.choose(lang).text)
        for lang, text in _ASK_FOR.items()
    }
    return requirement.document, LocalizedText(**said)


def _small(text: str) -> str:
    """Start with a small letter inside a sentence, unless the word is an abbreviation."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
