"""`catalog new | stale | gaps | score | schema | format`: what an editor does in a day."""

import json
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from catalog.format import SERVICE_ORDER, formatted
from catalog.gaps import gaps_of
from catalog.load import check_catalogue, faults_of
from catalog.new_record import slug_of
from catalog.safe_write import replace_file, replace_if_sound
from catalog.schema import schemas_of
from catalog.score import ITEMS, score_of
from catalog.stale import due_records
from catalog.yamlfile import parse_yaml
from kuntoutuspolku import app
from tests.conftest import DATA, TODAY


@pytest.fixture(scope="module")
def run():
    runner = CliRunner()
    return lambda *args, **kw: runner.invoke(app, ["catalog", *map(str, args)], **kw)


@pytest.fixture
def data(tmp_path) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    return folder


NEW = (
    "new", "--name", "Öinen kävelyryhmä", "--summary", "Kävelet muiden kanssa kerran viikossa.",
    "--url", "https://www.example.fi/ryhma", "--title", "Example: ryhmä", "--organiser", "kela",
    "--sector", "social", "--branch", "peer", "--needs", "social.peer,social.lonely",
)  # fmt: skip


def test_a_new_record_is_written_sound_and_unchecked(run, data):
    result = run(*NEW, "--data", data)

    catalogue, problems = check_catalogue(data, date(2100, 1, 1))
    record = catalogue.services["oinen-kavelyryhma"]
    assert result.exit_code == 0, result.output
    assert faults_of(problems) == []
    assert (record.evidence, record.price.state) == ("D", "unknown")
    assert f"data/services.yaml:{_line_of(data, 'oinen-kavelyryhma')}" in result.stdout


def _line_of(data: Path, record_id: str) -> int:
    lines = (data / "services.yaml").read_text(encoding="utf-8").splitlines()
    return lines.index(f"- id: {record_id}") + 1


def test_a_new_record_with_a_fault_changes_nothing(run, data):
    before = (data / "services.yaml").read_bytes()

    result = run(*NEW, "--id", "kela-kiila", "--data", data)

    assert result.exit_code == 1
    assert "stands twice" in result.stderr
    assert (data / "services.yaml").read_bytes() == before


def test_a_wrong_word_is_answered_with_the_nearest(run, data):
    result = run(*NEW[:-1], "social.per", "--data", data)

    assert result.exit_code == 2
    assert "'social.peer'" in result.stderr


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Äiti & lapsi -ryhmä", "aiti-lapsi-ryhma"), ("Å", "a"), ("  Kela: KIILA ", "kela-kiila")],
)
def test_an_id_is_made_of_the_name(name, slug):
    assert slug_of(name) == slug


def test_stale_lists_the_unchecked_and_then_the_longest_overdue(catalogue):
    assert {d.evidence for d in due_records(catalogue, TODAY)} == {"D"}

    later = due_records(catalogue, TODAY + timedelta(days=800))
    assert len(later) == len(catalogue.services) + len(catalogue.organizations)
    assert [d.overdue_days for d in later] == sorted((d.overdue_days for d in later), reverse=True)


def test_a_record_people_see_often_is_checked_first(catalogue):
    due = due_records(catalogue, TODAY + timedelta(days=800), uses={"kela-kiila": 9})

    assert due[0].record_id == "kela-kiila"


def test_a_need_that_no_sector_answers_is_a_gap(catalogue):
    without = {
        key: service for key, service in catalogue.services.items()
        if "sense.hearing" not in (*service.needs.primary, *service.needs.also)
    }  # fmt: skip

    found = gaps_of(replace(catalogue, services=without))

    sectors = {gap.sector for gap in found.needs if gap.need == "sense.hearing"}
    assert sectors == set(catalogue.taxonomy.sectors)


def test_every_county_has_somebody_to_call_for_each_sector_it_answers_for(catalogue):
    assert gaps_of(catalogue).contacts == {}


def test_no_text_lacks_finnish_or_swedish_on_a_swedish_island(catalogue):
    assert gaps_of(catalogue).texts["fi"] == ()


def test_a_score_leaves_out_what_does_not_apply(catalogue):
    service = catalogue.services["kela-kiila"]
    bare = replace(service, duration=None, kind="peer_support")

    judged = {item.name: verdict for item, verdict in score_of(bare, TODAY).verdicts}

    assert judged["duration"] is None
    assert len(judged) == len(ITEMS)
    assert 0 < score_of(bare, TODAY).per_cent <= 100


def test_a_score_falls_when_a_fact_is_lost(catalogue):
    service = catalogue.services["kela-kiila"]

    assert score_of(replace(service, steps=()), TODAY).per_cent < score_of(service, TODAY).per_cent


def test_the_committed_schemas_are_current(catalogue):
    texts = schemas_of(catalogue)

    assert {name: (DATA / "schema" / name).read_text("utf-8") for name in texts} == texts


@pytest.mark.parametrize("stem", ["services", "organizations", "tombstones", "urgent_help"])
def test_every_real_file_fits_its_schema(stem):
    schema = json.loads((DATA / "schema" / f"{stem}.schema.json").read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    files = [DATA / f"{stem}.yaml", *(DATA / stem).glob("*.yaml")]

    records = [r for f in files for r in parse_yaml(f.read_text("utf-8"), f).data]
    as_json = json.loads(json.dumps(records, default=float))

    assert [e.message[:200] for e in validator.iter_errors(as_json)] == []


def test_a_schema_refuses_a_need_that_does_not_exist():
    schema = json.loads((DATA / "schema" / "services.schema.json").read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(schema)

    faults = list(validator.iter_errors([{"id": "x", "needs": {"primary": ["no.such"]}}]))

    assert any("no.such" in fault.message for fault in faults)


def test_the_files_are_in_canonical_order_and_name_their_schema(run):
    assert run("format", "--check").exit_code == 0
    assert run("schema", "--check").exit_code == 0


def test_formatting_moves_fields_with_their_comments_and_changes_nothing_else():
    text = "# top\n- sector: [social]\n  # why this name\n  name: {fi: A}  # end\n  id: a\n"

    result = formatted(text, SERVICE_ORDER, Path("services.yaml"))

    assert result == (
        "# top\n- id: a\n  # why this name\n  name: {fi: A}  # end\n  sector: [social]\n"
    )


def test_formatting_twice_changes_nothing():
    text = (DATA / "services.yaml").read_text("utf-8")

    assert formatted(text, SERVICE_ORDER, Path("services.yaml")) == text


def test_a_file_in_flow_style_is_left_alone():
    text = "- {name: {fi: A}, id: a}\n"

    assert formatted(text, SERVICE_ORDER, Path("services.yaml")) == text


def test_a_faulty_text_never_replaces_a_good_file(data):
    path = data / "services.yaml"
    before = path.read_bytes()

    faults = replace_if_sound(data, path, before.decode()[:-3000], TODAY)

    assert faults != []
    assert path.read_bytes() == before


def test_a_full_disk_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "services.yaml"
    path.write_text("old")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("catalog.safe_write.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        replace_file(path, "new")

    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_record_that_vanished_without_a_tombstone_is_a_fault(data):
    ids = (data / "published_ids.txt").read_text("utf-8")
    (data / "published_ids.txt").write_text(f"aaa-poistunut\n{ids}", encoding="utf-8")

    _, problems = check_catalogue(data, date(2100, 1, 1))

    (told,) = faults_of(problems)
    assert (str(told.file), told.line, told.where) == ("data/published_ids.txt", 1, "aaa-poistunut")
    assert "no tombstone tells what became of it. Add it to data/tombstones.yaml" in str(told)
