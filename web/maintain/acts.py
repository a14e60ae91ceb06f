"""What a maintainer's decision does: to the file, the history, the stores and the index.

Nothing is remembered as done that was not done: the file changes first, then the commit, then the
finding's state. Conditions, prices, organisers, new records and lines for acute danger wait for a
second maintainer.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from catalog.accept import accepted_text
from catalog.edit import EditConflict, RecordText, Saved, add_record, find_record, save_record
from catalog.edit_store import Edit, EditStore
from catalog.finding_store import SqliteFindingStore
from catalog.findings import (
    SECOND_READER_FIELDS,
    Act,
    Decision,
    Finding,
    FindingDraft,
    FindingState,
)
from catalog.history import Why, keep
from catalog.load import record_files
from catalog.problems import CatalogueError, UnknownValue
from catalog.safe_write import faults_with
from catalog.yamlfile import parse_yaml

# One act at a time, from reading the finding to its commit: else one person's change could be
# committed under another's name.
_ONE_AT_A_TIME = threading.RLock()
_UNDECIDED: frozenset[FindingState] = frozenset({"open", "later", "waiting"})
NEW_RECORDS = "services/jarjestot.yaml"  # where a found service goes unless its draft says more


@dataclass(frozen=True, slots=True)
class Desk:
    """Where decisions are made.

    Attributes:
        data: The folder data/.
        patches: Where changes go that cannot be committed.
        rebuild: Starts building the index; returns at once.
    """

    data: Path
    findings: SqliteFindingStore
    edits: EditStore
    patches: Path
    today: Callable[[], date]
    rebuild: Callable[[], None]


class MovedOn(Exception):  # noqa: N818  (reads as the state it names)
    """The finding was decided on since the page was shown, or is in no state for this act."""


@dataclass(frozen=True, slots=True)
class Done:
    """What an act did: "saved", "waiting" (for a second reader) or "kept" (only remembered).

    `version` names the commit or the patch file of a saved change.
    """

    what: str
    version: str = ""


def record_of(desk: Desk, finding: Finding) -> RecordText | None:
    """Return the record a finding is about as it stands now, or None for a new or lost one."""
    try:
        return find_record(desk.data, finding.record_id) if finding.record_id else None
    except UnknownValue:
        return None


def suggestion(desk: Desk, finding: Finding) -> str | None:
    """Return the record's text after accepting as it is, or None when a hand is needed."""
    record = record_of(desk, finding)
    return accepted_text(finding, record.text) if record else None


def accept(desk: Desk, finding: Finding, who: str) -> Done:
    """Put the source's value into the record.

    Raises:
        MovedOn: It is decided on already.
        UnknownValue: The change needs a person's hand.
        EditConflict, CatalogueError, OSError: As in `catalog.edit.save_record`.
    """
    with _turn(desk, finding, _UNDECIDED - {"waiting"}):
        record = record_of(desk, finding)
        text = accepted_text(finding, record.text) if record else None
        if record is None or text is None:
            raise UnknownValue("needs_hand", "finding", finding.id)
        return save(desk, finding, who, (record.text, text), act="accept")


def save(
    desk: Desk, finding: Finding, who: str, texts: tuple[str, str], *, act: Act = "edit",
    reason: str = "",
) -> Done:  # fmt: skip
    """Save a record's new text for a finding, or let it wait for a second reader.

    `texts` are the record as it was read ("" for a new one) and as it becomes; `act` is what the
    finding's history calls it, `reason` the maintainer's own words.

    Raises:
        MovedOn: It is decided on already.
        EditConflict, CatalogueError, UnknownValue, OSError: As in `catalog.edit`; nothing is done.
    """
    before, after = (text.replace("\r\n", "\n") for text in texts)
    after = after.rstrip("\n") + "\n"
    with _turn(desk, finding, _UNDECIDED):
        if not (finding.needs_second_reader or is_sensitive(before, after)):
            return _write(desk, finding, who, (before, after), act=act, reason=reason)
        record_id = finding.record_id or _id_of(after)
        check(desk, record_id, before, after)
        desk.edits.propose(Edit(finding.id, record_id, before, after, who, _now()))
        _decide(desk, finding, who, "propose", reason)
        return Done("waiting")


def confirm(desk: Desk, finding: Finding, who: str) -> Done:
    """Agree to another maintainer's proposal and save it.

    Raises:
        MovedOn: Another proposal stands there now, or none.
        UnknownValue: It was proposed by oneself.
        EditConflict, CatalogueError, OSError: As in `catalog.edit`; the proposal stays.
    """
    with _turn(desk, finding, frozenset({"waiting"})):
        proposal = desk.edits.proposal(finding.id)
        if proposal is None or proposal.who == who:
            raise UnknownValue("no_proposal", "finding", finding.id)
        texts = (proposal.before, proposal.after)
        return _write(desk, finding, who, texts, act="accept", reason=_proposed(finding).reason)


def put_aside(desk: Desk, finding: Finding, who: str, reason: str, until: date | None) -> Done:
    """Reject a finding for a reason, or put it off until a day; the catalogue stays as it is.

    Raises:
        MovedOn: It is decided on already.
    """
    act: Act = "later" if until else "reject"
    with _turn(desk, finding, _UNDECIDED):
        desk.edits.withdraw(finding.id)
        _decide(desk, finding, who, act, reason, until)
    return Done(act)


def undo(desk: Desk, finding: Finding, who: str) -> Done:
    """Take back the last act: the record becomes what it was, the finding is open again.

    A change that a maintainer began (`own_finding`) came from nowhere else, so nothing of it is
    left to decide; it is closed. One person may take back what two agreed on: it brings back what
    was agreed on before.

    Raises:
        MovedOn: There is nothing to take back any more.
        EditConflict: The record was changed since; both texts are with it.
        CatalogueError, OSError: As in `catalog.edit`; nothing is done.
    """
    with _turn(desk, finding, frozenset({"later", "waiting", "rejected", "accepted", "edited"})):
        desk.edits.withdraw(finding.id)
        last = desk.edits.last(finding.id)
        if last is None or finding.state not in ("accepted", "edited"):
            _decide(desk, finding, who, "undo")
        else:
            texts = (last.after, last.before)
            _write(desk, finding, who, texts, act="undo", reason=last.version)
            if finding.kind == "changed" and not finding.field:
                _decide(desk, finding, who, "reject", last.version)
    return Done("undo")


@contextmanager
def _turn(desk: Desk, finding: Finding, allowed: frozenset[FindingState]) -> Iterator[None]:
    """Hold every other act back, and refuse when the finding is not as it was read."""
    with _ONE_AT_A_TIME:
        now = desk.findings.get(finding.id)
        if now is None or now.state not in allowed or len(now.history) != len(finding.history):
            raise MovedOn
        yield


def own_finding(desk: Desk, record_id: str, who: str, reason: str, source: str) -> Finding:
    """Make a finding for a change a maintainer began, so that its history is kept alike.

    Raises:
        UnknownValue: The store did not keep it.
    """
    now = datetime.now(tz=UTC)
    draft = FindingDraft(
        kind="changed", record_id=record_id, field="", catalogue_value="",
        source_value=f"{who} {now.isoformat()}", sentence=reason, lang="fi", source_url=source,
        fetched_at=now, is_crisis=is_urgent(desk, record_id),
    )  # fmt: skip
    desk.findings.add([draft])
    found = desk.findings.get(draft.fingerprint)
    if found is None:
        raise UnknownValue("unknown_finding", "finding", draft.fingerprint)
    return found


def is_urgent(desk: Desk, record_id: str) -> bool:
    """Tell whether a record is a line for acute danger."""
    try:
        return find_record(desk.data, record_id).path.name == "urgent_help.yaml"
    except UnknownValue:
        return False


def is_sensitive(before: str, after: str) -> bool:
    """Tell whether a change touches what two people must agree on."""
    if not before or not after.strip():
        return True
    old, new = _data(before), _data(after)
    # A second record beside the first is a new record; a county's own price is a price too.
    return len(old) != len(new) or list(_agreed(old)) != list(_agreed(new))


def _agreed(node: object) -> Iterator[tuple[str, object]]:
    """Give every value under a field that two people must agree on, at any depth."""
    if isinstance(node, dict):
        for key in sorted(node, key=str):
            if key in SECOND_READER_FIELDS:
                yield str(key), node[key]
            else:
                yield from _agreed(node[key])
    elif isinstance(node, list):
        for each in node:
            yield from _agreed(each)


def _data(text: str) -> list[object]:
    data = parse_yaml(text, Path("record.yaml")).data
    return data if isinstance(data, list) else []


def _record(text: str) -> dict[str, object]:
    first = next(iter(_data(text)), None)
    return first if isinstance(first, dict) else {}


def check(desk: Desk, record_id: str, before: str, after: str) -> None:
    """Refuse a change that could not be saved; nothing is written.

    Raises:
        EditConflict: The record is not as it was read.
        CatalogueError: The catalogue would have faults.
        UnknownValue: There is no file for new records.
    """
    if before:
        record = find_record(desk.data, record_id)
        if record.text != before:
            raise EditConflict(before, record.text, after)
        whole = record.path.read_text(encoding="utf-8")
        path, text = record.path, whole.replace(before, after, 1)
    else:
        path = desk.data / NEW_RECORDS
        if path not in record_files(desk.data, "services"):
            raise UnknownValue("unknown_file", "file", NEW_RECORDS)
        text = path.read_text(encoding="utf-8").rstrip("\n") + "\n" + after
    faults = faults_with(desk.data, path, text, desk.today())
    if faults:
        raise CatalogueError(faults)


def _write(
    desk: Desk, finding: Finding, who: str, texts: tuple[str, str], *, act: Act, reason: str
) -> Done:
    before, after = texts
    record_id = finding.record_id or _id_of(after or before)
    saved = _replace(desk, record_id, before, after)
    try:
        version = keep(saved, _why(finding, record_id, who, act, reason), desk.patches, _now())
    except OSError:  # a change without who and why is none
        if saved.is_written:
            _replace(desk, record_id, after, before)
        raise
    edit = Edit(finding.id, record_id, before, after, who, _now(), version)
    desk.edits.add(edit)
    _decide(desk, finding, who, act, f"{reason} · {version}" if reason else version)
    if saved.is_written:
        desk.rebuild()
    return Done("saved", version)


def _replace(desk: Desk, record_id: str, before: str, after: str) -> Saved:
    if before:
        return save_record(desk.data, record_id, before, after, desk.today())
    return add_record(desk.data, NEW_RECORDS, after, desk.today())


def _why(finding: Finding, record_id: str, who: str, act: Act, reason: str) -> Why:
    what = finding.field or finding.kind
    lines = [f"Decision: {act}"]
    if reason:
        lines.append(f"Reason: {' '.join(reason.split())}")
    proposer = _proposed(finding).who
    if proposer not in ("", who):
        lines.append(f"Proposed by: {proposer}")
    if finding.source_url:
        lines.append(f"Source: {finding.source_url} ({finding.fetched_at.date().isoformat()})")
    return Why(who, f"{record_id}: {what}", "\n".join([*lines, f"Finding: {finding.id}"]))


def _id_of(text: str) -> str:
    return str(_record(text).get("id", "new"))


def _proposed(finding: Finding) -> Decision:
    """Return the last proposal of a finding's history; one without words when there is none."""
    nothing = Decision("", finding.fetched_at, "propose")
    return next((d for d in reversed(finding.history) if d.act == "propose"), nothing)


def _decide(
    desk: Desk, finding: Finding, who: str, act: Act, reason: str = "", until: date | None = None
) -> None:
    desk.findings.decide(finding.id, Decision(who, _now(), act, reason, until))


def _now() -> datetime:
    return datetime.now(tz=UTC)
