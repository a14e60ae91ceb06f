"""What maintainers changed, and what waits for a second pair of eyes.

Both lie beside the findings in SQLite. Texts of records are kept whole, so that an act can be
undone and a waiting change looked at.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

_SCHEMA = """
CREATE TABLE IF NOT EXISTS edit (
    number INTEGER PRIMARY KEY, finding_id TEXT NOT NULL, record_id TEXT NOT NULL,
    before TEXT NOT NULL, after TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL,
    version TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS edit_finding ON edit (finding_id);
CREATE TABLE IF NOT EXISTS proposal (
    finding_id TEXT PRIMARY KEY, record_id TEXT NOT NULL, before TEXT NOT NULL,
    after TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL, version TEXT NOT NULL DEFAULT ''
);
"""
_COLUMNS = "finding_id, record_id, before, after, who, at, version"


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of a record, done or proposed.

    Attributes:
        finding_id: The finding it answers; "" when a maintainer edited on his own.
        before, after: The record's whole text; "" before for a new record.
        version: Commit or patch file that holds it; "" while it is only proposed.
    """

    finding_id: str
    record_id: str
    before: str
    after: str
    who: str
    at: datetime
    version: str = ""


class EditStore:
    """Keeps edits and proposals in the findings' file; each call opens a connection."""

    def __init__(self, path: Path) -> None:
        """Open or make the file.

        Raises:
            OSError, sqlite3.Error: It cannot be made.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        with self._connect() as connection:
            connection.executescript(_SCHEMA)

    def add(self, edit: Edit) -> None:
        """Remember a change that was made; a proposal for the same finding is over."""
        with self._connect() as connection:
            connection.execute(
                "INSERT INTO edit (finding_id, record_id, before, after, who, at, version)"
                " VALUES (?,?,?,?,?,?,?)",
                _row(edit),
            )
            connection.execute("DELETE FROM proposal WHERE finding_id = ?", (edit.finding_id,))

    def last(self, finding_id: str) -> Edit | None:
        """Return the last change made for a finding, or None."""
        return self._one("edit", finding_id)

    def recent(self, limit: int = 20) -> tuple[Edit, ...]:
        """Return the last changes, newest first."""
        with self._connect() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM edit ORDER BY number DESC LIMIT ?",  # noqa: S608  (constants)
                (limit,),
            ).fetchall()
        return tuple(map(_edit, rows))

    def propose(self, edit: Edit) -> None:
        """Keep a change until a second maintainer agrees; a newer proposal replaces an older."""
        with self._connect() as connection:
            connection.execute("INSERT OR REPLACE INTO proposal VALUES (?,?,?,?,?,?,?)", _row(edit))

    def proposal(self, finding_id: str) -> Edit | None:
        """Return the change that waits for a second reader, or None."""
        return self._one("proposal", finding_id)

    def withdraw(self, finding_id: str) -> None:
        """Forget a proposal."""
        with self._connect() as connection:
            connection.execute("DELETE FROM proposal WHERE finding_id = ?", (finding_id,))

    def _one(self, table: str, finding_id: str) -> Edit | None:
        with self._connect() as connection:
            row = connection.execute(
                f"SELECT {_COLUMNS} FROM {table} WHERE finding_id = ? ORDER BY rowid DESC",  # noqa: S608  (constants)
                (finding_id,),
            ).fetchone()
        return _edit(row) if row else None

    @contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=30)) as connection, connection:
            yield connection


def _row(edit: Edit) -> tuple[str, ...]:
    return (edit.finding_id, edit.record_id, edit.before, edit.after, edit.who,
            edit.at.astimezone(UTC).isoformat(), edit.version)  # fmt: skip


def _edit(row: tuple[str, ...]) -> Edit:
    finding, record, before, after, who, at, version = row
    return Edit(finding, record, before, after, who, datetime.fromisoformat(at), version)
