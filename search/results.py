"""What a search answers: plain values that page, API and command line all read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from catalog.text import Language
from search.explain import Part
from search.provider_text import FoundOn
from search.request import SearchRequest

AreaRing = Literal["municipality", "county", "neighbours", "national", "remote", "elsewhere"]


@dataclass(frozen=True, slots=True)
class Understood:
    """Something found in the words that is not a plain search word: shown, removable.

    `text` is the part of the query it was read from.
    """

    kind: str
    value: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a filter with the number of results it would give, its own facet ignored."""

    value: str
    label: str
    count: int
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One found service.

    Attributes:
        score: Higher is better; comparable only within one answer.
        why: What matched: name, colloquial, need, summary, body, organiser, place, synonym, kin
            (of the best answers), browse.
        summary_parts: The summary cut into (text, is_marked) pieces; joined they give the text.
        summary_lang: The language the summary is really in.
        provider: Where the provider's own text is from, when only that was found.
    """

    service_id: str
    score: float
    why: tuple[str, ...]
    area_ring: AreaRing
    summary_parts: tuple[tuple[str, bool], ...]
    summary_lang: Language
    provider: FoundOn | None = None


@dataclass(frozen=True, slots=True)
class NoResultsHelp:
    """What would help when nothing was found.

    `drop_filter` is (filter name, value, results without it), the best one, or None.
    """

    drop_filter: tuple[str, str, int] | None = None
    near_words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResponse:
    """The whole answer.

    `urgent_help` holds ids of catalogue.urgent_help to be shown before anything else.
    `corrected_to` is set when the words were repaired and the repair was searched;
    `did_you_mean` when a repair is only offered. `needs` holds the need terms met in the words.
    """

    request: SearchRequest
    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    understood: tuple[Understood, ...] = ()
    also_searched: tuple[str, ...] = ()
    corrected_to: str | None = None
    did_you_mean: str | None = None
    urgent_help: tuple[str, ...] = ()
    no_results_help: NoResultsHelp | None = None
    data_version: str = ""
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A completion for the search box. `kind` is service, need, organiser or municipality."""

    text: str
    kind: str
    id: str


class SearchEngine(Protocol):
    """What page, API and command line need of a search engine; one contract test suite for all."""

    data_version: str

    def search(self, request: SearchRequest) -> SearchResponse:
        """Answer a request; never fails because of what the words are."""
        ...

    def explain(self, request: SearchRequest) -> Mapping[str, tuple[Part, ...]]:
        """Return for every found service how its score came about, step by step."""
        ...

    def suggest(self, text: str, lang: Language, limit: int = 8) -> tuple[Suggestion, ...]:
        """Complete what is being typed."""
        ...


@dataclass(frozen=True, slots=True)
class IndexInfo:
    """What an index says of itself; `weights` names the weights its impacts were made with.

    `pages` names the providers' pages in it, "" for none.
    """

    generation: str
    data_version: str
    analyser: str
    analysis_version: int
    documents: int
    built_at: str
    weights: str = ""
    pages: str = ""
    checksums: Mapping[str, str] = field(default_factory=dict)
