"""Two to four services beside each other, with the rows and wordings of the service page."""

from collections.abc import Iterable

from catalog.catalogue import Catalogue
from catalog.model import Service
from catalog.organisers import resolve_organiser
from catalog.text import LANGUAGES, Language, LocalizedText
from web import urls
from web.condition_lines import condition_lines
from web.contexts import Frame, LinkedService
from web.i18n import Words, euros
from web.saved.contexts import ComparedRow, ComparePage
from web.search_page import link_to
from web.service_page import fact_rows, requirement_line

LEAST, MOST = 2, 4
_Cell = tuple[tuple[LocalizedText, ...], str]


def compare_page(
    ids: tuple[str, ...],
    saved: tuple[str, ...],
    catalogue: Catalogue,
    words: Words,
    *,
    only_differences: bool,
) -> ComparePage:
    """Build the page; ids that are not in the catalogue are left out, each id counts once."""
    lang = words.lang
    services = [catalogue.services[key] for key in ids if key in catalogue.services]
    known = tuple(service.id for service in services)
    problem = "few" if len(known) < LEAST else "many" if len(known) > MOST else ""
    rows = () if problem else _rows(services, catalogue)
    alternates = {o: address(o, known, only_differences) for o in LANGUAGES}
    names = [service.name.choose(lang).text for service in services[:MOST]]
    title = " – ".join((*(" / ".join(names),) * bool(names), str(words.text("compare.title"))))
    return ComparePage(
        frame=Frame(lang, title, alternates[lang], alternates, is_indexed=False, section="saved"),
        services=tuple(link_to(service, lang) for service in services),
        rows=tuple(row for row in rows if row.differs or not only_differences),
        only_differences=only_differences,
        toggle_url=address(lang, known, not only_differences),
        drop={k: address(lang, [o for o in known if o != k], only_differences) for k in known},
        problem=problem,
        choices=tuple(
            _choice(catalogue.services[key], known, words, only_differences)
            for key in saved
            if key in catalogue.services and key not in known and len(known) < MOST
        ),
    )  # fmt: skip


def address(lang: Language, ids: Iterable[str], only_differences: bool) -> str:
    """Return the one address of a comparison: `diff` before ids, ids in their order."""
    pairs = [("diff", "1")] if only_differences else []
    return urls.with_query(urls.path("compare", lang), [*pairs, *(("id", key) for key in ids)])


def _choice(
    service: Service,
    known: tuple[str, ...],
    words: Words,
    only: bool,
) -> LinkedService:
    return LinkedService(service, address(words.lang, (*known, service.id), only), None)


def _rows(services: list[Service], catalogue: Catalogue) -> tuple[ComparedRow, ...]:
    columns = [_facts(service, catalogue) for service in services]
    return tuple(
        ComparedRow(key, cells := tuple(column[key] for column in columns), len(set(cells)) > 1)
        for key in columns[0]
    )


def _facts(service: Service, catalogue: Catalogue) -> dict[str, _Cell]:
    """Return every fact of a service by the name of its row, in the order of the rows."""
    terms = catalogue.taxonomy
    gap = "not_checked" if service.evidence == "D" else "not_told"
    facts: dict[str, _Cell] = {
        "compare.summary": ((service.summary,), gap),
        "compare.organiser": ((resolve_organiser(service.organiser, catalogue).name,), gap),
        "compare.way_in": (tuple(terms.ways_in[way].label for way in service.way_in), gap),
    }
    for row in fact_rows(service, None, catalogue):
        facts[f"row.{row.key}"] = (row.values, row.missing)
        if row.key == "where":
            facts["row.price"] = _price(service, catalogue)
    facts["row.conditions"] = (
        tuple(line.say for line in condition_lines(service) if line.say and not line.joiner),
        gap,
    )
    papers = tuple(requirement_line(r, catalogue).say for r in service.requires)
    facts["row.documents"] = (papers, gap)
    return facts


def _price(service: Service, catalogue: Catalogue) -> _Cell:
    price = service.price
    gap = "not_checked" if service.evidence == "D" else "price"
    if price.state == "unknown" and not price.say and not price.amounts:
        return (), gap
    said = [catalogue.taxonomy.price_states[price.state].label]
    if price.say:
        said.append(price.say)
    for amount in price.amounts:
        sums = {o: euros(amount.eur, o) for o in LANGUAGES}
        what = {o: amount.what.choose(o).text for o in LANGUAGES}
        said.append(LocalizedText(**{o: f"{what[o]}: {sums[o]}" for o in LANGUAGES}))
    return tuple(said), gap
