"""The guided questions. Post, then redirect: no answer is ever in an address, and back works.

Every page is `no-store`. The answers come and go in the encrypted cookie of `web.guide.cookie`.
"""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from catalog.text import LANGUAGES, Language
from web import urls
from web.forms import FieldError, params_of
from web.guide.answers import FOR_WHOM, WHOM, Answers, own_pairs, question_ids
from web.guide.cookie import NAME, TooManyAnswers
from web.guide.course import Standing, is_crisis, standing
from web.guide.pages import (
    Asking,
    check_page,
    guide_frame,
    help_page,
    question_page,
    question_url,
    text_page,
    what_if_page,
)
from web.guide.summary import summary_page
from web.match_contexts import GuideLinks
from web.match_form import DONT_KNOW, PREFER_NOT, parse_match
from web.match_page import match_results
from web.security import is_secure
from web.site import LangDep, Site, SiteDep

router = APIRouter(include_in_schema=False)
_PRIVATE = {"Cache-Control": "no-store"}
_MOST_FIELDS = 300
_STARTED = (("started", "1"),)  # tells the first question that a cookie should have come back


def _answers(request: Request, site: SiteDep) -> Answers:
    return site.seal.open(request.cookies.get(NAME)) or Answers.none()


AnswersDep = Annotated[Answers, Depends(_answers)]


def start(site: SiteDep, lang: LangDep) -> Response:
    """Tell how the questions work and that nothing is kept."""
    words = site.renderer.words[lang]
    return site.renderer.page("guide_text", text_page("guide", "start", words), headers=_PRIVATE)


def begin(request: Request, site: SiteDep, lang: LangDep) -> Response:
    """Begin with no answers; the first question looks whether the cookie came back."""
    first = urls.with_query(question_url(FOR_WHOM, lang), _STARTED)
    return _keep(request, site, Answers.none(), first)


def ask(
    request: Request, question_id: str, site: SiteDep, lang: LangDep, answers: AnswersDep
) -> Response:
    """Show one question."""
    if question_id not in question_ids(site.catalogue):
        raise HTTPException(404)
    words = site.renderer.words[lang]
    if request.query_params.get("started") and NAME not in request.cookies:
        page = text_page("guide", "no_cookies", words)
        return site.renderer.page("guide_text", page, headers=_PRIVATE)
    return _question(site, lang, Asking(question_id, answers))


def _question(site: Site, lang: Language, asking: Asking) -> Response:
    stands = standing(asking.answers, site.catalogue, site.today(), lang)
    asked = stands.result.next_question
    if asked and asked.fact == asking.question_id:
        asking = replace(asking, why=asked.why)
    page = question_page(asking, site.catalogue, site.renderer.words[lang], site.today())
    status = 422 if asking.error else 200
    return site.renderer.page("guide_question", page, status=status, headers=_PRIVATE)


def _again(site: Site, lang: Language, asking: Asking, form: FormData) -> Response:
    """Show a question again with what was sent and what is wrong with it."""
    pairs = [(k, v) for k, v in form.multi_items() if isinstance(v, str)]
    error = asking.error
    is_place = asking.question_id == "municipality"
    near = (error.nearest,) if error and error.nearest and is_place else ()
    entered = params_of(pairs, {k for k, _ in pairs})
    return _question(site, lang, replace(asking, entered=entered, near=near))


async def receive(
    request: Request, question_id: str, site: SiteDep, lang: LangDep, answers: AnswersDep
) -> Response:
    """Take one answer and lead on."""
    if question_id not in question_ids(site.catalogue):
        raise HTTPException(404)
    form = await _form(request)
    act = form.get("do")
    pairs = own_pairs(question_id, [(k, v) for k, v in form.multi_items() if isinstance(v, str)])
    near = form.get("near")  # the municipality proposed for a mistyped one
    if question_id == "municipality" and isinstance(near, str) and near:
        pairs = ((question_id, near),)
    if act in (DONT_KNOW, PREFER_NOT) and question_id != FOR_WHOM:
        pairs = ((question_id, str(act)),)
    elif act == "skip":
        pairs = ()
    elif fault := _fault(question_id, pairs, site):
        return _again(site, lang, Asking(question_id, answers, error=fault), form)
    kept = answers.with_answer(question_id, pairs)
    stands = standing(kept, site.catalogue, site.today(), lang)
    try:
        return _keep(request, site, kept, _next_address(question_id, kept, stands, lang))
    except TooManyAnswers:
        fault = FieldError(question_id, "error.too_many_answers", "")
        return _again(site, lang, Asking(question_id, answers, error=fault), form)


def _next_address(question_id: str, kept: Answers, stands: Standing, lang: Language) -> str:
    if question_id == "needs" and is_crisis(kept):
        return urls.path("guide_help", lang)
    if stands.result.contradictions:
        return urls.path("guide_check", lang)
    following = stands.following
    return question_url(following, lang) if following else urls.path("guide_check", lang)


def _fault(question_id: str, pairs: tuple[tuple[str, str], ...], site: Site) -> FieldError | None:
    """Return what is wrong with an answer, or None."""
    if not pairs:
        return FieldError(question_id, "error.answer_or_dont_know", "")
    if question_id == FOR_WHOM:
        wrong = pairs[0][1] not in WHOM
        return FieldError(question_id, "error.choice", pairs[0][1]) if wrong else None
    errors = parse_match(pairs, site.catalogue).errors
    return errors[0] if errors else None


async def carry(request: Request, site: SiteDep, lang: LangDep, answers: AnswersDep) -> Response:
    """Take over what a search told, and show it so that it can be changed; odd values are left."""
    form = await _form(request)
    sent = [(k, v) for k, v in form.multi_items() if isinstance(v, str)]
    kept = answers
    for question_id in ("needs", "municipality", "age"):
        pairs = own_pairs(question_id, sent)
        if pairs and not _fault(question_id, pairs, site):
            kept = kept.with_answer(question_id, pairs)
    return _keep(request, site, kept, urls.path("guide_check", lang))


def check(site: SiteDep, lang: LangDep, answers: AnswersDep) -> Response:
    """Show all answers to check, and contradictions among them."""
    stands = standing(answers, site.catalogue, site.today(), lang)
    page = check_page(answers, stands, site.catalogue, site.renderer.words[lang])
    return site.renderer.page("guide_check", page, headers=_PRIVATE)


def results(site: SiteDep, lang: LangDep, answers: AnswersDep) -> Response:
    """Show the services for the answers so far."""
    words = site.renderer.words[lang]
    stands = standing(answers, site.catalogue, site.today(), lang)
    found = match_results(stands.sent, stands.result, site.catalogue, words, is_carried=True)
    links = GuideLinks(
        check=urls.path("guide_check", lang),
        what_if=urls.path("guide_what_if", lang),
        following=question_url(stands.following, lang) if stands.following else None,
    )
    frame = guide_frame("guide_results", words, str(words.text("matched.title")))
    page = replace(found, frame=frame, guide=links, answers=())
    return site.renderer.page("matched", page, headers=_PRIVATE)


def urgent(site: SiteDep, lang: LangDep, answers: AnswersDep) -> Response:
    """Show help in acute danger, and let go on."""
    stands = standing(answers, site.catalogue, site.today(), lang)
    following = stands.following
    address = question_url(following, lang) if following else urls.path("guide_results", lang)
    page = help_page(stands.result, site.catalogue, site.renderer.words[lang], address)
    return site.renderer.page("guide_help", page, headers=_PRIVATE)


async def what_if(request: Request, site: SiteDep, lang: LangDep, answers: AnswersDep) -> Response:
    """Show what would change with other answers; the tried answer is in the body and not kept."""
    words = site.renderer.words[lang]
    stands = standing(answers, site.catalogue, site.today(), lang)
    changes = []
    chosen = ""
    if request.method == "POST":
        form = await _form(request)
        chosen = str(form.get("change", ""))
        pairs = [(k, v) for k, v in form.multi_items() if isinstance(v, str) and v]
        told = parse_match(own_pairs(chosen, pairs), site.catalogue)
        if chosen in told.facts:
            fact = site.catalogue.rules.facts[chosen]
            changes = [(fact.text, {chosen: told.facts[chosen]})]
    page = what_if_page(stands, changes, site.catalogue, words, site.today(), chosen)
    return site.renderer.page("guide_what_if", page, headers=_PRIVATE)


def choose_summary(site: SiteDep, lang: LangDep, answers: AnswersDep) -> Response:
    """Let choose which answers go into a summary."""
    return _summary(site, lang, answers, None)


async def make_summary(
    request: Request, site: SiteDep, lang: LangDep, answers: AnswersDep
) -> Response:
    """Show the summary with the chosen answers."""
    form = await _form(request)
    chosen = {value for value in form.getlist("tell") if isinstance(value, str)}
    return _summary(site, lang, answers, chosen)


def _summary(site: Site, lang: Language, answers: Answers, chosen: set[str] | None) -> Response:
    stands = standing(answers, site.catalogue, site.today(), lang)
    page = summary_page(answers, stands, site.catalogue, site.renderer.words[lang], chosen)
    return site.renderer.page("guide_summary", page, headers=_PRIVATE)


def stop(request: Request, site: SiteDep, lang: LangDep) -> Response:
    """Forget every answer."""
    words = site.renderer.words[lang]
    page = text_page("guide", "stopped", words)
    answer = site.renderer.page("guide_text", page, headers=_PRIVATE)
    answer.delete_cookie(NAME, path="/", secure=is_secure(request), httponly=True, samesite="lax")
    return answer


def _keep(request: Request, site: Site, answers: Answers, address: str) -> Response:
    response = RedirectResponse(address, 303, headers=_PRIVATE)
    # No max_age: gone when the browser closes. The seal itself holds for a day at most.
    response.set_cookie(
        NAME, site.seal.close(answers), path="/", secure=is_secure(request), httponly=True,
        samesite="lax",
    )  # fmt: skip
    return response


async def _form(request: Request) -> FormData:
    """Return a sent form.

    Raises:
        HTTPException: 415 when it is no form.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        raise HTTPException(415)
    return await request.form(max_files=0, max_fields=_MOST_FIELDS)


for _lang in LANGUAGES:
    for _page, _handler, _methods in (
        ("guide", start, ["GET"]),
        ("guide", begin, ["POST"]),
        ("guide_check", check, ["GET"]),
        ("guide_results", results, ["GET"]),
        ("guide_help", urgent, ["GET"]),
        ("guide_what_if", what_if, ["GET", "POST"]),
        ("guide_stop", stop, ["POST"]),
        ("guide_carry", carry, ["POST"]),
        ("guide_summary", choose_summary, ["GET"]),
        ("guide_summary", make_summary, ["POST"]),
        ("guide_question", ask, ["GET"]),
        ("guide_question", receive, ["POST"]),
    ):
        _path = urls.template(_page, _lang).replace("{id}", "{question_id}")
        router.add_api_route(_path, _handler, methods=_methods)
