"""What is known of one fact: the values still possible, and how a test judges them.

Three shapes, all immutable: a frozenset of values for facts with one value, spans of whole numbers
for numbers and days, and certain and possible members for facts that hold several values. A map
(difficulty by chapter of daily life) is spans by chapter. Nothing here knows any fact by name.
Rule for truth: matching.md section 6. A test is met when every possible value meets it, failed
when none does, and unknown otherwise.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Literal

Value = str | bool
Span = tuple[int, int]  # whole numbers, both ends included
Spans = tuple[Span, ...]  # ascending, not touching


class Truth(Enum):
    """Met, failed or not known yet."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    # Members are single objects; Enum's own hash works out the name's each time.
    __hash__ = object.__hash__


_OPPOSITE = {Truth.YES: Truth.NO, Truth.NO: Truth.YES, Truth.UNKNOWN: Truth.UNKNOWN}


def opposite(truth: Truth) -> Truth:
    """Return yes for no and no for yes; unknown stays unknown."""
    return _OPPOSITE[truth]


@dataclass(frozen=True, slots=True)
class Members:
    """A fact with several values: those it certainly has and those it may have.

    Attributes:
        certain: Members it has; always part of `possible`.
        possible: Members it may have.
        is_never_empty: True when at least one member holds although it is not known which.
    """

    certain: frozenset[str]
    possible: frozenset[str]
    is_never_empty: bool = False


Knowledge = frozenset[Value] | Spans | Members | Mapping[str, Spans]


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison with its values fixed for a day, ready to be judged.

    Attributes:
        fact: The fact it reads.
        how: `one` the value is in `wanted`; `span` the number lies in `wanted`;
            `any` and `all` some or every one of `wanted` is a member.
        is_negated: The comparison is turned round.
    """

    __test__ = False  # not a test case of pytest

    fact: str
    how: Literal["one", "span", "any", "all"]
    wanted: frozenset[Value] | Spans
    is_negated: bool = False


def judge(test: Test, known: Knowledge) -> Truth:
    """Return the truth of a test for what is known of its fact.

    Raises:
        TypeError: The test does not fit the shape of the fact (a fault of the caller).
    """
    truth = _judge_plain(test, known)
    return _OPPOSITE[truth] if test.is_negated else truth


def _judge_plain(test: Test, known: Knowledge) -> Truth:
    wanted = test.wanted
    if isinstance(known, frozenset) and isinstance(wanted, frozenset):
        if known <= wanted:
            return Truth.YES
        return Truth.UNKNOWN if known & wanted else Truth.NO
    if isinstance(known, tuple) and isinstance(wanted, tuple):
        common = intersect(known, wanted)
        if common == known:
            return Truth.YES
        return Truth.UNKNOWN if common else Truth.NO
    if isinstance(known, Members) and isinstance(wanted, frozenset):
        return (_some_member if test.how == "any" else _every_member)(known, wanted)
    raise TypeError(f"{test} cannot be judged by {known!r}")


def _some_member(known: Members, wanted: frozenset[Value]) -> Truth:
    if known.certain & wanted or (known.is_never_empty and known.possible <= wanted):
        return Truth.YES
    return Truth.UNKNOWN if known.possible & wanted else Truth.NO


def _every_member(known: Members, wanted: frozenset[Value]) -> Truth:
    if wanted <= known.certain:
        return Truth.YES
    only = known.is_never_empty and len(known.possible) == 1
    if only and wanted == known.possible:
        return Truth.YES
    return Truth.UNKNOWN if wanted <= known.possible else Truth.NO


def intersect(a: Spans, b: Spans) -> Spans:
    """Return the numbers that lie in both."""
    pairs = ((max(lo, low), min(hi, high)) for lo, hi in a for low, high in b)
    return merge(pair for pair in pairs if pair[0] <= pair[1])


def merge(spans: Iterable[Span]) -> Spans:
    """Put spans in order and join those that overlap or touch."""
    joined: list[Span] = []
    for lo, hi in sorted(spans):
        if joined and lo <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(hi, joined[-1][1]))
        else:
            joined.append((lo, hi))
    return tuple(joined)


def complement(spans: Spans, domain: Span) -> Spans:
    """Return the numbers of the domain that lie in none of the spans."""
    left, end = domain
    gaps: list[Span] = []
    for lo, hi in intersect(spans, (domain,)):
        if left < lo:
            gaps.append((left, lo - 1))
        left = hi + 1
    if left <= end:
        gaps.append((left, end))
    return tuple(gaps)


def narrow(known: Knowledge, by: Knowledge) -> Knowledge | None:
    """Return what is possible by both, or None when nothing is (a contradiction).

    Both must have the same shape. A narrowed fact never allows more than before.
    """
    if isinstance(known, frozenset) and isinstance(by, frozenset):
        return known & by or None
    if isinstance(known, tuple) and isinstance(by, tuple):
        return intersect(known, by) or None
    if isinstance(known, Members) and isinstance(by, Members):
        certain, possible = known.certain | by.certain, known.possible & by.possible
        never_empty = known.is_never_empty or by.is_never_empty
        if not certain <= possible or (never_empty and not possible):
            return None
        return Members(certain, possible, never_empty)
    if isinstance(known, Mapping) and isinstance(by, Mapping):
        both = {key: intersect(spans, by.get(key, spans)) for key, spans in known.items()}
        return both if all(both.values()) else None
    raise TypeError(f"{known!r} and {by!r} have different shapes")


def meeting(test: Test, domain: Knowledge) -> Knowledge:
    """Return what is possible of a fact when a test holds.

    "Some of several members" cannot be said in one value and gives the domain itself.
    """
    wanted = test.wanted
    if isinstance(domain, Members) and isinstance(wanted, frozenset):
        members = frozenset(str(w) for w in wanted)
        is_one_sided = test.how == "any" or len(members) == 1
        if test.is_negated:
            excluded = members if is_one_sided else frozenset()
            return Members(frozenset(), domain.possible - excluded, domain.is_never_empty)
        is_sure = test.how == "all" or len(members) == 1
        return Members(members, domain.possible, is_never_empty=True) if is_sure else domain
    if isinstance(domain, frozenset) and isinstance(wanted, frozenset):
        return domain - wanted if test.is_negated else domain & wanted
    spans: Spans = tuple(w for w in wanted if isinstance(w, tuple))
    if test.is_negated and isinstance(domain, tuple):
        return complement(spans, domain[0])
    return spans


def only_value(known: Knowledge) -> str | None:
    """Return the single value left as text ("true", "47", "06"), or None when there are several."""
    if isinstance(known, frozenset) and len(known) == 1:
        value = next(iter(known))
        return str(value).lower() if isinstance(value, bool) else value
    if isinstance(known, tuple) and len(known) == 1 and known[0][0] == known[0][1]:
        return str(known[0][0])
    return None
