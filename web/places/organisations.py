"""Organisations and themes to their pages."""

from catalog.catalogue import Catalogue
from catalog.model import Organization, Service
from catalog.text import LANGUAGES, Language, LocalizedText
from web import urls
from web.contexts import Frame
from web.i18n import Words
from web.places.contexts import (
    Named,
    NeedOfTheme,
    OrganisationPage,
    OrganisationsPage,
    ThemePage,
)
from web.places.places import by_name
from web.search_page import themes

_KINDS = (
    "national", "wellbeing_county", "hospital_group", "employment_area", "state", "pension_insurer",
    "accident_insurer", "motor_insurer", "health_care", "ngo", "foundation", "company",
)  # fmt: skip


def organisation_page(body: Organization, catalogue: Catalogue, words: Words) -> OrganisationPage:
    """Build the page of an organisation."""
    lang = words.lang
    services = catalogue.services.values()
    role = "employment_area" if body.kind == "employment_area" else ""
    organises = [s for s in services if s.organiser.id == body.id or s.organiser.role == role]
    others = [s for s in services if s not in organises and _takes_part(s, body.id)]
    area = catalogue.areas.employment_areas.get(body.area_code or "") if role else None
    members = area.member_codes if area else ()
    query = (("organiser", role or body.id),)
    return OrganisationPage(
        frame=_frame("organisation", body.id, body.name, words),
        body=body,
        organises=by_name(organises, lang),
        takes_part=by_name(others, lang),
        members=tuple(
            (
                catalogue.areas.municipality(code).name,
                urls.path("municipality", lang, record_id=code),
            )
            for code in members
        ),
        sources=body.sources,
        search_url=urls.with_query(urls.path("search", lang), query) if organises else "",
    )


def _takes_part(service: Service, key: str) -> bool:
    return any(ref.id == key for ref in service.also_organised_by) or any(
        producer.id == key for producer in service.producers
    )


def organisations_page(catalogue: Catalogue, words: Words) -> OrganisationsPage:
    """Build the list of every organisation by kind; kinds without any are left out."""
    lang = words.lang
    found: dict[str, list[Named]] = {}
    for body in catalogue.organizations.values():
        found.setdefault(body.kind, []).append((body.name, address_of(body, lang)))
    kinds = tuple(
        (kind, tuple(sorted(found[kind], key=lambda named: _sort_key(named[0], lang))))
        for kind in (*_KINDS, *sorted(set(found) - set(_KINDS)))
        if kind in found
    )
    return OrganisationsPage(_frame("organisations", "", None, words), kinds)


def address_of(body: Organization, lang: Language) -> str:
    """Return the address of an organisation's page; a county's is the page of its area."""
    if body.kind == "wellbeing_county" and body.area_code:
        return urls.path("county", lang, record_id=body.area_code)
    return urls.path("organisation", lang, record_id=body.id)


def _sort_key(name: LocalizedText, lang: Language) -> str:
    return name.choose(lang).text.casefold()


def theme_page(key: str, catalogue: Catalogue, words: Words) -> ThemePage:
    """Build the page of a theme: its needs, each with the services that answer it first.

    Raises:
        KeyError: There is no such theme.
    """
    lang = words.lang
    group = catalogue.taxonomy.need_groups[key]
    base = urls.path("search", lang)
    needs = [need for need in catalogue.taxonomy.needs.values() if need.parent == key]
    query = urls.canonical_query({"need": [need.id for need in needs]})
    services = catalogue.services.values()
    return ThemePage(
        frame=_frame("theme", key, group.label, words),
        name=group.label,
        needs=tuple(
            NeedOfTheme(
                need.label,
                by_name((s for s in services if need.id in s.needs.primary), lang),
                urls.with_query(base, [("need", need.id)]),
            )
            for need in needs
        ),
        themes=(),
        search_url=urls.with_query(base, query),
    )


def themes_page(catalogue: Catalogue, words: Words) -> ThemePage:
    """Build the list of themes."""
    listed = themes(catalogue, words.lang)
    return ThemePage(_frame("themes", "", None, words), None, (), listed, "")


def _frame(page: str, key: str, name: LocalizedText | None, words: Words) -> Frame:
    alternates = {other: urls.path(page, other, record_id=key) for other in LANGUAGES}
    title = str(words.text(f"area.{page}"))
    if name is not None:
        title = f"{name.choose(words.lang).text} – {title}"
    section = "" if page.startswith("theme") else "areas"
    return Frame(words.lang, title, alternates[words.lang], alternates, section=section)
