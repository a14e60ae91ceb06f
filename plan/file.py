"""A plan as the file a person keeps: read with every fault told, written whole, sealed if wished.

Sealing: a key from the passphrase by scrypt (n 2^15, r 8, p 1; RFC 7914) for Fernet
(AES-128-CBC with HMAC-SHA256), both of the library `cryptography`. Who forgets the passphrase has
lost the file; nobody else has a copy.
"""

import base64
import json
import os
from datetime import date

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from pydantic import ValidationError

from plan.model import VERSION, Plan

MOST_BYTES = 1_000_000
_SEALED = "kuntoutuspolku-plan-sealed"
_SALT_BYTES = 16


class PlanFileError(ValueError):
    """The file is no plan we can open; `faults` say why, one sentence each. Nothing is changed."""

    def __init__(self, *faults: str) -> None:
        self.faults = faults
        super().__init__(" ".join(faults))


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
        raise PlanFileError(f"The file is larger than {MOST_BYTES // 1000} kB; a plan is smaller.")
    given = _json(content)
    if given.get("kind") == _SEALED:
        given = _json(_open(given, passphrase))
    if given.get("kind") != "kuntoutuspolku-plan":
        raise PlanFileError("The file is not a plan of Kuntoutuspolku.")
    version = given.get("version")
    if not isinstance(version, int) or version > VERSION:
        raise PlanFileError(f"The plan is of version {version}; this program reads {VERSION}.")
    try:
        return Plan.model_validate(given)
    except ValidationError as error:
        raise PlanFileError(*_faults(error)) from None


def _faults(error: ValidationError) -> list[str]:
    faults = []
    for fault in error.errors(include_url=False, include_context=False)[:20]:
        where = " › ".join(str(part) for part in fault["loc"])
        faults.append(f"{where}: {fault['msg']}.")
    return faults


def _json(content: bytes) -> dict[str, object]:
    try:
        given = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise PlanFileError("The file is damaged or is not a plan: it cannot be read.") from None
    if not isinstance(given, dict):
        raise PlanFileError("The file is not a plan of Kuntoutuspolku.")
    return given


def seal(plan: Plan, passphrase: str) -> str:
    """Return the text of a sealed file.

    Raises:
        PlanFileError: The passphrase has fewer than eight characters.
    """
    if len(passphrase) < 8:
        raise PlanFileError("Choose a passphrase of at least eight characters.")
    salt = os.urandom(_SALT_BYTES)
    content = Fernet(_key(passphrase, salt)).encrypt(dump(plan).encode())
    sealed = {
        "kind": _SEALED, "version": VERSION, "salt": base64.b64encode(salt).decode(),
        "content": content.decode(),
    }  # fmt: skip
    return json.dumps(sealed, indent=1) + "\n"


def _open(sealed: dict[str, object], passphrase: str) -> bytes:
    if not passphrase:
        raise PassphraseNeededError("The file is sealed. Give its passphrase.")
    try:
        salt = base64.b64decode(str(sealed["salt"]), validate=True)
        return Fernet(_key(passphrase, salt)).decrypt(str(sealed["content"]).encode())
    except (KeyError, ValueError):
        raise PlanFileError("The sealed file is damaged.") from None
    except InvalidToken:
        raise PassphraseNeededError(
            "The passphrase is wrong, or the file has been changed."
        ) from None


def _key(passphrase: str, salt: bytes) -> bytes:
    derived = Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(passphrase.encode())
    return base64.urlsafe_b64encode(derived)


def empty(starts_on: date, ends_on: date, preset: str) -> Plan:
    """Return a plan without contents for a span of days."""
    return Plan(starts_on=starts_on, ends_on=ends_on, preset=preset)
