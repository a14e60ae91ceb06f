"""The answers in one encrypted cookie: only this server can read it, and only for a day.

Fernet (AES-128-CBC with HMAC-SHA256) of the library `cryptography` over compressed JSON. The first
key seals, all keys open, so that a key can be replaced while people are in the middle. A cookie
that was tampered with, is too old, of an older form or of another server counts as no cookie.
"""

import json
import zlib
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from catalog.problems import ConfigError
from web.guide.answers import Answers

NAME = "guide"
LIFE_S = 24 * 3600  # WCAG 2.2.1: no limit under 20 hours; gone with the browser session before
MOST_BYTES = 3800  # browsers keep 4,096 with name and attributes
_VERSION = 1
_MOST_OPENED = 200_000  # of compressed JSON; a cookie of ours is under 20 kB


class TooManyAnswers(ValueError):  # noqa: N818  (reads as what happened)
    """The answers do not fit into a cookie."""


@dataclass(frozen=True)
class Seal:
    """Seals and opens answers."""

    box: MultiFernet

    @classmethod
    def of(cls, keys: str) -> "Seal":
        """Return the seal for keys separated by commas; a new random key when there is none.

        Raises:
            ConfigError: A key is not a Fernet key.
        """
        given = [key.strip() for key in keys.split(",") if key.strip()]
        try:
            boxes = [Fernet(key) for key in given or [Fernet.generate_key().decode()]]
        except ValueError as error:
            raise ConfigError(
                "KUNTOUTUSPOLKU_GUIDE_KEYS: a key is 32 bytes in URL-safe base64. Make one with: "
                "kuntoutuspolku guide-key"
            ) from error
        return cls(MultiFernet(boxes))

    def close(self, answers: Answers) -> str:
        """Return the cookie's value.

        Raises:
            TooManyAnswers: It would not fit.
        """
        text = json.dumps([_VERSION, answers.by_question], ensure_ascii=False)
        sealed = self.box.encrypt(zlib.compress(text.encode("utf-8", "replace"), 9)).decode()
        if len(sealed) > MOST_BYTES:
            raise TooManyAnswers(len(sealed))
        return sealed

    def open(self, value: str | None) -> Answers | None:
        """Return the answers of a cookie's value, or None when it holds none that we can read."""
        if not value:
            return None
        try:
            packed = self.box.decrypt(value.encode(), ttl=LIFE_S)
            opened = zlib.decompressobj()
            text = opened.decompress(packed, _MOST_OPENED)
            version, by_question = json.loads(text)
            kept = {
                str(question): tuple((str(key), str(text)) for key, text in pairs)
                for question, pairs in by_question.items()
            }
        except (InvalidToken, zlib.error, ValueError, TypeError, AttributeError):
            return None
        return Answers(kept) if version == _VERSION else None
