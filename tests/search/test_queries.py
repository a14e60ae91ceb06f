"""What queries find and what is told about them."""

import pytest

from search.request import SearchRequest


@pytest.fixture
def search(engine):
    def ask(q="", **more):
        return engine.search(SearchRequest(q=q, **more))

    return ask


def ids(response, first=20):
    return [hit.service_id for hit in response.hits][:first]


@pytest.mark.parametrize(
    ("query", "service"),
    [
        ("kuntoutuspsykoterapiaan", "kela-kuntoutuspsykoterapia"),
        ("kuntoutuspsykoterapian hakeminen", "kela-kuntoutuspsykoterapia"),
        ("KELAN KUNTOUTUSPSYKOTERAPIA", "kela-kuntoutuspsykoterapia"),
        ("rehabiliterande psykoterapi", "kela-kuntoutuspsykoterapia"),
        ("rehabilitative psychotherapy", "kela-kuntoutuspsykoterapia"),
        ("kuntoutusraha", "kela-kuntoutusraha"),
        ("lapsen puheterapia", "kela-puheterapia"),
        ("aivoinfarkti", "hva-avh-kuntoutus"),
    ],
)
def test_query_finds_the_answer_among_the_first_three(search, query, service):
    assert service in ids(search(query), 3)


def test_work_disability_finds_help_with_work_ability(search):
    found = " ".join(ids(search("työkyvyttömyyden"), 10))

    assert "ammatillinen-kuntoutus" in found
    assert "kuntoutustuki" in found


@pytest.mark.parametrize(
    "query", ["selän kipu", "selkäkipu", "selkä kipeä", "selkä on ihan paskana"]
)
def test_back_pain_in_any_words_finds_its_rehabilitation(search, query):
    found = ids(search(query), 10)

    assert {"kela-tules-kuntoutus", "hva-fysioterapia", "hva-fysiatria"} & set(found)


def test_inflected_group_of_people_finds_their_services(search):
    found = " ".join(ids(search("mielenterveyskuntoutujalle"), 10))

    assert "mielenterveys" in found


def test_compound_and_its_parts_apart_meet(search):
    together, apart = ids(search("selkäkipu"), 10), ids(search("selän kipu"), 10)

    assert len(set(together) & set(apart)) >= 5


@pytest.mark.parametrize("code", ["KU132", "KU 132", "ku132", "Ku 132"])
def test_code_of_a_form_finds_what_it_opens(search, catalogue, code):
    wanted = {
        service.id for service in catalogue.services.values()
        if any(r.form and r.form.replace(" ", "") == "KU132" for r in service.requires)
    }  # fmt: skip

    found = {hit.service_id for hit in search(code, per_page=50).hits}

    assert wanted
    assert wanted <= found


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("saikku", "sairauspäiväraha"),
        ("sossu", "sosiaalityö"),
        ("fyssari", "fysioterapia"),
        ("avh", "aivoverenkiertohäiriö"),
        ("tules", "tuki- ja liikuntaelinsairaus"),
        ("burnout", "uupumus"),
        ("ont i ryggen", "selkä"),
        ("back pain", "selkä"),
        ("kuntsari", "kuntoutus"),
        ("tyky", "työkyky"),
    ],
)
def test_everyday_word_leads_to_the_official_one(search, query, told):
    response = search(query)

    assert told in response.also_searched
    assert response.total > 0


def test_own_word_is_not_told_as_another(search):
    assert "masennus" not in search("masennus").also_searched


def test_need_in_the_words_ranks(search):
    first = search("paniikkikohtauksia").hits[0]

    assert "need" in first.why


def test_words_of_a_need_alone_find_services_for_it(search, catalogue):
    response = search("mihin minusta enää on")

    services = [catalogue.services[i] for i in ids(response, 5)]
    assert all("work.assess" in (*s.needs.primary, *s.needs.also) for s in services)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("kuntoutus oulussa", "564"),
        ("päihdekuntoutus Kuopioon", "297"),
        ("i Åbo stöd för barn", "853"),
        ("sosiaalinen kuntoutus Jyväskylästä", "179"),
        ("kuntoutus jyvaskylassa", "179"),
        ("Helsingfors", "091"),
        ("Iissä", "139"),
    ],
)
def test_municipality_is_understood_in_any_form(search, query, code):
    found = [fact.value for fact in search(query).understood if fact.kind == "municipality"]

    assert found == [code]


@pytest.mark.parametrize(
    "query", ["sund livsstil", "salon palvelut ja muut", "työ", "perheen tuki"]
)
def test_ordinary_word_is_no_municipality(search, query):
    told = [fact.text for fact in search(query).understood if fact.kind == "municipality"]

    assert not set(told) & {"sund", "työ", "perheen"}


@pytest.mark.parametrize(
    ("query", "age"),
    [
        ("24v kuntoutus", "24"), ("17-vuotias", "17"), ("17-vuotiaalle apua", "17"),
        ("5 vuotta puheterapia", "5"), ("30-åring", "30"), ("12 years old", "12"), ("60 v", "60"),
    ],
)  # fmt: skip
def test_age_is_understood(search, query, age):
    assert ("age", age) in {(fact.kind, fact.value) for fact in search(query).understood}


@pytest.mark.parametrize(
    ("query", "group"),
    [("lapselle terapiaa", "child"), ("nuorten kuntoutus", "young"), ("ikääntyneille", "older")],
)
def test_age_group_is_understood(search, query, group):
    assert ("age_group", group) in {(fact.kind, fact.value) for fact in search(query).understood}


def test_number_that_is_no_age_is_left_alone(search):
    assert search("999 vuotta kuntoutus").understood == ()


def test_understood_place_ranks_but_hides_nothing(search):
    assert search("kuntoutus oulussa").total == search("kuntoutus").total


def test_understood_text_stands_in_the_query(search):
    response = search("apua 24 v Oulussa")

    assert {fact.text for fact in response.understood} == {"24 v", "oulussa"}


def test_age_told_as_filter_hides_what_is_for_others(search, catalogue):
    found = [catalogue.services[i] for i in ids(search(age=8, per_page=50), 50)]

    assert all(s.age is None or (s.age.min or 0) <= 8 <= (s.age.max or 120) for s in found)


def test_home_municipality_hides_services_for_other_places(search):
    rings = {hit.area_ring for hit in search(municipality="297", per_page=50).hits}

    assert "elsewhere" not in rings


def test_slip_of_the_pen_is_repaired_and_told(search):
    response = search("kuntoutuspsykoterpia")

    assert response.corrected_to == "kuntoutuspsykoterapia"
    assert response.hits[0].service_id == "kela-kuntoutuspsykoterapia"


@pytest.mark.parametrize(
    ("typed", "meant", "lang"),
    [
        ("polvileikkauskuntputus", "polvileikkauskuntoutus", "fi"),
        ("toinintaterapeutille pääseminen", "toimintaterapeutille pääseminen", "fi"),
        ("dahpenning", "dagpenning", "sv"),
        ("nuoti", "nuotti", "fi"),
    ],
)
def test_slip_in_a_word_no_record_has_in_that_form_is_repaired(search, typed, meant, lang):
    found, wanted = search(typed, lang=lang), search(meant, lang=lang)

    assert found.corrected_to == meant
    assert [hit.service_id for hit in found.hits] == [hit.service_id for hit in wanted.hits]


@pytest.mark.parametrize("query", ["sorsakoskelaisten", "lentokonneeseen", "renkaanvaihtooon"])
def test_long_word_of_another_world_is_not_bent_into_ours(search, query):
    assert search(query).corrected_to is None


def test_missing_diacritics_are_no_mistake(search):
    response = search("tyoton")

    assert response.corrected_to is None
    assert response.total == search("työtön").total


@pytest.mark.parametrize("query", ["keva", "kela", "työttömälle", "kuntoutusta", "stöd", "support"])
def test_right_word_is_not_repaired(search, query):
    response = search(query)

    assert response.corrected_to is None
    assert response.total > 0


@pytest.mark.parametrize(
    ("query", "lang"),
    [
        ("mamma faller i trappor", "sv"),  # "fyller" is one slip away
        ("ryggen pajar", "sv"),  # as is Finnish "paja", a workshop
        ("my father falls on the stairs", "en"),
    ],
)
def test_right_swedish_or_english_word_no_record_has_is_not_repaired(search, query, lang):
    assert search(query, lang=lang).corrected_to is None


@pytest.mark.parametrize(
    "query",
    [
        "pizza tilaus",
        "jalkapallo",
        "lentokone",
        "xyzzy",
        "bitcoin",
        "halvat lennot",
        "cheap flights",
        "weather",
    ],
)
def test_query_from_elsewhere_finds_nothing_rather_than_noise(search, query):
    response = search(query)

    assert response.total <= 3
    assert response.corrected_to is None


def test_record_lacking_a_chance_word_is_still_found(search):
    assert search("masennus pizza").total > 0


def test_empty_query_gives_everything_by_name(search, catalogue):
    response = search(per_page=50)

    names = [catalogue.services[i].name.fi.casefold() for i in ids(response, 50)]
    order = str.maketrans({"å": "{", "ä": "|", "ö": "}"})
    assert response.total == len(catalogue.services)
    assert names == sorted(names, key=lambda name: name.translate(order))
    assert {hit.why for hit in response.hits} == {("browse",)}


def test_matched_words_are_marked_in_any_form(search):
    hit = search("kuntoutus psykoterapia").hits[0]

    marked = [text for text, is_marked in hit.summary_parts if is_marked]
    assert "psykoterapiasta" in marked


def test_summary_parts_joined_are_the_summary(search, catalogue):
    for hit in search("kuntoutus").hits:
        summary = catalogue.services[hit.service_id].summary.choose("fi").text
        assert "".join(text for text, _ in hit.summary_parts) == summary


def test_summary_in_another_language_says_so(search, catalogue):
    only_finnish = next(s for s in catalogue.services.values() if not s.summary.en)

    hits = search(only_finnish.name.fi, lang="en").hits

    assert {h.summary_lang for h in hits if h.service_id == only_finnish.id} == {"fi"}


def test_help_comes_before_allowance_when_help_is_asked(search, catalogue):
    first = ids(search("apua jaksamiseen"), 5)

    assert all(catalogue.services[i].kind != "allowance" for i in first)


def test_no_results_names_the_filter_to_drop(search):
    response = search("kuntoutuspsykoterapia", sector=("social",), price=("unknown",))

    if response.total == 0:
        name, value, count = response.no_results_help.drop_filter
        assert (name, value) in {("sector", "social"), ("price", "unknown")}
        assert count > 0


def test_no_results_offers_near_words(search):
    response = search("zkuntoutus kuntoutusk")

    assert response.no_results_help is None or response.no_results_help.near_words


def test_sort_by_check_gives_newest_first(search, catalogue):
    found = ids(search(sort="checked", per_page=50), 50)

    days = [catalogue.services[i].verified_on for i in found]
    assert days == sorted(days, reverse=True)


def test_sort_by_nearness_gives_nearest_first(search):
    order = ["municipality", "county", "remote", "national", "neighbours"]

    rings = [h.area_ring for h in search("tuki", municipality="564", sort="nearest").hits]

    assert rings == sorted(rings, key=order.index)
