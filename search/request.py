"""SearchRequest: a visitor's query, typed, clamped and in canonical form."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from catalog.catalogue import Catalogue
from catalog.problems import UnknownValue, nearest_of
from catalog.text import LANGUAGES, Language
from search.analysis.tokens import normalise_text
from search.places import municipality_code

MAX_QUERY_CHARS = 300  # longer queries are cut: nobody types more, and a pasted page is no query
MAX_STORY_CHARS = 8000  # as long as an address can be; looked through for words of danger
MAX_PER_PAGE = 50
SORTS = ("relevance", "nearest", "checked")


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What was asked, already checked; filters are the visitor's own acts and may hide results.

    Attributes:
        q: The words, normalised and at most `MAX_QUERY_CHARS` long; empty means browsing.
        lang: Language of the page and of labels.
        municipality: Code of the home municipality, or None.
        age: Whole years 0–120, or None.
        sort: One of `SORTS`.
        page: 1 or more; a page past the end gives the last one.
        story: All that was written, when it is longer than `q`: words of danger are looked for in
            the whole of it. Never shown, never stored, no part of what makes requests equal.

    Each filter holds chosen values; none chosen means no filter; several of one kind widen.
    """

    q: str = ""
    lang: Language = "fi"
    municipality: str | None = None
    sector: tuple[str, ...] = ()
    organiser: tuple[str, ...] = ()
    need: tuple[str, ...] = ()
    condition: tuple[str, ...] = ()
    life_situation: tuple[str, ...] = ()
    form: tuple[str, ...] = ()
    way_in: tuple[str, ...] = ()
    price: tuple[str, ...] = ()
    age: int | None = None
    sort: str = "relevance"
    page: int = 1
    per_page: int = 20
    story: str = field(default="", compare=False, repr=False)


_FILTERS: Mapping[str, str] = {
    "sector": "sectors", "need": "needs", "condition": "condition_groups",
    "life_situation": "life_situations", "form": "forms", "way_in": "ways_in",
    "price": "price_states",
}  # fmt: skip
_MAX_AGE = 120
_MAX_PAGE = 100_000  # far beyond any answer; keeps the arithmetic small


def parse_request(params: Mapping[str, Sequence[str]], catalogue: Catalogue) -> SearchRequest:
    """Read a request from the keys and values of an address; empty values count as absent.

    Numbers out of range are brought into it (page, per_page); of keys that take one value the last
    one counts; unknown keys are ignored. `municipality` is a code or a name, also an inflected one.

    Raises:
        UnknownValue: A filter value, language, order, age, page or municipality does not exist; it
            carries the nearest right value when one is near.
    """
    values = {key: tuple(v.strip() for v in given if v.strip()) for key, given in params.items()}
    place = _last(values, "municipality")
    filters = {key: _filter(values, key, getattr(catalogue.taxonomy, vocabulary))
               for key, vocabulary in _FILTERS.items()}  # fmt: skip
    organisers = {*catalogue.organizations, *catalogue.taxonomy.roles}
    written = " ".join(params.get("q", ()))
    return SearchRequest(
        q=normalise_text(written[: 4 * MAX_QUERY_CHARS])[:MAX_QUERY_CHARS],
        story=written[:MAX_STORY_CHARS] if len(written) > MAX_QUERY_CHARS else "",
        lang=cast("Language", _choice(values, "lang", LANGUAGES, "fi")),
        municipality=municipality_code(place, catalogue) if place else None,
        organiser=_filter(values, "organiser", organisers),
        age=_number(values, "age", None, 0, _MAX_AGE, clamp=False),
        sort=_choice(values, "sort", SORTS, "relevance"),
        page=_number(values, "page", 1, 1, _MAX_PAGE) or 1,
        per_page=_number(values, "per_page", 20, 1, MAX_PER_PAGE) or 20,
        **filters,
    )


def _last(values: Mapping[str, Sequence[str]], key: str) -> str | None:
    given = values.get(key)
    return given[-1] if given else None


def _filter(
    values: Mapping[str, Sequence[str]], key: str, known: Collection[str]
) -> tuple[str, ...]:
    """Return the chosen values of a filter, sorted, each once, so that an address has one form."""
    chosen = sorted(set(values.get(key, ())))
    for value in chosen:
        if value not in known:
            raise UnknownValue(f"unknown_{key}", key, value, nearest_of(value, known))
    return tuple(chosen)


def _choice(
    values: Mapping[str, Sequence[str]], key: str, known: Collection[str], default: str
) -> str:
    value = _last(values, key) or default
    if value not in known:
        raise UnknownValue(f"unknown_{key}", key, value, nearest_of(value, known))
    return value


def _number(
    values: Mapping[str, Sequence[str]],
    key: str,
    default: int | None,
    least: int,
    most: int,
    *,
    clamp: bool = True,
) -> int | None:
    value = _last(values, key)
    if value is None:
        return default
    if not value.isascii() or not value.lstrip("-").isdigit() or len(value) > 12:
        raise UnknownValue(f"unknown_{key}", key, value)
    number = int(value) if value.count("-") <= 1 else least
    if not clamp and not least <= number <= most:
        raise UnknownValue(f"unknown_{key}", key, value)
    return min(max(number, least), most)
