"""What the pages of the list and of comparing show."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from catalog.model import Service
from catalog.organisers import ResolvedOrganiser
from catalog.text import LocalizedText
from web.contexts import Frame, LinkedService


@dataclass(frozen=True, slots=True)
class SavedItem:
    """A service on the list."""

    service: Service
    url: str
    organiser: ResolvedOrganiser


@dataclass(frozen=True, slots=True)
class GoneItem:
    """An id that is no longer in the catalogue; `name` is None when nothing is known of it."""

    id: str
    name: LocalizedText | None
    replaced_by: tuple[LinkedService, ...]


@dataclass(frozen=True, slots=True)
class MergedStep:
    """A step or paper that one or more services of the list need."""

    say: LocalizedText
    services: tuple[LocalizedText, ...]


@dataclass(frozen=True, slots=True)
class SavedPage:
    """The list.

    Attributes:
        is_shared: Opened from a shared address: read only, with a way to take it over.
        share_path: Address of the list with ids only; empty when the list is empty.
        share_address: The same as a whole address, to be copied.
        qr: The address as a picture for paper.
    """

    frame: Frame
    items: tuple[SavedItem, ...]
    gone: tuple[GoneItem, ...]
    papers: tuple[MergedStep, ...]
    steps: tuple[MergedStep, ...]
    is_shared: bool
    ids: str
    share_path: str
    share_address: str
    qr: Markup
    today: str


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One fact of every compared service; `missing` names the gap where there are no values."""

    key: str
    cells: tuple[tuple[tuple[LocalizedText, ...], str], ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Two to four services beside each other.

    Attributes:
        drop: For each service the address without it.
        problem: "few" or "many" when there is nothing to compare yet, else empty.
        choices: Services of the visitor's list that can be added, with the address that adds them.
    """

    frame: Frame
    services: tuple[LinkedService, ...]
    rows: tuple[ComparedRow, ...]
    only_differences: bool
    toggle_url: str
    drop: Mapping[str, str]
    problem: str
    choices: tuple[LinkedService, ...]
