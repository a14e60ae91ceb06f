"""Words of acute danger bring urgent help first; harmless words do not. Three languages."""

import pytest

from search.request import SearchRequest

SUICIDE = [
    "haluan kuolla", "haluaisin vain kuolla", "en jaksa enää elää", "en halua elää", "itsemurha",
    "itsemurhayritys", "itsemurhaa", "tapan itseni", "tappaa itsensä", "itsari", "itsetuhoinen",
    "en jaksa enaa elaa", "itsemurah", "itsetuhoisia ajatuksia nuorella", "viiltelee",
    "vill dö", "självmord", "jag vill inte leva", "ta livet av mig",
    "i want to die", "suicide", "suicidal thoughts", "kill myself", "self harm", "suiside",
]  # fmt: skip
VIOLENCE = [
    "mies hakkaa minua", "mieheni lyö", "lähisuhdeväkivalta", "pelkään kotona", "pelkään miestäni",
    "turvakoti", "väkivaltaa kotona", "väkivaltatyö", "raiskattiin", "uhkaa tappaa",
    "våld i familjen", "han slår mig", "domestic violence", "my husband hits me", "raped",
]  # fmt: skip
OVERDOSE = ["yliannostus", "otin liikaa lääkkeitä", "överdos", "overdose", "took too many pills"]
EMERGENCY = ["hätätilanne", "ei hengitä", "tajuton", "not breathing", "hätänumero"]
HARMLESS = [
    "kuolinpesä", "kuolinpesän asiat", "surunvalittelu", "kuolen nauruun", "tappaa aikaa",
    "kuntoutuspsykoterapia", "kuolleen omaisen asiat", "lyö vetoa", "elämä", "elää sairaana",
    "lääkkeitä", "työkyky", "halu", "kuulla", "kuulolaite", "itsenäinen elämä", "itse", "lyhyt",
    "died laughing", "kill time", "dö av skratt", "", "lasten kuntoutus", "pelko", "jaksaminen",
    "mies", "hengitys", "liikaa töitä", "en jaksa töissä", "adhd", "die rehabilitation",
    "selkä ei kestä enää rakennustyötä", "jalka ei kestä", "puhe ei kulje",
]  # fmt: skip


@pytest.fixture(scope="module")
def helped(engine, catalogue):
    lines = {line.id: line for line in catalogue.urgent_help}

    def ask(q, lang="fi"):
        found = engine.search(SearchRequest(q=q, lang=lang)).urgent_help
        return [lines[each] for each in found]

    return ask


@pytest.mark.parametrize(
    ("query", "danger"),
    [(q, "suicide") for q in SUICIDE]
    + [(q, "violence") for q in VIOLENCE]
    + [(q, "overdose") for q in OVERDOSE]
    + [(q, "emergency") for q in EMERGENCY],
)
def test_danger_brings_help(helped, query, danger):
    lines = helped(query)

    assert lines
    assert danger in lines[0].dangers


@pytest.mark.parametrize("query", HARMLESS)
def test_harmless_words_bring_no_alarm(helped, query):
    assert helped(query) == []


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_every_language_has_an_emergency_number_first(helped, lang):
    assert helped("itsemurha", lang)[0].phone == "112"


def test_lines_answer_in_the_language_of_the_page(helped):
    assert all("sv" in line.languages for line in helped("självmord", "sv"))


def test_danger_at_the_end_of_a_long_story_is_seen(helped):
    assert helped("olen ollut pitkään sairaana " * 7 + "haluan kuolla")


def test_danger_does_not_hide_the_results(engine):
    assert engine.search(SearchRequest(q="itsemurha")).hits is not None
