"""The feedback form: shown, sent, thanked for."""

import sqlite3
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from catalog.text import LANGUAGES
from web import urls
from web.feedback.form import Typed, faults, feedback_page, own_path
from web.feedback.store import Limit, Message, add
from web.forms import FieldError
from web.site import LangDep, Site, SiteDep

router = APIRouter(include_in_schema=False)
_NO_STORE = {"Cache-Control": "no-store"}


def show(
    request: Request, site: SiteDep, lang: LangDep, service: str = "", kind: str = ""
) -> Response:
    """Show the form, the service and the page it is about filled in."""
    came = urlsplit(request.headers.get("referer", ""))
    page = own_path(came.path) if came.netloc == request.headers.get("host", "") else ""
    typed = Typed(kind=kind, service=service, page=page)
    return _page(typed, site, lang)


def send(  # noqa: PLR0913  (one argument a field of the form)
    request: Request,
    site: SiteDep,
    lang: LangDep,
    kind: Annotated[str, Form()] = "",
    text: Annotated[str, Form()] = "",
    email: Annotated[str, Form()] = "",
    service: Annotated[str, Form()] = "",
    page: Annotated[str, Form()] = "",
) -> Response:
    """Keep a message, or show the form again with everything as it was typed."""
    typed = Typed(kind, text, email.strip(), service, own_path(page))
    errors = faults(typed)
    if errors:
        return _page(typed, site, lang, errors, 422)
    limit: Limit = request.app.state.feedback_limit
    if not limit.allows():
        busy = FieldError("text", "feedback.error.busy", "")
        return _page(typed, site, lang, (busy,), 429)
    about = service if service in site.catalogue.services else ""
    clean = text.encode("utf-8", "replace").decode()
    message = Message(site.today(), kind, about, typed.page, clean, typed.email)
    try:
        add(site.settings.feedback_file, message)
    except (sqlite3.Error, OSError):
        raise HTTPException(503) from None
    return RedirectResponse(urls.path("feedback_sent", lang), 303, _NO_STORE)


def sent(site: SiteDep, lang: LangDep) -> Response:
    """Thank, and say what happens next."""
    words = site.renderer.words[lang]
    return site.renderer.page("feedback", feedback_page(Typed(), None, words, is_sent=True))


def _page(
    typed: Typed,
    site: Site,
    lang: LangDep,
    errors: tuple[FieldError, ...] = (),
    status: int = 200,
) -> Response:
    service = site.catalogue.services.get(typed.service)
    page = feedback_page(typed, service, site.renderer.words[lang], errors)
    return site.renderer.page("feedback", page, status=status, headers=_NO_STORE)


for _lang in LANGUAGES:
    router.add_api_route(urls.template("feedback", _lang), show, methods=["GET"])
    router.add_api_route(urls.template("feedback", _lang), send, methods=["POST"])
    router.add_api_route(urls.template("feedback_sent", _lang), sent, methods=["GET"])
