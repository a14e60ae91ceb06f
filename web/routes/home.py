"""The front page in each language, and the bare address that leads to one of them."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from catalog.text import LANGUAGES
from web.contexts import Frame, HomePage, SearchBox
from web.i18n import preferred_language
from web.search_page import themes
from web.site import LangDep, SiteDep
from web.urls import PATHS, path, template

router = APIRouter(include_in_schema=False)


@router.get("/")
def choose_language(request: Request) -> Response:
    """Lead to the front page in the language the browser prefers."""
    lang = preferred_language(request.headers.get("accept-language", ""))
    return RedirectResponse(path("home", lang), 302, {"Vary": "Accept-Language"})


def home(site: SiteDep, lang: LangDep) -> Response:
    """Show the search box, the way to the questions and the themes."""
    catalogue = site.catalogue
    checked = max((s.verified_on for s in catalogue.services.values()), default=site.today())
    page = HomePage(
        frame=Frame(
            lang=lang,
            title=str(site.renderer.words[lang].text("home.title")),
            address=path("home", lang),
            alternates={other: path("home", other) for other in PATHS["home"]},
        ),
        box=SearchBox(),
        themes=themes(catalogue, lang),
        services=len(catalogue.services),
        organisations=len(catalogue.organizations),
        checked_last=checked.isoformat(),
    )
    return site.renderer.page("home", page)


def to_home(lang: LangDep) -> Response:
    """Lead from "/fi" to "/fi/"."""
    return RedirectResponse(path("home", lang), 308)


for _lang in LANGUAGES:
    router.add_api_route(template("home", _lang), home, methods=["GET"])
    router.add_api_route(f"/{_lang}", to_home, methods=["GET"])
