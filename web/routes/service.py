"""A service's page and the page of a service that has ended."""

from difflib import get_close_matches

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from catalog.model import Tombstone
from catalog.text import LANGUAGES, Language
from search.match.results import MatchedService
from web import urls
from web.contexts import ErrorPage, Frame, Gone
from web.forms import params_of, parse_place
from web.guide.cookie import NAME
from web.guide.course import standing
from web.search_page import link_to
from web.service_page import Asked, service_page
from web.site import LangDep, Site, SiteDep

router = APIRouter(include_in_schema=False)


def service(request: Request, record_id: str, site: SiteDep, lang: LangDep) -> Response:
    """Show a service for a home municipality, if one is given."""
    found = site.catalogue.services.get(record_id)
    pairs = request.query_params.multi_items()
    if found is None:
        renamed = _renamed(record_id, site)
        if renamed:
            address = urls.path("service", lang, record_id=renamed)
            return RedirectResponse(urls.with_query(address, pairs), 301)
        return _gone_or_unknown(record_id, site, lang)
    entered = params_of(pairs, ["municipality"]).get("municipality", [""])[0]
    code, errors = parse_place(entered, site.catalogue)
    canonical = [("municipality", code)] if code else []
    if not errors and pairs != canonical:
        address = urls.path("service", lang, record_id=record_id)
        return RedirectResponse(urls.with_query(address, canonical), 302)
    mine, home = _mine(request, record_id, site, lang)
    is_told = code is None and not errors and home is not None
    asked = Asked(home if is_told else code, entered, errors, site.today(), mine, is_told)
    page = service_page(found, site.catalogue, site.renderer.words[lang], asked)
    private = {"Cache-Control": "no-store"} if mine or is_told else {}
    return site.renderer.page("service", page, status=422 if errors else 200, headers=private)


def _mine(
    request: Request, record_id: str, site: Site, lang: Language
) -> tuple[MatchedService | None, str | None]:
    """Return what this visit's answers mean for a service, and the home municipality they tell."""
    answers = site.seal.open(request.cookies.get(NAME))
    if answers is None or not answers.pairs:
        return None, None
    stands = standing(answers, site.catalogue, site.today(), lang)
    home = stands.sent.facts.get("municipality")
    found = (each for each in stands.result.ranked if each.service_id == record_id)
    return next(found, None), home if isinstance(home, str) else None


def _renamed(record_id: str, site: Site) -> str | None:
    """Return the id under which the very same service is found, or None."""
    stone = site.catalogue.tombstones.get(record_id)
    if stone and stone.renamed:
        return stone.replaced_by[0]
    return record_id.lower() if record_id.lower() in site.catalogue.services else None


def _gone_or_unknown(record_id: str, site: Site, lang: Language) -> Response:
    ended = site.catalogue.tombstones.get(record_id)
    if ended is None:
        return _unknown(record_id, site, lang)
    home: dict[Language, str] = {
        other: urls.path("service", other, record_id=record_id) for other in LANGUAGES
    }
    title = f"{ended.name.choose(lang).text} – {site.renderer.words[lang].text('error.410.title')}"
    frame = Frame(lang, title, None, home, is_indexed=False)
    page = ErrorPage(frame, "410", _gone(ended, site, lang))
    return site.renderer.page("error", page, status=410)


def _unknown(record_id: str, site: Site, lang: Language) -> Response:
    """Answer an address of no service: with services whose ids are spelled nearly so."""
    services = site.catalogue.services
    near = get_close_matches(record_id[:100].lower(), list(services), n=3, cutoff=0.6)
    links = tuple(link_to(services[key], lang) for key in near)
    home: dict[Language, str] = {other: urls.path("home", other) for other in LANGUAGES}
    title = str(site.renderer.words[lang].text("error.404.title"))
    frame = Frame(lang, title, None, home, is_indexed=False)
    return site.renderer.page("error", ErrorPage(frame, "404", near=links), status=404)


def _gone(ended: Tombstone, site: Site, lang: Language) -> Gone:
    services = site.catalogue.services
    replacements = tuple(
        link_to(services[key], lang) for key in ended.replaced_by if key in services
    )
    return Gone(ended.name, ended.ended, ended.say, replacements, ended.sources)


for _lang in LANGUAGES:
    _path = urls.template("service", _lang).replace("{id}", "{record_id}")
    router.add_api_route(_path, service, methods=["GET"])
