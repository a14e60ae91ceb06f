"""A personal budget: what was planned, what has been used, and where it is heading.

The tool plans and follows costs; it grants no money. Formulas and test: reference/matching.md
section 12. All amounts are decimals of euros; rounding is only for showing (`money.cents`).
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from plan.money import AmountError, cents, per_cent, read_amount

Payer = Literal["client", "county", "kela", "insurer", "employer", "other"]
# The person's own share is always told first.
PAYERS: tuple[Payer, ...] = ("client", "county", "kela", "insurer", "employer", "other")
_WARN_SHARE = Decimal("0.10")  # a variance over a tenth of what was planned so far
MOST_ROWS = 2_000
_COLUMNS = ("service", "unit", "unit_price", "planned", "planned_to_date", "payer", "vat_included")


@dataclass(frozen=True, slots=True)
class Line:
    """Something that costs.

    Attributes:
        id: Names the line for its entries.
        unit_price_eur: Price of one unit, planned.
        planned: Units in the whole period.
        planned_to_date: Units planned by the day of the report.
        vat_included: None when nobody told.
    """

    id: str
    service: str
    unit: str
    unit_price_eur: Decimal
    planned: Decimal
    planned_to_date: Decimal
    payer: Payer
    vat_included: bool | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that was used and paid."""

    on: date
    line: str
    quantity: Decimal
    amount_eur: Decimal


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of a line, a payer or the whole, in euros; not rounded.

    Attributes:
        variance: actual − planned to date.
        remaining: plan − planned to date.
        forecast: actual + remaining.
        used_per_cent: actual / plan, two decimals; None when nothing is planned.
    """

    plan: Decimal
    to_date: Decimal
    actual: Decimal

    @property
    def variance(self) -> Decimal:
        """More used than planned so far (negative: less)."""
        return self.actual - self.to_date

    @property
    def remaining(self) -> Decimal:
        """What the plan still holds."""
        return self.plan - self.to_date

    @property
    def forecast(self) -> Decimal:
        """What the whole will cost if the rest goes as planned."""
        return self.actual + self.remaining

    @property
    def used_per_cent(self) -> Decimal | None:
        """Share of the plan that is used."""
        return per_cent(self.actual, self.plan)

    @property
    def variance_per_cent(self) -> Decimal | None:
        """Variance as a share of what was planned so far."""
        return per_cent(self.variance, self.to_date)

    @property
    def is_over(self) -> bool:
        """Whether to warn: over a tenth above the plan so far, or a forecast above the plan."""
        return self.variance > _WARN_SHARE * self.to_date or self.forecast > self.plan

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            self.plan + other.plan, self.to_date + other.to_date, self.actual + other.actual
        )


NOTHING = Figures(Decimal(0), Decimal(0), Decimal(0))


@dataclass(frozen=True, slots=True)
class BudgetReport:
    """Figures by line, by payer (own share first, only payers in use) and in all."""

    lines: Mapping[str, Figures]
    payers: Mapping[Payer, Figures]
    total: Figures


def report(lines: Sequence[Line], entries: Iterable[Entry], until: date) -> BudgetReport:
    """Compute the figures as they are on a day; later entries are left out.

    Raises:
        AmountError: An entry is of a line that does not exist.
    """
    actual = dict.fromkeys((line.id for line in lines), Decimal(0))
    for entry in entries:
        if entry.line not in actual:
            raise AmountError(f"An entry is of the line {entry.line!r}, which does not exist.")
        if entry.on <= until:
            actual[entry.line] += entry.amount_eur
    by_line = {
        line.id: Figures(
            line.unit_price_eur * line.planned,
            line.unit_price_eur * line.planned_to_date,
            actual[line.id],
        )
        for line in lines
    }
    by_payer: dict[Payer, Figures] = {}
    for payer in PAYERS:
        own = [by_line[line.id] for line in lines if line.payer == payer]
        if own:
            by_payer[payer] = sum(own, NOTHING)
    return BudgetReport(by_line, by_payer, sum(by_line.values(), NOTHING))


def to_csv(lines: Iterable[Line]) -> str:
    """Return the lines as CSV with a header; amounts with a decimal point."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for line in lines:
        vat = "" if line.vat_included is None else str(line.vat_included).lower()
        writer.writerow([
            _no_formula(line.service), _no_formula(line.unit), cents(line.unit_price_eur),
            line.planned, line.planned_to_date, line.payer, vat,
        ])  # fmt: skip
    return out.getvalue()


def _no_formula(text: str) -> str:
    """Return text that a spreadsheet does not run as a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def from_csv(text: str) -> tuple[Line, ...]:
    """Read lines from CSV as `to_csv` writes it; also with semicolons and decimal commas.

    Raises:
        AmountError: A row cannot be read; the message names the row.
    """
    delimiter = ";" if text.partition("\n")[0].count(";") > 3 else ","
    rows = list(csv.DictReader(io.StringIO(text), delimiter=delimiter))
    if len(rows) > MOST_ROWS:
        raise AmountError(f"The file has {len(rows)} rows; at most {MOST_ROWS} are read.")
    return tuple(_line(number, row) for number, row in enumerate(rows, start=2))


def _line(number: int, row: Mapping[str, str | None]) -> Line:
    missing = [name for name in _COLUMNS[:6] if not (row.get(name) or "").strip()]
    if missing:
        raise AmountError(f"Row {number}: {', '.join(missing)} is missing.")
    told = {name: (row.get(name) or "").strip() for name in _COLUMNS}
    payer = next((p for p in PAYERS if p == told["payer"]), None)
    if payer is None:
        raise AmountError(f"Row {number}: payer is one of {', '.join(PAYERS)}.")
    try:
        price, planned, to_date = (read_amount(told[name]) for name in _COLUMNS[2:5])
    except AmountError as error:
        raise AmountError(f"Row {number}: {error}") from None
    vat = {"true": True, "false": False}.get(told["vat_included"].lower())
    return Line(
        f"line-{number - 1}", told["service"].removeprefix("'"), told["unit"], price, planned,
        to_date, payer, vat,
    )  # fmt: skip
