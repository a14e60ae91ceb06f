"""The one question after a meeting: a code, three answers, thanks. Works on any phone."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from catalog.text import LANGUAGES, Language
from plan.coping_store import ANSWERS, CopingStore
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


for _lang in LANGUAGES:
    router.add_api_route(urls.template("coping", _lang), show, methods=["GET"])
    router.add_api_route(urls.template("coping", _lang), receive, methods=["POST"])
