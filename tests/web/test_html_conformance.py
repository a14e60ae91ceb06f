"""Every kind of page is valid HTML by the Nu Html Checker (npm package vnu-jar, needs Java).

`.ci/run` installs the checker and names it in KUNTOUTUSPOLKU_VNU; without it the test is skipped
with the reason, and where CI demands the browser it demands the checker too.
"""

import os
import re
import shutil
import subprocess
from collections import Counter, deque
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import pytest
from starlette.testclient import TestClient

# Pages of one kind (language and first path words) that are enough to show its template's faults.
OF_A_KIND = 3
_LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"]*)"')
# States that no link leads to.
UNLINKED = (
    "/fi/haku?q=selk%C3%A4+paskana+en+pysty+t%C3%B6ihin",
    "/sv/sok?q=depression&municipality=905",
    "/en/search?q=suicide",
    "/fi/haku?q=pizza+tampere",
    "/fi/haku?q=kuntoutus&municipality=Kuoppio",
    "/fi/haku?q=kuntoutus&page=2&sector=medical",
    "/fi/palvelu/ei-ole",
    "/sv/finns-inte",
)


@pytest.fixture
def checker() -> Path:
    jar = os.environ.get("KUNTOUTUSPOLKU_VNU", "")
    if jar and Path(jar).is_file() and shutil.which("java"):
        return Path(jar)
    reason = "The Nu Html Checker is not here (KUNTOUTUSPOLKU_VNU); HTML was not validated."
    if os.environ.get("KUNTOUTUSPOLKU_REQUIRE_BROWSER"):
        pytest.fail(reason)
    pytest.skip(reason)


def kind_of(address: str) -> tuple[str, ...]:
    parts = urlsplit(address)
    return (*parts.path.strip("/").split("/")[:2], "query" if parts.query else "")


def pages_of_every_kind(client: TestClient) -> dict[str, str]:
    """Return address → HTML, found by following the site's own links from the front pages."""
    waiting = deque(["/fi/", "/sv/", "/en/", *UNLINKED])
    seen, kinds, pages = set(waiting), Counter[tuple[str, ...]](), {}
    while waiting:
        address = waiting.popleft()
        answer = client.get(address, follow_redirects=True)
        if "text/html" not in answer.headers["content-type"]:
            continue
        pages[address] = answer.text
        for found in _LINK.findall(answer.text):
            link = urldefrag(found.replace("&amp;", "&")).url
            if link not in seen and kinds[kind_of(link)] < OF_A_KIND:
                seen.add(link)
                kinds[kind_of(link)] += 1
                waiting.append(link)
    return pages


def html_faults(checker: Path, pages: dict[str, str], folder: Path) -> str:
    """Return what the checker says of pages, each line naming the page's address."""
    names = {}
    for number, (address, html) in enumerate(pages.items()):
        file = folder / f"{number:04}.html"
        file.write_text(html, encoding="utf-8")
        names[file.name] = address
    result = subprocess.run(  # noqa: S603  (our own files, a checker that CI installed)
        ["java", "-jar", str(checker), "--format", "gnu", *map(str, folder.glob("*.html"))],  # noqa: S607  (Java as the system has it)
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    told = re.sub(r"\S*?(\d{4}\.html)", lambda m: names[m[1]], result.stderr)
    return told or ("" if result.returncode == 0 else f"the checker ended with {result.returncode}")


def test_every_kind_of_page_is_valid_html(checker, client, tmp_path):
    pages = pages_of_every_kind(client)

    assert len(pages) > 50
    assert html_faults(checker, pages, tmp_path) == ""
