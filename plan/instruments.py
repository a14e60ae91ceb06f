"""Scores of measures made elsewhere: ranges checked, missing kept missing, never an item's text.

No item of any measure is embedded: what may be is for a table of licences that is not built yet.
Only the arithmetic is here, from manuals and articles (reference/instruments.md sections 5–7). A
score shows change for one person and is never compared between people.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from plan.gas import ScoreError
from plan.money import cents

Answers = Sequence[int | None]  # None: not answered or, where the instrument has it, not applicable


def _whole(answers: Answers, count: int, low: int, high: int) -> list[int]:
    """Return the answers when all are there and in range.

    Raises:
        ScoreError: One is missing or outside the range.
    """
    if len(answers) != count:
        raise ScoreError(f"There are {count} items; here are {len(answers)}.")
    whole: list[int] = []
    for number, answer in enumerate(answers, start=1):
        if answer is None:
            raise ScoreError(f"Item {number} is not answered, so there is no score.")
        if not low <= answer <= high:
            raise ScoreError(f"Item {number} is from {low} to {high}, not {answer}.")
        whole.append(answer)
    return whole


def pei(answers: Sequence[int | str | None]) -> int:
    """Return the Patient Enablement Instrument, 0–12, higher is more enabled.

    Args:
        answers: Six of 0, 1, 2 or "not applicable", which counts as 0.

    Raises:
        ScoreError: An item is not answered or out of range.
    """
    coded = [0 if answer == "not applicable" else answer for answer in answers]
    return sum(_whole([a if isinstance(a, int) else None for a in coded], 6, 0, 2))


def eurohis_qol_8(answers: Answers) -> Decimal:
    """Return the mean of EUROHIS-QOL-8, 1–5, two decimals; one item may be missing.

    Raises:
        ScoreError: Two or more missing, or out of range.
    """
    if len(answers) != 8:
        raise ScoreError(f"There are 8 items; here are {len(answers)}.")
    told = [a for a in answers if a is not None]
    if len(told) < 7:
        raise ScoreError("At most one item may be missing.")
    _whole(told, len(told), 1, 5)
    return cents(Decimal(sum(told)) / len(told))


# Items of each domain of WHOQOL-BREF, and the items that are reversed (6 − x).
WHOQOL_DOMAINS: Mapping[str, tuple[int, ...]] = {
    "physical": (3, 4, 10, 15, 16, 17, 18),
    "psychological": (5, 6, 7, 11, 19, 26),
    "social": (20, 21, 22),
    "environment": (8, 9, 12, 13, 14, 23, 24, 25),
}
_REVERSED = frozenset((3, 4, 26))
_MOST_MISSING = {"social": 1}


def whoqol_bref(answers: Mapping[int, int | None]) -> dict[str, Decimal | None]:
    """Return the four domains of WHOQOL-BREF, 0–100, two decimals; None for one with gaps.

    Args:
        answers: Item number 1–26 to its answer 1–5 as given, before reversal.

    Raises:
        ScoreError: More than a fifth of the items is missing, or one is out of range.
    """
    told = {n: a for n, a in answers.items() if a is not None}
    if any(n not in range(1, 27) or a not in range(1, 6) for n, a in told.items()):
        raise ScoreError("Items are 1 to 26 and answers 1 to 5.")
    if 26 - len(told) > 26 * 0.2:
        raise ScoreError("More than a fifth of the items is missing, so there are no scores.")
    turned = {n: 6 - a if n in _REVERSED else a for n, a in told.items()}
    return {name: _domain(name, items, turned) for name, items in WHOQOL_DOMAINS.items()}


def _domain(name: str, items: Sequence[int], turned: Mapping[int, int]) -> Decimal | None:
    values = [turned[n] for n in items if n in turned]
    if len(items) - len(values) > _MOST_MISSING.get(name, 2):
        return None
    mean = Decimal(sum(values)) / len(values) * 4
    return cents((mean - 4) * 100 / 16)


def who_5(answers: Answers) -> int:
    """Return WHO-5, 0–100 (sum of five items 0–5, times four).

    Raises:
        ScoreError: An item is missing or out of range.
    """
    return sum(_whole(answers, 5, 0, 5)) * 4


def whodas_12(answers: Answers) -> int:
    """Return the simple sum of WHODAS 2.0 with twelve items 0–4, so 0–48; more is harder.

    Raises:
        ScoreError: An item is missing or out of range.
    """
    return sum(_whole(answers, 12, 0, 4))


def esis(answers: Answers) -> Decimal:
    """Return the experience of social inclusion scale, 0–100, one decimal, from ten items 1–5.

    Raises:
        ScoreError: An item is missing or out of range.
    """
    total = sum(_whole(answers, 10, 1, 5))
    return (Decimal(total - 10) * 100 / 40).quantize(Decimal("0.1"))


def icf_qualifier(per_cent: int) -> int:
    """Return the ICF qualifier 0–4 for a share of difficulty in per cent.

    Raises:
        ScoreError: Not 0–100.
    """
    if not 0 <= per_cent <= 100:
        raise ScoreError(f"A share is from 0 to 100 per cent, not {per_cent}.")
    return sum(per_cent >= bound for bound in (5, 25, 50, 96))
