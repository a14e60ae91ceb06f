"""Goal Attainment Scaling: the T-score of Kiresuk and Sherman and what may be said of it.

Levels run from −2 (much less than expected) to +2 (much more); 0 is the goal. Formula, weights and
expected numbers: reference/instruments.md section 3 (ρ = 0.3). Missing is missing: without a level
for every goal there is no T.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

RHO = 0.3  # correlation assumed between goals since 1968
LEVELS = (-2, -1, 0, 1, 2)
MOST_GOALS = 8


class ScoreError(ValueError):
    """A score cannot be computed from what was given; the message says why."""


@dataclass(frozen=True, slots=True)
class Weighted:
    """A goal's level and weight. Weight is importance × difficulty, 1 when nobody weighed it."""

    level: int
    weight: int = 1


def t_score(goals: Sequence[Weighted]) -> float:
    """Return T: 50 when every goal was met exactly, about 10 for a standard deviation.

    Raises:
        ScoreError: No goals, more than eight, a level outside −2…2, a negative weight, or all
            weights zero.
    """
    if not goals:
        raise ScoreError("There are no goals to score.")
    if len(goals) > MOST_GOALS:
        raise ScoreError(f"At most {MOST_GOALS} goals are scored together; here are {len(goals)}.")
    for goal in goals:
        if goal.level not in LEVELS:
            raise ScoreError(f"A level is a whole number from -2 to 2, not {goal.level}.")
        if goal.weight < 0:
            raise ScoreError(f"A weight is 0 or more, not {goal.weight}.")
    total = sum(goal.weight for goal in goals)
    if total == 0:
        raise ScoreError("All weights are 0. Give at least one goal a weight.")
    squares = sum(goal.weight**2 for goal in goals)
    attained = sum(goal.weight * goal.level for goal in goals)
    return 50 + 10 * attained / math.sqrt((1 - RHO) * squares + RHO * total**2)


def weight_of(importance: int | None, difficulty: int | None) -> int:
    """Return importance (0–3) × difficulty (0–3); what was not weighed counts as 1.

    Raises:
        ScoreError: A number outside 0–3.
    """
    for name, value in (("importance", importance), ("difficulty", difficulty)):
        if value is not None and value not in range(4):
            raise ScoreError(f"The {name} is a whole number from 0 to 3, not {value}.")
    return (1 if importance is None else importance) * (1 if difficulty is None else difficulty)


def reached(levels: Sequence[int]) -> int:
    """Return how many goals were met or exceeded."""
    return sum(level >= 0 for level in levels)
