"""Loading the catalogue: a sound one loads, each kind of fault is told with line and remedy."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from catalog.load import check_catalogue, data_version, faults_of, load_catalogue
from catalog.problems import CatalogueError
from tests.conftest import DATA, TODAY

FIXTURES = Path(__file__).parent.parent / "fixtures" / "catalogue"

# file -> (line of the fault, place in the record, words of the message that must be there)
FAULTS = {
    "age_in_words": (12, "kela-esimerkki › age › min", '"viisi" is not a whole number. Write it'),
    "bad_id": (2, "id", "Use small letters"),
    "date_in_future": (17, "verified_on", "2027-01-01 is in the future."),
    "duplicate_id": (18, "kela-esimerkki", "stands twice (first on line 2)"),
    "ended_sector": (5, "sector", "Did you mean 'medical'?"),
    "fee_without_sum": (13, "price", "Add amounts with a source"),
    "free_with_sum": (13, "price", "called free but a sum is given"),
    "negative_sum": (13, "eur", "cannot be negative"),
    "long_summary": (8, "summary › fi", "61 words; 60 is the most"),
    "missing_field": (2, "branch", 'the field "branch" is missing'),
    "no_source": (14, "sources", "there is no source"),
    "organiser_both": (7, "organiser", "either an id or a role"),
    "phone_not_a_number": (14, "channels", "is not a phone number. Write it as"),
    "phone_without_source": (14, "channels", "has no source"),
    "source_in_future": (15, "sources › fetched", "2027-01 is in the future"),
    "unknown_field": (11, "froms", "Did you mean 'forms'?"),
    "unknown_need": (9, "needs › primary", "Did you mean 'body.move'?"),
    "unknown_organisation": (7, "organiser", "Did you mean 'kela'?"),
    "unknown_related": (14, "related › id", 'no service "kela-olematon"'),
    "unknown_source_key": (14, "channels › source", "Did you mean 'sivu'?"),
    "unknown_county": (14, "service_area › wellbeing_county", 'no wellbeing county "6"'),
    "not_a_list": (1, "file", "is not a list of records"),
    "text_instead_of_languages": (3, "name", "Texts are written by language"),
}


@pytest.fixture
def data(tmp_path):
    """A whole data folder with one sound service and one organisation."""
    folder = tmp_path / "data"
    folder.mkdir()
    for name in ("taxonomy", "areas", "rules", "questions.yaml"):
        (folder / name).symlink_to(DATA / name)
    for name in ("urgent_help.yaml", "tombstones.yaml"):
        (folder / name).write_text("", encoding="utf-8")
    for name in ("services.yaml", "organizations.yaml"):
        shutil.copy(FIXTURES / "sound" / name, folder / name)
    # Areas resolve to counties and employment areas, so those organisations come along.
    (folder / "organizations").mkdir()
    for name in ("wellbeing-counties.yaml", "employment-areas.yaml"):
        (folder / "organizations" / name).symlink_to(DATA / "organizations" / name)
    return folder


def test_a_sound_catalogue_loads(data):
    catalogue = load_catalogue(data, TODAY)

    assert list(catalogue.services) == ["kela-esimerkki"]
    assert catalogue.services["kela-esimerkki"].name.fi == "Esimerkkipalvelu"


@pytest.mark.parametrize(("name", "expected"), FAULTS.items(), ids=FAULTS.keys())
def test_a_fault_is_told_with_line_place_and_remedy(data, name, expected):
    line, where, words = expected
    shutil.copy(FIXTURES / "broken" / f"{name}.yaml", data / "services.yaml")

    _, problems = check_catalogue(data, TODAY)
    told = [p for p in faults_of(problems) if words in f"{p.what} {p.mend}"]

    assert len(told) == 1, list(map(str, problems))
    assert told[0].file == Path("data/services.yaml")
    assert told[0].line == line
    assert where in told[0].where


def test_every_broken_file_is_tested():
    assert {p.stem for p in (FIXTURES / "broken").glob("*.yaml")} >= set(FAULTS)


def test_all_faults_are_told_at_once(data):
    text = (data / "services.yaml").read_text(encoding="utf-8")
    broken = text.replace("[medical]", "[medial]").replace("[body.move]", "[body.mvoe]")
    (data / "services.yaml").write_text(broken + broken.replace("esimerkki", "toinen"), "utf-8")

    with pytest.raises(CatalogueError) as caught:
        load_catalogue(data, TODAY)

    assert len(caught.value.problems) >= 2
    assert "data/services.yaml:4: kela-esimerkki › sector" in str(caught.value)


def test_the_same_id_in_two_files_names_the_other_place(data):
    (data / "services").mkdir()
    shutil.copy(data / "services.yaml", data / "services" / "toinen.yaml")

    _, problems = check_catalogue(data, TODAY)

    assert "already used in data/services.yaml:1" in str(problems[0])


def test_a_half_written_file_never_gives_a_catalogue(data):
    text = (data / "services.yaml").read_text(encoding="utf-8")
    (data / "services.yaml").write_text(text[: len(text) // 2], encoding="utf-8")

    with pytest.raises(CatalogueError):
        load_catalogue(data, TODAY)


def test_a_missing_file_is_told_and_nothing_is_raised_by_the_check(data):
    (data / "organizations.yaml").unlink()

    _, problems = check_catalogue(data, TODAY)

    assert any("does not exist" in p.what for p in problems)


def test_the_version_changes_with_any_byte_of_the_data(data):
    before = data_version(data)
    with (data / "services.yaml").open("a", encoding="utf-8") as file:
        file.write("# a note\n")

    assert data_version(data) != before


def test_a_record_checked_today_is_not_in_the_future(data):
    _, problems = check_catalogue(data, date(2026, 11, 25))

    assert faults_of(problems) == []
