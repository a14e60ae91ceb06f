"""SearchRequest: a visitor's query, typed, clamped and in canonical form."""

from dataclasses import dataclass

from catalog.text import Language

MAX_QUERY_CHARS = 300  # longer queries are cut: nobody types more, and a pasted page is no query
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
