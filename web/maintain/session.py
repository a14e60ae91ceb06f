"""A maintainer's signed session, and what every page behind the sign-in asks for.

The cookie holds the name and the account's session number, signed; it says nothing secret. Forms
come only from our own pages: the session makes a forged form worth something, so the check here is
stricter than on the public pages and refuses requests that do not say where they come from.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.exceptions import HTTPException
from starlette.responses import Response

from web.maintain.accounts import Account, Accounts, Tries
from web.security import is_same_origin, is_secure
from web.site import SiteDep

COOKIE = "kuntoutuspolku_yllapito"
HOURS = 8
_PATH = "/yllapito"
_SAFE = frozenset({"GET", "HEAD"})


@dataclass(slots=True)
class Door:
    """The accounts with the count of wrong passwords; one for the application."""

    accounts: Accounts
    tries: Tries

    def _serializer(self) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self.accounts.secret(), salt="maintainer-session")

    def let_in(self, request: Request, response: Response, account: Account) -> None:
        """Give the session's cookie with an answer."""
        value = self._serializer().dumps([account.name, account.epoch])
        response.set_cookie(
            COOKIE, value, max_age=HOURS * 3600, path=_PATH, httponly=True, samesite="strict",
            secure=is_secure(request),
        )  # fmt: skip

    def let_out(self, request: Request, response: Response) -> None:
        """Take the session's cookie away."""
        response.delete_cookie(
            COOKIE, path=_PATH, httponly=True, samesite="strict", secure=is_secure(request)
        )

    def account_of(self, request: Request) -> Account | None:
        """Return whose session a request carries, or None: none, too old, forged, or ended."""
        value = request.cookies.get(COOKIE, "")
        if not value or not self.accounts.names():
            return None
        try:
            name, epoch = self._serializer().loads(value, max_age=HOURS * 3600)
        except (BadData, ValueError, TypeError):
            return None
        account = self.accounts.get(str(name))
        return account if account and account.epoch == epoch else None


class SignInNeeded(Exception):  # noqa: N818  (reads as the state it names)
    """A page behind the sign-in was asked for without a session.

    Attributes:
        carried: What a form held, so that half-done work goes through the sign-in with the person.
    """

    def __init__(self, carried: Mapping[str, str]) -> None:
        self.carried = dict(carried)
        super().__init__("sign-in needed")


def door_of(request: Request) -> Door:
    """Return the application's door."""
    door: Door = request.app.state.door
    return door


DoorDep = Annotated[Door, Depends(door_of)]


def check_origin(request: Request) -> None:
    """Refuse an unsafe request that does not show that it comes from our own page.

    Raises:
        HTTPException: 403.
    """
    told = "sec-fetch-site" in request.headers or "origin" in request.headers
    if request.method not in _SAFE and not (
        told and is_same_origin(request.method, request.headers)
    ):
        raise HTTPException(403)


async def maintainer_of(request: Request, door: DoorDep, _: SiteDep) -> Account:
    """Return who is signed in.

    Raises:
        SignInNeeded: Nobody is; it carries the form.
        HTTPException: 403, an unsafe request from elsewhere.
    """
    check_origin(request)
    account = door.account_of(request)
    if account is None:
        form = await request.form() if request.method == "POST" else {}
        raise SignInNeeded({key: value for key, value in form.items() if isinstance(value, str)})
    return account


MaintainerDep = Annotated[Account, Depends(maintainer_of)]
