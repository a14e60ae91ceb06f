"""Every id that was ever published, so that none vanishes without saying what replaced it.

data/published_ids.txt holds one id a line. An id that no record and no tombstone carries any more
is a fault: somebody's bookmark, plan or link points there. `catalog format` adds new ids.
"""

from collections.abc import Iterable
from pathlib import Path

from catalog.problems import Problem

FILE = "published_ids.txt"


def missing_ids(data: Path, living: Iterable[str]) -> list[Problem]:
    """Return a fault for each published id that is neither a record nor a tombstone.

    Args:
        data: The folder data/; without the file nothing was ever published.
        living: Ids of every service, organisation, urgent-help line and tombstone.
    """
    known = set(living)
    shown = Path(data.name) / FILE
    return [
        Problem(
            shown, number, record_id,
            "the record is gone and no tombstone tells what became of it.",
            "Add it to data/tombstones.yaml with what replaced it, or put the record back.",
        )
        for number, record_id in enumerate(_lines(data), start=1)
        if record_id not in known
    ]  # fmt: skip


def with_new_ids(data: Path, living: Iterable[str]) -> str:
    """Return the text of the file with every id that is not in it yet, sorted."""
    return "".join(f"{record_id}\n" for record_id in sorted({*_lines(data), *living}))


def _lines(data: Path) -> list[str]:
    path = data / FILE
    return path.read_text(encoding="utf-8").split() if path.exists() else []
