"""Hours, languages of service, forms and dates in a sentence, in the catalogue's forms; pure."""

import re
from collections.abc import Iterator
from datetime import date

_DAYS = ("ma", "ti", "ke", "to", "pe", "la", "su")
_DAY_WORDS = {
    "ma": 0, "ti": 1, "ke": 2, "to": 3, "pe": 4, "la": 5, "su": 6,
    "maanantai": 0, "tiistai": 1, "keskiviikko": 2, "torstai": 3, "perjantai": 4, "lauantai": 5,
    "sunnuntai": 6, "maanantaisin": 0, "tiistaisin": 1, "keskiviikkoisin": 2, "torstaisin": 3,
    "perjantaisin": 4, "lauantaisin": 5, "sunnuntaisin": 6, "maanantaista": 0, "perjantaihin": 4,
    "sunnuntaihin": 6, "torstaihin": 3, "lauantaihin": 5,
    "mån": 0, "må": 0, "tis": 1, "ons": 2, "tors": 3, "fre": 4, "lör": 5, "sön": 6,
    "måndag": 0, "tisdag": 1, "onsdag": 2, "torsdag": 3, "fredag": 4, "lördag": 5, "söndag": 6,
    "mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6,
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5,
    "sunday": 6,
}  # fmt: skip
_SPANS = {
    "arkisin": (0, 4), "arkipäivisin": (0, 4), "vardagar": (0, 4), "weekdays": (0, 4),
    "joka päivä": (0, 6), "päivittäin": (0, 6), "varje dag": (0, 6), "dagligen": (0, 6),
    "every day": (0, 6), "daily": (0, 6), "viikonloppuisin": (5, 6),
}  # fmt: skip
_DAY = "|".join(sorted(_DAY_WORDS, key=len, reverse=True))
_WHEN = re.compile(
    rf"\b(?:(?P<span>{'|'.join(_SPANS)})|(?P<first>{_DAY})"
    rf"(?:\s?[–—-]\s?(?P<last>{_DAY})|\s(?P<to>{_DAY})|\s(?:ja|och|and)\s(?P<also>{_DAY}))?)"
    r"\.?,?:?\s(?:(?:klo|kl)\.?\s)?"
    r"(?P<open>\d{1,2})(?:[.:](?P<open_min>\d{2}))?\s?[–—-]\s?"
    r"(?P<close>\d{1,2})(?:[.:](?P<close_min>\d{2}))?(?![.:]?\d)",
    re.IGNORECASE,
)
_ALWAYS = re.compile(r"\b(ympäri vuorokauden|24/7|24 h|dygnet runt|around the clock|24 hours)\b",
                     re.IGNORECASE)  # fmt: skip
_FORM = re.compile(r"\b(KU|OM|SV|EV|AE|VA|TT|OT|SS|LA)\s?(\d{1,3}[a-z]?)\b")
_SERVED = re.compile(
    r"palvelukiel|palvelemme|palvelua saa|palvelua annetaan|puhumme|kielet:|på vilka språk|"
    r"betjänar|service(?:n)? (?:ges|fås) på|språk:|languages?:|we speak|service is available in|"
    r"service in |neuvontaa saa|keskustella voit",
    re.IGNORECASE,
)
_LANGUAGES = {
    "fi": r"suome[nk]\w*|suomeksi|finska|finnish", "sv": r"ruotsi\w*|svenska|swedish",
    "en": r"englan\w*|engelska|english", "se": r"saame\w*|samiska|sámi|sami",
    "ru": r"venäj\w*|ryska|russian", "ar": r"arabia\w*|arabiska|arabic",
    "et": r"viro\w*|estniska|estonian", "so": r"somali\w*", "uk": r"ukraina\w*|ukrainska|ukrainian",
}  # fmt: skip
_DATED = re.compile(
    r"(?:päivitetty|päivitys|julkaistu|muokattu|uppdaterad|publicerad|updated|published|"
    r"last modified)\s?(?:on|:|den)?\s?(\d{1,2})[./]\s?(\d{1,2})[./]\s?(\d{4})",
    re.IGNORECASE,
)


def hours_in(sentence: str) -> Iterator[str]:
    """Give opening hours as "ma-pe 09:00-15:00"; around the clock is "ma-su 00:00-24:00"."""
    for match in _WHEN.finditer(sentence):
        start, end = int(match["open"]), int(match["close"])
        begin, until = match["open_min"] or "00", match["close_min"] or "00"
        for first, last in _days(match):
            if start < end <= 24 and first <= last:
                days = _DAYS[first] if first == last else f"{_DAYS[first]}-{_DAYS[last]}"
                yield f"{days} {start:02}:{begin}-{end:02}:{until}"
    if _ALWAYS.search(sentence):
        yield "ma-su 00:00-24:00"


def _days(match: re.Match[str]) -> tuple[tuple[int, int], ...]:
    """Return first and last day of each span a match names."""
    if match["span"]:
        return (_SPANS[match["span"].lower()],)
    first = _DAY_WORDS[match["first"].lower()]
    if match["also"]:
        also = _DAY_WORDS[match["also"].lower()]
        return (first, first), (also, also)
    return ((first, _DAY_WORDS[(match["last"] or match["to"] or match["first"]).lower()]),)


def forms_in(sentence: str) -> Iterator[str]:
    """Give codes of forms as "KU 132"."""
    for match in _FORM.finditer(sentence):
        yield f"{match[1]} {match[2]}"


def languages_in(sentence: str) -> Iterator[str]:
    """Give codes of the languages a sentence says help is given in."""
    if _SERVED.search(sentence):
        for code, words in _LANGUAGES.items():
            if re.search(rf"\b(?:{words})\b", sentence, re.IGNORECASE):
                yield code


def dates_in(sentence: str) -> Iterator[str]:
    """Give the days on which a page says that it was written or renewed, as "2026-03-12"."""
    for match in _DATED.finditer(sentence):
        try:
            yield date(int(match[3]), int(match[2]), int(match[1])).isoformat()
        except ValueError:
            continue
