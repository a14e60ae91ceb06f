"""Anonymous answers: thresholds, rounding, interval, and an attack by differences."""

import random

import pytest

from plan.coping import FEWEST, Shares, UnitAnswers, publishable, shares_of, wilson

EXAMPLE = [2] * 12 + [1] * 6 + [0] * 6


def test_the_worked_example():
    assert shares_of(EXAMPLE) == Shares(24, (50, 25, 25), (75, 55, 88))


@pytest.mark.parametrize(("hits", "n", "low", "high"), [(18, 24, 55, 88), (8, 10, 49, 94)])
def test_wilson_intervals(hits, n, low, high):
    assert [round(100 * end) for end in wilson(hits, n)] == [low, high]


def test_wilson_of_the_example_to_a_decimal():
    assert [round(100 * end, 1) for end in wilson(18, 24)] == [55.1, 88.0]


@pytest.mark.parametrize("n", range(FEWEST))
def test_small_cells_are_not_shown(n):
    assert shares_of([2] * n) is None


def test_when_all_are_alike_only_the_least_number_is_told():
    assert shares_of([2] * 30) == Shares(None, None, None)


def test_shares_of_few_answers_are_rounded_to_five():
    shares = shares_of([2, 2, 2, 1, 1, 1, 0])

    assert all(share % 5 == 0 for share in shares.per_cent)


def test_a_unit_is_shown_from_twenty_answers_and_five_people_on():
    units = [
        UnitAnswers("A", tuple(EXAMPLE), 6),
        UnitAnswers("B", tuple(EXAMPLE), 4),
        UnitAnswers("C", (2, 1, 0) * 6, 9),
    ]

    shown, total = publishable(units)

    assert list(shown) == ["A"]
    assert total.n == 66


def test_differences_of_published_tables_reveal_no_small_cell():
    draw = random.Random(5)  # noqa: S311  (made-up units)
    for _ in range(2000):
        units = [
            UnitAnswers(
                f"u{n}",
                tuple(draw.choices((0, 1, 2), k=draw.choice((0, 1, 3, 4, 19, 20, 21, 60)))),
                draw.choice((None, 2, 5, 30)),
            )
            for n in range(draw.randint(1, 5))
        ]  # fmt: skip
        shown, total = publishable(units)
        told = {name for name, shares in shown.items() if shares.n is not None}
        # What an attacker gets: the total minus every unit told in numbers.
        left = [u for u in units if u.unit not in told and u.answers]
        together = [answer for u in left for answer in u.answers]
        if total is None or not left:
            continue
        assert len(left) > 1  # never one unit's own answers
        assert len(together) >= FEWEST
        assert len(set(together)) > 1


@pytest.mark.parametrize(
    "left_out",
    [
        UnitAnswers("C", (2,) * 9 + (0,), 9),
        UnitAnswers("C", (0,) * 29 + (2,), 1),
        UnitAnswers("C", (0,) * 25, 9),
    ],
    ids=["fewer than twenty answers", "one person", "all alike"],
)
def test_one_unit_left_out_takes_another_along(left_out):
    units = [
        UnitAnswers("A", (2,) * 40 + (0,) * 20, 9), UnitAnswers("B", (1,) * 40 + (0,) * 30, 9),
        left_out,
    ]  # fmt: skip

    shown, total = publishable(units)

    assert [name for name, shares in shown.items() if shares.n] == ["B"]
    assert total is not None


def test_there_is_no_total_of_one_unit_that_may_not_be_shown():
    assert publishable([UnitAnswers("C", (2, 1, 0) * 4, 9)]) == ({}, None)
