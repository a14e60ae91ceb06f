"""A plan as the file a person keeps: read with every fault told, written whole, sealed if wished.

Sealing: a key from the passphrase by scrypt (n 2^15, r 8, p 1; RFC 7914) for Fernet
(AES-128-CBC with HMAC-SHA256), both of the library `cryptography`. Who forgets the passphrase has
lost the file; nobody else has a copy.
"""

import base64
import json
import os
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from pydantic import ValidationError

from plan.model import VERSION, Plan

MOST_BYTES = 1_000_000
_SEALED = "kuntoutuspolku-plan-sealed"
_SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class FileFault:
    """One reason why a file was not opened.

    Attributes:
        code: Names the reason; the pages have words for each in three languages.
        say: The reason in English, one sentence, for the command line.
        about: What it is about: a place in the file, a version, a size; "" when nothing more.
    """

    code: Literal[
        "large", "damaged", "foreign", "newer", "wrong", "sealed", "sealed_damaged", "passphrase",
        "short",
    ]  # fmt: skip
    say: str
    about: str = ""

    def __str__(self) -> str:
        return self.say


class PlanFileError(ValueError):
    """The file is no plan we can open; `faults` say why. Nothing is changed."""

    def __init__(self, *faults: FileFault) -> None:
        self.faults = faults
        super().__init__(" ".join(map(str, faults)))


_FOREIGN = FileFault("foreign", "The file is not a plan of Kuntoutuspolku.")


class PassphraseNeededError(PlanFileError):
    """The file is sealed and no passphrase, or a wrong one, was given."""


def dump(plan: Plan) -> str:
    """Return the text of a plan's file: JSON, readable, the same plan always the same text."""
    return json.dumps(plan.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"


def load(content: bytes, passphrase: str = "") -> Plan:
    """Read a plan's file.

    Args:
        content: The file; at most a million bytes.
        passphrase: For a sealed file.

    Raises:
        PassphraseNeededError: It is sealed and the passphrase does not open it.
        PlanFileError: It is too large, damaged, of another program or of a newer version.
    """
    if len(content) > MOST_BYTES:
        size = f"{MOST_BYTES // 1000} kB"
        raise PlanFileError(
            FileFault("large", f"The file is larger than {size}; a plan is smaller.", size)
        )
    given = _json(content)
    if given.get("kind") == _SEALED:
        given = _json(_open(given, passphrase))
    if given.get("kind") != "kuntoutuspolku-plan":
        raise PlanFileError(_FOREIGN)
    version = given.get("version")
    if not isinstance(version, int) or not 1 <= version <= VERSION:
        raise PlanFileError(
            FileFault("newer", f"The plan is of version {version}; this program reads {VERSION}.",
                      str(version)[:20])
        )  # fmt: skip
    try:
        return Plan.model_validate(_renewed(given, version))
    except ValidationError as error:
        raise PlanFileError(*_faults(error)) from None


def _renewed(given: dict[str, object], version: int) -> dict[str, object]:
    """Return a plan of an older version in today's form; what it holds stays as it was.

    Version 2 (November 2026) added alternatives of the budget, the checklist of social
    rehabilitation and who answered a measure; all may be missing.
    """
    return {**given, "version": VERSION} if version < VERSION else given


def _faults(error: ValidationError) -> list[FileFault]:
    faults = []
    for fault in error.errors(include_url=False, include_context=False)[:20]:
        where = " › ".join(str(part) for part in fault["loc"])
        faults.append(FileFault("wrong", f"{where}: {fault['msg']}.", where))
    return faults


def _json(content: bytes) -> dict[str, object]:
    try:
        given = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise PlanFileError(
            FileFault("damaged", "The file is damaged or is not a plan: it cannot be read.")
        ) from None
    if not isinstance(given, dict):
        raise PlanFileError(_FOREIGN)
    return given


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a plan's file, for other programs; data/schema/plan.schema.json."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A person's own plan of Kuntoutuspolku",
        **Plan.model_json_schema(mode="validation"),
    }


def seal(plan: Plan, passphrase: str) -> str:
    """Return the text of a sealed file.

    Raises:
        PlanFileError: The passphrase has fewer than eight characters.
    """
    if len(passphrase) < 8:
        raise PlanFileError(FileFault("short", "Choose a passphrase of at least eight characters."))
    salt = os.urandom(_SALT_BYTES)
    content = Fernet(_key(passphrase, salt)).encrypt(dump(plan).encode())
    sealed = {
        "kind": _SEALED, "version": VERSION, "salt": base64.b64encode(salt).decode(),
        "content": content.decode(),
    }  # fmt: skip
    return json.dumps(sealed, indent=1) + "\n"


def _open(sealed: dict[str, object], passphrase: str) -> bytes:
    if not passphrase:
        raise PassphraseNeededError(FileFault("sealed", "The file is sealed. Give its passphrase."))
    try:
        salt = base64.b64decode(str(sealed["salt"]), validate=True)
        return Fernet(_key(passphrase, salt)).decrypt(str(sealed["content"]).encode())
    except (KeyError, ValueError):
        raise PlanFileError(FileFault("sealed_damaged", "The sealed file is damaged.")) from None
    except InvalidToken:
        raise PassphraseNeededError(
            FileFault("passphrase", "The passphrase is wrong, or the file has been changed.")
        ) from None


def _key(passphrase: str, salt: bytes) -> bytes:
    derived = Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(passphrase.encode())
    return base64.urlsafe_b64encode(derived)


def empty(starts_on: date, ends_on: date, preset: str) -> Plan:
    """Return a plan without contents for a span of days."""
    return Plan(starts_on=starts_on, ends_on=ends_on, preset=preset)
