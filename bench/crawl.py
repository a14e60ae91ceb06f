"""A generated site of many pages crawled on loopback: time, memory, size; it ends by itself.

`python -m bench.crawl [pages]` (10,000 unless told). The server lives in this process, the crawler
in its own, as in `crawl run`; its peak memory is what the system says of finished children.
"""

import resource
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from catalog.snapshots import SnapshotStore
from crawler.run import fetch
from crawler.settings import CrawlSettings
from crawler.sources import Source

_HUB = 100
_WORDS = ("kuntoutus", "neuvonta", "ryhmä", "kurssi", "arki", "työ", "sairaus", "vertaistuki")


class _Pages(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        number = self.path.strip("/") or "0"
        body = self._body(int(number)) if number.isdigit() else b""
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _body(self, number: int) -> bytes:
        links = range(1, _HUB + 1) if number == 0 else (
            range(number * _HUB + 1, number * _HUB + _HUB + 1) if number <= _HUB else ()
        )  # fmt: skip
        text = " ".join(_WORDS[(number + n) % len(_WORDS)] for n in range(600))
        anchors = "".join(f'<a href="/{n}">{n}</a>' for n in links)
        return f"<html lang=fi><h1>Sivu {number}</h1><p>{text}.</p>{anchors}</html>".encode()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def main(pages: int) -> None:
    """Crawl a site of so many pages once and print what it took."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_address[1]}/"
    source = Source(base.split("/")[2], (base,), {})
    limits = CrawlSettings("https://example.org", delay=0, max_pages=pages, allow_loopback=True)
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        found = fetch((source,), Path(folder), limits)
        took = time.perf_counter() - started
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        size = sum(f.stat().st_size for f in Path(folder).rglob("*") if f.is_file()) / 2**20
        stored = sum(1 for _ in SnapshotStore(Path(folder)).latest())
    server.shutdown()
    print(f"{found.pages} pages, {stored} stored, {len(found.failures)} failed: {took:.0f} s, "
          f"{peak:.0f} MB at most, {size:.0f} MB on disk")  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
