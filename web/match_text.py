"""A match result as plain text, to be copied into a client record system. Holds no names."""

from collections.abc import Iterable, Iterator

from catalog.text import Language, LocalizedText
from web.i18n import Words, day
from web.match_contexts import MatchedItem, MatchResults


def plain_text(page: MatchResults, words: Words) -> str:
    """Return the page of results as lines of text: answers, groups, states, reasons, contacts."""
    return "\n".join(_lines(page, words)) + "\n"


def _lines(page: MatchResults, words: Words) -> Iterator[str]:
    lang = words.lang
    result = page.result
    yield str(words.text("matched.title")).upper()
    yield str(
        words.text(
            "matched.version", day=day(result.evaluated_on, lang), version=result.data_version
        )
    )
    yield str(words.text("frame.not_decision"))
    for question, labels in page.told:
        yield f"- {_say(question, lang)} {_join(labels, lang)}"
    if result.first_step:
        yield ""
        yield f"{words.text('matched.first')} {_say(result.first_step.say, lang)}"
    for group in page.groups:
        yield ""
        yield _say(group.label, lang).upper()
        for number, item in enumerate((*group.items, *group.more), 1):
            yield from _service(number, item, words)
        if group.person:
            contact = group.person.contact
            phone = f", {contact.phone}" if contact and contact.phone else ""
            body = _say(group.person.organization.name, lang)
            yield f"{words.text('matched.contact')} {body}{phone}"


def _service(number: int, item: MatchedItem, words: Words) -> Iterator[str]:
    lang, matched = words.lang, item.matched
    name = _say(item.service.name, lang)
    organiser = _say(matched.organiser.name, lang)
    yield f"{number}. {name} ({organiser}): {words.text('state.' + matched.state)}"
    if item.is_repeat:
        return
    for check in matched.first_check:
        certainty = words.text("matched.check." + check.certainty)
        yield f"   {certainty} {_say(check.organiser, lang)}. {_say(check.say, lang)}"
    for reason in matched.reasons:
        yield f"   + {_say(reason.say, lang)}"
    for reason in matched.open:
        yield f"   ? {_say(reason.say, lang)}"


def _say(text: LocalizedText, lang: Language) -> str:
    return text.choose(lang).text


def _join(labels: Iterable[LocalizedText], lang: Language) -> str:
    return ", ".join(_say(label, lang) for label in labels)
