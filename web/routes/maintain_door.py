"""Signing in to the maintainers' pages and out of them."""

import sqlite3
from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from web.maintain.board import ROOT, SignInPage, frame_of
from web.maintain.session import DoorDep, SignInNeeded, check_origin
from web.site import LangDep, Site, SiteDep, language_of, site_of

router = APIRouter(include_in_schema=False)
NO_STORE = {"Cache-Control": "no-store"}
_CARRIED = ("text", "base", "reason", "source")  # what half-done work holds


def show(site: SiteDep, lang: LangDep, door: DoorDep, back: str = ROOT) -> Response:
    """Show the sign-in."""
    return _page(site, lang, back, has_accounts=bool(door.accounts.names()))


def enter(  # noqa: PLR0913  (one argument a field of the form)
    request: Request,
    site: SiteDep,
    lang: LangDep,
    door: DoorDep,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = ROOT,
    text: Annotated[str, Form()] = "",
    base: Annotated[str, Form()] = "",
    reason: Annotated[str, Form()] = "",
    source: Annotated[str, Form()] = "",
) -> Response:
    """Let a maintainer in, or say what was wrong; half-done work comes along."""
    check_origin(request)
    carried = {"text": text, "base": base, "reason": reason, "source": source}
    if not door.tries.take(name):
        return _page(site, lang, back, name=name, fault="tries", carried=carried, status=429)
    try:
        account = door.accounts.verify(name, password)
    except (OSError, sqlite3.Error):
        raise HTTPException(503) from None
    if account is None:
        return _page(site, lang, back, name=name, fault="wrong", carried=carried, status=422)
    door.tries.succeeded(name)
    going = _own(back)
    if text:
        response: Response = _resume(site, lang, going, carried)
    else:
        response = RedirectResponse(going, 303, NO_STORE)
    door.let_in(request, response, account)
    return response


def leave(request: Request, door: DoorDep) -> Response:
    """End the session."""
    check_origin(request)
    response = RedirectResponse(f"{ROOT}/kirjaudu", 303, NO_STORE)
    door.let_out(request, response)
    return response


async def needed(request: Request, error: Exception) -> Response:
    """Answer a request that needs a session: the sign-in, with what a form held."""
    assert isinstance(error, SignInNeeded)  # noqa: S101  (registered for this type only)
    site, lang = site_of(request), language_of(request)
    has_accounts = bool(request.app.state.door.accounts.names())
    kept = {key: error.carried[key] for key in _CARRIED if key in error.carried}
    if request.method == "GET":
        back, status = request.url.path, 401
    else:
        back, status = _form_of(request.url.path), 401
    fault = "expired" if kept.get("text") else ""
    return _page(
        site, lang, back, fault=fault, carried=kept, status=status, has_accounts=has_accounts
    )


def _page(  # noqa: PLR0913  (the page's state)
    site: Site,
    lang: LangDep,
    back: str,
    *,
    name: str = "",
    fault: str = "",
    carried: Mapping[str, str] | None = None,
    status: int = 200,
    has_accounts: bool = True,
) -> Response:
    frame = frame_of(lang, str(site.renderer.words[lang].text("maintain.sign_in")))
    page = SignInPage(frame, name, _own(back), fault, carried, has_accounts)
    return site.renderer.page("maintain_sign_in", page, status=status, headers=NO_STORE)


def _resume(site: Site, lang: LangDep, back: str, carried: Mapping[str, str]) -> Response:
    """Show half-done work again after the sign-in; sending it goes on where it was."""
    frame = frame_of(lang, str(site.renderer.words[lang].text("maintain.resume")))
    page = SignInPage(frame, "", back, "", carried)
    return site.renderer.page("maintain_resume", page, headers=NO_STORE)


def _own(path: str) -> str:
    """Return a path of the maintainers' pages, never another site's."""
    is_own = path == ROOT or path.startswith(f"{ROOT}/")
    return path if is_own and path.isprintable() and "\\" not in path else ROOT


def _form_of(path: str) -> str:
    """Return the page to go to after signing in for an address that only takes forms."""
    if path.startswith(f"{ROOT}/palaute/"):
        return f"{ROOT}/palaute"
    return path if path.endswith("/muokkaa") else path.rsplit("/", 1)[0]


router.add_api_route(f"{ROOT}/kirjaudu", show, methods=["GET"])
router.add_api_route(f"{ROOT}/kirjaudu", enter, methods=["POST"])
router.add_api_route(f"{ROOT}/ulos", leave, methods=["POST"])
