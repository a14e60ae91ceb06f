"""Records to analysed documents: which text goes into which field, and its keys."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import cast

from catalog.catalogue import Catalogue
from catalog.model import LocalOverride, OrganiserRef, Organization, Service
from catalog.provider_pages import ProviderPage
from catalog.text import LANGUAGES, Language, LocalizedText
from search.analysis.analyser import Analyser
from search.analysis.tokens import tokenise
from search.meanings import ALSO, meanings_of
from search.provider_text import text_of
from search.schema import CODE_PREFIX, FACT_PREFIX, AnalysedDocument

# A text with its language and how much it counts within its field.
Piece = tuple[str, Language, float]
Keys = list[tuple[str, float]]
_KIND_OF_ROLE = {
    "wellbeing_county": "wellbeing_county", "employment_area": "employment_area",
    "own_pension_insurer": "pension_insurer", "accident_insurer": "accident_insurer",
    "motor_insurer": "motor_insurer",
}  # fmt: skip
_CODE = re.compile(r"\s+")


def form_code(code: str) -> str:
    """Return a form's code as it is compared: "KU 132" and "ku132" are the same."""
    return _CODE.sub("", code).lower()


def other_names(service: Service) -> list[tuple[Language, str]]:
    """Return every name but the present ones, with its language."""
    present = set(service.name.items())
    names = cast("tuple[tuple[Language, str], ...]", service.all_names())
    return [pair for pair in names if pair not in present]


def pieces_of(service: Service, catalogue: Catalogue) -> dict[str, list[Piece]]:
    """Return the texts of a record by field name (without language)."""
    return {
        "name": _texts([service.name]),
        "alias": [(text, lang, 1.0) for lang, text in other_names(service)],
        "colloquial": [(text, lang, 1.0) for lang, text in service.colloquial.items()],
        "labels": list(_labels(service, catalogue)),
        "summary": _texts([service.summary]),
        "body": [*_texts(_body(service)), *_lists(service)],
        "organiser": _texts(_organisers(service, catalogue)),
        "place": _texts(_places(service, catalogue)),
    }


def _texts(texts: Iterable[LocalizedText | None], factor: float = 1.0) -> list[Piece]:
    return [(t, lang, factor) for text in texts if text for lang, t in text.items()]


def _labels(service: Service, catalogue: Catalogue) -> Iterator[Piece]:
    words = catalogue.taxonomy
    for ids, factor in ((service.needs.primary, 1.0), (service.needs.also, ALSO)):
        for need in (words.needs[key] for key in ids if key in words.needs):
            yield from _texts([need.label], factor)
            yield from ((text, lang, factor) for lang, text in need.phrases.items())
    for vocabulary, chosen in (
        (words.condition_groups, service.condition_groups),
        (words.life_situations, service.life_situations),
        (words.sectors, service.sector),
    ):
        yield from _texts([vocabulary[key].label for key in chosen if key in vocabulary])
    forms = [words.forms[key].label for key in service.forms if key in words.forms]
    yield from _texts(forms, ALSO)


def _body(service: Service) -> Iterator[LocalizedText | None]:
    yield from (service.for_whom, service.duration, service.waiting, service.income, service.note)
    yield from (service.refused, service.price.say)
    for step in service.steps:
        yield step.do
    for requirement in service.requires:
        yield requirement.say
    for assessment in service.assessed_by_organiser:
        yield assessment.say
    for local in service.local:
        yield from _local(local)


def _local(local: LocalOverride) -> Iterator[LocalizedText | None]:
    yield from (local.summary, local.duration, local.note)
    for step in local.steps:
        yield step.do


def _lists(service: Service) -> Iterator[Piece]:
    for listed in (service.gets, *(local.gets for local in service.local if local.gets)):
        yield from ((text, lang, 1.0) for lang, text in listed.items())


def _organisers(service: Service, catalogue: Catalogue) -> Iterator[LocalizedText | None]:
    refs: list[OrganiserRef] = [service.organiser, *service.also_organised_by]
    refs += [service.funder] if service.funder else []
    refs += [OrganiserRef(id=producer.id) for producer in service.producers if producer.id]
    for ref in refs:
        if ref.id is None:
            yield catalogue.taxonomy.roles[str(ref.role)].label
            yield from _fillers(str(ref.role), catalogue)
        elif ref.id in catalogue.organizations:
            yield from _names(catalogue.organizations[ref.id])
    for producer in service.producers:
        yield producer.name


def _fillers(role: str, catalogue: Catalogue) -> Iterator[LocalizedText]:
    """Give the names of the bodies that fill a role: "keva" means what one's own insurer offers."""
    kind = _KIND_OF_ROLE.get(role)
    for body in catalogue.organizations.values():
        if body.kind == kind:
            yield from _names(body)


def _names(body: Organization) -> Iterator[LocalizedText]:
    yield body.name
    for lang, text in (*body.other_names.items(), *body.former_names.items()):
        yield LocalizedText(**{lang: text})


def _places(service: Service, catalogue: Catalogue) -> Iterator[LocalizedText | None]:
    areas = catalogue.areas
    scopes = [service.service_area, *(local.areas for local in service.local)]
    for scope in scopes:
        for code in scope.wellbeing_county:
            yield areas.wellbeing_counties[code].name if code in areas.wellbeing_counties else None
        for code in scope.employment_area:
            yield areas.employment_areas[code].name if code in areas.employment_areas else None
        for code in scope.municipality:
            yield areas.municipalities[code].name if code in areas.municipalities else None
    for place in (*service.places, *(p for local in service.local for p in local.places)):
        yield place.name
        town = areas.municipalities.get(place.municipality)
        yield town.name if town else None


def codes_of(service: Service) -> tuple[str, ...]:
    """Return the codes of the forms a record asks for, as compared (see `form_code`)."""
    codes = [r.form for r in service.requires if r.form]
    codes += [channel.value for channel in service.channels if channel.kind == "form"]
    return tuple(dict.fromkeys(form_code(code) for code in codes if len(code) <= 20))


class DocumentReader:
    """Turns records into analysed documents; a text many records share is read once.

    Args:
        catalogue: Whose records are read.
        analyser: Reads the words.
        seen: Told every word of every record, for spelling repairs.
        pages: Providers' own pages by service; their words repair no spelling.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        analyser: Analyser,
        seen: Callable[[Sequence[str]], None],
        pages: Mapping[str, Sequence[ProviderPage]] | None = None,
    ) -> None:
        self._pages = pages or {}
        self._catalogue = catalogue
        self._analyser = analyser
        self._seen = seen
        self._known: dict[tuple[str, Language], tuple[Keys, list[str]]] = {}

    def analysed(self, service: Service) -> AnalysedDocument:
        """Return the document of a record."""
        fields: dict[str, list[tuple[str, float]]] = {}
        for name, pieces in pieces_of(service, self._catalogue).items():
            for text, lang, factor in pieces:
                keys, words = self._read(text, lang)
                self._seen(words)
                fields.setdefault(f"{name}_{lang}", []).extend(
                    keys if factor == 1.0 else [(key, weight * factor) for key, weight in keys]
                )
        fields.setdefault("labels_fi", []).extend(
            (FACT_PREFIX + key, weight) for key, weight in meanings_of(service).items()
        )
        for page in self._pages.get(service.id, ()):
            lang = next((known for known in LANGUAGES if known == page.lang), "fi")
            fields.setdefault(f"provider_{lang}", []).extend(self._read(text_of(page), lang)[0])
        fields["code"] = [(CODE_PREFIX + code, 1.0) for code in codes_of(service)]
        return AnalysedDocument(service.id, {n: tuple(keys) for n, keys in fields.items() if keys})

    def _read(self, text: str, lang: Language) -> tuple[Keys, list[str]]:
        """Return the keys of a text, and its words that have some."""
        known = self._known.get((text, lang))
        if known is None:
            keys: Keys = []
            words: list[str] = []
            for token in tokenise(text):
                found = self._analyser.analyse(token.text, lang).keys
                keys += found
                if found:
                    words.append(token.text)
            known = self._known[text, lang] = keys, words
        return known


def summaries(service: Service) -> dict[Language, str]:
    """Return the summary in each language, empty where it has not been written."""
    return {lang: service.summary.get(lang) or "" for lang in LANGUAGES}
