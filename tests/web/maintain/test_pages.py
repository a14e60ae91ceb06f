"""The queue, messages, measures and copies."""

import re
from datetime import date

from catalog.edit import find_record
from catalog.snapshots import Snapshot, SnapshotStore
from tests.web.conftest import TODAY
from tests.web.maintain.acting import (
    NOW,
    found,
    sign_in,
)
from tests.web.test_html_conformance import checker, html_faults  # noqa: F401  (a fixture)
from web.app import create_app
from web.feedback.store import Message, add, waiting


def test_queue_filters_and_counts(app, settings):
    found(settings)
    found(settings, kind="price", field="price", record_id="kela-kiila")
    client = sign_in(app)

    assert "2 havaintoa" in client.get("/yllapito").text
    assert "1 havainto" in client.get("/yllapito?laji=price").text
    assert "1 havainto" in client.get("/yllapito?kaksi=1").text
    assert "1 havainto" in client.get("/yllapito?tietue=KIILA").text
    assert "Jonossa ei ole mitään" in client.get("/yllapito?tila=rejected").text
    assert client.get("/yllapito?tila=%00&sivu=99999999999&laji=x").status_code == 200


def test_what_was_put_off_until_a_day_that_has_come_is_open(app, settings, catalogue, engine):
    key = found(settings)
    sign_in(app).post(f"/yllapito/havainto/{key}/myohemmin", data={"until": "2026-12-24"})
    texts = {}
    for day in (TODAY, date(2026, 12, 24)):
        then = create_app(settings, catalogue, engine, lambda day=day: day)
        page = " ".join(sign_in(then).get("/yllapito").text.split())
        texts[day] = re.search(r"tila=open.*?</a> (\d+).*?tila=later.*?</a> (\d+)", page).groups()

    assert texts == {TODAY: ("0", "1"), date(2026, 12, 24): ("1", "0")}


def test_message_with_an_impossible_number_is_not_found(app):
    assert sign_in(app).post(f"/yllapito/palaute/{'9' * 30}/hoidettu").status_code == 404


def test_stored_copy_marks_the_sentence(app, settings):
    body = b"<html><body><p>Alku.</p><p>Soita 020 692 999 ja kysy.</p></body></html>"
    snapshot = SnapshotStore(settings.crawl_dir).put(Snapshot("https://a.fi/", NOW, ""), body)
    key = found(settings, snapshot=snapshot.key)

    page = sign_in(app).get(f"/yllapito/havainto/{key}/kopio").text

    assert "<mark>Soita 020 692 999 ja kysy.</mark>" in page


def test_messages_are_settled_and_forget_their_address(app, settings):
    add(settings.feedback_file,
        Message(date(2026, 11, 1), "error", "kela-kiila", "/fi/x", "Numero <b>väärin</b>",
                "a@b.fi"))  # fmt: skip
    client = sign_in(app)

    page = client.get("/yllapito/palaute").text
    assert "Numero &lt;b&gt;väärin" in page
    (message,) = waiting(settings.feedback_file)
    client.post(f"/yllapito/palaute/{message.id}/hoidettu")

    assert waiting(settings.feedback_file) == ()
    assert b"a@b.fi" not in settings.feedback_file.read_bytes()


def test_measures_have_figures_for_every_county(app, catalogue):
    page = sign_in(app).get("/yllapito/mittarit").text

    for county in catalogue.areas.wellbeing_counties.values():
        assert county.name.fi in page
    assert page.count("<svg") > 30


def test_pages_are_valid_html(checker, app, settings, client, tmp_path):  # noqa: F811  (the fixture)
    key, other = found(settings), found(settings, record_id="kela")
    add(settings.feedback_file, Message(date(2026, 11, 1), "error", "kela-kiila", "/fi/x", "t", ""))
    record = find_record(settings.data_dir, "kela-kiila")
    aino = sign_in(app)
    forms = {"base": record.text + "x", "text": record.text + "  # y\n", "reason": "z"}
    pages = {
        path: aino.get(path).text
        for path in (
            "/yllapito", "/yllapito?tila=rejected", f"/yllapito/havainto/{key}",
            f"/yllapito/havainto/{key}/samat", f"/yllapito/havainto/{key}/kopio",
            f"/yllapito/havainto/{other}/muokkaa", "/yllapito/mittarit", "/yllapito/palaute",
        )
    }  # fmt: skip
    pages["signed out"] = client.get("/yllapito").text
    pages["conflict"] = aino.post("/yllapito/tietue/kela-kiila/muokkaa", data=forms).text
    aino.post(f"/yllapito/havainto/{key}/hyvaksy")
    after = aino.get(f"/yllapito/havainto/{key}?tehty=saved&havainto={key}")
    assert after.status_code == 200
    pages["after"] = after.text
    pages["history"] = aino.get("/yllapito/muutokset").text

    folder = tmp_path / "html"
    folder.mkdir()
    assert html_faults(checker, pages, folder) == ""
