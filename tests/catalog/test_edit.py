"""One record changed, everything around it as it was."""

import shutil
import subprocess
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.accept import accepted_text
from catalog.edit import (
    EditConflict,
    add_record,
    find_record,
    records_in,
    save_record,
    scalar_at,
    set_scalar,
)
from catalog.edit_store import Edit, EditStore
from catalog.finding_store import SqliteFindingStore
from catalog.findings import Decision, Finding, FindingDraft, FindingFilter
from catalog.history import Why, keep
from catalog.load import record_files
from catalog.problems import CatalogueError, UnknownValue
from catalog.yamlfile import parse_yaml
from tests.conftest import DATA

TODAY = date(2026, 11, 25)
GIT = shutil.which("git") or "git"
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
RECORD = """- id: a
  # the number was asked by phone
  phone: "020 692 205"   # Kela
  note: {fi: 'it''s', sv: plain text}
  channels:
    - {kind: phone, value: 09 1234, label: {fi: x}}
"""


@pytest.fixture
def data(tmp_path):
    return shutil.copytree(DATA, tmp_path / "data")


@pytest.fixture
def repository(data):
    def git(*arguments):
        done = subprocess.run(  # noqa: S603  (fixed arguments of this test)
            [GIT, *arguments], cwd=data.parent, check=True, capture_output=True, text=True
        )
        return done.stdout

    git("init", "--quiet")
    git("add", "-A")
    git("-c", "user.name=t", "-c", "user.email=t@t.invalid", "commit", "--quiet", "-m", "start")
    return git


def finding(kind="phone", ours="+358 20 692205", theirs="+358 20 692999", **changes):
    values = {
        "id": "f" * 16, "kind": kind, "record_id": "kela-tules-kuntoutus",
        "field": "channels.phone",
        "catalogue_value": ours, "source_value": theirs, "sentence": "", "lang": "fi",
        "source_url": "https://www.kela.fi/x", "fetched_at": NOW, "snapshot": "",
        "confidence": 1.0, "state": "open", "needs_second_reader": False,
    }  # fmt: skip
    return Finding(**(values | changes))


def test_every_record_of_the_catalogue_is_found_whole():
    for kind in ("services", "organizations"):
        for path in record_files(DATA, kind):
            text = path.read_text(encoding="utf-8")
            found = list(records_in(text))

            assert [key for key, _, _ in found] == [
                str(record["id"]) for record in parse_yaml(text, path).data
            ]
            assert all(text[start:end].startswith("- ") for _, start, end in found)


def test_unknown_record_is_told():
    with pytest.raises(UnknownValue):
        find_record(DATA, "no-such-record")


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        (("phone",), "020 692 999", '  phone: "020 692 999"   # Kela'),
        (("note", "fi"), "it's new", "  note: {fi: 'it''s new', sv: plain text}"),
        (("note", "sv"), "a, b", "  note: {fi: 'it''s', sv: \"a, b\"}"),
        (("channels", 0, "value"), "09 99", "    - {kind: phone, value: 09 99, label: {fi: x}}"),
    ],
)
def test_one_value_changes_and_nothing_else(path, value, line):
    changed = set_scalar(RECORD, path, value)

    before, after = RECORD.split("\n"), changed.split("\n")
    assert [b for a, b in zip(before, after, strict=True) if a != b] == [line]
    assert scalar_at(changed, path) == value


@given(value=st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=60))
@settings(max_examples=200)
def test_any_text_can_stand_in_any_style_of_value(value):
    value = "".join(each for each in value if each.isprintable())
    for path in (("phone",), ("note", "fi"), ("note", "sv"), ("channels", 0, "value")):
        changed = set_scalar(RECORD, path, value)

        assert scalar_at(changed, path) == value
        assert changed.count("\n") == RECORD.count("\n")
        assert "# the number was asked by phone" in changed


def test_value_with_a_line_break_is_refused():
    with pytest.raises(ValueError, match="one line"):
        set_scalar(RECORD, ("phone",), "1\n- id: b")


def test_edit_and_its_undo_leave_every_byte_as_it_was(data):
    record = find_record(data, "kela-tules-kuntoutus")
    before = {path: path.read_bytes() for path in data.rglob("*.yaml")}
    changed = set_scalar(record.text, ("name", "fi"), "Tules-kuntoutus (koe)")

    saved = save_record(data, record.record_id, record.text, changed, TODAY)
    lines = [line for line in saved.patch.splitlines() if line[:1] in "+-"]
    assert len(lines) == 4  # two names of files, one line out, one in
    now = find_record(data, record.record_id).text
    save_record(data, record.record_id, now, record.text, TODAY)

    assert {path: path.read_bytes() for path in data.rglob("*.yaml")} == before


def test_change_by_somebody_else_is_a_conflict_that_loses_nothing(data):
    record = find_record(data, "kela-tules-kuntoutus")
    theirs = set_scalar(record.text, ("name", "fi"), "Heidän nimensä")
    yours = set_scalar(record.text, ("name", "fi"), "Sinun nimesi")
    save_record(data, record.record_id, record.text, theirs, TODAY)

    with pytest.raises(EditConflict) as conflict:
        save_record(data, record.record_id, record.text, yours, TODAY)

    assert (conflict.value.base, conflict.value.theirs) == (record.text, theirs)
    assert conflict.value.yours == yours
    assert find_record(data, record.record_id).text == theirs


def test_faulty_change_writes_nothing_and_names_the_line(data):
    record = find_record(data, "kela-tules-kuntoutus")
    before = record.path.read_bytes()

    with pytest.raises(CatalogueError, match=r"services\.yaml:\d+: kela-tules-kuntoutus"):
        save_record(data, record.record_id, record.text, record.text + "  nonsense: 1\n", TODAY)

    assert record.path.read_bytes() == before


def test_new_record_needs_a_file_of_services(data):
    with pytest.raises(UnknownValue):
        add_record(data, "../outside.yaml", "- id: x\n", TODAY)


def test_accepted_phone_keeps_the_form_of_the_record():
    text = find_record(DATA, "kela-kuntoutuksen-neuvonta").text
    phones = [line for line in text.splitlines() if "020 692 205" in line]

    changed = accepted_text(finding(sentence="Soita meille: 020 692 999."), text)

    assert phones
    assert changed is not None
    assert "020 692 205" not in changed
    assert changed.count("020 692 999") == text.count("020 692 205")


def test_moved_page_is_changed_where_it_stands():
    text = RECORD + '  sources:\n    - {key: k, url: "https://a.fi/old", fetched: 2025-01}\n'
    moved = finding("moved", "https://a.fi/old", "https://a.fi/new", source_url="https://a.fi/old")

    changed = accepted_text(moved, text)

    assert changed is not None
    assert '{key: k, url: "https://a.fi/new", fetched: 2026-11}' in changed


@pytest.mark.parametrize("kind", ["price", "age_limit", "gone", "ended", "new_service"])
def test_what_also_stands_in_sentences_needs_a_hand(kind):
    assert accepted_text(finding(kind), RECORD) is None


def test_value_that_stands_nowhere_any_more_needs_a_hand():
    assert accepted_text(finding(ours="+358 9 000000"), RECORD) is None


def test_change_is_a_commit_with_who_why_and_source(data, repository, tmp_path):
    (data / "areas" / "README.md").write_text("changed by somebody else\n")
    record = find_record(data, "kela-tules-kuntoutus")
    changed = set_scalar(record.text, ("name", "fi"), "Tules-kuntoutus (koe)")
    saved = save_record(data, record.record_id, record.text, changed, TODAY)

    where = keep(saved, Why("Aino Åkers", "kela-tules-kuntoutus: nimi", "Lähde: x"), tmp_path, NOW)

    assert where.startswith("commit ")
    told = repository("log", "-1", "--stat", "--format=%an|%s|%b")
    assert told.startswith("Aino Åkers|kela-tules-kuntoutus: nimi|Lähde: x")
    assert "1 file changed, 1 insertion(+), 1 deletion(-)" in told
    assert "README.md" in repository("status", "--porcelain")  # left as it was


def test_without_a_repository_the_change_is_a_patch(data, tmp_path):
    record = find_record(data, "kela-tules-kuntoutus")
    changed = set_scalar(record.text, ("name", "fi"), "Tules-kuntoutus (koe)")
    saved = save_record(data, record.record_id, record.text, changed, TODAY)

    name = keep(saved, Why("Aino", "nimi", "Lähde: x"), tmp_path / "patches", NOW)

    patch = (tmp_path / "patches" / name).read_text(encoding="utf-8")
    assert "+++ b/data/services.yaml" in patch
    assert "Lähde: x" in patch


def test_store_keeps_edits_and_proposals(tmp_path):
    store = EditStore(tmp_path / "f.sqlite")
    edit = Edit("f1", "r", "before", "after", "Aino", NOW, "commit 1")
    store.propose(edit)

    assert store.proposal("f1") == edit
    store.add(edit)
    assert store.proposal("f1") is None
    assert store.last("f1") == edit
    assert store.recent() == (edit,)


def test_put_off_finding_comes_back_on_its_day(tmp_path):
    store = SqliteFindingStore(tmp_path / "f.sqlite")
    draft = FindingDraft("phone", "r", "channels.phone", "1", "2", "", "fi", "https://a.fi", NOW)
    store.add([draft])
    store.decide(draft.fingerprint, Decision("Aino", NOW, "later", until=date(2026, 12, 1)))

    assert store.open_findings() == ()
    assert store.open_findings(FindingFilter(on=date(2026, 11, 30))) == ()
    (back,) = store.open_findings(FindingFilter(on=date(2026, 12, 1)))
    assert back.until == date(2026, 12, 1)


def test_file_of_the_first_form_is_renewed(tmp_path):
    path = tmp_path / "f.sqlite"
    store = SqliteFindingStore(path)
    draft = FindingDraft("phone", "r", "channels.phone", "1", "2", "", "fi", "https://a.fi", NOW)
    store.add([draft])
    with store._connect() as connection:
        connection.execute("ALTER TABLE finding DROP COLUMN until")
        connection.execute("PRAGMA user_version = 1")

    (kept,) = SqliteFindingStore(path).open_findings()

    assert (kept.id, kept.until) == (draft.fingerprint, None)
