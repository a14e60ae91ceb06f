"""The gate of licences: which measures a plan may hold, and which of them only as a total.

Data: data/plan/instruments.yaml, from the table of reference/instruments.md section 1. What is not
there is not offered; what is there without permission is never shown in its own words.
"""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from catalog.problems import CatalogueError, Problem
from catalog.text import LocalizedText
from catalog.yamlfile import as_list, read_yaml

FILE = Path(__file__).resolve().parent.parent / "data" / "plan" / "instruments.yaml"
MOST_MONTHS = 24


class Instrument(BaseModel):
    """A measure.

    Attributes:
        use: "embed" (our own words), "score" (a total typed in), "never".
        item_text_allowed: Whether its items' words may stand in the product.
        low, high: Range of the total; None for what is not typed in.
        higher: Whether a higher total means better or harder.
        evidence: How well the terms are known, A–D.
        checked: Month in which somebody last read the terms.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    name: LocalizedText
    owner: str
    licence: str
    use: Literal["embed", "score", "never"]
    item_text_allowed: bool
    evidence: Literal["A", "B", "C", "D"]
    checked: Annotated[str, Field(pattern=r"^\d{4}-\d{2}$")]
    low: int | None = None
    high: int | None = None
    higher: Literal["better", "harder"] = "better"

    def takes(self, score: Decimal) -> bool:
        """Tell whether a total lies in the measure's range; nothing is clipped."""
        return self.low is not None and self.high is not None and self.low <= score <= self.high

    def months_old(self, today: date) -> int:
        """Return how many months ago the terms were read."""
        year, month = map(int, self.checked.split("-"))
        return (today.year - year) * 12 + today.month - month


def read_instruments(path: Path = FILE) -> tuple[Instrument, ...]:
    """Read the table.

    Raises:
        CatalogueError: It has faults; each with file and line.
    """
    file = read_yaml(path, path.relative_to(path.parent.parent.parent))
    problems: list[Problem] = list(file.problems)
    adapter, found = TypeAdapter(Instrument), []
    for place, raw in as_list(file.data):
        try:
            found.append(adapter.validate_python(raw))
        except ValidationError as error:
            problems += [
                file.fault((place, *e["loc"]), f"entry {place + 1}", f"{e['msg']}.",
                           "Follow the rows around it.")
                for e in error.errors()
            ]  # fmt: skip
            continue
        if found[-1].use == "score" and (found[-1].low is None or found[-1].high is None):
            problems.append(
                file.fault((place,), found[-1].id, "a typed score needs low and high.", "Add both.")
            )
        if found[-1].use == "embed" and not found[-1].item_text_allowed:
            problems.append(
                file.fault((place, "use"), found[-1].id, "its words may not be shown.",
                           "Use score or never.")
            )  # fmt: skip
    if problems:
        raise CatalogueError(problems)
    return tuple(found)


@lru_cache(maxsize=1)
def instruments() -> dict[str, Instrument]:
    """Return the measures whose totals may be typed in, by id, in the order of the file."""
    return {each.id: each for each in read_instruments() if each.use == "score"}
