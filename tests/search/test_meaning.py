"""What words mean beside themselves: concepts, compounds, ended services, quotes, explanations."""

import pytest

from catalog.problems import CatalogueError
from search import quotes
from search.meanings import known_meanings
from search.request import MAX_QUERY_CHARS, SearchRequest, parse_request
from search.resources import DATA
from search.synonyms import read_synonyms


@pytest.fixture
def search(engine):
    def ask(q="", **more):
        return engine.search(SearchRequest(q=q, **more))

    return ask


def ids(response, first=20):
    return [hit.service_id for hit in response.hits][:first]


def facts(engine, text):
    return set(engine._parser.parse(text, "fi").facts)


@pytest.mark.parametrize(
    ("query", "service"),
    [
        ("toimintaterapeutti", "hva-toimintaterapia"),
        ("kuulokoje", "hva-kuulon-kuntoutus"),
        ("lonkkaleikkauksesta toipuminen", "hva-fysioterapia"),
        ("puoliso juo", "al-anon-ryhmat"),
        ("työmatkatapaturma", "tapaturma-ammatillinen-kuntoutus"),
        ("personlig assistans", "hva-henkilokohtainen-apu"),
        ("gambling", "peluuri"),
        ("wheelchair", "hva-apuvalineet"),
        ("jäin leskeksi", "mieli-kriisituki"),
    ],
)
def test_concept_leads_to_its_service(search, query, service):
    assert service in ids(search(query), 10)


@pytest.mark.parametrize(
    ("query", "meaning"),
    [
        ("ajoin kolarin", "injury_cause.traffic"),
        ("sattui töissä", "injury_cause.work_accident"),
        ("töissä eilen sattui", "injury_cause.work_accident"),  # order and words between
        ("maatilan emäntä", "pension_scheme.farmer"),
        ("mummo 84", "older_person"),
        ("poika 6 v", "child_needs_support"),
        ("en jaksa tehdä töitä", "work.stay"),
    ],
)
def test_words_mean_facts(engine, query, meaning):
    assert meaning in facts(engine, query)


@pytest.mark.parametrize(
    ("query", "meaning"),
    [
        ("tehdä työtä", "work.find"),  # "saada töitä" is not every "työ"
        ("kolari 2 v sitten", "child_needs_support"),
        ("kukaan ei vastaa", "social.lonely"),
    ],
)
def test_words_do_not_mean_too_much(engine, query, meaning):
    assert meaning not in facts(engine, query)


def test_every_meaning_in_the_table_exists(catalogue):
    assert read_synonyms(DATA / "taxonomy" / "synonyms.yaml", known_meanings(catalogue))


def test_unknown_meaning_is_told_with_its_line(tmp_path):
    path = tmp_path / "synonyms.yaml"
    path.write_text("- say: {fi: [a]}\n  find: [b]\n  means: [nothing.such]\n")

    with pytest.raises(CatalogueError, match=r':3: .*nothing is called "nothing.such"'):
        read_synonyms(path, frozenset({"work.find"}))


@pytest.mark.parametrize(
    ("ended", "heir"),
    [
        ("TYK-kuntoutus", "kela-kiila"), ("aslak-kuntoutukseen", "kela-kiila"),
        ("te-toimisto", "tya-tyollisyyspalvelut"), ("kymppiluokka", "opinnot-tuva"),
        ("työvoimatoimistoon", "tya-tyollisyyspalvelut"), ("valma", "opinnot-tuva"),
    ],
)  # fmt: skip
def test_what_has_ended_leads_to_what_replaced_it(search, ended, heir):
    assert heir in ids(search(ended), 2)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("nivelrikkokuntoutus", ("nivelrikko", "kuntoutus")),
        ("kuntoutuspsykoterapia", ()),
        ("jalkapallo", ()),
        ("renkaanvaihto", ()),
    ],
)
def test_unknown_compound_of_ours_is_taken_apart(engine, word, parts):
    assert engine._parser._compounds.parts(word) == parts


def test_words_that_records_write_as_one_are_joined(search):
    apart, together = ids(search("työ kokeilu"), 5), ids(search("työkokeilu"), 5)

    assert len(set(apart) & set(together)) >= 3


@pytest.mark.parametrize(
    ("query", "age"),
    [
        ("mummo 90 kaatuilee", "90"), ("olen 55 ja selkä on kipeä", "55"),
        ("kuusitoistavuotias tyttö", "16"), ("3 year old", "3"), ("kaksikymmentävuotiaalle", "20"),
        ("täytin 65 ja fysioterapia loppu", "65"), ("isä täyttää 80", "80"),
        ("i turned 65", "65"), ("jag är 60 och arbetslös", "60"), ("84-årig mamma", "84"),
    ],
)  # fmt: skip
def test_age_is_understood_as_people_write_it(search, query, age):
    assert age in {fact.value for fact in search(query).understood if fact.kind == "age"}


@pytest.mark.parametrize(
    "query",
    [
        "kolari 2 v sitten",
        "i 3 år",
        "ku 104",
        "300 päivää",
        "yli 2 vuotta työttömänä",
        "olen 50 % sairauslomalla",
        "jag är 50 procent sjukskriven",
    ],
)
def test_number_of_something_else_is_no_age(search, query):
    assert not [fact for fact in search(query).understood if fact.kind == "age"]


@pytest.mark.parametrize(
    ("word", "code"),
    [("seinajoella", "743"), ("riihimaella", "694"), ("seinajoen", "743"), ("jyvaskylassa", "179")],
)
def test_municipality_without_dots_whose_stem_changes(search, word, code):
    told = [fact.value for fact in search(f"kuntoutus {word}").understood]

    assert told == [code]


def test_money_words_put_the_allowance_first(search, catalogue):
    first = ids(search("mistä rahaa kuntoutuksen ajaksi"), 3)

    assert "allowance" in {catalogue.services[i].kind for i in first}


def test_service_for_few_comes_after_the_one_for_all(search):
    found = ids(search("ammatillinen kuntoutus"))

    assert "sotilas-ammatillinen-kuntoutus" not in found[:3]
    assert "liikenne-ammatillinen-kuntoutus" in ids(search("ammatillinen kuntoutus kolari"), 3)


def test_quoted_words_must_stand_together(search):
    loose, quoted = search("työn muokkaus"), search('"ammatillinen kuntoutus"')

    assert quoted.total < search("ammatillinen kuntoutus").total
    assert loose.total > 0
    assert "kela-ammatillinen-kuntoutus" in ids(quoted, 5)


def test_quoted_words_may_be_inflected(search):
    inflected, plain = search('"ammatillista kuntoutusta"'), search('"ammatillinen kuntoutus"')

    assert inflected.total == plain.total


def test_quoted_words_that_nobody_wrote_hide_nothing(search):
    assert search('"kuntoutus kuntoutus kuntoutus"').total > 0


@pytest.mark.parametrize(
    ("text", "told"), [('a "b c" d', ["b c"]), ('"open', []), ("”x y”", ["x y"]), ('""', [])]
)
def test_quotes_are_read(text, told):
    assert [text[start:end] for start, end in quotes.spans(text)] == told


def test_danger_after_the_cut_of_a_request_is_seen(engine, catalogue):
    story = "olen ollut pitkään sairaana ja väsynyt " * 20 + "haluan kuolla"
    request = parse_request({"q": [story]}, catalogue)

    response = engine.search(request)

    assert len(request.q) <= MAX_QUERY_CHARS
    assert response.urgent_help
    assert response.request.story == ""


def test_explanation_ends_with_the_score_of_the_hit(engine):
    request = SearchRequest(q="lapsen puheterapia oulussa")

    parts = engine.explain(request)

    for hit in engine.search(request).hits:
        assert parts[hit.service_id][-1].score == pytest.approx(hit.score, abs=1e-3)
        assert all(part.step and part.change for part in parts[hit.service_id])
