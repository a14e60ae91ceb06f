"""The smallest change of one record in its YAML file; everything around it stays byte for byte.

A record is a member of a file's list, from its "- " to the last line that belongs to it. Values are
put in place by their positions in the text, so comments, order, quotes and line breaks stay as
people wrote them (a round trip through a YAML writer would set long lines anew).
"""

import difflib
import fcntl
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from catalog.load import record_files
from catalog.problems import CatalogueError, ProductError, UnknownValue
from catalog.safe_write import faults_with, replace_file
from catalog.yamlfile import YamlPath

KINDS = ("services", "organizations", "urgent_help")
_ID = re.compile(r"^(?:- |  )id:\s*[\"']?([\w-]+)", re.MULTILINE)
# Text that YAML reads as itself, also between brackets.
_PLAIN = re.compile(r"[A-Za-z0-9ÅÄÖåäö][\w./%+-]*(?: [\w./%+-]+)*")


@dataclass(frozen=True, slots=True)
class RecordText:
    """A record as it stands in its file.

    Attributes:
        path: The file.
        line: Its first line, counted from 1.
        text: From "- " to its last line with its line end.
    """

    record_id: str
    path: Path
    line: int
    text: str


class EditConflict(ProductError):  # noqa: N818  (reads as the state it names)
    """The record changed while somebody worked on it; nothing was written and nothing is lost.

    Attributes:
        base: The record as it was read.
        theirs: As it stands in the file now; "" when it is gone.
        yours: As it was to become.
    """

    def __init__(self, base: str, theirs: str, yours: str) -> None:
        self.base, self.theirs, self.yours = base, theirs, yours
        super().__init__("The record was changed by somebody else in the meantime.")


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did.

    Attributes:
        path: The file.
        patch: The change as a unified diff, named from the folder above data/.
        is_written: False when the file cannot be written here; then only the patch exists.
    """

    path: Path
    patch: str
    is_written: bool


def records_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Give id, first and last+1 position of every record of a file's text."""
    starts = [match.start() for match in re.finditer(r"^- ", text, re.MULTILINE)]
    for start, following in zip(starts, [*starts[1:], len(text)], strict=True):
        # Comments and empty lines before the next record are not part of this one.
        own = re.sub(r"(?:^(?:#.*)?\n?)+\Z", "", text[start:following], flags=re.MULTILINE)
        match = _ID.search(own)
        if match:
            yield match[1], start, start + len(own)


def find_record(data: Path, record_id: str) -> RecordText:
    """Return a service, organisation or urgent-help line as it stands in its file.

    Raises:
        UnknownValue: No file has it.
    """
    files = [path for kind in KINDS[:2] for path in record_files(data, kind)]
    for path in [*files, data / "urgent_help.yaml"]:
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        for found, start, end in records_in(text):
            if found == record_id:
                return RecordText(record_id, path, text.count("\n", 0, start) + 1, text[start:end])
    raise UnknownValue("unknown_record", "record", record_id)


def scalar_at(text: str, path: YamlPath) -> str | None:
    """Return the text of a scalar inside a record, or None when there is none at the path."""
    node = _node(text, path)
    return node.value if isinstance(node, yaml.ScalarNode) else None


def set_scalar(text: str, path: YamlPath, value: str) -> str:
    """Return a record's text with one scalar replaced, quoted as the old one was.

    Args:
        text: The record.
        path: Keys and places from the record down, for example ("channels", 0, "value").
        value: One line of text, or a number as it is to be written.

    Raises:
        UnknownValue: No scalar stands at the path.
        ValueError: The value has control characters.
    """
    node = _node(text, path)
    if not isinstance(node, yaml.ScalarNode):
        raise UnknownValue("unknown_field", "field", ".".join(map(str, path)))
    if any(not each.isprintable() for each in value):
        raise ValueError("a value is one line of printable text")
    start, end = node.start_mark.index, node.end_mark.index
    return text[:start] + _written(value, str(node.style or "")) + text[end:]


def _node(text: str, path: YamlPath) -> yaml.Node | None:
    """Return the node at a path of a record's text, or None."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)  # the one whose marks count characters
    except yaml.YAMLError:
        return None
    node: yaml.Node | None = root.value[0] if isinstance(root, yaml.SequenceNode) else None
    for step in path:
        if isinstance(node, yaml.MappingNode):
            node = next((v for k, v in node.value if k.value == str(step)), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step] if 0 <= step < len(node.value) else None
        else:
            return None
    return node


def _written(value: str, style: str) -> str:
    if style == "'":
        return "'" + value.replace("'", "''") + "'"
    if style == "" and _PLAIN.fullmatch(value):
        return value
    return json.dumps(value, ensure_ascii=False)


def save_record(data: Path, record_id: str, base: str, new: str, today: date) -> Saved:
    """Put a changed record into its file, when nobody changed it and the catalogue stays sound.

    Args:
        data: The folder data/.
        record_id: Whose text it is.
        base: The record as it was when the work began.
        new: What it becomes; "" takes it out.
        today: As in `catalog.load.check_catalogue`.

    Raises:
        UnknownValue: There is no such record.
        EditConflict: It is not as it was; nothing was written.
        CatalogueError: The catalogue would have faults; nothing was written.
        OSError: The file could not be written; it is as it was.
    """
    with _alone(data):
        try:
            record = find_record(data, record_id)
        except UnknownValue:
            raise EditConflict(base, "", new) from None
        if record.text != base:
            raise EditConflict(base, record.text, new)
        before = record.path.read_text(encoding="utf-8")
        after = before.replace(base, _ended(new), 1)
        return _put(data, record.path, before, after, today)


def add_record(data: Path, file: str, new: str, today: date) -> Saved:
    """Put a new record at the end of a file of the catalogue.

    Args:
        data: The folder data/.
        file: Name below it, for example "services/jarjestot.yaml".
        new: The record's text.
        today: As in `save_record`.

    Raises:
        UnknownValue: The file holds no records of services.
        CatalogueError: The catalogue would have faults; nothing was written.
        OSError: The file could not be written; it is as it was.
    """
    path = data / file
    if path not in record_files(data, "services") or not path.exists():
        raise UnknownValue("unknown_file", "file", file)
    with _alone(data):
        before = path.read_text(encoding="utf-8")
        return _put(data, path, before, before.rstrip("\n") + "\n" + _ended(new), today)


def _put(data: Path, path: Path, before: str, after: str, today: date) -> Saved:
    faults = faults_with(data, path, after, today)
    if faults:
        raise CatalogueError(faults)
    name = path.relative_to(data.parent).as_posix()
    patch = "".join(
        difflib.unified_diff(
            before.splitlines(keepends=True), after.splitlines(keepends=True),
            f"a/{name}", f"b/{name}",
        )
    )  # fmt: skip
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    if writable:
        replace_file(path, after)
    return Saved(path, patch, writable)


def _ended(text: str) -> str:
    """Return a record's text with one line end, as browsers send it with others."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    return f"{plain}\n" if plain else ""


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """Let one writer at a time work on a data folder, over all processes of the machine."""
    handle = os.open(data, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
