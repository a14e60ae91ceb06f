"""Faults in catalogue files, told so that an editor can mend them, and the exception tree."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A fault in a catalogue file, told so that an editor can mend it."""

    file: Path
    line: int  # first line is 1
    where: str  # "kela-laku › when › age"
    what: str  # what is wrong, one sentence
    mend: str  # what to do, one sentence
    is_warning: bool = False  # a warning is shown but does not stop a build

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.where}: {self.what} {self.mend}"


class ProductError(Exception):
    """Base of every error this product raises on purpose."""


class CatalogueError(ProductError):
    """The catalogue cannot be used; `problems` lists every fault found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


class IndexUnavailable(ProductError):  # noqa: N818  (reads as the state it names)
    """There is no usable search index; the message says which command builds one."""


class ConfigError(ProductError):
    """A setting is missing or wrong; raised before the server listens."""


class UnknownValue(ProductError):  # noqa: N818  (reads as the state it names)
    """Somebody asked for something that does not exist, for example a fact or a municipality.

    Attributes:
        code: Machine-readable kind, for example `unknown_municipality`.
        field: The input the value came in.
        value: The value as it was given.
        nearest: The right value closest to it, or None when nothing is near.

    `message` replaces the sentence made from these, where a plainer one can be said.
    """

    def __init__(
        self,
        code: str,
        field: str,
        value: str,
        nearest: str | None = None,
        *,
        message: str | None = None,
    ) -> None:
        self.code = code
        self.field = field
        self.value = value
        self.nearest = nearest
        said = message or f"{field}: {value!r} is not known." + did_you_mean(nearest)
        super().__init__(said)


def nearest_of(value: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate spelled most like `value`, or None when none is near."""
    found = get_close_matches(value, list(candidates), n=1, cutoff=0.6)
    return found[0] if found else None


def did_you_mean(nearest: str | None) -> str:
    """Return " Did you mean …?" for a message, or an empty string."""
    return f" Did you mean {nearest!r}?" if nearest else ""
