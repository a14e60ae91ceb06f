"""Text in the product's three languages, and the rule for choosing one.

Nothing is translated here and nothing falls back silently: whoever asks for a language gets the
text together with the language it is really in, so that the page can mark it and say so.
"""

from typing import Literal, NamedTuple, cast

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

Language = Literal["fi", "sv", "en"]
LANGUAGES: tuple[Language, ...] = ("fi", "sv", "en")


class Chosen(NamedTuple):
    """A text and the language it is in."""

    text: str
    lang: Language


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class LocalizedText:
    """The same text in Finnish, Swedish and English; None means it has not been written."""

    fi: str | None = None
    sv: str | None = None
    en: str | None = None

    def get(self, lang: Language) -> str | None:
        """Return the text in exactly this language, or None when there is none."""
        return cast("str | None", getattr(self, lang))

    def choose(self, lang: Language) -> Chosen:
        """Return the text in `lang`, else in Finnish, Swedish or English, in that order.

        The second member tells which language was chosen. An entirely empty text gives
        an empty string marked as `lang`.
        """
        for candidate in (lang, *LANGUAGES):
            text = self.get(candidate)
            if text:
                return Chosen(text, candidate)
        return Chosen("", lang)

    def items(self) -> tuple[tuple[Language, str], ...]:
        """Return the languages that have a text, with the text, in the order fi, sv, en."""
        return tuple((lang, text) for lang in LANGUAGES if (text := self.get(lang)))

    def __bool__(self) -> bool:
        return any((self.fi, self.sv, self.en))


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class LocalizedList:
    """Several texts in each language, such as other names; lengths may differ."""

    fi: tuple[str, ...] = ()
    sv: tuple[str, ...] = ()
    en: tuple[str, ...] = ()

    def get(self, lang: Language) -> tuple[str, ...]:
        """Return the texts in exactly this language; empty when there are none."""
        return cast("tuple[str, ...]", getattr(self, lang))

    def items(self) -> tuple[tuple[Language, str], ...]:
        """Return every text with its language, fi first."""
        return tuple((lang, text) for lang in LANGUAGES for text in self.get(lang))

    def choose(self, lang: Language) -> tuple[tuple[str, ...], Language]:
        """Return the list in `lang`, else in the first language that has one, and that language."""
        for candidate in (lang, *LANGUAGES):
            texts = self.get(candidate)
            if texts:
                return texts, candidate
        return (), lang

    def __bool__(self) -> bool:
        return bool(self.fi or self.sv or self.en)
