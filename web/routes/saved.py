"""The visitor's own list: shown, changed by small forms, opened from a shared address."""

from typing import Annotated
from urllib.parse import parse_qsl, urlsplit

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from catalog.text import LANGUAGES, Language
from web import urls
from web.saved.cookie import fits, keep, read_ids, saved_ids
from web.saved.frame import KEY
from web.saved.page import Listed, saved_page
from web.site import LangDep, Site, SiteDep

router = APIRouter(include_in_schema=False)
_NO_STORE = {"Cache-Control": "no-store"}


def show(request: Request, site: SiteDep, lang: LangDep) -> Response:
    """Show the own list, or the one whose ids the address holds."""
    given = request.query_params.get("ids")
    ids = saved_ids(request) if given is None else read_ids(given)
    base = site.settings.public_url or str(request.base_url).rstrip("/")
    listed = Listed(ids, given is not None, base, site.today().isoformat())
    page = saved_page(listed, site.catalogue, site.renderer.words[lang])
    return site.renderer.page("saved", page, headers=_NO_STORE)


def change(
    request: Request,
    site: SiteDep,
    lang: LangDep,
    id: Annotated[str, Form()] = "",  # noqa: A002  (the field's name in every form)
    act: Annotated[str, Form()] = "add",
    ids: Annotated[str, Form()] = "",
) -> Response:
    """Add, take out, move or clear; then back to where the form was sent from, with a notice."""
    before = saved_ids(request)
    if act == "take":
        after = tuple(dict.fromkeys((*before, *_known(read_ids(ids), site))))
        notice = "" if fits(after) else "full"
    else:
        after, notice = _changed(before, id, act, site)
    if not fits(after):
        after = before
    answer = RedirectResponse(_back(request, lang, act, notice), 303, _NO_STORE)
    keep(answer, request, after)
    return answer


def _known(ids: tuple[str, ...], site: Site) -> tuple[str, ...]:
    return tuple(key for key in ids if key in site.catalogue.services)


def _changed(
    before: tuple[str, ...], key: str, act: str, site: Site
) -> tuple[tuple[str, ...], str]:
    """Return the list after an act and the notice; an unknown act or id changes nothing."""
    if act == "clear":
        return (), "cleared"
    if act == "add":
        return _added(before, key, site)
    others = [other for other in before if other != key]
    if key not in before:
        return before, ""
    if act == "remove":
        return tuple(others), f"removed.{key}"
    if act in ("up", "down"):
        others.insert(max(0, before.index(key) + (-1 if act == "up" else 1)), key)
        return tuple(others), ""
    return before, ""


def _added(before: tuple[str, ...], key: str, site: Site) -> tuple[tuple[str, ...], str]:
    if key not in site.catalogue.services:
        return before, ""
    if key in before:
        return before, f"already.{key}"
    after = (*before, key)
    return (after, f"added.{key}") if fits(after) else (before, "full")


def _back(request: Request, lang: Language, act: str, notice: str) -> str:
    """Return where to go: the page of the form when it can be shown again, else the list."""
    address = urls.path("saved", lang)
    query: list[tuple[str, str]] = []
    came = urlsplit(request.headers.get("referer", ""))
    again = [urls.path(name, lang) for name in ("search", "guide_results", "compare")]
    again.append(urls.path("service", lang, record_id=""))
    is_ours = came.netloc == request.headers.get("host", "")
    if act in ("add", "remove") and is_ours and came.path.startswith(tuple(again)):
        address = came.path
        query = [pair for pair in parse_qsl(came.query) if pair[0] != KEY]
    if notice:
        query.append((KEY, notice))
    return urls.with_query(address, query)


for _lang in LANGUAGES:
    router.add_api_route(urls.template("saved", _lang), show, methods=["GET"])
    router.add_api_route(urls.template("saved", _lang), change, methods=["POST"])
