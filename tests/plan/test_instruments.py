"""Scores: every example of reference/instruments.md sections 5–7, and what gives no score."""

from decimal import Decimal

import pytest

from plan import instruments as made
from plan.gas import ScoreError


def test_pei_counts_not_applicable_as_nothing():
    assert made.pei([2, 1, 1, 0, 2, "not applicable"]) == 6


def test_eurohis_is_the_mean():
    assert made.eurohis_qol_8([4, 3, 4, 3, 4, 3, 4, 3]) == Decimal("3.50")
    assert made.eurohis_qol_8([4, 3, 4, 3, 4, 3, 4, None]) == Decimal("3.57")


def whoqol(by_domain):
    answers = {1: 3, 2: 3}
    for name, values in by_domain.items():
        for item, value in zip(made.WHOQOL_DOMAINS[name], values, strict=True):
            answers[item] = 6 - value if item in (3, 4, 26) else value
    return answers


def test_whoqol_has_four_domains_rounded_half_up():
    found = made.whoqol_bref(
        whoqol({
            "physical": (2, 1, 4, 4, 3, 4, 4),
            "psychological": (4, 3, 4, 5, 5, 2),
            "social": (4, 3, 5),
            "environment": (5, 3, 3, 4, 3, 4, 3, 4),
        })
    )  # fmt: skip

    assert found == {
        "physical": Decimal("53.57"), "psychological": Decimal("70.83"),
        "social": Decimal("75.00"), "environment": Decimal("65.63"),
    }  # fmt: skip


@pytest.mark.parametrize(("value", "score"), [(3, "50.00"), (5, "100.00")])
def test_whoqol_of_equal_answers(value, score):
    answers = whoqol({name: [value] * len(i) for name, i in made.WHOQOL_DOMAINS.items()})

    assert set(made.whoqol_bref(answers).values()) == {Decimal(score)}


def test_whoqol_with_a_gap_uses_the_others_and_with_many_gives_none():
    answers = dict.fromkeys(range(1, 27), 3)

    assert made.whoqol_bref({**answers, 10: None})["physical"] == Decimal("50.00")
    assert made.whoqol_bref({**answers, 20: None, 21: None})["social"] is None
    with pytest.raises(ScoreError, match="fifth"):
        made.whoqol_bref(dict.fromkeys(range(1, 20), 3))


def test_who_5_and_whodas_and_esis():
    assert made.who_5([4, 1, 0, 2, 3]) == 40
    assert made.who_5([3] * 5) == 60
    assert made.whodas_12([1, 2, 0, 1, 0, 0, 3, 1, 0, 2, 1, 2]) == 13
    assert made.esis([4, 4, 3, 5, 4, 4, 3, 4, 4, 3]) == Decimal("70.0")
    assert made.esis([3] * 10) == Decimal("50.0")


@pytest.mark.parametrize(
    ("per_cent", "qualifier"),
    [(4, 0), (5, 1), (24, 1), (25, 2), (49, 2), (50, 3), (95, 3), (96, 4), (0, 0), (100, 4)],
)
def test_icf_qualifiers(per_cent, qualifier):
    assert made.icf_qualifier(per_cent) == qualifier


@pytest.mark.parametrize(
    "broken",
    [
        lambda: made.who_5([1, 2, 3, 4, None]),
        lambda: made.who_5([1, 2, 3, 4]),
        lambda: made.who_5([1, 2, 3, 4, 6]),
        lambda: made.whodas_12([5] * 12),
        lambda: made.pei([1, 1, 1, 1, 1, None]),
        lambda: made.eurohis_qol_8([1, None, None, 1, 1, 1, 1, 1]),
        lambda: made.esis([0] * 10),
        lambda: made.icf_qualifier(101),
    ],
)
def test_missing_and_out_of_range_give_no_score(broken):
    with pytest.raises(ScoreError):
        broken()
