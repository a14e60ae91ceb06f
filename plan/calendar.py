"""Meetings, reviews and deadlines of a plan as a calendar file (RFC 5545), in general words."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from icalendar import Calendar, Event

from plan.model import Plan


def to_ics(plan: Plan, words: Mapping[str, str]) -> bytes:
    """Return the calendar file.

    Args:
        plan: Its days.
        words: What to call a "meeting", a "review" and a "deadline"; calendars are often seen by
            others, so nothing of the plan's own text goes in.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Kuntoutuspolku//plan//FI")
    calendar.add("version", "2.0")
    for number, (kind, on) in enumerate(_days(plan)):
        event = Event()
        event.add("uid", f"{kind}-{number}-{on.isoformat()}@kuntoutuspolku")
        event.add("summary", words[kind])
        event.add("dtstart", on)
        event.add("dtend", on + timedelta(days=1))
        event.add("dtstamp", plan.starts_on)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _days(plan: Plan) -> Iterator[tuple[str, date]]:
    for meeting in plan.meetings:
        yield "meeting", meeting.on
    for review in plan.reviews:
        yield "review", review.on
    for action in plan.actions:
        if action.due and not action.is_done:
            yield "deadline", action.due
