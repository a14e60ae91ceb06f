"""How good a record is, item by item; "does not apply" leaves an item out of the sum.

The score is for maintainers: it tells what to mend next. It is never shown to visitors and never
moves a result.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from catalog.model import Service
from catalog.stale import DAYS_A_MONTH

Verdict = bool | None  # True met, False not met, None does not apply


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a good record has; `weight` says how much a reader misses it."""

    name: str
    mend: str
    weight: int
    judge: Callable[[Service, date], Verdict]


@dataclass(frozen=True, slots=True)
class Score:
    """A record's result: per cent of the weights that apply, and the items that are not met."""

    record_id: str
    per_cent: int
    verdicts: tuple[tuple[Item, Verdict], ...]

    @property
    def missing(self) -> tuple[Item, ...]:
        """Items that apply and are not met, the weightiest first."""
        unmet = [item for item, verdict in self.verdicts if verdict is False]
        return tuple(sorted(unmet, key=lambda item: -item.weight))


def _is_fresh(s: Service, on: date) -> bool:
    return (on - s.verified_on).days <= s.review_months * DAYS_A_MONTH


def _is_peer(s: Service) -> bool:
    return s.kind == "peer_support"


ITEMS = (
    Item("evidence", "Read the organiser's own page (B) or the act (A).", 3,
         lambda s, _: s.evidence in ("A", "B")),
    Item("fresh", "Check the record against its sources again.", 3, _is_fresh),
    Item("dated source", "Note the date of the page under `dated`.", 1,
         lambda s, _: any(source.dated for source in s.sources)),
    Item("steps", "Write how one gets it, one act a step.", 3, lambda s, _: bool(s.steps)),
    Item("way in", "Say whether one applies, is referred or just goes.", 2,
         lambda s, _: bool(s.way_in)),
    Item("channel", "Give a page, a number or a place.", 2, lambda s, _: bool(s.channels)),
    Item("price known", "Find out what it costs, or leave `unknown`.", 2,
         lambda s, _: s.price.state != "unknown"),
    Item("price in words", "Say the price in a sentence.", 1,
         lambda s, _: None if s.price.state == "unknown" else bool(s.price.say)),
    Item("what one gets", "List what one gets.", 2, lambda s, _: bool(s.gets)),
    Item("for whom", "Say for whom it is.", 1, lambda s, _: bool(s.for_whom)),
    Item("criteria", "Write the published criteria under `when`.", 3,
         lambda s, _: bool(s.when) if s.is_statutory_right else (True if s.when else None)),
    Item("assessed", "Say what the organiser weighs.", 2,
         lambda s, _: bool(s.assessed_by_organiser) if s.is_statutory_right else None),
    Item("papers", "List the papers it needs.", 2,
         lambda s, _: bool(s.requires) if "application" in s.way_in else None),
    Item("legal basis", "Name the act and section.", 1,
         lambda s, _: bool(s.legal_basis) if s.is_statutory_right else None),
    Item("appeal", "Say how to appeal.", 1,
         lambda s, _: bool(s.appeal) if s.is_statutory_right else None),
    Item("what if refused", "Say what to do after a refusal.", 2,
         lambda s, _: None if _is_peer(s) or "application" not in s.way_in else bool(s.refused)),
    Item("alternatives", "Name what else could help.", 1,
         lambda s, _: bool(s.alternatives or s.related)),
    Item("life situations", "Name the situations it is for.", 2,
         lambda s, _: bool(s.life_situations)),
    Item("form", "Say in which form it is given.", 1, lambda s, _: bool(s.forms)),
    Item("duration", "Say how long it lasts.", 1,
         lambda s, _: bool(s.duration) if s.kind == "service" else None),
    Item("Swedish", "Write name and summary in Swedish.", 2,
         lambda s, _: bool(s.name.sv and s.summary.sv)),
    Item("English", "Write name and summary in English.", 1,
         lambda s, _: bool(s.name.en and s.summary.en)),
    Item("everyday words", "Add words people use under `colloquial`.", 1,
         lambda s, _: bool(s.colloquial)),
)  # fmt: skip


def score_of(service: Service, on: date) -> Score:
    """Judge one record on a day.

    Returns:
        100 when everything that applies is there; 0 when nothing is.
    """
    verdicts = tuple((item, item.judge(service, on)) for item in ITEMS)
    apply = [(item.weight, bool(verdict)) for item, verdict in verdicts if verdict is not None]
    total = sum(weight for weight, _ in apply)
    met = sum(weight for weight, is_met in apply if is_met)
    return Score(service.id, round(100 * met / total), verdicts)
