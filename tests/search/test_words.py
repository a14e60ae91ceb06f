"""The tables of words: right in form, and what the code makes of them."""

import pytest

from catalog.problems import CatalogueError
from search import ranking
from search.analysis.analyser import load_analyser
from search.analysis.morphology import load_morphology
from search.phrases import read_words
from search.ranking import Weight
from search.resources import DATA
from search.spelling import Speller, slips_allowed
from search.spoken import written_form
from search.synonyms import build_table, read_synonyms

FILE = DATA / "taxonomy" / "synonyms.yaml"


def test_table_of_synonyms_has_no_faults():
    assert len(read_synonyms(FILE)) > 50


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- say: {fi: [a]}\n", r":1: entry 1: find: "),
        ("- say: {fi: [a]}\n  find: []\n", r":1: a: 0 words to find"),
        ("- say: {fi: [a]}\n  find: [b, c, d, e, f]\n", r":1: a: 5 words to find"),
        (
            "- {say: {fi: [a]}, find: [b]}\n- {say: {fi: [A]}, find: [c]}\n",
            r'"A" already stands on',
        ),
        ("- {say: {}, find: [b]}\n", r"nobody says it"),
    ],
)
def test_fault_in_the_table_is_told_with_its_line(tmp_path, text, message):
    path = tmp_path / "synonyms.yaml"
    path.write_text(text)

    with pytest.raises(CatalogueError, match=message):
        read_synonyms(path)


def test_every_weight_has_a_reason_and_a_query():
    weights = [value for value in vars(ranking).values() if isinstance(value, Weight)]

    assert len(weights) > 15
    assert all(w.reason.endswith(".") and w.shown_by for w in (*weights, *ranking.RINGS.values()))


SPELLER = Speller({"työtön": 5, "kuntoutus": 9, "kuntoutuja": 2, "masennus": 3, "kela": 7})


@pytest.mark.parametrize(
    ("word", "repaired"),
    [
        ("tyoton", ("työtön", 0)), ("kuntutus", ("kuntoutus", 1)), ("kuntoutsu", ("kuntoutus", 1)),
        ("masenus", ("masennus", 1)), ("kelaa", ("kela", 1)),
    ],
)  # fmt: skip
def test_slip_is_repaired(word, repaired):
    assert SPELLER.repair(word) == repaired


@pytest.mark.parametrize("word", ["kel", "pizza", "untoutus", "xyz", "", "12345", "auto"])
def test_word_without_near_neighbour_is_left(word):
    assert SPELLER.repair(word) is None


PARTS = Speller(
    {"polvi": 3, "leikkaus": 5, "kuntoutus": 9, "toimintaterapeutti": 4, "nuori": 99, "nuotti": 1}
)


@pytest.mark.parametrize(
    ("word", "repaired"),
    [
        ("polvileikkauwkuntoutus", "polvileikkauskuntoutus"),
        ("povlileikkauskuntoutus", "polvileikkauskuntoutus"),
        ("polvileikkauskuntotus", "polvileikkauskuntoutus"),
    ],
)
def test_slip_in_a_part_of_a_compound_nobody_wrote_is_repaired(word, repaired):
    assert PARTS.in_compound(word)[0] == (repaired, 1)


def test_slip_in_an_inflected_word_keeps_the_ending():
    assert PARTS.inflected("toinintaterapeutille")[0] == ("toimintaterapeutille", 1)


@pytest.mark.parametrize("word", ["polvi", "renkaanvaihto", "polvi7leikkaus", ""])
def test_word_without_our_parts_is_no_misspelt_compound(word):
    assert PARTS.in_compound(word) == []
    assert PARTS.inflected(word) == []


def test_a_doubled_letter_is_the_likeliest_slip():
    assert PARTS.repair("nuoti") == ("nuotti", 1)


@pytest.mark.parametrize(("word", "near"), [("pizza", ()), ("kelva", ("kela",))])
def test_words_near_a_short_one_are_one_slip_away(word, near):
    assert Speller({"pirha": 1, "kela": 7}).near(word) == near


def test_short_words_may_have_no_slips():
    assert [slips_allowed("a" * n) for n in (3, 4, 8, 9)] == [0, 1, 1, 2]


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("kirjottaa", "kirjoittaa"), ("eksyilee", "eksyy"), ("alottaa", "aloittaa"),
        ("tehä", "tehdä"),
        ("pitäs", "pitäisi"), ("saisko", "saisiko"), ("käviskö", "kävisikö"),
        ("väsyny", "väsynyt"), ("päässy", "päässyt"), ("kipee", "kipeä"), ("hirvee", "hirveä"),
        ("juttelis", "juttelisi"), ("töis", "töissä"), ("lapsel", "lapsella"),
        ("murtu", "murtui"), ("tehään", "tehdään"), ("lahdesa", "lahdessa"),
        ("tarvii", "tarvitsee"), ("sairastunu", "sairastunut"), ("kouluu", "kouluun"),
    ],
)  # fmt: skip
def test_spoken_word_gets_its_written_form(spoken, written):
    assert written_form(spoken, load_morphology()) == written


@pytest.mark.parametrize(
    "word", ["hakee", "kuntoutus", "pizza", "tyoton", "kela", "xyzzynu", "sun"]
)
def test_word_that_is_one_or_follows_no_rule_is_left(word):
    assert written_form(word, load_morphology()) is None


def test_target_without_content_is_left_out(tmp_path):
    path = tmp_path / "synonyms.yaml"
    path.write_text("- {say: {fi: [pipo]}, find: [olla, lakki]}\n", encoding="utf-8")
    analyser = load_analyser(DATA)
    table = build_table(read_synonyms(path), analyser)

    found = table.find(read_words(["pipo"], analyser))

    assert [target.label for each in found for target in each.value] == ["lakki"]
