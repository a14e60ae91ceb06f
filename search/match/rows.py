"""The rows of a service's decision table: state, reasons and ways forward by truth of its criteria.

All of these follow from which criteria hold, so a row is worked out once and then looked up. A row
tells nothing about anybody: it is a combination that the service's own conditions allow, kept
without a count, a time or the answers behind it. Where the outcome depends on more than the truth
of the criteria (a band of ages that a condition reads twice), nothing is kept.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from catalog.knowledge import Truth
from catalog.profile import Profile
from catalog.text import LocalizedText
from search.match.evaluate import Outcome, Truths, judge_service, repeated_and_open
from search.match.prepare import PreparedService
from search.match.reasons import open_of, reasons_of, redirects_of
from search.match.repairs import repairs_of
from search.match.results import Reason, RepairStep

_MOST_ROWS = 256  # of one service; more than its conditions bring about in practice


@dataclass(frozen=True, slots=True)
class Row:
    """What follows from the truth of a service's criteria; fields as in `MatchedService`."""

    outcome: Outcome
    reasons: tuple[Reason, ...]
    open: tuple[Reason, ...]
    repairs: tuple[tuple[RepairStep, ...], ...]
    redirects: tuple[LocalizedText, ...]


def row_of(
    item: PreparedService,
    truths: Truths,
    profile: Profile,
    redirects: Mapping[str, LocalizedText],
) -> Row:
    """Return the row of a service for the profile behind `truths`."""
    key = _key(item, truths, profile)
    if key is None:
        return _worked_out(item, truths, profile, redirects)
    row = item.rows.get(key)
    if row is None:
        row = _worked_out(item, truths, profile, redirects)
        if len(item.rows) >= _MOST_ROWS:
            item.rows.clear()
        item.rows[key] = row
    return row


def _key(item: PreparedService, truths: Truths, profile: Profile) -> Hashable:
    """Return all that a row depends on, or None when it depends on more than can be named."""
    vector = tuple([truths.of(leaf) for leaf in item.leaves])
    if item.repeated and not truths.untold.issuperset(repeated_and_open(item, truths)):
        return None
    can_wait = tuple(
        [truths.is_changeable(leaf) for leaf in item.timed if truths.of(leaf) is Truth.NO]
    )
    refused, silent = item.facts & profile.refused, item.facts & truths.silent
    return vector, can_wait, refused, silent, truths.shares_illness(item)


def _worked_out(
    item: PreparedService,
    truths: Truths,
    profile: Profile,
    redirects: Mapping[str, LocalizedText],
) -> Row:
    outcome = judge_service(item, truths)
    tree = item.tree if outcome.state in ("open", "later") else None
    return Row(
        outcome=outcome,
        reasons=reasons_of(outcome, truths),
        open=open_of(outcome, truths),
        repairs=repairs_of(tree, truths, profile) if tree is not None else (),
        redirects=redirects_of(outcome, redirects),
    )
