"""A plan as plain text, for the person to read or an advisor to copy into a record system."""

from collections.abc import Iterator, Mapping

from plan.model import Plan

SECTIONS = ("own", "team", "goals", "actions", "services", "meetings", "reviews", "final")
SENSITIVE = frozenset(("own", "team", "final"))  # off by default when a part is chosen to share


def plain_text(plan: Plan, words: Mapping[str, str], sections: tuple[str, ...] = SECTIONS) -> str:
    """Return the chosen sections as lines.

    Args:
        plan: What to write.
        words: Headings by "title", "note" and the name of each section.
        sections: Which parts.
    """
    lines = [words["title"].upper(), words["note"], f"{plan.starts_on} – {plan.ends_on}"]
    writers = {
        "own": _own, "team": _team, "goals": _goals, "actions": _actions,
        "services": _services, "meetings": _meetings, "reviews": _reviews, "final": _final,
    }  # fmt: skip
    for name in sections:
        body = list(writers[name](plan))
        if body:
            lines += ["", words[name].upper(), *body]
    return "\n".join(lines) + "\n"


def _own(plan: Plan) -> Iterator[str]:
    if plan.own_words:
        yield plan.own_words
    yield from (f"- {text}" for text in plan.strengths)


def _team(plan: Plan) -> Iterator[str]:
    for member in plan.team:
        yield f"- {', '.join(filter(None, (member.role, member.name, member.organisation)))}"
        if member.task:
            yield f"  {member.task}"


def _goals(plan: Plan) -> Iterator[str]:
    for goal in plan.goals:
        yield f"- {goal.text}" + (f" ({goal.due})" if goal.due else "")
        for level, text in sorted(goal.levels.items(), reverse=True):
            if text:
                yield f"  {level:+d}: {text}"
        for score in goal.scores:
            yield f"  {score.on}: {score.level:+d}"


def _actions(plan: Plan) -> Iterator[str]:
    for action in plan.actions:
        mark = "x" if action.is_done else " "
        rest = ", ".join(filter(None, (action.who, str(action.due or ""))))
        yield f"[{mark}] {action.what}" + (f" ({rest})" if rest else "")


def _services(plan: Plan) -> Iterator[str]:
    for service in plan.services:
        yield f"- {service.name}" + (f": {service.decision}" if service.decision else "")
        if service.if_refused:
            yield f"  → {service.if_refused}"


def _meetings(plan: Plan) -> Iterator[str]:
    yield from (f"- {m.on} {m.form} {m.note}".rstrip() for m in plan.meetings)


def _reviews(plan: Plan) -> Iterator[str]:
    yield from (f"- {r.on} {r.what} {r.next}".rstrip() for r in plan.reviews)


def _final(plan: Plan) -> Iterator[str]:
    if plan.final:
        yield plan.final
