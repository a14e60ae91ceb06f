"""The results page: every search has one address, and odd ones lead to it."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from catalog.text import LANGUAGES
from search.results import SearchResponse
from web import urls
from web.forms import SearchInput, parse_search
from web.order_page import order_page
from web.search_page import broken_page, results_page
from web.site import LangDep, SiteDep

router = APIRouter(include_in_schema=False)


def results(request: Request, site: SiteDep, lang: LangDep) -> Response:
    """Answer a search, or lead to its canonical address when it was written otherwise."""
    pairs = request.query_params.multi_items()
    asked = parse_search(pairs, site.catalogue, lang)
    canonical = urls.canonical_query(asked.params)
    if not asked.errors and list(canonical) != pairs:
        return RedirectResponse(_address(request, canonical), 302)
    words = site.renderer.words[lang]
    if site.engine is None:
        broken = broken_page(asked, site.catalogue, words)
        return site.renderer.page("results", broken, status=503)
    response = site.engine.search(asked.request)
    if nearest := _nearest_page(asked, response):
        return RedirectResponse(_address(request, nearest), 302)
    site.count(response)
    page = results_page(asked, response, site.catalogue, words)
    return site.renderer.page("results", page, status=422 if asked.errors else 200)


def order(request: Request, site: SiteDep, lang: LangDep) -> Response:
    """Tell why the results of a search are in their order."""
    pairs = request.query_params.multi_items()
    asked = parse_search(pairs, site.catalogue, lang)
    canonical = urls.canonical_query(asked.params)
    if not asked.errors and list(canonical) != pairs:
        return RedirectResponse(_address(request, canonical), 302)
    engine = site.searcher()
    response = engine.search(asked.request)
    words = site.renderer.words[lang]
    page = order_page(asked, response, engine, site.catalogue, words)
    return site.renderer.page("order", page, status=422 if asked.errors else 200)


def _address(request: Request, pairs: urls.Query) -> str:
    return urls.with_query(request.url.path, pairs)


def _nearest_page(asked: SearchInput, response: SearchResponse) -> urls.Query | None:
    """Return the search with the last page there is, when a later one was asked for."""
    last = max(1, -(-response.total // response.request.per_page))
    if asked.request.page <= last or asked.errors:
        return None
    return urls.with_value(urls.canonical_query(asked.params), "page", str(last))


for _lang in LANGUAGES:
    router.add_api_route(urls.template("search", _lang), results, methods=["GET"])
    router.add_api_route(urls.template("order", _lang), order, methods=["GET"])
