"""The order within a need group: by points, with rules that keep the first screen mixed."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from catalog.model import ServiceKind
from search.match.rank import DECIDED, POSSIBLE
from search.match.results import MatchedService, MeantFor

_AMONG_FIRST = 6  # about a screen; what people look at before they change the question
_ONE_BODY_MOST = 3
_MEANT_FOR: tuple[MeantFor, ...] = ("you", "you_know", "others")


@dataclass(frozen=True, slots=True)
class _Share:
    """How many of the first services may be of some kinds, and the need groups exempt from it."""

    kinds: tuple[ServiceKind, ...]
    most: int
    not_for: tuple[str, ...]


# Advice and peer support go beside rehabilitation and an allowance is paid beside a service; a list
# of nothing else hides what helps. Not so where the need itself is company, guidance or money.
_SHARES = (
    _Share(("guidance", "peer_support"), 2, ("guide", "social")),
    _Share(("allowance",), 1, ("money",)),
)


def in_order(group: Sequence[MatchedService], need: str) -> list[MatchedService]:
    """Return the services of a group best first; ties by id.

    The organiser who is to be checked first for certain stands before those who come after it.
    What hangs on something nobody is asked comes after what can be judged, and what is meant for
    somebody else, as far as the person has told, comes last.
    Of the first six at most three are services of one organiser, at most two advice or peer
    support and at most one an allowance, as long as others have a better state than later: neither
    one body nor one kind of help must fill the screen.
    """
    waiting = sorted(
        group,
        key=lambda m: (
            _MEANT_FOR.index(m.meant_for), -round(m.points[need].total, 6), m.service_id
        ),
    )  # fmt: skip
    waiting = _first_organisers_first(waiting)
    first: list[MatchedService] = []
    while waiting and len(first) < _AMONG_FIRST:
        is_fair = _fair_after(first, need)
        pick = next((m for m in waiting if is_fair(m)), waiting[0])
        first.append(pick)
        waiting.remove(pick)
    return first + waiting


def _first_organisers_first(listed: list[MatchedService]) -> list[MatchedService]:
    """Put what the first organiser arranges before what comes after it by duty for certain.

    Only services that seem to suit are moved, and no further than before the first such service.
    """
    bodies: frozenset[str] = frozenset()
    for place, service in enumerate(listed):
        for note in service.first_check:
            if note.certainty == "certain":
                bodies |= note.bodies
        if not bodies:
            continue
        before = [m for m in listed[place:] if m.state in DECIDED and _is_one_of(m, bodies)]
        after = [m for m in listed[place:] if m.state not in DECIDED or not _is_one_of(m, bodies)]
        return [*listed[:place], *before, *after]
    return listed


def _is_one_of(service: MatchedService, bodies: frozenset[str]) -> bool:
    return service.organiser.role in bodies or service.organiser.id in bodies


def _fair_after(first: Iterable[MatchedService], need: str) -> Callable[[MatchedService], bool]:
    """Return whether a service may come next without one body or kind filling the screen."""
    bodies = Counter(_body(m) for m in first if m.kind != "allowance")  # allowances: a rule above
    kinds = Counter(m.kind for m in first)
    topic = need.partition(".")[0]
    full = {
        kind
        for share in _SHARES
        if topic not in share.not_for and sum(kinds[k] for k in share.kinds) >= share.most
        for kind in share.kinds
    }

    def is_fair(m: MatchedService) -> bool:
        has_room = m.kind == "allowance" or bodies[_body(m)] < _ONE_BODY_MOST
        return m.state in POSSIBLE and m.meant_for == "you" and m.kind not in full and has_room

    return is_fair


def _body(matched: MatchedService) -> str:
    return matched.organiser.id or matched.organiser.kind
