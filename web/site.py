"""What every route needs, wired once in `web.app` and handed to routes by dependency."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, cast

from fastapi import Depends, Request

from catalog.catalogue import Catalogue
from catalog.problems import IndexUnavailable
from catalog.text import Language
from search.results import SearchEngine, SearchResponse
from search.usage import UsageCounts
from web.config import Settings
from web.guide.cookie import Seal
from web.i18n import preferred_language
from web.render import Renderer
from web.urls import language_of_path

_KEPT = "kuntoutuspolku.site"  # key of the request's scope


@dataclass(frozen=True, slots=True)
class Site:
    """The parts a request is answered with; nothing here changes while the server runs.

    Attributes:
        engine: None when there is no usable index; searching then answers 503.
        today: The clock; the day rules are evaluated on.
        seal: Seals and opens the cookie with a visitor's answers.
        usage: Counts of searches by need; None counts nothing.
    """

    settings: Settings
    catalogue: Catalogue
    engine: SearchEngine | None
    renderer: Renderer
    today: Callable[[], date]
    usage: UsageCounts | None = None
    seal: Seal = field(default_factory=lambda: Seal.of(""))

    def count(self, response: SearchResponse) -> None:
        """Count a search by the needs it was understood to be about; first pages only."""
        if self.usage and response.request.page == 1:
            needs = {*response.needs, *response.request.need}
            self.usage.count(needs, self.today(), found=response.total > 0)

    def searcher(self) -> SearchEngine:
        """Return the search engine.

        Raises:
            IndexUnavailable: There is no usable index.
        """
        if self.engine is None:
            raise IndexUnavailable("There is no search index. Run: kuntoutuspolku build")
        return self.engine


def site_of(request: Request) -> Site:
    """Return the site that answers a request: the same one from its first line to its last."""
    kept = request.scope.get(_KEPT)
    if kept is None:
        kept = request.scope[_KEPT] = request.app.state.live.site()
    return cast("Site", kept)


def language_of(request: Request) -> Language:
    """Return a page's language: its path's, else what the browser prefers (error pages only)."""
    by_path = language_of_path(request.url.path)
    return by_path or preferred_language(request.headers.get("accept-language", ""))


SiteDep = Annotated[Site, Depends(site_of)]
LangDep = Annotated[Language, Depends(language_of)]
