"""The building blocks of a record: sources, prices, steps, channels, areas and the fixed words.

Frozen values, validated when they are built from YAML. `model` puts them together.
"""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field
from pydantic.dataclasses import dataclass

from catalog.text import LocalizedText

STRICT = ConfigDict(extra="forbid", arbitrary_types_allowed=True)

Sector = Literal["medical", "vocational", "social", "educational"]
ServiceKind = Literal["service", "allowance", "guidance", "peer_support"]
Branch = Literal[
    "medical", "vocational", "psychotherapy", "social", "employment", "education",
    "disability", "adaptation", "income", "guidance", "peer",
]  # fmt: skip
Role = Literal[
    "wellbeing_county", "employment_area", "own_pension_insurer", "accident_insurer",
    "motor_insurer", "occupational_health", "municipality", "school",
]  # fmt: skip
Form = Literal[
    "individual", "group", "remote", "home", "workplace", "inpatient", "clinic", "drop_in"
]
WayIn = Literal["self", "application", "referral", "assessment"]
PriceState = Literal["free", "fee", "fee_rule", "unknown"]
Evidence = Literal["A", "B", "C", "D"]
Provision = Literal["own", "procured", "voucher", "other"]
ChannelKind = Literal["web", "e_service", "phone", "chat", "form", "email", "visit"]
OrganizationKind = Literal[
    "national", "wellbeing_county", "employment_area", "municipality", "pension_insurer",
    "accident_insurer", "motor_insurer", "ngo", "foundation", "state", "church", "education",
    "health_care", "hospital_group", "company",
]  # fmt: skip

_SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Slug = Annotated[str, Field(pattern=_SLUG, max_length=80)]
Url = Annotated[str, Field(pattern=r"^https?://[^\s/]+\.[^\s]+$", max_length=400)]
# A day, a month or a year: pages often show no more, and we do not pretend to know better.
PartialDate = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]


def _positive(value: Decimal) -> Decimal:
    if value < 0:
        raise ValueError("an amount in euros cannot be negative")
    return value


Euros = Annotated[Decimal, AfterValidator(_positive)]


@dataclass(frozen=True, config=STRICT)
class Source:
    """Where a fact was read.

    Attributes:
        url: Address of the page.
        title: What the page is, in its own language or ours.
        fetched: When somebody of us read it (a stored copy counts), a day or a month.
        dated: The date or year of the page itself, shown or estimated; None when it has none.
        key: Short name by which conditions and channels of the same record refer to it.
        section: Section of an act or heading of the page.
    """

    url: Url
    title: str
    fetched: PartialDate
    dated: PartialDate | None = None
    key: str | None = None
    section: str | None = None


@dataclass(frozen=True, config=STRICT)
class OrganiserRef:
    """A body (`id`) or a role that a municipality or another fact resolves; exactly one."""

    id: str | None = None
    role: Role | None = None

    def __post_init__(self) -> None:
        if (self.id is None) == (self.role is None):
            raise ValueError("give either an id or a role, not both and not neither")

    def __str__(self) -> str:
        return self.id or str(self.role)


@dataclass(frozen=True, config=STRICT)
class Producer:
    """Who delivers the service in practice."""

    provision: Provision
    id: str | None = None
    name: LocalizedText | None = None


@dataclass(frozen=True, config=STRICT)
class Amount:
    """One sum of money in euros, as a source states it on a day.

    Attributes:
        vat: "0 %", "included" or None when the source does not say.
        per: What the sum is for: "year", "visit", "hour", "session", "day", "month", "once".
        from_on: First day the sum holds; None means the source gives no day.
        max: Upper end when the source gives a range; `eur` is then the lower end.
    """

    eur: Euros
    per: str
    what: LocalizedText
    source: str
    vat: str | None = None
    max: Euros | None = None
    from_on: PartialDate | None = None


@dataclass(frozen=True, config=STRICT)
class Price:
    """What the person pays. `unknown` is never shown as free."""

    state: PriceState
    say: LocalizedText | None = None
    amounts: tuple[Amount, ...] = ()


@dataclass(frozen=True, config=STRICT)
class Step:
    """One act on the way to the service."""

    do: LocalizedText
    who: LocalizedText | None = None


@dataclass(frozen=True, config=STRICT)
class Channel:
    """A way in: a page, an e-service, a phone number, a form.

    Attributes:
        value: The address, number or form code itself.
        label: What it is; needed unless the kind says enough.
        source: Key of the record's source that shows it, or an address; needed for a phone.
        price_class: For a phone, what a call costs as the source says ("mpm/pvm").
        identification: True when strong identification is needed; None means not known.
    """

    kind: ChannelKind
    value: str
    label: LocalizedText | None = None
    hours: LocalizedText | None = None
    source: str | None = None
    price_class: str | None = None
    identification: bool | None = None
    checked: PartialDate | None = None
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, config=STRICT)
class AreaScope:
    """The municipalities a thing is for, named by codes; all empty means the whole country."""

    wellbeing_county: tuple[str, ...] = ()
    employment_area: tuple[str, ...] = ()
    municipality: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.wellbeing_county or self.employment_area or self.municipality)


@dataclass(frozen=True, config=STRICT)
class Place:
    """A place one can go to."""

    name: LocalizedText
    municipality: str
    source: str
    address: str | None = None
    note: LocalizedText | None = None


@dataclass(frozen=True, config=STRICT)
class Assessment:
    """Something the organiser weighs; it turns "fits" into "assess", never into "no"."""

    id: str
    say: LocalizedText
    source: str | None = None


@dataclass(frozen=True, config=STRICT)
class Requirement:
    """A paper or a step to get before the service; it never excludes anybody.

    Exactly one of `document` (an id of data/taxonomy/documents.yaml), `form` (a form's official
    code) and `step` (a short id) is given.
    """

    document: str | None = None
    form: str | None = None
    step: str | None = None
    max_age: str | None = None
    from_whom: LocalizedText | None = None
    say: LocalizedText | None = None

    def __post_init__(self) -> None:
        if sum(x is not None for x in (self.document, self.form, self.step)) != 1:
            raise ValueError("give exactly one of document, form and step")


@dataclass(frozen=True, config=STRICT)
class ServiceNeeds:
    """Need terms a service answers: `primary` counts 1, `also` 0.5."""

    primary: tuple[str, ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, config=STRICT)
class AgeRange:
    """Whole years, ends included; None: the source sets no end. Describes, never excludes."""

    min: int | None = Field(default=None, ge=0, le=120)
    max: int | None = Field(default=None, ge=0, le=120)


@dataclass(frozen=True, config=STRICT)
class Related:
    """Another service of the catalogue, with the difference in one line."""

    id: str
    note: LocalizedText | None = None


@dataclass(frozen=True, config=STRICT)
class LegalBasis:
    """An act and its section."""

    name: LocalizedText
    url: Url | None = None
