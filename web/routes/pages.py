"""Pages of our own text: about, accessibility statement, privacy, data and licence."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from catalog.text import LANGUAGES
from web import urls
from web.contexts import Frame, TextPage
from web.site import LangDep, Site, SiteDep

router = APIRouter(include_in_schema=False)
NAMES = ("about", "accessibility", "privacy", "data")
# Where our texts lead outside; a link is followed only by the visitor's own act.
_ADDRESSES = {
    "licence": "https://creativecommons.org/licenses/by/4.0/",
    "supervision": "https://www.saavutettavuusvaatimukset.fi",
}


def text_page(request: Request, site: SiteDep, lang: LangDep) -> Response:
    """Show the page of text whose path was asked for."""
    name = next(name for name in NAMES if urls.path(name, lang) == request.url.path)
    frame = Frame(
        lang=lang,
        title=str(site.renderer.words[lang].text(f"{name}.title")),
        address=urls.path(name, lang),
        alternates={other: urls.path(name, other) for other in LANGUAGES},
    )
    return site.renderer.page(name, _context(frame, site))


def _context(frame: Frame, site: Site) -> TextPage:
    catalogue = site.catalogue
    counties = [o for o in catalogue.organizations.values() if o.kind == "wellbeing_county"]
    return TextPage(
        frame=frame,
        services=len(catalogue.services),
        organisations=len(catalogue.organizations),
        unchecked=sum(s.evidence == "D" for s in catalogue.services.values()),
        counties_without_contact=sum(not any(c.phone for c in o.contacts) for o in counties),
        addresses=_ADDRESSES,
    )


for _name in NAMES:
    for _lang in LANGUAGES:
        router.add_api_route(urls.template(_name, _lang), text_page, methods=["GET"])
