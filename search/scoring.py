"""Groups to hits and scores over all documents; pure functions on arrays."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.explain import Trace, note
from search.parse import ParsedQuery
from search.postings import TOPICAL_BITS, Postings
from search.ranking import (
    AGE_MEANT,
    AGE_UNFIT,
    EVENED,
    EXACT_COLLOQUIAL,
    FULLY_SAID,
    LEAST_COVERAGE,
    NEED_ALSO,
    NEED_PRIMARY,
    UNKNOWN_WORD,
    coverage_factor,
)

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
NeedMasks = Callable[[str], tuple[Mask, Mask]]
_ENOUGH = 20  # with fewer records that have every word, those that lack one are shown too
# A record with some of the words scoring less than this share of the best is a chance hit.
_TAIL = 0.1
_NARROW_YEARS = 30  # an age range no wider than this is made for an age
_OLDEST = 120


@dataclass(slots=True)
class Scored:
    """Which documents answer a query and how well; `fields` has a bit for each matched field."""

    hits: Mask
    scores: Floats
    fields: NDArray[np.uint32]
    by_name: frozenset[int] = frozenset()


def least_coverage(groups: int) -> float:
    """Return the share of a query's meaning a record must cover, 0–1.

    A long query is a story with words that no record has, so it asks for less.
    """
    return max(LEAST_COVERAGE.value - 0.05 * max(groups - 2, 0), 0.2)


def score_text(
    query: ParsedQuery, postings: Postings, needs: NeedMasks, trace: Trace | None = None
) -> Scored:
    """Score the words: all of them, else all but one, else any.

    A record that lacks words must cover enough of the query's meaning or be about one of its words
    (name, everyday words, needs); a chance word in its details is no answer.
    """
    count = postings.count
    total, fields = np.zeros(count), np.zeros(count, np.uint32)
    covered, number = np.zeros(count), np.zeros(count, np.int64)
    to_the_point = np.zeros(count, bool)
    whole = 0.0
    for group in query.groups:
        found = postings.score(group)
        total += _evened(found.scores)
        note(trace, f'"{group.text}"', total)
        fields |= found.fields
        if not group.is_required:
            continue
        has = found.scores > 0
        to_the_point |= found.fields & TOPICAL_BITS > 0
        degree = _degree(found.scores)
        for need in group.needs:
            meets = np.logical_or(*needs(need))
            has |= meets
            degree = np.maximum(degree, meets)
        # A word of ours beside it shows that an unknown word is only part of the story.
        unknown = UNKNOWN_WORD.value if query.is_ours else postings.highest_idf
        worth = max(postings.idf(group), 1.0) if has.any() else unknown
        whole += worth
        covered += degree * worth
        number += has
    wanted = len(query.required)
    if not wanted:
        return Scored(total > 0, total, fields)
    share = covered / whole
    total *= coverage_factor(share)
    note(trace, "share of the query it answers", total)
    hits = number == wanted
    for fewer in (1, wanted - 1):
        if hits.sum() < _ENOUGH and 1 <= wanted - fewer < wanted:
            near_best = to_the_point & (total >= _TAIL * total.max())
            fitting = near_best | (share >= least_coverage(wanted))
            hits = (number >= wanted - fewer) & fitting
    return Scored(hits, total, fields)


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
    top = scores.max(initial=0.0)
    return np.minimum(1.0, scores / (FULLY_SAID.value * top)) if top > 0 else scores


def add_needs(scored: Scored, query: ParsedQuery, needs: NeedMasks) -> None:
    """Lift the services that answer a need found in the words."""
    for need in query.needs:
        primary, also = needs(need)
        scored.scores += NEED_PRIMARY.value * primary + NEED_ALSO.value * also


def add_names(scored: Scored, boosts: Mapping[int, float]) -> None:
    """Lift the services whose name the query is or holds; a whole name is always a hit."""
    for doc, boost in boosts.items():
        scored.scores[doc] += boost
        if boost >= EXACT_COLLOQUIAL.value:
            scored.hits[doc] = True
    scored.by_name = frozenset(boosts)


@dataclass(frozen=True, slots=True)
class Ages:
    """First and last age of every service in whole years; open ends are 0 and 120."""

    first: NDArray[np.int64]
    last: NDArray[np.int64]

    def factor(self, ages: tuple[int, int]) -> Floats:
        """Return what the scores are multiplied with for people of these ages."""
        meets = self.meets(ages)
        narrow = self.last - self.first <= _NARROW_YEARS
        return np.where(meets, np.where(narrow, AGE_MEANT.value, 1.0), AGE_UNFIT.value)

    def meets(self, ages: tuple[int, int]) -> Mask:
        """Return the services for somebody of these ages, as far as their records tell."""
        return (self.first <= ages[1]) & (self.last >= ages[0])

    def made_for(self, ages: tuple[int, int]) -> Mask:
        """Return the services that have a limit of age and are for these ages."""
        limited = (self.first > 0) | (self.last < _OLDEST)
        return self.meets(ages) & limited
