"""The person's own plan. The file is in every form; pages are `no-store`; nothing is kept here."""

from collections.abc import Mapping
from datetime import date

from fastapi import APIRouter, Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from catalog.text import LANGUAGES, Language
from plan.calendar import to_ics
from plan.file import MOST_BYTES, PassphraseNeededError, PlanFileError, dump, load, seal
from plan.model import ChosenService, Plan
from plan.money import AmountError
from plan.presets import PRESETS, plan_from
from plan.text import SECTIONS as PARTS
from plan.text import plain_text
from web import urls
from web.guide.cookie import NAME
from web.guide.course import standing
from web.i18n import Words
from web.planning.pages import (
    budget_csv,
    overview,
    print_page,
    section_page,
    start_page,
    told,
    with_csv,
)
from web.planning.sections import BY_ID, applied
from web.saved.cookie import saved_ids
from web.site import LangDep, Site, SiteDep

router = APIRouter(include_in_schema=False)
_MOST_SERVICES = 50  # as many as a plan holds
_PRIVATE = {"Cache-Control": "no-store"}
_MOST_FIELDS = 3000


def start(request: Request, site: SiteDep, lang: LangDep) -> Response:
    """Show how to begin or to open a file."""
    return _start(request, site, lang)


def _start(
    request: Request,
    site: Site,
    lang: Language,
    *,
    faults: tuple[str, ...] = (),
    needs_passphrase: bool = False,
) -> Response:
    words = site.renderer.words[lang]
    page = start_page(saved_ids(request), site.catalogue, words, site.today())
    page = page.with_faults(faults, needs_passphrase=needs_passphrase)
    return site.renderer.page("plan_start", page, status=422 if faults else 200, headers=_PRIVATE)


async def act(request: Request, site: SiteDep, lang: LangDep) -> Response:
    """Begin a plan, open a file, or do what a button of the plan says."""
    form = await _form(request)
    do = str(form.get("do", "open"))
    if do == "begin":
        return _shown(site, lang, _begun(form, request, site, lang))
    passphrase = str(form.get("passphrase", ""))
    try:
        plan = load(await _content(form), passphrase if do == "open" else "")
    except PassphraseNeededError as error:
        return _start(
            request,
            site,
            lang,
            faults=told(error, site.renderer.words[lang]),
            needs_passphrase=True,
        )
    except PlanFileError as error:
        return _start(request, site, lang, faults=told(error, site.renderer.words[lang]))
    return _done(do, plan, form, site, lang)


def _done(do: str, plan: Plan, form: FormData, site: Site, lang: Language) -> Response:
    """Answer a button of the plan: a file, a calendar, text, paper, or the plan itself."""
    if do == "file":
        return _file(site, lang, plan, str(form.get("passphrase", "")))
    if do in ("csv", "ics", "text"):
        return _taken(do, plan, site.renderer.words[lang])
    if do == "csv_in":
        return _with_csv(plan, form, site, lang)
    if do == "print":
        parts = tuple(part for part in (*PARTS, "measures") if part in form.getlist("part"))
        page = print_page(plan, parts, site.catalogue, site.renderer.words[lang], site.today())
        return site.renderer.page("plan_print", page, headers=_PRIVATE)
    return _shown(site, lang, plan)


def _taken(do: str, plan: Plan, words: Words) -> Response:
    """Give the plan in another form to take along: budget as CSV, days as calendar, all as text."""
    if do == "csv":
        content = budget_csv(plan).encode("utf-8-sig")
        return _download(content, "budjetti.csv", "text/csv; charset=utf-8")
    if do == "ics":
        names = {
            k: str(words.text(f"plan.calendar.{k}")) for k in ("meeting", "review", "deadline")
        }
        return _download(to_ics(plan, names), "suunnitelma.ics", "text/calendar; charset=utf-8")
    names = {k: str(words.text(f"plan.section.{k}")) for k in PARTS}
    names |= {"title": str(words.text("plan.title")), "note": str(words.text("plan.draft"))}
    return PlainTextResponse(plain_text(plan, names), headers=_PRIVATE)


def _with_csv(plan: Plan, form: FormData, site: Site, lang: Language) -> Response:
    """Take the budget's lines from CSV in place of those the plan has; what is wrong is told."""
    words = site.renderer.words[lang]
    try:
        changed = with_csv(plan, str(form.get("csv", "")))
    except AmountError as error:
        page = section_page(plan, BY_ID["budget"], words).with_csv(
            str(form.get("csv", "")), str(error)
        )
        return site.renderer.page("plan_section", page, status=422, headers=_PRIVATE)
    return _shown(site, lang, changed, notice="budget")


def _begun(form: FormData, request: Request, site: Site, lang: Language) -> Plan:
    """Return a new plan by preset with the services on the visitor's list."""
    preset = str(form.get("preset", ""))
    try:
        starts_on = date.fromisoformat(str(form.get("starts_on", "")))
    except ValueError:
        starts_on = site.today()
    plan = plan_from(preset if preset in PRESETS else "three_months", starts_on)
    services = site.catalogue.services
    asked = [str(key) for key in form.getlist("service")][:_MOST_SERVICES]
    listed = saved_ids(request) if form.get("with_saved") else ()
    states = _states(request, site, lang)
    chosen = tuple(
        ChosenService(
            id=key[:60], name=services[key].name.choose(lang).text[:200],
            state=states.get(key, ""), data_version=site.catalogue.version,
            if_refused=(r.choose(lang).text if (r := services[key].refused) else ""),
        )
        for key in dict.fromkeys((*asked, *listed)) if key in services
    )  # fmt: skip
    return plan.model_copy(update={"services": chosen})


def _states(request: Request, site: Site, lang: Language) -> dict[str, str]:
    """Return the state of each service by this visit's answers; none without answers."""
    answers = site.seal.open(request.cookies.get(NAME))
    if answers is None or not answers.pairs:
        return {}
    result = standing(answers, site.catalogue, site.today(), lang).result
    return {each.service_id: each.state for each in result.ranked}


def _shown(site: Site, lang: Language, plan: Plan, notice: str = "") -> Response:
    page = overview(plan, site.catalogue, site.renderer.words[lang], site.today(), notice)
    return site.renderer.page("plan", page, headers=_PRIVATE)


def _file(site: Site, lang: Language, plan: Plan, passphrase: str) -> Response:
    if not passphrase:
        return _download(dump(plan).encode(), "suunnitelma.json", "application/json")
    try:
        sealed = seal(plan, passphrase)
    except PlanFileError:
        page = overview(plan, site.catalogue, site.renderer.words[lang], site.today())
        page = page.with_faults((str(site.renderer.words[lang].text("plan.error.passphrase")),))
        return site.renderer.page("plan", page, status=422, headers=_PRIVATE)
    return _download(sealed.encode(), "suunnitelma-lukittu.json", "application/json")


def _download(content: bytes, name: str, kind: str) -> Response:
    disposition = f'attachment; filename="{name}"'
    return Response(content, headers={
        **_PRIVATE, "Content-Type": kind, "Content-Disposition": disposition,
    })  # fmt: skip


async def section(request: Request, section_id: str, site: SiteDep, lang: LangDep) -> Response:
    """Show a section's form, or take it and show the plan or the section again."""
    found = BY_ID.get(section_id)
    if found is None:
        raise HTTPException(404)
    form = await _form(request)
    try:
        plan = load(await _content(form))
    except PlanFileError as error:
        return _start(request, site, lang, faults=told(error, site.renderer.words[lang]))
    words = site.renderer.words[lang]
    entered: Mapping[str, str] = {k: v for k, v in form.items() if isinstance(v, str)}
    do = entered.get("do", "")
    if do not in ("save", "more"):
        page = section_page(plan, found, words)
        return site.renderer.page("plan_section", page, headers=_PRIVATE)
    changed, faults = applied(plan, found, entered)
    if faults:
        page = section_page(plan, found, words, entered=entered, faults=faults)
        return site.renderer.page("plan_section", page, status=422, headers=_PRIVATE)
    if do == "more":
        page = section_page(changed, found, words)
        return site.renderer.page("plan_section", page, headers=_PRIVATE)
    return _shown(site, lang, changed, notice=found.id)


def no_plan(section_id: str, lang: LangDep) -> Response:
    """Lead a bare address of a section to the start: a section without its plan has nothing."""
    if section_id not in BY_ID:
        raise HTTPException(404)
    return RedirectResponse(urls.path("plan", lang), 303)


async def _content(form: FormData) -> bytes:
    """Return the plan that was sent: an uploaded file, else the text in the form.

    Raises:
        PlanFileError: The file is too large.
    """
    upload = form.get("plan_file")
    if isinstance(upload, UploadFile):
        content = await upload.read(MOST_BYTES + 1)
        await upload.close()
        if upload.filename:
            return content
    return str(form.get("plan", "")).encode("utf-8", "replace")


async def _form(request: Request) -> FormData:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        raise HTTPException(415)
    return await request.form(max_files=1, max_fields=_MOST_FIELDS, max_part_size=MOST_BYTES + 1)


for _lang in LANGUAGES:
    _path = urls.template("plan", _lang)
    router.add_api_route(_path, start, methods=["GET"])
    router.add_api_route(_path, act, methods=["POST"])
    _path = urls.template("plan_section", _lang).replace("{id}", "{section_id}")
    router.add_api_route(_path, section, methods=["POST"])
    router.add_api_route(_path, no_plan, methods=["GET"])
