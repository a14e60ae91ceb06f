"""What visitors wrote, in one small SQLite file: what they typed, the page, the day; nothing else.

Read by maintainers with `waiting`; `settle` takes a message out of the queue and forgets the e-mail
address, which is kept only to be answered.
"""

import sqlite3
from collections import deque
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import monotonic

_TABLE = """
CREATE TABLE IF NOT EXISTS feedback (
  id INTEGER PRIMARY KEY, day TEXT NOT NULL, kind TEXT NOT NULL, service TEXT NOT NULL,
  page TEXT NOT NULL, text TEXT NOT NULL, email TEXT NOT NULL, settled TEXT)
"""
KINDS = ("error", "missing", "accessibility", "other")


@dataclass(frozen=True, slots=True)
class Message:
    """A message.

    Attributes:
        kind: One of `KINDS`.
        service: Id of the service it is about, or empty.
        page: Path of the page it was sent from, without its query, or empty.
        email: Where an answer is wanted, or empty.
        id: Given by the store; 0 before.
    """

    day: date
    kind: str
    service: str
    page: str
    text: str
    email: str
    id: int = 0


def add(path: Path, message: Message) -> None:
    """Keep a message.

    Raises:
        sqlite3.Error, OSError: It could not be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    values = (message.day.isoformat(), message.kind, message.service, message.page, message.text)
    with _open(path) as store:
        store.execute(
            "INSERT INTO feedback (day, kind, service, page, text, email)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (*values, message.email),
        )


def waiting(path: Path) -> tuple[Message, ...]:
    """Return the messages nobody has settled, oldest first; none when there is no file."""
    if not path.exists():
        return ()
    with _open(path) as store:
        rows = store.execute(
            "SELECT day, kind, service, page, text, email, id FROM feedback"
            " WHERE settled IS NULL ORDER BY id"
        ).fetchall()
    return tuple(Message(date.fromisoformat(row[0]), *row[1:]) for row in rows)


def settle(path: Path, message_id: int, on: date) -> None:
    """Mark a message as dealt with and forget the address for the answer."""
    with _open(path) as store:
        store.execute(
            "UPDATE feedback SET settled = ?, email = '' WHERE id = ?", (on.isoformat(), message_id)
        )


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, timeout=5)) as store, store:
        store.execute("PRAGMA secure_delete = ON")  # what is forgotten leaves the file too
        store.execute(_TABLE)
        yield store


@dataclass(slots=True)
class Limit:
    """At most `most` messages in `seconds` from all visitors together: no address is remembered."""

    most: int = 20
    seconds: float = 60
    _times: deque[float] = field(default_factory=deque)

    def allows(self) -> bool:
        """Count one message; False when there have been too many just now."""
        now = monotonic()
        while self._times and self._times[0] < now - self.seconds:
            self._times.popleft()
        if len(self._times) >= self.most:
            return False
        self._times.append(now)
        return True
