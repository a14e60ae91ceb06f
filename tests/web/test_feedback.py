"""The feedback form: each fault, everything kept as typed, and only what was typed is stored."""

from datetime import date

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import TODAY
from tests.web.html import Page
from web.app import create_app
from web.config import Settings
from web.feedback.store import Limit, settle, waiting

FORM = "/fi/palaute"
RIGHT = {"kind": "error", "text": "Puhelinnumero on vanha.", "email": ""}


@pytest.fixture
def store(tmp_path):
    return tmp_path / "feedback.sqlite"


@pytest.fixture
def client(catalogue, engine, store):
    app = create_app(Settings(feedback_file=store), catalogue, engine, lambda: TODAY)
    return TestClient(app, follow_redirects=False)


def test_a_message_is_kept_with_page_and_service_and_nothing_of_the_visitor(client, store):
    service = "kela-kuntoutuspsykoterapia"
    form = Page(
        client.get(
            f"{FORM}?service={service}",
            headers={"referer": f"http://testserver/fi/palvelu/{service}?municipality=837"},
        ).text
    )
    page = form.one("input", name="page").attributes["value"]

    answer = client.post(FORM, data={**RIGHT, "service": service, "page": page})

    assert answer.headers["location"] == "/fi/palaute/kiitos"
    assert client.get(answer.headers["location"]).status_code == 200
    (message,) = waiting(store)
    assert (message.day, message.kind, message.service) == (TODAY, "error", service)
    assert (message.page, message.email) == (f"/fi/palvelu/{service}", "")


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"kind": ""}, "kind", "Valitse, mitä asia koskee"),
        ({"text": "  "}, "text", "Kirjoita, mitä pitää korjata"),
        ({"text": "a" * 4001}, "text", "Lyhennä teksti"),
        ({"text": "tunnus 131052-308T on"}, "text", "Poista tekstistä henkilötunnus"),
        ({"email": "nimi(at)esimerkki"}, "email", "Tarkista sähköpostiosoite"),
    ],
)
def test_a_fault_is_told_beside_its_field_and_nothing_typed_is_lost(
    client, store, typed, field, words
):
    sent = {**RIGHT, **typed}
    answer = client.post(FORM, data=sent)

    assert answer.status_code == 422
    page = Page(answer.text)
    assert page.one("a", href=f"#f-{field}").text.startswith(words)
    assert words in page.one("p", id=f"f-{field}-error").text
    assert page.one("textarea").text == sent["text"].strip()
    assert page.one("input", name="email").attributes["value"] == sent["email"]
    assert waiting(store) == ()


def test_too_many_messages_keep_what_was_typed(client, store):
    client.app.state.feedback_limit = Limit(most=1)
    client.post(FORM, data=RIGHT)

    answer = client.post(FORM, data=RIGHT)

    assert answer.status_code == 429
    assert RIGHT["text"] in answer.text
    assert len(waiting(store)) == 1


def test_settling_forgets_the_address_for_the_answer(client, store):
    client.post(FORM, data={**RIGHT, "email": "nimi@example.fi"})
    (message,) = waiting(store)

    settle(store, message.id, date(2026, 11, 30))

    assert waiting(store) == ()
    assert b"nimi@example.fi" not in store.read_bytes()


def test_a_store_that_cannot_be_written_is_said_plainly(catalogue, engine, tmp_path):
    (tmp_path / "file").write_text("")
    settings = Settings(feedback_file=tmp_path / "file" / "feedback.sqlite")
    client = TestClient(create_app(settings, catalogue, engine, lambda: TODAY))

    assert client.post(FORM, data=RIGHT).status_code == 503


@pytest.mark.parametrize("page", ["https://example.org/", "//x", "/etc", "/fi/\x00", "javascript:"])
def test_a_page_that_is_not_ours_is_not_kept(client, store, page):
    client.post(FORM, data={**RIGHT, "page": page})

    assert waiting(store)[0].page == ""
