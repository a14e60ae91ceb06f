"""Headers on every answer, forms only from our own pages, faults without a trace of the visitor."""

import pytest
import structlog
from starlette.testclient import TestClient

from tests.web.html import Page
from web.app import create_app
from web.config import Settings
from web.security import HEADERS

ANSWERS = [
    ("GET", "/"), ("GET", "/fi/"), ("GET", "/fi/haku?q=x"), ("GET", "/fi/eiole"), ("GET", "/zzz"),
    ("GET", "/static/site.css"), ("GET", "/static/zzz"), ("GET", "/api/v1/search"),
    ("GET", "/api/v1/zzz"),
    ("POST", "/api/v1/search"), ("POST", "/fi/tilanne"), ("GET", "/health"), ("HEAD", "/fi/"),
    ("OPTIONS", "/fi/"), ("GET", "/robots.txt"), ("GET", "/api/v1/openapi.json"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path"), ANSWERS)
def test_every_answer_carries_the_headers(client, method, path):
    response = client.request(method, path)

    assert HEADERS.items() <= {**{k: response.headers.get(k) for k in HEADERS}}.items()
    assert "set-cookie" not in response.headers


def test_the_policy_names_no_other_host():
    assert "http" not in HEADERS["Content-Security-Policy"]
    assert "unsafe" not in HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "none"}, 200),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "http://testserver"}, 200),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": "http://testserver"}, 403),
    ],
)
def test_forms_are_taken_only_from_our_own_pages(client, headers, status):
    response = client.post("/fi/tilanne", data={"age": "47"}, headers=headers)

    assert response.status_code == status


@pytest.mark.parametrize(
    "path", ["/fi/", "/fi/haku?q=kipu", "/api/v1/search", "/health", "/static/site.css"]
)
def test_head_is_get_without_the_body(client, path):
    head, get = client.head(path), client.get(path)

    assert head.status_code == get.status_code == 200
    assert head.content == b""
    assert head.headers["content-type"] == get.headers["content-type"]


def test_static_files_are_kept_for_a_year_under_an_address_that_changes(client):
    page = Page(client.get("/fi/").text)
    style = page.all("link", rel="stylesheet")[1].attributes["href"]
    response = client.get(style)

    assert "?v=" in style
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "cache-control" not in client.get("/static/zzz").headers


class BrokenEngine:
    data_version = "0"

    def search(self, request):
        raise RuntimeError(f"secret {request.q}")


@pytest.fixture
def broken_client(catalogue):
    app = create_app(Settings(), catalogue, BrokenEngine())
    return TestClient(app, follow_redirects=False)


def test_a_fault_of_ours_is_a_page_with_a_code_and_tells_nothing(broken_client):
    with structlog.testing.capture_logs() as logs:
        response = broken_client.get("/sv/sok?q=hemlighet")
    page = Page(response.text)

    assert response.status_code == 500
    assert page.one("h1").text == "Det är en störning i tjänsten"
    assert logs[0]["code"] in response.text
    assert not [word for word in ("hemlighet", "secret") if word in str(logs)]
    assert "RuntimeError" not in response.text
    assert HEADERS.items() <= {k: response.headers.get(k) for k in HEADERS}.items()


def test_a_fault_of_ours_in_the_api_has_the_one_shape(broken_client):
    response = broken_client.get("/api/v1/search?q=x")

    assert response.status_code == 500
    assert response.json()["error"]["code"] == "internal"


def test_nothing_of_a_visitor_is_in_any_log_address_or_header(client, caplog):
    words = {
        "q": "salaisuusxyz",
        "municipality": "Utsjoki",
        "age": "61",
        "documents": "veteran_badge",
    }
    body = {"facts": {"age": 61, "municipality": "890", "needs": {"habit.gambling": 3}}}
    with structlog.testing.capture_logs() as logs:
        answers = [
            client.get("/fi/haku?q=salaisuusxyz", headers={"x-forwarded-for": "203.0.113.9"}),
            client.get("/fi/salaisuusxyz"),
            client.post("/fi/tilanne", data={**words, "needs": "habit.gambling"}),
            client.post("/fi/tilanne", data={**words, "age": "salaisuusxyz"}),
            client.post("/api/v1/match", json=body),
            client.post("/api/v1/match", json={"facts": {"age": "salaisuusxyz"}}),
            client.post("/api/v1/match", content=b"salaisuusxyz"),
        ]
    told = [line for line in logs if line["event"] == "request"]
    marked = ("salaisuusxyz", "Utsjoki", "890", "gambling", "veteran_badge", "203.0.113.9")

    assert len(told) == len(answers)
    assert all(
        set(line) == {"event", "log_level", "method", "route", "status", "ms"} for line in told
    )
    assert not [m for m in marked if m in str(logs) or m in caplog.text]
    assert not [m for m in marked for a in answers if m in str(a.headers)]


def test_an_unknown_host_is_refused_when_hosts_are_named(catalogue):
    app = create_app(Settings(allowed_hosts="kuntoutuspolku.example"), catalogue, None)

    assert TestClient(app).get("/health").status_code == 400
    assert (
        TestClient(app, base_url="http://kuntoutuspolku.example").get("/health").status_code == 200
    )
