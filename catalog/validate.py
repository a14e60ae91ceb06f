"""Checks across records: references, dates, words, phones, languages; every fault is listed."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

import phonenumbers

from catalog.catalogue import Catalogue
from catalog.model import (
    AreaScope,
    OrganiserRef,
    Organization,
    Service,
    Source,
    Tombstone,
    UrgentHelp,
)
from catalog.problems import Problem, did_you_mean, nearest_of
from catalog.records import Records
from catalog.text import LocalizedText
from catalog.yamlfile import YamlPath

MAX_SUMMARY_WORDS = 60  # style/ux.md 3.3: one paragraph in plain language
MAX_SAY_WORDS = 15  # issue of the catalogue: a criterion is one short sentence
_SHORT_NUMBER = re.compile(r"\+?\d{3,6}")
Found = Iterator[tuple[str, YamlPath, str, str]]


def validate(
    catalogue: Catalogue,
    services: Records[Service],
    organizations: Records[Organization],
    urgent_help: Records[UrgentHelp],
    tombstones: Records[Tombstone],
    *,
    today: date,
) -> list[Problem]:
    """Return every fault found across the records of a catalogue, in no particular order."""
    problems: list[Problem] = []
    for service in services.values():
        problems += [services.fault(*f) for f in _check_service(service, catalogue, today)]
    for organization in organizations.values():
        found = _check_organization(organization, catalogue, today)
        problems += [organizations.fault(*f) for f in found]
    for line in urgent_help.values():
        problems += [urgent_help.fault(*f) for f in _check_urgent(line, today)]
    for stone in tombstones.values():
        problems += [tombstones.fault(*f) for f in _check_tombstone(stone, catalogue, today)]
    return problems


def _check_service(s: Service, catalogue: Catalogue, today: date) -> Found:
    yield from _check_text(s.id, s.name, ("name",))
    yield from _check_text(s.id, s.summary, ("summary",), MAX_SUMMARY_WORDS)
    yield from _check_sources(s.id, s.sources, today)
    yield from _check_day(s.id, s.verified_on, ("verified_on",), today)
    yield from _check_organisers(s, catalogue)
    yield from _check_words(s, catalogue)
    yield from _check_references(s, catalogue)
    yield from _check_places(s, catalogue, today)
    yield from _check_price(s)
    if s.age and s.age.min is not None and s.age.max is not None and s.age.min > s.age.max:
        yield s.id, ("age",), "the lowest age is above the highest.", "Swap or correct them."


def _check_text(key: str, text: LocalizedText, at: YamlPath, words: int | None = None) -> Found:
    if not text.fi and not text.sv:
        yield key, at, "there is no Finnish text.", "Write it under fi (or sv on Åland)."
    for lang, said in text.items():
        count = len(said.split())
        if words is not None and count > words:
            yield (
                key, (*at, lang), f"the text has {count} words; {words} is the most.",
                "Leave out what a reader can do without.",
            )  # fmt: skip


def _check_sources(key: str, sources: tuple[Source, ...], today: date) -> Found:
    if not sources:
        yield key, ("sources",), "there is no source.", "Add where the facts were read."
    seen: set[str] = set()
    for i, source in enumerate(sources):
        for name in ("fetched", "dated"):
            value = getattr(source, name)
            if value and value > today.isoformat()[: len(value)]:
                yield key, ("sources", i, name), f"{value} is in the future.", "Correct the date."
        if source.key in seen:
            yield key, ("sources", i, "key"), f'the key "{source.key}" stands twice.', "Rename one."
        if source.key:
            seen.add(source.key)


def _check_day(key: str, day: date, at: YamlPath, today: date) -> Found:
    if day > today:
        yield key, at, f"{day.isoformat()} is in the future.", "Write the day it was checked."


def _check_organisers(s: Service, catalogue: Catalogue) -> Found:
    refs: list[tuple[OrganiserRef, YamlPath]] = [(s.organiser, ("organiser",))]
    refs += [(ref, ("also_organised_by", i)) for i, ref in enumerate(s.also_organised_by)]
    refs += [(s.funder, ("funder",))] if s.funder else []
    named = [(ref.id, path) for ref, path in refs if ref.id]
    named += [(p.id, ("producers", i, "id")) for i, p in enumerate(s.producers) if p.id]
    known = catalogue.organizations
    yield from _unknown(s.id, named, known, "organisation", "data/organizations.yaml")


def _check_words(s: Service, catalogue: Catalogue) -> Found:
    words = catalogue.taxonomy
    lists: list[tuple[str, YamlPath, Iterable[str], Iterable[str], str]] = [
        ("need", ("needs", "primary"), s.needs.primary, words.needs, "needs"),
        ("need", ("needs", "also"), s.needs.also, words.needs, "needs"),
        ("condition group", ("condition_groups",), s.condition_groups, words.condition_groups,
         "condition_groups"),
        ("life situation", ("life_situations",), s.life_situations, words.life_situations,
         "life_situations"),
    ]  # fmt: skip
    for what, at, used, known, stem in lists:
        named = [(value, (*at, i)) for i, value in enumerate(used)]
        yield from _unknown(s.id, named, known, what, f"data/taxonomy/{stem}.yaml")
    papers = [(r.document, ("requires", i)) for i, r in enumerate(s.requires) if r.document]
    yield from _unknown(s.id, papers, words.documents, "document", "data/taxonomy/documents.yaml")
    if not s.needs.primary:
        yield s.id, ("needs", "primary"), "no need is named.", "Name what the service helps with."


def _check_references(s: Service, catalogue: Catalogue) -> Found:
    for name in ("related", "alternatives"):
        for i, other in enumerate(getattr(s, name)):
            if other.id == s.id:
                yield s.id, (name, i), "the service points to itself.", "Delete the line."
            yield from _unknown(
                s.id, [(other.id, (name, i, "id"))], catalogue.services, "service", "the catalogue"
            )
    keys = {source.key for source in s.sources if source.key}
    used: list[tuple[str | None, YamlPath]] = [
        (c.source, ("channels", i, "source")) for i, c in enumerate(s.channels)
    ]
    used += [(a.source, ("price", "amounts", i)) for i, a in enumerate(s.price.amounts)]
    used += [(p.source, ("places", i, "source")) for i, p in enumerate(s.places)]
    used += [
        (a.source, ("assessed_by_organiser", i)) for i, a in enumerate(s.assessed_by_organiser)
    ]
    for value, at in used:
        if value and not value.startswith("http") and value not in keys:
            yield (
                s.id, at, f'no source of this record has the key "{value}".' +
                did_you_mean(nearest_of(value, keys)), "Add the key under sources or correct it.",
            )  # fmt: skip
    for i, channel in enumerate(s.channels):
        if channel.kind == "phone":
            yield from _check_phone(s.id, channel.value, ("channels", i), channel.source)


def _check_places(s: Service, catalogue: Catalogue, today: date) -> Found:
    scopes: list[tuple[AreaScope, YamlPath]] = [(s.service_area, ("service_area",))]
    scopes += [(o.areas, ("local", i, "areas")) for i, o in enumerate(s.local)]
    areas = catalogue.areas
    for scope, at in scopes:
        for name, known in (
            ("wellbeing_county", areas.wellbeing_counties),
            ("employment_area", areas.employment_areas),
            ("municipality", areas.municipalities),
        ):
            named = [(code, (*at, name, i)) for i, code in enumerate(getattr(scope, name))]
            yield from _unknown(s.id, named, known, name.replace("_", " "), "data/areas")
    towns: list[tuple[str, YamlPath]] = [
        (p.municipality, ("places", i, "municipality")) for i, p in enumerate(s.places)
    ]
    yield from _unknown(s.id, towns, areas.municipalities, "municipality", "data/areas")
    for i, override in enumerate(s.local):
        if not override.areas:
            yield (
                s.id,
                ("local", i, "areas"),
                "no area is named.",
                "Say whose local facts these are.",
            )
        for found in _check_sources(s.id, override.sources, today):
            yield (found[0], ("local", i, *found[1]), *found[2:])
        for n, channel in enumerate(override.channels):
            if channel.kind == "phone":
                place: YamlPath = ("local", i, "channels", n)
                yield from _check_phone(s.id, channel.value, place, channel.source)


def _check_price(s: Service) -> Found:
    if s.price.state == "fee" and not s.price.amounts and not s.price.say:
        yield (
            s.id, ("price",), "the price is called known but none is told.",
            "Add amounts with a source, or say in words, or use state: unknown.",
        )  # fmt: skip
    if s.price.state in ("free", "unknown") and any(a.eur for a in s.price.amounts):
        yield (
            s.id, ("price",), f"the price is called {s.price.state} but a sum is given.",
            "Use state: fee or fee_rule, or remove the sum.",
        )  # fmt: skip


def _check_phone(key: str, number: str, at: YamlPath, source: str | None) -> Found:
    if not source:
        yield key, at, f'the phone "{number}" has no source.', "Add source: … or remove the number."
    if _SHORT_NUMBER.fullmatch(number.replace(" ", "")):
        return  # 112, 116117 and the like are no ordinary numbers
    try:
        parsed = phonenumbers.parse(number, "FI")
    except phonenumbers.NumberParseException:
        parsed = None
    if parsed is None or not phonenumbers.is_possible_number(parsed):
        yield key, at, f'"{number}" is not a phone number.', "Write it as 020 692 205 or +358 …."


def _check_organization(o: Organization, catalogue: Catalogue, today: date) -> Found:
    yield from _check_text(o.id, o.name, ("name",))
    yield from _check_sources(o.id, o.sources, today)
    yield from _check_day(o.id, o.verified_on, ("verified_on",), today)
    keys = {source.key for source in o.sources if source.key}
    for i, contact in enumerate(o.contacts):
        if not contact.source.startswith("http") and contact.source not in keys:
            yield (
                o.id, ("contacts", i, "source"),
                f'no source of this record has the key "{contact.source}".',
                "Add the key under sources or correct it.",
            )  # fmt: skip
        if contact.phone:
            yield from _check_phone(o.id, contact.phone, ("contacts", i), contact.source)
    known = {
        "wellbeing_county": catalogue.areas.wellbeing_counties,
        "employment_area": catalogue.areas.employment_areas,
    }.get(o.kind)
    if known is not None and o.area_code not in known:
        yield (
            o.id, ("area_code",), f'the area code "{o.area_code}" is not one of data/areas.',
            "Give the two-figure code of the area.",
        )  # fmt: skip


def _check_urgent(line: UrgentHelp, today: date) -> Found:
    yield from _check_text(line.id, line.name, ("name",))
    yield from _check_sources(line.id, line.sources, today)
    yield from _check_day(line.id, line.verified_on, ("verified_on",), today)
    yield from _check_phone(
        line.id, line.phone, ("phone",), line.sources[0].url if line.sources else None
    )


def _check_tombstone(stone: Tombstone, catalogue: Catalogue, today: date) -> Found:
    yield from _check_sources(stone.id, stone.sources, today)
    if stone.id in catalogue.services:
        yield stone.id, ("id",), "a living service has this id.", "Remove one of the two."
    named: list[tuple[str, YamlPath]] = [
        (other, ("replaced_by", i)) for i, other in enumerate(stone.replaced_by)
    ]
    known = {*catalogue.services, *catalogue.organizations}
    yield from _unknown(stone.id, named, known, "service or organisation", "the catalogue")
    if stone.renamed and (len(named) != 1 or named[0][0] not in catalogue.services):
        yield (
            stone.id, ("renamed",), "a renamed service goes on as one service.",
            "Give its present id alone in replaced_by, or leave renamed out.",
        )  # fmt: skip


def _unknown(
    key: str, named: Iterable[tuple[str, YamlPath]], known: Iterable[str], what: str, home: str
) -> Found:
    allowed = set(known)
    for value, at in named:
        if value not in allowed:
            near = did_you_mean(nearest_of(value, allowed))
            yield key, at, f'no {what} "{value}" in {home}.{near}', "Correct it or add it there."
