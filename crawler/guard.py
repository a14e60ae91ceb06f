"""Only public hosts are reached: a name's address is checked where the connection is made with it.

The resolver's answer is the very address that is connected to, so a name that answers otherwise
the second time (rebinding) gains nothing.
"""

import ipaddress
from collections.abc import Sequence
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.httpobj import urlparse_cached

from crawler.addresses import is_literal, is_public


class NotPublicError(OSError):
    """A name led to an address that is not on the public net."""


class PublicResolver(CachingThreadedResolver):
    """Resolves names, refusing addresses that are not public."""

    may_be_loopback = False

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Any:  # noqa: N802  (Twisted's name)
        """Return the deferred address of a name; it fails with `NotPublicError`."""
        return super().getHostByName(name, timeout).addCallback(self._checked)

    def _checked(self, address: str) -> str:
        if is_public(address) or (
            self.may_be_loopback and ipaddress.ip_address(address).is_loopback
        ):
            return address
        raise NotPublicError("the name leads to an address that is not public")


class LoopbackResolver(PublicResolver):
    """For tests: this machine's own addresses may be reached too."""

    may_be_loopback = True


class PublicHostsOnly:
    """Refuses requests to hosts written as addresses that are not public, redirects included."""

    def __init__(self, *, allow_loopback: bool) -> None:
        self._allow_loopback = allow_loopback

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build from the run's settings."""
        return cls(allow_loopback=crawler.settings.getbool("KUNTOUTUSPOLKU_ALLOW_LOOPBACK"))

    def process_request(self, request: Request) -> None:
        """Let a request pass or refuse it.

        Raises:
            IgnoreRequest: Not http(s), or a host that is not public.
        """
        parts = urlparse_cached(request)
        host = parts.hostname or ""
        if parts.scheme not in {"http", "https"}:
            raise IgnoreRequest("not a web address")
        if is_literal(host) and not is_public(host):
            if self._allow_loopback and ipaddress.ip_address(host).is_loopback:
                return
            raise IgnoreRequest("not a public host")


class WholeAfterRedirect:
    """Asks for the page a redirect leads to as a whole: the old page's ETag says nothing of it.

    Scrapy copies the headers of the first request, and a moved page of the same content would be
    answered "not modified", with nothing to read and nothing to tell.
    """

    def process_request(self, request: Request) -> None:
        """Take out what the cache added for the address before."""
        if request.meta.get("redirect_times"):
            for name in ("If-None-Match", "If-Modified-Since"):
                request.headers.pop(name, None)
