"""The course of the questions: what to ask next, and whether the answers hold together. Pure."""

from dataclasses import dataclass
from datetime import date

from catalog.catalogue import Catalogue
from catalog.profile import Profile
from catalog.text import Language
from search.match.engine import match
from search.match.results import MatchResult
from web.guide.answers import FIRST, Answers
from web.match_form import MatchInput, parse_match

CRISIS = "mind.crisis"  # never goes through matching alone: help comes first (matching.md §4)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a visit stands: the answers read, the result for them, and the next question."""

    sent: MatchInput
    result: MatchResult
    following: str | None


def standing(answers: Answers, catalogue: Catalogue, on: date, lang: Language) -> Standing:
    """Evaluate the answers given so far; skipped questions count as asked and not known."""
    sent = parse_match(answers.pairs, catalogue)
    facts = dict(sent.facts)
    known = catalogue.rules.facts
    for question, pairs in answers.by_question.items():
        if not pairs and question in known:
            facts[question] = {"status": "dont_know"}
    profile = Profile.from_facts(facts, catalogue.rules, catalogue.areas, on=on)
    result = match(profile, catalogue, on, lang=lang)
    return Standing(sent, result, _following(answers, result))


def _following(answers: Answers, result: MatchResult) -> str | None:
    for question in FIRST:
        if not answers.is_touched(question):
            return question
    asked = result.next_question
    return asked.fact if asked and not answers.is_touched(asked.fact) else None


def is_crisis(answers: Answers) -> bool:
    """Tell whether an answer points to acute danger."""
    return any(value == CRISIS for _, value in answers.by_question.get("needs", ()))


def caption_number(answers: Answers, question: str) -> int:
    """Return which question this is, counting from one, in the order of answering."""
    order = [*answers.by_question]
    return order.index(question) + 1 if question in order else len(order) + 1


def before(answers: Answers, question: str) -> str | None:
    """Return the question a visitor came from, or None at the first one."""
    order = [*answers.by_question]
    place = order.index(question) if question in order else len(order)
    return order[place - 1] if place else None
