"""Filters and their counts on packed bits: each count ignores the choices of its own filter."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from catalog.catalogue import Catalogue
from catalog.model import Service
from catalog.text import LANGUAGES, Language, LocalizedText
from search.request import SearchRequest
from search.results import FacetValue

Bits = NDArray[np.uint64]
Docs = NDArray[np.int64]
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


def passing(docs: Docs, masks: Iterable[Mask]) -> Docs:
    """Return the documents that every mask lets through."""
    for mask in masks:
        docs = docs[mask[docs]]
    return docs


class Facets:
    """For every filter the values in use, with the documents of each."""

    def __init__(self, services: Sequence[Service], catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._count = len(services)
        self._nobody = np.zeros(self._count, bool)
        self.values: dict[str, tuple[str, ...]] = {}
        self._at: dict[str, slice] = {}  # of each filter's values among all rows
        self._masks: dict[tuple[str, str], Mask] = {}
        self._labels = {facet: self._labels_of(facet) for facet in FACETS}
        self._said = {  # choosing a label's language again for every value took 40 % of a request
            (facet, lang): {key: text.choose(lang).text for key, text in labels.items()}
            for facet, labels in self._labels.items() for lang in LANGUAGES
        }  # fmt: skip
        for facet, values_of in _VALUES.items():
            self._add(facet, [values_of(service) for service in services])
        rows = [
            pack(self._masks[facet, v]) for facet, values in self.values.items() for v in values
        ]
        self._rows: Bits = np.stack(rows) if rows else np.zeros((0, 1), np.uint64)
        self._ones = np.ones(self._rows.shape[1], np.float32)

    def _add(self, facet: str, values_by_doc: Sequence[Sequence[str]]) -> None:
        masks: dict[str, Mask] = {}
        for doc, values in enumerate(values_by_doc):
            for value in values:
                masks.setdefault(value, np.zeros(self._count, bool))[doc] = True
        order = {value: at for at, value in enumerate(self._labels[facet])}
        known = sorted(masks, key=lambda value: (order.get(value, len(order)), value))
        self.values[facet] = tuple(known)
        start = sum(len(values) for other, values in self.values.items() if other != facet)
        self._at[facet] = slice(start, start + len(known))
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
        """Return the documents with a value (not to be changed; none for a value nobody has)."""
        mask = self._masks.get((facet, value), self._nobody)
        body = self._catalogue.organizations.get(value) if facet == "organiser" else None
        if body and body.kind in _ROLE_OF_KIND:
            return mask | self.mask(facet, _ROLE_OF_KIND[body.kind])
        return mask

    def chosen(self, request: SearchRequest) -> dict[str, Mask]:
        """Return for each filter in use what it lets through; values of one filter widen."""
        chosen = {}
        for facet in FACETS:
            masks = [self.mask(facet, value) for value in getattr(request, facet)]
            if masks:
                chosen[facet] = masks[0] if len(masks) == 1 else np.logical_or.reduce(masks)
        return chosen

    def counts(
        self, docs: Docs, chosen: Mapping[str, Mask], request: SearchRequest
    ) -> dict[str, tuple[FacetValue, ...]]:
        """Count every filter's values among the documents that all *other* filters let through.

        Values nobody has among these are left out, unless they are chosen.

        Args:
            docs: Numbers of the documents found, without any filter.
            chosen: From `chosen`.
            request: For the chosen values and the language of the labels.
        """
        return {
            facet: self._values(facet, numbers, base, request)
            for facet, (numbers, base) in self.numbers(docs, chosen).items()
        }

    def numbers(self, docs: Docs, chosen: Mapping[str, Mask]) -> dict[str, tuple[list[int], Docs]]:
        """Count each filter's values (in the order of `values`), and tell among which documents.

        The filters nobody chose from are counted together: they see the same documents.
        """
        hits = passing(docs, chosen.values())
        numbers = self._numbers(hits, slice(None))
        counted = {facet: (numbers[at], hits) for facet, at in self._at.items()}
        for facet in chosen:
            base = passing(docs, [mask for other, mask in chosen.items() if other != facet])
            counted[facet] = self._numbers(base, self._at[facet]), base
        return counted

    def _numbers(self, docs: Docs, rows: slice) -> list[int]:
        mask = np.zeros(self._count, bool)
        mask[docs] = True
        bits = np.bitwise_count(self._rows[rows] & pack(mask))
        # A product of floats (exact up to 2^24) is quicker than numpy's sum of small integers.
        found: list[int] = (bits.astype(np.float32) @ self._ones).astype(np.int64).tolist()
        return found

    def _values(
        self, facet: str, numbers: list[int], base: Docs, request: SearchRequest
    ) -> tuple[FacetValue, ...]:
        wanted: tuple[str, ...] = getattr(request, facet)
        counts = dict(zip(self.values[facet], numbers, strict=True))
        for value in wanted:  # also a county whose services stand under its role
            counts[value] = int(np.count_nonzero(self.mask(facet, value)[base]))
        said = self._said[facet, request.lang]
        found = [
            FacetValue(v, said.get(v, v), n, v in wanted)
            for v, n in counts.items() if n or v in wanted
        ]  # fmt: skip
        if facet == "organiser":
            found.sort(key=lambda each: (-each.count, each.label))
        return tuple(found)
