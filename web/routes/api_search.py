"""The API's searching half: search and suggest. Reading records is in `api_catalogue`."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from catalog.text import Language
from search.answers import search_answer
from search.request import MAX_PER_PAGE, SORTS, parse_request
from web.api_models import ErrorAnswer, SearchAnswer, SuggestAnswer
from web.forms import clean, params_of
from web.site import SiteDep
from web.urls import SEARCH_KEYS

router = APIRouter(prefix="/api/v1", tags=["search"])
REFUSALS: dict[int | str, dict[str, Any]] = {
    422: {"model": ErrorAnswer, "description": "A value is not known or out of range."},
    503: {"model": ErrorAnswer, "description": "There is no search index."},
}
Many = Annotated[list[str] | None, Query(description="May be repeated; values of one key widen.")]


@router.get("/search", response_model=SearchAnswer, responses=REFUSALS)
def search(
    request: Request,
    site: SiteDep,
    q: Annotated[str, Query(description="Words in Finnish, Swedish or English.")] = "",
    lang: Language = "fi",
    municipality: Annotated[str, Query(description="Code or name of the home municipality.")] = "",
    sector: Many = None,
    organiser: Many = None,
    need: Many = None,
    condition: Many = None,
    life_situation: Many = None,
    form: Many = None,
    way_in: Many = None,
    age: Annotated[int | None, Query(ge=0, le=120)] = None,
    price: Many = None,
    sort: Annotated[str, Query(description=f"One of {', '.join(SORTS)}.")] = "relevance",
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
    per_page: Annotated[int, Query(ge=1, le=MAX_PER_PAGE)] = 20,
) -> Any:
    """Search the services. Words rank and widen; only filters hide."""
    keys = (*SEARCH_KEYS, "lang", "per_page")
    params = params_of(request.query_params.multi_items(), keys)
    return search_answer(site.searcher().search(parse_request(params, site.catalogue)), site.catalogue)


@router.get("/suggest", response_model=SuggestAnswer, responses=REFUSALS)
def suggest(site: SiteDep, q: str = "", lang: Language = "fi") -> Any:
    """Complete what is being typed."""
    found = site.searcher().suggest(clean(q), lang)
    return {"suggestions": [{"text": s.text, "kind": s.kind, "id": s.id} for s in found]}
