"""Addresses: one form for one search, whatever was asked."""

from hypothesis import given
from hypothesis import strategies as st

from catalog.text import LANGUAGES
from web import urls
from web.forms import clean, params_of

KEYS = st.sampled_from([*urls.SEARCH_KEYS, "utm_source", ""])
PAIRS = st.lists(st.tuples(KEYS, st.text(max_size=20)), max_size=12)


@given(PAIRS)
def test_the_canonical_query_is_its_own_canonical_query(pairs):
    first = urls.canonical_query(params_of(pairs, urls.SEARCH_KEYS))
    again = urls.canonical_query(params_of(first, urls.SEARCH_KEYS))

    assert again == first


@given(PAIRS, st.randoms())
def test_the_order_of_asking_does_not_matter(pairs, random):
    shuffled = list(pairs)
    random.shuffle(shuffled)
    first = urls.canonical_query(params_of(pairs, urls.SEARCH_KEYS))

    assert urls.canonical_query(params_of(shuffled, urls.SEARCH_KEYS)) == first


@given(st.text())
def test_cleaned_text_is_one_printable_line(text):
    cleaned = clean(text)

    assert cleaned == clean(cleaned)
    assert len(cleaned) <= 300
    assert all(c.isprintable() for c in cleaned)


def test_removing_a_filter_also_leaves_the_page_number():
    pairs = (("need", "a"), ("need", "b"), ("page", "3"), ("q", "x"))

    assert urls.without(pairs, "need", "a") == (("need", "b"), ("q", "x"))
    assert urls.without(pairs, "need") == (("q", "x"),)


def test_no_two_pages_share_an_address():
    addresses = [urls.template(page, lang) for page in urls.PATHS for lang in LANGUAGES]

    assert len(addresses) == len(set(addresses))


def test_an_id_cannot_leave_its_path():
    assert urls.path("service", "fi", record_id="../x?y#z") == "/fi/palvelu/..%2Fx%3Fy%23z"
