"""Anonymous answers and one-time codes in one small SQLite file.

Kept of answers: how many of each in a unit and month, in no order. Kept of a code: its
hash and its unit, until it is used.
Using a code deletes it in the same step that stores the answer, and nothing joins the two. No time
of day, no address, no worker, no client.
"""

import hashlib
import secrets
import sqlite3
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Self

from plan.coping import UnitAnswers

_SCHEMA = """
CREATE TABLE IF NOT EXISTS unit (id TEXT PRIMARY KEY, name TEXT NOT NULL, clients INTEGER);
CREATE TABLE IF NOT EXISTS code (hash TEXT PRIMARY KEY, unit TEXT NOT NULL REFERENCES unit);
CREATE TABLE IF NOT EXISTS answer (
  unit TEXT NOT NULL, month TEXT NOT NULL, answer INTEGER NOT NULL, times INTEGER NOT NULL,
  PRIMARY KEY (unit, month, answer)
) WITHOUT ROWID;
PRAGMA user_version = 1;
"""
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that is read as another sign
_LENGTH = 10  # 31^10 codes: nobody guesses one of a few thousand
MOST_CODES = 1000
ANSWERS = (2, 1, 0)


class CopingError(ValueError):
    """Something cannot be done; the message says why."""


class CopingStore:
    """The file; one connection for a short piece of work, safe to open anew each time.

    Raises:
        OSError, sqlite3.Error: It cannot be made or read.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA secure_delete=ON")  # a used code leaves no trace in the file
        self._db.executescript(_SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def set_unit(self, unit: str, name: str, clients: int | None) -> None:
        """Make a unit or change its name and the number of clients it declares."""
        self._db.execute(
            "INSERT INTO unit VALUES (?, ?, ?) ON CONFLICT (id) "
            "DO UPDATE SET name = excluded.name, clients = excluded.clients",
            (unit, name, clients),
        )

    def names(self) -> dict[str, str]:
        """Return the units' names by id."""
        return dict(self._db.execute("SELECT id, name FROM unit ORDER BY id").fetchall())

    def make_codes(self, unit: str, count: int) -> tuple[str, ...]:
        """Return new one-time codes for a unit; only their hashes are kept.

        Raises:
            CopingError: No such unit, or more than a thousand at once.
        """
        if self._db.execute("SELECT 1 FROM unit WHERE id = ?", (unit,)).fetchone() is None:
            raise CopingError(
                f"There is no unit {unit!r}. Make it with: kuntoutuspolku coping unit"
            )
        if not 1 <= count <= MOST_CODES:
            raise CopingError(f"Make from 1 to {MOST_CODES} codes at a time.")
        codes = tuple(
            "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH)) for _ in range(count)
        )
        self._db.executemany(
            "INSERT INTO code VALUES (?, ?)", [(_hash(code), unit) for code in codes]
        )
        return codes

    def is_open(self, code: str) -> bool:
        """Tell whether a code may still be used."""
        found = self._db.execute("SELECT 1 FROM code WHERE hash = ?", (_hash(code),)).fetchone()
        return found is not None

    def answer(self, code: str, answer: int, on: date) -> bool:
        """Store an answer and use up its code in one step; False when the code is not open.

        Raises:
            CopingError: The answer is not 0, 1 or 2.
        """
        if answer not in ANSWERS:
            raise CopingError("The answer is 0, 1 or 2.")
        self._db.execute("BEGIN IMMEDIATE")
        try:
            row = self._db.execute(
                "DELETE FROM code WHERE hash = ? RETURNING unit", (_hash(code),)
            ).fetchone()
            if row:
                self._db.execute(
                    "INSERT INTO answer VALUES (?, ?, ?, 1) "
                    "ON CONFLICT DO UPDATE SET times = times + 1",
                    (row[0], f"{on:%Y-%m}", answer),
                )
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")
        return row is not None

    def answers(self, first_month: str, last_month: str) -> tuple[UnitAnswers, ...]:
        """Return the answers of every unit in some months ("2026-07"), both ends included."""
        by_unit: dict[str, list[int]] = defaultdict(list)
        for unit, answer, times in self._db.execute(
            "SELECT unit, answer, SUM(times) FROM answer WHERE month BETWEEN ? AND ? "
            "GROUP BY unit, answer ORDER BY unit, answer",
            (first_month, last_month),
        ):
            by_unit[unit] += [answer] * times
        return tuple(
            UnitAnswers(name, tuple(by_unit[unit]), clients)
            for unit, name, clients in self._db.execute("SELECT * FROM unit ORDER BY id")
        )


def quarter_of(year: int, quarter: int, today: date) -> tuple[str, str]:
    """Return the first and last month of a closed quarter.

    Only whole quarters that are over are published, so that no two periods overlap.

    Raises:
        CopingError: There is no such quarter, or it is not over.
    """
    if quarter not in range(1, 5):
        raise CopingError("A quarter is from 1 to 4.")
    first, last = f"{year:04}-{quarter * 3 - 2:02}", f"{year:04}-{quarter * 3:02}"
    if last >= f"{today:%Y-%m}":
        raise CopingError(f"Quarter {quarter} of {year} is not over; results come after it.")
    return first, last


def closed_quarters(today: date, count: int = 4) -> tuple[tuple[int, int], ...]:
    """Return the last quarters that are over, as (year, quarter), newest first."""
    year, quarter = today.year, (today.month - 1) // 3 + 1
    found = []
    for _ in range(count):
        year, quarter = (year, quarter - 1) if quarter > 1 else (year - 1, 4)
        found.append((year, quarter))
    return tuple(found)


def _hash(code: str) -> str:
    plain = "".join(sign for sign in code.lower() if sign in _ALPHABET)
    return hashlib.sha256(plain.encode()).hexdigest()
