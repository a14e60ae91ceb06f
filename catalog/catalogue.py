"""The whole catalogue as one frozen value, and the questions one asks of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from catalog.areas import Areas
from catalog.model import Organization, Service, Tombstone, UrgentHelp
from catalog.rules import Rules
from catalog.taxonomy import Taxonomy


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Everything the site says: records, words, areas and rules, by id.

    `version` names the exact content of the data files; two catalogues with the same version
    give the same answers. Compared by identity, so that work prepared for a catalogue can be kept
    by it.
    """

    services: Mapping[str, Service]
    organizations: Mapping[str, Organization]
    urgent_help: tuple[UrgentHelp, ...]
    tombstones: Mapping[str, Tombstone]
    taxonomy: Taxonomy
    areas: Areas
    rules: Rules
    version: str
