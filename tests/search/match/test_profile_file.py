"""Profile files for advisors: faults by file and line, and a schema that says the same."""

import json
import re

import pytest
import yaml
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from kuntoutuspolku import app
from search.evaluate_match import load_persons
from search.match.profile_file import MOST_BYTES, ProfileRefused, read_facts
from search.match.profile_schema import profile_schema
from tests.search.match.conftest import ROOT

SCHEMA = ROOT / "data" / "schema" / "profile.schema.json"
EXAMPLE = ROOT / "docs" / "example-profile.yaml"


@pytest.fixture
def refusals(real, tmp_path):
    """The lines of a refusal for a file's content, with the folder taken off."""

    def refuse(content: str, name: str = "p.yaml") -> list[str]:
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        with pytest.raises(ProfileRefused) as refused:
            read_facts(path, real)
        return [str(p).replace(f"{tmp_path}/", "") for p in refused.value.problems]

    return refuse


FAULTS = [
    ("facts:\n  agee: 5\n", r"p\.yaml:2: agee: there is no fact \"agee\"\. Did you mean 'age'\?"),
    ("facts:\n  age: 200\n", r"p\.yaml:2: age: age: '200' is not known\. Give a whole number.*120"),
    ("age: 47\nwork: [emploied]\n", r"p\.yaml:2: work: .*Did you mean 'employed'"),
    ("facts:\n  age: viisi\n", r"p\.yaml:2: age: "),
    ("facts:\n  not_asked: true\n", r"p\.yaml:2: not_asked: there is no fact"),
    ("just words", r"p\.yaml:1: file: the file holds no facts\."),
    ("facts: [1, 2]", r"p\.yaml:1: file: the file holds no facts\."),
    ("a: [", r"p\.yaml:2: YAML: .*YAML"),
    ("", r"p\.yaml:1: file: the file holds no facts\."),
]


@pytest.mark.parametrize(("content", "words"), FAULTS)
def test_a_fault_names_file_line_and_remedy(refusals, content, words):
    lines = refusals(content)

    assert len(lines) == 1
    assert re.match(words, lines[0]), lines


def test_every_fault_of_a_file_is_told_at_once(refusals):
    lines = refusals("facts:\n  age: 300\n  wrok: [employed]\n  diagnosed: maybe\n")

    assert [re.match(r"p\.yaml:(\d)", line)[1] for line in lines] == ["2", "3", "4"]


def test_json_is_read_like_yaml(real, tmp_path):
    path = tmp_path / "p.json"
    path.write_text('{"facts": {"age": 47, "work": ["employed"]}}', encoding="utf-8")

    assert read_facts(path, real) == {"age": 47, "work": ["employed"]}


def test_a_file_of_a_megabyte_is_refused_before_it_is_read(refusals):
    lines = refusals("facts: {age: 47}\n" + "#" * 1_000_000)

    assert f"a profile has {MOST_BYTES:,} at most" in lines[0]


def test_values_by_reference_are_refused_before_they_grow(refusals):
    lines = refusals("a: &a [x, x]\nb: &b [*a, *a]\nfacts: {age: 47}\n")

    assert "repeats a value by reference" in lines[0]


def test_nesting_without_end_is_told_in_words(refusals):
    assert "YAML" in refusals("facts: " + "[" * 3000 + "]" * 3000)[0]


def test_a_folder_and_a_missing_file_are_told_in_words(real, tmp_path):
    for path in (tmp_path, tmp_path / "none.yaml"):
        with pytest.raises(ProfileRefused, match="file: "):
            read_facts(path, real)


def test_the_schema_on_file_is_the_one_of_the_facts(real):
    """Renew it with: kuntoutuspolku match --schema > data/schema/profile.schema.json"""
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == profile_schema(real)


@pytest.fixture(scope="module")
def schema(real):
    found = profile_schema(real)
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found)


def test_the_schema_takes_the_example_and_every_judged_person(schema):
    example = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))
    persons = load_persons(ROOT / "tests" / "golden" / "matches.yaml")

    faults = [
        (name, error.message)
        for name, facts in [("example", example["facts"]), *((p.id, p.facts) for p in persons)]
        for error in schema.iter_errors({"facts": dict(facts)})
    ]

    assert faults == []


@pytest.mark.parametrize(
    "facts",
    [
        {"agee": 5}, {"age": 200}, {"age": "viisi"}, {"work": []}, {"work": ["emploied"]},
        {"needs": {"work.find": 4}}, {"diagnosed": "yes"}, {"daily_difficulty": {"d4": 9}},
        {"ohs": {"status": "maybe"}}, {"not_asked": True},
    ],
    ids=str,
)  # fmt: skip
def test_the_schema_and_the_reader_refuse_the_same(schema, refusals, facts):
    assert not schema.is_valid({"facts": facts})
    assert refusals(json.dumps({"facts": facts}))


def test_the_command_tells_faults_with_lines_and_ends_with_2(tmp_path):
    path = tmp_path / "p.yaml"
    path.write_text("facts:\n  age: 47\n  work: [emploied]\n", encoding="utf-8")

    result = CliRunner().invoke(app, ["match", str(path)])

    assert result.exit_code == 2
    assert f"{path}:3: work: " in result.stderr


def test_the_command_tells_the_nearest_service_to_explain():
    result = CliRunner().invoke(app, ["match", str(EXAMPLE), "--explain", "kela-kila"])

    assert result.exit_code == 2
    assert "Did you mean 'kela-kiila'?" in result.stderr


def test_the_command_tells_contradictions_and_urgent_help(tmp_path):
    path = tmp_path / "p.yaml"
    facts = "{diagnosed: false, condition_group: [mental], needs: {mind.crisis: 3}}"
    path.write_text(f"facts: {facts}", encoding="utf-8")

    result = CliRunner().invoke(app, ["match", str(path)])

    assert result.exit_code == 0
    assert "ristiriita" in result.stdout
    assert "Heti apua:" in result.stdout
