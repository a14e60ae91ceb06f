"""Who gets in to the maintainers' pages, and what nobody gets in with."""

import pytest
from starlette.testclient import TestClient

from tests.web.maintain.acting import OURS, PASSWORD, files, found, sign_in
from tests.web.test_html_conformance import checker, html_faults  # noqa: F401  (a fixture)
from web.maintain.accounts import Accounts, Tries

PATHS = (
    "/yllapito", "/yllapito/mittarit", "/yllapito/palaute", "/yllapito/muutokset",
    "/yllapito/havainto/0123456789abcdef", "/yllapito/tietue/kela-kiila/muokkaa",
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_shown_without_signing_in(client, path):
    answer = client.get(path)

    assert answer.status_code == 401
    assert 'name="password"' in answer.text
    assert "noindex" in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_wrong_password_is_told_kindly_and_tries_are_limited(client):
    for place in range(5):
        name = "Aino" + " " * place  # blanks make no other name
        answer = client.post("/yllapito/kirjaudu", data={"name": name, "password": "väärä"})
        assert answer.status_code == 422
        assert "väärin" in answer.text
        assert f'value="{name}"' in answer.text
    answer = client.post("/yllapito/kirjaudu", data={"name": "Aino", "password": PASSWORD})

    assert answer.status_code == 429
    assert "set-cookie" not in answer.headers


def test_another_name_is_not_locked_by_a_locked_one():
    tries = Tries()

    assert [tries.take("Aino") for _ in range(6)] == [True] * 5 + [False]
    assert tries.take("Björn")


def test_right_password_forgets_the_wrong_ones():
    tries = Tries()
    for _ in range(5):
        tries.take("Aino")
    tries.succeeded("Aino ")

    assert tries.take("Aino")


def test_session_is_signed_short_and_only_for_these_pages(app):
    client = TestClient(app, follow_redirects=False, headers=OURS)
    cookie = client.post("/yllapito/kirjaudu", data={"name": "Aino", "password": PASSWORD}).headers[
        "set-cookie"
    ]

    for part in ("HttpOnly", "SameSite=strict", "Path=/yllapito", "Max-Age=28800"):
        assert part in cookie
    value = cookie.partition("=")[2].partition(";")[0]
    # The second last sign: some bits of the very last carry nothing, two letters may read alike.
    changed = f"{value[:-2]}{'a' if value[-2] != 'a' else 'b'}{value[-1]}"
    for forged in ("forged.value", value[:-1], changed):
        stranger = TestClient(app, cookies={"kuntoutuspolku_yllapito": forged})
        assert stranger.get("/yllapito").status_code == 401


def test_session_ends_with_the_account_and_with_a_new_password(app, settings):
    aino, bjorn = sign_in(app), sign_in(app, "Björn")
    accounts = Accounts(settings.maintainers_file)
    accounts.remove("Björn")
    accounts.add("Aino", PASSWORD + "2")

    assert bjorn.get("/yllapito").status_code == 401
    assert aino.get("/yllapito").status_code == 401


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"origin": ""}, {}])
def test_form_from_elsewhere_is_refused(app, settings, headers):
    key, before = found(settings), files(settings)
    client = sign_in(app)
    stranger = TestClient(app, follow_redirects=False, cookies=client.cookies)

    assert stranger.post(f"/yllapito/havainto/{key}/hyvaksy", headers=headers).status_code == 403
    assert files(settings) == before


def test_redirect_after_sign_in_stays_on_our_pages(app):
    client = TestClient(app, follow_redirects=False, headers=OURS)
    for back in ("https://evil.example", "//evil.example", "/yllapito\\evil", "/fi/"):
        answer = client.post(
            "/yllapito/kirjaudu", data={"name": "Aino", "password": PASSWORD, "back": back}
        )
        assert answer.headers["location"] == "/yllapito"
