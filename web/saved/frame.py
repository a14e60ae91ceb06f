"""What the frame of every page tells of the list: how many services, and what just changed.

The frame is rendered by every route, so both come by a context variable that a middleware sets. The
notice travels in the query as `notice` and is taken out of it before any route reads the query:
canonical addresses stay as they are, and no cookie is needed for it.
"""

from contextvars import ContextVar
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.saved.cookie import NAME, read_ids

KEY = "notice"
KINDS = ("added", "removed", "full", "already", "cleared")


@dataclass(frozen=True, slots=True)
class SavedNow:
    """The list as the frame shows it.

    Attributes:
        ids: Ids on the list.
        notice: One of `KINDS`, or empty.
        notice_id: The service the notice is about, or empty.
        base: The site's own address as it was asked for; printed where no public one is set.
    """

    ids: tuple[str, ...] = ()
    notice: str = ""
    notice_id: str = ""
    base: str = ""


_now: ContextVar[SavedNow | None] = ContextVar("saved_now", default=None)


def saved_now() -> SavedNow:
    """Return the list of the request that is being answered."""
    return _now.get() or SavedNow()


class SavedInFrame:
    """Reads cookie and notice before a route does; keeps shared caches from pages with a list."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        now = _read(scope)

        async def send_private(message: Message) -> None:
            if message["type"] == "http.response.start" and (now.ids or now.notice):
                names = {name.lower() for name, _ in message["headers"]}
                if b"cache-control" not in names:
                    private = (b"cache-control", b"private, no-cache")
                    message["headers"] = [*message["headers"], private]
            await send(message)

        token = _now.set(now)
        try:
            await self.app(scope, receive, send_private)
        finally:
            _now.reset(token)


def _read(scope: Scope) -> SavedNow:
    header = b"; ".join(value for name, value in scope["headers"] if name == b"cookie")
    text = header.decode("latin-1")
    ids: tuple[str, ...] = ()
    if NAME in text:
        jar: SimpleCookie = SimpleCookie()
        try:
            jar.load(text)
        except CookieError:
            jar.clear()
        ids = read_ids(jar[NAME].value) if NAME in jar else ()
    kind, service_id = _take_notice(scope)
    return SavedNow(ids, kind, service_id, str(Request(scope).base_url).rstrip("/"))


def _take_notice(scope: Scope) -> tuple[str, str]:
    raw: bytes = scope.get("query_string", b"")
    if KEY.encode() + b"=" not in raw:
        return "", ""
    pairs = parse_qsl(raw.decode("latin-1"), keep_blank_values=True)
    scope["query_string"] = urlencode([p for p in pairs if p[0] != KEY]).encode()
    kind, _, service_id = next((v for k, v in pairs if k == KEY), "").partition(".")
    return (kind, service_id) if kind in KINDS else ("", "")
