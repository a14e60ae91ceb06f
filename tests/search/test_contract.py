"""What every search engine owes: any words, sound counts, honest pages, many threads."""

import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.facets import FACETS
from search.request import SearchRequest

BAD = {
    "controls": "\x00\x01\x1f\x7f kuntoutus \u200b\ufeff",
    "long": "kuntoutus " * 500,
    "one long word": "k" * 5000,
    "emoji": "😀🦽👩‍🦽",
    "stop words": "ja on se että",
    "marks": "\"'()[]{}*?:^~+-!/\\&|<>%",
    "operators": 'AND OR NOT "kuntoutus',
    "wildcards": "kunt* k?la [a TO z]",
    "spaces": " \t\n\r  ",
    "surrogate": "kuntoutus \ud800",
    "right to left": "إعادة التأهيل",
    "combining": "ä" + "\u0301" * 400,
    "numbers": "1234567890 0 -1 ½ ²",
    "hyphens": "-- - -a- a--b a-:-b",
    "colons": "::: a: :a AVH: :n",
    "sql": "'; DROP TABLE services; --",
    "html": "<script>alert(1)</script>",
    "null key": "#ku132 ~stem |1.0",
}  # fmt: skip
QUERIES = ["", "kuntoutus", "kela", "lapsen terapia", "työ", "tuki oulussa", "masennus"]


@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
def test_any_words_get_a_normal_answer(engine, text):
    response = engine.search(SearchRequest(q=text))

    assert response.total >= len(response.hits)
    assert response.total or response.no_results_help is not None


@settings(max_examples=80, deadline=None)
@given(text=st.text(max_size=60))
def test_no_text_ever_breaks_search_or_completion(engine, text):
    engine.search(SearchRequest(q=text))
    engine.suggest(text, "fi")


@pytest.mark.parametrize("query", QUERIES)
def test_facet_count_is_what_choosing_it_gives(engine, query):
    response = engine.search(SearchRequest(q=query))

    wrong = [
        (facet, value.value)
        for facet in FACETS
        for value in response.facets[facet]
        if engine.search(SearchRequest(q=query, **{facet: (value.value,)})).total != value.count
        and facet != "organiser"  # a county also counts what stands under its role
    ]
    assert wrong == []


@pytest.mark.parametrize("facet", FACETS)
def test_count_ignores_the_choice_of_its_own_filter(engine, facet):
    free = engine.search(SearchRequest(q="kuntoutus"))
    first = free.facets[facet][0]

    chosen = engine.search(SearchRequest(q="kuntoutus", **{facet: (first.value,)}))

    assert [(v.value, v.count) for v in chosen.facets[facet]] == [
        (v.value, v.count) for v in free.facets[facet]
    ]
    assert [v.value for v in chosen.facets[facet] if v.is_chosen] == [first.value]


def test_values_of_one_filter_widen(engine):
    one = engine.search(SearchRequest(sector=("medical",))).total
    two = engine.search(SearchRequest(sector=("medical", "social"))).total

    assert two >= one


def test_filters_of_two_kinds_narrow(engine):
    one = engine.search(SearchRequest(sector=("medical",))).total
    two = engine.search(SearchRequest(sector=("medical",), price=("free",))).total

    assert two <= one


def test_county_offers_what_stands_under_its_role(engine):
    found = engine.search(SearchRequest(organiser=("hva-06",)))
    role = engine.search(SearchRequest(organiser=("wellbeing_county",)))

    assert found.total >= role.total > 0


@settings(max_examples=25, deadline=None)
@given(query=st.sampled_from(QUERIES), size=st.integers(1, 50))
def test_pages_never_overlap_and_leave_nothing_out(engine, query, size):
    first = engine.search(SearchRequest(q=query, per_page=size))
    pages = range(1, -(-first.total // size) + 1)

    found = [
        hit.service_id
        for page in pages
        for hit in engine.search(SearchRequest(q=query, page=page, per_page=size)).hits
    ]

    assert len(found) == len(set(found)) == first.total


def test_page_past_the_end_is_the_last_one(engine):
    last = engine.search(SearchRequest(q="kuntoutus", page=10_000))

    assert last.hits
    assert last.request.page < 10_000


def test_scores_fall(engine):
    scores = [hit.score for hit in engine.search(SearchRequest(q="kuntoutus")).hits]

    assert scores == sorted(scores, reverse=True)


def test_same_question_gets_the_same_answer(engine):
    request = SearchRequest(q="nuoren ammatillinen kuntoutus Oulussa", sector=("vocational",))

    assert engine.search(request) == engine.search(request)


def test_threads_get_what_one_asker_gets(engine):
    requests = [SearchRequest(q=q, lang=lang) for q in QUERIES for lang in ("fi", "sv")] * 20
    alone = {request: engine.search(request) for request in set(requests)}
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)  # threads change places in the middle of everything

    try:
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(engine.search, requests))
    finally:
        sys.setswitchinterval(interval)

    assert answers == [alone[request] for request in requests]


def test_labels_follow_the_language(engine):
    swedish = engine.search(SearchRequest(lang="sv")).facets["sector"]

    assert "Medicinsk" in {value.label for value in swedish}


def test_request_comes_back_in_normal_form(engine):
    request = SearchRequest(q="  selkä \n kipu ", sector=("medical",))

    assert engine.search(request).request == replace(request, q="selkä kipu")
