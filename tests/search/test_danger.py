"""Words of acute danger bring urgent help first; harmless words do not. Three languages."""

import pytest

from search.request import SearchRequest

SUICIDE = [
    "poika on viillellyt itseään", "ei huvita elää", "tankar på att dö", "dottern skär sig",
    "daughter is cutting herself", "kuolisinpa", "voisin kuolla",
    "haluan kuolla", "haluaisin vain kuolla", "en jaksa enää elää", "en halua elää", "itsemurha",
    "itsemurhayritys", "itsemurhaa", "tapan itseni", "tappaa itsensä", "itsari", "itsetuhoinen",
    "en jaksa enaa elaa", "itsemurah", "itsetuhoisia ajatuksia nuorella", "viiltelee",
    "vill dö", "självmord", "jag vill inte leva", "ta livet av mig",
    "i want to die", "suicide", "suicidal thoughts", "kill myself", "self harm", "suiside",
]  # fmt: skip
VIOLENCE = [
    "mieheni on lyönyt minua", "mies on hakannut mua", "min man slår", "sambon slår",
    "blir slagen hemma", "husband beats me", "partner hits me", "kuristi", "puukotti",
    "mies hakkaa minua", "mieheni lyö", "lähisuhdeväkivalta", "pelkään kotona", "pelkään miestäni",
    "turvakoti", "väkivaltaa kotona", "väkivaltatyö", "raiskattiin", "uhkaa tappaa",
    "ukko ei päästä mua mihinkään",
    "aikoo satuttaa minua", "löi mua", "en uskalla olla kotona", "he's going to hurt me",
    "my boyfriend hurts me", "he hit me", "afraid of him", "han hotar mig", "rädd för min sambo",
    "våld i familjen", "han slår mig", "domestic violence", "my husband hits me", "raped",
]  # fmt: skip
OVERDOSE = [
    "yliannostus", "otin liikaa lääkkeitä", "överdos", "overdose", "took too many pills",
    "söin kaikki särkylääkkeet", "otti koko purkin", "nielin tabletteja", "otin kaikki pillerit",
    "söi liikaa unilääkkeitä", "tog alla tabletter", "i took all my pills", "yliannostsu",
]  # fmt: skip
EMERGENCY = [
    "hätätilanne", "ei hengitä", "tajuton", "not breathing", "hätänumero", "rintaa puristaa",
    "rintaan koskee", "henki ei kulje", "en saa henkeä", "suupieli roikkuu", "tukehtuu",
    "saa sydänkohtauksen", "ei saada hereille", "chest pain", "can't breathe", "face drooping",
    "ont i bröstet", "får ingen luft", "medvetslös", "rinta puristuksissa ja kipu säteilee käteen",
    "mies meni tajuttomaksi", "she is unconscious", "rintakip", "ei hengita",
]  # fmt: skip
HARMLESS = [
    "kuolinpesä", "kuolinpesän asiat", "surunvalittelu", "kuolen nauruun", "tappaa aikaa",
    "kuntoutuspsykoterapia", "kuolleen omaisen asiat", "lyö vetoa", "elämä", "elää sairaana",
    "lääkkeitä", "työkyky", "halu", "kuulla", "kuulolaite", "itsenäinen elämä", "itse", "lyhyt",
    "died laughing", "kill time", "dö av skratt", "", "lasten kuntoutus", "pelko", "jaksaminen",
    "mies", "hengitys", "liikaa töitä", "en jaksa töissä", "adhd", "die rehabilitation",
    "nuori ei herää aamulla", "työ tappaa mut", "my back hurts me", "häätö uhkaa", "otan lääkkeet",
    "uhkaako työttömyys", "lääkkeet loppu", "rintasyöpä", "rintasyövän jälkeen käsi turvoksissa",
    "hengitysliitto", "käsi ei nouse olkapää", "sydäninfarktin jälkeen kuntoutus", "astma hengitys",
    "rehab after heart attack", "stroke rehab", "aivohalvauksen jälkeen", "krampar i benen",
    "kriisinhallinta", "unilääkkeet", "särkylääke ei auta", "kaikki lääkkeet kela korvaus",
    "sydänkohtauksen jälkeen kuntoutus", "efter hjärtattack", "polvi satuttaa", "hengenahdistus",
    "isä on kuollut", "kuolleena syntynyt lapsi", "kuollut mies perintö", "kuolleet lehdet",
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


def test_lines_are_few_and_only_for_the_danger_found(helped):
    lines = helped("mies hakkaa minua")

    assert len(lines) <= 5
    assert all("violence" in line.dangers for line in lines)
    assert sum(line.id == "hatanumero-112" for line in lines) == 1


@pytest.mark.parametrize(
    ("query", "lang", "first"),
    [
        ("itsemurha", "fi", "mieli-kriisipuhelin"),
        ("jag vill dö", "sv", "mieli-kristelefonen"),
        ("jag vill dö", "fi", "mieli-kristelefonen"),  # the words tell the language, not the page
        ("mieheni lyö", "fi", "nollalinja"),
    ],
)
def test_line_in_the_language_of_the_words_comes_after_the_emergency_number(
    helped, query, lang, first
):
    lines = helped(query, lang)

    assert [line.id for line in lines][:2] == ["hatanumero-112", first]


def test_danger_at_the_end_of_a_long_story_is_seen(helped):
    assert helped("olen ollut pitkään sairaana " * 7 + "haluan kuolla")


def test_danger_does_not_hide_the_results(engine):
    assert engine.search(SearchRequest(q="itsemurha")).hits is not None
