"""`create_app`: catalogue, index, clock and settings wired together; nothing happens at import.

Middleware, outermost first: security headers, request log, last handler, compression, body limit,
HEAD as GET. Pages that take forms check where the form came from. Telemetry of the framework is
off: it would record addresses and exception messages.
"""

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime

from fastapi import Depends, FastAPI
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from catalog.catalogue import Catalogue
from search.results import SearchEngine
from search.usage import UsageCounts
from web.config import Settings
from web.errors import BodyLimit, LastHandler, add_error_handlers
from web.feedback.store import Limit
from web.guide.cookie import Seal
from web.live import Live
from web.maintain.accounts import Accounts, Tries
from web.maintain.rebuild import Rebuild
from web.maintain.session import Door, SignInNeeded
from web.render import STATIC, Renderer
from web.requestlog import RequestLog
from web.routes import (
    api_catalogue,
    api_docs,
    api_match,
    api_search,
    areas,
    compare,
    coping,
    feedback,
    guide,
    health,
    home,
    maintain,
    maintain_door,
    maintain_edit,
    match,
    organisations,
    pages,
    plan,
    saved,
    search,
    seo,
    service,
)
from web.saved.frame import SavedInFrame
from web.security import SecurityHeaders, require_same_origin
from web.site import Site

_YEAR_S = 31_536_000
Load = Callable[[], tuple[Catalogue, SearchEngine | None]]


def _today() -> date:
    return datetime.now(tz=UTC).date()


def create_app(
    settings: Settings,
    catalogue: Catalogue,
    engine: SearchEngine | None,
    today: Callable[[], date] = _today,
    *,
    load: Load | None = None,
    usage: UsageCounts | None = None,
) -> FastAPI:
    """Build the application.

    Args:
        settings: What the operator set.
        catalogue: The records, checked.
        engine: None when there is no index: pages work and searching answers 503.
        today: The clock; the day on which rules are evaluated and records are old.
        usage: Where searches are counted by need; None counts nothing.
        load: Loads catalogue and index again when the index on disk changes; None: never.
    """
    static_version = _static_version()
    seal = Seal.of(settings.guide_keys)

    def site_of_data(catalogue: Catalogue, engine: SearchEngine | None) -> Site:
        renderer = Renderer(
            settings.public_url,
            static_version,
            catalogue.version,
            {key: service.name for key, service in catalogue.services.items()},
        )
        return Site(settings, catalogue, engine, renderer, today, usage, seal)

    site = site_of_data(catalogue, engine)
    app = FastAPI(
        title="Kuntoutuspolku",
        version="1",
        description="Services of rehabilitation in Finland: search, records and matching.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        telemetry={
            "tracing": False,
            "metrics": False,
            "logs": False,
            "operation_spans": False,
            "auto_configure": False,
        },
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(RequestLog),
            Middleware(LastHandler, renderer=site.renderer),
            Middleware(TrustedHostMiddleware, allowed_hosts=settings.hosts, www_redirect=False),
            Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5),
            Middleware(BodyLimit),
            Middleware(HeadAsGet),
            Middleware(SavedInFrame),
        ],
    )
    app.state.live = Live(
        site, (lambda: site_of_data(*load())) if load else None, settings.index_dir
    )
    app.state.feedback_limit = Limit()
    app.state.door = Door(Accounts(settings.maintainers_file), Tries())
    app.state.rebuild = Rebuild(settings, today)
    add_error_handlers(app)
    app.add_exception_handler(SignInNeeded, maintain_door.needed)
    for page_routes in (
        coping,
        home,
        search,
        service,
        match,
        guide,
        saved,
        compare,
        areas,
        organisations,
        feedback,
        seo,
        pages,
        plan,
    ):
        app.include_router(page_routes.router, dependencies=[Depends(require_same_origin)])
    for own_routes in (maintain_door, maintain_edit, maintain):
        app.include_router(own_routes.router)  # their own, stricter check of the origin
    for api_routes in (api_search, api_catalogue, api_match):
        app.include_router(api_routes.router)
    app.include_router(api_docs.router)
    app.include_router(health.router)
    app.mount("/static", CachedStatic(directory=STATIC))
    return app


def _static_version() -> str:
    digest = hashlib.sha256()
    for file in sorted(STATIC.rglob("*")):
        if file.is_file():
            digest.update(file.read_bytes())
    return digest.hexdigest()[:10]


class CachedStatic(StaticFiles):
    """Static files that browsers may keep for a year: their address changes with their content."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def send_cached(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] < 400:
                lasting = f"public, max-age={_YEAR_S}, immutable".encode()
                message["headers"] = [*message["headers"], (b"cache-control", lasting)]
            await send(message)

        await super().__call__(scope, receive, send_cached)


class HeadAsGet:
    """Answers HEAD as GET without the body, on every address."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        scope["method"] = "GET"
        await self.app(scope, receive, send_head)
