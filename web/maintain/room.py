"""What every route behind the sign-in is handed: the site, who works, the desk with its stores."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Form, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from catalog.edit_store import EditStore
from catalog.finding_store import SqliteFindingStore
from catalog.findings import Finding, FindingFilter
from catalog.problems import ProductError
from catalog.text import Language
from web.contexts import Frame, Page
from web.i18n import Words
from web.maintain.acts import Desk, Done
from web.maintain.board import ROOT, Notice, Shell, frame_of
from web.maintain.rebuild import Rebuild
from web.maintain.session import MaintainerDep
from web.site import LangDep, Site, SiteDep

NO_STORE = {"Cache-Control": "no-store"}
_NOTICES = frozenset({
    "saved", "waiting", "kept", "reject", "later", "undo", "settled", "proposed",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Room:
    """The parts of one request of a maintainer."""

    site: Site
    lang: Language
    who: str
    desk: Desk
    rebuild: Rebuild
    notice: Notice | None

    @property
    def words(self) -> Words:
        """The interface words of the page's language."""
        return self.site.renderer.words[self.lang]

    @property
    def shell(self) -> Shell:
        """What stands around the content."""
        return Shell(self.who, self.rebuild.state, self.notice)

    def frame(self, title: str) -> Frame:
        """Return the frame of a page with this title."""
        return frame_of(self.lang, title)

    def page(self, template: str, page: Page, status: int = 200) -> Response:
        """Render a page that no cache may keep."""
        return self.site.renderer.page(template, page, status=status, headers=NO_STORE)

    def finding(self, finding_id: str) -> Finding:
        """Return a finding.

        Raises:
            HTTPException: 404, there is none.
        """
        found = self.desk.findings.get(finding_id)
        if found is None:
            raise HTTPException(404)
        return found


def room_of(request: Request, site: SiteDep, lang: LangDep, account: MaintainerDep) -> Room:
    """Open the stores for a signed-in maintainer; the query tells what the last act did.

    Raises:
        HTTPException: 503, a store cannot be opened.
    """
    rebuild: Rebuild = request.app.state.rebuild
    settings = site.settings
    try:
        findings = SqliteFindingStore(settings.findings_file)
        edits = EditStore(settings.findings_file)
    except (OSError, sqlite3.Error, ProductError):
        raise HTTPException(503) from None
    desk = Desk(
        Path(settings.data_dir).resolve(), findings, edits, settings.patches_dir, site.today,
        rebuild.start,
    )  # fmt: skip
    told = request.query_params
    what = told.get("tehty", "")
    notice = (
        Notice(what, told.get("havainto", "")[:16], told.get("versio", "")[:80])
        if what in _NOTICES
        else None
    )
    return Room(site, lang, account.name, desk, rebuild, notice)


def next_page(room: Room, found: Finding, done: Done) -> Response:
    """Go on to the oldest open finding, else to the queue, and tell what was done."""
    queue = room.desk.findings.open_findings(FindingFilter(on=room.site.today()))
    following = sorted(queue, key=lambda f: (f.fetched_at, f.id))
    where = f"{ROOT}/havainto/{following[0].id}" if following else ROOT
    return go_to(where, tehty=done.what, havainto=found.id, versio=done.version)


def go_to(where: str, **told: str) -> Response:
    """Send the browser on after a form, with what the next page is to tell."""
    query = urlencode({key: value for key, value in told.items() if value})
    return RedirectResponse(f"{where}?{query}" if query else where, 303, NO_STORE)


def is_seen(found: Finding, seen: str) -> bool:
    """Tell whether a form was made from the finding as it is; without the field nothing is told.

    `seen` is how many decisions its history had; text that is no such number is not seen.
    """
    return seen in ("", str(len(found.history)))


RoomDep = Annotated[Room, Depends(room_of)]
SeenDep = Annotated[str, Form()]
