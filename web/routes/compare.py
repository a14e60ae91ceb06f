"""Two to four services beside each other; the address holds their ids."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from catalog.text import LANGUAGES
from web import urls
from web.saved.compare import address, compare_page
from web.saved.cookie import MOST, read_ids, saved_ids
from web.site import LangDep, SiteDep

router = APIRouter(include_in_schema=False)


def compare(request: Request, site: SiteDep, lang: LangDep) -> Response:
    """Show the services of the address; too few or too many are told with what to do."""
    asked = request.query_params
    ids = read_ids(".".join(asked.getlist("id")[:MOST]))
    only = asked.get("diff") == "1"
    known = [key for key in ids if key in site.catalogue.services]
    canonical = address(lang, known, only)
    if urls.with_query(request.url.path, asked.multi_items()) != canonical:
        return RedirectResponse(canonical, 302)
    words = site.renderer.words[lang]
    page = compare_page(ids, saved_ids(request), site.catalogue, words, only_differences=only)
    return site.renderer.page("compare", page)


for _lang in LANGUAGES:
    router.add_api_route(urls.template("compare", _lang), compare, methods=["GET"])
