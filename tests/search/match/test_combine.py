"""Combinations: every row of the table of matching.md section 11, and what must always hold."""

from decimal import Decimal
from itertools import combinations
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.match.candidates import Figures, candidates_of
from search.match.combine import Candidate, Limits, combine, greedy
from search.match.engine import match

NEEDS = {
    "daily": 3, "leave_home": 3, "finance": 2, "pain": 2, "peer": 1, "activity": 1, "plan": 1,
}  # fmt: skip
TABLE = [
    ("A", 2400, 1, {"plan": 2, "daily": 1, "finance": 1}),
    ("B", 0, 3, {"daily": 2, "leave_home": 2}),
    ("C", 90, 2, {"activity": 1, "peer": 1}),
    ("D", 0, 1, {"finance": 2}),
    ("E", 0, 2, {"peer": 2}),
    ("F", 720, 1, {"pain": 2}),
    ("G", 120, 2, {"pain": 1, "activity": 1}),
]
CANDIDATES = [Candidate(n, c, Decimal(cost), Decimal(load)) for n, cost, load, c in TABLE]


def limits(budget, hours):
    return Limits(None if budget is None else Decimal(budget), hours and Decimal(hours))


EXACT = [
    (0, 8, "BDE", "9.0", 0),
    (150, 8, "BDEG", "10.5", 120),
    (800, 8, "BDEF", "11.0", 720),
    (800, 5, "BDF", "10.0", 720),
    (3000, 8, "BDEF", "11.0", 720),
]
GREEDY = [
    (0, 8, "BDE", "9"),
    (150, 8, "BDEG", "10.5"),
    (800, 8, "BDEG", "10.5"),
    (800, 5, "BDF", "10"),
]


@pytest.mark.parametrize(("budget", "hours", "ids", "value", "cost"), EXACT)
def test_the_exact_search_gives_the_rows_of_the_table(budget, hours, ids, value, cost):
    best = combine(NEEDS, CANDIDATES, limits(budget, hours)).best

    assert ("".join(sorted(best.ids)), best.value, best.cost_eur) == (ids, Decimal(value), cost)
    assert not best.is_approximate


@pytest.mark.parametrize(("budget", "hours", "ids", "value"), GREEDY)
def test_the_greedy_fallback_gives_the_rows_of_the_table(budget, hours, ids, value):
    found = greedy(NEEDS, CANDIDATES, limits(budget, hours))

    assert ("".join(sorted(found.ids)), found.value) == (ids, Decimal(value))
    assert found.is_approximate


def test_what_stays_uncovered_and_what_is_partly_covered_is_said():
    best = combine(NEEDS, CANDIDATES, limits(150, 8)).best

    assert (best.partly, best.uncovered) == (("pain", "activity"), ("plan",))


def test_a_need_that_nobody_answers_is_named():
    assert combine({**NEEDS, "sleep": 1}, CANDIDATES).nobody_covers == ("sleep",)


def test_the_alternatives_are_the_cheapest_full_the_free_and_the_one_at_a_time_set():
    found = combine(NEEDS, CANDIDATES, limits(150, 8))

    assert "".join(sorted(found.cheapest_full.ids)) == "ABDEF"  # all a week of 8 h bears
    assert "".join(sorted(found.free.ids)) == "BDE"
    assert "".join(sorted(found.one_at_a_time.ids)) == "BDEG"


def test_without_limits_the_cheapest_full_set_covers_all_that_can_be_covered():
    full = combine(NEEDS, CANDIDATES).cheapest_full

    assert ("".join(sorted(full.ids)), full.uncovered) == ("ABCDEF", ())
    assert full.value == Decimal("12.5")


def test_one_at_a_time_lets_services_follow_each_other_in_a_thin_week():
    found = combine(NEEDS, CANDIDATES, limits(0, 3))

    assert "".join(sorted(found.best.ids)) == "B"
    assert "".join(sorted(found.one_at_a_time.ids)) == "BDE"
    assert found.one_at_a_time.weekly_hours == 3


def test_what_cannot_be_had_together_is_never_put_together():
    a = Candidate("a", {"x": 2}, Decimal(0), not_with=frozenset({"b"}))
    b = Candidate("b", {"y": 2}, Decimal(0))
    found = combine({"x": 2, "y": 1}, [a, b])

    assert found.best.ids == ("a",)
    assert found.best.uncovered == ("y",)
    assert set(found.one_at_a_time.ids) == {"a", "b"}


def test_what_comes_first_starts_first():
    train = Candidate("training", {"x": 2, "y": 2}, Decimal(0), after=frozenset({"assessment"}))
    assess = Candidate("assessment", {"z": 2}, Decimal(0))

    assert combine({"x": 3, "y": 3, "z": 1}, [train, assess]).best.ids == ("assessment", "training")


def test_an_order_in_a_circle_is_refused():
    a = Candidate("a", {"x": 2}, Decimal(0), after=frozenset({"b"}))
    b = Candidate("b", {"y": 2}, Decimal(0), after=frozenset({"a"}))

    with pytest.raises(ValueError, match="circle"):
        combine({"x": 1, "y": 1}, [a, b])


def test_an_unknown_price_is_never_taken_as_free():
    unknown = Candidate("u", {"x": 2}, None)
    found = combine({"x": 1}, [unknown], limits(100, None))

    assert found.best.ids == ()
    assert found.unpriced == ("u",)
    assert found.free.ids == ()
    assert found.cheapest_full.unknown_cost == ("u",)


def test_an_unknown_load_is_named_and_not_counted():
    found = combine({"x": 1}, [Candidate("u", {"x": 2}, Decimal(0))], limits(0, 1)).best

    assert (found.ids, found.unknown_load, found.weekly_hours) == (("u",), ("u",), 0)


def test_the_same_value_goes_to_the_cheaper_then_to_fewer_then_by_id():
    both = Candidate("both", {"x": 2, "y": 2}, Decimal(50))
    split = [Candidate("x2", {"x": 2}, Decimal(0)), Candidate("y1", {"y": 2}, Decimal(50))]

    assert combine({"x": 1, "y": 1}, [both, *split]).best.ids == ("both",)
    alike = [Candidate("b", {"x": 2}), Candidate("a", {"x": 2})]
    assert combine({"x": 1}, alike).best.ids == ("a",)


@pytest.mark.parametrize(
    "wrong", [[CANDIDATES[0]] * 2, [Candidate("n", {"daily": 1}, Decimal(-1))]]
)
def test_candidates_that_cannot_be_are_refused(wrong):
    with pytest.raises(ValueError, match="candidate"):
        combine(NEEDS, wrong)


candidates = st.lists(
    st.tuples(
        st.sampled_from([None, 0, 40, 90, 200]),
        st.sampled_from([None, 1, 2, 3]),
        st.dictionaries(st.sampled_from(sorted(NEEDS)), st.integers(1, 2), min_size=1, max_size=3),
        st.sets(st.integers(0, 6), max_size=2),
    ),
    max_size=7,
)


def brute_force(needs, listed, bounds):
    """Value and cost of the best subset, by going through all of them."""
    best = (0, 0, Decimal(0), 0)
    for size in range(len(listed) + 1):
        for chosen in combinations(listed, size):
            ids = {c.id for c in chosen}
            cost = sum((c.cost_eur or Decimal(0)) for c in chosen)
            hours = sum((c.weekly_hours or Decimal(0)) for c in chosen)
            unknown = sum(c.cost_eur is None for c in chosen)
            fits = (
                not any(c.not_with & ids for c in chosen)
                and (bounds.budget_eur is None or (not unknown and cost <= bounds.budget_eur))
                and (bounds.weekly_hours is None or hours <= bounds.weekly_hours)
            )
            worth = sum(
                w * max((c.coverage.get(n, 0) for c in chosen), default=0) for n, w in needs.items()
            )
            if fits:
                best = min(best, (-worth, unknown, cost, size))
    return best


@settings(max_examples=150)
@given(rows=candidates, budget=st.sampled_from([None, 0, 100]), hours=st.sampled_from([None, 4]))
def test_the_exact_search_is_as_good_as_going_through_every_subset(rows, budget, hours):
    listed = [
        Candidate(
            str(i), cover, None if cost is None else Decimal(cost), load and Decimal(load),
            frozenset(str(n) for n in clash if n != i),
        )
        for i, (cost, load, cover, clash) in enumerate(rows)
    ]  # fmt: skip
    found = combine(NEEDS, listed, limits(budget, hours)).best

    worth, unknown, cost, size = brute_force(NEEDS, listed, limits(budget, hours))
    assert (found.value * 2, len(found.unknown_cost)) == (-worth, unknown)
    assert (found.cost_eur, len(found.ids)) == (cost, size)


def test_more_than_twenty_candidates_are_marked_approximate():
    many = [Candidate(f"c{i:02}", {"x": 1 + i % 2}, Decimal(i)) for i in range(21)]

    assert combine({"x": 1}, many).best.is_approximate


def test_twenty_hard_candidates_are_searched_in_well_under_a_second():
    names = sorted(NEEDS)
    hard = [
        Candidate(
            f"c{i:02}", {names[i % 7]: 1 + i % 2, names[(i * 3 + 1) % 7]: 1 + (i // 2) % 2},
            Decimal(10 + 7 * i % 40), Decimal(1 + i % 3),
        )
        for i in range(20)
    ]  # fmt: skip
    started = perf_counter()

    combine(NEEDS, hard, limits(120, 9))

    assert perf_counter() - started < 1


def test_candidates_of_a_result_know_a_price_only_when_it_is_free(real, person, on):
    needs = {"mood.low": 3, "daily.rhythm": 2, "social.lonely": 1}
    result = match(person({"needs": needs, "age": 40, "municipality": "837"}), real, on)

    found = candidates_of(result, real, needs)

    assert 0 < len(found) <= 20
    for candidate in found:
        free = real.services[candidate.id].price.state == "free"
        assert (candidate.cost_eur == 0) is free
        assert free or candidate.cost_eur is None
        assert candidate.weekly_hours is None
        assert set(candidate.coverage) <= set(needs)


def test_figures_somebody_knows_are_used(real, person, on):
    needs = {"mood.low": 3}
    result = match(person({"needs": needs}), real, on)
    known = {"kela-kuntoutuspsykoterapia": Figures(Decimal(900), Decimal(1))}

    found = {c.id: c for c in candidates_of(result, real, needs, figures=known, most=100)}

    assert found["kela-kuntoutuspsykoterapia"].cost_eur == 900
    assert found["kela-kuntoutuspsykoterapia"].weekly_hours == 1


def test_every_service_named_in_the_rules_exists(real):
    named = {
        name
        for rule in real.rules.together.rules
        for name in (*rule.one_of, *rule.first, *rule.then)
    }

    assert named <= real.services.keys()
