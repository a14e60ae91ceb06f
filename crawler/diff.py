"""Statements beside the catalogue: each difference becomes a draft of a finding.

A fact the page does not speak of is never called gone; only what it says otherwise is told.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import phonenumbers

from catalog.catalogue import Catalogue
from catalog.findings import FindingDraft, FindingKind
from catalog.model import Organization, Service
from catalog.new_record import slug_of
from catalog.snapshots import Snapshot
from catalog.topics import ReadTopics, Topics
from crawler.addresses import fold
from crawler.draft_record import draft_record
from crawler.extract import Statement, kind_of, phone_form, statements_of
from crawler.page import Page
from crawler.sources import Source

_GONE = frozenset({404, 410})
_SURE_ENOUGH = 0.6


@dataclass(frozen=True, slots=True)
class _Seen:
    """A page as it was read, with what is known of it."""

    page: Page
    snapshot: Snapshot

    def draft(  # noqa: PLR0913  (a row of a table)
        self,
        kind: FindingKind,
        record_id: str | None,
        field: str,
        ours: str,
        theirs: str,
        sentence: str = "",
        confidence: float = 1.0,
    ) -> FindingDraft:
        """Return a draft that points at this page."""
        return FindingDraft(
            kind=kind, record_id=record_id, field=field, catalogue_value=ours, source_value=theirs,
            sentence=sentence, lang=self.page.lang, source_url=self.snapshot.url,
            fetched_at=self.snapshot.fetched_at, snapshot=self.snapshot.key, confidence=confidence,
        )  # fmt: skip


def drafts_of(
    catalogue: Catalogue,
    source: Source,
    page: Page,
    snapshot: Snapshot,
    read_topics: ReadTopics = lambda _title, _text: Topics(),
) -> tuple[FindingDraft, ...]:
    """Return what a page says otherwise than the records that name its address.

    `read_topics` tells what a page without a record is about; without it a draft has no topics.
    """
    seen = _Seen(page, snapshot)
    record_ids = source.records.get(snapshot.url, ())
    return tuple(_drafts(catalogue, source, seen, record_ids, read_topics))


def _drafts(
    catalogue: Catalogue,
    source: Source,
    seen: _Seen,
    record_ids: tuple[str, ...],
    read_topics: ReadTopics,
) -> Iterator[FindingDraft]:
    snapshot = seen.snapshot
    if snapshot.status >= 400:
        kind: FindingKind = "gone" if snapshot.status in _GONE else "dead_link"
        for record_id in record_ids:
            yield seen.draft(kind, record_id, "sources", snapshot.url, str(snapshot.status))
        return
    if record_ids and fold(snapshot.final_url) not in {None, snapshot.url}:
        for record_id in record_ids:
            yield seen.draft("moved", record_id, "sources", snapshot.url, snapshot.final_url)
    statements = statements_of(seen.page)
    is_alone = sum(record_id in catalogue.services for record_id in record_ids) == 1
    for record_id in record_ids:
        record = catalogue.services.get(record_id) or catalogue.organizations.get(record_id)
        if record is not None:
            yield from _of_record(seen, record, statements, alone=is_alone)
    if not record_ids and source.owner and kind_of(seen.page) == "service":
        yield from _new_service(catalogue, source.owner, seen, read_topics)


def _of_record(
    seen: _Seen, record: Service | Organization, statements: tuple[Statement, ...], *, alone: bool
) -> Iterator[FindingDraft]:
    phones = _phones_of(record, seen.snapshot.url)
    read = [s for s in statements if s.field == "phone"]
    if phones and read and not {s.value for s in read} & set(phones):
        yield seen.draft("phone", record.id, "channels.phone", ", ".join(phones),
                         read[0].value, read[0].sentence, read[0].confidence)  # fmt: skip
    emails = _values_of(record, seen.snapshot.url, "email")
    told = [s for s in statements if s.field == "email"]
    if emails and told and not {s.value for s in told} & {e.lower() for e in emails}:
        yield seen.draft("changed", record.id, "channels.email", ", ".join(emails),
                         told[0].value, told[0].sentence, told[0].confidence)  # fmt: skip
    if not isinstance(record, Service) or not alone:
        return  # a page about many services does not tell which one a price or an age is of
    for statement in statements:
        if statement.field == "ended":
            yield seen.draft("ended", record.id, "", "", statement.value, statement.sentence,
                             statement.confidence)  # fmt: skip
    yield from _age(seen, record, statements)
    yield from _price(seen, record, statements)
    yield from _forms(seen, record, statements)


def _forms(seen: _Seen, record: Service, read: tuple[Statement, ...]) -> Iterator[FindingDraft]:
    """Tell when a page names forms and none of them is one that the record asks for."""
    ours = sorted({r.form for r in record.requires if r.form})
    named = [s for s in read if s.field == "form"]
    plain = {form.replace(" ", "").upper() for form in ours}
    if ours and named and not plain & {s.value.replace(" ", "") for s in named}:
        yield seen.draft("changed", record.id, "requires.form", ", ".join(ours), named[0].value,
                         named[0].sentence, named[0].confidence)  # fmt: skip


def _age(seen: _Seen, record: Service, read: tuple[Statement, ...]) -> Iterator[FindingDraft]:
    ages = [s for s in read if s.field == "age" and s.confidence >= _SURE_ENOUGH]
    if record.age is None or not ages:
        return
    low, high = record.age.min, record.age.max
    ours = f"{'' if low is None else low}-{'' if high is None else high}"
    if ours not in {s.value for s in ages}:
        yield seen.draft("age_limit", record.id, "age", ours, ages[0].value, ages[0].sentence,
                         ages[0].confidence)  # fmt: skip


def _price(seen: _Seen, record: Service, read: tuple[Statement, ...]) -> Iterator[FindingDraft]:
    prices = [s for s in read if s.field == "price"]
    sums = [s for s in prices if s.value != "free"]
    ours = {Decimal(amount.eur) for amount in record.price.amounts}
    if record.price.state == "free" and sums and len(sums) == len(prices):
        yield seen.draft("price", record.id, "price", "free", sums[0].value, sums[0].sentence,
                         sums[0].confidence)  # fmt: skip
    elif ours and sums and not ours & {Decimal(s.value) for s in sums}:
        yield seen.draft("price", record.id, "price.amounts", ", ".join(map(str, sorted(ours))),
                         sums[0].value, sums[0].sentence, sums[0].confidence)  # fmt: skip


def _phones_of(record: Service | Organization, url: str) -> list[str]:
    """Return the phones, in international form, that are read from this very page, else none."""
    return [_phone(value) for value in _values_of(record, url, "phone")]


def _values_of(
    record: Service | Organization, url: str, kind: Literal["phone", "email"]
) -> list[str]:
    """Return the numbers or addresses that a record says are read from this very page."""
    if isinstance(record, Organization):
        contacts = record.contacts if kind == "phone" else ()  # a body's contact has no e-mail
        pairs = [(c.phone, c.source) for c in contacts]
    else:
        pairs = [(c.value, c.source or "") for c in record.channels if c.kind == kind]
    addresses = {s.key: s.url for s in record.sources if s.key}
    return [v for v, source in pairs if v and fold(addresses.get(source, source)) == url]


def _phone(text: str) -> str:
    try:
        return phone_form(phonenumbers.parse(text, "FI"))
    except phonenumbers.NumberParseException:
        return text


def _new_service(
    catalogue: Catalogue, owner: str, seen: _Seen, read_topics: ReadTopics
) -> Iterator[FindingDraft]:
    name = seen.page.title.casefold()
    known = {text.casefold() for s in catalogue.services.values() for _, text in s.all_names()}
    if not slug_of(name) or any(name in other or other in name for other in known):
        return
    first = next((s.value for s in statements_of(seen.page) if s.field == "summary"), "")
    topics = read_topics(seen.page.title, seen.page.text)
    draft = draft_record(owner, seen.page, seen.snapshot.fetched_at.date(), topics)
    yield seen.draft("new_service", None, "", "", draft, first, 0.5)
