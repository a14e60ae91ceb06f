"""A real server on loopback and a real Chromium; nothing is downloaded, no other host reached."""

import os
import shutil
import socket
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import sync_playwright

from search.engine import build_index, open_engine
from tests.conftest import ROOT
from web.app import create_app
from web.config import Settings

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
SCREENSHOTS = ROOT / "var" / "screenshots"


@contextmanager
def serving(app):
    """Serve an app by uvicorn in a thread on loopback; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.05)  # waiting for our own server to listen; nothing else tells
    assert server.started, "the test server did not start within 20 seconds"
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(scope="session")
def base_url(catalogue, tmp_path_factory):
    """Address of the real app with the real catalogue, served by uvicorn in a thread."""
    index = tmp_path_factory.mktemp("index")
    build_index(catalogue, index)
    engine = open_engine(catalogue, index)
    app = create_app(Settings(index_dir=index), catalogue, engine)
    with serving(app) as address:
        yield address


@pytest.fixture(scope="session")
def browser():
    """Headless Chromium. Missing: skipped with the reason, or a failure where CI demands it."""
    if CHROMIUM is None:
        reason = "Chromium is not installed; the pages were not tried in a browser."
        if os.environ.get("KUNTOUTUSPOLKU_REQUIRE_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, base_url):
    """Open an address in a new window; every request to another host fails the test at the end."""
    contexts = []
    foreign = []

    def open_at(path: str, *, width: int = 1280, script: bool = True):
        context = browser.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=script, locale="fi-FI"
        )
        contexts.append(context)
        page = context.new_page()
        page.on(
            "request",
            lambda r: None if r.url.startswith((base_url, "data:")) else foreign.append(r.url),
        )
        page.goto(base_url + path)
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert foreign == []


@pytest.fixture
def screenshot():
    """Save a picture of a whole page under var/screenshots and return the file."""

    def save(page, name: str) -> Path:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        path = SCREENSHOTS / f"{name}.png"
        page.screenshot(path=path, full_page=True)
        return path

    return save
