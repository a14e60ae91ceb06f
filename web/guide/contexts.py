"""What the templates of the guided questions may use; see `web.contexts`."""

from dataclasses import dataclass

from catalog.model import UrgentHelp
from catalog.text import LocalizedText
from search.match.what_if import WhatIf
from web.contexts import Frame, LinkedService, PersonToReach
from web.forms import FieldError
from web.match_contexts import Question


@dataclass(frozen=True, slots=True)
class GuideText:
    """A page of words only: the start, the end, without cookies, answers lost.

    Attributes:
        kind: Names the words; see the template.
        following: Address that goes on, or None.
    """

    frame: Frame
    kind: str
    following: str | None = None


@dataclass(frozen=True, slots=True)
class GuideQuestion:
    """One question on its page.

    Attributes:
        question: None for "for whom", which is not a fact.
        whom: For whom it is answered: self, relative, client.
        near: Municipalities the word may mean, when it is not clear.
        has_results: Services can be shown already.
    """

    frame: Frame
    question: Question | None
    number: int
    whom: str
    back: str
    action: str
    errors: tuple[FieldError, ...]
    why: tuple[LinkedService, ...]
    near: tuple[str, ...]
    has_results: bool
    can_be_refused: bool


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One question with its answer in words: state is answered, skipped, dont_know or refused."""

    text: LocalizedText | None
    values: tuple[LocalizedText, ...]
    state: str
    url: str


@dataclass(frozen=True, slots=True)
class GuideCheck:
    """All questions with their answers, and those not asked."""

    frame: Frame
    lines: tuple[CheckLine, ...]
    others: tuple[tuple[LocalizedText, str], ...]
    contradictions: tuple[LocalizedText, ...]
    following: str | None


@dataclass(frozen=True, slots=True)
class GuideHelp:
    """Help in acute danger, and the way on."""

    frame: Frame
    urgent: tuple[UrgentHelp, ...]
    following: str


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """An answer that may go into a summary; sensitive ones are not chosen beforehand."""

    id: str
    text: LocalizedText
    values: tuple[LocalizedText, ...]
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class GuideSummary:
    """A page to take along or read out on the phone.

    Attributes:
        is_made: False shows the choice of answers, True the summary itself.
        lines: All answers, or the chosen ones.
        groups: Each need with its first services and their states.
        questions: What is still open, in words.
        person: Whom to call.
    """

    frame: Frame
    is_made: bool
    lines: tuple[SummaryLine, ...]
    groups: tuple[tuple[LocalizedText, tuple[tuple[LinkedService, str], ...]], ...]
    questions: tuple[LocalizedText, ...]
    person: PersonToReach | None
    on: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A service whose state would change."""

    link: LinkedService
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Tried:
    """One change tried, with what it would do."""

    say: LocalizedText
    found: WhatIf
    changes: tuple[ChangeLine, ...]
    papers: tuple[LinkedService, ...]


@dataclass(frozen=True, slots=True)
class GuideWhatIf:
    """What would change with other answers."""

    frame: Frame
    tried: tuple[Tried, ...]
    question: Question | None
    choices: tuple[tuple[LocalizedText, str], ...]
