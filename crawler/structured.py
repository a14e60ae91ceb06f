"""What a page says of itself in JSON-LD and microdata, in the catalogue's forms; pure.

Nobody sees such data on the page, so it is easily old or wrong: it counts as read only when the
page's own text says the same, and else with so little confidence that nothing follows from it.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

import phonenumbers

SEEN, UNSEEN = 0.9, 0.3
_TYPES = frozenset({
    "Organization", "NGO", "LocalBusiness", "MedicalBusiness", "MedicalOrganization", "Service",
    "GovernmentService", "GovernmentOrganization", "MedicalClinic", "Course", "Place",
})  # fmt: skip
_DAYS = {
    "Mo": "ma", "Tu": "ti", "We": "ke", "Th": "to", "Fr": "pe", "Sa": "la", "Su": "su",
}  # fmt: skip
_HOURS = re.compile(
    r"(Mo|Tu|We|Th|Fr|Sa|Su)(?:-(Mo|Tu|We|Th|Fr|Sa|Su))?\s(\d{2}:\d{2})-(\d{2}:\d{2})"
)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_FREE = r"\b(?:maksut|ilmai|gratis|avgiftsfri|kostnadsfri|free of charge)"
_LONGEST = 300


def structured(data: Iterator[Mapping[str, Any]] | tuple[Mapping[str, Any], ...], whole: str) -> (
    Iterator[tuple[str, str, float]]
):  # fmt: skip
    """Give field, value and confidence of every fact in a page's structured data.

    Args:
        data: JSON-LD objects, and microdata items in the same form.
        whole: The page's visible text.
    """
    figures, said = _figures(whole), whole.casefold()
    for item in data:
        if not _types(item) & _TYPES:
            continue
        for field, value, shown in _facts(item):
            # Nobody writes the day of a change into the text as machines do.
            is_seen = (
                field == "date"
                or (field == "phone" and _figures(value)[-6:] in figures)
                or re.search(shown, said) is not None
            )
            yield field, value, SEEN if is_seen else UNSEEN


def _facts(item: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Give field, value in our form, and a pattern of how a page says it, in small letters."""
    for text in _texts(item.get("telephone")):
        try:
            number = phonenumbers.parse(text, "FI")
        except phonenumbers.NumberParseException:
            continue
        form = phonenumbers.PhoneNumberFormat.INTERNATIONAL
        yield "phone", phonenumbers.format_number(number, form), _alone(text)
    for text in _texts(item.get("email")):
        address = text.removeprefix("mailto:").lower()
        yield "email", address, _alone(address)
    for place in _items(item.get("address")):
        parts = [place.get(key) for key in ("streetAddress", "postalCode", "addressLocality")]
        street, code, town = (part if isinstance(part, str) else "" for part in parts)
        if street and code and town:
            yield "address", f"{street}, {code} {town}", _alone(street)
    for text in _texts(item.get("openingHours")):
        for first, last, start, end in _HOURS.findall(text):
            days = _DAYS[first] + (f"-{_DAYS[last]}" if last and last != first else "")
            yield "hours", f"{days} {start}-{end}", rf"{_clock(start)}\s?[–—-]\s?{_clock(end)}"
    for offer in _items(item.get("offers")):
        for text in _texts(offer.get("price")):
            try:
                price = Decimal(text.replace(",", "."))
            except InvalidOperation:
                continue
            yield (
                ("price", "free", _FREE) if price == 0 else ("price", f"{price:.2f}", _sum(price))
            )
    for text in _texts(item.get("dateModified")):
        if found := _DATE.match(text):
            yield "date", found[0], ""


def _figures(text: str) -> str:
    return re.sub(r"\D", "", text)


def _alone(text: str) -> str:
    """Return a pattern for words that are no part of longer ones, nor of a longer address."""
    return rf"(?<![\w.+-]){re.escape(text.casefold())}(?![.-]?\w)"


def _clock(time: str) -> str:
    """Return a pattern for "09:00" as people write it: "9", "9.00", "09:00"."""
    hour, minute = time.split(":")
    minutes = rf"[.:]{minute}"
    return rf"(?<!\d)0?{int(hour)}(?:{minutes}){'?' if minute == '00' else ''}(?![.:]?\d)"


def _sum(price: Decimal) -> str:
    """Return a pattern for a sum as people write it: "45", "45,5", "45,50"."""
    whole, cents = f"{price:.2f}".split(".")
    tail = rf"[.,]{cents[0]}{cents[1]}{'?' if cents[1] == '0' else ''}"
    return rf"(?<![\d.,]){whole}(?:{tail}){'?' if cents == '00' else ''}(?![.,]?\d)"


def _types(item: Mapping[str, Any]) -> set[str]:
    return set(_texts(item.get("@type")))


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [str(v)[:_LONGEST] for v in values[:10] if isinstance(v, str | int | float)]


def _items(value: Any) -> list[Mapping[str, Any]]:
    values = value if isinstance(value, list) else [value]
    return [v for v in values[:10] if isinstance(v, dict)]
