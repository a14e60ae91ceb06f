"""Steps of the chosen services merged into one list: papers first, then what takes longest.

An act that several services ask for stands once and names them all. Rights of the order: papers
are needed before applications, and an application that is decided elsewhere takes weeks
(reference/matching.md section 12: plan from the chosen services).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from catalog.catalogue import Catalogue
from catalog.model import Service
from catalog.text import LocalizedText

# How an act is begun decides how early it must be: a paper, a referral, an application, the rest.
_ORDER = {"paper": 0, "referral": 1, "assessment": 2, "application": 3, "self": 4}


@dataclass(frozen=True, slots=True)
class MergedStep:
    """One act with the services it is for.

    Attributes:
        kind: paper, referral, assessment, application or self.
    """

    say: LocalizedText
    who: LocalizedText | None
    kind: str
    service_ids: tuple[str, ...]


def merged_steps(service_ids: Iterable[str], catalogue: Catalogue) -> tuple[MergedStep, ...]:
    """Return the acts for some services; ids that are not in the catalogue are passed over."""
    found: dict[tuple[str, str], MergedStep] = {}
    services = [catalogue.services[key] for key in service_ids if key in catalogue.services]
    for service in services:
        for kind, say, who in _acts(service, catalogue):
            key = (kind, say.choose("fi").text.casefold().rstrip("."))
            earlier = found.get(key)
            ids = (*(earlier.service_ids if earlier else ()), service.id)
            found[key] = MergedStep(say, who, kind, tuple(dict.fromkeys(ids)))
    steps = list(found.values())
    return tuple(sorted(steps, key=lambda s: (_ORDER[s.kind], -len(s.service_ids))))


def _acts(
    service: Service, catalogue: Catalogue
) -> Iterable[tuple[str, LocalizedText, LocalizedText | None]]:
    papers = catalogue.taxonomy.documents
    for paper in service.requires:
        if paper.document and paper.document in papers:
            term = papers[paper.document]
            yield "paper", term.label, paper.from_whom or term.from_whom
    kind = min(service.way_in, key=lambda way: _ORDER.get(way, 4), default="self")
    for step in service.steps:
        yield kind, step.do, step.who
