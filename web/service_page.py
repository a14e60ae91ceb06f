"""One service to the context of its page: organiser and local facts resolved, gaps named."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from catalog.catalogue import Catalogue
from catalog.model import (
    Channel,
    Contact,
    LocalOverride,
    Related,
    Requirement,
    Service,
    Source,
    UrgentHelp,
)
from catalog.organisers import (
    ResolvedOrganiser,
    human_contact,
    local_override,
    resolve_organiser,
    serves,
)
from catalog.taxonomy import Term
from catalog.text import Chosen, Language, LocalizedText
from search.match.results import MatchedService
from web import urls
from web.condition_lines import condition_lines
from web.contexts import (
    ChannelLine,
    Frame,
    LinkedService,
    RequirementLine,
    Row,
    SearchBox,
    ServicePage,
)
from web.figures import Figure, figure
from web.forms import FieldError
from web.i18n import Words, phone_link
from web.json_ld import service_json_ld
from web.search_page import link_to, own_language_first, person_to_reach

OMBUDSMAN = "asiavastaavat"  # the record of the ombudspersons themselves
# Services for these primary needs and life situations are shown with crisis lines above everything.
_DANGER_OF_NEED = {
    "mood": ("suicide", "crisis"),
    "mind.crisis": ("suicide", "crisis"),
    "mind.trauma": ("crisis",),
    "habit.substance": ("overdose", "crisis"),
}
_DANGER_OF_SITUATION = {"violence": ("violence",), "crisis": ("crisis",)}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a service's page was asked for.

    Attributes:
        municipality: Code of the home municipality, or None for the whole country.
        entered: The municipality as it was written.
        errors: Faults in what was written.
        today: The day on which records are fresh or old.
        mine: What the visitor's own answers mean for the service, or None without answers.
        is_told: The municipality is one of those answers, so it stays out of every address.
    """

    municipality: str | None
    entered: str
    errors: tuple[FieldError, ...]
    today: date
    mine: MatchedService | None = None
    is_told: bool = False


def service_page(service: Service, catalogue: Catalogue, words: Words, asked: Asked) -> ServicePage:
    """Build the page of a service for a home municipality, or for the whole country without one."""
    lang, municipality = words.lang, asked.municipality
    local = local_override(service, catalogue, municipality)
    organiser = resolve_organiser(service.organiser, catalogue, municipality=municipality)
    place = catalogue.areas.municipality(municipality).name if municipality else None
    name = (local and local.name) or service.name
    summary = (local and local.summary) or service.summary
    ways = _channels(service, local)
    query = (("municipality", municipality),) if municipality and not asked.is_told else ()
    return ServicePage(
        frame=_frame(service, (name, organiser.name), query, asked, words),
        service=service,
        name=name,
        other_names=_other_names(service, name, lang),
        summary=summary,
        organiser=organiser,
        also_by=tuple(
            resolve_organiser(ref, catalogue, municipality=municipality)
            for ref in service.also_organised_by
        ),
        producers=_producers(service, catalogue),
        place=place,
        place_code=municipality,
        serves=serves(service, catalogue, municipality),
        box=SearchBox("", place.choose(lang).text if place else asked.entered, asked.errors),
        form_url=urls.path("service", lang, record_id=service.id),
        local=local,
        rows=fact_rows(service, local, catalogue),
        conditions=condition_lines(service),
        requirements=tuple(requirement_line(r, catalogue) for r in service.requires),
        phones=tuple(line for line in ways if line.kind == "phone"),
        channels=tuple(line for line in ways if line.kind != "phone"),
        person=person_to_reach(catalogue, municipality, next(iter(service.sector), None)),
        alternatives=linked(service.alternatives, catalogue, lang, query),
        related=linked(service.related, catalogue, lang, query),
        legal_basis=service.legal_basis,
        urgent=own_language_first(_urgent(service, catalogue), lang),
        is_stale=_months_between(service.verified_on, asked.today) >= service.review_months,
        json_ld=service_json_ld(service, name, summary, organiser, ways, lang),
        figure=_path(service, local, organiser, catalogue, words),
        ombudsman=_ombudsman(service, catalogue, municipality),
        mine=asked.mine,
        is_told=asked.is_told,
    )  # fmt: skip


def _ombudsman(service: Service, catalogue: Catalogue, municipality: str | None) -> Contact | None:
    """Return the county's ombudsman for services of social and health care; None for others.

    Patient and social ombudspersons advise on care and social services (Act 739/2023), not on
    benefits or employment services.
    """
    if service.organiser.role != "wellbeing_county" or service.id == OMBUDSMAN:
        return None
    county, contact = human_contact(catalogue, municipality, need="guide.rights")
    return contact if county and contact and "guide.rights" in contact.needs else None


def _frame(
    service: Service,
    said: tuple[LocalizedText, LocalizedText],
    query: urls.Query,
    asked: Asked,
    words: Words,
) -> Frame:
    lang = words.lang
    alternates = {
        other: urls.with_query(urls.path("service", other, record_id=service.id), query)
        for other in urls.PATHS["service"]
    }
    title = " – ".join(text.choose(lang).text for text in said)
    if asked.errors:
        title = f"{words.text('form.error_prefix')} {title}"
    return Frame(lang, title, alternates[lang], alternates, is_indexed=not query)


def _other_names(service: Service, name: LocalizedText, lang: Language) -> tuple[Chosen, ...]:
    own, own_lang = service.other_names.choose(lang)
    shown = name.choose(lang).text
    names = [Chosen(text, own_lang) for text in own if text != shown]
    if name is not service.name:
        names.insert(0, service.name.choose(lang))
    return tuple(names)


def _producers(service: Service, catalogue: Catalogue) -> tuple[LocalizedText, ...]:
    found = []
    for producer in service.producers:
        body = catalogue.organizations.get(producer.id or "")
        name = producer.name or (body.name if body else None)
        if name:
            found.append(name)
    return tuple(found)


def fact_rows(
    service: Service, local: LocalOverride | None, catalogue: Catalogue
) -> tuple[Row, ...]:
    """Return every row of the facts; a row without values says which kind of gap it is."""
    missing = "not_checked" if service.evidence == "D" else "not_told"
    terms = catalogue.taxonomy
    has_conditions = service.when is not None or bool(service.assessed_by_organiser)
    duration = (local and local.duration) or service.duration
    places = tuple(place.name for place in local.places) if local and local.places else ()
    places = places or tuple(place.name for place in service.places)
    return (
        Row("for_whom", _one(service.for_whom), missing),
        Row("conditions", (), missing, "ehdot" if has_conditions else ""),
        Row("where", places or _labels(terms.forms, service.forms), missing),
        Row("duration", _one(duration), missing),
        Row("waiting", _one(service.waiting), missing),
        Row("income", _one(service.income), missing),
        Row("languages", tuple(_language_name(code) for code in service.languages), missing),
        Row("access", (), "not_checked"),
        Row("documents", (), missing, "paperit" if service.requires else ""),
    )


def _one(text: LocalizedText | None) -> tuple[LocalizedText, ...]:
    return (text,) if text else ()


def _labels(terms: Mapping[str, Term], ids: Iterable[str]) -> tuple[LocalizedText, ...]:
    return tuple(terms[key].label for key in ids)


_LANGUAGE_NAMES = {
    "fi": LocalizedText(fi="suomi", sv="finska", en="Finnish"),
    "sv": LocalizedText(fi="ruotsi", sv="svenska", en="Swedish"),
    "en": LocalizedText(fi="englanti", sv="engelska", en="English"),
}


def _language_name(code: str) -> LocalizedText:
    return _LANGUAGE_NAMES.get(code, LocalizedText(fi=code, sv=code, en=code))


def requirement_line(requirement: Requirement, catalogue: Catalogue) -> RequirementLine:
    """Return a paper or step in words, with who gives it."""
    document = catalogue.taxonomy.documents.get(requirement.document or "")
    code = requirement.form or requirement.step or ""
    plain = LocalizedText(fi=code, sv=code, en=code)
    say = requirement.say or (document.label if document else plain)
    from_whom = requirement.from_whom or (document.from_whom if document else None)
    return RequirementLine(say, from_whom, _max_age(requirement.max_age), requirement.form)


_UNITS = {
    "days": ("päivää", "dagar", "days"),
    "months": ("kuukautta", "månader", "months"),
    "years": ("vuotta", "år", "years"),
}


def _max_age(text: str | None) -> LocalizedText | None:
    if not text:
        return None
    count, _, unit = text.partition(" ")
    fi, sv, en = _UNITS.get(f"{unit.removesuffix('s')}s", (unit, unit, unit))
    return LocalizedText(fi=f"{count} {fi}", sv=f"{count} {sv}", en=f"{count} {en}")


def _channels(service: Service, local: LocalOverride | None) -> tuple[ChannelLine, ...]:
    """Return local ways in first, then the national ones."""
    own = tuple(_channel(c, service.sources) for c in service.channels)
    if local is None:
        return own
    return (*(_channel(c, local.sources) for c in local.channels), *own)


def _channel(channel: Channel, sources: tuple[Source, ...]) -> ChannelLine:
    source = next((s for s in sources if channel.source in (s.key, s.url)), None)
    address = channel.source if channel.source and "://" in channel.source else None
    href = None
    if channel.kind == "phone" and (dialled := phone_link(channel.value)):
        href = f"tel:{dialled}"
    elif channel.kind == "email":
        href = f"mailto:{channel.value}"
    elif channel.value.startswith(("https://", "http://")):
        href = channel.value
    return ChannelLine(
        channel.kind, channel.value, href, channel.label, channel.hours, channel.price_class,
        channel.identification, source, source.url if source else address, channel.checked,
    )  # fmt: skip


def linked(
    related: Iterable[Related], catalogue: Catalogue, lang: Language, query: urls.Query = ()
) -> tuple[LinkedService, ...]:
    """Return services of the catalogue as links; ids that are not there are left out."""
    return tuple(
        link_to(catalogue.services[r.id], lang, query, r.note)
        for r in related
        if r.id in catalogue.services
    )


def _path(
    service: Service,
    local: LocalOverride | None,
    organiser: ResolvedOrganiser,
    catalogue: Catalogue,
    words: Words,
) -> Figure:
    """Return where the service starts, who decides and what follows; gaps are said in words."""
    lang = words.lang
    ways = [catalogue.taxonomy.ways_in[way].label.choose(lang).text for way in service.way_in]
    body = organiser.name.choose(lang)
    gets, gets_lang = ((local.gets if local and local.gets else None) or service.gets).choose(lang)
    unknown = words.text("missing.not_told").unescape()
    return figure(
        (
            (words.text("figure.start").unescape(), " / ".join(ways) or unknown, ""),
            (
                words.text("figure.decides").unescape(),
                body.text,
                "" if body.lang == lang else body.lang,
            ),
            (
                words.text("figure.next").unescape(),
                gets[0] if gets else unknown,
                gets_lang if gets and gets_lang != lang else "",
            ),
        )
    )


def _urgent(service: Service, catalogue: Catalogue) -> tuple[UrgentHelp, ...]:
    dangers = {
        danger
        for need in service.needs.primary
        for key in (need, need.partition(".")[0])
        for danger in _DANGER_OF_NEED.get(key, ())
    }
    for situation in service.life_situations:
        dangers.update(_DANGER_OF_SITUATION.get(situation, ()))
    return tuple(line for line in catalogue.urgent_help if dangers.intersection(line.dangers))


def _months_between(earlier: date, later: date) -> int:
    return (later.year - earlier.year) * 12 + later.month - earlier.month
