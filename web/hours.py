"""Opening hours as written in Finnish to rows of a table: days and times. Pure.

Only a text that is nothing but days and times becomes a table; a word more ("chat", "vuonna 2021")
may change what the times mean, so such a text stays as it is written. A day that is not named is
not called closed: the source is silent about it.
"""

import re
from functools import lru_cache

from babel.dates import get_day_names

from catalog.text import Language

_BABEL: dict[Language, str] = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"}
_DAYS = ("ma", "ti", "ke", "to", "pe", "la", "su")
_LONG = ("maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai")
_SPANS = {
    "arkisin": (0, 4),
    "viikonloppuna": (5, 6),
    "viikonloppuisin": (5, 6),
    "joka päivä": (0, 6),
}
_DAY = rf"(?:{'|'.join(_LONG)})(?:i?sin)?|{'|'.join(_DAYS)}"
_CLOCK = r"\d{1,2}(?:[.:]\d{2})?"
_PART = re.compile(
    rf"(?P<days>(?:{_DAY}|{'|'.join(_SPANS)})(?:(?:\s*[–-]\s*|,\s*|\s+ja\s+)(?:{_DAY}))*)\s+"
    rf"(?:klo\s+|kello\s+)?(?P<open>{_CLOCK})\s*[–-]\s*(?P<close>{_CLOCK})(?:[,;]\s*|\.?$)",
    re.IGNORECASE,
)
_DAY_OR_DASH = re.compile(rf"[–-]|{_DAY}", re.IGNORECASE)
Hours = tuple[tuple[str, str], ...]


@lru_cache(maxsize=512)
def hours_table(text: str, lang: Language) -> Hours:
    """Return rows of (days in a language, times), or nothing when the text says more than that.

    Args:
        text: As in the catalogue, in Finnish: "ma–to 8–16, pe 8–15".
        lang: Language of the names of days.
    """
    rows, place = [], 0
    for part in _PART.finditer(text):
        if part.start() != place:
            return ()
        place = part.end()
        times = f"{part['open']}–{part['close']}"
        rows += [(_named(first, last, lang), times) for first, last in _spans(part["days"])]
    return tuple(rows) if place == len(text) else ()


def _spans(days: str) -> list[tuple[int, int]]:
    """Return the first and last day of each stretch that a list of days names."""
    if days.lower() in _SPANS:
        return [_SPANS[days.lower()]]
    spans: list[tuple[int, int]] = []
    is_range = False
    for word in _DAY_OR_DASH.findall(days):
        if word in "–-":
            is_range = True
            continue
        day = _DAYS.index(word[:2].lower())
        if is_range:
            spans[-1] = (spans[-1][0], day)
        else:
            spans.append((day, day))
        is_range = False
    return spans


def _named(first: int, last: int, lang: Language) -> str:
    names = get_day_names("wide", context="stand-alone", locale=_BABEL[lang])
    named = names[first] if first == last else f"{names[first]}–{names[last]}"
    return named[0].upper() + named[1:]
