"""A walk through the own site: no dead link, no foreign host, every title there and its own."""

import logging
import re
from collections import defaultdict, deque
from urllib.parse import urlsplit

import pytest
import structlog

from catalog.text import LANGUAGES

LINK = re.compile(r'<a\b[^>]*\bhref="([^"]*)"')
LOADED = re.compile(r'<(?:link|script|img|iframe|source)\b[^>]*\b(?:href|src)="([^"]*)"')
FORM = re.compile(r'<form\b[^>]*\baction="([^"]*)"')
MOST_BYTES = 60_000
# Every service is walked in every language; of the places every seventh, as they share a template.
SAMPLED = re.compile(r"/(?:kunta|kommun|municipality)/\d+$")


@pytest.fixture
def quiet():
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    yield
    structlog.configure(**before)


def follow(address: str) -> str | None:
    """Return the part of a link that is a page of ours to visit, or None."""
    path = address.replace("&amp;", "&").partition("#")[0]
    if not path.startswith("/") or path.startswith("/static/"):
        return None
    parts = urlsplit(path)
    if SAMPLED.search(parts.path) and int(parts.path[-3:]) % 7:
        return None
    # Queries are other states of a page that is visited without one; searches have their own tests.
    return parts.path


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_dead_link_no_foreign_host_no_missing_or_double_title(client, catalogue, lang):
    waiting = deque([f"/{lang}/"])
    seen = set(waiting)
    titles = defaultdict(list)
    faults = []
    while waiting:
        address = waiting.popleft()
        answer = client.get(address)
        if answer.status_code != 200:
            faults.append((address, answer.status_code))
            continue
        if "text/html" not in answer.headers["content-type"]:
            continue
        if len(answer.content) > MOST_BYTES:
            faults.append((address, len(answer.content)))
        titles["".join(re.findall(r"<title>(.*?)</title>", answer.text))].append(address)
        own = [*LOADED.findall(answer.text), *FORM.findall(answer.text)]
        faults += [(address, a) for a in own if not a.startswith("/") or a.startswith("//")]
        for link in map(follow, LINK.findall(answer.text)):
            if link and link not in seen and link.startswith((f"/{lang}/", "/api")):
                seen.add(link)
                waiting.append(link)

    assert faults == []
    assert [found for title, found in titles.items() if not title or len(found) > 1] == []
    visited = {address for found in titles.values() for address in found}
    services = sum("/palvelu/" in a or "/tjanst/" in a or "/service/" in a for a in visited)
    # Each service is reached by links alone, from themes, places and organisers.
    assert services == len(catalogue.services)
