"""A provider's site on this machine, served by a real HTTP server that keeps a log."""

import threading
import time
from dataclasses import dataclass, field, replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from catalog.model import Source


@dataclass
class Site:
    pages: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    log: list[tuple[float, float, str, int]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    slow: float = 0.0
    base: str = ""

    def html(self, path: str, body: str, lang: str = "fi") -> None:
        text = f"<!doctype html><html lang={lang}><title>T</title><body>{body}</body></html>"
        self.pages[path] = ("text/html; charset=utf-8", text.encode())

    def paths(self) -> list[str]:
        return [path for _, _, path, _ in self.log]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        site, begun = self.server.site, time.monotonic()
        site.agents.add(self.headers.get("User-Agent", ""))
        time.sleep(site.slow)
        kind, body = site.pages.get(self.path, ("text/plain", b"none"))
        tag = f'"{hash(body)}"'
        status = 200 if self.path in site.pages else 404
        if self.path in site.redirects:
            status, body = 302, b""
        elif self.headers.get("If-None-Match") == tag:
            status, body = 304, b""
        self.send_response(status)
        if status == 302:
            self.send_header("Location", site.redirects[self.path])
        if status != 302 and self.path in site.pages:
            self.send_header("ETag", tag)
            self.send_header("Cache-Control", "no-cache")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        site.log.append((begun, time.monotonic(), self.path, status))

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.site = Site(base=f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server.site
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def watched(catalogue, site):
    """The real catalogue with one service only, which names the local site as its source."""
    service = catalogue.services["neuroliitto-neuvonta"]
    source = Source(url=f"{site.base}/neuvonta", title="T", fetched="2026-11", key="sivu")
    service = replace(service, sources=(source,), channels=(), verified_on=date(2026, 11, 25))
    owner = catalogue.organizations["neuroliitto"]
    owner = replace(owner, sources=(source,), contacts=(), website=f"{site.base}/")
    return replace(
        catalogue, services={service.id: service}, organizations={owner.id: owner}
    )  # fmt: skip
