"""For search engines, browsers and paper: robots.txt, sitemaps, OpenSearch, addresses as QR."""

import io
from collections.abc import Iterator
from datetime import date
from xml.sax.saxutils import escape, quoteattr

import segno
from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response

from catalog.text import LANGUAGES, Language
from web import urls
from web.places.organisations import address_of
from web.site import LangDep, Site, SiteDep

router = APIRouter(include_in_schema=False)
_PLAIN = (
    "home", "search", "guide", "areas", "organisations", "themes", "about", "accessibility",
    "privacy", "data", "easy_home", "easy_questions", "easy_results", "easy_accessibility",
)  # fmt: skip
_XML = "application/xml"
_QR = 600  # characters; a denser code is not read from paper


def base_of(request: Request, site: Site) -> str:
    """Return the site's own address: the public one when set, else the one that was asked."""
    return site.settings.public_url or str(request.base_url).rstrip("/")


@router.get("/robots.txt")
def robots(request: Request, site: SiteDep) -> Response:
    """Let search engines read everything but the API and pages that are a visitor's own."""
    own = [urls.path(name, lang) for name in ("saved", "compare", "feedback") for lang in LANGUAGES]
    lines = ["User-agent: *", "Disallow: /api/", *(f"Disallow: {path}" for path in own)]
    lines += ["", f"Sitemap: {base_of(request, site)}/sitemap.xml", ""]
    return PlainTextResponse("\n".join(lines))


@router.get("/sitemap.xml")
def sitemap(request: Request, site: SiteDep) -> Response:
    """List every page in every language, each with the same page in the others."""
    base = base_of(request, site)
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        (
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
            ' xmlns:xhtml="http://www.w3.org/1999/xhtml">'
        ),
    ]
    for addresses, changed in _pages(site):
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{lang}" href={quoteattr(base + address)}/>'
            for lang, address in addresses.items()
        )
        day = f"<lastmod>{changed.isoformat()}</lastmod>" if changed else ""
        parts += [
            f"<url><loc>{escape(base + address)}</loc>{day}{links}</url>"
            for address in addresses.values()
        ]
    parts.append("</urlset>")
    return Response("\n".join(parts), media_type=_XML)


def _pages(site: Site) -> Iterator[tuple[dict[Language, str], date | None]]:
    catalogue = site.catalogue
    for name in _PLAIN:
        if name in urls.PATHS:
            yield {lang: urls.path(name, lang) for lang in LANGUAGES}, None
    for service in catalogue.services.values():
        yield _named("service", service.id), service.verified_on
    for county in catalogue.areas.wellbeing_counties:
        yield _named("county", county), None
    for municipality in catalogue.areas.municipalities:
        yield _named("municipality", municipality), None
    for body in catalogue.organizations.values():
        if body.kind != "wellbeing_county":
            yield {lang: address_of(body, lang) for lang in LANGUAGES}, body.verified_on
    for theme in catalogue.taxonomy.need_groups:
        yield _named("theme", theme), None


def _named(page: str, key: str) -> dict[Language, str]:
    return {lang: urls.path(page, lang, record_id=key) for lang in LANGUAGES}


def opensearch(request: Request, site: SiteDep, lang: LangDep) -> Response:
    """Describe the search so that a browser can add it to its own search engines."""
    words = site.renderer.words[lang]
    base = base_of(request, site)
    name, text = str(words.text("site.name")), str(words.text("seo.home"))
    target = f"{base}{urls.path('search', lang)}?q={{searchTerms}}"
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">'
        f"<ShortName>{name}</ShortName><Description>{text}</Description>"
        f"<InputEncoding>UTF-8</InputEncoding><Language>{lang}</Language>"
        f'<Url type="text/html" template={quoteattr(target)}/></OpenSearchDescription>\n'
    )
    return Response(body, media_type="application/opensearchdescription+xml")


@router.get("/qr.svg")
def qr(request: Request, site: SiteDep, to: str = "") -> Response:
    """Draw one of our own addresses for a printed page; no other address is ever drawn.

    Raises:
        HTTPException: 404, the address is not ours or too long to be read by a phone.
    """
    if not urls.language_of_path(to) or not to.isascii() or not to.isprintable() or len(to) > _QR:
        raise HTTPException(404)
    drawn = io.BytesIO()
    code = segno.make(f"{base_of(request, site)}{to}", error="l", micro=False)
    code.save(drawn, kind="svg", scale=3, border=2, light="#ffffff", xmldecl=True)
    return Response(
        drawn.getvalue(), media_type="image/svg+xml", headers={"Cache-Control": "max-age=86400"}
    )


for _lang in LANGUAGES:
    router.add_api_route(f"/{_lang}/opensearch.xml", opensearch, methods=["GET"])
