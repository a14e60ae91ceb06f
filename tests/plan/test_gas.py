"""GAS: every example of reference/instruments.md section 3."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.gas import LEVELS, ScoreError, Weighted, reached, t_score, weight_of


def plain(*levels):
    return [Weighted(level) for level in levels]


def weighted(levels, weights):
    return [Weighted(level, weight) for level, weight in zip(levels, weights, strict=True)]


G6 = [weight_of(3, 2), weight_of(2, 1), weight_of(1, 3)]


@pytest.mark.parametrize(
    ("goals", "expected"),
    [
        (weighted((-2, 0, -1, 2, 0, 1), (3, 5, 1, 4, 2, 6)), 55.0),
        (plain(-1, -1, -1), 36.3069),
        (plain(0, 1, -1), 50.0),
        (plain(-2, -1, -1), 31.7426),
        (plain(0, 0, 1), 54.5644),
        (weighted((-1, -1, -1), G6), 36.9085),
        (weighted((0, 1, -1), G6), 48.8099),
        (plain(2), 70.0),
        (plain(-2, -2), 25.19),
        (plain(2, 2, 2, 2, 2), 80.15),
        (plain(-1, -1, -1, -1), 35.49),
    ],
    ids=["G1", "G3", "G4", "G5-start", "G5-end", "G6-start", "G6-end", "G7", "n2", "n5", "n4"],
)
def test_t_is_the_published_number(goals, expected):
    decimals = len(str(expected).partition(".")[2])

    assert round(t_score(goals), decimals) == expected


def test_change_of_the_examples():
    assert round(t_score(plain(0, 1, -1)) - t_score(plain(-1, -1, -1)), 4) == 13.6931
    assert round(t_score(plain(0, 0, 1)) - t_score(plain(-2, -1, -1)), 4) == 22.8218
    change = t_score(weighted((0, 1, -1), G6)) - t_score(weighted((-1, -1, -1), G6))
    assert round(change, 4) == 11.9014


@pytest.mark.parametrize(
    ("n", "points"), [(1, 10.0), (2, 6.2017), (3, 4.5644), (4, 3.6274), (5, 3.0151), (6, 2.582)]
)
def test_points_of_t_for_a_step(n, points):
    step = t_score(plain(1, *[0] * (n - 1))) - 50

    assert round(step, 4) == points


levels = st.lists(st.sampled_from(LEVELS), min_size=1, max_size=8)


@given(levels, st.lists(st.integers(1, 9), min_size=8, max_size=8), st.integers(1, 5))
def test_t_is_symmetric_and_does_not_change_with_the_scale_of_weights(given_levels, weights, k):
    goals = weighted(given_levels, weights[: len(given_levels)])
    turned = [Weighted(-g.level, g.weight) for g in goals]
    scaled = [Weighted(g.level, g.weight * k) for g in goals]

    assert t_score(goals) + t_score(turned) == pytest.approx(100.0)
    assert t_score(scaled) == pytest.approx(t_score(goals))


@given(st.lists(st.integers(1, 9), min_size=1, max_size=8))
def test_every_goal_met_is_fifty(weights):
    assert t_score([Weighted(0, weight) for weight in weights]) == 50.0


@pytest.mark.parametrize(
    ("goals", "words"),
    [
        ([], "no goals"),
        (plain(3), "from -2 to 2"),
        (weighted((0, 1), (0, 0)), "All weights are 0"),
        (weighted((0,), (-1,)), "0 or more"),
        (plain(*[0] * 9), "At most 8"),
    ],
)
def test_what_cannot_be_scored_says_why(goals, words):
    with pytest.raises(ScoreError, match=words):
        t_score(goals)


def test_an_importance_outside_its_range_is_refused():
    with pytest.raises(ScoreError, match="importance"):
        weight_of(4, 1)


def test_goals_met_are_counted_in_words_of_the_person():
    assert reached([0, 1, -1]) == 2
