"""Findings in SQLite: every statement of SQL is in this file.

WAL lets the crawler write while maintainers read. `PRAGMA user_version` names the form.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from catalog.findings import STATE_OF, Decision, Finding, FindingDraft, FindingFilter
from catalog.problems import ProductError, UnknownValue

_VERSION = 2
_SCHEMA = """
CREATE TABLE finding (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, record_id TEXT, field TEXT NOT NULL,
    catalogue_value TEXT NOT NULL, source_value TEXT NOT NULL, sentence TEXT NOT NULL,
    lang TEXT NOT NULL, source_url TEXT NOT NULL, fetched_at TEXT NOT NULL,
    snapshot TEXT NOT NULL, confidence REAL NOT NULL, state TEXT NOT NULL DEFAULT 'open',
    needs_second_reader INTEGER NOT NULL, until TEXT NOT NULL DEFAULT ''
);
CREATE INDEX finding_state ON finding (state, fetched_at);
CREATE INDEX finding_record ON finding (record_id, field);
CREATE TABLE decision (
    number INTEGER PRIMARY KEY, finding_id TEXT NOT NULL REFERENCES finding (id),
    who TEXT NOT NULL, at TEXT NOT NULL, act TEXT NOT NULL, reason TEXT NOT NULL
);
CREATE INDEX decision_finding ON decision (finding_id);
"""
_INSERT = """INSERT OR IGNORE INTO finding (id, kind, record_id, field, catalogue_value,
source_value, sentence, lang, source_url, fetched_at, snapshot, confidence, needs_second_reader)
VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)"""
# What a file of an older form lacks, by the form it has.
_RENEW = {1: "ALTER TABLE finding ADD COLUMN until TEXT NOT NULL DEFAULT '';"}
_LIST = """SELECT * FROM finding WHERE (state = :state OR (:state = 'open' AND state = 'later'
AND until <> '' AND until <= :today))
AND NOT (:state = 'later' AND until <> '' AND until <= :today) AND (:kind IS NULL OR kind = :kind)
AND (:record IS NULL OR record_id = :record) AND (:second IS NULL OR needs_second_reader = :second)
ORDER BY fetched_at DESC, id"""


class SqliteFindingStore:
    """`FindingStore` in one SQLite file; each call opens a connection, so threads may share it."""

    def __init__(self, path: Path) -> None:
        """Open or make the file.

        Raises:
            ProductError: The file was written by a newer version of this program.
            OSError: The folder cannot be made.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        with self._connect() as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version > _VERSION:
                raise ProductError(f"{path.name} was made by a newer version; update the program.")
            steps = "".join(_RENEW[n] for n in range(version, _VERSION)) if version else _SCHEMA
            if version < _VERSION:
                connection.executescript(f"BEGIN IMMEDIATE; {steps} "
                                         f"PRAGMA user_version = {_VERSION}; COMMIT;")  # fmt: skip

    def add(self, drafts: Iterable[FindingDraft]) -> int:
        """Keep the drafts not yet known, decided ones included; return how many were new."""
        rows = [_row_of(draft) for draft in drafts]
        with self._connect() as connection:
            return sum(connection.execute(_INSERT, row).rowcount for row in rows)

    def open_findings(self, only: FindingFilter | None = None) -> tuple[Finding, ...]:
        """Return findings in a state (open when nothing is said), newest first."""
        asked = only or FindingFilter()
        values = {"state": asked.state, "kind": asked.kind, "record": asked.record_id,
                  "second": asked.needs_second_reader,
                  "today": asked.on.isoformat() if asked.on else ""}  # fmt: skip
        with self._connect() as connection:
            rows = connection.execute(_LIST, values).fetchall()
            return tuple(_finding_of(row, _history(connection, row["id"])) for row in rows)

    def get(self, finding_id: str) -> Finding | None:
        """Return one finding, or None."""
        with self._connect() as connection:
            row = connection.execute("SELECT * FROM finding WHERE id = ?", (finding_id,)).fetchone()
            return _finding_of(row, _history(connection, finding_id)) if row else None

    def decide(self, finding_id: str, decision: Decision) -> Finding:
        """Remember an act and return the finding after it.

        Raises:
            UnknownValue: There is no such finding.
        """
        with self._connect() as connection:
            changed = connection.execute(
                "UPDATE finding SET state = ?, until = ? WHERE id = ?",
                (
                    STATE_OF[decision.act],
                    decision.until.isoformat() if decision.until else "",
                    finding_id,
                ),
            ).rowcount
            if changed:
                connection.execute(
                    "INSERT INTO decision (finding_id, who, at, act, reason) VALUES (?,?,?,?,?)",
                    (finding_id, decision.who, decision.when.astimezone(UTC).isoformat(),
                     decision.act, decision.reason),
                )  # fmt: skip
        found = self.get(finding_id)
        if found is None:
            raise UnknownValue("unknown_finding", "finding", finding_id)
        return found

    def undo(self, finding_id: str, who: str, when: datetime) -> Finding:
        """Open a decided finding again; its history keeps both acts.

        Raises:
            UnknownValue: There is no such finding.
        """
        return self.decide(finding_id, Decision(who, when, "undo"))

    def counts(self) -> Mapping[str, int]:
        """Return how many findings there are by state."""
        with self._connect() as connection:
            return dict(
                connection.execute(
                    "SELECT state, count(*) FROM finding GROUP BY state ORDER BY state"
                ).fetchall()
            )

    def history(self, record_id: str, field: str) -> tuple[Finding, ...]:
        """Return all findings of one field of a record, oldest first."""
        with self._connect() as connection:
            rows = connection.execute(
                "SELECT * FROM finding WHERE record_id = ? AND field = ? ORDER BY fetched_at, id",
                (record_id, field),
            ).fetchall()
            return tuple(_finding_of(row, _history(connection, row["id"])) for row in rows)

    @contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=30)) as connection:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA foreign_keys=ON")
            with connection:
                yield connection


def _row_of(draft: FindingDraft) -> tuple[Any, ...]:
    return (draft.fingerprint, draft.kind, draft.record_id, draft.field, draft.catalogue_value,
            draft.source_value, draft.sentence, draft.lang, draft.source_url,
            draft.fetched_at.astimezone(UTC).isoformat(), draft.snapshot, draft.confidence,
            draft.needs_second_reader)  # fmt: skip


def _history(connection: sqlite3.Connection, finding_id: str) -> tuple[Decision, ...]:
    rows = connection.execute(
        "SELECT who, at, act, reason FROM decision WHERE finding_id = ? ORDER BY number",
        (finding_id,),
    )
    return tuple(Decision(who, datetime.fromisoformat(at), act, reason)
                 for who, at, act, reason in rows)  # fmt: skip


def _finding_of(row: sqlite3.Row, history: tuple[Decision, ...]) -> Finding:
    values = dict(row)
    values["fetched_at"] = datetime.fromisoformat(values["fetched_at"])
    values["needs_second_reader"] = bool(values["needs_second_reader"])
    values["until"] = date.fromisoformat(values["until"]) if values["until"] else None
    return Finding(**values, history=history)
