"""The answers of one visit as an immutable value: what was said, to which questions, in order.

Pure. An answer is kept as the fields of its question, so that the form reader of the one-page
form (`web.match_form`) reads both. What is kept beside them starts with an underscore.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from catalog.catalogue import Catalogue
from web.match_form import FIRST_NEED, asked_facts

Pairs = tuple[tuple[str, str], ...]
FOR_WHOM = "for_whom"
WHOM = ("self", "relative", "client")
# Asked first and in this order: mild ones, what one wants before who one is (matching.md §9).
FIRST = (FOR_WHOM, "goal", "needs", "municipality", "age", "work")


@dataclass(frozen=True, slots=True)
class Answers:
    """Fields and their values, by question in the order of answering.

    Attributes:
        by_question: Question id to the pairs its form sent; empty pairs mean skipped.
    """

    by_question: Mapping[str, Pairs]

    @classmethod
    def none(cls) -> "Answers":
        """Return no answers."""
        return cls({})

    @property
    def pairs(self) -> Pairs:
        """Every field with its value, for the form reader."""
        return tuple(pair for pairs in self.by_question.values() for pair in pairs)

    @property
    def whom(self) -> str:
        """For whom the services are looked for: "self" unless told otherwise."""
        said = self.by_question.get(FOR_WHOM, ())
        return said[0][1] if said else WHOM[0]

    def is_touched(self, question: str) -> bool:
        """Tell whether a question was answered or skipped."""
        return question in self.by_question

    def with_answer(self, question: str, pairs: Iterable[tuple[str, str]]) -> "Answers":
        """Return the answers with one question answered anew; its place in the order stays."""
        return replace(self, by_question={**self.by_question, question: tuple(pairs)})


def question_ids(catalogue: Catalogue) -> tuple[str, ...]:
    """Return every question there is, first ones first."""
    rest = [fact.id for fact in asked_facts(catalogue) if fact.id not in FIRST]
    return (*FIRST, *rest)


def fields_of(question: str) -> tuple[str, ...]:
    """Return the fields a question's form may send; parts of a map follow after a dot."""
    return (question, FIRST_NEED) if question == "needs" else (question,)


def own_pairs(question: str, pairs: Iterable[tuple[str, str]]) -> Pairs:
    """Return the pairs that belong to a question, without empty ones."""
    names = fields_of(question)
    return tuple(
        (key, value.strip()) for key, value in pairs
        if value.strip() and (key in names or key.startswith(f"{question}."))
    )  # fmt: skip
