"""What a record is for, as ids that a query's words can mean: the bridge from words to facts.

Needs, condition groups and life situations come from the record's own lists; a few facts of the
matching rules ("injury_cause.traffic") from its conditions, because they tell whom it is only for.
"""

from collections.abc import Iterator

from catalog.catalogue import Catalogue
from catalog.model import Service

# Facts whose value somebody says in a search and that decide whom a service is for.
SAID_FACTS = frozenset({"injury_cause", "pension_scheme", "veteran", "carer", "childs_situation"})
# Of these the ones that few people share: a service that asks for one is for nobody else.
NARROW_FACTS = frozenset({"injury_cause", "pension_scheme", "veteran"})
HARD_LIFE = "major_daily_difficulty"  # asked for by the rehabilitation that comes second
_ASKS = frozenset({"is", "in", "has", "has_any"})
ALSO = 0.5  # a need the service answers beside its purpose; the same share as in matching


def leaves(condition: object) -> Iterator[tuple[str, str]]:
    """Give fact and value of every requirement of a condition, as (fact, value)."""
    fact, operator = getattr(condition, "fact", None), getattr(condition, "operator", None)
    if fact and operator in _ASKS and not getattr(condition, "is_negated", False):
        for value in getattr(condition, "operand", ()):
            yield fact, str(value)
    for part in getattr(condition, "of", ()):
        yield from leaves(part)


def meanings_of(service: Service) -> dict[str, float]:
    """Return the ids of what a record is for with their weight, 1 or less."""
    found = {f"{fact}.{value}": 1.0 for fact, value in leaves(service.when) if fact in SAID_FACTS}
    needs = service.needs
    found |= dict.fromkeys(needs.also, ALSO)
    for key in (*needs.primary, *service.condition_groups, *service.life_situations):
        found[key] = 1.0
    return found


def narrow_of(service: Service) -> frozenset[str]:
    """Return the ids of which a person must have one, or the service is not for them."""
    return frozenset(
        f"{fact}.{value}" for fact, value in leaves(service.when) if fact in NARROW_FACTS
    )


def known_meanings(catalogue: Catalogue) -> frozenset[str]:
    """Return every id that words can mean."""
    words, facts = catalogue.taxonomy, catalogue.rules.facts
    said = {f"{fact}.{value.id}" for fact in SAID_FACTS if fact in facts
            for value in facts[fact].values}  # fmt: skip
    return frozenset({*words.needs, *words.condition_groups, *words.life_situations, *said})
