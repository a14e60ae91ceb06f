"""Generations of the index on disk: built beside, verified, swapped by one file, kept, rolled back.

    index/CURRENT                      the name of the generation in use
    index/gen-<utc>-<data version>/    whoosh/, postings/, snippets.npz, surfaces.txt, words.json,
                                       foreign.npy, a copy of data/, and manifest.json with all
                                       their checksums

A generation that is not finished is never named by CURRENT, so a build that is killed at any moment
leaves the old index in use. Opening Whoosh files runs pickles: folders are made for the owner only,
and nothing is opened before its checksums hold.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from catalog.problems import IndexUnavailable, ProductError
from search.results import IndexInfo

BUILD_COMMAND = "kuntoutuspolku build"
KEPT = 3  # enough to step back over a bad day; an index of this catalogue takes a few megabytes
MAX_LOSS = 0.10  # a greater loss of records is nearly always a fault in the data
_CURRENT = "CURRENT"
_MANIFEST = "manifest.json"


class BuildRefused(ProductError):  # noqa: N818  (reads as what happened)
    """A finished build was not put into use; the old index stays. The message says how to go on."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    Attributes:
        is_noop: Nothing had changed, so nothing was built.
        previous_documents: Records in the index before, or None when there was none.
        removed: Names of old generations that were deleted.
    """

    generation: str
    documents: int
    data_version: str
    analyser: str
    seconds: float
    is_noop: bool = False
    previous_documents: int | None = None
    removed: tuple[str, ...] = ()


def new_folder(index_dir: Path, data_version: str) -> Path:
    """Make an empty folder for a generation beside the others, readable by the owner only."""
    index_dir.mkdir(parents=True, exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    folder = index_dir / f"gen-{stamp}-{data_version}"
    folder.mkdir(mode=0o700)
    return folder


def write_manifest(folder: Path, info: IndexInfo) -> IndexInfo:
    """Write the manifest with the checksums of every file, everything flushed to disk."""
    sums = {path.relative_to(folder).as_posix(): _sha256(path) for path in _files(folder)}
    full = IndexInfo(**(asdict(info) | {"checksums": sums}))
    text = json.dumps(asdict(full), indent=1, ensure_ascii=False)
    (folder / _MANIFEST).write_text(text, encoding="utf-8")
    for path in (*_files(folder), folder / _MANIFEST, folder):
        _fsync(path)
    return full


def put_into_use(index_dir: Path, name: str) -> None:
    """Point CURRENT at a generation in one atomic step."""
    beside = index_dir / f"{_CURRENT}.{os.getpid()}.tmp"
    beside.write_text(name + "\n", encoding="utf-8")
    _fsync(beside)
    beside.replace(index_dir / _CURRENT)
    _fsync(index_dir)


def current_name(index_dir: Path) -> str | None:
    """Return the generation in use, or None when there is none."""
    try:
        return (index_dir / _CURRENT).read_text(encoding="utf-8").strip() or None
    except OSError:
        return None


def current_folder(index_dir: Path) -> Path:
    """Return the folder of the generation in use.

    Raises:
        IndexUnavailable: There is none.
    """
    name = current_name(index_dir)
    if name is None:
        raise IndexUnavailable(f"There is no index in {index_dir}. Run: {BUILD_COMMAND}")
    if "/" in name or not name.startswith("gen-") or not (index_dir / name).is_dir():
        raise IndexUnavailable(
            f"{index_dir / _CURRENT} names {name!r}, which does not exist. Run: {BUILD_COMMAND}"
        )
    return index_dir / name


def verify(folder: Path) -> IndexInfo:
    """Read a generation's manifest and check every file against it.

    Raises:
        IndexUnavailable: Something is missing or changed; the message names the file.
    """
    info = read_manifest(folder)
    for name, expected in info.checksums.items():
        path = folder / name
        if not path.is_file():
            raise IndexUnavailable(f"{path} is missing. Run: {BUILD_COMMAND}")
        if _sha256(path) != expected:
            raise IndexUnavailable(f"{path} is damaged. Run: {BUILD_COMMAND}")
    return info


def read_manifest(folder: Path) -> IndexInfo:
    """Read what a generation says of itself, without checking its files.

    Raises:
        IndexUnavailable: The manifest is missing or unreadable.
    """
    try:
        return IndexInfo(**json.loads((folder / _MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise IndexUnavailable(
            f"{folder / _MANIFEST} is missing or damaged. Run: {BUILD_COMMAND}"
        ) from error


def generations(index_dir: Path) -> list[str]:
    """Return the finished generations, oldest first."""
    return sorted(path.parent.name for path in index_dir.glob(f"gen-*/{_MANIFEST}"))


def remove_old(index_dir: Path) -> tuple[str, ...]:
    """Delete unfinished generations and all but the newest `KEPT`; never the one in use."""
    current = current_name(index_dir)
    kept = {*generations(index_dir)[-KEPT:], current}
    removed = [path for path in sorted(index_dir.glob("gen-*")) if path.name not in kept]
    for path in removed:
        shutil.rmtree(path, ignore_errors=True)
    return tuple(path.name for path in removed)


def rollback(index_dir: Path) -> IndexInfo:
    """Put the generation before the present one into use, after checking it.

    Raises:
        IndexUnavailable: There is none before it, or it is damaged.
    """
    current = current_name(index_dir) or ""
    older = [name for name in generations(index_dir) if name < current]
    if not older:
        raise IndexUnavailable(f"No older index in {index_dir}. Run: {BUILD_COMMAND}")
    info = verify(index_dir / older[-1])
    put_into_use(index_dir, older[-1])
    return info


def refuse_loss(before: int | None, after: int) -> None:
    """Stop a build that lost more than a tenth of the records.

    Raises:
        BuildRefused: It did.
    """
    if before and after < before * (1 - MAX_LOSS):
        raise BuildRefused(
            f"The new index has {after} services, the one in use has {before}. It was not put into "
            f"use. If the services were meant to go, run: {BUILD_COMMAND} --force"
        )


def _files(folder: Path) -> Iterator[Path]:
    return iter(sorted(p for p in folder.rglob("*") if p.is_file() and p.name != _MANIFEST))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _fsync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
