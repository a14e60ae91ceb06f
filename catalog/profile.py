"""What may be known of a person: for each fact the values still possible, and whether it was asked.

Pure values: a profile is built, read and dropped; nothing is stored or logged. Not told is not
"no": an unanswered fact keeps its whole domain. Specification: matching.md section 3.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Literal

from catalog.answers import read_answer, read_needs, refusal
from catalog.areas import Areas
from catalog.derivations import Contradiction, Ground, derive
from catalog.knowledge import Knowledge, Members, narrow, only_value
from catalog.problems import UnknownValue, nearest_of
from catalog.rules import Rules

Status = Literal["unasked", "answered", "dont_know", "prefer_not"]
_WITHOUT_VALUE: tuple[Status, ...] = ("dont_know", "prefer_not", "unasked")


@dataclass(frozen=True)
class Profile:
    """One person's situation.

    Attributes:
        known: For every fact what is possible, derived facts included.
        status: How each fact that was touched was answered; the others are "unasked".
        needs: Chosen needs with weight 1–3, in the order given.
        contradictions: Answers that cannot both be true.
        derived: Facts narrowed by others without being answered themselves.
        derived_on, derived_by: The day and the rules of that, so that it is not done twice.
    """

    known: Mapping[str, Knowledge]
    status: Mapping[str, Status]
    needs: Mapping[str, int]
    contradictions: tuple[Contradiction, ...] = ()
    derived: frozenset[str] = frozenset()
    derived_on: date | None = None
    derived_by: Rules | None = field(default=None, compare=False, repr=False)

    @classmethod
    def from_facts(
        cls, facts: Mapping[str, object], rules: Rules, areas: Areas, *, on: date | None = None
    ) -> "Profile":
        """Build a profile from answers as the API and the guide hold them.

        Args:
            facts: Answers by fact; forms are explained in `catalog.answers`. None means no answer.
            rules: Definitions, parameters and derivations.
            areas: Municipalities and the areas they belong to.
            on: The day; without it what depends on the day (pension age by year of birth) is
                derived later, by `as_of`.

        Raises:
            UnknownValue: A fact or a value does not exist; the nearest right one is named.
        """
        known = dict(rules.domains)
        status: dict[str, Status] = {}
        needs: dict[str, int] = {}
        for name, given in facts.items():
            fact = rules.facts.get(name)
            if fact is None or fact.never_asked:
                askable = [f.id for f in rules.facts.values() if not f.never_asked]
                raise UnknownValue("unknown_fact", "facts", name, nearest_of(name, askable))
            if given is None:
                continue
            told = _status_of(given)
            if told is not None:
                if told not in _WITHOUT_VALUE:
                    near = nearest_of(told, _WITHOUT_VALUE)
                    raise refusal(fact, told, "The status is dont_know or prefer_not.", near)
                status[name] = told
                continue
            if fact.kind == "needs":
                needs = read_needs(fact, given)
                known[name] = Members(frozenset(needs), frozenset(needs))
            else:
                known[name] = read_answer(fact, given, areas)
            status[name] = "answered"
        return cls(known, status, needs).as_of(on, rules, areas)

    @classmethod
    def empty(cls, rules: Rules) -> "Profile":
        """Return the profile of somebody of whom nothing is known."""
        return cls(dict(rules.domains), {}, {})

    def as_of(self, on: date | None, rules: Rules, areas: Areas) -> "Profile":
        """Return the profile with everything derived that follows on a day."""
        if on is not None and on == self.derived_on and rules is self.derived_by:
            return self
        ground = Ground(rules.facts, rules.params, rules.derivations, areas, on)
        known, clashes = derive(self.known, ground)
        narrowed = {name for name, value in known.items() if value != rules.domains[name]}
        derived = {name for name in narrowed if self.status_of(name) != "answered"}
        return replace(
            self,
            known=known,
            contradictions=clashes,
            derived=frozenset(derived),
            derived_on=on,
            derived_by=rules,
        )

    def narrowed(self, fact: str, by: Knowledge) -> "Profile | None":
        """Return the profile with one fact narrowed, or None when nothing would be possible.

        Nothing is derived anew; callers that need that call `as_of`.
        """
        left = narrow(self.known[fact], by)
        if left is None:
            return None
        return replace(self, known={**self.known, fact: left}, derived_on=None)

    @cached_property
    def refused(self) -> frozenset[str]:
        """The facts the person did not want to tell."""
        return frozenset(fact for fact, told in self.status.items() if told == "prefer_not")

    def status_of(self, fact: str) -> Status:
        """Return whether a fact was asked and answered."""
        return self.status.get(fact, "unasked")

    def value(self, fact: str) -> str | None:
        """Return the only value still possible as text, or None when several are."""
        return only_value(self.known[fact])

    def members(self, fact: str) -> frozenset[str]:
        """Return what a set fact certainly holds (papers one has, wishes)."""
        known = self.known[fact]
        return known.certain if isinstance(known, Members) else frozenset()


def _status_of(given: object) -> Status | None:
    if isinstance(given, Mapping) and set(given) == {"status"}:
        told: Status = given["status"]
        return told
    return None
