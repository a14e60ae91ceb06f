"""A match result to the context of its page: in full once, then as a line with a link."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from catalog.catalogue import Catalogue
from catalog.facts import FactDefinition
from catalog.text import Language, LocalizedText
from search.match.results import MatchedService, MatchResult, NeedGroup
from web import urls
from web.contexts import Frame, LinkedService, PersonToReach
from web.forms import FieldError, Params
from web.i18n import Words
from web.match_bundles import bundles_of
from web.match_contexts import MatchedItem, MatchForm, MatchGroup, MatchResults
from web.match_form import (
    DONT_KNOW,
    NONE,
    PREFER_NOT,
    MatchInput,
    asked_facts,
    form_sections,
    question,
)
from web.search_page import link_to, own_language_first, person_to_reach
from web.service_page import requirement_line

_SHOWN = 5  # services of a need shown at once; more are one click away
_WITHOUT_WORDS = (DONT_KNOW, PREFER_NOT, NONE)
_STATED_APART = ("later", "elsewhere", "no")


def form_page(
    catalogue: Catalogue,
    words: Words,
    entered: Params,
    on: date,
    errors: tuple[FieldError, ...] = (),
) -> MatchForm:
    """Build the form with what was entered."""
    title = str(words.text("match.title"))
    if errors:
        title = f"{words.text('form.error_prefix')} {title}"
    frame = match_frame(words.lang, title)
    return MatchForm(frame, form_sections(catalogue, entered, errors, on), errors)


def match_frame(lang: Language, title: str, *, is_form: bool = True) -> Frame:
    """Return the frame of the form or of its answer, which has no address of its own."""
    alternates = {other: urls.path("match", other) for other in urls.PATHS["match"]}
    address = alternates[lang] if is_form else None
    return Frame(lang, title, address, alternates, is_indexed=is_form, section="match")


def match_results(
    sent: MatchInput,
    result: MatchResult,
    catalogue: Catalogue,
    words: Words,
    *,
    is_carried: bool = False,
) -> MatchResults:
    """Build the page of results.

    Args:
        sent: The answers.
        result: What they lead to.
        catalogue: The records the result is about.
        words: Interface words of the page.
        is_carried: The next page knows the answers too, so links need not name the municipality.
    """
    lang = words.lang
    code = _municipality(sent)
    query = (("municipality", code),) if code and not is_carried else ()
    items = _Items(result.ranked, catalogue, lang, query)
    is_overview = "needs" not in sent.facts
    show = _overview if is_overview else _group
    groups = tuple(show(group, items) for group in result.groups)
    step, asked = result.first_step, result.next_question
    told_needs = sent.facts.get("needs")
    needs = told_needs if isinstance(told_needs, Mapping) else {}
    bundles, nobody_covers = bundles_of(result, needs, catalogue, lang, query)
    known = catalogue.rules.facts
    return MatchResults(
        frame=match_frame(lang, str(words.text("matched.title")), is_form=False),
        result=result,
        groups=groups,
        is_overview=is_overview,
        set_aside=items.set_aside(result.groups),
        urgent=own_language_first(
            (line for line in catalogue.urgent_help if line.id in result.urgent_help), lang
        ),
        first_step_services=items.links(step.service_ids if step else ()),
        next_question=question(
            known[asked.fact], catalogue, {}, date.fromisoformat(result.evaluated_on)
        )
        if asked
        else None,
        next_why=items.links(asked.why if asked else ()),
        answers=tuple((key, value) for key, values in sent.entered.items() for value in values),
        told=tuple(_told(sent, catalogue)),
        person=person_to_reach(catalogue, code),
        place=catalogue.areas.municipality(code).name if code else None,
        bundles=bundles,
        nobody_covers=nobody_covers,
    )


def _municipality(sent: MatchInput) -> str | None:
    code = sent.facts.get("municipality")
    return code if isinstance(code, str) else None


class _Items:
    """Hands out each service in full once, in page order, and afterwards as a repeat."""

    def __init__(
        self,
        ranked: Iterable[MatchedService],
        catalogue: Catalogue,
        lang: Language,
        query: urls.Query,
    ) -> None:
        self._ranked = {matched.service_id: matched for matched in ranked}
        self._catalogue = catalogue
        self._lang = lang
        self._query = tuple(query)
        self._shown: set[str] = set()

    def item(self, service_id: str) -> MatchedItem:
        """Return a service; the second time as a repeat."""
        service = self._catalogue.services[service_id]
        is_repeat = service_id in self._shown
        self._shown.add(service_id)
        return MatchedItem(
            matched=self._ranked[service_id],
            service=service,
            url=link_to(service, self._lang, self._query).url,
            is_repeat=is_repeat,
            requirements=tuple(requirement_line(r, self._catalogue) for r in service.requires),
        )

    def links(self, ids: Iterable[str]) -> tuple[LinkedService, ...]:
        """Return services as plain links."""
        services = self._catalogue.services
        return tuple(
            link_to(services[key], self._lang, self._query) for key in ids if key in services
        )

    def set_aside(self, groups: Iterable[NeedGroup]) -> tuple[MatchedItem, ...]:
        """Return the set-aside services of all groups, each once, later first and no last."""
        ids = dict.fromkeys(key for group in groups for key in group.set_aside)
        found = [self.item(key) for key in ids]
        return tuple(sorted(found, key=lambda i: _STATED_APART.index(i.matched.state)))


def _group(group: NeedGroup, items: _Items) -> MatchGroup:
    listed = [items.item(key) for key in group.service_ids]
    body = group.contact_organization
    return MatchGroup(
        need=group.need,
        label=group.label,
        items=tuple(listed[:_SHOWN]),
        more=tuple(listed[_SHOWN:]),
        person=PersonToReach(body, group.contact) if body else None,
        contact_first=group.contact_first,
    )


def _overview(group: NeedGroup, items: _Items) -> MatchGroup:
    """Return a theme with its first services as lines: no need was chosen, so none is gone into."""
    listed = tuple(items.item(key) for key in group.service_ids[:_SHOWN])
    return MatchGroup(
        need=group.need,
        label=group.label,
        items=tuple(replace(item, is_repeat=True) for item in listed),
        more=(),
        person=None,
        contact_first=False,
    )


def _told(
    sent: MatchInput, catalogue: Catalogue
) -> Iterable[tuple[LocalizedText, tuple[LocalizedText, ...]]]:
    """Yield each answered question with the answers in words; skipped ones are not named."""
    for fact in asked_facts(catalogue):
        if fact.id in sent.facts and (labels := tuple(labels_of(fact, sent, catalogue))):
            yield fact.text, labels


def labels_of(
    fact: FactDefinition, sent: MatchInput, catalogue: Catalogue
) -> Iterable[LocalizedText]:
    """Yield the answer to a question in words; nothing when it has none."""
    answer = sent.facts[fact.id]
    if fact.kind == "municipality" and isinstance(answer, str):
        yield catalogue.areas.municipality(answer).name
    elif fact.kind == "map" and isinstance(answer, Mapping):
        levels = {level.id: level.label for level in fact.levels}
        for part, level in answer.items():
            if str(level) in levels:
                yield _joined(fact.label_of(str(part)), levels[str(level)])
    elif fact.kind == "needs" and isinstance(answer, Mapping):
        yield from (fact.label_of(str(need)) for need in answer)
    else:
        values = sent.entered.get(fact.id, [])
        yield from (
            fact.label_of(v) for v in values if v not in (DONT_KNOW, PREFER_NOT, "none_of_these")
        )


def _joined(first: LocalizedText, second: LocalizedText) -> LocalizedText:
    def pair(lang: Language) -> str:
        return f"{first.choose(lang).text}: {second.choose(lang).text}"

    return LocalizedText(fi=pair("fi"), sv=pair("sv"), en=pair("en"))
