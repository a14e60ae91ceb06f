"""The pages of a plan from the plan itself. Decides nothing, keeps nothing."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import count

from pydantic import ValidationError

from catalog.catalogue import Catalogue
from catalog.text import LANGUAGES, Language
from plan.budget import BudgetReport, Entry, Line, from_csv, report, to_csv
from plan.change import Change, daily_changes, goal_changes, score_changes
from plan.checks import advice_on
from plan.file import PlanFileError, dump
from plan.licences import instruments
from plan.model import ELEMENTS, BudgetLine, Plan
from plan.money import AmountError
from plan.presets import PRESETS
from plan.report import goal_report
from plan.steps import merged_steps
from web import urls
from web.contexts import Frame
from web.forms import FieldError
from web.i18n import Words
from web.planning.charts import chart_of, timeline_of
from web.planning.contexts import ChangeLine, PlanPage, PlanPrint, PlanSection, PlanStart
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
    counts["elements"] = len(plan.elements)
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
        timeline=timeline_of(_days_with_services(plan), today),
        goal_lines=_lines(goal_changes(plan), {g.id: g.text for g in plan.goals}),
        score_lines=_lines(score_changes(plan), _measure_names(words.lang)),
        daily_lines=_lines(daily_changes(plan), {
            f"d{n}": str(words.text(f"plan.field.daily.d{n}")) for n in range(1, 10)
        }),
    )  # fmt: skip


def _lines(changes: Iterable[Change], names: Mapping[str, str]) -> tuple[ChangeLine, ...]:
    return tuple(ChangeLine(names.get(c.key, c.key), c, chart_of(c)) for c in changes)


def _measure_names(lang: Language) -> Mapping[str, str]:
    return {key: each.name.choose(lang).text for key, each in instruments().items()}


def _days_with_services(plan: Plan) -> tuple[tuple[date, str], ...]:
    """Return the days of the picture: those of the list, and when services begin."""
    services = ((s.starts_on, "service") for s in plan.services if s.starts_on)
    return (*_days(plan), *services)


def _days(plan: Plan) -> Iterable[tuple[date, str]]:
    yield plan.starts_on, "start"
    yield plan.ends_on, "end"
    yield from ((review.on, "review") for review in plan.reviews)
    yield from ((a.due, "deadline") for a in plan.actions if a.due and not a.is_done)
    yield from ((goal.due, "goal") for goal in plan.goals if goal.due)


def lines_of(plan: Plan) -> list[Line]:
    """Return the budget's lines as the arithmetic takes them."""
    return [
        Line(b.id, b.service, b.unit, b.unit_price_eur, b.planned, b.planned_to_date, b.payer,
             b.vat_included)
        for b in plan.budget
    ]  # fmt: skip


def money_of(plan: Plan, today: date) -> BudgetReport | None:
    """Return the figures of the budget; None when there is none or an entry has no line."""
    lines = lines_of(plan)
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
        measures=tuple(_measure_names(words.lang).items()),
        elements=ELEMENTS if section.id == "elements" else (),
    )


def told(error: PlanFileError, words: Words) -> tuple[str, ...]:
    """Return why a file was not opened, in the page's language."""
    return tuple(
        str(words.text(f"plan.file.{fault.code}", about=fault.about)) for fault in error.faults
    )


def budget_csv(plan: Plan) -> str:
    """Return the budget's lines as CSV, with a header."""
    return to_csv(lines_of(plan))


def with_csv(plan: Plan, text: str) -> Plan:
    """Return the plan with the budget's lines read from CSV in place of those it has.

    Raises:
        AmountError: A row cannot be read, or a line that has entries is not among them; the
            message names it. Nothing is changed.
    """
    lines = from_csv(text.strip().lstrip("\ufeff"))
    if not lines:
        raise AmountError("The text has no rows under its header.")
    try:
        budget = tuple(
            BudgetLine(
                id=key, service=line.service, unit=line.unit,
                unit_price_eur=line.unit_price_eur, planned=line.planned,
                planned_to_date=line.planned_to_date, payer=line.payer,
                vat_included=line.vat_included,
            )
            for key, line in zip(_ids_of(plan.budget, lines), lines, strict=True)
        )  # fmt: skip
        lost = {entry.line for entry in plan.entries} - {line.id for line in budget}
        for line in plan.budget:
            if line.id in lost:
                raise AmountError(
                    f"The line {line.service!r} has entries and is not in the text. Keep its row, "
                    "or remove its entries first."
                )
        return Plan.model_validate({**plan.model_dump(), "budget": budget})
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise AmountError(f"{where}: {error.errors()[0]['msg']}.") from None


def _ids_of(before: Iterable[BudgetLine], lines: Iterable[Line]) -> list[str]:
    """Return an id for each line read: that of the same line in the plan, else a new one.

    What was paid hangs on the id, so rows in another order or left out must not move it.
    """
    known: dict[tuple[str, str, str], list[str]] = {}
    for old in before:
        known.setdefault((old.service, old.unit, old.payer), []).append(old.id)
    used = {key for keys in known.values() for key in keys}
    fresh = (key for n in count(1) if (key := f"line-{n}") not in used)
    found = []
    for line in lines:
        same = known.get((line.service, line.unit, line.payer))
        found.append(same.pop(0) if same else next(fresh))
    return found


def _joined(value: object) -> str:
    return "\n".join(value) if isinstance(value, tuple) else str(value)


def print_page(
    plan: Plan, parts: tuple[str, ...], catalogue: Catalogue, words: Words, today: date
) -> PlanPrint:
    """Build the page for paper with the chosen parts."""
    whole = overview(plan, catalogue, words, today)
    return PlanPrint(
        whole.frame, plan, parts, whole.goals, whole.money, today, whole.timeline,
        whole.goal_lines, whole.score_lines, whole.daily_lines,
    )  # fmt: skip
