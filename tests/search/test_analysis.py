"""The Finnish chain on words the directory lives of; written from reference/search.md §1."""

import sys

import pytest

from search.analysis import foreign
from search.analysis.analyser import Analyser, load_analyser
from search.analysis.finnish import PART, SUB_COMPOUND
from search.analysis.lexicon import load_lexicon
from search.analysis.morphology import LibVoikko, Part, PyVoikko, read_wordbases
from search.analysis.tokens import fold, normalise_text, normalise_word, plain, tokenise
from search.resources import DATA, load_words, save_words


@pytest.fixture(scope="module", params=["pyvoikko", "libvoikko"])
def analyser(request) -> Analyser:
    """The chain on each of the two Finnish analysers."""
    if request.param == "pyvoikko":
        morphology = PyVoikko()
    else:
        hidden = sys.modules.pop("libvoikko")
        try:
            morphology = LibVoikko()
        except (ImportError, OSError, RuntimeError, AttributeError) as error:
            pytest.skip(f"libvoikko or its Finnish dictionary is not installed: {error}")
        finally:
            sys.modules["libvoikko"] = hidden
    return Analyser(morphology, load_lexicon(DATA / "taxonomy" / "lexicon.yaml"))


# Inflected form and the dictionary form it must share with it.
INFLECTED = [
    ("unohtelee", "unohtaa"),
    ("uhkailee", "uhata"),
    ("hoitanut", "hoitaa"),
    ("kaatuneet", "kaatua"),
    ("lyönyt", "lyödä"),
    ("eronneena", "erota"),
    ("leikattu", "leikata"),
    ("hylättyä", "hylätä"),
    ("masentunut", "masentua"),
    ("unohdellut", "unohdella"),
    ("irtisanottu", "irtisanoa"),
    ("kuntoutuspsykoterapiaan", "kuntoutuspsykoterapia"),
    ("kuntoutuspsykoterapiassa", "kuntoutuspsykoterapia"),
    ("kuntoutusrahaa", "kuntoutusraha"),
    ("kuntoutuksen", "kuntoutus"),
    ("kuntoutujille", "kuntoutuja"),
    ("mielenterveyskuntoutujalle", "mielenterveyskuntoutuja"),
    ("mielenterveyden", "mielenterveys"),
    ("mielenterveysongelmista", "mielenterveysongelma"),
    ("työkyvyttömyyden", "työkyvyttömyys"),
    ("työkyvyttömyyseläkkeelle", "työkyvyttömyyseläke"),
    ("työttömälle", "työtön"),
    ("pitkäaikaistyöttömien", "pitkäaikaistyötön"),
    ("työkokeiluun", "työkokeilu"),
    ("työhönvalmennuksessa", "työhönvalmennus"),
    ("ammatillisen", "ammatillinen"),
    ("lääkinnällistä", "lääkinnällinen"),
    ("sosiaalisen", "sosiaalinen"),
    ("selän", "selkä"),
    ("selässä", "selkä"),
    ("kipuun", "kipu"),
    ("polven", "polvi"),
    ("käsien", "käsi"),
    ("lasten", "lapsi"),
    ("lapselle", "lapsi"),
    ("nuorille", "nuori"),
    ("nuoren", "nuori"),
    ("vanhempien", "vanhempi"),
    ("omaishoitajille", "omaishoitaja"),
    ("sairaanhoitajan", "sairaanhoitaja"),
    ("sopeutumisvalmennuskurssille", "sopeutumisvalmennuskurssi"),
    ("fysioterapiaa", "fysioterapia"),
    ("puheterapeutille", "puheterapeutti"),
    ("toimintaterapiassa", "toimintaterapia"),
    ("neuropsykologista", "neuropsykologinen"),
    ("aivoverenkiertohäiriön", "aivoverenkiertohäiriö"),
    ("aivovammasta", "aivovamma"),
    ("sydänkuntoutukseen", "sydänkuntoutus"),
    ("päihteiden", "päihde"),
    ("päihdekuntoutukseen", "päihdekuntoutus"),
    ("velkojen", "velka"),
    ("asumisen", "asua"),  # Voikko leads deverbal nouns to their verb, in records and queries alike
    ("apuvälineitä", "apuväline"),
    ("kuljetuspalvelua", "kuljetuspalvelu"),
    ("vertaistukea", "vertaistuki"),
    ("hyvinvointialueella", "hyvinvointialue"),
    ("terveyspalvelut", "terveyspalvelu"),
    ("maahanmuuttajille", "maahanmuuttaja"),
    ("lyhytterapiaan", "lyhytterapia"),
    ("vammaispalveluista", "vammaispalvelu"),
    ("hakemuksen", "hakemus"),
    ("päätöksestä", "päätös"),
    ("lausunnon", "lausunto"),
    ("määriä", "määrä"),
    ("Kelasta", "kela"),
    ("AVH:n", "avh"),
    ("THL:lle", "thl"),
    ("saikulla", "saikku"),
    ("linja-autolla", "linja-auto"),
    ("Helsingissä", "helsinki"),
    ("Uudellamaalla", "uusimaa"),
    ("Oulussa", "oulu"),
]  # fmt: skip

# Word and a part that must be findable in it.
PARTS = [
    ("mielenterveysongelma", "mielenterveys", SUB_COMPOUND),
    ("mielenterveysongelma", "terveysongelma", SUB_COMPOUND),
    ("kuntoutuspsykoterapia", "psykoterapia", SUB_COMPOUND),
    ("sopeutumisvalmennuskurssi", "sopeutumisvalmennus", SUB_COMPOUND),
    ("selkäkipu", "selkä", PART),
    ("selkäkipu", "kipu", PART),
    ("maahanmuuttaja", "muuttaja", PART),
    ("lyhytterapia", "terapia", PART),
    ("viittomakielinen", "kieli", PART),
    ("tule-kuntoutus", "kuntoutus", SUB_COMPOUND),
    ("adhd-lapselle", "lapsi", SUB_COMPOUND),
    ("ihmeterapiaa", "terapia", PART),
]


@pytest.mark.parametrize(("form", "lemma"), INFLECTED)
def test_inflected_word_has_its_dictionary_form(analyser, form, lemma):
    assert lemma in analyser.analyse(normalise_word(form), "fi").lemmas


@pytest.mark.parametrize(("word", "part", "weight"), PARTS)
def test_compound_is_found_by_its_part(analyser, word, part, weight):
    assert dict(analyser.analyse(word, "fi").keys)[part] == weight


def test_adjective_modifier_keeps_its_written_form(analyser):
    lemmas = analyser.analyse("omaishoitajille", "fi").lemmas

    assert "omainenhoitaja" not in lemmas


@pytest.mark.parametrize("word", ["burnout", "linja-autolla", "fysioterapia"])
def test_no_mark_of_the_dictionary_leaks(analyser, word):
    keys = [key for key, _ in analyser.analyse(word, "fi").keys]

    assert not [key for key in keys if "=" in key or "--" in key]


def test_wellbeing_is_not_split_into_well_and_being(analyser):
    keys = dict(analyser.analyse("hyvinvointialue", "fi").keys)

    assert "vointi" not in keys


def test_preferred_reading_wins_alone(analyser):
    assert analyser.analyse("nuorille", "fi").lemmas == ("nuori",)


def test_surname_reading_is_dropped_beside_a_common_word(analyser):
    assert analyser.analyse("linja-autolla", "fi").lemmas == ("linja-auto",)


def test_abbreviation_is_not_a_verb(analyser):
    assert analyser.analyse("tule", "fi").lemmas == ("tule",)


def test_trailing_hyphen_is_harmless():
    words = [token.text for token in tokenise("sosiaali- ja terveyspalvelut")]

    assert words == ["sosiaali", "ja", "terveyspalvelut"]


def test_stop_word_has_no_keys_but_a_form(analyser):
    found = analyser.analyse("en", "fi")

    assert found.keys == ()
    assert "ei" in found.stop


def test_unknown_word_keeps_itself_and_a_stem(analyser):
    keys = dict(analyser.analyse("blorkkaaminenkissa", "fi").keys)

    assert "blorkkaaminenkissa" in keys


def test_compound_gives_its_parts_together(analyser):
    assert ("selkä", "kipu") in analyser.analyse("selkäkipu", "fi").compounds


@pytest.mark.parametrize(
    ("word", "lang", "same"),
    [("rehabiliteringen", "sv", "rehabilitering"), ("therapies", "en", "therapy")],
)
def test_swedish_and_english_are_stemmed(analyser, word, lang, same):
    assert analyser.analyse(word, lang).lemmas == analyser.analyse(same, lang).lemmas


def test_swedish_and_english_stop_words_are_empty(analyser):
    assert analyser.analyse("och", "sv").keys == ()
    assert analyser.analyse("the", "en").keys == ()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("TYÖKYKY", "työkyky"),
        ("tuki\u00adpalvelu", "tukipalvelu"),
        ("linja\u2011auto", "linja-auto"),
        ("ｋｅｌａ", "kela"),
        ("ko\u0308yha\u0308", "köyhä"),
    ],
)
def test_word_has_one_normal_form(given, expected):
    assert normalise_word(given) == expected


def test_offsets_refer_to_the_given_text():
    text = "Saat tuki\u00adpalvelua."

    token = list(tokenise(text))[1]

    assert text[token.start : token.end] == "tuki\u00adpalvelua"


def test_control_characters_become_spaces():
    assert normalise_text("a\x00b\u200bc \n d") == "a b c d"


def test_folding_removes_diacritics_only():
    assert fold("työtön åland") == "tyoton aland"
    assert plain("Työ-, ja elinkeino!") == "tyo ja elinkeino"


def test_libvoikko_analysis_is_read_into_parts():
    found = read_wordbases({
        "BASEFORM": "mielenterveys", "CLASS": "nimisana",
        "WORDBASES": "+mielen(mieli)+terveys(terveys)",
    })  # fmt: skip

    assert found.lemma == "mielenterveys"
    assert found.parts == (Part("mielen", "mieli"), Part("terveys", "terveys"))


def test_remembered_words_equal_analysed_ones(analyser, tmp_path):
    before = analyser.analyse("sopeutumisvalmennuskurssille", "fi")
    save_words(tmp_path / "words.json", analyser)
    other: Analyser = load_analyser(DATA)

    other.remember(load_words(tmp_path / "words.json"))

    assert other.remembered()["fi"]["sopeutumisvalmennuskurssille"] == before


def test_foreign_words_know_right_forms_and_no_slips(tmp_path):
    foreign.save(tmp_path / "foreign.npy")
    words = foreign.load(tmp_path / "foreign.npy")

    right = ("faller", "trappor", "utmattad", "weather", "stairs", "wheelchair")
    wrong = ("rehabilitiring", "psykoterpi", "benifit", "recieve", "selkäkipu", "")
    assert [word for word in right if not words.knows(word)] == []
    assert [word for word in wrong if words.knows(word)] == []


def test_no_list_of_foreign_words_knows_nothing():
    assert not foreign.of_words([]).knows("weather")
