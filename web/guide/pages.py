"""The pages of the guided questions from answers and their evaluation. Decides nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from catalog.catalogue import Catalogue
from catalog.text import LANGUAGES, Language, LocalizedText
from search.match.proposals import proposals_of
from search.match.results import MatchResult
from search.match.what_if import WhatIf, what_if
from web import urls
from web.contexts import Frame, LinkedService
from web.forms import FieldError, Params
from web.guide.answers import FOR_WHOM, Answers, question_ids
from web.guide.contexts import (
    ChangeLine,
    CheckLine,
    GuideCheck,
    GuideHelp,
    GuideQuestion,
    GuideText,
    GuideWhatIf,
    Tried,
)
from web.guide.course import Standing, before, caption_number
from web.i18n import Words
from web.match_form import DONT_KNOW, PREFER_NOT, MatchInput, question
from web.match_page import labels_of
from web.search_page import link_to, own_language_first

_MOST_NAMED = 4  # services named as the reason for a question
_MOST_CHANGES = 12  # rows of a small table


def guide_frame(page: str, words: Words, title: str, record_id: str = "") -> Frame:
    """Return the frame of a page of the guide: the same page in every language, never indexed."""
    alternates = {other: urls.path(page, other, record_id=record_id) for other in LANGUAGES}
    address = alternates[words.lang]
    return Frame(words.lang, title, address, alternates, is_indexed=False, section="match")


def text_page(page: str, kind: str, words: Words, following: str | None = None) -> GuideText:
    """Build a page of words only."""
    return GuideText(guide_frame(page, words, str(words.text(f"guide.{kind}.title"))), kind,
                     following)  # fmt: skip


def question_url(question_id: str, lang: Language) -> str:
    """Return the address of a question's page."""
    return urls.path("guide_question", lang, record_id=question_id)


@dataclass(frozen=True, slots=True)
class Asking:
    """A question to be shown.

    Attributes:
        entered: What was just sent; None shows the earlier answer.
        error: What is wrong with it.
        near: Names of municipalities it may mean.
        why: Ids of the services the question separates.
    """

    question_id: str
    answers: Answers
    entered: Params | None = None
    error: FieldError | None = None
    near: tuple[str, ...] = ()
    why: tuple[str, ...] = ()


def question_page(asking: Asking, catalogue: Catalogue, words: Words, on: date) -> GuideQuestion:
    """Build the page of one question with the earlier answer, or with what was just entered."""
    question_id, answers, error = asking.question_id, asking.answers, asking.error
    lang = words.lang
    fact = catalogue.rules.facts.get(question_id)
    earlier = _as_params(answers.by_question.get(question_id, ()))
    shown = earlier if asking.entered is None else asking.entered
    asked = question(fact, catalogue, shown, on, error=error) if fact else None
    title = asked.text.choose(lang).text if asked else str(words.text("guide.for_whom.title"))
    if error:
        title = f"{words.text('form.error_prefix')} {title}"
    came_from = before(answers, question_id)
    return GuideQuestion(
        frame=guide_frame("guide_question", words, title, question_id),
        question=asked,
        number=caption_number(answers, question_id),
        whom=answers.whom,
        back=question_url(came_from, lang) if came_from else urls.path("guide", lang),
        action=question_url(question_id, lang),
        errors=(error,) if error else (),
        why=_links(asking.why, catalogue, lang)[:_MOST_NAMED],
        near=asking.near,
        has_results=any(answers.by_question.get(q) for q in answers.by_question if q != FOR_WHOM),
        can_be_refused=fact is not None,
    )


def _as_params(pairs: Iterable[tuple[str, str]]) -> Params:
    params: Params = {}
    for key, value in pairs:
        params.setdefault(key, []).append(value)
    return params


def _links(ids: Iterable[str], catalogue: Catalogue, lang: Language) -> tuple[LinkedService, ...]:
    return tuple(link_to(catalogue.services[key], lang) for key in ids if key in catalogue.services)


def check_page(
    answers: Answers, stands: Standing, catalogue: Catalogue, words: Words
) -> GuideCheck:
    """Build the page on which one checks the answers."""
    lang = words.lang
    facts = catalogue.rules.facts
    lines = []
    for key in answers.by_question:
        fact = facts.get(key)
        state, values = "answered", tuple[LocalizedText, ...]()
        if fact:
            state, values = _told(key, answers, stands.sent, catalogue)
        elif key != FOR_WHOM:
            continue
        text = fact.text if fact else None
        lines.append(CheckLine(text, values, state, question_url(key, lang)))
    others = tuple(
        (facts[key].text, question_url(key, lang)) for key in question_ids(catalogue)
        if key in facts and not answers.is_touched(key)
    )  # fmt: skip
    following = question_url(stands.following, lang) if stands.following else None
    frame = guide_frame("guide_check", words, str(words.text("guide.check.title")))
    return GuideCheck(frame, tuple(lines), others, stands.result.contradictions, following)


def _told(
    key: str, answers: Answers, sent: MatchInput, catalogue: Catalogue
) -> tuple[str, tuple[LocalizedText, ...]]:
    pairs = answers.by_question[key]
    first = pairs[0][1] if pairs else ""
    if first in (DONT_KNOW, PREFER_NOT):
        return first, ()
    if not pairs or key not in sent.facts:
        return "skipped", ()
    return "answered", tuple(labels_of(catalogue.rules.facts[key], sent, catalogue))


def help_page(result: MatchResult, catalogue: Catalogue, words: Words, following: str) -> GuideHelp:
    """Build the page of help in acute danger."""
    lines = [line for line in catalogue.urgent_help if line.id in result.urgent_help]
    chosen = own_language_first(lines or catalogue.urgent_help, words.lang)
    frame = guide_frame("guide_help", words, str(words.text("guide.help.title")))
    return GuideHelp(frame, chosen, following)


def what_if_page(
    stands: Standing,
    changes: Iterable[tuple[LocalizedText, dict[str, object]]],
    catalogue: Catalogue,
    words: Words,
    on: date,
    chosen: str = "",
) -> GuideWhatIf:
    """Build the page of changes: those proposed and one the visitor tries.

    Args:
        stands: The answers now.
        changes: Changes the visitor tries, each with its words.
        catalogue: The records.
        words: Interface words.
        on: The day of evaluation.
        chosen: The question whose answer is changed, to show its form again.
    """
    lang = words.lang
    facts_now = stands.sent.facts
    proposed = [(p.say, p.change) for p in proposals_of(facts_now, catalogue, on)]
    tried = [
        _tried(
            say, what_if(facts_now, change, catalogue, on), catalogue, lang,
            has_needs="needs" in facts_now,
        )
        for say, change in (*changes, *proposed)
    ]  # fmt: skip
    facts = catalogue.rules.facts
    fact = facts.get(chosen)
    choices = tuple(
        (facts[key].text, key) for key in question_ids(catalogue)
        if key in facts and facts[key].kind not in ("needs", "map") and key != "goal"
    )  # fmt: skip
    frame = guide_frame("guide_what_if", words, str(words.text("guide.what_if.title")))
    shown = question(fact, catalogue, {}, on) if fact else None
    return GuideWhatIf(frame, tuple(tried), shown, choices)


def _tried(
    say: LocalizedText, found: WhatIf, catalogue: Catalogue, lang: Language, *, has_needs: bool
) -> Tried:
    services = catalogue.services
    rows = [c for c in found.changes if c.needs or not has_needs]
    changes = tuple(
        ChangeLine(link_to(services[c.service_id], lang), c.before, c.after)
        for c in rows[:_MOST_CHANGES]
    )
    return Tried(say, found, changes, _links(found.papers, catalogue, lang)[:_MOST_CHANGES])
