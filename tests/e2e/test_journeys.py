"""Main journeys as a person makes them: by keyboard, without script, on a narrow screen."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.test_pages import findings, overflowing

pytestmark = pytest.mark.browser


def fill_situation(page):
    """Answer as a 47-year-old employee in Tampere with back pain who wants to stay at work."""
    page.get_by_label("Työssä jaksaminen ja jatkaminen", exact=True).first.check()
    page.get_by_label("Pitkään jatkunut kipu", exact=True).first.check()
    page.get_by_label("Missä kunnassa asut?").fill("Tampereella")
    page.get_by_label("Minkä ikäinen olet?").fill("47")
    page.get_by_label("Olen työssä", exact=True).check()


def test_searching_by_keyboard_alone(open_page):
    page = open_page("/fi/")

    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Siirry sisältöön")
    page.keyboard.press("Enter")
    page.get_by_label("Mitä etsit?").focus()
    page.keyboard.type("kuntoutuspsykoterapiaan")
    page.keyboard.press("Enter")

    expect(page.locator("#results")).to_contain_text("kuntoutuspsykoterapiaan")
    first = page.locator("ol h3 a").first
    expect(first).to_have_text("Kuntoutuspsykoterapia")
    first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Kuntoutuspsykoterapia")


def test_searching_without_script_and_going_back(open_page):
    page = open_page("/fi/", script=False)

    page.get_by_label("Mitä etsit?").fill("selän kipu")
    page.get_by_label("Kotikunta (ei pakollinen)").fill("Oulussa")
    page.get_by_role("button", name="Hae").click()

    expect(page).to_have_url(re.compile(r"/fi/haku\?municipality=564&q="))
    page.locator("ol h3 a").first.click()
    expect(page.locator("h1")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Mitä etsit?")).to_have_value("selän kipu")


@pytest.mark.parametrize("width", [320, 1280])
def test_telling_a_situation_gives_groups_with_states_in_words(open_page, screenshot, width):
    page = open_page("/fi/tilanne", width=width, script=False)
    fill_situation(page)

    page.get_by_role("button", name="Näytä palvelut").first.click()
    screenshot(page, f"match-results-{width}")

    expect(page.locator("h1")).to_have_text("Palveluja sinun tilanteeseesi")
    expect(page.locator("main")).to_contain_text("Tämä ei ole päätös.")
    expect(page.locator("h2").first).to_be_visible()
    expect(page.locator("main")).to_contain_text("Voi sopia – järjestäjä arvioi")
    expect(page.locator("main")).to_contain_text("Pirkanmaan hyvinvointialue")
    assert "?" not in page.url
    assert overflowing(page) == []


def test_the_match_results_are_accessible(open_page):
    page = open_page("/fi/tilanne")
    fill_situation(page)
    page.get_by_role("button", name="Näytä palvelut").first.click()

    assert findings(page) == []


def test_a_faulty_answer_keeps_everything_as_entered(open_page, screenshot):
    page = open_page("/fi/tilanne", script=False)
    fill_situation(page)
    page.get_by_label("Missä kunnassa asut?").fill("Kuoppio")

    page.get_by_role("button", name="Näytä palvelut").first.click()
    screenshot(page, "match-form-error-1280")

    expect(page.locator("main")).to_contain_text("Tarkista tiedot")
    expect(page.locator("main")).to_contain_text("Kuopio")
    expect(page.get_by_label("Missä kunnassa asut?")).to_have_value("Kuoppio")
    expect(page.get_by_label("Minkä ikäinen olet?")).to_have_value("47")
    expect(page.get_by_label("Olen työssä", exact=True)).to_be_checked()
    assert page.title().startswith("Virhe")


def test_changing_an_answer_starts_from_what_was_answered(open_page):
    page = open_page("/fi/tilanne", script=False)
    fill_situation(page)
    page.get_by_role("button", name="Näytä palvelut").first.click()

    age = page.get_by_label("Minkä ikäinen olet?")
    expect(age).to_have_value("47")
    age.fill("17")
    page.get_by_role("button", name="Näytä palvelut").first.click()

    expect(page.get_by_label("Minkä ikäinen olet?")).to_have_value("17")


def test_the_language_link_leads_to_the_same_page(open_page):
    page = open_page("/fi/palvelu/kela-kiila")

    page.get_by_role("link", name="Svenska").click()

    expect(page).to_have_url(re.compile("/sv/tjanst/kela-kiila"))
    expect(page.locator("html")).to_have_attribute("lang", "sv")
