"""The record form: what a service, an organisation and a place to call are.

Frozen values, validated by pydantic when they are built from YAML (see `load`). The form and the
meaning of each field are explained for editors in docs/editing.md. A missing value means that the
source does not tell it; "there is none" is said in words, and what nobody has checked carries
evidence D.
"""

from dataclasses import field
from datetime import date
from typing import Any

from pydantic.dataclasses import dataclass

from catalog.parts import (
    STRICT,
    AgeRange,
    Amount,
    AreaScope,
    Assessment,
    Branch,
    Channel,
    ChannelKind,
    Euros,
    Evidence,
    Form,
    LegalBasis,
    OrganiserRef,
    OrganizationKind,
    PartialDate,
    Place,
    Price,
    PriceState,
    Producer,
    Provision,
    Related,
    Requirement,
    Role,
    Sector,
    ServiceKind,
    ServiceNeeds,
    Slug,
    Source,
    Step,
    Url,
    WayIn,
)
from catalog.text import LocalizedList, LocalizedText

__all__ = [
    "STRICT",
    "AgeRange",
    "Amount",
    "AreaScope",
    "Assessment",
    "Branch",
    "Channel",
    "ChannelKind",
    "Contact",
    "Euros",
    "Evidence",
    "Form",
    "LegalBasis",
    "LocalOverride",
    "OrganiserRef",
    "Organization",
    "OrganizationKind",
    "PartialDate",
    "Place",
    "Price",
    "PriceState",
    "Producer",
    "Provision",
    "Related",
    "Requirement",
    "Role",
    "Sector",
    "Service",
    "ServiceKind",
    "ServiceNeeds",
    "Slug",
    "Source",
    "Step",
    "Tombstone",
    "UrgentHelp",
    "Url",
    "WayIn",
]


@dataclass(frozen=True, config=STRICT)
class LocalOverride:
    """What differs in some areas: name, text, contact; what is absent stays as nationally."""

    areas: AreaScope
    sources: tuple[Source, ...]
    verified_on: date
    evidence: Evidence
    name: LocalizedText | None = None
    summary: LocalizedText | None = None
    gets: LocalizedList | None = None
    duration: LocalizedText | None = None
    price: Price | None = None
    steps: tuple[Step, ...] = ()
    channels: tuple[Channel, ...] = ()
    places: tuple[Place, ...] = ()
    note: LocalizedText | None = None


@dataclass(frozen=True, config=STRICT)
class Service:
    """Something a person can get, described once, whoever delivers it.

    `when` is the parsed condition tree (`catalog.conditions.Node`) or None when no hard criterion
    is published. It is filled in by `load`; see docs/editing.md for every field.
    """

    id: Slug
    name: LocalizedText
    kind: ServiceKind
    sector: tuple[Sector, ...]
    branch: Branch
    organiser: OrganiserRef
    summary: LocalizedText
    needs: ServiceNeeds
    price: Price
    sources: tuple[Source, ...]
    evidence: Evidence
    verified_on: date
    other_names: LocalizedList = field(default_factory=LocalizedList)
    former_names: LocalizedList = field(default_factory=LocalizedList)
    colloquial: LocalizedList = field(default_factory=LocalizedList)
    also_organised_by: tuple[OrganiserRef, ...] = ()
    producers: tuple[Producer, ...] = ()
    funder: OrganiserRef | None = None
    service_area: AreaScope = field(default_factory=AreaScope)
    gets: LocalizedList = field(default_factory=LocalizedList)
    for_whom: LocalizedText | None = None
    when: Any = None
    assessed_by_organiser: tuple[Assessment, ...] = ()
    requires: tuple[Requirement, ...] = ()
    condition_groups: tuple[str, ...] = ()
    life_situations: tuple[str, ...] = ()
    age: AgeRange | None = None
    forms: tuple[Form, ...] = ()
    way_in: tuple[WayIn, ...] = ()
    duration: LocalizedText | None = None
    waiting: LocalizedText | None = None
    income: LocalizedText | None = None
    steps: tuple[Step, ...] = ()
    channels: tuple[Channel, ...] = ()
    places: tuple[Place, ...] = ()
    languages: tuple[str, ...] = ()
    legal_basis: tuple[LegalBasis, ...] = ()
    is_statutory_right: bool = False
    appeal: LocalizedText | None = None
    refused: LocalizedText | None = None
    related: tuple[Related, ...] = ()
    alternatives: tuple[Related, ...] = ()
    local: tuple[LocalOverride, ...] = ()
    contradictions: tuple[LocalizedText, ...] = ()
    note: LocalizedText | None = None
    review_months: int = 12

    def all_names(self) -> tuple[tuple[str, str], ...]:
        """Return every name with its language: own, other, former and local ones, no duplicates."""
        pairs = [*self.name.items(), *self.other_names.items(), *self.former_names.items()]
        for override in self.local:
            pairs += override.name.items() if override.name else ()
        return tuple(dict.fromkeys(pairs))


@dataclass(frozen=True, config=STRICT)
class Contact:
    """A human being to reach at an organisation.

    Attributes:
        sectors: The sectors this contact is for; empty means any matter.
        phone: In international or national form; only with a source.
        url: Page where the contact is found when no number is known.
        evidence: D means the number is shown as not yet checked.
    """

    label: LocalizedText
    source: str
    evidence: Evidence
    sectors: tuple[Sector, ...] = ()
    phone: str | None = None
    url: Url | None = None
    hours: LocalizedText | None = None
    checked: PartialDate | None = None
    needs: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.phone is None and self.url is None:
            raise ValueError("give a phone or a url, else nobody can be reached")


@dataclass(frozen=True, config=STRICT)
class Organization:
    """A legal body or a named unit of one.

    `area_code` ties wellbeing counties and employment areas to data/areas (for example "06").
    """

    id: Slug
    name: LocalizedText
    kind: OrganizationKind
    sources: tuple[Source, ...]
    evidence: Evidence
    verified_on: date
    other_names: LocalizedList = field(default_factory=LocalizedList)
    former_names: LocalizedList = field(default_factory=LocalizedList)
    summary: LocalizedText | None = None
    website: Url | None = None
    area_code: str | None = None
    contacts: tuple[Contact, ...] = ()
    languages: tuple[str, ...] = ()
    contradictions: tuple[LocalizedText, ...] = ()
    note: LocalizedText | None = None
    review_months: int = 12


@dataclass(frozen=True, config=STRICT)
class UrgentHelp:
    """A line or place for acute danger.

    Attributes:
        dangers: What it is for: emergency, suicide, violence, overdose, crisis, child, social.
        languages: Languages it is answered in.
        order: Smaller is shown first.
    """

    id: Slug
    name: LocalizedText
    phone: str
    dangers: tuple[str, ...]
    order: int
    sources: tuple[Source, ...]
    evidence: Evidence
    verified_on: date
    say: LocalizedText
    hours: LocalizedText | None = None
    price: LocalizedText | None = None
    languages: tuple[str, ...] = ("fi",)
    url: Url | None = None


@dataclass(frozen=True, config=STRICT)
class Tombstone:
    """A service or body that has ended, and what replaced it; never found as if it existed.

    `renamed` says that the very same service goes on under the one id in `replaced_by`: old
    addresses then lead there at once. A service that another one replaced is not renamed.
    """

    id: Slug
    name: LocalizedText
    ended: PartialDate
    say: LocalizedText
    sources: tuple[Source, ...]
    replaced_by: tuple[str, ...] = ()
    renamed: bool = False
    other_names: LocalizedList = field(default_factory=LocalizedList)
