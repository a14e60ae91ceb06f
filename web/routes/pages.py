"""Pages of our own text: about, accessibility, privacy, data, easy language."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from catalog.text import LANGUAGES
from web import urls
from web.contexts import EasyPage, Frame, TextPage
from web.site import LangDep, Site, SiteDep

router = APIRouter(include_in_schema=False)
NAMES = ("about", "accessibility", "privacy", "data")
# Where our texts lead outside; a link is followed only by the visitor's own act.
# Easy-language pages: the usual page each stands beside, and how many paragraphs it has.
EASY = {
    "home": ("home", 5),
    "questions": ("guide", 4),
    "results": ("search", 4),
    "accessibility": ("accessibility", 4),
}
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


def easy_page(request: Request, site: SiteDep, lang: LangDep) -> Response:
    """Show an easy-language page, marked as our own."""
    name = next(name for name in EASY if urls.path(f"easy_{name}", lang) == request.url.path)
    words = site.renderer.words[lang]
    page = f"easy_{name}"
    frame = Frame(
        lang=lang,
        title=f"{words.text(f'easy.{name}.title')} – {words.text('easy.title')}",
        address=urls.path(page, lang),
        alternates={other: urls.path(page, other) for other in LANGUAGES},
    )
    usual, count = EASY[name]
    return site.renderer.page("easy", EasyPage(frame, name, usual, count, tuple(EASY)))


for _name in EASY:
    for _lang in LANGUAGES:
        _path = urls.template(f"easy_{_name}", _lang)
        router.add_api_route(_path, easy_page, methods=["GET"])
for _name in NAMES:
    for _lang in LANGUAGES:
        router.add_api_route(urls.template(_name, _lang), text_page, methods=["GET"])
