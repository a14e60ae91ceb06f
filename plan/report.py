"""How a plan has gone: goals met and the change of T. Nothing is compared between people."""

from dataclasses import dataclass
from datetime import date

from plan.gas import ScoreError, Weighted, reached, t_score, weight_of
from plan.model import Goal, Plan


@dataclass(frozen=True, slots=True)
class GoalStanding:
    """A goal with its level at the start and now; None when it was never scored."""

    goal: Goal
    start: int
    now: int | None


@dataclass(frozen=True, slots=True)
class GoalReport:
    """Goals on a day.

    Attributes:
        met: Goals at level 0 or above, of those scored.
        scored: Goals with a level.
        t_start, t_now: T of the goals that count; None when one of them has no level yet.
        why_no_t: Why there is no T, in a sentence.
    """

    standings: tuple[GoalStanding, ...]
    met: int
    scored: int
    t_start: float | None
    t_now: float | None
    why_no_t: str = ""


def goal_report(plan: Plan, until: date) -> GoalReport:
    """Return how the goals stand by the last scores up to a day; keeping does not enter T."""
    standings = tuple(GoalStanding(goal, goal.start, _level(goal, until)) for goal in plan.goals)
    levels = [s.now for s in standings if s.now is not None]
    counted = [s for s in standings if not s.goal.is_keeping]
    if any(s.now is None for s in counted):
        why = "Every goal needs a level before T can be counted."
        return GoalReport(standings, reached(levels), len(levels), None, None, why)
    try:
        start = t_score([Weighted(s.start, _weight(s.goal)) for s in counted])
        now = t_score([Weighted(s.now or 0, _weight(s.goal)) for s in counted])
    except ScoreError as error:
        return GoalReport(standings, reached(levels), len(levels), None, None, str(error))
    return GoalReport(standings, reached(levels), len(levels), start, now)


def _level(goal: Goal, until: date) -> int | None:
    scores = [score for score in goal.scores if score.on <= until]
    return max(scores, key=lambda score: score.on).level if scores else None


def _weight(goal: Goal) -> int:
    return weight_of(goal.importance, goal.difficulty)
