"""Who is to be checked first: the duty order judged for one person (matching.md section 7).

A note never changes a state and never hides a service. It is left out where the state is no or
elsewhere, because nobody would apply there now.
"""

from catalog.conditions import truth
from catalog.duty_rules import condition_of
from search.match.evaluate import Truths
from search.match.prepare import Prepared, PreparedService
from search.match.results import FirstCheck, State

_NOT_SHOWN: tuple[State, ...] = ("elsewhere", "no")


def judge_duty(prepared: Prepared, truths: Truths) -> tuple[FirstCheck | None, ...]:
    """Return the note of every rule for this person, None where the rule does not hold."""
    found: list[FirstCheck | None] = []
    for rule, checks in prepared.duty_checks:
        found.append(checks.get(truth(condition_of(rule), truths.of)))
    return tuple(found)


def first_checks(
    item: PreparedService, state: State, notes: tuple[FirstCheck | None, ...]
) -> tuple[FirstCheck, ...]:
    """Return the notes that come before a service, certain ones first."""
    if state in _NOT_SHOWN or not item.duty:
        return ()
    shown = [note for place in item.duty if (note := notes[place]) is not None]
    return tuple(sorted(shown, key=lambda note: note.certainty != "certain"))
