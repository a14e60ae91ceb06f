"""What the pages of municipalities, counties, organisations and themes show."""

from dataclasses import dataclass

from catalog.model import Contact, Organization, Source
from catalog.text import LocalizedText
from web.contexts import Frame, LinkedService, Theme
from web.figures import Figure
from web.places.duties import DUTY_SOURCES

Named = tuple[LocalizedText, str]  # a name and the address it leads to


@dataclass(frozen=True, slots=True)
class Responsible:
    """A body that is responsible for something at a place.

    Attributes:
        role: The key of what it is responsible for.
        name: Its name; `url` leads to its page, empty when it has none.
        contacts: Whom to call, general ones first; empty when none is known.
        website: Its own pages; empty when not known.
        services: What it arranges here.
    """

    role: str
    name: LocalizedText
    url: str
    contacts: tuple[Contact, ...]
    website: str
    services: tuple[LinkedService, ...]

    @property
    def source(self) -> Source:
        """Where its duty is told."""
        return DUTY_SOURCES[self.role]


@dataclass(frozen=True, slots=True)
class PlacePage:
    """A municipality, or a county with its municipalities."""

    frame: Frame
    kind: str
    name: LocalizedText
    code: str
    search_url: str
    up: Named | None
    responsible: tuple[Responsible, ...]
    local: tuple[LinkedService, ...]
    municipalities: tuple[Named, ...]
    figure: Figure
    is_aland: bool
    organization: Organization | None


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """An organisation with what it arranges, its contacts and its sources."""

    frame: Frame
    body: Organization
    organises: tuple[LinkedService, ...]
    takes_part: tuple[LinkedService, ...]
    members: tuple[Named, ...]
    sources: tuple[Source, ...]
    search_url: str


@dataclass(frozen=True, slots=True)
class OrganisationsPage:
    """Every organisation by kind."""

    frame: Frame
    kinds: tuple[tuple[str, tuple[Named, ...]], ...]


@dataclass(frozen=True, slots=True)
class NeedOfTheme:
    """A need with its services."""

    label: LocalizedText
    services: tuple[LinkedService, ...]
    search_url: str


@dataclass(frozen=True, slots=True)
class ThemePage:
    """A theme with its needs, or the list of themes when `needs` is empty."""

    frame: Frame
    name: LocalizedText | None
    needs: tuple[NeedOfTheme, ...]
    themes: tuple[Theme, ...]
    search_url: str
