"""Pages of organisations and themes, and their lists."""

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from catalog.text import LANGUAGES
from web import urls
from web.places.organisations import (
    address_of,
    organisation_page,
    organisations_page,
    theme_page,
    themes_page,
)
from web.site import LangDep, SiteDep

router = APIRouter(include_in_schema=False)


def organisations(site: SiteDep, lang: LangDep) -> Response:
    """List every organisation by kind."""
    page = organisations_page(site.catalogue, site.renderer.words[lang])
    return site.renderer.page("organisations", page)


def organisation(record_id: str, site: SiteDep, lang: LangDep) -> Response:
    """Show an organisation; a county leads to the page of its area."""
    body = site.catalogue.organizations.get(record_id)
    if body is None:
        raise HTTPException(404)
    address = address_of(body, lang)
    if address != urls.path("organisation", lang, record_id=record_id):
        return RedirectResponse(address, 308)
    page = organisation_page(body, site.catalogue, site.renderer.words[lang])
    return site.renderer.page("organisation", page)


def themes(site: SiteDep, lang: LangDep) -> Response:
    """List every theme."""
    return site.renderer.page("theme", themes_page(site.catalogue, site.renderer.words[lang]))


def theme(record_id: str, site: SiteDep, lang: LangDep) -> Response:
    """Show a theme with its needs and their services."""
    if record_id not in site.catalogue.taxonomy.need_groups:
        raise HTTPException(404)
    page = theme_page(record_id, site.catalogue, site.renderer.words[lang])
    return site.renderer.page("theme", page)


for _lang in LANGUAGES:
    for _name, _show in (
        ("organisations", organisations),
        ("organisation", organisation),
        ("themes", themes),
        ("theme", theme),
    ):
        _path = urls.template(_name, _lang).replace("{id}", "{record_id}")
        router.add_api_route(_path, _show, methods=["GET"])
