"""The one question after a meeting: one answer a code, nothing of the person, odd codes refused."""

from datetime import date

import pytest
from starlette.testclient import TestClient

from plan.coping_store import CopingStore
from web.app import create_app
from web.config import Settings

PATH = "/fi/vastaa"


@pytest.fixture
def asked(catalogue, tmp_path):
    """A client and an open code."""
    file = tmp_path / "coping.sqlite"
    with CopingStore(file) as store:
        store.set_unit("a", "A", 9)
        (code,) = store.make_codes("a", 1)
    app = create_app(Settings(coping_file=file), catalogue, None, lambda: date(2026, 11, 26))
    return TestClient(app, follow_redirects=False), code, file


def test_an_answer_is_stored_once(asked):
    client, code, file = asked

    first = client.post(PATH, data={"koodi": code, "answer": "2"})
    second = client.post(PATH, data={"koodi": code, "answer": "2"})

    assert first.headers["location"] == f"{PATH}?thanks=1"
    assert second.status_code == 422
    assert "on käytetty" in second.text
    with CopingStore(file) as store:
        assert store.answers("2026-11", "2026-11")[0].answers == (2,)


@pytest.mark.parametrize("path", [PATH, "/sv/svara", "/en/answer"])
def test_the_link_brings_the_code_along(asked, path):
    client, code, _ = asked

    page = client.get(f"{path}?koodi={code}")

    assert f'value="{code}"' in page.text
    assert page.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("answer", ["", "3", "-1", "x"])
def test_an_odd_answer_uses_up_nothing(asked, answer):
    client, code, file = asked

    assert client.post(PATH, data={"koodi": code, "answer": answer}).status_code == 422
    with CopingStore(file) as store:
        assert store.is_open(code)


@pytest.mark.parametrize("code", ["", "forged", "' OR 1", "🙂", "a" * 5000])
def test_a_forged_code_is_told_kindly(asked, code):
    client, _, _ = asked

    assert client.post(PATH, data={"koodi": code, "answer": "1"}).status_code == 422


def test_without_a_file_no_code_is_open(client):
    assert client.post(PATH, data={"koodi": "abc", "answer": "1"}).status_code == 422
