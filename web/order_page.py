"""Why the results of a search stand in this order: each step of the ranking in words."""

from dataclasses import dataclass

from catalog.catalogue import Catalogue
from catalog.text import LANGUAGES, LocalizedText
from search.explain import Part
from search.results import SearchEngine, SearchResponse
from web import urls
from web.contexts import Frame
from web.forms import SearchInput
from web.i18n import Words

SHOWN = 10  # results explained: those a person compares
# Step of search/local.py to the key of its words; a step in quotes is a word of the search.
STEPS = {
    "share of the query it answers": "order.share",
    "needs told": "order.needs",
    "main, narrow or second-line service; allowance": "order.standing",
    "our word is its name": "order.our_word",
    "name or everyday phrase": "order.name",
    "kin of a leader": "order.kin",
    "place": "order.place",
    "age": "order.age",
}


@dataclass(frozen=True, slots=True)
class OrderStep:
    """One step: its words' key or the word of the search it is about, and what it did."""

    key: str
    word: str
    change: str
    score: str


@dataclass(frozen=True, slots=True)
class OrderItem:
    """One result with its steps."""

    name: LocalizedText
    url: str
    score: str
    steps: tuple[OrderStep, ...]


@dataclass(frozen=True, slots=True)
class OrderPage:
    """The explanation of one search; no items when nothing was asked or found."""

    frame: Frame
    q: str
    results_url: str
    items: tuple[OrderItem, ...]
    total: int


def order_page(
    asked: SearchInput,
    response: SearchResponse,
    engine: SearchEngine,
    catalogue: Catalogue,
    words: Words,
) -> OrderPage:
    """Build the page for a search that was answered."""
    request = response.request
    lang = request.lang
    pairs = urls.canonical_query(asked.params)
    parts = engine.explain(request) if request.q else {}
    frame = Frame(
        lang=lang,
        title=str(words.text("order.title")),
        address=urls.with_query(urls.path("order", lang), pairs),
        alternates={
            other: urls.with_query(urls.path("order", other), pairs) for other in LANGUAGES
        },
        is_indexed=False,
        section="search",
    )
    items = [
        OrderItem(
            catalogue.services[hit.service_id].name,
            urls.path("service", lang, record_id=hit.service_id),
            _number(hit.score, words),
            tuple(_step(part, words) for part in parts.get(hit.service_id, ())),
        )
        for hit in response.hits[:SHOWN]
    ]
    back = urls.with_query(urls.path("search", lang), pairs)
    return OrderPage(frame, request.q, back, tuple(items), response.total)


def _step(part: Part, words: Words) -> OrderStep:
    word = part.step.strip('"') if part.step.startswith('"') else ""
    key = "order.word" if word else STEPS[part.step]
    change = part.change if words.lang == "en" else part.change.replace(".", ",")
    return OrderStep(key, word, change.replace("-", "\u2212"), _number(part.score, words))


def _number(value: float, words: Words) -> str:
    text = f"{value:.1f}"
    return text if words.lang == "en" else text.replace(".", ",")
