"""The ranking is no worse than the figures on file (`kuntoutuspolku evaluate search --write`)."""

import json

import pytest
from typer.testing import CliRunner

from kuntoutuspolku import app
from search.evaluate_cli import FIGURES, evaluate_engine, moved

MOST_LOST = 0.01


@pytest.fixture(scope="module")
def found(engine, catalogue):
    return evaluate_engine(engine, catalogue)


@pytest.fixture(scope="module")
def on_file():
    return json.loads(FIGURES.read_text(encoding="utf-8"))


def test_ranking_is_no_worse_than_the_figures_on_file(found, on_file):
    lost = on_file["overall"]["ndcg10"] - found.overall.ndcg10

    assert lost <= MOST_LOST, "\n".join(moved(on_file["queries"], found.per_query))


def test_no_judged_query_of_danger_is_missed(found):
    assert found.danger_missed == ()


def test_queries_from_elsewhere_get_nothing(found):
    assert found.noise == ()


def test_figures_on_file_hold_no_held_back_query(on_file, found):
    assert set(on_file["queries"]) == set(found.per_query)


def test_what_moved_names_the_greatest_loss_first():
    before = {"fi a": 0.9, "fi b": 0.5, "fi c": 0.5, "fi gone": 1.0}

    told = moved(before, {"fi a": 0.1, "fi b": 0.505, "fi c": 0.8})

    assert [line.split()[0] for line in told] == ["-0.800", "+0.300"]


def test_figures_of_held_back_queries_are_never_written():
    result = CliRunner().invoke(app, ["evaluate", "search", "--held-back", "--write"])

    assert result.exit_code == 2
    assert "--write" in result.stderr
