"""The one question after a meeting: a code, three answers, thanks. Works on any phone."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from catalog.text import LANGUAGES, Language
from plan.coping import Shares, publishable
from plan.coping_store import ANSWERS, CopingStore, closed_quarters, quarter_of
from web import urls
from web.contexts import Frame
from web.forms import FieldError, clean
from web.site import LangDep, Site, SiteDep

router = APIRouter(include_in_schema=False)
_PRIVATE = {"Cache-Control": "no-store"}
_CODE_KEY = "koodi"  # printed on cards, so the same in every language
_LONGEST_CODE = 40


@dataclass(frozen=True, slots=True)
class CopingPage:
    """The question, or thanks."""

    frame: Frame
    code: str
    answers: tuple[int, ...]
    errors: tuple[FieldError, ...]
    is_thanks: bool


def show(request: Request, site: SiteDep, lang: LangDep) -> Response:
    """Show the question with the code of the link, or thanks after an answer."""
    code = clean(request.query_params.get(_CODE_KEY, ""))[:_LONGEST_CODE]
    return _page(site, lang, code, is_thanks="thanks" in request.query_params)


async def receive(request: Request, site: SiteDep, lang: LangDep) -> Response:
    """Store one answer and use up its code."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        raise HTTPException(415)
    form = await request.form(max_files=0, max_fields=5)
    code = clean(str(form.get(_CODE_KEY, "")))[:_LONGEST_CODE]
    answer = next((a for a in ANSWERS if str(a) == form.get("answer")), None)
    if answer is None:
        return _page(site, lang, code, FieldError("answer", "coping.error.answer", ""))
    if not _stored(site, code, answer):
        return _page(site, lang, code, FieldError(_CODE_KEY, "coping.error.code", code))
    return RedirectResponse(f"{urls.path('coping', lang)}?thanks=1", 303, headers=_PRIVATE)


def _stored(site: Site, code: str, answer: int) -> bool:
    file = site.settings.coping_file
    if not file.exists():
        return False
    with CopingStore(file) as store:
        return store.answer(code, answer, site.today())


def _page(
    site: Site,
    lang: Language,
    code: str,
    error: FieldError | None = None,
    *,
    is_thanks: bool = False,
) -> Response:
    words = site.renderer.words[lang]
    title = str(words.text("coping.thanks" if is_thanks else "coping.question"))
    if error:
        title = f"{words.text('form.error_prefix')} {title}"
    alternates = {other: urls.path("coping", other) for other in LANGUAGES}
    frame = Frame(lang, title, alternates[lang], alternates, is_indexed=False)
    page = CopingPage(frame, code, ANSWERS, (error,) if error else (), is_thanks)
    return site.renderer.page("coping", page, status=422 if error else 200, headers=_PRIVATE)


@dataclass(frozen=True, slots=True)
class Quarter:
    """What may be published of a quarter: units by name with their shares, and all together."""

    year: int
    number: int
    units: tuple[tuple[str, Shares], ...]
    total: Shares | None


@dataclass(frozen=True, slots=True)
class CopingResults:
    """Results of closed quarters, newest first; a quarter without answers is left out."""

    frame: Frame
    quarters: tuple[Quarter, ...]


def results(site: SiteDep, lang: LangDep) -> Response:
    """Show what may be published of the last year: whole quarters that are over, by name only.

    Raises:
        HTTPException: 503, the file of answers cannot be read.
    """
    title = str(site.renderer.words[lang].text("coping.results"))
    alternates = {other: urls.path("coping_results", other) for other in LANGUAGES}
    frame = Frame(lang, title, alternates[lang], alternates, is_indexed=False)
    try:
        quarters = tuple(_quarters(site))
    except (OSError, sqlite3.Error):
        raise HTTPException(503) from None
    return site.renderer.page("coping_results", CopingResults(frame, quarters))


def _quarters(site: Site) -> Iterator[Quarter]:
    file = site.settings.coping_file
    if not file.exists():
        return
    with CopingStore(file) as store:
        for year, number in closed_quarters(site.today()):
            first, last = quarter_of(year, number, site.today())
            answers = store.answers(first, last)
            if any(unit.answers for unit in answers):
                units, total = publishable(answers)
                yield Quarter(year, number, tuple(units.items()), total)


for _lang in LANGUAGES:
    router.add_api_route(urls.template("coping_results", _lang), results, methods=["GET"])
    router.add_api_route(urls.template("coping", _lang), show, methods=["GET"])
    router.add_api_route(urls.template("coping", _lang), receive, methods=["POST"])
