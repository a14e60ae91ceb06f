"""Files replaced whole or not at all, and never by a catalogue that has faults.

A half-written file can replace nothing: the text is written beside the old file, flushed, and put
in its place in one step. A full disk or a kill leaves the old file.
"""

import os
import shutil
import tempfile
from datetime import date
from pathlib import Path

from catalog.load import check_catalogue, faults_of
from catalog.problems import Problem


def replace_file(path: Path, text: str) -> None:
    """Put `text` in place of a file in one atomic step.

    Raises:
        OSError: It could not be written; the old file is as it was.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    beside = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, beside)
        else:
            beside.chmod(0o644)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def faults_with(data: Path, path: Path, text: str, today: date) -> list[Problem]:
    """Return the faults the catalogue would have if `text` stood in the file `path`.

    Nothing is changed: a copy of the data folder is checked. Messages name the files as they are
    named in the real folder.

    Args:
        data: The folder data/.
        path: A file in it, existing or new.
        text: What it would hold.
        today: As in `check_catalogue`.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / data.name
        shutil.copytree(data, copy)
        target = copy / path.relative_to(data)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")
        _, problems = check_catalogue(copy, today)
    return faults_of(problems)


def replace_if_sound(data: Path, path: Path, text: str, today: date) -> list[Problem]:
    """Replace a file of the catalogue unless the catalogue would have faults with it.

    Returns:
        The faults; empty means that the file was replaced.

    Raises:
        OSError: The file could not be written; the old one is as it was.
    """
    faults = faults_with(data, path, text, today)
    if not faults:
        replace_file(path, text)
    return faults
