"""A person's facts from a YAML or JSON file, for advisors; every fault with file and line.

The file is read and nothing of it is kept or logged. Its form is described by
data/schema/profile.schema.json, which `kuntoutuspolku match --schema` writes.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from catalog.catalogue import Catalogue
from catalog.problems import Problem, ProductError, UnknownValue, did_you_mean
from catalog.profile import Profile
from catalog.yamlfile import YamlFile, YamlPath, read_yaml

# A whole profile takes about two kilobytes; more is some other file.
MOST_BYTES = 100_000
# A few references can stand for more values than any memory holds.
_ALIAS = re.compile(rb"(?:^|[\s\[{,:-])[&*][A-Za-z0-9_]", re.MULTILINE)
_SEE = "See docs/example-profile.yaml."


class ProfileRefused(ProductError):  # noqa: N818  (reads as the state it names)
    """A profile file cannot be used; `problems` lists every fault with its line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


def read_facts(path: Path, catalogue: Catalogue) -> dict[str, Any]:
    """Return the facts of a profile file, ready for `Profile.from_facts`.

    Args:
        path: A file with a map of facts, either at the top or under `facts`.
        catalogue: The facts and values that exist.

    Raises:
        ProfileRefused: The file cannot be used; it carries every fault with its line.
    """
    try:
        size = path.stat().st_size if path.exists() else 0
    except OSError as error:
        raise _refused(YamlFile(path), str(error), "Give a file that can be read.") from None
    if path.is_dir():
        raise _refused(YamlFile(path), "this is a folder.", "Give a file with facts.")
    if size > MOST_BYTES:
        what = f"the file has {size:,} bytes; a profile has {MOST_BYTES:,} at most."
        raise _refused(YamlFile(path), what, "Give a file with the facts of one person.")
    if path.exists() and _ALIAS.search(path.read_bytes()):
        what = "the file repeats a value by reference (& and *)."
        raise _refused(YamlFile(path), what, "Write the value out.")
    file = read_yaml(path)  # JSON is YAML, so one reader serves both
    if file.problems:
        raise ProfileRefused(file.problems)
    found = file.data if isinstance(file.data, dict) else None
    at: YamlPath = ("facts",) if found and "facts" in found else ()
    facts = found["facts"] if found and at else found
    if not isinstance(facts, dict):
        what = "the file holds no facts."
        raise _refused(file, what, f'Write them as "age: 47", one a line. {_SEE}')
    problems = [
        p for name, given in facts.items() for p in _faults(file, at, name, given, catalogue)
    ]
    if problems:
        raise ProfileRefused(problems)
    return facts


def _faults(
    file: YamlFile, at: YamlPath, name: object, given: object, catalogue: Catalogue
) -> list[Problem]:
    """Return what is wrong with one fact: its name or its answer."""
    try:
        Profile.from_facts({str(name): given}, catalogue.rules, catalogue.areas)
    except UnknownValue as error:
        is_unknown = error.code == "unknown_fact"
        what = f'there is no fact "{name}".' if is_unknown else str(error)
        nearest = error.nearest if is_unknown else None  # a value's error names it already
        mend = did_you_mean(nearest).strip() or f"Correct it or delete the line. {_SEE}"
        return [file.fault((*at, str(name)), str(name), what, mend)]
    return []


def _refused(file: YamlFile, what: str, mend: str) -> ProfileRefused:
    return ProfileRefused([file.fault((), "file", what, mend)])
