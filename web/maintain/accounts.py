"""Maintainers' accounts in one small SQLite file: a name, an argon2 hash, a number for sessions.

Made by `kuntoutuspolku maintainer add`; nothing on the website makes an account or changes a
password. Hashing is argon2id with the library's own strength (style/dependencies.md).
"""

import secrets
import sqlite3
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from catalog.problems import ProductError

SHORTEST_PASSWORD = (
    12  # NIST SP 800-63B asks for 8 at least; these accounts change what people read
)
LONGEST_NAME = 60
_TRIES = 5
_WINDOW_S = 900.0
_SCHEMA = """
CREATE TABLE IF NOT EXISTS account (
    name TEXT PRIMARY KEY, hash TEXT NOT NULL, epoch TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS secret (key TEXT NOT NULL);
"""


class AccountError(ProductError):
    """An account could not be made; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Account:
    """A maintainer; `epoch` changes with the password, so that older sessions end."""

    name: str
    epoch: str


class Accounts:
    """Reads and writes the accounts' file; each call opens a connection."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._hasher = PasswordHasher()
        # Somebody unknown takes as long to refuse as somebody known.
        self._nobody = self._hasher.hash(secrets.token_hex())

    def add(self, name: str, password: str) -> None:
        """Make an account, or give an existing one a new password.

        Raises:
            AccountError: The name or the password will not do.
            OSError, sqlite3.Error: The file cannot be written.
        """
        clean = " ".join(name.split())
        if not clean or len(clean) > LONGEST_NAME or not clean.isprintable():
            raise AccountError(f"A name has 1–{LONGEST_NAME} printable characters.")
        if len(password) < SHORTEST_PASSWORD:
            raise AccountError(f"A password has at least {SHORTEST_PASSWORD} characters.")
        row = (clean, self._hasher.hash(password), secrets.token_hex(8))
        with self._open() as store:
            store.execute("INSERT OR REPLACE INTO account VALUES (?, ?, ?)", row)

    def remove(self, name: str) -> bool:
        """Remove an account; return whether there was one. Its sessions end at once."""
        with self._open() as store:
            return store.execute("DELETE FROM account WHERE name = ?", (name,)).rowcount > 0

    def names(self) -> tuple[str, ...]:
        """Return the names, sorted; none when there is no file."""
        if not self._path.exists():
            return ()
        with self._open() as store:
            return tuple(n for (n,) in store.execute("SELECT name FROM account ORDER BY name"))

    def get(self, name: str) -> Account | None:
        """Return an account, or None."""
        row = self._row(name)
        return Account(row[0], row[2]) if row else None

    def verify(self, name: str, password: str) -> Account | None:
        """Return the account when the password is right, else None."""
        row = self._row(" ".join(name.split()))
        try:
            self._hasher.verify(row[1] if row else self._nobody, password[:1000])
        except (VerificationError, InvalidHashError):
            return None
        return Account(row[0], row[2]) if row else None

    def secret(self) -> str:
        """Return the key that signs sessions; made once and kept in the same file."""
        with self._open() as store:
            row = store.execute("SELECT key FROM secret").fetchone()
            if row is None:
                row = (secrets.token_urlsafe(32),)
                store.execute("INSERT INTO secret VALUES (?)", row)
        return str(row[0])

    def _row(self, name: str) -> tuple[str, str, str] | None:
        if not self._path.exists():
            return None
        with self._open() as store:
            found = store.execute("SELECT * FROM account WHERE name = ?", (name,)).fetchone()
        return (found[0], found[1], found[2]) if found else None

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._path, timeout=10)) as store, store:
            store.executescript(_SCHEMA)
            yield store
        self._path.chmod(0o600)


def _plain(name: str) -> str:
    """Return a name as an account has it, so that added blanks make no new one."""
    return " ".join(name.split())[:LONGEST_NAME]


@dataclass(slots=True)
class Tries:
    """Five wrong passwords for a name in a quarter of an hour, then a pause; no address is kept."""

    _wrong: dict[str, deque[float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, name: str) -> bool:
        """Count a try before it is made and tell whether it may be; a right one is forgotten after.

        Counted first, so that many tries at the same moment are not all let through.
        """
        with self._lock:
            recent = self._recent(name)
            if len(recent) >= _TRIES:
                return False
            recent.append(monotonic())
            return True

    def succeeded(self, name: str) -> None:
        """Forget what was counted for a name."""
        with self._lock:
            self._wrong.pop(_plain(name), None)

    def _recent(self, name: str) -> deque[float]:
        since = monotonic() - _WINDOW_S
        for key in [k for k, times in self._wrong.items() if not times or times[-1] < since]:
            del self._wrong[key]
        times = self._wrong.setdefault(_plain(name), deque(maxlen=_TRIES))
        while times and times[0] < since:
            times.popleft()
        return times
