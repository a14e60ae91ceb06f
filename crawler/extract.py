"""A page to Statements: what it says, field by field, each with the sentence it was read in.

Pure functions over text. A page is material, never an instruction: values are kept as plain text,
bounded in length, and only shown to a person who decides.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, cast

import phonenumbers

from crawler.hours import dates_in, forms_in, hours_in, languages_in
from crawler.page import Page
from crawler.structured import structured

Field = Literal[
    "name", "summary", "phone", "email", "price", "age", "ended", "duration", "address", "hours",
    "form", "step", "language", "date",
]  # fmt: skip
PageKind = Literal["service", "news", "job", "professional", "other"]
MAX_SENTENCE = 400
_MONEY = r"(\d{1,3}(?:[ \u00a0]\d{3})+|\d{1,6})(?:[,.](\d{1,2}))?"
_PRICE = re.compile(rf"(?<![\d,.]){_MONEY}\s?(?:€|euroa\b|euro\b|eur\b)", re.IGNORECASE)
_FREE = re.compile(
    r"\b(maksuton|maksutonta|maksuttomia|ilmainen|ilmaista|gratis|avgiftsfri\w*|kostnadsfri\w*|"
    r"free of charge)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(ei|eivät|inte|not)\b", re.IGNORECASE)
_YEARS = r"(?:-?\s?vuotia\w*|\s?vuotta\b|\s?v\.|-?\s?åring\w*|\s?år\b|\s?years?\b)"
_AGE_RANGE = re.compile(rf"\b(\d{{1,3}})\s?[–—-]\s?(\d{{1,3}}){_YEARS}", re.IGNORECASE)
_AGE_FROM = re.compile(
    rf"(?:\b(?:yli|vähintään|fyllt|över|over|at least)\s(\d{{1,3}}){_YEARS})|"
    r"(?:\b(\d{1,3})\s?vuotta täyttä\w+)",
    re.IGNORECASE,
)
_AGE_TO = re.compile(rf"\b(?:alle|enintään|under|högst)\s(\d{{1,3}}){_YEARS}", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]{1,64}(?:@|\s?\(at\)\s?)[\w-]+(?:\.[\w-]+)+")
_ROLE_MAIL = re.compile(
    r"^(info|toimisto|neuvonta|asiakas\w*|kirjaamo|palvelu\w*|kuntoutus\w*|tuki\w*|kurssi\w*|"
    r"apuvaline\w*|ajanvaraus|vastaanotto|hakemu\w*|jasen\w*|poliklinikka|hoitaja\w*|paivysty\w*|"
    r"radgivning|kansli\w*|office|service\w*|yhteys\w*|kundtjanst|tidsbokning)@",
    re.IGNORECASE,
)
_ENDED = re.compile(
    r"\b((?:palvelu|toiminta|hanke|projekti|kurssi)\w*\s(?:on\s)?(?:päättyi|päättynyt|lopetettu|"
    r"lakkautettu)|(?:verksamheten|projektet|tjänsten) (?:har )?(?:upphört|avslutats))\b",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"\b(?:kestää|kestävät|kesto(?:\son)?:?|varar|pågår|lasts?)\s(?:noin\s|enintään\s|cirka\s|about\s)?"
    r"(\d{1,3}(?:\s?[–-]\s?\d{1,3})?\s(?:minuuttia|tuntia|päivää|viikkoa|kuukautta|vuotta|"
    r"timmar|dagar|veckor|månader|år|hours|days|weeks|months|years))",
    re.IGNORECASE,
)
# A postal code with a town is proof enough of a street before it.
_ADDRESS = re.compile(
    r"(?<![\w-])([A-ZÅÄÖ][\wåäö-]+(?:\s[A-ZÅÄÖa-zåäö][\wåäö-]+){0,2}\s\d{1,4}\s?[A-Za-z]?"
    r"(?:\s\d{1,3})?,\s?\d{5}\s[A-ZÅÄÖ][\wåäö-]+)"
)
_NEWS = re.compile(
    r"/(uutis\w*|ajankohtai\w*|tiedot\w*|blogi?|news|nyheter|artikkel\w*)/", re.IGNORECASE
)
_JOB = re.compile(r"\b(avoin työpaikka|haemme \w+(?:ia|aa|ää|ta|tä)? .*tehtävä\w*|hakuaika päättyy"
                  r"|lediga jobb|palkkaus|työsuhde on)\b", re.IGNORECASE)  # fmt: skip
_PROFESSIONAL = re.compile(
    r"\b(ammattilaisille|ammattilaisten käyttöön|toimintamallin|för yrkespersoner|"
    r"for professionals)\b",
    re.IGNORECASE,
)
_PERSON_BEFORE = re.compile(r"\b[A-ZÅÄÖ][a-zåäö]+(?:-[A-ZÅÄÖ][a-zåäö]+)?\s[A-ZÅÄÖ][a-zåäö]+\W*$")
_OFFICE = re.compile(r"neuvonta|asiakaspalvelu|palvelunumero|vaihde|ajanvaraus|puhelin|tukipuhelin|"
                     r"rådgivning|kundtjänst|växel|telefon|customer|switchboard|päivystys|keskus",
                     re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing a page says.

    Attributes:
        value: In the catalogue's form: a phone in international form ("+358 20 123 456"), an age
            as "min-max" with either end possibly absent, a price in euros ("12.50") or "free".
        sentence: Where it stands, at most `MAX_SENTENCE` characters.
        confidence: 0–1.
        unit: Of a price: "session", "day", "month", "year", "hour", or "" when none is told.
    """

    field: Field
    value: str
    sentence: str
    confidence: float
    unit: str = ""


def statements_of(page: Page) -> tuple[Statement, ...]:
    """Return what a page says, in the order of the page, the same thing once."""
    found: dict[tuple[str, str], Statement] = {}
    for statement in _all(page):
        found.setdefault((statement.field, statement.value), statement)
    return tuple(found.values())


def kind_of(page: Page) -> PageKind:
    """Tell what a page is; only "service" pages can become new services."""
    opening = f"{page.title}\n{page.text[:1500]}"
    types = {str(item.get("@type")) for item in page.data}
    if "JobPosting" in types or _JOB.search(opening):
        return "job"
    if _NEWS.search(page.url) or types & {"NewsArticle", "BlogPosting"}:
        return "news"
    if _PROFESSIONAL.search(opening):
        return "professional"
    if len(page.text) > 80 and (_SERVICE.search(opening) or _helps(page)):
        return "service"
    return "other"


def _helps(page: Page) -> bool:
    """Tell whether a page says how to get help: two of a price, hours, ages, steps, a number."""
    told = {said.field for said in statements_of(page)}
    return len(told & {"price", "hours", "age", "step", "phone", "form", "duration"}) > 1


_SERVICE = re.compile(r"kuntou|valmennu|vertaistu|sopeutumis|terapia|neuvonta|kurssi|rehabiliter|"
                      r"kamratstöd|rehabilitation|peer support", re.IGNORECASE)  # fmt: skip


def sentences_of(text: str) -> list[str]:
    """Split text to sentences; abbreviations such as "esim." and "klo 9.00" do not end one."""
    parts: list[str] = []
    for line in text.split("\n"):
        parts += re.split(r"(?<=[.!?])(?<!esim\.)(?<!puh\.)(?<!ark\.)(?<!klo\.)\s+(?=[A-ZÅÄÖ])",
                          line)  # fmt: skip
    return [part.strip()[:MAX_SENTENCE] for part in parts if part.strip()]


def _all(page: Page) -> Iterator[Statement]:
    if page.title:
        yield Statement("name", page.title, page.title, 0.9)
    sentences = sentences_of(page.text)
    first = next((s for s in sentences if len(s) > 40 and s != page.title), "")
    if first:
        yield Statement("summary", first, first, 0.6)
    for sentence in sentences:
        yield from _facts(sentence)
    for step in page.steps:
        yield Statement("step", step, step, 0.8)
    for line in sentences_of(page.whole):
        yield from _contacts(line)
        for value in dates_in(line):
            yield Statement("date", value, line, 0.8)
    if page.modified:
        yield Statement("date", page.modified, page.modified, 0.7)
    for field, value, confidence in structured(page.data, page.whole):
        yield Statement(cast("Field", field), value, value, confidence)


def _facts(sentence: str) -> Iterator[Statement]:
    for match in _PRICE.finditer(sentence):
        yield Statement("price", _euros(match), sentence, 0.8, _unit(sentence[match.end() :]))
    if _FREE.search(sentence) and not _NOT.search(sentence):
        yield Statement("price", "free", sentence, 0.7)
    lasting = [match.span() for match in _DURATION.finditer(sentence)]
    for match in _AGE_RANGE.finditer(sentence):
        low, high = int(match[1]), int(match[2])
        is_time = any(start <= match.start() < end for start, end in lasting)
        if low < high <= 120 and not is_time:
            yield Statement("age", f"{low}-{high}", sentence, 0.8)
    for match in _AGE_FROM.finditer(sentence):
        yield Statement("age", f"{int(match[1] or match[2])}-", sentence, 0.6)
    for match in _AGE_TO.finditer(sentence):
        yield Statement("age", f"-{int(match[1])}", sentence, 0.6)
    for match in _DURATION.finditer(sentence):
        yield Statement("duration", match[1], sentence, 0.8)
    if _ENDED.search(sentence):
        yield Statement("ended", sentence, sentence, 0.6)


def _contacts(line: str) -> Iterator[Statement]:
    for found in phonenumbers.PhoneNumberMatcher(line, "FI"):
        # A number beside a person's name belongs to that person, and is not ours to keep.
        before = line[: found.start].rstrip()
        if _PERSON_BEFORE.search(before) and not _OFFICE.search(before):
            continue
        yield Statement("phone", phone_form(found.number), line, 0.9)
    for match in _EMAIL.finditer(line):
        address = re.sub(r"\s?\(at\)\s?", "@", match[0]).lower()
        if _ROLE_MAIL.match(address):
            yield Statement("email", address, line, 0.9)
    for match in _ADDRESS.finditer(line):
        yield Statement("address", match[1], line, 0.8)
    for field, read in _READERS.items():
        for value in read(line):
            yield Statement(field, value, line, 0.8)


def phone_form(number: phonenumbers.PhoneNumber) -> str:
    """Return a number in international form."""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


_READERS: Mapping[Field, Callable[[str], Iterator[str]]] = {
    "hours": hours_in, "form": forms_in, "language": languages_in,
}  # fmt: skip
_UNITS = (
    ("session", r"käynti|käynniltä|kerta|kerralta|kerran|gång|besök|session|visit"),
    ("day", r"päivä|vuorokau|dag\b|dygn|day"), ("month", r"kuukau|kk\b|månad|month"),
    ("year", r"vuosi|vuodessa|vuodelta|år\b|year"), ("hour", r"tunti|tunnilta|timme|hour"),
)  # fmt: skip


def _unit(after: str) -> str:
    """Return the unit that stands right after a sum."""
    near = " ".join(after.split()[:3])
    return next((name for name, words in _UNITS if re.search(words, near, re.IGNORECASE)), "")


def _euros(match: re.Match[str]) -> str:
    whole = re.sub(r"\s", "", match[1])
    return str(Decimal(f"{whole}.{(match[2] or '0').ljust(2, '0')}"))
