"""Findings: "the source says X, the catalogue says Y", each waiting for a person's decision.

Nothing here changes the catalogue: a decision is only remembered. `finding_store` keeps them.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

FindingKind = Literal[
    "changed", "gone", "moved", "dead_link", "new_service", "phone", "age_limit", "price", "ended"
]
FindingState = Literal["open", "waiting", "accepted", "edited", "rejected", "later"]
Act = Literal["propose", "accept", "edit", "reject", "later", "undo"]
STATE_OF: Mapping[Act, FindingState] = {
    "propose": "waiting", "accept": "accepted", "edit": "edited", "reject": "rejected",
    "later": "later", "undo": "open",
}  # fmt: skip
_SECOND_READER_KINDS = frozenset({"price", "age_limit"})
SECOND_READER_FIELDS = frozenset({"when", "price", "age", "organiser", "assessed_by_organiser"})


@dataclass(frozen=True, slots=True)
class Decision:
    """One act on a finding: who (a maintainer's name), when (with zone), what and why.

    `until` is the day a `later` comes back to the queue; None for the other acts.
    """

    who: str
    when: datetime
    act: Act
    reason: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class FindingDraft:
    """A difference as the crawler saw it; texts are plain text from outside, to be escaped.

    Attributes:
        record_id: Service, organisation or urgent-help id; None for a new service.
        field: Field of the record, for example "channels.phone"; "" when none is meant.
        catalogue_value: What the catalogue says; "" when it says nothing.
        source_value: What the source says; for `new_service` a draft record as YAML.
        sentence: The sentence of the page it was read in.
        lang: Language of the page, "" when not known.
        source_url: Address of the page.
        fetched_at: When it was read, with a time zone.
        snapshot: Key of the stored page (`SnapshotStore.body`), "" when there is none.
        confidence: 0–1, how sure the reading is.
        is_crisis: The record is a line for acute danger: a second reader is always needed.
    """

    kind: FindingKind
    record_id: str | None
    field: str
    catalogue_value: str
    source_value: str
    sentence: str
    lang: str
    source_url: str
    fetched_at: datetime
    snapshot: str = ""
    confidence: float = 1.0
    is_crisis: bool = False

    @property
    def fingerprint(self) -> str:
        """Name of the difference: the same difference read again has the same name."""
        said = self.source_url if self.kind == "new_service" else self.source_value
        parts = (self.kind, self.record_id or "", self.field, self.catalogue_value, said)
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]

    @property
    def needs_second_reader(self) -> bool:
        """Whether a second maintainer must agree: conditions, prices, organiser, crisis numbers."""
        root = self.field.split(".", 1)[0]
        return self.is_crisis or self.kind in _SECOND_READER_KINDS or root in SECOND_READER_FIELDS


@dataclass(frozen=True, slots=True)
class Finding:
    """A kept difference with its state; fields as in `FindingDraft`.

    `id` is the draft's fingerprint: 16 hex digits. `history` is oldest first. `until` is the day a
    finding that was put off comes back.
    """

    id: str
    kind: FindingKind
    record_id: str | None
    field: str
    catalogue_value: str
    source_value: str
    sentence: str
    lang: str
    source_url: str
    fetched_at: datetime
    snapshot: str
    confidence: float
    state: FindingState
    needs_second_reader: bool
    history: tuple[Decision, ...] = ()
    until: date | None = None


@dataclass(frozen=True, slots=True)
class FindingFilter:
    """Which findings to list; None means any.

    `on` is a day: with the open ones come those put off until then or before. Others that were put
    off are listed only when asked for.
    """

    kind: FindingKind | None = None
    record_id: str | None = None
    needs_second_reader: bool | None = None
    state: FindingState = "open"
    on: date | None = None


class FindingStore(Protocol):
    """Keeps findings and what was decided on them."""

    def add(self, drafts: Iterable[FindingDraft]) -> int:
        """Keep the drafts not yet known, decided ones included; return how many were new."""

    def open_findings(self, only: FindingFilter | None = None) -> tuple[Finding, ...]:
        """Return findings in a state (open when nothing is said), newest first."""

    def get(self, finding_id: str) -> Finding | None:
        """Return one finding, or None."""

    def decide(self, finding_id: str, decision: Decision) -> Finding:
        """Remember an act and return the finding after it.

        Raises:
            UnknownValue: There is no such finding.
        """

    def undo(self, finding_id: str, who: str, when: datetime) -> Finding:
        """Open a decided finding again; its history keeps both acts.

        Raises:
            UnknownValue: There is no such finding.
        """

    def counts(self) -> Mapping[str, int]:
        """Return how many findings there are by state."""

    def history(self, record_id: str, field: str) -> tuple[Finding, ...]:
        """Return all findings of one field of a record, oldest first."""
