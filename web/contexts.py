"""What each template may use: one frozen dataclass a page, built before rendering.

Templates look nothing up. Texts of the catalogue come as `LocalizedText` or `Chosen`, so that the
template can mark and say a foreign language; interface words come from gettext by key.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from catalog.model import (
    Contact,
    LegalBasis,
    LocalOverride,
    Organization,
    Service,
    Source,
    UrgentHelp,
)
from catalog.organisers import ResolvedOrganiser
from catalog.params import Citation
from catalog.text import Chosen, Language, LocalizedText
from search.match.results import MatchedService
from search.provider_text import FoundOn
from web.figures import Figure
from web.forms import FieldError


@dataclass(frozen=True, slots=True)
class Frame:
    """What the frame of every page needs.

    Attributes:
        title: The page's title without the site's name.
        address: Canonical path with query; None when the page has none (errors, answers to a form).
        alternates: The same page in every language, by language.
        is_indexed: False keeps search engines away.
        section: Navigation link that is current.
    """

    lang: Language
    title: str
    address: str | None
    alternates: Mapping[Language, str]
    is_indexed: bool = True
    section: str = ""


class Page(Protocol):
    """Every page context has a frame."""

    @property
    def frame(self) -> Frame:
        """The frame."""
        ...


@dataclass(frozen=True, slots=True)
class SearchBox:
    """The search form with what was entered."""

    q: str = ""
    municipality: str = ""
    errors: tuple[FieldError, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """A group of needs as a link to its page, with its needs in one line."""

    label: LocalizedText
    url: str
    examples: tuple[LocalizedText, ...]


@dataclass(frozen=True, slots=True)
class HomePage:
    """The front page."""

    frame: Frame
    box: SearchBox
    themes: tuple[Theme, ...]
    services: int
    organisations: int
    checked_last: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, with a count, as a checkbox."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FilterGroup:
    """A filter: the values shown at once and the rest behind a disclosure."""

    name: str
    shown: tuple[Choice, ...]
    hidden: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Removable:
    """A chosen filter with the address of the search without it."""

    name: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class ResultItem:
    """One found service."""

    service: Service
    url: str
    organiser: ResolvedOrganiser
    summary_parts: tuple[tuple[str, bool], ...]
    summary_lang: Language
    ways_in: tuple[LocalizedText, ...]
    price: LocalizedText
    why: str
    ring: str
    provider: FoundOn | None = None


@dataclass(frozen=True, slots=True)
class UnderstoodFact:
    """Something read from the words: `adopt` makes it a filter, `drop` searches without it."""

    label: str
    adopt: str | None
    drop: str | None


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page number of the results; `url` None stands for a gap."""

    number: int
    url: str | None
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Pagination:
    """Links to the pages of a result list."""

    previous: str | None
    next: str | None
    pages: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """Search results in any state: many, one, none, search out of order (`is_broken`).

    `carried` are the answers that the words hold, as fields of the guided questions.
    """

    frame: Frame
    box: SearchBox
    place: LocalizedText | None
    groups: tuple[FilterGroup, ...]
    chosen: tuple[Removable, ...]
    filters_open: bool
    sort: str
    sorts: tuple[str, ...]
    age: str
    total: int
    items: tuple[ResultItem, ...]
    first_number: int
    pagination: Pagination | None
    urgent: tuple[UrgentHelp, ...]
    understood: tuple[UnderstoodFact, ...]
    also_searched: tuple[str, ...]
    corrected_to: str | None
    did_you_mean: tuple[str, str] | None
    drop_filter: tuple[str, str, int] | None
    near_words: tuple[tuple[str, str], ...]
    contact: "PersonToReach | None"
    themes: tuple[Theme, ...]
    clear_url: str
    order_url: str = ""
    carried: tuple[tuple[str, str], ...] = ()
    is_broken: bool = False
    services: "tuple[LinkedService, ...]" = ()


@dataclass(frozen=True, slots=True)
class PersonToReach:
    """Who to call: the home county and, when it has told one, its contact."""

    organization: Organization
    contact: Contact | None


@dataclass(frozen=True, slots=True)
class ConditionLine:
    """One published criterion, or the words that join several ("jokin näistä")."""

    say: LocalizedText
    source: Citation | None
    checked: str | None
    kind: str
    depth: int
    joiner: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the facts: values, or one of the states of missing information.

    Attributes:
        key: The row's name in the message catalogues.
        values: What is known; empty means `missing` says why.
        missing: "not_told" or "not_checked".
    """

    key: str
    values: tuple[LocalizedText, ...] = ()
    missing: str = "not_told"
    link: str = ""


@dataclass(frozen=True, slots=True)
class LinkedService:
    """Another service with the difference in one line."""

    service: Service
    url: str
    note: LocalizedText | None


@dataclass(frozen=True, slots=True)
class RequirementLine:
    """A paper or a step to get."""

    say: LocalizedText
    from_whom: LocalizedText | None
    max_age: LocalizedText | None
    code: str | None


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """A way in, with its source resolved."""

    kind: str
    value: str
    href: str | None
    label: LocalizedText | None
    hours: LocalizedText | None
    price_class: str | None
    identification: bool | None
    source: Source | None
    source_url: str | None
    checked: str | None


@dataclass(frozen=True, slots=True)
class ServicePage:
    """Everything of one service, local facts of the municipality applied.

    Attributes:
        ombudsman: Whom to ask about rights in the home county, or None: not known, or no place.
        mine: What the visitor's own answers mean for this service; None without answers.
        is_told: The home municipality is one of those answers and not in the address.
    """

    frame: Frame
    service: Service
    name: LocalizedText
    other_names: tuple[Chosen, ...]
    summary: LocalizedText
    organiser: ResolvedOrganiser
    also_by: tuple[ResolvedOrganiser, ...]
    producers: tuple[LocalizedText, ...]
    place: LocalizedText | None
    place_code: str | None
    serves: bool | None
    box: SearchBox
    form_url: str
    local: LocalOverride | None
    rows: tuple[Row, ...]
    conditions: tuple[ConditionLine, ...]
    requirements: tuple[RequirementLine, ...]
    phones: tuple[ChannelLine, ...]
    channels: tuple[ChannelLine, ...]
    person: PersonToReach | None
    alternatives: tuple[LinkedService, ...]
    related: tuple[LinkedService, ...]
    legal_basis: tuple[LegalBasis, ...]
    urgent: tuple[UrgentHelp, ...]
    is_stale: bool
    json_ld: Mapping[str, Any]
    figure: Figure
    ombudsman: Contact | None = None
    mine: MatchedService | None = None
    is_told: bool = False


@dataclass(frozen=True, slots=True)
class CountyAreas:
    """A wellbeing services county with its municipalities as links to their pages."""

    name: LocalizedText
    url: str
    municipalities: tuple[tuple[LocalizedText, str], ...]


@dataclass(frozen=True, slots=True)
class AreasPage:
    """Every county and municipality; the box holds a name that was not found."""

    frame: Frame
    counties: tuple[CountyAreas, ...]
    box: SearchBox


@dataclass(frozen=True, slots=True)
class TextPage:
    """A page of our own text: about, accessibility, privacy, data; `addresses` lead elsewhere."""

    frame: Frame
    services: int
    organisations: int
    unchecked: int
    counties_without_contact: int
    addresses: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class EasyPage:
    """An easy-language page: its name, the usual page beside it, its paragraphs, all names."""

    frame: Frame
    name: str
    usual: str
    paragraphs: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ApiDocsPage:
    """The documentation of the API, from its own schema."""

    frame: Frame
    operations: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """An error: `kind` names its words; `gone` tells of an ended service and what replaced it.

    `near` are services whose address is nearly the one that was asked for.
    """

    frame: Frame
    kind: str
    gone: "Gone | None" = None
    near: tuple[LinkedService, ...] = ()


@dataclass(frozen=True, slots=True)
class Gone:
    """An ended service."""

    name: LocalizedText
    ended: str
    say: LocalizedText
    replaced_by: tuple[LinkedService, ...]
    sources: tuple[Source, ...]
