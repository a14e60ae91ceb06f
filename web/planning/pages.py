"""The pages of a plan from the plan itself. Decides nothing, keeps nothing."""

from collections.abc import Iterable, Mapping
from datetime import date

from catalog.catalogue import Catalogue
from catalog.text import LANGUAGES, Language
from plan.budget import BudgetReport, Entry, Line, report
from plan.checks import advice_on
from plan.file import dump
from plan.model import Plan
from plan.money import AmountError
from plan.presets import PRESETS
from plan.report import goal_report
from plan.steps import merged_steps
from web import urls
from web.contexts import Frame
from web.forms import FieldError
from web.i18n import Words
from web.planning.contexts import PlanPage, PlanPrint, PlanSection, PlanStart
from web.planning.sections import SECTIONS, RowFault, Section, entered_rows, rows_of
from web.search_page import link_to


def _frame(words: Words, title: str, section_id: str = "") -> Frame:
    page = "plan_section" if section_id else "plan"
    alternates: dict[Language, str] = {
        other: urls.path(page, other, record_id=section_id) for other in LANGUAGES
    }
    address = None if section_id else alternates[words.lang]
    return Frame(words.lang, title, address, alternates, is_indexed=False, section="plan")


def start_page(saved: Iterable[str], catalogue: Catalogue, words: Words, today: date) -> PlanStart:
    """Build the first page with the services on the visitor's list."""
    links = tuple(
        link_to(catalogue.services[key], words.lang) for key in saved if key in catalogue.services
    )
    frame = _frame(words, str(words.text("plan.title")))
    return PlanStart(frame, tuple(PRESETS), today, links, (), needs_passphrase=False)


def overview(
    plan: Plan, catalogue: Catalogue, words: Words, today: date, notice: str = ""
) -> PlanPage:
    """Build the page of the whole plan."""
    counts = {s.id: len(getattr(plan, s.attr)) if s.attr else int(any(
        getattr(plan, name) for name in s.texts)) for s in SECTIONS}  # fmt: skip
    return PlanPage(
        frame=_frame(words, str(words.text("plan.title"))),
        plan=plan,
        text=dump(plan),
        sections=SECTIONS,
        counts=counts,
        advice=advice_on(plan),
        days=tuple(sorted(_days(plan))),
        steps=merged_steps((s.id for s in plan.services), catalogue),
        goals=goal_report(plan, today),
        money=money_of(plan, today),
        today=today,
        notice=notice,
    )


def _days(plan: Plan) -> Iterable[tuple[date, str]]:
    yield plan.starts_on, "start"
    yield plan.ends_on, "end"
    yield from ((review.on, "review") for review in plan.reviews)
    yield from ((a.due, "deadline") for a in plan.actions if a.due and not a.is_done)
    yield from ((goal.due, "goal") for goal in plan.goals if goal.due)


def money_of(plan: Plan, today: date) -> BudgetReport | None:
    """Return the figures of the budget; None when there is none or an entry has no line."""
    lines = [
        Line(b.id, b.service, b.unit, b.unit_price_eur, b.planned, b.planned_to_date, b.payer,
             b.vat_included)
        for b in plan.budget
    ]  # fmt: skip
    try:
        entries = [Entry(e.on, e.line, e.quantity, e.amount_eur) for e in plan.entries]
        return report(lines, entries, today) if lines else None
    except AmountError:
        return None


def section_page(
    plan: Plan,
    section: Section,
    words: Words,
    *,
    entered: Mapping[str, str] | None = None,
    faults: Iterable[RowFault] = (),
) -> PlanSection:
    """Build the page of one section, with what was entered when it could not be read."""
    if entered is None:
        texts = tuple((name, _joined(getattr(plan, name))) for name in section.texts)
        rows = rows_of(section, plan)
    else:
        texts = tuple((name, entered.get(name, "")) for name in section.texts)
        rows = entered_rows(section, entered)
    errors = tuple(FieldError(f.field, "plan.error.field", f.value) for f in faults)
    title = str(words.text(f"plan.section.{section.id}"))
    if errors:
        title = f"{words.text('form.error_prefix')} {title}"
    return PlanSection(
        frame=_frame(words, title, section.id),
        plan=plan,
        text=dump(plan),
        section=section,
        texts=texts,
        rows=tuple(rows),
        errors=errors,
        advice=tuple(a for a in advice_on(plan) if a.section == section.id),
    )


def _joined(value: object) -> str:
    return "\n".join(value) if isinstance(value, tuple) else str(value)


def print_page(plan: Plan, parts: tuple[str, ...], words: Words, today: date) -> PlanPrint:
    """Build the page for paper with the chosen parts."""
    frame = _frame(words, str(words.text("plan.title")))
    return PlanPrint(frame, plan, parts, goal_report(plan, today), money_of(plan, today), today)
