"""Editing a record's text, and the maintainers' other pages: messages, measures, history."""

import sqlite3
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.exceptions import HTTPException
from starlette.responses import Response

from catalog.edit import EditConflict, RecordText, find_record
from catalog.findings import Finding, FindingFilter
from catalog.problems import CatalogueError, Problem, UnknownValue
from web.feedback.store import settle, waiting
from web.maintain import acts
from web.maintain.board import ROOT, EditPage, HistoryPage, MessagesPage, name_of
from web.maintain.difference import changed_lines
from web.maintain.measures import measures_page
from web.maintain.room import Room, RoomDep, SeenDep, go_to, is_seen, next_page

router = APIRouter(include_in_schema=False)
_LONGEST = 60_000
_LAST_NUMBER = 2**63 - 1  # the greatest that SQLite counts to


def show_finding(room: RoomDep, finding_id: str) -> Response:
    """Show a record's text for a finding, the suggested change already in it."""
    found = room.finding(finding_id)
    record = acts.record_of(room.desk, found)
    if record is None:
        return _page(room, found, None, "", found.source_value)
    proposal = room.desk.edits.proposal(found.id)
    # What waits for a second reader is what that reader goes on from.
    if proposal is not None and proposal.before == record.text:
        return _page(room, found, record, record.text, proposal.after)
    return _page(room, found, record, record.text, acts.suggestion(room.desk, found) or record.text)


def show_record(room: RoomDep, record_id: str) -> Response:
    """Show any record's text."""
    record = _record(room, record_id)
    return _page(room, None, record, record.text, record.text)


def open_record(room: RoomDep, id: str = "") -> Response:  # noqa: A002  (the form's word)
    """Go to a record by its id, as typed on the queue's page.

    Raises:
        HTTPException: 404, there is no such record.
    """
    record = _record(room, id.strip())
    return go_to(f"{ROOT}/tietue/{record.record_id}/muokkaa")


def save_finding(
    room: RoomDep,
    finding_id: str,
    text: Annotated[str, Form()] = "",
    base: Annotated[str, Form()] = "",
    reason: Annotated[str, Form()] = "",
    seen: SeenDep = "",
) -> Response:
    """Save a record's text for a finding."""
    found = room.finding(finding_id)
    record = acts.record_of(room.desk, found)
    form = _Form(found, record, _lines(base), _lines(text), reason)
    if not is_seen(found, seen):
        return form.again(room, fault="moved_on")
    if form.text.rstrip("\n") == form.base.rstrip("\n"):
        return form.again(room, fault="unchanged")
    return _save(room, form, found)


def save_record(
    room: RoomDep,
    record_id: str,
    text: Annotated[str, Form()] = "",
    base: Annotated[str, Form()] = "",
    reason: Annotated[str, Form()] = "",
    source: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """Save a record that a maintainer began to edit on his own; a reason is asked for."""
    record = _record(room, record_id)
    form = _Form(None, record, _lines(base), _lines(text), reason, source)
    if not reason.strip():
        return form.again(room, fault="reason")
    if source and not source.startswith(("https://", "http://")):
        return form.again(room, fault="source")
    if form.text.rstrip("\n") == form.base.rstrip("\n"):
        return form.again(room, fault="unchanged")
    return _save(room, form, None)


class _Form:
    """What was sent, to save it or to show it again as it was."""

    def __init__(
        self, finding: Finding | None, record: RecordText | None, base: str, text: str,
        reason: str, source: str = "",
    ) -> None:  # fmt: skip
        self.finding, self.record = finding, record
        self.base, self.text = base, text
        self.reason, self.source = _line(reason), _line(source)

    def again(
        self,
        room: Room,
        *,
        fault: str = "",
        problems: tuple[Problem, ...] = (),
        theirs: str | None = None,
    ) -> Response:
        """Show the form with what was typed and what is wrong."""
        return _page(
            room, self.finding, self.record, theirs if theirs is not None else self.base,
            self.text, reason=self.reason, source=self.source, fault=fault, problems=problems,
            theirs=theirs, old=self.base,
        )  # fmt: skip


def _save(room: Room, form: _Form, found: Finding | None) -> Response:
    if len(form.text) > _LONGEST:
        return form.again(room, fault="long")
    desk = room.desk
    try:
        if found is None:
            assert form.record is not None  # noqa: S101  (a record without a finding was found)
            record_id = form.record.record_id
            acts.check(desk, record_id, form.base, form.text)
            found = acts.own_finding(desk, record_id, room.who, form.reason, form.source)
        done = acts.save(desk, found, room.who, (form.base, form.text), reason=form.reason)
    except acts.MovedOn:
        return form.again(room, fault="moved_on")
    except EditConflict as conflict:
        return form.again(room, fault="conflict", theirs=conflict.theirs)
    except CatalogueError as error:
        return form.again(room, fault="faulty", problems=error.problems)
    except (UnknownValue, OSError) as error:
        return form.again(room, fault="disk" if isinstance(error, OSError) else "faulty")
    return next_page(room, found, done)


def messages(room: RoomDep) -> Response:
    """List what visitors wrote."""
    kept = waiting(room.site.settings.feedback_file)
    names = {m.service: name_of(room.site.catalogue, m.service, room.lang) for m in kept}
    title = str(room.words.text("maintain.messages"))
    page = MessagesPage(room.frame(title), room.shell, kept, names)
    return room.page("maintain_messages", page)


def settle_message(room: RoomDep, message_id: int) -> Response:
    """Mark a message as dealt with; its e-mail address is forgotten.

    Raises:
        HTTPException: 404, no message can have this number; 503, the store cannot be written.
    """
    if not 0 < message_id <= _LAST_NUMBER:
        raise HTTPException(404)
    try:
        settle(room.site.settings.feedback_file, message_id, room.site.today())
    except (OSError, sqlite3.Error):
        raise HTTPException(503) from None
    return go_to(f"{ROOT}/palaute", tehty="settled")


def measures(room: RoomDep) -> Response:
    """Show the dashboards."""
    site = room.site
    found = room.desk.findings.open_findings(FindingFilter(on=site.today()))
    uses = site.usage.by_need(site.today()) if site.usage else None
    title = str(room.words.text("maintain.measures"))
    page = measures_page(room.frame(title), room.shell, site.catalogue, found, uses, site.today())
    return room.page("maintain_measures", page)


def history(room: RoomDep) -> Response:
    """Show the last changes."""
    edits = tuple((e, changed_lines(e.before, e.after)) for e in room.desk.edits.recent(30))
    title = str(room.words.text("maintain.history"))
    return room.page("maintain_history", HistoryPage(room.frame(title), room.shell, edits))


def _record(room: Room, record_id: str) -> RecordText:
    try:
        return find_record(room.desk.data, record_id)
    except UnknownValue:
        raise HTTPException(404) from None


def _page(  # noqa: PLR0913  (the form's state)
    room: Room,
    found: Finding | None,
    record: RecordText | None,
    base: str,
    text: str,
    *,
    reason: str = "",
    source: str = "",
    fault: str = "",
    problems: tuple[Problem, ...] = (),
    theirs: str | None = None,
    old: str = "",
) -> Response:
    record_id = record.record_id if record else ""
    name = name_of(room.site.catalogue, record_id, room.lang)
    title = str(room.words.text("maintain.edit"))
    page = EditPage(
        room.frame(f"{title}: {name}" if name else title), room.shell, found, record_id, name,
        record.path.relative_to(room.desk.data.parent).as_posix() if record else acts.NEW_RECORDS,
        record.line if record else 1, base, text, reason, source, problems, theirs, fault, old,
    )  # fmt: skip
    return room.page("maintain_edit", page, 422 if fault else 200)


def _line(text: str) -> str:
    """Return what was typed into a field as one line of printable text."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:500]


def _lines(text: str) -> str:
    """Return text with the line ends of our files; browsers send others."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


router.add_api_route(f"{ROOT}/havainto/{{finding_id}}/muokkaa", show_finding, methods=["GET"])
router.add_api_route(f"{ROOT}/havainto/{{finding_id}}/muokkaa", save_finding, methods=["POST"])
router.add_api_route(f"{ROOT}/tietue", open_record, methods=["GET"])
router.add_api_route(f"{ROOT}/tietue/{{record_id}}/muokkaa", show_record, methods=["GET"])
router.add_api_route(f"{ROOT}/tietue/{{record_id}}/muokkaa", save_record, methods=["POST"])
router.add_api_route(f"{ROOT}/palaute", messages, methods=["GET"])
router.add_api_route(f"{ROOT}/palaute/{{message_id}}/hoidettu", settle_message, methods=["POST"])
router.add_api_route(f"{ROOT}/mittarit", measures, methods=["GET"])
router.add_api_route(f"{ROOT}/muutokset", history, methods=["GET"])
