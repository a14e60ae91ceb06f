"""Which services together cover most of the chosen needs within a budget and a week's strength.

Exact up to twenty candidates (branch and bound over all subsets), a marked approximation beyond.
Order of preference: covered weight, lower cost, fewer services, ids. Method and test data:
matching.md section 11. How services become candidates is in `candidates`; the order in which the
chosen ones start is in `sequence`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from search.match.sequence import in_sequence

MOST_EXACT = 20  # the search is exact up to here; beyond it takes longer than a person waits
FULL = 2  # coverage of a need that a service is for; 1 is partly
_NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A service that may be part of a combination.

    Attributes:
        coverage: How far it answers each need: 2 fully, 1 partly; a need not named is not answered.
        cost_eur: What the person pays for the whole period, euros; None means not known.
        weekly_hours: Its load, hours a week; None means not known.
        not_with: Ids it cannot be had together with ("one benefit at a time").
        after: Ids that come before it when both are chosen ("assessment before training").
    """

    id: str
    coverage: Mapping[str, int]
    cost_eur: Decimal | None = None
    weekly_hours: Decimal | None = None
    not_with: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Limits:
    """What a person can pay for the whole period and bear in a week; None sets no limit."""

    budget_eur: Decimal | None = None
    weekly_hours: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Combination:
    """Services chosen together.

    Attributes:
        ids: In the order to start them.
        value: Covered weight: the sum over needs of weight × min(2, best coverage) / 2.
        cost_eur: Sum of the known costs; `unknown_cost` names those whose cost is not in it.
        weekly_hours: Sum of the known loads (the greatest one when taken one at a time);
            `unknown_load` names those whose load is not in it.
        partly, uncovered: Needs that stay partly or wholly without an answer, in the order given.
        is_approximate: True when there were too many candidates for an exact search.
    """

    ids: tuple[str, ...]
    value: Decimal
    cost_eur: Decimal
    unknown_cost: tuple[str, ...]
    weekly_hours: Decimal
    unknown_load: tuple[str, ...]
    partly: tuple[str, ...]
    uncovered: tuple[str, ...]
    is_approximate: bool


@dataclass(frozen=True, slots=True)
class Combined:
    """The best combination and its alternatives.

    Attributes:
        best: Greatest covered weight within the limits.
        cheapest_full: All that can be covered within the week, whatever it costs, for least money.
        free: The best of those that are known to cost nothing.
        one_at_a_time: The best when the services follow each other instead of overlapping.
        unpriced: Left out of `best` and `one_at_a_time` because their cost is not known and a
            budget was given; never taken as free.
        nobody_covers: Needs that no candidate answers at all.
    """

    best: Combination
    cheapest_full: Combination
    free: Combination
    one_at_a_time: Combination
    unpriced: tuple[str, ...]
    nobody_covers: tuple[str, ...]


def combine(
    needs: Mapping[str, int], candidates: Sequence[Candidate], limits: Limits | None = None
) -> Combined:
    """Choose the services that cover most together, and the alternatives to compare with.

    A service of unknown cost never counts as free: it is left out where a budget is given. One of
    unknown load is kept, since no week is full because of it for certain, and is named.

    Args:
        needs: Needs with their weight, most important first.
        candidates: Services in order of preference; above twenty the result is approximate.
        limits: Budget and weekly hours.

    Raises:
        ValueError: An id stands twice, or an amount is negative, or an order goes in a circle.
    """
    limits = limits or Limits()
    _check(candidates)
    useful = [c for c in candidates if any(c.coverage.get(need) for need in needs)]
    without_budget = replace(limits, budget_eur=None)
    unpriced = [c.id for c in useful if c.cost_eur is None] if limits.budget_eur is not None else []
    return Combined(
        best=_Search(needs, useful, limits).best(),
        cheapest_full=_Search(needs, useful, without_budget).best(),
        free=_Search(needs, useful, replace(limits, budget_eur=_NONE)).best(),
        one_at_a_time=_Search(needs, useful, limits, is_one_by_one=True).best(),
        unpriced=tuple(unpriced),
        nobody_covers=tuple(n for n in needs if not any(c.coverage.get(n) for c in useful)),
    )


def greedy(
    needs: Mapping[str, int], candidates: Sequence[Candidate], limits: Limits
) -> Combination:
    """Choose by gain per euro; the fallback above twenty candidates, always marked approximate."""
    return _Search(needs, candidates, limits).approximate()


def _check(candidates: Iterable[Candidate]) -> None:
    seen: set[str] = set()
    for candidate in candidates:
        if candidate.id in seen:
            raise ValueError(f"the candidate {candidate.id} stands twice")
        seen.add(candidate.id)
        if min(candidate.cost_eur or _NONE, candidate.weekly_hours or _NONE) < 0:
            raise ValueError(f"the candidate {candidate.id} has a negative cost or load")


_Key = tuple[int, int, Decimal, int, tuple[str, ...]]


class _Search:
    """One search within one pair of limits. Values are doubled, so that they are whole numbers."""

    def __init__(
        self, needs: Mapping[str, int], candidates: Sequence[Candidate], limits: Limits, *,
        is_one_by_one: bool = False,
    ) -> None:  # fmt: skip
        self.names = tuple(needs)
        self.weights = tuple(needs.values())
        self.limits = limits
        self.is_one_by_one = is_one_by_one
        fits = [c for c in candidates if self._fits_alone(c)]
        self.is_exact = len(fits) <= MOST_EXACT
        self.rows = {
            c.id: tuple(min(FULL, c.coverage.get(name, 0)) for name in self.names) for c in fits
        }
        # The most covering first: a good combination is met early and cuts off the rest.
        self.candidates = sorted(fits, key=lambda c: (-self._value(self.rows[c.id]), c.id))
        self.reach = self._reach()

    def best(self) -> Combination:
        """Return the best combination: exact when there are few enough candidates."""
        if not self.is_exact:
            return self.approximate()
        self._chosen: tuple[Candidate, ...] = ()
        self._best_key = self._key(())
        self._step(0, (), tuple(0 for _ in self.names))
        return self._result(self._chosen, is_approximate=False)

    def approximate(self) -> Combination:
        """Return a good combination by gain per euro."""
        chosen: tuple[Candidate, ...] = ()
        covered = tuple(0 for _ in self.names)
        while True:
            gains = [
                (self._gain(c, covered), c)
                for c in self.candidates
                if c not in chosen and self._may_add(c, chosen)
            ]
            useful = [(gain, c) for gain, c in gains if gain]
            if not useful:
                return self._result(chosen, is_approximate=True)
            _, pick = max(useful, key=lambda pair: (_per_euro(*pair), pair[0]))
            chosen += (pick,)
            covered = _together(covered, self.rows[pick.id])

    def _fits_alone(self, candidate: Candidate) -> bool:
        budget, hours = self.limits.budget_eur, self.limits.weekly_hours
        if budget is not None and (candidate.cost_eur is None or candidate.cost_eur > budget):
            return False
        return hours is None or (candidate.weekly_hours or _NONE) <= hours

    def _may_add(self, new: Candidate, chosen: Sequence[Candidate]) -> bool:
        budget, hours = self.limits.budget_eur, self.limits.weekly_hours
        if budget is not None and _sum(c.cost_eur for c in (*chosen, new)) > budget:
            return False
        if self.is_one_by_one:
            return True
        if any(new.id in c.not_with or c.id in new.not_with for c in chosen):
            return False
        return hours is None or _sum(c.weekly_hours for c in (*chosen, new)) <= hours

    def _step(self, at: int, chosen: tuple[Candidate, ...], covered: tuple[int, ...]) -> None:
        key = self._key(chosen, covered)
        if key < self._best_key:
            self._best_key, self._chosen = key, chosen
        for i in range(at, len(self.candidates)):
            most = self._value(_together(covered, self.reach[i]))
            # All that comes costs at least as much and is one service more.
            if (-most, key[1], key[2], key[3] + 1) > self._best_key[:4]:
                return
            new = self.candidates[i]
            if self._gain(new, covered) and self._may_add(new, chosen):
                self._step(i + 1, (*chosen, new), _together(covered, self.rows[new.id]))

    def _key(self, chosen: tuple[Candidate, ...], covered: tuple[int, ...] = ()) -> _Key:
        unknown = sum(c.cost_eur is None for c in chosen)
        cost = _sum(c.cost_eur for c in chosen)
        ids = tuple(sorted(c.id for c in chosen))
        return (-self._value(covered), unknown, cost, len(chosen), ids)

    def _value(self, covered: Sequence[int]) -> int:
        return sum(w * level for w, level in zip(self.weights, covered, strict=False))

    def _gain(self, candidate: Candidate, covered: tuple[int, ...]) -> int:
        return self._value(_together(covered, self.rows[candidate.id])) - self._value(covered)

    def _reach(self) -> list[tuple[int, ...]]:
        """For each place, what the candidates from there on could cover at most."""
        found = [tuple(0 for _ in self.names)]
        for candidate in reversed(self.candidates):
            found.append(_together(found[-1], self.rows[candidate.id]))
        return found[::-1]

    def _result(self, chosen: Sequence[Candidate], *, is_approximate: bool) -> Combination:
        covered = tuple(0 for _ in self.names)
        for candidate in chosen:
            covered = _together(covered, self.rows[candidate.id])
        weights = {c.id: self._value(self.rows[c.id]) for c in chosen}
        ordered = in_sequence({c.id: c.after for c in chosen}, weights)
        loads = [c.weekly_hours for c in chosen if c.weekly_hours is not None]
        unknown_cost = {c.id for c in chosen if c.cost_eur is None}
        unknown_load = {c.id for c in chosen if c.weekly_hours is None}
        return Combination(
            ids=ordered,
            value=Decimal(self._value(covered)) / 2,
            cost_eur=_sum(c.cost_eur for c in chosen),
            unknown_cost=tuple(key for key in ordered if key in unknown_cost),
            weekly_hours=max(loads, default=_NONE) if self.is_one_by_one else _sum(loads),
            unknown_load=tuple(key for key in ordered if key in unknown_load),
            partly=tuple(n for n, c in zip(self.names, covered, strict=True) if c == 1),
            uncovered=tuple(n for n, c in zip(self.names, covered, strict=True) if c == 0),
            is_approximate=is_approximate,
        )


def _together(a: Sequence[int], b: Sequence[int]) -> tuple[int, ...]:
    return tuple(map(max, a, b))


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((a for a in amounts if a is not None), _NONE)


def _per_euro(gain: int, candidate: Candidate) -> Decimal:
    """Gain for a euro; what is free comes first, what has no known cost last."""
    cost = candidate.cost_eur
    if cost is None:
        return _NONE
    return Decimal(gain) / cost if cost else Decimal("Infinity")
