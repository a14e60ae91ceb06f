"""Interface words by gettext, and dates, sums and phone numbers in the forms of each language.

The words are in web/locale/<language>/LC_MESSAGES/*.po under short English keys, one file for each
part of the site. Every key stands once and in all three languages (a test fails otherwise).
Nothing falls back silently to another language.
"""

import gettext
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import phonenumbers
from babel.core import negotiate_locale
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal
from markupsafe import Markup, escape

from catalog.text import LANGUAGES, Language

LOCALE_DIR = Path(__file__).parent / "locale"
# English dates and sums as they are written in Europe, not in America.
_BABEL: dict[Language, str] = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"}
_PARTIAL = re.compile(r"^(\d{4})(?:-(\d{2}))?$")


class MissingMessage(KeyError):  # noqa: N818  (reads as what happened)
    """A key without words in a language: a fault of ours, found by tests."""


@dataclass(frozen=True, slots=True)
class Words:
    """The interface words of one language."""

    lang: Language
    catalogue: gettext.NullTranslations

    def text(self, key: str, /, **values: object) -> Markup:
        """Return the words of a key, safe inside HTML, with values put in and escaped.

        Raises:
            MissingMessage: The key has no words in this language.
        """
        found = self.catalogue.gettext(key)
        if found == key:
            raise MissingMessage(f"{self.lang}: {key}")
        return Markup(escape(found)) % values if values else Markup(escape(found))  # noqa: S704  (escaped here)

    def count(self, key: str, n: int, /, **values: object) -> Markup:
        """Return the words of a key for a number, which they may use as %(n)s."""
        found = self.catalogue.ngettext(key, key, n)
        if found == key:
            raise MissingMessage(f"{self.lang}: {key}")
        return Markup(escape(found)) % {"n": number(n, self.lang), **values}  # noqa: S704  (escaped here)

    def has(self, key: str) -> bool:
        """Tell whether the key has words."""
        return self.catalogue.gettext(key) != key


def load_words(folder: Path = LOCALE_DIR) -> Mapping[Language, Words]:
    """Read the words of every language: the compiled file when it is newer, else the source."""
    return {lang: Words(lang, _read_all(folder / lang / "LC_MESSAGES")) for lang in LANGUAGES}


def _read_all(folder: Path) -> gettext.NullTranslations:
    first, *others = [_read(source) for source in sorted(folder.glob("*.po"))]
    for other in others:
        first.add_fallback(other)
    return first


def _read(source: Path) -> gettext.GNUTranslations:
    compiled = source.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
        with compiled.open("rb") as file:
            return gettext.GNUTranslations(file)
    buffer = io.BytesIO()
    with source.open("rb") as file:
        write_mo(buffer, read_po(file))
    buffer.seek(0)
    return gettext.GNUTranslations(buffer)


def preferred_language(accept_language: str) -> Language:
    """Return the language that an Accept-Language header likes best; Finnish when none."""
    wishes: list[tuple[float, int, str]] = []
    for place, part in enumerate(accept_language.split(",")[:20]):
        tag, _, rest = part.strip().partition(";")
        weight = re.search(r"q=([01](?:\.\d{0,3})?)$", rest.replace(" ", ""))
        wishes.append((-float(weight[1]) if weight else -1.0, place, tag.strip()))
    tags = [tag for weight, _, tag in sorted(wishes) if weight < 0 and tag]
    found = negotiate_locale([t.replace("-", "_").lower() for t in tags], list(LANGUAGES))
    return next((lang for lang in LANGUAGES if lang == (found or "")), "fi")


@lru_cache(maxsize=4096)
def day(value: date | str, lang: Language) -> str:
    """Return a day, month or year as a language writes it: "25.11.2026", "11/2026", "2026"."""
    text = value if isinstance(value, str) else value.isoformat()
    if partial := _PARTIAL.match(text):
        year, month = partial.groups()
        return f"{int(month)}/{year}" if month else year
    whole = date.fromisoformat(text)
    if lang == "en":
        return format_date(whole, "d MMMM yyyy", locale=_BABEL[lang])
    return format_date(whole, "d.M.yyyy", locale=_BABEL[lang])


def euros(value: Decimal, lang: Language) -> str:
    """Return a sum of money: whole euros without decimals, cents with two."""
    pattern = "#,##0\u00a0¤" if value == value.to_integral_value() else "#,##0.00\u00a0¤"
    if lang == "en":
        pattern = "¤" + pattern.removesuffix("\u00a0¤")
    return format_currency(value, "EUR", pattern, locale=_BABEL[lang], currency_digits=False)


def number(value: int, lang: Language) -> str:
    """Return a whole number with the language's own grouping."""
    return str(format_decimal(value, locale=_BABEL[lang]))


@lru_cache(maxsize=1024)
def phone_link(value: str) -> str | None:
    """Return what a tel: link needs for a Finnish number, or None when it cannot be dialled.

    Short numbers such as 112 stay as they are; others become international.
    """
    digits = re.sub(r"[^\d+]", "", value)
    if re.fullmatch(r"1\d{2,5}", digits):
        return digits
    try:
        parsed = phonenumbers.parse(value, "FI")
    except phonenumbers.NumberParseException:
        return None
    # Service numbers (0600, 0800, 020) do not work from abroad in every net: dial as printed.
    if digits.startswith("0") and not phonenumbers.is_valid_number(parsed):
        return digits
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
