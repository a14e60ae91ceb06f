"""How often searches met each need and how often nothing was found: by day, about nobody.

Kept are the day, a need term of the taxonomy (or "" for any search), whether anything was found,
and a count. No words, no addresses, no time of day, nothing of a visitor. Maintainers read it with
`kuntoutuspolku search-gaps` and on their front page (`UsageCounts.by_need`).
"""

import sqlite3
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

_SCHEMA = """
CREATE TABLE IF NOT EXISTS searches (
  day TEXT NOT NULL, need TEXT NOT NULL, found INTEGER NOT NULL, times INTEGER NOT NULL,
  PRIMARY KEY (day, need, found)
) WITHOUT ROWID;
PRAGMA user_version = 1;
"""
ANY = ""  # the line that counts every search once


@dataclass(frozen=True, slots=True)
class NeedUse:
    """Searches for one need in a span of days; `need` is ANY for all searches together."""

    need: str
    searches: int
    empty: int


class UsageCounts:
    """Counts in one small SQLite file; safe to use from many threads.

    Raises:
        OSError, sqlite3.Error: The file cannot be made or is no database.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=OFF")  # a lost count after a crash harms nobody
        self._db.executescript(_SCHEMA)

    def count(self, needs: Iterable[str], day: date, *, found: bool) -> None:
        """Count one search; a full disk loses the count and nothing else."""
        rows = [(day.isoformat(), need, int(found)) for need in {ANY, *needs}]
        try:
            with self._lock:
                self._db.executemany(
                    "INSERT INTO searches VALUES (?, ?, ?, 1) "
                    "ON CONFLICT DO UPDATE SET times = times + 1",
                    rows,
                )
        except sqlite3.Error:
            return  # counting is a comfort for maintainers; the visitor's answer goes first

    def by_need(self, on: date, days: int = 30) -> tuple[NeedUse, ...]:
        """Return the counts of the last `days` days, the most empty answers first."""
        first = (on - timedelta(days=days - 1)).isoformat()
        with self._lock:
            rows = self._db.execute(
                "SELECT need, SUM(times), SUM(CASE WHEN found THEN 0 ELSE times END) "
                "FROM searches WHERE day >= ? GROUP BY need",
                (first,),
            ).fetchall()
        uses = [NeedUse(need, int(searches), int(empty)) for need, searches, empty in rows]
        return tuple(sorted(uses, key=lambda u: (-u.empty, -u.searches, u.need)))
