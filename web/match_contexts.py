"""What the templates of the question form and its answer may use; see `web.contexts`."""

from dataclasses import dataclass

from catalog.model import Service, UrgentHelp
from catalog.text import LocalizedText
from search.match.results import MatchedService, MatchResult
from web.contexts import Frame, LinkedService, PersonToReach, RequirementLine
from web.forms import FieldError


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a question."""

    value: str
    label: LocalizedText
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the form with its answers as entered.

    Attributes:
        control: "radios", "select", "checkboxes", "number", "place", "levels" or "needs".
        parts: For levels and needs: (heading, name of the field, options) for each part.
        has_none: "None of these" is offered as an answer.
        chosen: Every value chosen, also of "most important".
    """

    id: str
    name: str
    control: str
    text: LocalizedText
    why: LocalizedText
    find_out: LocalizedText | None
    options: tuple[Option, ...] = ()
    parts: tuple[tuple[LocalizedText, str, tuple[Option, ...]], ...] = ()
    value: str = ""
    unit: LocalizedText | None = None
    has_none: bool = False
    chosen: frozenset[str] = frozenset()
    error: FieldError | None = None


@dataclass(frozen=True, slots=True)
class FormSection:
    """Questions under one heading; `is_open` shows them without a click."""

    key: str
    questions: tuple[Question, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class MatchForm:
    """The whole question form on one page."""

    frame: Frame
    sections: tuple[FormSection, ...]
    errors: tuple[FieldError, ...]


@dataclass(frozen=True, slots=True)
class MatchedItem:
    """One matched service as a page shows it; `is_repeat` when it stands in full further up."""

    matched: MatchedService
    service: Service
    url: str
    is_repeat: bool
    requirements: tuple[RequirementLine, ...]


@dataclass(frozen=True, slots=True)
class MatchGroup:
    """One of the person's needs with its services and a person to reach."""

    need: str
    label: LocalizedText
    items: tuple[MatchedItem, ...]
    more: tuple[MatchedItem, ...]
    person: PersonToReach | None
    contact_first: bool


@dataclass(frozen=True, slots=True)
class Bundle:
    """Services taken together, in the order to start them.

    Attributes:
        key: Which of the alternatives: best, free, one_at_a_time.
        cost: What the person pays for those whose price is known, in words of money.
        unpriced: Services in it whose price is not known.
        uncovered: Needs that stay without an answer.
    """

    key: str
    links: tuple[LinkedService, ...]
    cost: str
    unpriced: tuple[LinkedService, ...]
    uncovered: tuple[LocalizedText, ...]


@dataclass(frozen=True, slots=True)
class GuideLinks:
    """Where the results of the guided questions lead; `following` is the next question's page."""

    check: str
    what_if: str
    following: str | None


@dataclass(frozen=True, slots=True)
class MatchResults:
    """The answer to the question form; `answers` are the fields to send again to change them.

    `is_overview` means that no need was chosen: each theme shows its first services only.
    On the advisor's page `form` stands beside the result, with the services `found` by the words
    `q`. `bundles` are services that cover most together; `nobody_covers` needs that none does.
    """

    frame: Frame
    result: MatchResult
    groups: tuple[MatchGroup, ...]
    is_overview: bool
    set_aside: tuple[MatchedItem, ...]
    urgent: tuple[UrgentHelp, ...]
    first_step_services: tuple[LinkedService, ...]
    next_question: Question | None
    next_why: tuple[LinkedService, ...]
    answers: tuple[tuple[str, str], ...]
    told: tuple[tuple[LocalizedText, tuple[LocalizedText, ...]], ...]
    person: PersonToReach | None
    place: LocalizedText | None
    guide: GuideLinks | None = None
    form: MatchForm | None = None
    q: str = ""
    found: tuple[LinkedService, ...] = ()
    bundles: "tuple[Bundle, ...]" = ()
    nobody_covers: tuple[LocalizedText, ...] = ()
