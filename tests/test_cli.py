"""The console command: every verb has help, answers go to stdout, faults to stderr."""

import json
import shutil

import pytest
from typer.testing import CliRunner

from kuntoutuspolku import app
from tests.conftest import DATA

VERBS = (
    ["serve"], ["build"], ["rollback"], ["search"], ["match"], ["catalog", "check"],
    ["catalog", "stats"], ["catalog", "show"], ["catalog", "new"], ["catalog", "stale"],
    ["catalog", "gaps"], ["catalog", "score"], ["catalog", "schema"], ["catalog", "format"],
)  # fmt: skip


@pytest.fixture(scope="module")
def run():
    runner = CliRunner()
    return lambda *args: runner.invoke(app, [str(a) for a in args])


@pytest.fixture(scope="module")
def built_index(run, tmp_path_factory):
    folder = tmp_path_factory.mktemp("index")
    result = run("build", "--index", folder, "--quiet")
    assert result.exit_code == 0, result.output
    return folder


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_every_verb_has_help(run, verb):
    result = run(*verb, "--help")

    assert result.exit_code == 0
    assert "Usage" in result.output


def test_search_gives_a_table_and_json(run, built_index):
    table = run("search", "kuntoutuspsykoterapiaan", "--index", built_index)
    answer = json.loads(
        run("search", "kuntoutuspsykoterapiaan", "--json", "--index", built_index).stdout
    )

    assert "Kuntoutuspsykoterapia" in table.stdout
    assert answer["results"][0]["id"] == "kela-kuntoutuspsykoterapia"


def test_an_unknown_municipality_is_named_with_the_nearest(run, built_index):
    result = run("search", "puheterapia", "-m", "Kuoppio", "--index", built_index)

    assert result.exit_code == 2
    assert "Kuopio" in result.stderr


def test_a_missing_index_says_which_command_builds_it(run, tmp_path):
    result = run("search", "kipu", "--index", tmp_path / "none")

    assert result.exit_code == 1
    assert "kuntoutuspolku build" in result.stderr


def test_match_prints_groups_states_and_somebody_to_call(run):
    result = run("match", "docs/example-profile.yaml")

    assert result.exit_code == 0, result.output
    assert "Työssä jaksaminen ja jatkaminen" in result.stdout
    assert "Voi sopia" in result.stdout
    assert "Kysy ihmiseltä: Pirkanmaan hyvinvointialue" in result.stdout


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("facts: {agee: 5}", "age"),
        ("facts: {work: [emploied]}", "employed"),
        ("facts: {age: viisi}", "age"),
        ("just words", "holds no facts"),
        ("a: [", "YAML"),
    ],
)
def test_a_faulty_profile_is_told_in_words(run, tmp_path, content, words):
    path = tmp_path / "profile.yaml"
    path.write_text(content, encoding="utf-8")

    result = run("match", path)

    assert result.exit_code == 2
    assert words in result.stderr
    assert "Traceback" not in result.output


def test_a_broken_catalogue_stops_the_build_and_keeps_the_old_index(run, tmp_path, built_index):
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    before = (built_index / "CURRENT").read_bytes()
    with (data / "services.yaml").open("a", encoding="utf-8") as file:
        file.write('- id: Rikki\n  name: {fi: "Rikki"}\n  sector: [medial]\n')

    result = run("build", "--data", data, "--index", built_index)

    assert result.exit_code == 1
    assert "data/services.yaml:" in result.stderr
    assert "Did you mean 'medical'?" in result.stderr
    assert (built_index / "CURRENT").read_bytes() == before


def test_show_suggests_the_nearest_id(run):
    result = run("catalog", "show", "kela-kila")

    assert result.exit_code == 2
    assert "kela-kiila" in result.stderr


def test_stats_is_machine_readable(run):
    assert json.loads(run("catalog", "stats", "--json").stdout)["totals"]["municipalities"] == 308
