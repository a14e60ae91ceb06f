"""The API's reading half: services, organisations, areas, questions and controlled words."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import TypeAdapter
from starlette.exceptions import HTTPException

from catalog.areas import Municipality
from catalog.catalogue import Catalogue
from catalog.facts import FactDefinition
from catalog.model import Organization, Service
from catalog.organisers import local_override, resolve_organiser, serves
from catalog.taxonomy import VOCABULARIES, Term
from catalog.text import Language
from search.answers import names, organiser_answer, service_url
from search.places import municipality_code
from web.api_models import (
    AreasAnswer,
    ErrorAnswer,
    OrganizationAnswer,
    OrganizationList,
    QuestionsAnswer,
    ServiceAnswer,
    ServiceList,
    TaxonomyAnswer,
)
from web.condition_lines import condition_lines
from web.forms import clean
from web.site import SiteDep

router = APIRouter(prefix="/api/v1", tags=["catalogue"])
_NOT_FOUND: dict[int | str, dict[str, Any]] = {
    404: {"model": ErrorAnswer, "description": "There is no such record."},
    410: {
        "model": ErrorAnswer,
        "description": "The service has ended; the hint says what replaced it.",
    },
    422: {"model": ErrorAnswer, "description": "A value is not known or out of range."},
}
_WRONG: dict[int | str, dict[str, Any]] = {422: _NOT_FOUND[422]}
_PAGE = 100
_service = TypeAdapter(Service)
_organization = TypeAdapter(Organization)
_term = TypeAdapter(Term)
PageNumber = Annotated[int, Query(ge=1, le=10_000)]


@router.get("/services", response_model=ServiceList, responses=_WRONG)
def services(site: SiteDep, page: PageNumber = 1, lang: Language = "fi") -> Any:
    """List every service, a hundred a page, by id."""
    records = sorted(site.catalogue.services.values(), key=lambda s: s.id)
    start = (page - 1) * _PAGE
    return {
        "total": len(records),
        "page": page,
        "per_page": _PAGE,
        "services": [_listed(record, lang) for record in records[start : start + _PAGE]],
        "data_version": site.catalogue.version,
    }


def _listed(service: Service, lang: Language) -> dict[str, Any]:
    return {
        "id": service.id,
        "name": names(service.name),
        "kind": service.kind,
        "sector": list(service.sector),
        "organiser": str(service.organiser),
        "verified_on": service.verified_on.isoformat(),
        "url": service_url(service.id, lang),
    }


@router.get("/services/{service_id}", response_model=ServiceAnswer, responses=_NOT_FOUND)
def service(service_id: str, site: SiteDep, municipality: str = "", lang: Language = "fi") -> Any:
    """Return a whole record, the organiser and local facts resolved for a municipality."""
    catalogue = site.catalogue
    code = municipality_code(clean(municipality), catalogue) if municipality else None
    found = catalogue.services.get(service_id)
    if found is None:
        raise _missing(service_id, catalogue)
    # The condition tree is shown as the sentences it says; its inner form is no part of the API.
    record: dict[str, Any] = _service.dump_python(found, mode="json", exclude={"when"})
    local = local_override(found, catalogue, code)
    organiser = resolve_organiser(found.organiser, catalogue, municipality=code)
    conditions = [
        {"say": names(line.say), "kind": line.kind, "source": line.source and line.source.url,
         "checked": line.checked, "depth": line.depth, "joiner": line.joiner}
        for line in condition_lines(found)
    ]  # fmt: skip
    record |= {
        "names": [{"lang": key, "text": text} for key, text in found.all_names()],
        "conditions": conditions,
        "organiser_resolved": organiser_answer(organiser, lang),
        "local": local and next(
            raw for raw, o in zip(record["local"], found.local, strict=True) if o is local
        ),
        "serves": serves(found, catalogue, code),
        "url": service_url(found.id, lang),
        "data_version": catalogue.version,
    }  # fmt: skip
    return record


def _missing(service_id: str, catalogue: Catalogue) -> HTTPException:
    ended = catalogue.tombstones.get(service_id)
    if ended is None:
        return HTTPException(404, f'There is no record "{clean(service_id)}".')
    replaced = ", ".join(ended.replaced_by) or "nothing"
    return HTTPException(410, f'"{ended.id}" ended {ended.ended}; replaced by: {replaced}.')


@router.get("/organizations", response_model=OrganizationList, responses=_WRONG)
def organizations(site: SiteDep) -> Any:
    """List every organisation with its contacts and sources."""
    records = sorted(site.catalogue.organizations.values(), key=lambda o: o.id)
    return {
        "total": len(records),
        "organizations": [_organization.dump_python(o, mode="json") for o in records],
        "data_version": site.catalogue.version,
    }


@router.get(
    "/organizations/{organization_id}", response_model=OrganizationAnswer, responses=_NOT_FOUND
)
def organization(organization_id: str, site: SiteDep) -> Any:
    """Return one organisation."""
    found = site.catalogue.organizations.get(organization_id)
    if found is None:
        raise _missing(organization_id, site.catalogue)
    return _organization.dump_python(found, mode="json")


@router.get("/areas", response_model=AreasAnswer, responses=_WRONG)
def areas(site: SiteDep, q: str = "") -> Any:
    """Return the municipalities whose Finnish or Swedish name starts so, at most ten."""
    found = site.catalogue.areas.search(clean(q))
    return {"areas": [_area(municipality, site.catalogue) for municipality in found]}


def _area(municipality: Municipality, catalogue: Catalogue) -> dict[str, Any]:
    county = catalogue.areas.wellbeing_counties[municipality.wellbeing_county]
    employment = catalogue.areas.employment_areas[municipality.employment_area]
    return {
        "municipality": municipality.code,
        "name": names(municipality.name),
        "wellbeing_county": county.code,
        "wellbeing_county_name": names(county.name),
        "employment_area": employment.code,
        "employment_area_name": names(employment.name),
        "languages": list(municipality.languages),
    }


@router.get("/questions", response_model=QuestionsAnswer, responses=_WRONG)
def questions(site: SiteDep) -> Any:
    """Return every fact that may be told of a person, with its question and values."""
    facts = site.catalogue.rules.facts.values()
    return {
        "questions": [_question(fact) for fact in facts if not fact.derived],
        "data_version": site.catalogue.version,
    }


def _question(fact: FactDefinition) -> dict[str, Any]:
    def options(values: Any) -> list[dict[str, Any]]:
        return [{"id": value.id, "label": names(value.label)} for value in values]

    # Municipalities are in /areas; 308 of them would hide the questions.
    values = () if fact.values_from == "municipalities" else fact.values
    return {
        "id": fact.id,
        "kind": fact.kind,
        "text": names(fact.text),
        "why": names(fact.why),
        "find_out": fact.find_out and names(fact.find_out),
        "sensitivity": fact.sensitivity,
        "values": options(values),
        "bands": options(fact.bands),
        "levels": options(fact.levels),
        "min": fact.min,
        "max": fact.max,
    }


@router.get("/taxonomy", response_model=TaxonomyAnswer, responses=_WRONG)
def taxonomy(site: SiteDep) -> Any:
    """Return the controlled words: needs, condition groups, life situations and the others."""
    words = site.catalogue.taxonomy
    return {
        "vocabularies": {
            name: [
                TypeAdapter(type(term)).dump_python(term, mode="json")
                for term in getattr(words, name).values()
            ]
            for name in VOCABULARIES
        },
        "data_version": site.catalogue.version,
    }
