"""One log event per request: the route's template, status and milliseconds, nothing of the visitor.

No address, query string, header, body or IP address is ever written: a search or an answer may
tell about somebody's health.
"""

import logging
import sys
import time

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_log = structlog.stdlib.get_logger("kuntoutuspolku.web")


def configure_logging(log_format: str, level: str) -> None:
    """Send the product's events to stderr as text or JSON; called by the server, not by tests."""
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(stream=sys.stderr, level=level.upper(), format="%(message)s", force=True)


class RequestLog:
    """Writes the event when the answer has been sent."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        status = 0

        async def send_and_note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, send_and_note)
        finally:
            _log.info(
                "request",
                method=scope["method"] if scope["method"].isalpha() else "other",
                # A path that matched nothing may hold anything, so only its absence is told.
                route=getattr(scope.get("route"), "path", "none"),
                status=status,
                ms=round((time.perf_counter() - started) * 1000, 1),
            )
