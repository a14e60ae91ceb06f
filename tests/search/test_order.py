"""Only the hits of a page are sorted, and they are those a whole sort would give."""

import numpy as np
import pytest

from search.ranking import best_first, first_of


@pytest.mark.parametrize("count", [1, 2, 7, 20, 199, 200, 500])
def test_first_places_are_those_of_a_whole_sort(count):
    draw = np.random.default_rng(7)
    keys = [draw.integers(0, 3, 200), draw.integers(0, 5, 200).astype(np.float64)]

    first = first_of(keys, count)

    assert first.tolist() == np.lexsort(keys[::-1])[:count].tolist()


def test_nothing_has_no_first():
    assert first_of([np.zeros(0)], 20).tolist() == []


def test_scores_equal_to_six_decimals_are_ties():
    scores = np.array([1.0, 1.0000000001, 2.0])

    assert first_of([best_first(scores), np.array([0, 1, 2])], 3).tolist() == [2, 0, 1]
