"""The maintainers' pages: who gets in, what each act does to the files, and what it never does."""

import re
import shutil
import subprocess
from datetime import UTC, date, datetime

import pytest
from starlette.testclient import TestClient

from catalog.edit import find_record, set_scalar
from catalog.finding_store import SqliteFindingStore
from catalog.findings import FindingDraft
from catalog.snapshots import Snapshot, SnapshotStore
from tests.conftest import DATA
from tests.web.conftest import TODAY
from tests.web.test_html_conformance import checker, html_faults  # noqa: F401  (a fixture)
from web.app import create_app
from web.config import Settings
from web.feedback.store import Message, add, waiting
from web.maintain.accounts import Accounts, Tries
from web.maintain.acts import is_sensitive

THERAPY = "kela-kuntoutuspsykoterapia"
PASSWORD = "oikea hevonen paristo"  # noqa: S105  (of accounts made here)
OURS = {"origin": "http://testserver", "host": "testserver"}
NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
GIT = shutil.which("git") or "git"


@pytest.fixture
def settings(tmp_path):
    shutil.copytree(DATA, tmp_path / "data")
    for arguments in (
        ("init", "--quiet"), ("add", "-A"),
        ("-c", "user.name=t", "-c", "user.email=t@t.invalid", "commit", "-qm", "start"),
    ):  # fmt: skip
        subprocess.run([GIT, *arguments], cwd=tmp_path, check=True)  # noqa: S603  (fixed)
    return Settings(
        data_dir=tmp_path / "data", index_dir=tmp_path / "index",
        maintainers_file=tmp_path / "m.sqlite", findings_file=tmp_path / "f.sqlite",
        crawl_dir=tmp_path / "crawl", pages_dir=tmp_path / "pages",
        patches_dir=tmp_path / "patches", feedback_file=tmp_path / "feedback.sqlite",
    )  # fmt: skip


@pytest.fixture
def app(settings, catalogue, engine, monkeypatch):
    for name in ("Aino", "Björn"):
        Accounts(settings.maintainers_file).add(name, PASSWORD)
    app = create_app(settings, catalogue, engine, lambda: TODAY)
    monkeypatch.setattr(app.state.rebuild, "start", lambda: None)  # tried in tests/e2e
    return app


@pytest.fixture
def client(app):
    return TestClient(app, follow_redirects=False, headers=OURS)


def sign_in(app, name="Aino"):
    client = TestClient(app, follow_redirects=False, headers=OURS)
    answer = client.post("/yllapito/kirjaudu", data={"name": name, "password": PASSWORD})
    assert answer.status_code == 303
    return client


def found(settings, **changes):
    values = {
        "kind": "phone", "record_id": "kela-kuntoutuksen-neuvonta", "field": "channels.phone",
        "catalogue_value": "+358 20 692205", "source_value": "+358 20 692999",
        "sentence": "Soita 020 692 999 ja kysy.", "lang": "fi",
        "source_url": "https://www.kela.fi/x", "fetched_at": NOW,
    }  # fmt: skip
    draft = FindingDraft(**(values | changes))
    SqliteFindingStore(settings.findings_file).add([draft])
    return draft.fingerprint


def confirm(client, key, seen):
    return client.post(f"/yllapito/havainto/{key}/vahvista", data={"seen": str(seen)})


def state_of(settings, finding_id):
    return SqliteFindingStore(settings.findings_file).get(finding_id).state


def files(settings):
    return {path: path.read_bytes() for path in settings.data_dir.rglob("*.yaml")}


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


def test_accepting_writes_one_line_commits_it_and_undo_takes_it_back(app, settings):
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
    told = subprocess.run(  # noqa: S603  (fixed)
        [GIT, "log", "-1", "--format=%an|%s|%b"], cwd=settings.data_dir, check=True,
        capture_output=True, text=True,
    ).stdout  # fmt: skip
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


def test_unchanged_text_decides_nothing(app, settings):
    key, client = found(settings), sign_in(app)
    text = find_record(settings.data_dir, "kela-kuntoutuksen-neuvonta").text

    answer = client.post(f"/yllapito/havainto/{key}/muokkaa", data={"base": text, "text": text})

    assert answer.status_code == 422
    assert state_of(settings, key) == "open"


def test_what_was_put_off_until_a_day_that_has_come_is_open(app, settings, catalogue, engine):
    key = found(settings)
    sign_in(app).post(f"/yllapito/havainto/{key}/myohemmin", data={"until": "2026-12-24"})
    texts = {}
    for day in (TODAY, date(2026, 12, 24)):
        then = create_app(settings, catalogue, engine, lambda day=day: day)
        page = " ".join(sign_in(then).get("/yllapito").text.split())
        texts[day] = re.search(r"tila=open.*?</a> (\d+).*?tila=later.*?</a> (\d+)", page).groups()

    assert texts == {TODAY: ("0", "1"), date(2026, 12, 24): ("1", "0")}


def test_undo_without_anything_to_take_back_is_told(app, settings):
    key = found(settings)

    assert sign_in(app).post(f"/yllapito/havainto/{key}/kumoa").status_code == 409


@pytest.mark.parametrize("value", ["020\n692", "+358 20 692\x00999", "soita meille"])
def test_odd_number_of_a_page_is_left_to_a_hand(app, settings, value):
    key, client = found(settings, source_value=value), sign_in(app)

    assert client.get(f"/yllapito/havainto/{key}").status_code == 200
    assert client.post(f"/yllapito/havainto/{key}/hyvaksy").status_code == 422


def test_reason_is_one_line_of_text(app, settings):
    record = find_record(settings.data_dir, "kela-kiila")
    text = set_scalar(record.text, ("name", "fi"), "Uusi nimi")
    form = {"base": record.text, "text": text, "reason": "a\x00b\nReviewed-by: x"}

    answer = sign_in(app).post("/yllapito/tietue/kela-kiila/muokkaa", data=form)

    assert answer.status_code == 303
    log = subprocess.run(  # noqa: S603  (fixed)
        [GIT, "log", "-1", "--format=%B"], cwd=settings.data_dir, check=True,
        capture_output=True, text=True,
    ).stdout  # fmt: skip
    assert "Reason: a b Reviewed-by: x" in log


def test_message_with_an_impossible_number_is_not_found(app):
    assert sign_in(app).post(f"/yllapito/palaute/{'9' * 30}/hoidettu").status_code == 404


def test_condition_changed_beside_a_phone_needs_two_people_too(app, settings):
    key = found(settings, record_id=THERAPY)
    record = find_record(settings.data_dir, THERAPY)
    new = record.text.replace("care_months, at_least: 3", "care_months, at_least: 4")
    assert new != record.text

    sign_in(app).post(f"/yllapito/havainto/{key}/muokkaa", data={"base": record.text, "text": new})

    assert state_of(settings, key) == "waiting"


def test_faulty_edit_names_file_and_line_and_keeps_the_text(app, settings):
    key, before = found(settings), files(settings)
    record = find_record(settings.data_dir, "kela-kuntoutuksen-neuvonta")
    text = record.text.replace("kind: ", "kind: nonsense", 1)

    answer = sign_in(app).post(
        f"/yllapito/havainto/{key}/muokkaa", data={"base": record.text, "text": text}
    )

    assert answer.status_code == 422
    assert "data/services.yaml:" in answer.text
    assert "nonsense" in answer.text
    assert files(settings) == before


def test_edit_of_a_record_that_changed_shows_three_columns(app, settings):
    record = find_record(settings.data_dir, "kela-kiila")
    theirs = set_scalar(record.text, ("name", "fi"), "Heidän nimensä")
    yours = set_scalar(record.text, ("name", "fi"), "Minun nimeni")
    whole = record.path.read_text(encoding="utf-8").replace(record.text, theirs)
    record.path.write_text(whole, encoding="utf-8")

    answer = sign_in(app).post(
        "/yllapito/tietue/kela-kiila/muokkaa",
        data={"base": record.text, "text": yours, "reason": "nimi"},
    )

    assert answer.status_code == 422
    assert all(text in answer.text for text in ("Kun aloitit", "Tiedostossa nyt", "Sinun tekstisi"))
    assert "Heidän nimensä" in answer.text
    assert "Minun nimeni" in answer.text


def test_own_edit_needs_a_reason_and_is_kept_like_a_finding(app, settings):
    record = find_record(settings.data_dir, "kela-kiila")
    text = record.text.rstrip("\n") + "  # koe\n"
    client = sign_in(app)
    form = {"base": record.text, "text": text}

    assert client.post("/yllapito/tietue/kela-kiila/muokkaa", data=form).status_code == 422
    done = client.post("/yllapito/tietue/kela-kiila/muokkaa", data={**form, "reason": "koe"})

    assert done.status_code == 303
    assert find_record(settings.data_dir, "kela-kiila").text == text


def test_half_done_edit_survives_the_end_of_the_session(app, settings):
    record = find_record(settings.data_dir, "kela-kiila")
    client = TestClient(app, follow_redirects=False, headers=OURS)
    form = {"base": record.text, "text": record.text + "  # kesken\n", "reason": "koe"}

    asked = client.post("/yllapito/tietue/kela-kiila/muokkaa", data=form)
    assert asked.status_code == 401
    assert "# kesken" in asked.text
    resumed = client.post(
        "/yllapito/kirjaudu",
        data={"name": "Aino", "password": PASSWORD,
              "back": "/yllapito/tietue/kela-kiila/muokkaa", **form},
    )  # fmt: skip

    assert resumed.status_code == 200
    assert "# kesken" in resumed.text
    assert client.post("/yllapito/tietue/kela-kiila/muokkaa", data=form).status_code == 303


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


def test_change_that_cannot_be_written_becomes_a_patch(app, settings, monkeypatch):
    key, before = found(settings), files(settings)
    monkeypatch.setattr("catalog.edit.os.access", lambda *_: False)

    answer = sign_in(app).post(f"/yllapito/havainto/{key}/hyvaksy")

    assert answer.status_code == 303
    assert files(settings) == before
    (patch,) = settings.patches_dir.iterdir()
    assert "+++ b/data/services.yaml" in patch.read_text(encoding="utf-8")


def test_full_disk_is_told_and_changes_nothing(app, settings, monkeypatch):
    key, before = found(settings), files(settings)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("catalog.edit.replace_file", full)
    answer = sign_in(app).post(f"/yllapito/havainto/{key}/hyvaksy")

    assert answer.status_code == 507
    assert "levylle" in answer.text
    assert files(settings) == before
    assert state_of(settings, key) == "open"


def test_change_whose_reason_cannot_be_kept_is_taken_out_again(app, settings, monkeypatch):
    key, before = found(settings), files(settings)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("web.maintain.acts.keep", full)
    answer = sign_in(app).post(f"/yllapito/havainto/{key}/hyvaksy")

    assert answer.status_code == 507
    assert files(settings) == before
    assert state_of(settings, key) == "open"


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
