"""Filters and their counts on packed bits: each count ignores the choices of its own filter."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from catalog.catalogue import Catalogue
from catalog.model import Service
from catalog.text import LANGUAGES, Language, LocalizedText
from search.request import SearchRequest
from search.results import FacetValue

Bits = NDArray[np.uint64]
Mask = NDArray[np.bool_]
FACETS = (
    "sector", "organiser", "need", "condition", "life_situation", "form", "way_in", "price",
)  # fmt: skip
# An organisation that fills a role for its own people offers what is recorded for the role.
_ROLE_OF_KIND = {"wellbeing_county": "wellbeing_county", "employment_area": "employment_area"}

_VALUES: Mapping[str, Callable[[Service], Sequence[str]]] = {
    "sector": lambda s: s.sector,
    "organiser": lambda s: [str(ref) for ref in (s.organiser, *s.also_organised_by)],
    "need": lambda s: (*s.needs.primary, *s.needs.also),
    "condition": lambda s: s.condition_groups,
    "life_situation": lambda s: s.life_situations,
    "form": lambda s: s.forms,
    "way_in": lambda s: s.way_in,
    "price": lambda s: (s.price.state,),
}


def pack(mask: Mask) -> Bits:
    """Pack a mask over documents into 64-bit words."""
    packed = np.packbits(mask, bitorder="little")
    padded = np.zeros(-(-max(len(packed), 1) // 8) * 8, np.uint8)
    padded[: len(packed)] = packed
    return padded.view(np.uint64)


class Facets:
    """For every filter the values in use, with the documents of each."""

    def __init__(self, services: Sequence[Service], catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._count = len(services)
        self.values: dict[str, tuple[str, ...]] = {}
        self._rows: dict[str, Bits] = {}
        self._masks: dict[tuple[str, str], Mask] = {}
        self._labels = {facet: self._labels_of(facet) for facet in FACETS}
        self._said = {  # choosing a label's language again for every value took 40 % of a request
            (facet, lang): {key: text.choose(lang).text for key, text in labels.items()}
            for facet, labels in self._labels.items() for lang in LANGUAGES
        }  # fmt: skip
        for facet, values_of in _VALUES.items():
            self._add(facet, [values_of(service) for service in services])

    def _add(self, facet: str, values_by_doc: Sequence[Sequence[str]]) -> None:
        masks: dict[str, Mask] = {}
        for doc, values in enumerate(values_by_doc):
            for value in values:
                masks.setdefault(value, np.zeros(self._count, bool))[doc] = True
        order = {value: at for at, value in enumerate(self._labels[facet])}
        known = sorted(masks, key=lambda value: (order.get(value, len(order)), value))
        self.values[facet] = tuple(known)
        rows = [pack(masks[value]) for value in known]
        self._rows[facet] = np.stack(rows) if rows else np.zeros((0, 1), np.uint64)
        self._masks |= {(facet, value): mask for value, mask in masks.items()}

    def _labels_of(self, facet: str) -> Mapping[str, LocalizedText]:
        """Return the labels of a filter's values, in the order of their file."""
        words = self._catalogue.taxonomy
        if facet == "organiser":
            labels = {key: term.label for key, term in words.roles.items()}
            return labels | {o.id: o.name for o in self._catalogue.organizations.values()}
        terms = {
            "sector": words.sectors, "need": words.needs, "condition": words.condition_groups,
            "life_situation": words.life_situations, "form": words.forms,
            "way_in": words.ways_in, "price": words.price_states,
        }[facet]  # fmt: skip
        return {key: term.label for key, term in terms.items()}

    def label(self, facet: str, value: str, lang: Language) -> str:
        """Return a value's label, or the value itself when it has none."""
        return self._said[facet, lang].get(value, value)

    def mask(self, facet: str, value: str) -> Mask:
        """Return the documents with a value (a new array, empty for a value nobody has)."""
        mask = self._masks.get((facet, value), np.zeros(self._count, bool)).copy()
        body = self._catalogue.organizations.get(value) if facet == "organiser" else None
        if body and body.kind in _ROLE_OF_KIND:
            mask |= self.mask(facet, _ROLE_OF_KIND[body.kind])
        return mask

    def chosen(self, request: SearchRequest) -> dict[str, Mask]:
        """Return for each filter in use what it lets through; values of one filter widen."""
        return {
            facet: np.logical_or.reduce([self.mask(facet, value) for value in values])
            for facet in FACETS if (values := getattr(request, facet))
        }  # fmt: skip

    def counts(
        self, hits: Mask, chosen: Mapping[str, Mask], request: SearchRequest
    ) -> dict[str, tuple[FacetValue, ...]]:
        """Count every filter's values among the hits that all *other* filters let through.

        Values nobody has among these are left out, unless they are chosen.
        """
        counted = {}
        for facet in FACETS:
            base = hits
            for other, mask in chosen.items():
                if other != facet:
                    base = base & mask
            counted[facet] = self._values(facet, self.numbers(facet, base), base, request)
        return counted

    def numbers(self, facet: str, base: Mask) -> list[int]:
        """Count each of a filter's values (in the order of `values`) among some documents."""
        found: list[int] = np.bitwise_count(self._rows[facet] & pack(base)).sum(axis=1).tolist()
        return found

    def _values(
        self, facet: str, numbers: list[int], base: Mask, request: SearchRequest
    ) -> tuple[FacetValue, ...]:
        wanted: tuple[str, ...] = getattr(request, facet)
        counts = dict(zip(self.values[facet], numbers, strict=True))
        for value in wanted:  # also a county whose services stand under its role
            counts[value] = int((base & self.mask(facet, value)).sum())
        said = self._said[facet, request.lang]
        found = [
            FacetValue(v, said.get(v, v), n, v in wanted)
            for v, n in counts.items() if n or v in wanted
        ]  # fmt: skip
        if facet == "organiser":
            found.sort(key=lambda each: (-each.count, each.label))
        return tuple(found)
