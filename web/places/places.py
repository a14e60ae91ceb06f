"""A municipality or a county to its page: the bodies responsible there and what they arrange."""

from collections.abc import Iterable

from catalog.catalogue import Catalogue
from catalog.model import Contact, Service
from catalog.organisers import local_override
from catalog.text import LANGUAGES, Language, LocalizedText
from web import urls
from web.contexts import Frame, LinkedService
from web.figures import Figure, figure
from web.i18n import Words
from web.places.contexts import PlacePage, Responsible
from web.search_page import link_to

ALAND = "91"
_HOSPITALS = "hus"


def municipality_page(code: str, catalogue: Catalogue, words: Words) -> PlacePage:
    """Build the page of a municipality.

    Raises:
        UnknownValue: `code` is not one of the 308.
    """
    lang = words.lang
    place = catalogue.areas.municipality(code)
    county = catalogue.areas.wellbeing_counties[place.wellbeing_county]
    query = (("municipality", place.code),)
    responsible = (
        _body("wellbeing_county", f"hva-{county.code}", catalogue, lang, query),
        _body("employment_area", f"tya-{place.employment_area}", catalogue, lang, query),
        Responsible(
            "municipality", place.name, "", (), "", _of_role("municipality", catalogue, lang, query)
        ),
        *_hospitals(county.specialised_care_by, catalogue, lang),
        _body("kela", "kela", catalogue, lang, query),
    )
    return PlacePage(
        frame=_frame("municipality", place.code, place.name, words),
        kind="municipality",
        name=place.name,
        code=place.code,
        search_url=urls.with_query(urls.path("search", lang), query),
        up=(county.name, urls.path("county", lang, record_id=county.code)),
        responsible=responsible,
        local=_local(place.code, catalogue, lang),
        municipalities=(),
        figure=_figure(place.name, responsible, words),
        is_aland=county.code == ALAND,
        organization=catalogue.organizations.get(f"hva-{county.code}"),
    )


def county_page(code: str, catalogue: Catalogue, words: Words) -> PlacePage:
    """Build the page of a wellbeing services county (Helsinki and Åland among them).

    Raises:
        KeyError: There is no county with this code.
    """
    lang = words.lang
    county = catalogue.areas.wellbeing_counties[code]
    members = catalogue.areas.in_county(code)
    query = (("municipality", members[0].code),) if len(members) == 1 else ()
    areas = dict.fromkeys(member.employment_area for member in members)
    responsible = (
        _body("wellbeing_county", f"hva-{code}", catalogue, lang, query),
        *_hospitals(county.specialised_care_by, catalogue, lang),
        *(_body("employment_area", f"tya-{area}", catalogue, lang, query) for area in areas),
        _body("kela", "kela", catalogue, lang, query),
    )
    return PlacePage(
        frame=_frame("county", code, county.name, words),
        kind="county",
        name=county.name,
        code=code,
        search_url=urls.with_query(urls.path("search", lang), query),
        up=None,
        responsible=responsible,
        local=_local(members[0].code, catalogue, lang, by_county=True),
        municipalities=tuple(
            (m.name, urls.path("municipality", lang, record_id=m.code)) for m in members
        ),
        figure=_figure(county.name, responsible, words),
        is_aland=code == ALAND,
        organization=catalogue.organizations.get(f"hva-{code}"),
    )


def _frame(page: str, code: str, name: LocalizedText, words: Words) -> Frame:
    alternates = {other: urls.path(page, other, record_id=code) for other in LANGUAGES}
    chosen = name.choose(words.lang).text
    title = words.text(f"area.{page}.title", place=chosen).unescape()
    return Frame(words.lang, title, alternates[words.lang], alternates, section="areas")


def _body(
    role: str, key: str, catalogue: Catalogue, lang: Language, query: urls.Query
) -> Responsible:
    body = catalogue.organizations[key]
    arranged = _of_role(role, catalogue, lang, query) if role != "kela" else ()
    page = "county" if role == "wellbeing_county" else "organisation"
    record = str(body.area_code) if page == "county" else key
    return Responsible(
        role,
        body.name,
        urls.path(page, lang, record_id=record),
        _general_first(body.contacts),
        body.website or "",
        arranged or _organised_by(key, catalogue, lang, query),
    )


def _hospitals(name: str, catalogue: Catalogue, lang: Language) -> tuple[Responsible, ...]:
    """Return who arranges specialised care when that is not the county itself."""
    if name.casefold() != _HOSPITALS or _HOSPITALS not in catalogue.organizations:
        return ()
    body = catalogue.organizations[_HOSPITALS]
    url = urls.path("organisation", lang, record_id=_HOSPITALS)
    services = _organised_by(_HOSPITALS, catalogue, lang, ())
    contacts = _general_first(body.contacts)
    return (
        Responsible("hospital_group", body.name, url, contacts, body.website or "", services),
    )  # fmt: skip


def _general_first(contacts: Iterable[Contact]) -> tuple[Contact, ...]:
    return tuple(sorted(contacts, key=lambda c: (bool(c.needs), bool(c.sectors), c.phone is None)))


def _of_role(
    role: str, catalogue: Catalogue, lang: Language, query: urls.Query
) -> tuple[LinkedService, ...]:
    found = (s for s in catalogue.services.values() if s.organiser.role == role)
    return by_name(found, lang, query)


def _organised_by(
    key: str, catalogue: Catalogue, lang: Language, query: urls.Query
) -> tuple[LinkedService, ...]:
    found = (s for s in catalogue.services.values() if s.organiser.id == key)
    return by_name(found, lang, query)


def by_name(
    services: Iterable[Service], lang: Language, query: urls.Query = ()
) -> tuple[LinkedService, ...]:
    """Return services as links, in the order of their names in a language."""
    links = (link_to(service, lang, query) for service in services)
    return tuple(sorted(links, key=lambda link: link.service.name.choose(lang).text.casefold()))


def _local(
    code: str, catalogue: Catalogue, lang: Language, *, by_county: bool = False
) -> tuple[LinkedService, ...]:
    """Return services that have facts of their own here, under their local names."""
    place = catalogue.areas.municipality(code)
    links = []
    for service in catalogue.services.values():
        override = local_override(service, catalogue, code)
        areas = override.areas if override else service.service_area
        here = place.wellbeing_county in areas.wellbeing_county
        if not by_county:
            here = here or code in areas.municipality
            here = here or place.employment_area in areas.employment_area
        if here:
            name = override.name if override else None
            links.append(link_to(service, lang, (("municipality", code),), name))
    return tuple(links)


def _figure(name: LocalizedText, responsible: Iterable[Responsible], words: Words) -> Figure:
    lang = words.lang
    parts = [(name.choose(lang).text, words.text("area.figure.you").unescape(), "")]
    seen = set()
    for body in responsible:
        if body.role not in seen:
            chosen = body.name.choose(lang)
            is_home = body.role == "municipality"
            head = words.text("area.home").unescape() if is_home else chosen.text
            parts.append((head, words.text(f"area.does.{body.role}").unescape(), ""))
        seen.add(body.role)
    return figure(parts, is_path=False)
