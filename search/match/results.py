"""What the matcher answers: plain values that page, print, API and command line all read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from catalog.model import Contact, Organization, ServiceKind
from catalog.organisers import ResolvedOrganiser
from catalog.text import LocalizedText

State = Literal["fits", "assess", "open", "later", "elsewhere", "no"]
MeantFor = Literal["you", "you_know", "others"]
STATES: tuple[State, ...] = ("fits", "assess", "open", "later", "elsewhere", "no")


@dataclass(frozen=True, slots=True)
class Reason:
    """A condition that decided the state, in the condition's own words.

    `truth` is "yes", "no" or "unknown"; `fact` is the fact the condition reads.
    """

    say: LocalizedText
    fact: str
    truth: str
    kind: str
    source_url: str | None
    source_title: str | None
    checked: str | None
    evidence: str | None


@dataclass(frozen=True, slots=True)
class RepairStep:
    """One thing that would change an unfinished result: ask, document, action or time."""

    kind: str
    fact: str
    say: LocalizedText


@dataclass(frozen=True, slots=True)
class FirstCheck:
    """Another organiser to be checked before this service; a note, never a refusal.

    `bodies` are the roles and ids of that organiser, empty when it is no single body.
    """

    rule: str
    organiser: LocalizedText
    certainty: Literal["certain", "possible"]
    say: LocalizedText
    if_refused: LocalizedText | None
    bodies: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Points:
    """Points within one need group; the parts add up to `total` (0–100), see matching.md §10."""

    match: float
    other_needs: float
    certainty: float
    specificity: float
    nearness: float
    ease: float

    @property
    def total(self) -> float:
        """The sum of the parts."""
        return (
            self.match + self.other_needs + self.certainty + self.specificity
            + self.nearness + self.ease
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class MatchedService:
    """One service with its state for this person and everything that explains it.

    `points` holds the points in each need group the service belongs to; `best_points` the highest.
    `needs` are the person's needs this service answers, most important first.
    `assessed` says what the organiser weighs; `open` the criteria not known yet.
    `redirects` names who is responsible instead, in state elsewhere.
    `kind` is the record's: service, allowance, guidance or peer_support.
    `meant_for` is "others" for an open service that is meant for somebody else as far as told, and
    "you_know" for one that hangs on what this person is not asked (an illness by name, a loss,
    the day care of somebody who is no child).
    """

    service_id: str
    organiser: ResolvedOrganiser
    state: State
    best_points: float
    points: Mapping[str, Points]
    needs: tuple[str, ...]
    reasons: tuple[Reason, ...]
    open: tuple[Reason, ...]
    assessed: tuple[LocalizedText, ...]
    repairs: tuple[tuple[RepairStep, ...], ...]
    first_check: tuple[FirstCheck, ...]
    redirects: tuple[LocalizedText, ...] = ()
    kind: ServiceKind = "service"
    meant_for: MeantFor = "you"


@dataclass(frozen=True, slots=True)
class NeedGroup:
    """The services for one of the person's needs, best first, and a human being to reach.

    `service_ids` are those that may come into question (fits, assess, open); `set_aside` those in
    state later, elsewhere or no, shown apart with their reasons. `contact_first` is True when
    nothing fits, so the person to call comes before the list.
    """

    need: str
    label: LocalizedText
    service_ids: tuple[str, ...]
    set_aside: tuple[str, ...]
    contact_organization: Organization | None
    contact: Contact | None
    contact_first: bool


@dataclass(frozen=True, slots=True)
class NextQuestion:
    """The question whose answer would settle most, and the services it separates."""

    id: str
    fact: str
    text: LocalizedText
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FirstStep:
    """The one paper or step that most of the listed services need, with those services."""

    id: str
    say: LocalizedText
    service_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MatchResult:
    """The whole answer; `ranked` holds every service once, best first, also those in state no."""

    evaluated_on: str
    data_version: str
    derived: Mapping[str, str]
    contradictions: tuple[LocalizedText, ...]
    urgent_help: tuple[str, ...]
    ranked: tuple[MatchedService, ...]
    groups: tuple[NeedGroup, ...]
    next_question: NextQuestion | None
    first_step: FirstStep | None
