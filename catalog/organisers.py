"""Who arranges a service for a person living somewhere: a role becomes a named body."""

from collections.abc import Mapping
from dataclasses import dataclass

from catalog.catalogue import Catalogue
from catalog.model import Contact, LocalOverride, OrganiserRef, Organization, Service
from catalog.text import LocalizedText

# The body that insures everybody of a pension scheme; private-sector (tyel) and self-employed
# people have several insurers, so their own one stays a role until they tell it.
_PENSION_BODY = {"public": "keva", "farmer": "mela", "seafarer": "merimieselakekassa"}


@dataclass(frozen=True, slots=True)
class ResolvedOrganiser:
    """The organiser as a page can show it.

    Attributes:
        id: The organisation's id, or None while the role is not resolved.
        name: The body's name, or the role in words ("Oma hyvinvointialueesi").
        kind: Kind of organisation, or the role itself while it is not resolved.
        role: The role that led here; None when the record names a body.
        ask: The profile fact that would resolve the role; None when nothing is open.
    """

    id: str | None
    name: LocalizedText
    kind: str
    role: str | None = None
    ask: str | None = None
    website: str | None = None
    contacts: tuple[Contact, ...] = ()

    @property
    def is_resolved(self) -> bool:
        """Whether a named body is known."""
        return self.id is not None


def resolve_organiser(
    ref: OrganiserRef,
    catalogue: Catalogue,
    *,
    municipality: str | None = None,
    facts: Mapping[str, str] | None = None,
) -> ResolvedOrganiser:
    """Name the body behind a reference as well as the given facts allow.

    Args:
        ref: A body or a role.
        catalogue: Organisations and areas.
        municipality: Code of the home municipality; None when it is not known.
        facts: Single known facts that resolve other roles, today `pension_scheme`.

    Raises:
        UnknownValue: `municipality` is not one of the 308.
    """
    if ref.id is not None:
        return _named(catalogue.organizations[ref.id], None)
    role = str(ref.role)
    body = _body_of_role(role, catalogue, municipality, facts or {})
    if body is not None:
        return _named(body, role)
    if role == "municipality" and municipality:
        place = catalogue.areas.municipality(municipality)
        return ResolvedOrganiser(f"kunta-{place.code}", place.name, "municipality", role)
    term = catalogue.taxonomy.roles[role]
    return ResolvedOrganiser(None, term.label, role, role, term.ask)


def _body_of_role(
    role: str, catalogue: Catalogue, municipality: str | None, facts: Mapping[str, str]
) -> Organization | None:
    if role == "own_pension_insurer":
        key = _PENSION_BODY.get(facts.get("pension_scheme", ""), "")
        return catalogue.organizations.get(key)
    if municipality and role in ("wellbeing_county", "employment_area"):
        place = catalogue.areas.municipality(municipality)
        code = place.wellbeing_county if role == "wellbeing_county" else place.employment_area
        prefix = "hva" if role == "wellbeing_county" else "tya"
        return catalogue.organizations[f"{prefix}-{code}"]
    return None


def _named(body: Organization, role: str | None) -> ResolvedOrganiser:
    return ResolvedOrganiser(body.id, body.name, body.kind, role, None, body.website, body.contacts)


def local_override(
    service: Service, catalogue: Catalogue, municipality: str | None
) -> LocalOverride | None:
    """Return the local facts of a service for a municipality, or None when there are none."""
    if municipality is None:
        return None
    place = catalogue.areas.municipality(municipality)
    for override in service.local:
        areas = override.areas
        if (
            place.code in areas.municipality
            or place.wellbeing_county in areas.wellbeing_county
            or place.employment_area in areas.employment_area
        ):
            return override
    return None


def serves(service: Service, catalogue: Catalogue, municipality: str | None) -> bool | None:
    """Tell whether the service is for people of a municipality; None when that cannot be known yet.

    A service without `service_area` is for the whole country.
    """
    areas = service.service_area
    if not areas:
        return True
    if municipality is None:
        return None
    place = catalogue.areas.municipality(municipality)
    return (
        place.code in areas.municipality
        or place.wellbeing_county in areas.wellbeing_county
        or place.employment_area in areas.employment_area
    )


def human_contact(
    catalogue: Catalogue,
    municipality: str | None,
    sector: str | None = None,
    need: str | None = None,
) -> tuple[Organization | None, Contact | None]:
    """Return a person to reach in the home county, the one nearest to the matter.

    A contact for the need itself comes first, then one for the sector that is not tied to other
    needs, then the general one; of equals one with a phone. Without a municipality both are None,
    and the page says how to find one's own county; a county without contacts gives None second.
    """
    if municipality is None:
        return None, None
    place = catalogue.areas.municipality(municipality)
    county = catalogue.organizations[f"hva-{place.wellbeing_county}"]
    for fitting in (
        [c for c in county.contacts if need is not None and need in c.needs],
        [c for c in county.contacts if sector in c.sectors and not c.needs],
        [c for c in county.contacts if not c.sectors and not c.needs],
    ):
        if fitting:
            return county, min(fitting, key=lambda c: c.phone is None)
    return county, None
