"""Needs, condition groups, life situations, forms and other controlled words, with labels.

The words live in data/taxonomy/*.yaml. An id is stable and never reused.
"""

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from catalog.text import LocalizedList, LocalizedText

STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True, config=STRICT)
class Term:
    """A controlled word with its label."""

    id: str
    label: LocalizedText


@dataclass(frozen=True, config=STRICT)
class DocumentTerm(Term):
    """A paper a service may need, and who gives it."""

    from_whom: LocalizedText


@dataclass(frozen=True, config=STRICT)
class RoleTerm(Term):
    """An organiser role; `ask` is the profile fact that resolves it to a named body."""

    ask: str


@dataclass(frozen=True, config=STRICT)
class Need(Term):
    """Something a person may need help with.

    Attributes:
        icf: Second-level ICF codes the need points to (pointers, not official titles).
        x3d: Nearest area of the 3X10D form, 1–10.
        sensitivity: 1 personal, 2 economic or social, 3 health or substance use.
        phrases: Words people use; they feed the search.
    """

    icf: tuple[str, ...]
    x3d: int
    sensitivity: Literal[1, 2, 3]
    phrases: LocalizedList = field(default_factory=LocalizedList)

    @property
    def parent(self) -> str:
        """The group this need belongs to: the id before the dot."""
        return self.id.partition(".")[0]


@dataclass(frozen=True)
class Taxonomy:
    """Every controlled vocabulary, by id, in file order."""

    needs: Mapping[str, Need]
    need_groups: Mapping[str, Term]
    sectors: Mapping[str, Term]
    forms: Mapping[str, Term]
    ways_in: Mapping[str, Term]
    price_states: Mapping[str, Term]
    kinds: Mapping[str, Term]
    condition_groups: Mapping[str, Term]
    life_situations: Mapping[str, Term]
    documents: Mapping[str, DocumentTerm]
    roles: Mapping[str, RoleTerm]


# File stem (and attribute of Taxonomy) to the form of its entries.
VOCABULARIES: dict[str, type[Term]] = {
    "needs": Need,
    "need_groups": Term,
    "sectors": Term,
    "forms": Term,
    "ways_in": Term,
    "price_states": Term,
    "kinds": Term,
    "condition_groups": Term,
    "life_situations": Term,
    "documents": DocumentTerm,
    "roles": RoleTerm,
}
