"""An address that is nearly one of ours to the right one; pure.

People type addresses, and links are cut or put together by hand: capitals, slashes too many, a path
word of another language, the language left out. Where only the form is wrong there is a page.
"""

import re

from catalog.text import LANGUAGES, Language
from web.urls import PATHS

_SLASHES = re.compile(r"/{2,}")
_LONGEST = 300


def nearest_path(path: str) -> str | None:
    """Return the path of ours that a wrong one stands for, or None when none is plain.

    The result never leads to itself again: asking with it gives None.
    """
    if len(path) > _LONGEST or not path.isascii() or not path.isprintable() or "\\" in path:
        return None
    plain = _SLASHES.sub("/", path).lower()
    first, _, rest = plain.strip("/").partition("/")
    lang = next((known for known in LANGUAGES if known == first), None)
    words = rest if lang else plain.strip("/")
    meant = _in_language(words, lang)
    if meant is None:
        return None
    return meant if meant != path else None


def _in_language(words: str, lang: Language | None) -> str | None:
    """Return our path for path words of any language, in `lang` or in the words' own one."""
    if not words:
        return f"/{lang}/" if lang else None
    asked = words.split("/")
    found: list[tuple[int, str]] = []
    for paths in PATHS.values():
        for own, template in paths.items():
            parts = template.split("/")
            filled = _filled(parts, asked) if template else None
            if filled is not None:
                target = lang or own
                path = paths[target].replace("{id}", filled)
                # Exact words say more than a place for an id ("plan/{id}" fits much).
                score = 2 * sum(a == b for a, b in zip(parts, asked, strict=True)) + (own == lang)
                found.append((score, f"/{target}/{path}"))
    return max(found)[1] if found else None


def _filled(parts: list[str], asked: list[str]) -> str | None:
    """Return what stands for "{id}", "" when the words have none, or None when they do not fit."""
    if len(parts) != len(asked):
        return None
    value = ""
    for part, word in zip(parts, asked, strict=True):
        if part == "{id}":
            value = word
        elif part != word:
            return None
    return value
