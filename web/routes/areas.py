"""Pages of municipalities and counties, and the list of them."""

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from catalog.problems import UnknownValue
from catalog.text import LANGUAGES
from search.places import municipality_code
from web import urls
from web.contexts import AreasPage, CountyAreas, Frame, SearchBox
from web.forms import params_of, parse_place
from web.places.places import county_page, municipality_page
from web.site import LangDep, SiteDep

router = APIRouter(include_in_schema=False)


def areas(request: Request, site: SiteDep, lang: LangDep) -> Response:
    """List every county with its municipalities; a municipality written in leads to its page."""
    catalogue = site.catalogue
    entered = params_of(request.query_params.multi_items(), ["municipality"])
    written = entered.get("municipality", [""])[0]
    code, errors = parse_place(written, catalogue)
    if code:
        return RedirectResponse(urls.path("municipality", lang, record_id=code), 302)
    counties = tuple(
        CountyAreas(
            county.name,
            urls.path("county", lang, record_id=county.code),
            tuple(
                (m.name, urls.path("municipality", lang, record_id=m.code))
                for m in catalogue.areas.in_county(county.code)
            ),
        )
        for county in catalogue.areas.wellbeing_counties.values()
    )
    words = site.renderer.words[lang]
    title = str(words.text("areas.title"))
    frame = Frame(
        lang=lang,
        title=f"{words.text('form.error_prefix')} {title}" if errors else title,
        address=urls.path("areas", lang),
        alternates={other: urls.path("areas", other) for other in LANGUAGES},
        section="areas",
    )
    page = AreasPage(frame, counties, SearchBox("", written, errors))
    return site.renderer.page("areas", page, status=422 if errors else 200)


def municipality(record_id: str, site: SiteDep, lang: LangDep) -> Response:
    """Show a municipality; a name, an old name or a near one leads to its code's address."""
    try:
        code = municipality_code(record_id, site.catalogue)
    except UnknownValue as error:
        if error.nearest is None:
            raise HTTPException(404) from None
        code = site.catalogue.areas.municipality(error.nearest).code
    if code != record_id:
        return RedirectResponse(urls.path("municipality", lang, record_id=code), 302)
    page = municipality_page(code, site.catalogue, site.renderer.words[lang])
    return site.renderer.page("place", page)


def county(record_id: str, site: SiteDep, lang: LangDep) -> Response:
    """Show a wellbeing services county."""
    if record_id not in site.catalogue.areas.wellbeing_counties:
        raise HTTPException(404)
    page = county_page(record_id, site.catalogue, site.renderer.words[lang])
    return site.renderer.page("place", page)


for _lang in LANGUAGES:
    router.add_api_route(urls.template("areas", _lang), areas, methods=["GET"])
    for _name, _show in (("municipality", municipality), ("county", county)):
        _path = urls.template(_name, _lang).replace("{id}", "{record_id}")
        router.add_api_route(_path, _show, methods=["GET"])
