"""What changes when one answer changes: "if you get a B statement", "if you move", "at 18".

Pure: nothing is kept, and the answers themselves are not touched. Only states are judged, neither
points nor questions, so that a page may try several changes at once. Which changes are worth
trying is in `proposals`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from catalog.catalogue import Catalogue
from catalog.profile import Profile
from catalog.text import LocalizedText
from search.match.evaluate import Outcome, Truths, judge_service
from search.match.prepare import Prepared, PreparedService, prepare
from search.match.rank import coverage
from search.match.reasons import told_reasons
from search.match.results import STATES, Reason, State

# An answer that rests on another one and would contradict it when that one changes.
_GOES_WITH = {"age": "birth_year", "birth_year": "age"}


@dataclass(frozen=True, slots=True)
class StateChange:
    """One service whose state would change.

    Attributes:
        because: The criteria judged otherwise after the change, with their new truth, most telling
            first; for state open this may be a criterion that is no longer known.
        needs: The person's needs this service answers; empty when it answers none of them.
    """

    service_id: str
    before: State
    after: State
    because: tuple[Reason, ...]
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """All that one change would do.

    Attributes:
        changes: Services whose state changes: those that answer a need first, then the best new
            state, then catalogue order.
        papers: Services that asked for a paper the person would then have, and may suit. A paper
            never changes a state by itself, but it takes away a step.
        contradictions: Answers that could not both be true after the change.
    """

    changes: tuple[StateChange, ...]
    papers: tuple[str, ...]
    contradictions: tuple[LocalizedText, ...]


def what_if(
    facts: Mapping[str, object], change: Mapping[str, object], catalogue: Catalogue, on: date
) -> WhatIf:
    """Compare the states for some answers with those after a change.

    Args:
        facts: The answers now, as `Profile.from_facts` takes them.
        change: New answers by fact; None takes an answer back.
        catalogue: A catalogue without faults.
        on: The day of evaluation.

    Raises:
        UnknownValue: A fact or a value does not exist.
    """
    prepared = prepare(catalogue, on)
    before, after = _profile(facts, prepared), _profile(changed(facts, change), prepared)
    old, new = Truths(prepared, before.known), Truths(prepared, after.known)
    changes: list[StateChange] = []
    papers: list[str] = []
    gained = after.members("documents") - before.members("documents")
    for item in prepared.services:
        outcome = judge_service(item, new)
        state = judge_service(item, old).state
        if state != outcome.state:
            because = _because(item, outcome, old, new)
            needs = tuple(need for need in after.needs if coverage(item.terms, need))
            changes.append(StateChange(item.service.id, state, outcome.state, because, needs))
        if gained & item.documents and outcome.state in ("fits", "assess", "open"):
            papers.append(item.service.id)
    changes.sort(key=lambda c: (not c.needs, STATES.index(c.after)))
    clashes = tuple(clash.say for clash in after.contradictions)
    return WhatIf(tuple(changes), tuple(papers), clashes)


def changed(facts: Mapping[str, object], change: Mapping[str, object]) -> dict[str, object]:
    """Return answers with some of them changed; age and year of birth never stay side by side."""
    dropped = {_GOES_WITH[name] for name in change if name in _GOES_WITH} - change.keys()
    merged = {**facts, **change}
    return {k: v for k, v in merged.items() if v is not None and k not in dropped}


def _profile(facts: Mapping[str, object], prepared: Prepared) -> Profile:
    catalogue = prepared.catalogue
    return Profile.from_facts(facts, catalogue.rules, catalogue.areas, on=prepared.on)


def _because(
    item: PreparedService, outcome: Outcome, old: Truths, new: Truths
) -> tuple[Reason, ...]:
    moved = tuple(leaf for leaf in item.leaves if old.of(leaf) is not new.of(leaf))
    decisive = {*outcome.decided_by, *outcome.unresolved}
    return told_reasons(tuple(leaf for leaf in moved if leaf in decisive) or moved, new)
