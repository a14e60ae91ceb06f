"""Addresses to requests: typed, clamped, canonical; nothing but UnknownValue comes out."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.problems import UnknownValue
from search.request import MAX_PER_PAGE, MAX_QUERY_CHARS, SearchRequest, parse_request

KEYS = ["q", "lang", "municipality", "sector", "organiser", "need", "condition", "life_situation",
        "form", "way_in", "price", "age", "sort", "page", "per_page", "other"]  # fmt: skip


def test_nothing_asked_is_the_empty_request(catalogue):
    assert parse_request({}, catalogue) == SearchRequest()


def test_whole_request_is_read(catalogue):
    params = {"q": [" selkä   kipu "], "lang": ["sv"], "municipality": ["564"], "age": ["24"],
              "sector": ["vocational", "medical", "medical"], "organiser": ["kela"],
              "sort": ["nearest"], "page": ["3"], "per_page": ["10"]}  # fmt: skip

    request = parse_request(params, catalogue)

    assert request == SearchRequest(
        q="selkä kipu", lang="sv", municipality="564", age=24, sector=("medical", "vocational"),
        organiser=("kela",), sort="nearest", page=3, per_page=10,
    )  # fmt: skip


@pytest.mark.parametrize(
    "value", ["564", "Oulu", "oulu", "Uleåborg", "Oulussa", "Ouluun", " Oulu "]
)
def test_municipality_is_a_code_or_a_name_in_any_form(catalogue, value):
    assert parse_request({"municipality": [value]}, catalogue).municipality == "564"


@pytest.mark.parametrize(
    ("key", "value", "nearest"),
    [
        ("municipality", "Kuoppio", "Kuopio"),
        ("sector", "medcal", "medical"),
        ("need", "mood.lov", "mood.low"),
        ("organiser", "kelaa", "kela"),
        ("lang", "de", None),
        ("sort", "relevanse", "relevance"),
        ("age", "viisi", None),
        ("age", "121", None),
        ("page", "eka", None),
    ],
)
def test_unknown_value_names_the_nearest(catalogue, key, value, nearest):
    with pytest.raises(UnknownValue) as error:
        parse_request({key: [value]}, catalogue)

    assert (error.value.field, error.value.value, error.value.nearest) == (key, value, nearest)


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [("page", "0", 1), ("page", "-5", 1), ("per_page", "500", MAX_PER_PAGE), ("per_page", "0", 1)],
)
def test_number_out_of_range_is_brought_into_it(catalogue, key, value, expected):
    assert getattr(parse_request({key: [value]}, catalogue), key) == expected


def test_long_query_is_cut(catalogue):
    assert len(parse_request({"q": ["a" * 5000]}, catalogue).q) == MAX_QUERY_CHARS


def test_empty_values_count_as_absent(catalogue):
    assert (
        parse_request({"age": [""], "sector": ["", " "], "q": [""]}, catalogue) == SearchRequest()
    )


@settings(max_examples=150, deadline=None)
@given(params=st.dictionaries(st.sampled_from(KEYS), st.lists(st.text(max_size=40), max_size=3)))
def test_only_unknown_value_ever_comes_out(catalogue, params):
    with suppress(UnknownValue):
        request = parse_request(params, catalogue)
        assert 1 <= request.per_page <= MAX_PER_PAGE
