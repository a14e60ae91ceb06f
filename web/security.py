"""What every answer carries for safety, and the check that a form was sent by our own page.

The policy of style/dependencies.md §7: nothing is loaded from another host. Cookies carry nobody's
rights, so a same-origin check of the request's own headers is all the protection forms need.
"""

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; connect-src 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    # Not no-referrer: browsers then send "Origin: null" with our own forms.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_THIS_MACHINE = frozenset({"127.0.0.1", "localhost", "::1", "testserver"})
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


def is_same_origin(method: str, headers: Headers) -> bool:
    """Tell whether a request may change or receive something: unsafe methods only from our pages.

    Browsers say with Sec-Fetch-Site where a request comes from; older ones send Origin. A request
    with neither comes from a program, which carries nobody's rights with it, and is let through.
    """
    if method in _SAFE_METHODS:
        return True
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    if origin is None:
        return True
    return origin.split("://", 1)[-1] == headers.get("host", "")


class SecurityHeaders:
    """Puts the headers on every answer, errors included; stands outermost."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)


def is_secure(request: Request) -> bool:
    """Tell whether a cookie may be marked Secure: always, but for plain HTTP to this very machine.

    Behind a proxy that does TLS the server sees plain HTTP, so the host name decides: browsers
    refuse Secure cookies over plain HTTP to anything but their own machine.
    """
    host = (request.url.hostname or "").lower()
    return not (request.url.scheme == "http" and host in _THIS_MACHINE)


def require_same_origin(request: Request) -> None:
    """Refuse a form that another site sent; a dependency of every page that takes forms.

    Raises:
        HTTPException: 403.
    """
    if not is_same_origin(request.method, request.headers):
        raise HTTPException(403)
