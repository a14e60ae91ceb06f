"""Codes are used once, leave no link to the answer, and only closed quarters are published."""

from datetime import date

import pytest
from typer.testing import CliRunner

from kuntoutuspolku import app
from plan.coping import UnitAnswers
from plan.coping_cards import cards_page
from plan.coping_store import CopingError, CopingStore, quarter_of

DAY = date(2026, 8, 14)


@pytest.fixture
def store(tmp_path):
    with CopingStore(tmp_path / "coping.sqlite") as opened:
        opened.set_unit("a", "Aikuissosiaalityö", 12)
        yield opened


def test_a_code_is_used_once(store):
    (code,) = store.make_codes("a", 1)

    assert store.is_open(code)
    assert store.answer(code.upper(), 2, DAY)
    assert not store.answer(code, 2, DAY)
    assert store.answers("2026-07", "2026-09") == (UnitAnswers("Aikuissosiaalityö", (2,), 12),)


@pytest.mark.parametrize("forged", ["", "x", "aaaaaaaaaa", "' OR 1=1 --", "🙂", "a" * 10_000])
def test_a_forged_code_is_refused(store, forged):
    store.make_codes("a", 5)

    assert not store.answer(forged, 1, DAY)


def test_no_code_and_no_day_is_in_the_file(store, tmp_path):
    codes = store.make_codes("a", 3)
    store.answer(codes[0], 0, DAY)
    store._db.close()

    kept = (tmp_path / "coping.sqlite").read_bytes()
    assert not any(code.encode() in kept for code in codes)
    assert b"2026-08-14" not in kept
    assert b"2026-08" in kept


def test_an_odd_answer_is_refused_and_the_code_stays(store):
    (code,) = store.make_codes("a", 1)

    with pytest.raises(CopingError):
        store.answer(code, 3, DAY)
    assert store.is_open(code)


def test_codes_need_a_unit(store):
    with pytest.raises(CopingError, match="no unit"):
        store.make_codes("zzz", 1)


@pytest.mark.parametrize(("year", "quarter"), [(2026, 4), (2027, 1), (2026, 5), (2026, 0)])
def test_only_a_quarter_that_is_over_is_published(year, quarter):
    with pytest.raises(CopingError):
        quarter_of(year, quarter, date(2026, 11, 26))


def test_a_closed_quarter_has_three_months():
    assert quarter_of(2026, 3, date(2026, 11, 26)) == ("2026-07", "2026-09")


def test_cards_carry_code_address_and_picture():
    page = cards_page(["abcdefghjk"], "https://www.example.fi", "A & B")

    assert page.count("<svg") == 1
    assert "https://www.example.fi/fi/vastaa?koodi=abcdefghjk" in page
    assert "A &amp; B" in page


def test_the_commands_make_a_unit_cards_and_a_report(tmp_path):
    runner, file = CliRunner(), str(tmp_path / "c.sqlite")

    assert runner.invoke(app, ["coping", "unit", "a", "A", "--file", file]).exit_code == 0
    made = runner.invoke(
        app, ["coping", "cards", "a", "--site", "https://x.fi", "--count", "2", "--file", file]
    )
    assert made.stdout.count("<li>") == 2
    told = runner.invoke(app, ["coping", "report", "2026", "1", "--file", file])
    assert "fewer than 5" in told.stdout
