"""Editing a record's text: checked, kept with its reason, nothing typed is lost."""

from starlette.testclient import TestClient

from catalog.edit import find_record, set_scalar
from catalog.finding_store import SqliteFindingStore
from catalog.findings import FindingFilter
from tests.web.maintain.acting import OURS, PASSWORD, THERAPY, files, found, sign_in, state_of
from tests.web.test_html_conformance import checker, html_faults  # noqa: F401  (a fixture)


def test_unchanged_text_decides_nothing(app, settings):
    key, client = found(settings), sign_in(app)
    text = find_record(settings.data_dir, "kela-kuntoutuksen-neuvonta").text

    answer = client.post(f"/yllapito/havainto/{key}/muokkaa", data={"base": text, "text": text})

    assert answer.status_code == 422
    assert state_of(settings, key) == "open"


def test_reason_is_one_line_of_text(app, settings, last_commit):
    record = find_record(settings.data_dir, "kela-kiila")
    text = set_scalar(record.text, ("name", "fi"), "Uusi nimi")
    form = {"base": record.text, "text": text, "reason": "a\x00b\nReviewed-by: x"}

    answer = sign_in(app).post("/yllapito/tietue/kela-kiila/muokkaa", data=form)

    assert answer.status_code == 303
    log = last_commit("%B")
    assert "Reason: a b Reviewed-by: x" in log


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


def test_own_change_taken_back_leaves_nothing_to_decide(app, settings):
    client = sign_in(app)
    record = find_record(settings.data_dir, "kela-kiila")
    before = files(settings)
    form = {"base": record.text, "text": record.text.rstrip("\n") + "  # koe\n", "reason": "koe"}
    client.post("/yllapito/tietue/kela-kiila/muokkaa", data=form)
    store = SqliteFindingStore(settings.findings_file)
    (key,) = (each.id for each in store.open_findings(FindingFilter(state="edited")))

    client.post(f"/yllapito/havainto/{key}/kumoa")

    assert files(settings) == before
    assert state_of(settings, key) == "rejected"
