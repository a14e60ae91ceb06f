"""Completions in the search box."""

import pytest


@pytest.mark.parametrize("text", ["kuntoutusp", "KUNTOUTUSP", "kuntoutuspsykoterapia"])
def test_beginning_of_a_name_gives_the_service(engine, text):
    found = engine.suggest(text, "fi")

    assert ("service", "kela-kuntoutuspsykoterapia") in {(s.kind, s.id) for s in found}


def test_diacritics_may_be_left_out(engine):
    assert engine.suggest("laakinn", "fi") == engine.suggest("lääkinn", "fi") != ()


def test_beginning_of_a_later_word_is_enough(engine):
    found = engine.suggest("psykoterapi", "sv")

    assert "kela-kuntoutuspsykoterapia" in {s.id for s in found}


@pytest.mark.parametrize(
    ("text", "kind", "identifier"),
    [
        ("Oul", "municipality", "564"),
        ("Uleå", "municipality", "564"),
        ("kela", "organiser", "kela"),
    ],
)
def test_places_and_organisers_are_completed(engine, text, kind, identifier):
    found = engine.suggest(text, "fi", 20)

    assert (kind, identifier) in {(s.kind, s.id) for s in found}


def test_need_is_completed(engine):
    found = engine.suggest("töihin pal", "fi")

    assert ("need", "work.return") in {(s.kind, s.id) for s in found}


@pytest.mark.parametrize("text", ["", " ", "😀", "qqqq", "---"])
def test_nothing_fitting_gives_nothing(engine, text):
    assert engine.suggest(text, "fi") == ()


def test_no_more_than_asked_and_nothing_twice(engine):
    found = engine.suggest("k", "fi", 5)

    assert len(found) == len(set(found)) == 5
