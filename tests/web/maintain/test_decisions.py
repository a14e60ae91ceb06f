"""What each decision does to the files and to its finding, and what it never does."""

import pytest

from catalog.edit import find_record
from catalog.snapshots import Snapshot, SnapshotStore
from tests.web.maintain.acting import NOW, THERAPY, confirm, files, found, sign_in, state_of
from tests.web.test_html_conformance import checker, html_faults  # noqa: F401  (a fixture)
from web.maintain.acts import is_sensitive


def test_accepting_writes_one_line_commits_it_and_undo_takes_it_back(app, settings, last_commit):
    key, before = found(settings), files(settings)
    client = sign_in(app)
    page = client.get(f"/yllapito/havainto/{key}").text
    assert "<ins>" in page
    assert "Soita 020 692 999" in page

    answer = client.post(f"/yllapito/havainto/{key}/hyvaksy")

    assert answer.status_code == 303
    assert "tehty=saved" in answer.headers["location"]
    assert state_of(settings, key) == "accepted"
    assert "020 692 999" in find_record(settings.data_dir, "kela-kuntoutuksen-neuvonta").text
    told = last_commit("%an|%s|%b")
    assert told.startswith("Aino|kela-kuntoutuksen-neuvonta: channels.phone|")
    assert "Source: https://www.kela.fi/x (2026-11-20)" in told
    assert "commit" in client.get("/yllapito/muutokset").text

    client.post(f"/yllapito/havainto/{key}/kumoa")

    assert state_of(settings, key) == "open"
    assert files(settings) == before


@pytest.mark.parametrize(
    ("path", "data", "state"),
    [
        ("hylkaa", {"reason": "source_old"}, "rejected"),
        ("myohemmin", {"until": "2026-12-24"}, "later"),
    ],
)
def test_decision_that_leaves_the_catalogue_alone(app, settings, path, data, state):
    key, before = found(settings), files(settings)

    answer = sign_in(app).post(f"/yllapito/havainto/{key}/{path}", data=data)

    assert answer.status_code == 303
    assert state_of(settings, key) == state
    assert files(settings) == before


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("hylkaa", {}), ("hylkaa", {"reason": "x"}), ("myohemmin", {"until": ""}),
        ("myohemmin", {"until": "2020-01-01"}), ("myohemmin", {"until": "huomenna"}),
    ],
)  # fmt: skip
def test_decision_without_what_it_needs_is_asked_again(app, settings, path, data):
    key = found(settings)

    answer = sign_in(app).post(f"/yllapito/havainto/{key}/{path}", data=data)

    assert answer.status_code == 422
    assert state_of(settings, key) == "open"


def test_price_needs_two_people_who_are_not_the_same(app, settings):
    key = found(settings, kind="price", field="price.amounts", record_id=THERAPY)
    record = find_record(settings.data_dir, THERAPY)
    new = record.text.replace("eur: 57.60", "eur: 58.60")
    before = files(settings)
    aino, bjorn = sign_in(app), sign_in(app, "Björn")
    form = {"base": record.text.replace("\n", "\r\n"), "text": new.replace("\n", "\r\n")}

    aino.post(f"/yllapito/havainto/{key}/muokkaa", data=form)

    assert state_of(settings, key) == "waiting"
    assert files(settings) == before
    assert confirm(aino, key, seen=1).status_code == 422
    assert "57.60" in bjorn.get(f"/yllapito/havainto/{key}").text
    assert confirm(bjorn, key, seen=1).status_code == 303
    assert state_of(settings, key) == "accepted"
    assert find_record(settings.data_dir, THERAPY).text == new


def test_second_reader_agrees_only_to_what_was_looked_at(app, settings):
    key = found(settings, kind="price", field="price.amounts", record_id=THERAPY)
    record = find_record(settings.data_dir, THERAPY)
    aino, bjorn = sign_in(app), sign_in(app, "Björn")
    path, before = f"/yllapito/havainto/{key}/muokkaa", files(settings)
    for price in ("58.60", "99.60"):  # the second replaces the first after Björn opened the page
        new = record.text.replace("eur: 57.60", f"eur: {price}")
        assert aino.post(path, data={"base": record.text, "text": new}).status_code == 303

    assert confirm(bjorn, key, seen=1).status_code == 409
    assert bjorn.post(f"/yllapito/havainto/{key}/vahvista").status_code == 409
    assert files(settings) == before
    assert "99.60" in bjorn.get(path).text  # the edit goes on from what is proposed
    assert confirm(bjorn, key, seen=2).status_code == 303


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("- id: a\n  name: {fi: B}\n  price: {state: free}\n", False),
        ("- id: a\n  name: {fi: A}\n  price: {state: unknown}\n", True),
        ("- id: a\n  name: {fi: A}\n  price: {state: free}\n- id: b\n", True),
        ("- id: a\n  name: {fi: A}\n  price: {state: free}\n  local: [{price: {eur: 1}}]\n", True),
        ("", True),
    ],
)
def test_what_two_must_agree_on(text, is_so):
    before = "- id: a\n  name: {fi: A}\n  price: {state: free}\n"

    assert is_sensitive(before, text) is is_so


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (("hylkaa", {"reason": "not_ours"}), ("hyvaksy", {})),
        (("hyvaksy", {}), ("hylkaa", {"reason": "not_ours"})),
        (("hyvaksy", {}), ("hyvaksy", {})),
        (("hyvaksy", {}), ("myohemmin", {"until": "2026-12-24"})),
    ],
)
def test_what_is_decided_is_taken_back_before_it_is_decided_otherwise(app, settings, first, then):
    key, client = found(settings), sign_in(app)
    client.post(f"/yllapito/havainto/{key}/{first[0]}", data=first[1])
    state, kept = state_of(settings, key), files(settings)

    answer = client.post(f"/yllapito/havainto/{key}/{then[0]}", data=then[1])

    assert answer.status_code == 409
    assert "päätä uudelleen" in answer.text
    assert (state_of(settings, key), files(settings)) == (state, kept)
    assert client.get(f"/yllapito/havainto/{key}").status_code == 200


def test_undo_without_anything_to_take_back_is_told(app, settings):
    key = found(settings)

    assert sign_in(app).post(f"/yllapito/havainto/{key}/kumoa").status_code == 409


@pytest.mark.parametrize("value", ["020\n692", "+358 20 692\x00999", "soita meille"])
def test_odd_number_of_a_page_is_left_to_a_hand(app, settings, value):
    key, client = found(settings, source_value=value), sign_in(app)

    assert client.get(f"/yllapito/havainto/{key}").status_code == 200
    assert client.post(f"/yllapito/havainto/{key}/hyvaksy").status_code == 422


def test_same_change_of_several_records_is_accepted_together(app, settings):
    keys = [found(settings, record_id=r) for r in ("kela-kuntoutuksen-neuvonta", "kela")]
    client = sign_in(app)

    page = client.get(f"/yllapito/havainto/{keys[0]}/samat").text
    assert page.count('name="chosen"') == 2
    client.post(f"/yllapito/havainto/{keys[0]}/samat", data={"chosen": keys})

    assert [state_of(settings, key) for key in keys] == ["accepted", "accepted"]


def test_page_of_a_source_can_put_nothing_into_ours(app, settings):
    hostile = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
    body = f"<html><body><main><p>{hostile} Soita.</p></main></body></html>".encode()
    snapshot = SnapshotStore(settings.crawl_dir).put(Snapshot("https://a.fi/", NOW, ""), body)
    key = found(settings, source_value=hostile, sentence=hostile, snapshot=snapshot.key)
    client = sign_in(app)

    for path in ("", f"/havainto/{key}", f"/havainto/{key}/muokkaa", f"/havainto/{key}/kopio"):
        page = client.get(f"/yllapito{path}")
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "<img" not in page.text
    before = files(settings)
    client.post(f"/yllapito/havainto/{key}/hyvaksy")
    assert b"alert(1)" not in b"".join(files(settings).values()) or files(settings) == before


def test_change_that_cannot_be_written_becomes_a_patch(app, settings, monkeypatch):
    key, before = found(settings), files(settings)
    monkeypatch.setattr("catalog.edit.os.access", lambda *_: False)

    answer = sign_in(app).post(f"/yllapito/havainto/{key}/hyvaksy")

    assert answer.status_code == 303
    assert files(settings) == before
    (patch,) = settings.patches_dir.iterdir()
    assert "+++ b/data/services.yaml" in patch.read_text(encoding="utf-8")


@pytest.mark.parametrize("where", ["catalog.edit.replace_file", "web.maintain.acts.keep"])
def test_full_disk_is_told_and_changes_nothing(app, settings, monkeypatch, where):
    key, before = found(settings), files(settings)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(where, full)
    answer = sign_in(app).post(f"/yllapito/havainto/{key}/hyvaksy")

    assert answer.status_code == 507
    assert "levylle" in answer.text
    assert files(settings) == before
    assert state_of(settings, key) == "open"
