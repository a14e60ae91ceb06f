"""Groups to found documents and their scores; pure functions on arrays.

Arrays hold the found documents only, in order of their numbers: a question rarely meets more than
a small part of a large catalogue, and every step over all of it costs as much as ten over the rest.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.explain import Trace, note
from search.parse import ParsedQuery
from search.postings import TOPICAL_BITS, GroupScore, Postings, united
from search.query import Group
from search.ranking import (
    AGE_MEANT,
    AGE_UNFIT,
    COLLOQUIAL_INSIDE,
    EVENED,
    FULLY_SAID,
    LEAST_COVERAGE,
    NEED_ALSO,
    NEED_PRIMARY,
    UNKNOWN_WORD,
    coverage_factor,
)

Docs = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
NeedMasks = Callable[[str], tuple[Mask, Mask]]
_ENOUGH = 20  # with fewer records that have every word, those that lack one are shown too
# A record with some of the words scoring less than this share of the best is a chance hit.
_TAIL = 0.1
_NARROW_YEARS = 30  # an age range no wider than this is made for an age
_OLDEST = 120


def places_of(wanted: Docs, docs: Docs) -> tuple[NDArray[np.int64], Mask]:
    """Return where the wanted documents stand in `docs` (in order), and which of them do."""
    at = np.searchsorted(docs, wanted)
    is_in = at < len(docs)
    is_in[is_in] = docs[at[is_in]] == wanted[is_in]
    return at[is_in], is_in


@dataclass(slots=True)
class Scored:
    """The documents that answer a query and how well; `fields` has a bit for each matched field.

    Attributes:
        docs: Document numbers, rising; the other arrays go with them.
        by_name: Documents whose name the query is or holds.
    """

    docs: Docs
    scores: Floats
    fields: NDArray[np.uint32]
    by_name: frozenset[int] = frozenset()

    def only(self, mask: Mask) -> "Scored":
        """Return those of a mask over `docs`."""
        return Scored(self.docs[mask], self.scores[mask], self.fields[mask], self.by_name)

    def joined(self, others: "Scored") -> "Scored":
        """Return these and others, of which none is among these."""
        if not len(others.docs):
            return self
        at = np.searchsorted(self.docs, others.docs)
        return Scored(
            np.insert(self.docs, at, others.docs),
            np.insert(self.scores, at, others.scores),
            np.insert(self.fields, at, others.fields),
            self.by_name,
        )

    def missing(self, docs: Docs) -> Docs:
        """Return those of some documents that are not among these."""
        return docs[~places_of(docs, self.docs)[1]]


@dataclass(frozen=True, slots=True)
class SaidIn:
    """Every document that says something of the query, before anything else is weighed.

    Attributes:
        docs: Document numbers, rising; the other arrays go with them.
        total: Sum of the words' scores.
        share: Part of the query's meaning that is said, 0–1; None when nothing need be.
        hits: Which of the documents answer the query.
    """

    docs: Docs
    total: Floats
    fields: NDArray[np.uint32]
    share: Floats | None
    hits: Mask

    def answers(self) -> Scored:
        """Return the documents that answer the query with the scores of its words."""
        return self._scored(np.flatnonzero(self.hits))

    def of(self, docs: Docs) -> Scored:
        """Return any documents with the scores of the query's words, 0 where none is said."""
        scores, fields = np.zeros(len(docs)), np.zeros(len(docs), np.uint32)
        known: Docs | Mask
        to: Docs | Mask
        if len(docs) > len(self.docs):  # the shorter list is looked up in the longer one
            to, known = places_of(self.docs, docs)
        else:
            known, to = places_of(docs, self.docs)
        found = self._scored(known)
        scores[to], fields[to] = found.scores, found.fields
        return Scored(docs, scores, fields)

    def _scored(self, which: Mask | Docs) -> Scored:
        scores = self.total[which]
        if self.share is not None:
            scores *= coverage_factor(self.share[which])
        return Scored(self.docs[which], scores, self.fields[which])


def least_coverage(groups: int) -> float:
    """Return the share of a query's meaning a record must cover, 0–1.

    A long query is a story with words that no record has, so it asks for less.
    """
    return max(LEAST_COVERAGE.value - 0.05 * max(groups - 2, 0), 0.2)


def score_text(
    query: ParsedQuery, postings: Postings, needs: NeedMasks, trace: Trace | None = None
) -> SaidIn:
    """Score the words: all of them, else all but one, else any.

    A record that lacks words must cover enough of the query's meaning or be about one of its words
    (name, everyday words, needs); a chance word in its details is no answer.
    """
    found = [postings.score(group) for group in query.groups]
    meets = [_meeting(group, needs) for group in query.groups]
    parts = [*(each.docs for each in found), *meets]
    sums = _Sums(united([part for part in parts if len(part)], postings.count), postings.count)
    for group, each, meeting in zip(query.groups, found, meets, strict=True):
        sums.add(each)
        note(trace, f'"{group.text}"', sums.docs, sums.total)
        if not group.is_required:
            continue
        # A word of ours beside it shows that an unknown word is only part of the story.
        unknown = UNKNOWN_WORD.value if query.is_ours else postings.highest_idf
        is_met = len(each.docs) or len(meeting)
        sums.cover(each, meeting, max(postings.idf(group), 1.0) if is_met else unknown)
    return sums.said_in(len(query.required))


def _meeting(group: Group, needs: NeedMasks) -> Docs:
    """Return the documents that answer a need the group names, if the group must be answered."""
    masks = [mask for need in group.needs for mask in needs(need)] if group.is_required else []
    return np.flatnonzero(np.logical_or.reduce(masks)) if masks else np.zeros(0, np.int64)


class _Sums:
    """Sums over the groups of one query for the documents that any of them found.

    Args:
        docs: Those documents, rising.
        count: Number of all documents.
    """

    def __init__(self, docs: Docs, count: int) -> None:
        size = len(docs)
        self.docs = docs
        self.total = np.zeros(size)
        self._fields = np.zeros(size, np.uint32)
        self._covered, self._number = np.zeros(size), np.zeros(size, np.int64)
        self._to_the_point = np.zeros(size, bool)
        self._whole = 0.0
        self._place = np.empty(count, np.int64)  # of a document in `docs`; unset for the others
        self._place[docs] = np.arange(size)

    def _at(self, docs: Docs) -> Docs | slice:
        """Return where some of the documents stand."""
        return slice(None) if len(docs) == len(self.docs) else self._place[docs]

    def add(self, found: GroupScore) -> None:
        """Add what a group found to the scores."""
        at = self._at(found.docs)
        self.total[at] += _evened(found.scores)
        self._fields[at] |= found.fields

    def cover(self, found: GroupScore, meeting: Docs, worth: float) -> None:
        """Count a group that a record should answer, by its words or by the need they name.

        Args:
            found: What the group's words found.
            meeting: The documents that answer its need.
            worth: Weight of the group in the query's meaning.
        """
        self._whole += worth
        at = self._at(found.docs)
        self._to_the_point[at] |= found.fields & TOPICAL_BITS > 0
        degree = _degree(found.scores)
        if len(meeting):
            every = np.zeros(len(self.docs))
            every[at] = degree
            every[self._at(meeting)] = 1.0
            self._covered += every * worth
            self._number += every > 0
        else:
            self._covered[at] += degree * worth
            self._number[at] += 1

    def said_in(self, wanted: int) -> SaidIn:
        """Decide which documents answer a query of so many groups that should be answered."""
        if not wanted:
            return SaidIn(self.docs, self.total, self._fields, None, self.total > 0)
        share = self._covered / self._whole
        hits = self._number == wanted
        for fewer in (1, wanted - 1):
            if np.count_nonzero(hits) < _ENOUGH and 1 <= wanted - fewer < wanted:
                total = self.total * coverage_factor(share)
                near_best = self._to_the_point & (total >= _TAIL * total.max(initial=0.0))
                fitting = near_best | (share >= least_coverage(wanted))
                hits = (self._number >= wanted - fewer) & fitting
        return SaidIn(self.docs, self.total, self._fields, share, hits)


def _evened(scores: Floats) -> Floats:
    """Return the scores of one thing said, great ones drawn in: s^¾, times a constant.

    A sum of things said must not hang on one rare word ("b-lausunto" beside a form's number). The
    constant keeps a usual score (about 16) as it was, so that the other weights hold. Two square
    roots are several times quicker than a power.
    """
    root = np.sqrt(scores)
    return np.asarray(EVENED.value * root * np.sqrt(root))


def _degree(scores: Floats) -> Floats:
    """Return how fully each record says one thing, 0–1: a mention in passing covers it in part."""
    return np.asarray(np.minimum(1.0, scores / (FULLY_SAID.value * scores.max(initial=0.0))))


def add_needs(scored: Scored, query: ParsedQuery, needs: NeedMasks) -> None:
    """Lift the services that answer a need found in the words."""
    for need in query.needs:
        primary, also = (mask[scored.docs] for mask in needs(need))
        scored.scores += NEED_PRIMARY.value * primary + NEED_ALSO.value * also


def add_to(scored: Scored, boosts: Mapping[int, float]) -> None:
    """Add something to the scores of some documents, as far as they are among those scored."""
    if not boosts:
        return
    docs = np.fromiter(boosts, np.int64, len(boosts))
    at, is_in = places_of(docs, scored.docs)
    scored.scores[at] += np.fromiter(boosts.values(), np.float64, len(boosts))[is_in]


def named(boosts: Mapping[int, float]) -> Docs:
    """Return the documents that are hits because the query is, or holds, their name or words."""
    return np.array(sorted(d for d, b in boosts.items() if b >= COLLOQUIAL_INSIDE.value), np.int64)


@dataclass(frozen=True, slots=True)
class Ages:
    """First and last age of every service in whole years; open ends are 0 and 120."""

    first: NDArray[np.int64]
    last: NDArray[np.int64]

    def weigh(self, scored: Scored, ages: tuple[int, int]) -> None:
        """Multiply the scores for people of these ages."""
        first, last = self.first[scored.docs], self.last[scored.docs]
        meets = (first <= ages[1]) & (last >= ages[0])
        scored.scores[meets & (last - first <= _NARROW_YEARS)] *= AGE_MEANT.value
        scored.scores[~meets] *= AGE_UNFIT.value

    def meets(self, ages: tuple[int, int]) -> Mask:
        """Return the services for somebody of these ages, as far as their records tell."""
        return (self.first <= ages[1]) & (self.last >= ages[0])

    def made_for(self, ages: tuple[int, int]) -> Mask:
        """Return the services that have a limit of age and are for these ages."""
        limited = (self.first > 0) | (self.last < _OLDEST)
        return self.meets(ages) & limited
