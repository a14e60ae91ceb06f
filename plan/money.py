"""Euros as decimals: reading what people write, rounding half up to cents only for showing."""

import re
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
# Up to a milliard, four decimals: nothing in a personal budget is larger.
_AMOUNT = re.compile(r"\d{1,9}(\.\d{1,4})?")
_SPACES = re.compile(r"[\s\u00a0\u202f]")


class AmountError(ValueError):
    """An amount that cannot be read; the message says how to write it."""


def read_amount(text: str) -> Decimal:
    """Return an amount of euros written as "1 234,50", "1234.50" or "12 €".

    Raises:
        AmountError: It is no amount, or it is negative.
    """
    plain = _SPACES.sub("", text).removesuffix("€").removesuffix("euroa").replace(",", ".")
    if _AMOUNT.fullmatch(plain.removeprefix("-")) is None:
        raise AmountError(f"{text[:40]!r} is no amount. Write it in figures, for example 57,60.")
    if plain.startswith("-"):
        raise AmountError(f"{text!r} is negative. Write the amount without a minus sign.")
    return Decimal(plain)


def cents(amount: Decimal) -> Decimal:
    """Return an amount rounded half up to cents."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def per_cent(part: Decimal, whole: Decimal) -> Decimal | None:
    """Return part / whole in per cent, half up to two decimals; None when the whole is zero."""
    return None if whole == 0 else cents(part * 100 / whole)
