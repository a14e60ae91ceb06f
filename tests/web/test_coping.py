"""The one question after a meeting: one answer a code, nothing of the person, odd codes refused."""

from datetime import date

import pytest
from starlette.testclient import TestClient

from plan.coping_cards import cards_page, poster_page
from plan.coping_store import CopingStore
from tests.web.conftest import TODAY
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


def test_results_of_closed_quarters_follow_the_rules_of_anonymity(tmp_path, catalogue, engine):
    file = tmp_path / "coping.sqlite"
    with CopingStore(file) as store:
        for unit, clients in (("a", 9), ("b", 2), ("c", 7)):
            store.set_unit(unit, f"Yksikkö {unit.upper()}", clients)
            codes = store.make_codes(unit, 60)
            for number, code in enumerate(codes[: 30 if unit != "c" else 6]):
                store.answer(code, number % 3, date(2026, 8, 5))
        store.answer(codes[50], 2, date(2026, 11, 20))  # a quarter that is not over
    app = create_app(Settings(coping_file=file), catalogue, engine, lambda: TODAY)

    page = TestClient(app).get("/fi/vastaa/tulokset").text

    assert "3. neljännes 2026" in page
    assert "4. neljännes 2026" not in page
    assert "Yksikkö A" in page
    assert "Yksikkö B" not in page  # too few people
    assert "Yksikkö C" not in page  # too few answers


@pytest.mark.parametrize("lang", ["fi/vastaa/tulokset", "sv/svara/resultat", "en/answer/results"])
def test_results_without_answers_say_so(client, lang):
    page = client.get(f"/{lang}")

    assert page.status_code == 200
    assert "<table" not in page.text


@pytest.mark.parametrize(("lang", "words"), [("fi", "Pyydä kortti"), ("sv", "Be om ett kort")])
def test_poster_has_no_code_and_cards_name_the_unit(lang, words):
    poster = poster_page("https://x.example", "Oma <yksikkö>", lang)
    cards = cards_page(["abcdefghjk"], "https://x.example", "Oma <yksikkö>", lang)

    assert words in poster
    assert "koodi=" not in poster
    assert "koodi=abcdefghjk" in cards
    for page in (poster, cards):
        assert "Oma &lt;yksikkö&gt;" in page
        assert f'<html lang="{lang}">' in page
