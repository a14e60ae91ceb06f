"""Nothing of a profile in any log, header, address or error, on every route there is.

Every route of the application is called with answers that carry marks: words of no language, and
real answers that are rare enough to be recognised. New routes are taken in by themselves, because
the list is read from the application. What a sender gets back in the body of their own answer is
theirs; everything else is searched.
"""

import base64
import binascii
import json
import re
from collections.abc import Iterator
from unittest import mock

import pytest
from starlette.routing import BaseRoute, Mount, Route
from starlette.testclient import TestClient
from structlog.testing import capture_logs

from catalog.profile import Profile

MARK = "salaisuusqzx"
# A real profile whose values stand nowhere else: home, need, illness, papers.
RARE = {
    "municipality": "047",
    "needs": {"habit.gambling": 3, "mind.trauma": 2},
    "condition_group": ["substance"],
    "documents": ["veteran_badge"],
    "pension_scheme": "seafarer",
    "age": 47,
}
MARKS = (MARK, "habit.gambling", "mind.trauma", "veteran_badge", "seafarer", "Enonteki")
JSON_BODIES = (
    {"facts": RARE, "lang": "fi"},
    {"facts": {MARK: MARK}},
    {"facts": {"work": [MARK], "needs": {MARK: 3}}, "lang": MARK, "on": MARK},
    {MARK: MARK},
    [MARK],
)
FORM_BODIES = (
    {
        "municipality": "Enontekiö", "needs": "habit.gambling", "documents": "veteran_badge",
        "pension_scheme": "seafarer", "age": "47", "answer": "habit.gambling",
    },
    {"municipality": MARK, "age": MARK, "work": MARK, "answer": MARK, "text": MARK, "do": MARK},
    {MARK: MARK},
)  # fmt: skip
# Values for the parts of an address that a route takes; the rest get a word that is no mark.
PARTS = {"service_id": "kela-kiila", "id": "kela-kiila", "lang": "fi"}


def every_route(routes: list[BaseRoute], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every method and address template of an application."""
    for route in routes:
        router = getattr(route, "original_router", None)  # FastAPI wraps an included router
        if router is not None:
            yield from every_route(list(router.routes), prefix)
        elif isinstance(route, Mount) and route.routes:
            yield from every_route(list(route.routes), prefix + route.path)
        elif isinstance(route, Route):
            for method in sorted(route.methods or ()):
                yield method, prefix + route.path


def addresses(template: str) -> Iterator[str]:
    """Addresses of a template: of a question's page one for every answer that is told."""
    for question in RARE if "{question_id" in template else ("",):
        parts = {**PARTS, "question_id": question}
        yield re.sub(r"{(\w+)(?::\w+)?}", lambda m, p=parts: p.get(m[1], "sana"), template)


def told(response) -> str:
    """All of an answer but its body: headers, and what its cookies hold if that is readable."""
    headers = [f"{key}: {value}" for key, value in response.headers.multi_items()]
    return "\n".join([str(response.url), *headers, *_decoded(" ".join(headers))])


def _decoded(text: str) -> Iterator[str]:
    """Texts that base64 hides in cookies and links; encryption leaves nothing readable."""
    for piece in re.findall(r"[A-Za-z0-9_\-+/]{12,}={0,2}", text):
        padded = piece.rstrip("=") + "=" * (-len(piece.rstrip("=")) % 4)
        try:
            yield base64.urlsafe_b64decode(padded.replace("+", "-").replace("/", "_")).decode(
                "latin-1"
            )
        except (binascii.Error, ValueError):
            continue


def requests_to(client: TestClient, method: str, path: str) -> Iterator[object]:
    """Every way of sending marks to a route: both kinds of body, and a cookie somebody made up."""
    headers = {"origin": "http://testserver", "sec-fetch-site": "same-origin"}
    if method in ("GET", "HEAD", "OPTIONS"):
        cookie = {"cookie": f"profile={MARK}; guide={MARK}; session={MARK}; plan={MARK}"}
        yield client.request(method, path, headers={**headers, **cookie})
        return
    for body in JSON_BODIES:
        yield client.request(method, path, json=body, headers=headers)
    for form in FORM_BODIES:
        yield client.request(method, path, data=form, headers=headers)
    yield client.request(method, path, content=b"{" + MARK.encode(), headers=headers)


def found_in(text: str) -> list[str]:
    return [mark for mark in MARKS if mark.lower() in text.lower()]


def test_nothing_of_a_profile_leaves_in_a_log_header_or_address(app, caplog, capfd):
    caplog.set_level("DEBUG")
    client = TestClient(app, follow_redirects=False, raise_server_exceptions=False)
    leaks, statuses, called = [], set(), set()

    with capture_logs() as events:
        for method, template in every_route(list(app.routes)):
            called.add((method, template))
            for path in addresses(template):
                for response in requests_to(client, method, path):
                    statuses.add(response.status_code)
                    leaks += [(method, template, mark) for mark in found_in(told(response))]

    out, err = capfd.readouterr()
    assert leaks == []
    assert found_in(json.dumps(events, default=str)) == []
    assert found_in(caplog.text) == []
    assert found_in(out + err) == []
    assert [e for e in events if e["event"] == "request_failed"] == []
    assert max(statuses) < 500
    assert ("POST", "/api/v1/match") in called
    assert {200, 422} <= statuses
    assert len(events) >= len(called)


@pytest.mark.parametrize("path", ["/api/v1/match", "/fi/tilanne"])
def test_an_error_that_holds_answers_shows_them_nowhere(app, caplog, capfd, path):
    """A fault in our own code whose message carries the whole profile."""
    client = TestClient(app, raise_server_exceptions=False)
    broken = mock.Mock(side_effect=RuntimeError(f"{MARK} {RARE}"))

    with capture_logs() as events, mock.patch.object(Profile, "from_facts", broken):
        answers = [
            client.post(path, json={"facts": RARE}),
            client.post(path, data={"age": "47"}),
        ]

    out, err = capfd.readouterr()
    assert any(answer.status_code == 500 for answer in answers)
    for answer in answers:
        assert found_in(answer.text + told(answer)) == []
    assert found_in(json.dumps(events, default=str) + caplog.text + out + err) == []


def test_answers_to_a_profile_are_never_kept_by_a_cache(app):
    client = TestClient(app, follow_redirects=False)
    headers = {"origin": "http://testserver"}

    for method, template in every_route(list(app.routes)):
        if method == "POST" and "{" not in template:
            is_api = template.startswith("/api/")
            body = {"json": {"facts": RARE}} if is_api else {"data": FORM_BODIES[0]}
            answer = client.post(template, headers=headers, **body)
            is_refused = answer.status_code >= 400 and answer.status_code != 422
            kept = answer.headers.get("cache-control", "")
            assert is_refused or "no-store" in kept, (template, answer.status_code)


@pytest.mark.parametrize("size", [1_000_001, 3_000_000])
def test_a_profile_of_a_megabyte_is_refused_in_one_shape(app, size):
    client = TestClient(app)
    answer = client.post("/api/v1/match", content=b'{"facts": {"age": "' + b"4" * size + b'"}}')

    assert answer.status_code == 413
    assert answer.json()["error"]["code"] == "too_large"
