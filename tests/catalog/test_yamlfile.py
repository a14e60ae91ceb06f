"""Reading YAML: what stays text, where things stand, and what is said of broken files."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.yamlfile import parse_yaml, read_yaml

FILE = Path("data/services.yaml")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("on", "on"),
        ("yes", "yes"),
        ("091", "091"),
        ("12:30", "12:30"),
        ("2026-11-25", "2026-11-25"),
        ("true", True),
        ("false", False),
        ("57.60", Decimal("57.60")),
        ("-3", -3),
        ("0", 0),
        ("", None),
        ("null", None),
        ('"5"', "5"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
    ],
)
def test_only_plain_numbers_and_true_false_are_not_text(written, value):
    data = parse_yaml(f"a: {written}\n", FILE).data

    assert data == {"a": value}
    assert type(data["a"]) is type(value)


def test_every_value_knows_its_line():
    file = parse_yaml("- id: a\n  name:\n    fi: x\n- id: b\n", FILE)

    assert file.line_of((0, "name", "fi")) == 3
    assert file.line_of((1, "id")) == 4
    assert file.line_of((1, "missing")) == 4


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: [1, 2\nb: 3\n", 2, "cannot be read as YAML"),
        ("a:\n\t- x\n", 2, "cannot be read as YAML"),
        ("a: 1\na: 2\n", 2, "the key 'a' stands twice"),
        ("a: &x [*x]\n", 1, "contains itself"),
        ("a: b: c\n", 1, "cannot be read as YAML"),
        ("a: \x07\n", 1, "cannot be read as YAML"),
    ],
    ids=["bracket", "tab", "twice", "loop", "colon", "bell"],
)
def test_broken_yaml_is_told_with_its_line(text, line, words):
    problem = parse_yaml(text, FILE).problems[0]

    assert (problem.file, problem.line) == (FILE, line)
    assert words in problem.what


def test_a_file_that_is_not_utf8_names_the_line(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_bytes(b"a: 1\nb: \xe4\n")

    problem = read_yaml(path).problems[0]

    assert (problem.line, problem.what) == (2, "the text is not UTF-8.")


def test_a_missing_file_is_a_problem_not_an_exception(tmp_path):
    assert "does not exist" in read_yaml(tmp_path / "none.yaml").problems[0].what


def test_nesting_without_end_is_refused():
    assert parse_yaml("[" * 5000, FILE).problems


@given(st.text(max_size=200))
def test_any_text_gives_a_value_or_a_problem(text):
    file = parse_yaml(text, FILE)

    assert (
        file.problems
        or file.data is None
        or isinstance(file.data, dict | list | str | int | bool | Decimal)
    )
