"""The list in one first-party cookie: ids of services, nothing else, until the browser closes."""

import re
from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import Response

from web.security import is_secure

NAME = "saved"
MOST = 40  # ids of up to 60 characters fit a cookie of 4,096 bytes; nobody takes forty to a meeting
_MOST_BYTES = 3600
_ID = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")


def saved_ids(request: Request) -> tuple[str, ...]:
    """Return the ids on the visitor's list in their order; they need not be in the catalogue."""
    return read_ids(request.cookies.get(NAME, ""))


def read_ids(text: str) -> tuple[str, ...]:
    """Return the ids of a cookie or a shared address: well formed, each once, at most `MOST`."""
    found = (part for part in text[:_MOST_BYTES].split(".") if len(part) <= 80 and _ID.match(part))
    return tuple(dict.fromkeys(found))[:MOST]


def write_ids(ids: Iterable[str]) -> str:
    """Return ids as a cookie or an address holds them."""
    return ".".join(ids)


def fits(ids: Iterable[str]) -> bool:
    """Tell whether a list can be kept whole."""
    listed = tuple(ids)
    return len(listed) <= MOST and len(write_ids(listed)) <= _MOST_BYTES


def keep(response: Response, request: Request, ids: Iterable[str]) -> None:
    """Put the list into the answer's cookie; an empty list takes the cookie away."""
    value = write_ids(ids)
    secure = is_secure(request)
    if value:
        response.set_cookie(NAME, value, path="/", secure=secure, httponly=True, samesite="lax")
    else:
        response.delete_cookie(NAME, path="/", secure=secure, httponly=True, samesite="lax")
