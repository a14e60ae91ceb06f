"""data/sources.yaml: what we know of a site beyond the records that name it, and how it is read.

Every site of a record is watched without being described; a description narrows it, tells how often
and by whose leave. What is not known is left out and shown as unknown.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from catalog.catalogue import Catalogue
from catalog.problems import CatalogueError, Problem, did_you_mean, nearest_of
from catalog.text import Language
from catalog.yamlfile import as_list, read_yaml

FILE = "sources.yaml"
UNKNOWN = "unknown"
DAYS = 14  # how often a site is read that says nothing else


class Described(BaseModel):
    """One site as described.

    Attributes:
        site: Host without "www.", as `crawl sources` names it.
        owner: Organisation's id; None when it is nobody's of ours.
        start: Pages to begin at beside those of the records.
        sitemaps: Addresses of sitemaps; "robots" reads those that robots.txt names.
        allowed: Path prefixes; other pages are not followed to.
        skip: Path prefixes that are never read.
        languages: Languages of its pages, as far as known.
        every_days: Least days between two readings.
        licence: Terms for using its content, or "unknown".
        contact: Where its owner can be asked, or "unknown"; the owner's record has more.
        read: False: not read, and `note` says why.
        note: What else an editor should know.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    site: Annotated[str, Field(pattern=r"^[a-z0-9.-]+\.[a-z]{2,}$")]
    owner: str | None = None
    start: tuple[Annotated[str, Field(pattern=r"^https?://")], ...] = ()
    sitemaps: tuple[Annotated[str, Field(pattern=r"^(https?://\S+|robots)$")], ...] = ()
    allowed: tuple[Annotated[str, Field(pattern=r"^/")], ...] = ("/",)
    skip: tuple[Annotated[str, Field(pattern=r"^/")], ...] = ()
    languages: tuple[Language, ...] = ()
    every_days: Annotated[int, Field(ge=1, le=366)] = DAYS
    licence: str = UNKNOWN
    contact: str = UNKNOWN
    read: bool = True
    note: str = ""


def read_described(data: Path, catalogue: Catalogue) -> Mapping[str, Described]:
    """Read data/sources.yaml; by site. A missing file describes nothing.

    Raises:
        CatalogueError: With every fault, each with file, line and how to mend it.
    """
    path = data / FILE
    if not path.exists():
        return {}
    file = read_yaml(path, path.relative_to(data.parent))
    problems: list[Problem] = list(file.problems)
    found: dict[str, Described] = {}
    adapter = TypeAdapter(Described)
    for place, raw in as_list(file.data):
        name = raw.get("site", f"entry {place + 1}") if isinstance(raw, dict) else str(raw)
        try:
            entry = adapter.validate_python(raw)
        except ValidationError as error:
            for each in error.errors():
                where = ".".join(map(str, each["loc"])) or "entry"
                problems.append(
                    file.fault((place, *each["loc"]), f"{name} › {where}", f"{each['msg']}.",
                               "See docs/crawling.md for the fields of a source.")
                )  # fmt: skip
            continue
        if entry.site in found:
            problems.append(
                file.fault((place,), entry.site, "the site stands twice.", "Keep one of the two.")
            )
        if entry.owner is not None and entry.owner not in catalogue.organizations:
            near = did_you_mean(nearest_of(entry.owner, catalogue.organizations))
            problems.append(
                file.fault((place, "owner"), f"{entry.site} › owner",
                           f"there is no organisation {entry.owner!r}.{near}",
                           "Give the id of a record in data/organizations.")
            )  # fmt: skip
        if not entry.read and not entry.note:
            problems.append(
                file.fault((place, "read"), f"{entry.site} › read", "nothing tells why.",
                           "Write the reason into note.")
            )  # fmt: skip
        found[entry.site] = entry
    if problems:
        raise CatalogueError(problems)
    return found
