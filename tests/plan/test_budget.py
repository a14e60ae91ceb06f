"""The budget: the test of reference/matching.md section 12 to the last digit, and odd input."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.budget import Entry, Line, from_csv, report, to_csv
from plan.money import AmountError, cents, read_amount

D = Decimal
LINES = (
    Line("ohjaus", "Palveluohjaus", "kk", D(200), D(12), D(5), "county"),
    Line("fysio", "Fysioterapia", "käynti", D(72), D(10), D(5), "client"),
    Line("kurssi", "Kurssi", "kerta", D(90), D(1), D(1), "client"),
)
DAY = date(2026, 6, 30)
ENTRIES = [
    *[Entry(date(2026, m, 1), "ohjaus", D(1), D(200)) for m in range(1, 6)],
    *[Entry(date(2026, m, 2), "fysio", D(1), D(72)) for m in range(1, 7)],
    Entry(date(2026, 6, 3), "fysio", D(1), D("78.50")),
    Entry(date(2026, 2, 1), "kurssi", D(1), D(90)),
]


def test_the_worked_example():
    total = report(LINES, ENTRIES, DAY).total

    assert cents(total.plan) == D("3210.00")
    assert cents(total.to_date) == D("1450.00")
    assert cents(total.actual) == D("1600.50")
    assert cents(total.variance) == D("150.50")
    assert total.variance_per_cent == D("10.38")
    assert total.is_over
    assert total.used_per_cent == D("49.86")
    assert cents(total.forecast) == D("3360.50")


def test_a_line_of_the_worked_example():
    line = report(LINES, ENTRIES, DAY).lines["fysio"]

    assert (cents(line.to_date), cents(line.actual), cents(line.forecast)) == (
        D("360.00"), D("510.50"), D("870.50"),
    )  # fmt: skip


def test_own_share_comes_first():
    payers = report(LINES, ENTRIES, DAY).payers

    assert list(payers) == ["client", "county"]
    assert payers["client"].plan == D(810)


def test_price_of_the_package_by_the_hour():
    assert [cents(D(2400) / hours) for hours in (30, 36)] == [D("80.00"), D("66.67")]


def test_later_entries_are_left_out():
    assert report(LINES, ENTRIES, date(2025, 12, 31)).total.actual == 0


def test_an_entry_of_no_line_is_told():
    with pytest.raises(AmountError, match="'zzz'"):
        report(LINES, [Entry(DAY, "zzz", D(1), D(1))], DAY)


@pytest.mark.parametrize(
    ("text", "amount"),
    [("57,60", "57.60"), ("1 234,5", "1234.5"), ("12 €", "12"), ("1\u00a0000", "1000"), ("0", "0")],
)
def test_amounts_are_read_as_people_write_them(text, amount):
    assert read_amount(text) == D(amount)


@pytest.mark.parametrize(
    "text", ["", "viisi", "-5", "NaN", "inf", "1,2,3", "1e999999999", "12 USD"]
)
def test_what_is_no_amount_is_told(text):
    with pytest.raises(AmountError):
        read_amount(text)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**6, places=2))
def test_cents_never_move_an_amount_of_cents(amount):
    assert cents(amount) == amount


def test_lines_survive_csv():
    back = from_csv(to_csv(LINES))

    assert [(b.service, b.unit_price_eur, b.planned, b.payer) for b in back] == [
        (a.service, a.unit_price_eur, a.planned, a.payer) for a in LINES
    ]


def test_finnish_csv_is_read():
    text = (
        "service;unit;unit_price;planned;planned_to_date;payer;vat_included\n"
        "Fysioterapia;käynti;72,50;10;5;client;true\n"
    )

    assert from_csv(text)[0].unit_price_eur == D("72.50")


def test_a_formula_stays_text_in_a_spreadsheet():
    line = Line("a", "=1+1", "kk", D(1), D(1), D(1), "client")

    assert "'=1+1" in to_csv([line])
    assert from_csv(to_csv([line]))[0].service == "=1+1"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Kurssi,kk,abc,1,1,client,", "Row 2"),
        ("Kurssi,kk,5,1,1,minä,", "payer is one of"),
        (",kk,5,1,1,client,", "service is missing"),
        ("Kurssi,kk,-5,1,1,client,", "negative"),
    ],
)
def test_a_faulty_row_is_named(row, words):
    head = "service,unit,unit_price,planned,planned_to_date,payer,vat_included\n"

    with pytest.raises(AmountError, match=words):
        from_csv(head + row)


def test_too_many_rows_are_refused():
    head = "service,unit,unit_price,planned,planned_to_date,payer,vat_included\n"

    with pytest.raises(AmountError, match="at most"):
        from_csv(head + "Kurssi,kk,5,1,1,client,\n" * 10_000)
