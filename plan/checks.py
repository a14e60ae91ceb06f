"""Advice on a plan: what is still missing or does not hold together. Never an error.

Checks of reference/matching.md section 12 and instruments.md section 3. Each advice has a key for
its words, a value to name what it is about, and the section of the plan where it can be mended.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from plan.model import Action, Goal, Plan

_VAGUE = re.compile(
    r"\b(parantaa|parantuu|lisätä|lisääntyy|tukea|kehittää|edistää|förbättra|öka|stödja|"
    r"utveckla|improve|increase|support|develop)\w*\b", re.IGNORECASE
)  # fmt: skip
_NUMBER = re.compile(
    r"\d|kerran|päivittäin|viikoittain|joka|varje|every|daily|weekly", re.IGNORECASE
)
_PROFESSIONAL = re.compile(
    r"\b(työntekijä|terapeutti|lääkäri|ohjaaja|sosiaalityöntekijä|arbetstagaren|läkaren|"
    r"the therapist|the doctor|the worker)\b", re.IGNORECASE
)  # fmt: skip
_TWO = re.compile(r"\s(ja|och|and)\s", re.IGNORECASE)
MANY_GOALS = 5


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to look at; `section` is the part of the plan, `about` names it in words."""

    key: str
    section: str
    about: str = ""


def advice_on(plan: Plan) -> tuple[Advice, ...]:
    """Return everything worth looking at, in the order of the plan's sections."""
    return (*_of_dates(plan), *_of_goals(plan), *_of_actions(plan), *_of_services(plan))


def _of_dates(plan: Plan) -> Iterator[Advice]:
    if plan.ends_on < plan.starts_on:
        yield Advice("plan.advice.period", "overview")
    for meeting in plan.meetings:
        if not plan.starts_on <= meeting.on <= plan.ends_on:
            yield Advice("plan.advice.meeting_outside", "meetings", meeting.on.isoformat())


def _of_goals(plan: Plan) -> Iterator[Advice]:
    if len(plan.goals) > MANY_GOALS:
        yield Advice("plan.advice.many_goals", "goals", str(len(plan.goals)))
    with_action = {action.goal for action in plan.actions}
    for goal in plan.goals:
        name = goal.text[:60]
        yield from (Advice(key, "goals", name) for key in smart(goal, plan.ends_on))
        if goal.id not in with_action:
            yield Advice("plan.advice.no_action", "goals", name)


def smart(goal: Goal, ends_on: date | None = None) -> Iterator[str]:
    """Yield the keys of questions that would make a goal's text clearer."""
    if _VAGUE.search(goal.text):
        yield "plan.advice.vague"
    if not _NUMBER.search(goal.text):
        yield "plan.advice.no_measure"
    if goal.due is None:
        yield "plan.advice.no_date"
    elif ends_on and goal.due > ends_on:
        yield "plan.advice.goal_late"
    if _PROFESSIONAL.search(goal.text):
        yield "plan.advice.not_own"
    if _TWO.search(goal.text):
        yield "plan.advice.two_goals"
    texts = [text.strip().casefold() for text in goal.levels.values() if text.strip()]
    if len(set(texts)) < len(texts):
        yield "plan.advice.levels_alike"
    if goal.start == 0 and not goal.is_keeping:
        yield "plan.advice.already_there"


def _of_actions(plan: Plan) -> Iterator[Advice]:
    due = {goal.id: goal.due for goal in plan.goals}
    for action in plan.actions:
        if not action.who.strip():
            yield Advice("plan.advice.no_owner", "actions", action.what[:60])
        limit = due.get(action.goal) if action.goal else None
        if limit and action.due and action.due > limit:
            yield Advice("plan.advice.action_late", "actions", action.what[:60])
    circle = cycle(plan.actions)
    if circle:
        yield Advice("plan.advice.cycle", "actions", " → ".join(circle))


def cycle(actions: tuple[Action, ...]) -> tuple[str, ...]:
    """Return the ids of actions that wait for each other in a circle; empty when none do."""
    waits = {action.id: action.depends_on for action in actions}
    left = {key: [d for d in needs if d in waits] for key, needs in waits.items()}
    while free := [key for key, needs in left.items() if not needs]:
        for key in free:
            del left[key]
        left = {key: [d for d in needs if d in left] for key, needs in left.items()}
    return tuple(sorted(left))


def _of_services(plan: Plan) -> Iterator[Advice]:
    for service in plan.services:
        if service.applied_on and not service.if_refused.strip():
            yield Advice("plan.advice.no_plan_b", "services", service.name)
        if service.starts_on and service.ends_on and service.ends_on < service.starts_on:
            yield Advice("plan.advice.service_dates", "services", service.name)
