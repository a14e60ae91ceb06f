"""Services that cover most of the chosen needs together, as the pages of results show them."""

from collections.abc import Iterable, Mapping

from catalog.catalogue import Catalogue
from catalog.text import Language, LocalizedText
from search.match.candidates import candidates_of
from search.match.combine import Combination, combine
from search.match.results import MatchResult
from web import urls
from web.contexts import LinkedService
from web.i18n import euros
from web.match_contexts import Bundle
from web.search_page import link_to

_FEWEST_NEEDS = 2  # for one need the list itself is the answer


def bundles_of(
    result: MatchResult,
    needs: Mapping[str, int],
    catalogue: Catalogue,
    lang: Language,
    query: urls.Query,
) -> tuple[tuple[Bundle, ...], tuple[LocalizedText, ...]]:
    """Return the alternatives worth comparing, and the needs that no service covers.

    The best set stands first; the free one and the one taken a service at a time are left out when
    they are the same. Nothing is returned for fewer than two needs.
    """
    if len(needs) < _FEWEST_NEEDS:
        return (), ()
    found = combine(needs, candidates_of(result, catalogue, needs))
    bundles: list[Bundle] = []
    seen: set[frozenset[str]] = set()
    for key, chosen in (
        ("best", found.best), ("free", found.free), ("one_at_a_time", found.one_at_a_time)
    ):  # fmt: skip
        ids = frozenset(chosen.ids)
        if ids and ids not in seen:
            seen.add(ids)
            bundles.append(_bundle(key, chosen, catalogue, lang, query))
    return tuple(bundles), _labels(found.nobody_covers, catalogue)


def _bundle(
    key: str, chosen: Combination, catalogue: Catalogue, lang: Language, query: urls.Query
) -> Bundle:
    def links(ids: Iterable[str]) -> tuple[LinkedService, ...]:
        return tuple(link_to(catalogue.services[i], lang, query) for i in ids)

    uncovered = _labels((*chosen.uncovered, *chosen.partly), catalogue)
    cost = euros(chosen.cost_eur, lang)
    return Bundle(key, links(chosen.ids), cost, links(chosen.unknown_cost), uncovered)


def _labels(needs: Iterable[str], catalogue: Catalogue) -> tuple[LocalizedText, ...]:
    return tuple(catalogue.taxonomy.needs[need].label for need in needs)
