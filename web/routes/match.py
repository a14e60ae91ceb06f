"""The question form and its answer. The answers are in the body only and are never kept."""

from dataclasses import replace

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response

from catalog.profile import Profile
from catalog.text import LANGUAGES, Language
from search.match.engine import match
from search.request import MAX_QUERY_CHARS, SearchRequest
from web import urls
from web.contexts import LinkedService
from web.forms import clean, parse_place
from web.match_contexts import MatchResults
from web.match_form import parse_match
from web.match_page import form_page, match_results
from web.match_text import plain_text
from web.search_page import link_to
from web.site import LangDep, Site, SiteDep

router = APIRouter(include_in_schema=False)
_PRIVATE = {"Cache-Control": "no-store"}
_MOST_FIELDS = 500  # the form has under 200


def show_form(site: SiteDep, lang: LangDep) -> Response:
    """Show the empty form."""
    page = form_page(site.catalogue, site.renderer.words[lang], {}, site.today())
    return site.renderer.page("match", page)


async def answer(request: Request, site: SiteDep, lang: LangDep) -> Response:
    """Show the services for the answers, or the form again to mend or change them."""
    form = await _form(request)
    words = site.renderer.words[lang]
    pairs = [(key, value) for key, value in form.multi_items() if isinstance(value, str)]
    sent = parse_match(pairs, site.catalogue)
    if sent.errors or form.get("do") == "edit":
        page = form_page(site.catalogue, words, sent.entered, site.today(), sent.errors)
        status = 422 if sent.errors else 200
        return site.renderer.page("match", page, status=status, headers=_PRIVATE)
    rules, areas, day = site.catalogue.rules, site.catalogue.areas, site.today()
    profile = Profile.from_facts(sent.facts, rules, areas, on=day)
    result = match(profile, site.catalogue, day, lang=lang)
    answered = match_results(sent, result, site.catalogue, words)
    if form.get("do") == "text":
        text = plain_text(answered, words)
        return PlainTextResponse(text, headers={**_PRIVATE, "X-Robots-Tag": "noindex"})
    shown = form_page(site.catalogue, words, sent.entered, site.today())
    q = clean(str(form.get("q", "")))[:MAX_QUERY_CHARS]
    found = _found(q, answered, site, lang) if q else ()
    both = replace(answered, form=shown, q=q, found=found)
    return site.renderer.page("advisor", both, headers=_PRIVATE)


def _found(q: str, page: MatchResults, site: Site, lang: Language) -> tuple[LinkedService, ...]:
    """Return the first services found by words, for the same municipality as the answers."""
    if site.engine is None:
        return ()
    places = [value for name, value in page.answers if name == "municipality"]
    entered = places[0] if places else ""
    code, _ = parse_place(entered, site.catalogue)
    response = site.engine.search(SearchRequest(q=q, lang=lang, municipality=code, per_page=10))
    query = (("municipality", code),) if code else ()
    services = site.catalogue.services
    return tuple(link_to(services[hit.service_id], lang, query) for hit in response.hits)


async def _form(request: Request) -> FormData:
    """Return the body of a form; files and other kinds of body are refused.

    Raises:
        HTTPException: 415 when it is no form, 400 or 413 when it is broken or too large.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        raise HTTPException(415)
    return await request.form(max_files=0, max_fields=_MOST_FIELDS)


for _lang in LANGUAGES:
    _path = urls.template("match", _lang)
    router.add_api_route(_path, show_form, methods=["GET"])
    router.add_api_route(_path, answer, methods=["POST"])
