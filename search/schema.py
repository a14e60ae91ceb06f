"""The fields of the index and why each exists, in our own terms; `index` translates them."""

from dataclasses import dataclass

from catalog.text import LANGUAGES, Language
from search import ranking
from search.ranking import Weight

K1 = 1.2  # BM25's usual saturation: the third mention of a word adds little


@dataclass(frozen=True, slots=True)
class Field:
    """One kind of text of a record, kept once for each language.

    Attributes:
        name: Name without language.
        weight: What a word in it is worth.
        b: How much length counts against it (BM25's B): little where texts are all short.
        why: The word for it in `Hit.why`.
        holds: What stands in it.
    """

    name: str
    weight: Weight
    b: float
    why: str
    holds: str


FIELDS: tuple[Field, ...] = (
    Field("name", ranking.NAME, 0.5, "name", "the present name"),
    Field("alias", ranking.ALIAS, 0.5, "name", "other, former and local names"),
    Field("colloquial", ranking.COLLOQUIAL, 0.3, "colloquial", "what people write"),
    Field("labels", ranking.LABELS, 0.3, "need",
          "labels and phrases of needs, condition groups, life situations, sectors, forms"),
    Field("summary", ranking.SUMMARY, 0.75, "summary", "the summary"),
    Field("body", ranking.BODY, 0.75, "body", "gets, for whom, steps, papers, duration, notes"),
    Field("organiser", ranking.ORGANISER, 0.3, "organiser", "names of organiser and producers"),
    Field("place", ranking.PLACE, 0.3, "place", "places and service area"),
    Field("provider", ranking.PROVIDER, 0.9, "provider", "providers' own pages, as crawled"),
)  # fmt: skip
CODE_FIELD = Field("code", ranking.CODE, 0.0, "name", "codes of forms such as ku132")


@dataclass(frozen=True, slots=True)
class IndexedField:
    """A field in one language; `code` has none and stands under Finnish."""

    field: Field
    lang: Language

    @property
    def name(self) -> str:
        """Name in the index, for example `summary_sv`."""
        return self.field.name if self.field is CODE_FIELD else f"{self.field.name}_{self.lang}"


INDEXED: tuple[IndexedField, ...] = (
    *(IndexedField(field, lang) for field in FIELDS for lang in LANGUAGES),
    IndexedField(CODE_FIELD, "fi"),
)
# A bit for each field that names who arranges a service, in the order of `INDEXED`.
ORGANISER_BITS = sum(1 << n for n, ix in enumerate(INDEXED) if ix.field.name == "organiser")
FACT_PREFIX = "@"  # before the id of a need, condition group or life situation in `labels`
CODE_PREFIX = "#"  # before the key of a form's code, so that it meets no ordinary word


@dataclass(frozen=True, slots=True)
class AnalysedDocument:
    """A record as the index gets it: for each field its keys with weights, in order."""

    id: str
    fields: dict[str, tuple[tuple[str, float], ...]]
