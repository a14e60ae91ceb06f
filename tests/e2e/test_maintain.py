"""The drift walk in a browser: a page changes, a maintainer decides, everybody sees it."""

import re
import shutil
import subprocess
import time
from datetime import UTC, datetime

import pytest

from catalog.edit import find_record
from catalog.finding_store import SqliteFindingStore
from catalog.load import load_catalogue
from crawler.run import fetch, read_stored
from crawler.settings import CrawlSettings
from crawler.sources import sources_of
from search.engine import build_index, open_in_use
from tests.conftest import DATA
from tests.crawler.conftest import site  # noqa: F401  (a fixture)
from tests.e2e.conftest import serving
from tests.e2e.test_pages import findings, overflowing
from web.app import create_app
from web.config import Settings
from web.maintain.accounts import Accounts

pytestmark = pytest.mark.browser
PASSWORD = "oikea hevonen paristo"  # noqa: S105  (of an account made here)
RECORD = "kela-kuntoutuksen-neuvonta"
PAGE = (
    "<h1>Kuntoutuksen neuvonta</h1><main><p>Kun sairaus vaikeuttaa arkea tai työtä, neuvoja "
    "kertoo kuntoutuksen mahdollisuuksista.</p><p>Puhelinpalvelu {} on avoinna arkisin.</p></main>"
)
LIMITS = CrawlSettings("https://example.org/me", delay=0, max_pages=5, allow_loopback=True)
GIT = shutil.which("git") or "git"


@pytest.fixture
def checkout(tmp_path, site):  # noqa: F811  (the fixture imported above)
    """A checkout of its own whose record names the local site as the source of its number."""
    data = shutil.copytree(DATA, tmp_path / "data")
    path = find_record(data, RECORD).path
    whole = path.read_text(encoding="utf-8")
    record = find_record(data, RECORD).text
    moved = record.replace('https://www.kela.fi/rehabilitation"', f'{site.base}/neuvonta"', 1)
    assert moved != record
    path.write_text(whole.replace(record, moved), encoding="utf-8")
    for arguments in (
        ("init", "--quiet"), ("add", "-A"),
        ("-c", "user.name=t", "-c", "user.email=t@t.invalid", "commit", "-qm", "start"),
    ):  # fmt: skip
        subprocess.run([GIT, *arguments], cwd=tmp_path, check=True)  # noqa: S603  (fixed)
    settings = Settings(
        data_dir=data, index_dir=tmp_path / "index", maintainers_file=tmp_path / "m.sqlite",
        findings_file=tmp_path / "f.sqlite", crawl_dir=tmp_path / "crawl",
        pages_dir=tmp_path / "pages", patches_dir=tmp_path / "patches",
        feedback_file=tmp_path / "feedback.sqlite",
    )  # fmt: skip
    Accounts(settings.maintainers_file).add("Aino", PASSWORD)
    return settings


def today():
    return datetime.now(tz=UTC).date()


@pytest.fixture
def served(checkout):
    """The site over that checkout, loading what is newly built, as `kuntoutuspolku serve` does."""
    build_index(
        load_catalogue(checkout.data_dir, today()), checkout.index_dir, data=checkout.data_dir
    )
    catalogue, engine = open_in_use(checkout.index_dir, today())
    app = create_app(
        checkout, catalogue, engine, load=lambda: open_in_use(checkout.index_dir, today())
    )
    with serving(app) as address:
        yield address


def morning(settings):
    catalogue = load_catalogue(settings.data_dir, today())
    local = [s for s in sources_of(catalogue) if s.id.startswith("127.0.0.1")]
    fetch(tuple(local), settings.crawl_dir, LIMITS)
    return read_stored(
        catalogue, local, settings.crawl_dir, settings.findings_file, settings.pages_dir
    )


def looked_at(page, screenshot, name):
    """Take the page's picture at both widths; nothing goes sideways and axe finds nothing."""
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        screenshot(page, f"maintain-{name}-{width}")
        assert overflowing(page) == []
    assert findings(page) == []
    page.set_viewport_size({"width": 1280, "height": 800})


def test_drift_walk(browser, served, checkout, site, screenshot):  # noqa: F811  (see above)
    site.html("/neuvonta", PAGE.format("020 692 205"))
    assert morning(checkout).new_findings == 0
    site.html("/neuvonta", PAGE.format("020 692 999"))
    assert morning(checkout).new_findings == 1

    context = browser.new_context(locale="fi-FI")
    page = context.new_page()
    page.goto(f"{served}/yllapito")
    looked_at(page, screenshot, "sign-in")
    page.get_by_label("Nimi").fill("Aino")
    page.get_by_label("Salasana").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Jono").wait_for()
    looked_at(page, screenshot, "queue")
    page.get_by_role("link", name="Kelan kuntoutuksen puhelinneuvonta: puhelinnumero").click()
    looked_at(page, screenshot, "finding")
    page.get_by_role("link", name="Tallennettu kopio").click()
    assert page.locator("mark").inner_text() == "Puhelinpalvelu 020 692 999 on avoinna arkisin."
    looked_at(page, screenshot, "copy")
    page.go_back()
    page.get_by_role("link", name="Muokkaa").click()
    looked_at(page, screenshot, "edit")
    page.go_back()
    page.get_by_role("button", name="Hyväksy").click()
    assert "Muutos tallennettiin." in page.get_by_role("status").first.inner_text()
    looked_at(page, screenshot, "empty")

    log = subprocess.run(  # noqa: S603  (fixed)
        [GIT, "log", "-1", "--stat", "--format=%an"], cwd=checkout.data_dir, check=True,
        capture_output=True, text=True,
    ).stdout  # fmt: skip
    assert log.startswith("Aino")
    assert re.search(r"1 file changed, [12] insertion", log)  # the number; the month when it is new
    assert morning(checkout).new_findings == 0

    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        page.goto(f"{served}/fi/palvelu/{RECORD}")
        if "020 692 999" in page.content():
            break
        time.sleep(0.5)  # the index is being built beside the server
    screenshot(page, "maintain-after")
    assert page.get_by_role("link", name="020 692 999").count()

    for path, name in (
        ("/yllapito/muutokset", "history"), ("/yllapito/mittarit", "measures"),
        ("/yllapito/palaute", "messages"),
    ):  # fmt: skip
        page.goto(served + path)
        looked_at(page, screenshot, name)
    page.get_by_role("button", name="Kirjaudu ulos").click()
    page.goto(f"{served}/yllapito")
    assert page.get_by_label("Salasana").count() == 1
    (finding,) = SqliteFindingStore(checkout.findings_file).history(RECORD, "channels.phone")
    assert finding.state == "accepted"
    context.close()
