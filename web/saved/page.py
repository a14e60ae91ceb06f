"""A list of ids to the page that shows it: services, what they need in common, what is gone."""

from collections.abc import Iterable
from dataclasses import dataclass

import segno
from markupsafe import Markup

from catalog.catalogue import Catalogue
from catalog.model import Service
from catalog.organisers import resolve_organiser
from catalog.text import LANGUAGES, LocalizedText
from web import urls
from web.contexts import Frame
from web.i18n import Words
from web.saved.contexts import GoneItem, MergedStep, SavedItem, SavedPage
from web.saved.cookie import write_ids
from web.search_page import link_to
from web.service_page import requirement_line


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as it was asked for; `base` is the site's own address, `today` an ISO date."""

    ids: tuple[str, ...]
    is_shared: bool
    base: str
    today: str


def saved_page(listed: Listed, catalogue: Catalogue, words: Words) -> SavedPage:
    """Build the page of a list; ids that are gone are told and not left out silently."""
    lang = words.lang
    services = [catalogue.services[key] for key in listed.ids if key in catalogue.services]
    gone = tuple(
        _gone(key, catalogue, words) for key in listed.ids if key not in catalogue.services
    )
    ids = write_ids(listed.ids)
    query = (("ids", ids),) if ids else ()
    share = urls.with_query(urls.path("saved", lang), query) if ids else ""
    own_query = query if listed.is_shared else ()
    alternates = {o: urls.with_query(urls.path("saved", o), own_query) for o in LANGUAGES}
    title = words.text("saved.shared.title" if listed.is_shared else "saved.title")
    return SavedPage(
        frame=Frame(
            lang, str(title), alternates[lang], alternates, is_indexed=False, section="saved"
        ),
        items=tuple(
            SavedItem(
                service,
                urls.path("service", lang, record_id=service.id),
                resolve_organiser(service.organiser, catalogue),
            )
            for service in services
        ),
        gone=gone,
        papers=_papers(services, catalogue),
        steps=_merged((step.do, s.name) for s in services for step in s.steps),
        is_shared=listed.is_shared,
        ids=ids,
        share_path=share,
        share_address=f"{listed.base}{share}" if share else "",
        qr=_qr(f"{listed.base}{share}", str(words.text("saved.qr"))) if share else Markup(),
        today=listed.today,
    )


def _qr(address: str, title: str) -> Markup:
    code = segno.make(address, error="l", micro=False)
    # segno escapes the title; the rest is its own drawing.
    return Markup(code.svg_inline(title=title, scale=3, border=2))  # noqa: S704  (segno's own SVG)


def _gone(key: str, catalogue: Catalogue, words: Words) -> GoneItem:
    ended = catalogue.tombstones.get(key)
    if ended is None:
        return GoneItem(key, None, ())
    replaced = tuple(
        link_to(catalogue.services[new], words.lang)
        for new in ended.replaced_by
        if new in catalogue.services
    )
    return GoneItem(key, ended.name, replaced)


def _papers(services: Iterable[Service], catalogue: Catalogue) -> tuple[MergedStep, ...]:
    lines = (
        (requirement_line(requirement, catalogue).say, service.name)
        for service in services
        for requirement in service.requires
    )
    return _merged(lines)


def _merged(lines: Iterable[tuple[LocalizedText, LocalizedText]]) -> tuple[MergedStep, ...]:
    """Return equal steps once, with all services that need them, the most needed first."""
    found: dict[LocalizedText, list[LocalizedText]] = {}
    for say, service in lines:
        needing = found.setdefault(say, [])
        if service not in needing:
            needing.append(service)
    steps = [MergedStep(say, tuple(needing)) for say, needing in found.items()]
    return tuple(sorted(steps, key=lambda step: -len(step.services)))
