"""The API's searching half: search and suggest. Reading records is in `api_catalogue`."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from catalog.text import Language
from search.answers import search_answer
from search.request import parse_request
from web.api_models import ErrorAnswer, SearchAnswer, SearchParams, SuggestAnswer
from web.forms import clean, params_of
from web.site import SiteDep

router = APIRouter(prefix="/api/v1", tags=["search"])
REFUSALS: dict[int | str, dict[str, Any]] = {
    422: {"model": ErrorAnswer, "description": "A value is not known or out of range."},
    503: {"model": ErrorAnswer, "description": "There is no search index."},
}


@router.get("/search", response_model=SearchAnswer, responses=REFUSALS)
def search(asked: Annotated[SearchParams, Query()], site: SiteDep) -> Any:
    """Search the services. Words rank and widen; only filters hide."""
    given = asked.model_dump(exclude_none=True)
    pairs = [(k, str(v)) for k, vs in given.items() for v in (vs if isinstance(vs, list) else [vs])]
    request = parse_request(params_of(pairs, given), site.catalogue)
    response = site.searcher().search(request)
    site.count(response)
    return search_answer(response, site.catalogue)


@router.get("/suggest", response_model=SuggestAnswer, responses=REFUSALS)
def suggest(site: SiteDep, q: str = "", lang: Language = "fi") -> Any:
    """Complete what is being typed."""
    found = site.searcher().suggest(clean(q), lang)
    return {"suggestions": [{"text": s.text, "kind": s.kind, "id": s.id} for s in found]}
