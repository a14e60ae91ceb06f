"""The life of an index: built beside, checked, swapped, kept, refused, rolled back, damaged."""

import shutil
from dataclasses import replace
from datetime import date

import pytest

from catalog.load import check_catalogue
from catalog.problems import CatalogueError, IndexUnavailable
from search import engine as doors
from search import generation
from search.engine import build_index, open_engine, open_in_use
from search.generation import BuildRefused
from search.request import SearchRequest
from tests.conftest import DATA

TODAY = date(2100, 1, 1)

FEW = 12


@pytest.fixture
def few(catalogue):
    """A catalogue of a few real services, so that a build takes no time."""
    chosen = dict(sorted(catalogue.services.items())[:FEW])
    return replace(catalogue, services=chosen, version="aaaaaaaaaaaa")


@pytest.fixture
def built(few, tmp_path):
    build_index(few, tmp_path)
    return tmp_path


def test_build_reports_what_it_did(few, tmp_path):
    said = []

    report = build_index(few, tmp_path, progress=said.append)

    assert (report.documents, report.is_noop, report.previous_documents) == (FEW, False, None)
    assert report.generation in said[-1]


def test_second_build_does_nothing(few, built):
    before = generation.current_name(built)

    report = build_index(few, built)

    assert report.is_noop
    assert generation.current_name(built) == before


def test_new_data_gives_a_new_generation(few, built):
    before = generation.current_name(built)

    report = build_index(replace(few, version="bbbbbbbbbbbb"), built)

    assert not report.is_noop
    assert generation.current_name(built) == report.generation != before


def test_forced_build_builds_again(few, built):
    assert not build_index(few, built, force=True).is_noop


def test_three_generations_are_kept(few, built):
    for version in "bcde":
        build_index(replace(few, version=version * 12), built)

    assert [name[-1] for name in generation.generations(built)] == ["c", "d", "e"]


def test_rollback_puts_the_one_before_into_use(few, built):
    build_index(replace(few, version="bbbbbbbbbbbb"), built)

    info = generation.rollback(built)

    assert info.data_version == "aaaaaaaaaaaa"
    assert open_engine(few, built, warm=False).data_version == "aaaaaaaaaaaa"


def test_rollback_without_an_older_one_says_so(built):
    with pytest.raises(IndexUnavailable, match="kuntoutuspolku build"):
        generation.rollback(built)


def test_great_loss_is_refused(few, built):
    before = generation.current_name(built)
    half = dict(sorted(few.services.items())[: FEW // 2])

    with pytest.raises(BuildRefused, match="--force"):
        build_index(replace(few, services=half, version="bbbbbbbbbbbb"), built)
    assert generation.current_name(built) == before


def test_great_loss_is_possible_by_force(few, built):
    half = dict(sorted(few.services.items())[: FEW // 2])

    report = build_index(replace(few, services=half, version="b" * 12), built, force=True)

    assert report.documents == FEW // 2


def test_missing_index_names_the_command(few, tmp_path):
    with pytest.raises(IndexUnavailable, match="Run: kuntoutuspolku build"):
        open_engine(few, tmp_path)


@pytest.mark.parametrize(
    "name", ["postings/docs.npy", "snippets.npz", "words.json", "surfaces.txt", "foreign.npy"]
)
def test_damaged_file_names_itself_and_the_command(few, built, name):
    path = generation.current_folder(built) / name
    path.write_bytes(path.read_bytes()[:-20] + b"\0" * 20)

    with pytest.raises(IndexUnavailable, match=rf"{name} is damaged. Run: kuntoutuspolku build"):
        open_engine(few, built)


def test_missing_file_names_itself(few, built):
    (generation.current_folder(built) / "postings" / "docs.npy").unlink()

    with pytest.raises(IndexUnavailable, match=r"docs\.npy is missing"):
        open_engine(few, built)


def test_damaged_manifest_names_the_command(few, built):
    (generation.current_folder(built) / "manifest.json").write_text("{")

    with pytest.raises(IndexUnavailable, match="Run: kuntoutuspolku build"):
        open_engine(few, built)


def test_damaged_index_is_built_again(few, built):
    (generation.current_folder(built) / "postings" / "docs.npy").unlink()

    assert not build_index(few, built).is_noop


@pytest.mark.parametrize("name", ["../elsewhere", "gen-none", "/etc"])
def test_current_never_leads_outside(few, built, name):
    (built / "CURRENT").write_text(name)

    with pytest.raises(IndexUnavailable, match="does not exist"):
        open_engine(few, built)


def test_index_of_other_data_is_not_opened(few, built):
    with pytest.raises(IndexUnavailable, match="Run: kuntoutuspolku build"):
        open_engine(replace(few, version="bbbbbbbbbbbb"), built)


def test_index_of_another_analyser_is_not_opened(few, built, monkeypatch):
    monkeypatch.setattr("search.analysis.analyser.ANALYSIS_VERSION", 0)

    with pytest.raises(IndexUnavailable, match="rules 0"):
        open_engine(few, built)


@pytest.mark.parametrize("step", ["write_manifest", "put_into_use"])
def test_build_killed_before_the_swap_leaves_the_old_index(few, built, monkeypatch, step):
    before = generation.current_name(built)

    def killed(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(doors.generation, step, killed)
    with pytest.raises(KeyboardInterrupt):
        build_index(replace(few, version="bbbbbbbbbbbb"), built)

    assert generation.current_name(built) == before
    assert open_engine(few, built, warm=False).search(SearchRequest()).total == FEW


def test_unfinished_generation_is_cleared_away(few, built):
    (built / "gen-00000000T000000000000-killed").mkdir()

    build_index(replace(few, version="bbbbbbbbbbbb"), built)

    assert not (built / "gen-00000000T000000000000-killed").exists()


def test_folder_is_for_the_owner_only(built):
    assert generation.current_folder(built).stat().st_mode & 0o077 == 0


def test_faulty_table_of_words_stops_the_build(few, tmp_path):
    data = tmp_path / "data"
    (data / "taxonomy").mkdir(parents=True)
    (data / "taxonomy" / "lexicon.yaml").write_text("literal: 5\n")

    with pytest.raises(CatalogueError, match=r"lexicon\.yaml:1: literal"):
        build_index(few, tmp_path / "index", data=data)


def test_what_was_built_is_what_is_opened_after_a_step_back(tmp_path):
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    first = check_catalogue(data, TODAY)[0]
    build_index(first, tmp_path / "index", data=data)
    with (data / "services.yaml").open("a", encoding="utf-8") as file:
        file.write("# one byte more is another version\n")
    second = check_catalogue(data, TODAY)[0]
    build_index(second, tmp_path / "index", data=data)

    assert open_in_use(tmp_path / "index", TODAY, warm=False)[0].version == second.version
    generation.rollback(tmp_path / "index")
    assert open_in_use(tmp_path / "index", TODAY, warm=False)[0].version == first.version
