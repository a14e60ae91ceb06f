"""Stored copies of pages, so that every finding can be shown and every page read again offline.

Bodies are named by their content and compressed; one SQLite table says which body an address had
at which time. A body is on disk before its row is written, so a kill leaves no row without a body.
"""

import gzip
import hashlib
import json
import os
import sqlite3
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

MAX_BODY_BYTES = 5_000_000
KEPT_PER_ADDRESS = 3
_SCHEMA = """
CREATE TABLE IF NOT EXISTS snapshot (
    url TEXT NOT NULL, fetched_at TEXT NOT NULL, key TEXT NOT NULL, content_type TEXT NOT NULL,
    status INTEGER NOT NULL, final_url TEXT NOT NULL, source_id TEXT NOT NULL,
    PRIMARY KEY (url, fetched_at)
);
CREATE INDEX IF NOT EXISTS snapshot_key ON snapshot (key);
"""
_COLUMNS = "url, fetched_at, key, content_type, status, final_url, source_id"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What an address answered at a time.

    Attributes:
        url: The address asked for.
        fetched_at: When, with a time zone.
        key: Name of the body: SHA-256 of its bytes in hex.
        status: HTTP status of the answer.
        final_url: Address after redirects.
        source_id: The source it belongs to.
    """

    url: str
    fetched_at: datetime
    key: str
    content_type: str = "text/html"
    status: int = 200
    final_url: str = ""
    source_id: str = ""


class SnapshotStore:
    """Reads and writes stored pages in one folder; safe for several processes."""

    def __init__(self, folder: Path) -> None:
        """Open or make the store.

        Raises:
            OSError: The folder cannot be written.
        """
        self._bodies = folder / "bodies"
        self._bodies.mkdir(parents=True, exist_ok=True)
        self._database = folder / "snapshots.sqlite"
        with self._connect() as connection:
            connection.executescript(_SCHEMA)

    def put(self, snapshot: Snapshot, body: bytes) -> Snapshot:
        """Store what was fetched; the snapshot is returned with its body's key.

        A body over `MAX_BODY_BYTES` is cut. Only the newest `KEPT_PER_ADDRESS` of an address stay.
        """
        kept = body[:MAX_BODY_BYTES]
        key = hashlib.sha256(kept).hexdigest()
        self._write_body(key, kept)
        row = (snapshot.url, snapshot.fetched_at.astimezone(UTC).isoformat(), key,
               snapshot.content_type, snapshot.status, snapshot.final_url or snapshot.url,
               snapshot.source_id)  # fmt: skip
        with self._connect() as connection:
            connection.execute("INSERT OR REPLACE INTO snapshot VALUES (?,?,?,?,?,?,?)", row)
            connection.execute(
                "DELETE FROM snapshot WHERE url = ? AND fetched_at NOT IN (SELECT fetched_at "
                "FROM snapshot WHERE url = ? ORDER BY fetched_at DESC LIMIT ?)",
                (snapshot.url, snapshot.url, KEPT_PER_ADDRESS),
            )
        return _snapshot_of(row)

    def body(self, key: str) -> bytes | None:
        """Return a stored body, or None when there is none or it is damaged."""
        if len(key) != hashlib.sha256().digest_size * 2 or not key.isalnum():
            return None
        try:
            data = gzip.decompress(self._path(key).read_bytes())
        except (OSError, EOFError, zlib.error):
            return None
        return data if hashlib.sha256(data).hexdigest() == key else None

    def latest(self) -> Iterator[Snapshot]:
        """Yield the newest snapshot of every address, ordered by address."""
        with self._connect() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM snapshot s WHERE fetched_at = (SELECT max(fetched_at) "  # noqa: S608  (a constant)
                "FROM snapshot WHERE url = s.url) ORDER BY url"
            ).fetchall()
        yield from map(_snapshot_of, rows)

    def latest_of(self, url: str) -> Snapshot | None:
        """Return the newest snapshot of an address, or None."""
        with self._connect() as connection:
            row = connection.execute(
                f"SELECT {_COLUMNS} FROM snapshot WHERE url = ? ORDER BY fetched_at DESC",  # noqa: S608  (a constant)
                (url,),
            ).fetchone()
        return _snapshot_of(row) if row else None

    def forget(self, host: str) -> int:
        """Drop every snapshot of a host, because its owner asked; return how many were dropped."""
        with self._connect() as connection:
            likes = (f"http://{host}/%", f"https://{host}/%")
            cursor = connection.execute(
                "DELETE FROM snapshot WHERE url LIKE ? OR url LIKE ?", likes
            )
        self.prune()
        return cursor.rowcount

    def prune(self) -> int:
        """Remove bodies that no row names any more; return how many were removed."""
        with self._connect() as connection:
            named = {key for (key,) in connection.execute("SELECT key FROM snapshot")}
        gone = [p for p in self._bodies.glob("*/*.gz") if p.stem not in named]
        for path in gone:
            path.unlink(missing_ok=True)
        return len(gone)

    def _path(self, key: str) -> Path:
        return self._bodies / key[:2] / f"{key}.gz"

    def _write_body(self, key: str, body: bytes) -> None:
        path = self._path(key)
        if path.exists():
            return
        path.parent.mkdir(exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
        with os.fdopen(handle, "wb") as file:
            file.write(gzip.compress(body, 6, mtime=0))
        Path(name).replace(path)

    @contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._database, timeout=30)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            with connection:
                yield connection


def _snapshot_of(row: tuple[str, str, str, str, int, str, str]) -> Snapshot:
    url, at, key, content_type, status, final_url, source_id = row
    return Snapshot(
        url, datetime.fromisoformat(at), key, content_type, status, final_url, source_id
    )


def failures_of(folder: Path) -> tuple[tuple[str, str, str], ...]:
    """Return what could not be read in the last run."""
    path = folder / "failures.jsonl"
    if not path.is_file():
        return ()
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return tuple(dict.fromkeys((row["source"], row["url"], row["why"]) for row in rows))
