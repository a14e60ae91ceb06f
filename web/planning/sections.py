"""The sections of a plan as forms: which fields each row has, read back into the plan. Pure.

A section is either a few long texts or a list of rows. A row whose fields are all empty is dropped,
which is how a row is deleted; what a row's form does not show (earlier scores) is kept.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from plan.model import (
    ELEMENTS,
    Action,
    Alternative,
    BudgetEntry,
    BudgetLine,
    ChosenService,
    Difficulty,
    Goal,
    Meeting,
    Member,
    Plan,
    Review,
    TypedScore,
)
from plan.money import AmountError, read_amount

PAYERS = ("client", "county", "kela", "insurer", "employer", "other")
ANSWERED = ("self", "together", "proxy")
DECISIONS = ("waiting", "granted", "refused")
LEVELS = ("2", "1", "0", "-1", "-2")
WEIGHTS = ("0", "1", "2", "3")
CHAPTERS = tuple(f"d{n}" for n in range(1, 10))
_MOST_ROWS = 200
_BLANK_ROWS = 2  # empty rows at the end, so that something can be added without script


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field of a row.

    `kind` is short, long, day, amount, number, choice, goal, line, measure or flag.
    """

    name: str
    kind: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the plan with a page of its own.

    Attributes:
        texts: Fields of the plan itself, each one long text.
        attr: The plan's list that the rows are of; empty when there are no rows.
        model: What a row is.
        prefix: Begins the ids that are made for rows that need one.
    """

    id: str
    texts: tuple[str, ...] = ()
    attr: str = ""
    model: type[BaseModel] | None = None
    fields: tuple[FieldSpec, ...] = ()
    prefix: str = ""


F = FieldSpec
SECTIONS: tuple[Section, ...] = (
    Section("own", texts=("own_words", "strengths")),
    Section("team", attr="team", model=Member, fields=(
        F("role", "short"), F("name", "short"), F("organisation", "short"), F("task", "long"))),
    Section("goals", attr="goals", model=Goal, prefix="goal", fields=(
        F("text", "long"), F("due", "day"), F("start", "choice", LEVELS),
        *(F(f"level_{n}", "short") for n in LEVELS), F("importance", "choice", WEIGHTS),
        F("difficulty", "choice", WEIGHTS), F("is_keeping", "flag"), F("score_on", "day"),
        F("score_level", "choice", LEVELS))),
    Section("actions", attr="actions", model=Action, prefix="action", fields=(
        F("what", "long"), F("who", "short"), F("due", "day"), F("goal", "goal"),
        F("is_done", "flag"))),
    Section("services", attr="services", model=ChosenService, prefix="service", fields=(
        F("name", "short"), F("applied_on", "day"), F("decision", "choice", DECISIONS),
        F("starts_on", "day"), F("ends_on", "day"), F("if_refused", "long"))),
    Section("meetings", attr="meetings", model=Meeting, fields=(
        F("on", "day"), F("form", "short"), F("note", "long"))),
    Section("reviews", attr="reviews", model=Review, fields=(
        F("on", "day"), F("what", "long"), F("next", "long"))),
    Section("daily", attr="difficulties", model=Difficulty, fields=(
        F("on", "day"), *(F(d, "choice", ("0", "1", "2", "3", "4")) for d in CHAPTERS))),
    Section("measures", attr="typed_scores", model=TypedScore, fields=(
        F("instrument", "measure"), F("on", "day"), F("score", "number"),
        F("answered", "choice", ANSWERED))),
    Section("elements"),
    Section("budget", attr="budget", model=BudgetLine, prefix="line", fields=(
        F("service", "short"), F("unit", "short"), F("unit_price_eur", "amount"),
        F("planned", "number"), F("planned_to_date", "number"), F("payer", "choice", PAYERS))),
    Section("entries", attr="entries", model=BudgetEntry, fields=(
        F("on", "day"), F("line", "line"), F("quantity", "number"), F("amount_eur", "amount"))),
    Section("alternatives", attr="alternatives", model=Alternative, prefix="way", fields=(
        F("name", "short"), F("covers", "long"), F("cost_eur", "amount"),
        F("own_share_eur", "amount"))),
    Section("final", texts=("final",)),
)  # fmt: skip
BY_ID: Mapping[str, Section] = {section.id: section for section in SECTIONS}


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with a field of a form: its name there and the words that were entered."""

    field: str
    value: str


Entered = Mapping[str, str]


def rows_of(section: Section, plan: Plan) -> list[dict[str, str]]:
    """Return the rows as the form shows them, with empty ones at the end."""
    rows = [_shown(section, item) for item in getattr(plan, section.attr)] if section.attr else []
    return rows + [{} for _ in range(_BLANK_ROWS)] if section.attr else []


def _shown(section: Section, item: Any) -> dict[str, str]:
    values = {"id": getattr(item, "id", "")}
    for field in section.fields:
        if field.name.startswith("level_"):
            values[field.name] = item.levels.get(int(field.name[6:]), "")
        elif field.name in CHAPTERS:
            level = item.by_chapter.get(field.name)
            values[field.name] = "" if level is None else str(level)
        elif field.name.startswith("score_"):
            values[field.name] = ""
        else:
            values[field.name] = _text(getattr(item, field.name))
    return values


def _text(value: object) -> str:
    if value is None or value is False:
        return ""
    return "1" if value is True else str(value)


def entered_rows(section: Section, form: Entered) -> list[dict[str, str]]:
    """Return the rows of a sent form as they were entered."""
    numbers = {int(m[1]) for key in form if (m := re.fullmatch(r"r(\d{1,3})-\w[\w-]*", key))}
    names = ("id", *(field.name for field in section.fields))
    return [
        {name: form.get(f"r{number}-{name}", "").strip() for name in names}
        for number in sorted(numbers)[:_MOST_ROWS]
    ]


def applied(plan: Plan, section: Section, form: Entered) -> tuple[Plan, list[RowFault]]:
    """Return the plan with a section's form in it, and what could not be read.

    With faults the plan comes back as it was; the form keeps what was entered.
    """
    if section.texts:
        return _with_texts(plan, section, form)
    if not section.attr:
        done = tuple(each for each in ELEMENTS if form.get(f"element-{each}"))
        return plan.model_copy(update={"elements": done}), []
    faults: list[RowFault] = []
    items: list[BaseModel] = []
    before = {getattr(item, "id", ""): item for item in getattr(plan, section.attr)}
    for number, row in enumerate(entered_rows(section, form)):
        told = {name: value for name, value in row.items() if value and name != "id"}
        if not told:
            continue
        values, wrong = _values(section, told)
        faults += [RowFault(f"r{number}-{name}", row[name]) for name in wrong]
        if section.prefix:
            values["id"] = row["id"] or _new_id(section.prefix, [*before, *_ids(items)])
        if wrong or section.model is None:
            continue
        try:
            items.append(_built(section.model, values, before.get(row["id"])))
        except ValidationError as error:
            names = {_form_name(fault["loc"]) for fault in error.errors()}
            faults += [RowFault(f"r{number}-{name}", row.get(name, "")) for name in sorted(names)]
    if faults:
        return plan, faults
    return plan.model_copy(update={section.attr: tuple(items)}), []


def _ids(items: Sequence[BaseModel]) -> list[str]:
    return [getattr(item, "id", "") for item in items]


def _form_name(loc: tuple[int | str, ...]) -> str:
    if not loc:  # a measure's own range
        return "score"
    if loc[0] == "levels" and len(loc) > 1:
        return f"level_{loc[1]}"
    if loc[0] == "by_chapter" and len(loc) > 1:
        return str(loc[1])
    return "score_on" if loc[0] == "scores" else str(loc[0])


def _new_id(prefix: str, taken: Sequence[str]) -> str:
    number = 1
    while f"{prefix}-{number}" in taken:
        number += 1
    return f"{prefix}-{number}"


def _values(section: Section, told: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """Return a row's values for its model, and the names of fields that cannot be read."""
    values: dict[str, Any] = {}
    wrong: list[str] = []
    for field in section.fields:
        text = told.get(field.name)
        if text is None:
            continue
        if field.kind in ("amount", "number"):
            try:
                values[field.name] = read_amount(text)
            except AmountError:
                wrong.append(field.name)
        elif field.name.startswith("level_"):
            values.setdefault("levels", {})[int(field.name[6:])] = text
        elif field.name in CHAPTERS:
            values.setdefault("by_chapter", {})[field.name] = text
        elif field.name.startswith("score_"):
            values.setdefault("_scored", {})[field.name[6:]] = text
        else:
            values[field.name] = True if field.kind == "flag" else text
    if section.attr == "difficulties":
        values.setdefault("by_chapter", {})
    return values, wrong


def _built(model: type[BaseModel], values: dict[str, Any], before: BaseModel | None) -> BaseModel:
    """Build a row; what its form does not show is taken from the row before."""
    score = values.pop("_scored", None)
    hidden = {"scores", "depends_on", "service", "state", "data_version", "vat_included"}
    kept = before.model_dump(include=hidden) if before else {}
    if score or "scores" in kept:
        kept["scores"] = [*kept.get("scores", ()), *([score] if score else [])]
    return model.model_validate({**kept, **values})


def _with_texts(plan: Plan, section: Section, form: Entered) -> tuple[Plan, list[RowFault]]:
    change: dict[str, Any] = {}
    for name in section.texts:
        text = form.get(name, "").replace("\r\n", "\n").strip()
        lines = tuple(line.strip() for line in text.split("\n") if line.strip())
        change[name] = lines if name == "strengths" else text
    try:
        return Plan.model_validate({**plan.model_dump(), **change}), []
    except ValidationError as error:
        names = {str(fault["loc"][0]) for fault in error.errors()}
        return plan, [RowFault(name, "") for name in sorted(names)]
