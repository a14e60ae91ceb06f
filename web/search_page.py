"""A search response to the context of the results page. Looks things up; decides nothing."""

from collections.abc import Iterable, Mapping

from catalog.catalogue import Catalogue
from catalog.model import Service, UrgentHelp
from catalog.organisers import human_contact, resolve_organiser
from catalog.taxonomy import Term
from catalog.text import Language, LocalizedText
from search.request import SORTS, SearchRequest
from search.results import FacetValue, Hit, SearchResponse, Understood
from web import urls
from web.contexts import (
    Choice,
    FilterGroup,
    Frame,
    LinkedService,
    PageLink,
    Pagination,
    PersonToReach,
    Removable,
    ResultItem,
    ResultsPage,
    SearchBox,
    Theme,
    UnderstoodFact,
)
from web.forms import SearchInput
from web.i18n import Words

# The filters of the page, at most seven, in the order in which they tend to divide results.
FILTERS = ("sector", "life_situation", "need", "way_in", "form", "price", "organiser")
_SHOWN_AT_ONCE = (
    6  # more values are behind "show all": a list longer than a phone screen hides the next
)
_VOCABULARIES = {
    "sector": "sectors",
    "life_situation": "life_situations",
    "need": "needs",
    "condition": "condition_groups",
    "way_in": "ways_in",
    "form": "forms",
    "price": "price_states",
}
# Why a hit was found, the most telling first; only one is said.
_WHY_ORDER = (
    "name", "colloquial", "synonym", "need", "organiser", "place", "summary", "body", "provider",
    "kin", "browse",
)  # fmt: skip


def results_page(
    asked: SearchInput, response: SearchResponse, catalogue: Catalogue, words: Words
) -> ResultsPage:
    """Build the page of a search that was answered."""
    request = response.request
    pairs = urls.canonical_query(asked.params)
    base = urls.path("search", request.lang)
    lines = {line.id: line for line in catalogue.urgent_help}
    help_ = response.no_results_help
    drop = help_.drop_filter if help_ else None
    return ResultsPage(
        frame=_frame(asked, response, pairs, _place(request, catalogue), words),
        box=_box(asked, catalogue),
        place=_place(request, catalogue),
        groups=_groups(response.facets),
        chosen=_chosen(pairs, catalogue, request.lang),
        # The municipality has its own field above; only real filters are worth opening the list.
        filters_open=any(key in FILTERS for key, _ in pairs),
        sort=request.sort,
        sorts=tuple(s for s in SORTS if s != "nearest" or request.municipality),
        age="" if request.age is None else str(request.age),
        total=response.total,
        items=tuple(_item(hit, request, catalogue) for hit in response.hits),
        first_number=(request.page - 1) * request.per_page + 1,
        pagination=_pagination(response, pairs, base),
        urgent=own_language_first((lines[key] for key in response.urgent_help), request.lang),
        understood=tuple(_understood(u, request, pairs, words) for u in response.understood),
        also_searched=response.also_searched,
        corrected_to=response.corrected_to,
        did_you_mean=_search_link(response.did_you_mean, pairs, base),
        drop_filter=_drop_link(drop, pairs, base, catalogue, request.lang),
        near_words=tuple(
            link
            for word in (help_.near_words if help_ else ())
            if (link := _search_link(word, pairs, base))
        ),
        contact=person_to_reach(catalogue, _home(response)) if help_ else None,
        themes=themes(catalogue, request.lang) if not response.total else (),
        clear_url=urls.with_query(base, _without_filters(pairs)),
        carried=_carried(response),
        order_url=urls.with_query(urls.path("order", request.lang), urls.without(pairs, "page")),
    )  # fmt: skip


def broken_page(asked: SearchInput, catalogue: Catalogue, words: Words) -> ResultsPage:
    """Build the results page for when search is out of order: it lists every service instead."""
    lang = asked.request.lang
    alternates = {other: urls.path("search", other) for other in urls.PATHS["search"]}
    title = str(words.text("results.broken.title"))
    return ResultsPage(
        frame=Frame(lang, title, None, alternates, is_indexed=False, section="search"),
        box=_box(asked, catalogue), place=None, groups=(), chosen=(), filters_open=False,
        sort="relevance", sorts=(), age="", total=0, items=(), first_number=1, pagination=None,
        urgent=catalogue.urgent_help[:1],
        understood=(), also_searched=(), corrected_to=None, did_you_mean=None, drop_filter=None,
        near_words=(), contact=None, themes=(), clear_url="", is_broken=True,
        services=tuple(sorted(
            (link_to(service, lang) for service in catalogue.services.values()),
            key=lambda link: link.service.name.choose(lang).text.casefold(),
        )),
    )  # fmt: skip


def _carried(response: SearchResponse) -> tuple[tuple[str, str], ...]:
    """Return what the words told as answers to the guided questions; empty when nothing."""
    request = response.request
    understood = {fact.kind: fact.value for fact in response.understood}
    place = request.municipality or understood.get("municipality")
    age = str(request.age) if request.age is not None else understood.get("age")
    found = [("municipality", place), ("age", age)]
    found += [("needs", need) for need in dict.fromkeys((*request.need, *response.needs))]
    return tuple((field, value) for field, value in found if value)


def themes(catalogue: Catalogue, lang: Language) -> tuple[Theme, ...]:
    """Return the need groups as links to their pages, with three needs named."""
    found = []
    for group in catalogue.taxonomy.need_groups.values():
        labels = [n.label for n in catalogue.taxonomy.needs.values() if n.parent == group.id]
        url = urls.path("theme", lang, record_id=group.id)
        # A need named like its group tells nothing more beside it.
        name = group.label.choose(lang)
        found.append(
            Theme(group.label, url, tuple(s for s in labels if s.choose(lang) != name)[:3])
        )
    return tuple(found)


def _home(response: SearchResponse) -> str | None:
    """Return the municipality that was given, or else the one understood from the words."""
    said = (fact.value for fact in response.understood if fact.kind == "municipality")
    return response.request.municipality or next(said, None)


def own_language_first(lines: Iterable[UrgentHelp], lang: Language) -> tuple[UrgentHelp, ...]:
    """Return lines for acute danger, those answered in the page's language before the others."""
    return tuple(sorted(lines, key=lambda line: lang not in line.languages))


def link_to(
    service: Service, lang: Language, query: urls.Query = (), note: LocalizedText | None = None
) -> LinkedService:
    """Return a service as a link in a language, the municipality carried on in the query."""
    url = urls.with_query(urls.path("service", lang, record_id=service.id), query)
    return LinkedService(service, url, note)


def person_to_reach(
    catalogue: Catalogue, municipality: str | None, sector: str | None = None
) -> PersonToReach | None:
    """Return whom to call in the home county, or None while the municipality is not known."""
    organization, contact = human_contact(catalogue, municipality, sector)
    return PersonToReach(organization, contact) if organization else None


def _frame(
    asked: SearchInput,
    response: SearchResponse,
    pairs: urls.Query,
    place: LocalizedText | None,
    words: Words,
) -> Frame:
    request = response.request
    counted = words.count("results.count", response.total)
    parts = [request.q or str(words.text("results.all")), str(counted)]
    if place:
        parts.insert(1, place.choose(request.lang).text)
    pages = _page_count(response)
    if pages > 1:
        parts[-1] += f", {words.text('results.page_of', page=request.page, pages=pages)}"
    title = " – ".join((*parts, str(words.text("nav.search"))))
    if asked.errors:
        title = f"{words.text('form.error_prefix')} {title}"
    alternates = {o: urls.with_query(urls.path("search", o), pairs) for o in urls.PATHS["search"]}
    return Frame(
        lang=request.lang,
        title=title,
        address=alternates[request.lang],
        alternates=alternates,
        is_indexed=request.page == 1 and response.total > 0,
        section="search",
    )


def _box(asked: SearchInput, catalogue: Catalogue) -> SearchBox:
    entered = asked.municipality_entered
    place = _place(asked.request, catalogue)
    if place:
        entered = place.choose(asked.request.lang).text
    return SearchBox(asked.request.q, entered, asked.errors)


def _place(request: SearchRequest, catalogue: Catalogue) -> LocalizedText | None:
    code = request.municipality
    return catalogue.areas.municipality(code).name if code else None


def _groups(facets: Mapping[str, tuple[FacetValue, ...]]) -> tuple[FilterGroup, ...]:
    groups = []
    for name in FILTERS:
        values = [v for v in facets.get(name, ()) if v.count or v.is_chosen]
        values.sort(key=lambda v: (not v.is_chosen, v.count == 0, -v.count, v.label))
        choices = [Choice(v.value, v.label, v.count, v.is_chosen) for v in values]
        chosen = sum(choice.is_chosen for choice in choices)
        cut = max(_SHOWN_AT_ONCE, chosen)
        if len(choices) <= cut + 1:
            cut += 1
        if choices:
            groups.append(FilterGroup(name, tuple(choices[:cut]), tuple(choices[cut:])))
    return tuple(groups)


def label_of(name: str, value: str, catalogue: Catalogue, lang: Language) -> str:
    """Return the words for a filter's value."""
    if name == "organiser":
        body = catalogue.organizations.get(value)
        role = catalogue.taxonomy.roles.get(value)
        label = body.name if body else role.label if role else LocalizedText()
    elif name in _VOCABULARIES:
        terms: Mapping[str, Term] = getattr(catalogue.taxonomy, _VOCABULARIES[name])
        label = terms[value].label if value in terms else LocalizedText()
    elif name == "municipality":
        label = catalogue.areas.municipality(value).name
    else:
        label = LocalizedText()
    return label.choose(lang).text or value


def _chosen(pairs: urls.Query, catalogue: Catalogue, lang: Language) -> tuple[Removable, ...]:
    base = urls.path("search", lang)
    pairs = tuple(pairs)
    return tuple(
        Removable(
            key,
            label_of(key, value, catalogue, lang),
            urls.with_query(base, urls.without(pairs, key, value)),
        )
        for key, value in pairs
        if key in (*_VOCABULARIES, "organiser", "municipality", "age")
    )


def _without_filters(pairs: urls.Query) -> tuple[tuple[str, str], ...]:
    return tuple((k, v) for k, v in pairs if k in ("q", "municipality"))


def _item(hit: Hit, request: SearchRequest, catalogue: Catalogue) -> ResultItem:
    service = catalogue.services[hit.service_id]
    terms = catalogue.taxonomy
    place = (("municipality", request.municipality),) if request.municipality else ()
    return ResultItem(
        service=service,
        url=urls.with_query(urls.path("service", request.lang, record_id=service.id), place),
        organiser=resolve_organiser(
            service.organiser, catalogue, municipality=request.municipality
        ),
        summary_parts=hit.summary_parts,
        summary_lang=hit.summary_lang,
        ways_in=tuple(terms.ways_in[way].label for way in service.way_in),
        price=terms.price_states[service.price.state].label,
        why=next((why for why in _WHY_ORDER if why in hit.why), "browse"),
        ring=hit.area_ring,
        provider=hit.provider,
    )


def _page_count(response: SearchResponse) -> int:
    return -(-response.total // response.request.per_page)


def _pagination(response: SearchResponse, pairs: urls.Query, base: str) -> Pagination | None:
    last, current = _page_count(response), response.request.page
    if last < 2:
        return None
    pairs = tuple(pairs)

    def link(page: int) -> str:
        return urls.with_query(base, urls.with_value(pairs, "page", str(page)))

    pages: list[PageLink] = []
    for page in range(1, last + 1):
        if page in (1, last) or abs(page - current) <= 1:
            pages.append(PageLink(page, link(page), page == current))
        elif pages[-1].url is not None:
            pages.append(PageLink(page, None))
    return Pagination(
        previous=link(current - 1) if current > 1 else None,
        next=link(current + 1) if current < last else None,
        pages=tuple(pages),
    )


def _search_link(words: str | None, pairs: urls.Query, base: str) -> tuple[str, str] | None:
    if not words:
        return None
    return words, urls.with_query(base, urls.with_value(pairs, "q", words))


def _understood(
    found: Understood, request: SearchRequest, pairs: urls.Query, words: Words
) -> UnderstoodFact:
    """Return a fact read from the words, with links to narrow by it and to leave it out."""
    q, base = request.q, urls.path("search", words.lang)
    pairs = tuple(pairs)
    adopt = drop = None
    if found.kind in urls.SEARCH_KEYS and (found.kind, found.value) not in pairs:
        adopt = urls.with_query(base, urls.with_value(pairs, found.kind, found.value))
    before, said, after = q.casefold().partition(found.text.casefold())
    if said and len(q) == len(q.casefold()):
        left = " ".join((q[: len(before)] + " " + q[len(q) - len(after) :]).split())
        drop = urls.with_query(
            base, urls.with_value(pairs, "q", left) if left else urls.without(pairs, "q")
        )
    is_age = found.kind == "age" and found.label.isdigit()
    label = words.count("results.age", int(found.label)).unescape() if is_age else found.label
    return UnderstoodFact(label, adopt, drop)


def _drop_link(
    drop: tuple[str, str, int] | None,
    pairs: urls.Query,
    base: str,
    catalogue: Catalogue,
    lang: Language,
) -> tuple[str, str, int] | None:
    if drop is None:
        return None
    name, value, count = drop
    url = urls.with_query(base, urls.without(pairs, name, value))
    return label_of(name, value, catalogue, lang), url, count
