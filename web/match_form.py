"""The question form on one page: fields from the facts of the catalogue, and a body back to facts.

A fact's field has the fact's own id; parts of a map are "fact.part"; the most important need is
"needs_first". An answer may be left out; "dont_know" and "prefer_not" are answers too.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from catalog.answers import read_answer
from catalog.catalogue import Catalogue
from catalog.facts import FactDefinition, FactValue
from catalog.problems import UnknownValue
from catalog.text import LocalizedText
from search.places import municipality_code
from web.forms import FieldError, Params, params_of
from web.match_contexts import FormSection, Option, Question

DONT_KNOW, PREFER_NOT, NONE = "dont_know", "prefer_not", "none_of_these"
FIRST_NEED = "needs_first"
_WEIGHT, _WEIGHT_OF_FIRST = 2, 3  # of needs, 1–3 (matching.md section 4)
# Which heading a fact stands under; what is not named here stands under the last.
_SECTIONS: Mapping[str, tuple[str, ...]] = {
    "start": ("needs", "goal", "municipality", "age", "work"),
    "work": (
        "birth_year", "studies", "childs_situation", "ohs", "workplace_measures",
        "unemployed_months", "integration_plan",
    ),
    "health": (
        "diagnosed", "condition_group", "work_ability", "care_months", "regular_care",
        "previous_psychotherapy", "lasts_year", "daily_difficulty",
    ),
    "support": (
        "social_support", "problems_piled_up", "carer", "veteran", "current_services",
        "institution",
    ),
    "cover": (
        "social_security", "injury_cause", "insurer_decision", "pension_scheme", "earnings_36m",
        "earnings_5y", "pension_matter",
    ),
}  # fmt: skip
_LAST = "wishes"
# Sets for which having none of the values is an answer worth giving.
_MAY_BE_NONE = ("current_services", "documents", "condition_group", "access_needs")


@dataclass(frozen=True, slots=True)
class MatchInput:
    """The form as it was sent.

    Attributes:
        facts: Answers in the form of the API, only those that mean something.
        entered: Every known field as written.
        errors: Faults in page order.
    """

    facts: Mapping[str, object]
    entered: Params
    errors: tuple[FieldError, ...]


def asked_facts(catalogue: Catalogue) -> tuple[FactDefinition, ...]:
    """Return the facts that have a question, in page order."""
    facts = [fact for fact in catalogue.rules.facts.values() if not fact.derived]
    order = {name: place for place, name in enumerate(n for ns in _SECTIONS.values() for n in ns)}
    return tuple(sorted(facts, key=lambda f: (order.get(f.id, len(order)), f.order)))


def parse_match(pairs: Iterable[tuple[str, str]], catalogue: Catalogue) -> MatchInput:
    """Read a sent form."""
    facts = asked_facts(catalogue)
    keys = {FIRST_NEED, *(f.id for f in facts), *(_part(f, v) for f in facts for v in _parts(f))}
    entered = params_of(pairs, keys)
    told: dict[str, object] = {}
    errors: list[FieldError] = []
    for fact in facts:
        try:
            answer = _answer(fact, entered, catalogue)
            if answer is not None and fact.kind != "needs" and not _is_status(answer):
                read_answer(fact, answer, catalogue.areas)
        except UnknownValue as error:
            errors.append(_fault(fact, error))
        except _NoneWithOthers:
            errors.append(FieldError(fact.id, "error.none_with_others", ""))
        else:
            if answer is not None:
                told[fact.id] = answer
    return MatchInput(told, entered, tuple(errors))


class _NoneWithOthers(Exception):  # noqa: N818  (caught two lines away; reads as what happened)
    """The box "none of these" was ticked together with another."""


def _is_status(answer: object) -> bool:
    return isinstance(answer, dict) and set(answer) == {"status"}


def _parts(fact: FactDefinition) -> tuple[FactValue, ...]:
    return fact.values if fact.kind == "map" else ()


def _part(fact: FactDefinition, value: FactValue) -> str:
    return f"{fact.id}.{value.id}"


def _answer(fact: FactDefinition, entered: Params, catalogue: Catalogue) -> object:
    """Return one fact's answer in the API's form, or None when it was not answered.

    Raises:
        UnknownValue: The value has no meaning.
        _NoneWithOthers: "None of these" beside other values.
    """
    if fact.kind == "map":
        levels = {
            value.id: _level(fact, entered[_part(fact, value)][0])
            for value in fact.values
            if _part(fact, value) in entered
        }
        return levels or None
    values = entered.get(fact.id, [])
    if fact.kind == "needs":
        return _needs(fact, values, entered.get(FIRST_NEED, []))
    if not values:
        return None
    if values[0] in (DONT_KNOW, PREFER_NOT):
        return {"status": values[0]}
    if fact.kind == "set":
        return _members(values)
    return _single(fact, values[0], catalogue)


def _level(fact: FactDefinition, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 1):
        raise UnknownValue("unknown_value", fact.id, text)
    return int(text)


def _needs(fact: FactDefinition, chosen: Sequence[str], first: Sequence[str]) -> object:
    names = [*first[:1], *chosen]
    if unknown := [name for name in names if name not in fact.value_ids]:
        raise UnknownValue("unknown_value", fact.id, unknown[0])
    weights = {name: _WEIGHT_OF_FIRST if name in first[:1] else _WEIGHT for name in names}
    return weights or None


def _members(values: Sequence[str]) -> list[str]:
    if NONE in values and len(values) > 1:
        raise _NoneWithOthers
    return [value for value in values if value != NONE]


def _single(fact: FactDefinition, value: str, catalogue: Catalogue) -> object:
    if fact.kind == "municipality":
        return municipality_code(value, catalogue)
    if fact.kind == "bool":
        return {"true": True, "false": False}.get(value, value)
    if fact.kind == "number" and value.isascii() and value.isdigit() and len(value) < 6:
        return int(value)
    return value


def _fault(fact: FactDefinition, error: UnknownValue) -> FieldError:
    if fact.kind == "municipality":
        return FieldError(fact.id, "error.municipality", error.value, error.nearest)
    key = {"age": "error.age", "birth_year": "error.birth_year"}.get(fact.id, "error.choice")
    return FieldError(fact.id, key, error.value)


def form_sections(
    catalogue: Catalogue, entered: Params, errors: Iterable[FieldError], on: date
) -> tuple[FormSection, ...]:
    """Return the form's sections; all but the first are closed until one is answered in."""
    by_field = {error.field: error for error in errors}
    sections: dict[str, list[Question]] = {name: [] for name in (*_SECTIONS, _LAST)}
    home = {name: section for section, names in _SECTIONS.items() for name in names}
    answered: set[str] = {"start"}
    for fact in asked_facts(catalogue):
        section = home.get(fact.id, _LAST)
        sections[section].append(
            question(fact, catalogue, entered, on, error=by_field.get(fact.id))
        )
        touched = any(key.partition(".")[0] == fact.id for key in entered)
        if touched or fact.id in by_field:
            answered.add(section)
    return tuple(
        FormSection(key, tuple(questions), key in answered)
        for key, questions in sections.items()
        if questions
    )


def question(
    fact: FactDefinition,
    catalogue: Catalogue,
    entered: Params,
    on: date,
    *,
    error: FieldError | None = None,
) -> Question:
    """Return a fact's question, with a day's amounts in it, and what was entered."""
    chosen = entered.get(fact.id, [])
    control, values = _control(fact)
    if control == "needs":
        parts = _need_parts(catalogue, chosen)
    else:
        parts = tuple(
            (
                value.label,
                _part(fact, value),
                _options(fact.levels, entered.get(_part(fact, value), [])),
            )
            for value in _parts(fact)
        )
    return Question(
        id=fact.id,
        name=fact.id,
        control=control,
        text=catalogue.rules.question_text(fact.id, on),
        why=fact.why,
        find_out=fact.find_out,
        options=_options(values, chosen),
        parts=parts,
        value=_shown(fact, chosen, catalogue),
        unit=fact.unit,
        has_none=fact.id in _MAY_BE_NONE,
        chosen=frozenset((*chosen, *(f"first:{need}" for need in entered.get(FIRST_NEED, [])))),
        error=error,
    )


def _control(fact: FactDefinition) -> tuple[str, tuple[FactValue, ...]]:
    if fact.kind == "needs":
        return "needs", ()
    if fact.kind == "municipality":
        return "place", ()
    if fact.kind == "map":
        return "levels", ()
    if fact.kind == "number":
        return ("number", ()) if fact.id == "age" or not fact.bands else ("select", fact.bands)
    if fact.kind == "set":
        return "checkboxes", fact.values
    return ("radios", fact.values) if fact.kind == "bool" else ("select", fact.values)


def _options(values: Iterable[FactValue], chosen: Sequence[str]) -> tuple[Option, ...]:
    return tuple(Option(value.id, value.label, value.id in chosen) for value in values)


def _need_parts(
    catalogue: Catalogue, chosen: Sequence[str]
) -> tuple[tuple[LocalizedText, str, tuple[Option, ...]], ...]:
    terms = catalogue.taxonomy
    return tuple(
        (
            group.label,
            "needs",
            tuple(
                Option(need.id, need.label, need.id in chosen)
                for need in terms.needs.values()
                if need.parent == group.id
            ),
        )
        for group in terms.need_groups.values()
    )


def _shown(fact: FactDefinition, chosen: Sequence[str], catalogue: Catalogue) -> str:
    if not chosen:
        return ""
    municipality = catalogue.areas.municipalities.get(chosen[0])
    if fact.kind == "municipality" and municipality:
        return municipality.name.fi or chosen[0]
    return chosen[0]
