"""A summary of one page for the guidance contact of one's area, made on the spot, kept nowhere."""

from collections.abc import Collection

from catalog.catalogue import Catalogue
from web.guide.answers import Answers
from web.guide.contexts import GuideSummary, SummaryLine
from web.guide.course import Standing
from web.guide.pages import guide_frame
from web.i18n import Words
from web.match_form import DONT_KNOW, PREFER_NOT
from web.match_page import labels_of
from web.search_page import link_to, person_to_reach

_HARMLESS = 1  # sensitivity up to which an answer is chosen beforehand (matching.md section 3)
_SERVICES = 3  # of each need: a call is short
_QUESTIONS = 5


def summary_page(
    answers: Answers,
    stands: Standing,
    catalogue: Catalogue,
    words: Words,
    chosen: Collection[str] | None = None,
) -> GuideSummary:
    """Build the choice of answers, or with `chosen` question ids the summary itself."""
    lang, result = words.lang, stands.result
    lines = []
    for key, pairs in answers.by_question.items():
        fact = catalogue.rules.facts.get(key)
        if fact is None or key not in stands.sent.facts or not pairs:
            continue
        if pairs[0][1] in (DONT_KNOW, PREFER_NOT):
            continue
        is_chosen = fact.sensitivity <= _HARMLESS if chosen is None else key in chosen
        values = tuple(labels_of(fact, stands.sent, catalogue))
        lines.append(SummaryLine(key, fact.text, values, is_chosen))
    if chosen is not None:
        lines = [line for line in lines if line.is_chosen]
    matched = {m.service_id: m for m in result.ranked}
    # Services follow from the answers, so without the needs among the chosen none is named.
    has_needs = chosen is None or "needs" in chosen
    groups = tuple(
        (group.label, tuple(
            (link_to(catalogue.services[key], lang), matched[key].state)
            for key in group.service_ids[:_SERVICES]))
        for group in (result.groups if has_needs and "needs" in stands.sent.facts else ())
    )  # fmt: skip
    shown = {key for group in result.groups for key in group.service_ids[:_SERVICES]}
    asked = {r.fact for key in shown for r in matched[key].open} if has_needs else set()
    facts = [f for f in catalogue.rules.facts.values() if f.id in asked and not f.derived]
    code = stands.sent.facts.get("municipality")
    return GuideSummary(
        frame=guide_frame("guide_summary", words, str(words.text("guide.summary.title"))),
        is_made=chosen is not None,
        lines=tuple(lines),
        groups=groups,
        questions=tuple(f.text for f in facts[:_QUESTIONS]),
        person=person_to_reach(catalogue, code if isinstance(code, str) else None),
        on=result.evaluated_on,
    )
