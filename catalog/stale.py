"""What to check again, most urgent first: by the record's own rhythm, evidence and use.

A record is due when its last check is older than its `review_months`. Evidence D (nobody has read
a source) is due at once. Among those due, the more used and the longer overdue come first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from catalog.catalogue import Catalogue
from catalog.model import Organization, Service

DAYS_A_MONTH = 30.44  # mean length; a day more or less does not matter for a review


@dataclass(frozen=True, slots=True)
class Due:
    """A record to look at.

    Attributes:
        overdue_days: Days since the check was due; negative: days left; evidence D counts from the
            day it was entered.
        uses: How often it was shown, as far as it is counted; 0 when it is not.
    """

    record_id: str
    name: str
    verified_on: date
    evidence: str
    overdue_days: int
    uses: int


def due_records(
    catalogue: Catalogue, on: date, *, within_days: int = 0, uses: Mapping[str, int] | None = None
) -> list[Due]:
    """Return the services and organisations to check again, the most urgent first.

    Args:
        catalogue: What is kept.
        on: The day of asking.
        within_days: Also those that fall due within so many days.
        uses: Times each record was shown, by id; None when nothing is counted.
    """
    counts = uses or {}
    found = []
    records: list[Service | Organization] = [
        *catalogue.services.values(), *catalogue.organizations.values()
    ]  # fmt: skip
    for record in records:
        rhythm = 0 if record.evidence == "D" else round(record.review_months * DAYS_A_MONTH)
        overdue = (on - record.verified_on).days - rhythm
        if overdue >= -within_days:
            found.append(
                Due(record.id, record.name.choose("fi").text, record.verified_on, record.evidence,
                    overdue, counts.get(record.id, 0))
            )  # fmt: skip
    return sorted(found, key=lambda d: (-d.uses, -d.overdue_days, d.record_id))
