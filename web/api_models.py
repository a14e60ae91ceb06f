"""The API's answers as pydantic models, so that the OpenAPI schema says what really comes.

The shapes are those of design.md §6 and `search.answers`; models only describe and check them.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from catalog.text import Language
from search.request import MAX_PER_PAGE, SORTS


class Model(BaseModel):
    """Base of every answer; members may be added later, so clients ignore unknown ones."""

    model_config = ConfigDict(extra="allow")


class ErrorBody(BaseModel):
    """What went wrong and how to mend it."""

    code: str = Field(description="Stable name of the kind of error, for programs.")
    message: str = Field(description="What happened, for a person.")
    field: str | None = Field(description="The input it is about.")
    hint: str | None = Field(description="How to mend it, with the nearest right value if any.")


class ErrorAnswer(BaseModel):
    """The one shape of every error."""

    error: ErrorBody


Many = Annotated[list[str], Field(description="May be repeated; values of one key widen.")]


class SearchParams(BaseModel):
    """What a search may ask; other keys are ignored."""

    q: str = Field(default="", description="Words in Finnish, Swedish or English; cut at 300.")
    lang: Language = "fi"
    municipality: str = Field(default="", description="Code or name of the home municipality.")
    sector: Many = []
    organiser: Many = []
    need: Many = []
    condition: Many = []
    life_situation: Many = []
    form: Many = []
    way_in: Many = []
    age: int | None = Field(default=None, ge=0, le=120, description="Whole years.")
    price: Many = []
    sort: str = Field(default="relevance", description=f"One of {', '.join(SORTS)}.")
    page: int = Field(default=1, ge=1, le=10_000)
    per_page: int = Field(default=20, ge=1, le=MAX_PER_PAGE)


class Organiser(Model):
    """Who arranges a service; `id` is null while a role is not resolved to a body."""

    id: str | None
    name: str
    kind: str
    role: str | None = None


class UrgentLine(Model):
    """A line for acute danger."""

    id: str
    name: str
    phone: str
    hours: str | None
    say: str


class Understood(Model):
    """A fact read from the words."""

    kind: str
    value: str
    label: str
    text: str


class Query(Model):
    """The query as it was understood."""

    q: str
    lang: Language
    municipality: str | None
    understood: list[Understood]
    also_searched: list[str]
    did_you_mean: str | None
    corrected_to: str | None


class FacetCount(Model):
    """One value of a filter with its number of results."""

    value: str
    label: str
    count: int


class ProviderText(Model):
    """Where a provider's own text is from, when only that was found."""

    host: str
    fetched_on: str


class Result(Model):
    """One found service."""

    id: str
    name: str
    names: dict[str, str]
    lang: Language
    summary: str
    summary_lang: Language
    kind: str
    sector: list[str]
    organiser: Organiser
    area_ring: str
    score: float
    why: list[str]
    provider: ProviderText | None
    highlights: dict[str, str]
    price: str
    verified_on: str
    evidence: str
    url: str


class SearchAnswer(Model):
    """A page of search results."""

    query: Query
    urgent_help: list[UrgentLine]
    total: int
    page: int
    per_page: int
    facets: dict[str, list[FacetCount]]
    results: list[Result]
    no_results_help: dict[str, Any] | None
    data_version: str


class Suggested(Model):
    """A completion for a search box."""

    text: str
    kind: str
    id: str


class SuggestAnswer(Model):
    """Completions, best first."""

    suggestions: list[Suggested]


class ServiceAnswer(Model):
    """A whole record; texts are objects by language, absent facts are null or empty."""

    id: str
    name: dict[str, Any]
    names: list[dict[str, str]]
    summary: dict[str, Any]
    organiser_resolved: Organiser
    local: dict[str, Any] | None
    serves: bool | None
    url: str
    data_version: str


class ServiceListItem(Model):
    """A record in the list of all services."""

    id: str
    name: dict[str, str]
    kind: str
    sector: list[str]
    organiser: str
    verified_on: str
    url: str


class ServiceList(Model):
    """A page of all services, by id."""

    total: int
    page: int
    per_page: int
    services: list[ServiceListItem]
    data_version: str


class OrganizationAnswer(Model):
    """A whole organisation record."""

    id: str
    name: dict[str, Any]
    kind: str


class OrganizationList(Model):
    """Every organisation, by id."""

    total: int
    organizations: list[OrganizationAnswer]
    data_version: str


class Area(Model):
    """A municipality with those who arrange services there."""

    municipality: str
    name: dict[str, str]
    wellbeing_county: str
    wellbeing_county_name: dict[str, str]
    employment_area: str
    employment_area_name: dict[str, str]
    languages: list[str]


class AreasAnswer(Model):
    """Municipalities whose name starts with the words asked for."""

    areas: list[Area]


class TermAnswer(Model):
    """A controlled word."""

    id: str
    label: dict[str, Any]


class TaxonomyAnswer(Model):
    """Every controlled vocabulary."""

    vocabularies: dict[str, list[TermAnswer]]
    data_version: str


class QuestionAnswer(Model):
    """A fact that may be told of a person, with its question and values."""

    id: str
    kind: str
    text: dict[str, Any]
    why: dict[str, Any]
    sensitivity: int


class QuestionsAnswer(Model):
    """Every fact the matcher knows."""

    questions: list[QuestionAnswer]
    data_version: str


# Forms of an answer that hold a list; anything else in them has no meaning.
_LISTS = ("one_of", "certain", "possible")


class MatchBody(BaseModel):
    """A person's facts. Nothing of it is logged or kept."""

    model_config = ConfigDict(extra="forbid")

    facts: dict[str, Any] = Field(
        description=(
            "Facts by id (see /api/v1/questions): a value, "
            '{"one_of": [...]} or {"status": "dont_know"}.'
        ),
        examples=[
            {"age": 47, "municipality": "837", "work": ["employed"], "needs": {"work.stay": 3}}
        ],
    )
    lang: Language = "fi"
    on: str | None = Field(
        default=None,
        description="Day to evaluate on, YYYY-MM-DD; today when absent.",
        examples=["2026-11-22"],
    )

    @field_validator("facts")
    @classmethod
    def _values_are_lists(cls, facts: dict[str, Any]) -> dict[str, Any]:
        for name, answer in facts.items():
            for key in _LISTS if isinstance(answer, dict) else ():
                if key in answer and not isinstance(answer[key], list):
                    raise ValueError(f"{name}: {key} holds a list of values")
        return facts


class MatchReason(Model):
    """A condition that decided a state, in its own words."""

    say: str
    fact: str
    truth: str
    kind: str
    source: str | None
    checked: str | None


class MatchedService(Model):
    """One service with its state for the person."""

    service: dict[str, Any]
    state: Literal["fits", "assess", "open", "later", "elsewhere", "no"]
    points: float
    needs: list[str]
    reasons: list[MatchReason]
    open: list[MatchReason]
    repairs: list[list[dict[str, Any]]]
    first_check: list[dict[str, Any]]
    steps: list[str]


class MatchGroup(Model):
    """Services for one need."""

    need: str
    label: str
    service_ids: list[str]
    contact: dict[str, Any] | None


class MatchAnswer(Model):
    """The whole answer; `ranked` holds every service once."""

    evaluated_on: str
    data_version: str
    derived: dict[str, Any]
    contradictions: list[str]
    urgent_help: list[UrgentLine]
    ranked: list[MatchedService]
    groups: list[MatchGroup]
    next_question: dict[str, Any] | None


class Health(Model):
    """The server is alive."""

    status: Literal["ok"]


class Ready(Model):
    """Whether searching works, with the versions in use."""

    status: Literal["ready", "no_index"]
    data_version: str
    services: int
