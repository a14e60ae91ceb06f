"""The maintainers' queue, findings and decisions; thin: the work is in `web.maintain`."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from catalog.edit import EditConflict
from catalog.findings import Finding, FindingFilter
from catalog.problems import CatalogueError, UnknownValue
from catalog.snapshots import SnapshotStore, failures_of
from catalog.stale import due_records
from web.feedback.store import waiting
from web.maintain import acts
from web.maintain.board import (
    KINDS,
    PER_PAGE,
    REASONS,
    ROOT,
    STATES,
    AlikePage,
    CopyPage,
    FindingPage,
    QueuePage,
    change_of,
    marked,
    name_of,
    rows_of,
    sides,
    until_or_none,
)
from web.maintain.difference import changed_lines
from web.maintain.page_text import text_of
from web.maintain.room import Room, RoomDep, SeenDep, go_to, is_seen, next_page

router = APIRouter(include_in_schema=False)


def queue(
    room: RoomDep,
    laji: str = "",
    tila: str = "open",
    tietue: str = "",
    kaksi: str = "",
    sivu: str = "1",
) -> Response:
    """Show the queue with its counts and filters."""
    findings, today = room.desk.findings, room.site.today()
    state = tila if tila in STATES else "open"
    in_state = findings.open_findings(FindingFilter(state=state, on=today))  # type: ignore[arg-type]  # checked above
    by_kind = {kind: sum(f.kind == kind for f in in_state) for kind in KINDS}
    shown = [
        f for f in in_state
        if (not laji or f.kind == laji)
        and (not tietue or tietue.casefold() in _about(f, room).casefold())
        and (not kaksi or f.needs_second_reader)
    ]  # fmt: skip
    shown.sort(key=lambda f: (f.fetched_at, f.id))  # the oldest first
    pages = max(1, -(-len(shown) // PER_PAGE))
    page = min(max(int(sivu) if sivu.isdecimal() and len(sivu) < 6 else 1, 1), pages)
    rows = shown[(page - 1) * PER_PAGE : page * PER_PAGE]
    settings, catalogue = room.site.settings, room.site.catalogue
    return room.page(
        "maintain_queue",
        QueuePage(
            room.frame(str(room.words.text("maintain.queue"))), room.shell,
            rows_of(rows, catalogue, room.lang), len(shown), page, pages, laji, state, tietue,
            bool(kaksi), by_kind, _counts(room), failures_of(settings.crawl_dir)[:20],
            len(waiting(settings.feedback_file)), len(due_records(catalogue, today)),
        ),
    )  # fmt: skip


def _counts(room: Room) -> dict[str, int]:
    """Return findings by state; what was put off until a day that has come is open again."""
    findings, on = room.desk.findings, room.site.today()
    counts = dict(findings.counts())
    put_off = counts.pop("later", 0)
    counts["open"] = len(findings.open_findings(FindingFilter(on=on)))
    counts["later"] = (
        len(findings.open_findings(FindingFilter(state="later", on=on))) if put_off else 0
    )
    return counts


def _about(finding: Finding, room: Room) -> str:
    name = name_of(room.site.catalogue, finding.record_id, room.lang)
    return f"{finding.record_id} {name} {finding.source_url}"


def finding(room: RoomDep, finding_id: str) -> Response:
    """Show one finding."""
    return _finding(room, room.finding(finding_id))


def _finding(room: Room, found: Finding, fault: str = "", status: int = 200) -> Response:
    desk, catalogue = room.desk, room.site.catalogue
    record = acts.record_of(desk, found)
    proposal = desk.edits.proposal(found.id)
    ours, theirs = sides(found)
    earlier = desk.findings.history(found.record_id, found.field) if found.record_id else ()
    kind = str(room.words.text(f"maintain.kind.{found.kind}"))
    name = name_of(catalogue, found.record_id, room.lang)
    return room.page(
        "maintain_finding",
        FindingPage(
            room.frame(f"{name}: {kind}" if name else kind), room.shell, found, name,
            found.record_id in catalogue.services, ours, theirs,
            change_of(record, acts.suggestion(desk, found)),
            changed_lines(proposal.before, proposal.after) if proposal else (),
            proposal.who if proposal else "",
            tuple(f for f in earlier if f.id != found.id), len(_alike(room, found)), REASONS, fault,
        ),
        status,
    )  # fmt: skip


def accept(room: RoomDep, finding_id: str, seen: SeenDep = "") -> Response:
    """Take the source's value into the record."""
    found = room.finding(finding_id)
    return _decide(room, found, seen, lambda: acts.accept(room.desk, found, room.who))


def confirm(room: RoomDep, finding_id: str, seen: SeenDep = "") -> Response:
    """Agree to another maintainer's change; only to the one that was looked at."""
    found = room.finding(finding_id)
    return _decide(
        room, found, seen or "unseen", lambda: acts.confirm(room.desk, found, room.who),
        unknown="own_proposal",
    )  # fmt: skip


def reject(
    room: RoomDep, finding_id: str, reason: Annotated[str, Form()] = "", seen: SeenDep = ""
) -> Response:
    """Turn a finding down for a reason of the list."""
    found = room.finding(finding_id)
    if reason not in REASONS:
        return _finding(room, found, "reason", 422)
    return _decide(
        room, found, seen, lambda: acts.put_aside(room.desk, found, room.who, reason, None)
    )


def later(
    room: RoomDep, finding_id: str, until: Annotated[str, Form()] = "", seen: SeenDep = ""
) -> Response:
    """Put a finding off until a day."""
    found = room.finding(finding_id)
    day = until_or_none(until, room.site.today())
    if day is None:
        return _finding(room, found, "until", 422)
    return _decide(room, found, seen, lambda: acts.put_aside(room.desk, found, room.who, "", day))


def undo(room: RoomDep, finding_id: str, seen: SeenDep = "") -> Response:
    """Take back the last act on a finding."""
    found = room.finding(finding_id)
    return _decide(
        room, found, seen, lambda: acts.undo(room.desk, found, room.who), conflict="not_undone"
    )


def _decide(
    room: Room,
    found: Finding,
    seen: str,
    act: Callable[[], acts.Done],
    *,
    unknown: str = "needs_hand",
    conflict: str = "not_saved",
) -> Response:
    """Do an act and go on, or show the finding again with what stood in the way."""
    if not is_seen(found, seen):
        return _finding(room, found, "moved_on", 409)
    try:
        done = act()
    except acts.MovedOn:
        found, fault, status = room.finding(found.id), "moved_on", 409
    except UnknownValue:
        fault, status = unknown, 422
    except (EditConflict, CatalogueError):
        fault, status = conflict, 409
    except OSError:
        fault, status = "disk", 507
    else:
        if done.what == "undo":
            return go_to(f"{ROOT}/havainto/{found.id}", tehty="undo")
        return next_page(room, found, done)
    return _finding(room, found, fault, status)


def copy(room: RoomDep, finding_id: str) -> Response:
    """Show the stored page as text, with the sentence marked."""
    found = room.finding(finding_id)
    store = SnapshotStore(room.site.settings.crawl_dir)
    body = store.body(found.snapshot) if found.snapshot else None
    title = str(room.words.text("maintain.copy"))
    text = text_of(body) if body is not None else ""
    page = CopyPage(room.frame(title), room.shell, found, marked(text, found.sentence))
    return room.page("maintain_copy", page)


def alike(room: RoomDep, finding_id: str) -> Response:
    """List the findings with the same change, before they are accepted together."""
    found = room.finding(finding_id)
    rows = rows_of((found, *_alike(room, found)), room.site.catalogue, room.lang)
    title = str(room.words.text("maintain.alike"))
    return room.page("maintain_alike", AlikePage(room.frame(title), room.shell, found, rows))


def accept_alike(
    room: RoomDep, finding_id: str, chosen: Annotated[list[str] | None, Form()] = None
) -> Response:
    """Accept the chosen ones of the same change, one after the other."""
    found = room.finding(finding_id)
    allowed = {f.id: f for f in (found, *_alike(room, found))}
    picked = [allowed[key] for key in chosen or () if key in allowed]
    if not picked:
        return go_to(f"{ROOT}/havainto/{found.id}/samat")
    done = acts.Done("kept")
    for each in picked:
        try:
            done = acts.accept(room.desk, each, room.who)
        except acts.MovedOn:
            return _finding(room, room.finding(each.id), "moved_on", 409)
        except (UnknownValue, EditConflict, CatalogueError):
            return _finding(room, each, "not_saved", 409)
        except OSError:
            return _finding(room, each, "disk", 507)
    return go_to(ROOT, tehty=done.what, versio=done.version)


def _alike(room: Room, found: Finding) -> tuple[Finding, ...]:
    """Return the other open findings with the same change of a phone number or an address.

    Never those that two people must read: they are decided one by one.
    """
    if found.kind not in ("phone", "moved") or found.needs_second_reader or found.state != "open":
        return ()
    same = room.desk.findings.open_findings(
        FindingFilter(kind=found.kind, needs_second_reader=False, on=room.site.today())
    )
    values = (found.catalogue_value, found.source_value)
    return tuple(
        f for f in same if f.id != found.id and (f.catalogue_value, f.source_value) == values
    )


_ONE = f"{ROOT}/havainto/{{finding_id}}"
router.add_api_route(ROOT, queue, methods=["GET"])
router.add_api_route(_ONE, finding, methods=["GET"])
router.add_api_route(f"{_ONE}/hyvaksy", accept, methods=["POST"])
router.add_api_route(f"{_ONE}/vahvista", confirm, methods=["POST"])
router.add_api_route(f"{_ONE}/hylkaa", reject, methods=["POST"])
router.add_api_route(f"{_ONE}/myohemmin", later, methods=["POST"])
router.add_api_route(f"{_ONE}/kumoa", undo, methods=["POST"])
router.add_api_route(f"{_ONE}/kopio", copy, methods=["GET"])
router.add_api_route(f"{_ONE}/samat", alike, methods=["GET"])
router.add_api_route(f"{_ONE}/samat", accept_alike, methods=["POST"])
