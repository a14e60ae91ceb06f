"""The API's matcher: a person's facts in the body, every service with its state in the answer.

Nothing of a profile is logged, stored or put in an address; answers say no-store.
"""

from datetime import date
from typing import Any

from fastapi import APIRouter, Response

from catalog.problems import UnknownValue
from catalog.profile import Profile
from search.answers import match_answer
from search.match.engine import match
from web.api_models import ErrorAnswer, MatchAnswer, MatchBody
from web.site import SiteDep

router = APIRouter(prefix="/api/v1", tags=["match"])
_REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"model": ErrorAnswer, "description": "The body is not JSON."},
    413: {"model": ErrorAnswer, "description": "The body is too large."},
    422: {
        "model": ErrorAnswer,
        "description": "A fact or value is not known; the nearest is named.",
    },
}


@router.post("/match", response_model=MatchAnswer, responses=_REFUSALS)
def match_profile(body: MatchBody, site: SiteDep, response: Response) -> Any:
    """Rank every service for a person. The answer is information, never a decision."""
    response.headers["Cache-Control"] = "no-store"
    catalogue = site.catalogue
    day = _day(body.on) or site.today()
    profile = Profile.from_facts(body.facts, catalogue.rules, catalogue.areas)
    result = match(profile, catalogue, day, lang=body.lang)
    return match_answer(result, catalogue, body.lang)


def _day(text: str | None) -> date | None:
    """Return the day asked for.

    Raises:
        UnknownValue: It is no day of the years 2020–2099, for which rules can hold at all.
    """
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UnknownValue("unknown_day", "on", text, "2026-11-22") from None
    if not 2020 <= day.year < 2100:
        raise UnknownValue("unknown_day", "on", text, "2026-11-22")
    return day
