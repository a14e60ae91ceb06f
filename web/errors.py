"""Errors to answers: a page in the visitor's language, or JSON in the API's one shape.

`{"error": {"code", "message", "field", "hint"}}` for everything the API refuses. Nothing of an
exception's own text reaches a page, and nothing a visitor sent reaches a log.
"""

import secrets
import traceback
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from catalog.problems import IndexUnavailable, UnknownValue, did_you_mean
from catalog.text import Language
from web.contexts import ErrorPage, Frame
from web.i18n import preferred_language
from web.nearest import nearest_path
from web.render import Renderer
from web.site import language_of, site_of
from web.urls import PATHS, language_of_path, path

_log = structlog.stdlib.get_logger("kuntoutuspolku.web")
MAX_BODY_BYTES = 1_000_000  # the longest form is under 20 KB; a megabyte is no profile
_CODES = {
    400: "bad_request",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    410: "gone",
    413: "too_large",
    415: "unsupported_media_type",
    422: "wrong_value",
    429: "too_many_requests",
    503: "index_unavailable",
}
_PROGRAM_PATHS = ("/api/", "/health", "/ready")
_SUPPORT_CODE = "SUPPORT-CODE"


def error_json(
    status: int,
    message: str,
    *,
    code: str | None = None,
    field: str | None = None,
    hint: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """Return an error in the API's one shape."""
    body = {
        "code": code or _CODES.get(status, "error"),
        "message": _clean(message),
        "field": field and _clean(field),
        "hint": hint and _clean(hint),
    }
    always = {"Cache-Control": "no-store"}
    return JSONResponse({"error": body}, status, {**always, **(headers or {})})


def _clean(text: str) -> str:
    """Return text that can be sent: halves of surrogate pairs replaced, at most 300 characters."""
    return text.encode("utf-8", "replace").decode()[:300]


def wants_json(url_path: str) -> bool:
    """Tell whether a path is for programs."""
    return url_path.startswith(_PROGRAM_PATHS)


def add_error_handlers(app: FastAPI) -> None:
    """Register a handler for every error that is raised on purpose."""
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(UnknownValue, _unknown_value)
    app.add_exception_handler(IndexUnavailable, _index_unavailable)


def error_page(request: Request, status: int, headers: Mapping[str, str] | None = None) -> Response:
    """Return the page for a status: 404 with a search box, others with one sentence each."""
    lang = language_of(request)
    kind = status if status in (403, 404, 405, 413, 429, 503) else 400
    page = ErrorPage(frame=error_frame(lang, f"error.{kind}.title", request), kind=str(kind))
    return site_of(request).renderer.page("error", page, status=status, headers=headers)


def error_frame(lang: Language, title_key: str, request: Request | None) -> Frame:
    """Return the frame of an error page: its language links lead to the front pages."""
    title = title_key if request is None else site_of(request).renderer.words[lang].text(title_key)
    home: dict[Language, str] = {other: path("home", other) for other in PATHS["home"]}
    return Frame(lang=lang, title=str(title), address=None, alternates=home, is_indexed=False)


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  (registered for this type only)
    if not wants_json(request.url.path):
        meant = nearest_path(request.url.path) if error.status_code == 404 else None
        if meant and request.method in ("GET", "HEAD"):
            query = request.url.query
            return RedirectResponse(f"{meant}?{query}" if query else meant, 301)
        return error_page(request, error.status_code, error.headers)
    phrase = HTTPStatus(error.status_code).phrase
    hints = {
        404: "The addresses are listed in /api/v1/openapi.json.",
        405: "The methods each address takes are listed in /api/v1/openapi.json.",
        413: f"Send at most {MAX_BODY_BYTES} bytes.",
    }
    # Starlette's own details are phrases too; ours name what is not there.
    message = error.detail if isinstance(error.detail, str) else phrase
    return error_json(
        error.status_code, message, hint=hints.get(error.status_code), headers=error.headers
    )


async def _validation_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101  (registered for this type only)
    if not wants_json(request.url.path):
        return error_page(request, 400)
    first: dict[str, Any] = error.errors()[0]
    if first["type"] == "json_invalid":
        return error_json(400, "The body is not JSON.", code="malformed_json", field="body")
    where = ".".join(str(part) for part in first["loc"][1:]) or "body"
    return error_json(422, f"{where}: {first['msg']}.", field=where, hint=_hint(first))


def _hint(fault: Mapping[str, Any]) -> str | None:
    allowed = fault.get("ctx", {}).get("expected")
    return f"Use one of {allowed}." if allowed else None


async def _unknown_value(request: Request, error: Exception) -> Response:
    assert isinstance(error, UnknownValue)  # noqa: S101  (registered for this type only)
    if not wants_json(request.url.path):
        return error_page(request, 404)
    hint = did_you_mean(error.nearest).strip() or None
    return error_json(422, str(error), code=error.code, field=error.field, hint=hint)


async def _index_unavailable(request: Request, _: Exception) -> Response:
    if not wants_json(request.url.path):
        return error_page(request, 503)
    return error_json(503, "There is no search index.", hint="Run: kuntoutuspolku build")


class LastHandler:
    """Catches what nobody else did: a self-contained page or JSON, and an event without any values.

    The pages are made beforehand and need neither catalogue nor index.
    """

    def __init__(self, app: ASGIApp, renderer: Renderer) -> None:
        self.app = app
        self._pages = {lang: _broken_page(renderer, lang) for lang in renderer.words}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        started = False

        async def send_and_note(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, send_and_note)
        except Exception as error:
            if scope["type"] != "http" or started:
                raise
            code = secrets.token_hex(4)
            # The message of an exception may hold what a visitor sent, so only its kind is kept.
            frames = traceback.extract_tb(error.__traceback__)[-3:]
            where = [f"{frame.filename}:{frame.lineno}" for frame in frames]
            _log.error("request_failed", code=code, kind=type(error).__name__, where=where)
            await self._answer(scope, code)(scope, receive, send)

    def _answer(self, scope: Scope, code: str) -> Response:
        if wants_json(scope["path"]):
            return error_json(500, "Something broke on our side.", code="internal", hint=code)
        asked = dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1")
        lang = language_of_path(scope["path"]) or preferred_language(asked)
        text = self._pages[lang].replace(_SUPPORT_CODE, code)
        return HTMLResponse(text, 500, {"Cache-Control": "no-store"})


def _broken_page(renderer: Renderer, lang: Language) -> str:
    title = renderer.words[lang].text("error.500.title")
    frame = error_frame(lang, str(title), None)
    return renderer.text("broken", ErrorPage(frame=frame, kind=_SUPPORT_CODE))


class BodyLimit:
    """Refuses bodies over `MAX_BODY_BYTES`, by their announced length or while they are read."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        size = 0
        announced = dict(scope["headers"]).get(b"content-length", b"0")

        async def receive_limited() -> Message:
            nonlocal size
            if announced.isdigit() and int(announced) > MAX_BODY_BYTES:
                raise HTTPException(413)
            message = await receive()
            size += len(message.get("body", b""))
            if size > MAX_BODY_BYTES:
                raise HTTPException(413)
            return message

        await self.app(scope, receive_limited, send)
