"""What the maintainers' pages show: one frozen dataclass a page, built from the stores."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from catalog.catalogue import Catalogue
from catalog.edit import RecordText
from catalog.edit_store import Edit
from catalog.findings import Finding
from catalog.model import Organization, Service, UrgentHelp
from catalog.problems import Problem
from catalog.text import LANGUAGES, Language
from web.contexts import Frame
from web.feedback.store import Message
from web.maintain.difference import Piece, changed_lines, difference

ROOT = "/yllapito"
PER_PAGE = 50
KINDS = (
    "changed", "gone", "moved", "dead_link", "new_service", "phone", "age_limit", "price", "ended",
)  # fmt: skip
STATES = ("open", "waiting", "later", "accepted", "edited", "rejected")
REASONS = ("wrong_reading", "other_service", "already_right", "source_old", "not_ours")


def frame_of(lang: Language, title: str) -> Frame:
    """Return the frame of a maintainers' page: no address, never indexed."""
    home: dict[Language, str] = dict.fromkeys(LANGUAGES, ROOT)
    return Frame(lang, title, None, home, is_indexed=False, section="maintain")


@dataclass(frozen=True, slots=True)
class Notice:
    """What the last act did: key of its words, the finding it was made on, where it is kept."""

    what: str
    finding_id: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Shell:
    """What every page behind the sign-in shows around its content.

    Attributes:
        who: The maintainer's name.
        building: State of the index: "idle", "building" or "failed".
        notice: What the last act did, or None.
    """

    who: str
    building: str
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class SignInPage:
    """The sign-in; `fault` is the key of what went wrong, `carried` is half-done work."""

    frame: Frame
    name: str
    back: str
    fault: str = ""
    carried: Mapping[str, str] | None = None
    has_accounts: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A finding in the list, with its record's name in the page's language."""

    finding: Finding
    name: str


@dataclass(frozen=True, slots=True)
class QueuePage:
    """The queue: counts by kind and state, what is chosen, one page of rows."""

    frame: Frame
    shell: Shell
    rows: tuple[Row, ...]
    total: int
    page: int
    pages: int
    kind: str
    state: str
    record: str
    second: bool
    by_kind: Mapping[str, int]
    by_state: Mapping[str, int]
    failures: tuple[tuple[str, str, str], ...]
    messages: int
    due: int


@dataclass(frozen=True, slots=True)
class FindingPage:
    """One finding with both texts and what can be done.

    Attributes:
        ours, theirs: Both values cut to pieces that are the same or differ.
        change: Lines of the change that accepting makes; empty when a hand is needed.
        proposal: What another maintainer proposed, as lines; empty without one.
        earlier: Other findings of the same field, oldest first.
        alike: Number of other open findings with the same change.
        fault: Key of what went wrong with the last act, "" when nothing did.
    """

    frame: Frame
    shell: Shell
    finding: Finding
    name: str
    is_service: bool
    ours: tuple[Piece, ...]
    theirs: tuple[Piece, ...]
    change: tuple[Piece, ...]
    proposal: tuple[Piece, ...]
    proposer: str
    earlier: tuple[Finding, ...]
    alike: int
    reasons: tuple[str, ...]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class EditPage:
    """The form with a record's text.

    Attributes:
        base: The record the text is compared with when it is saved.
        theirs: The record as somebody else changed it meanwhile, or None; `old` is then as it was
            when this work began.
        fault: Key of what went wrong, "" when nothing did.
    """

    frame: Frame
    shell: Shell
    finding: Finding | None
    record_id: str
    name: str
    file: str
    line: int
    base: str
    text: str
    reason: str
    source: str
    problems: tuple[Problem, ...] = ()
    theirs: str | None = None
    fault: str = ""
    old: str = ""


@dataclass(frozen=True, slots=True)
class CopyPage:
    """The stored page a finding was read in, as text; `parts` mark the sentence."""

    frame: Frame
    shell: Shell
    finding: Finding
    parts: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class AlikePage:
    """Findings with the same change, to be accepted together."""

    frame: Frame
    shell: Shell
    finding: Finding
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class MessagesPage:
    """What visitors wrote and nobody has settled."""

    frame: Frame
    shell: Shell
    messages: tuple[Message, ...]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """The last changes, newest first, each as lines."""

    frame: Frame
    shell: Shell
    edits: tuple[tuple[Edit, tuple[Piece, ...]], ...]


def name_of(catalogue: Catalogue, record_id: str | None, lang: Language) -> str:
    """Return a record's name, else its id, else an empty text."""
    record: Service | Organization | UrgentHelp | None = None
    if record_id:
        lines = {line.id: line for line in catalogue.urgent_help}
        record = (
            catalogue.services.get(record_id)
            or catalogue.organizations.get(record_id)
            or lines.get(record_id)
        )
    return record.name.choose(lang).text if record else record_id or ""


def rows_of(findings: Sequence[Finding], catalogue: Catalogue, lang: Language) -> tuple[Row, ...]:
    """Return rows with names; a new service is named by what its page says."""
    return tuple(
        Row(f, name_of(catalogue, f.record_id, lang) or _draft_name(f.source_value))
        for f in findings
    )


def _draft_name(text: str) -> str:
    for line in text.splitlines():
        if line.strip().startswith("name:"):
            return line.split(":", 1)[1].strip()[:80]
    return ""


def sides(finding: Finding) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return what the catalogue and the source say, word by word."""
    return difference(finding.catalogue_value, finding.source_value)


def change_of(record: RecordText | None, suggested: str | None) -> tuple[Piece, ...]:
    """Return the lines that accepting changes; empty when a hand is needed."""
    return changed_lines(record.text, suggested) if record and suggested else ()


def marked(text: str, sentence: str) -> tuple[tuple[str, bool], ...]:
    """Cut a stored page's text where the finding's sentence stands; True marks it."""
    at = text.find(sentence) if sentence else -1
    if at < 0:
        return ((text, False),)
    end = at + len(sentence)
    return ((text[:at], False), (text[at:end], True), (text[end:], False))


def until_or_none(text: str, today: date) -> date | None:
    """Return a day after today, or None when the text tells none."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day if day > today else None
