"""The guided questions, the advisor's page and the plan in a real browser, without script."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.e2e.test_pages import WIDTHS, findings, overflowing

pytestmark = pytest.mark.browser


@pytest.fixture
def looked_at(screenshot):
    """Return a check of a page's state: both widths, no overflow, nothing found by axe."""

    def look(page, name):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            screenshot(page, f"{name}-{width}")
            assert overflowing(page) == [], name
        assert findings(page) == [], name
        assert page.locator("h1").count() == 1

    return look


def go_on(page):
    page.get_by_role("button", name="Jatka", exact=True).click()


def test_questions_from_the_first_to_the_services(open_page, looked_at):
    # axe needs script in the page, so script is on; nothing of ours uses it here.
    page = open_page("/fi/kysymykset")
    page.get_by_role("button", name="Aloita").click()
    looked_at(page, "guide-for-whom")
    page.get_by_label("Läheiselleni").check()
    go_on(page)
    page.get_by_label("Työhön").check()
    go_on(page)
    looked_at(page, "guide-needs")
    page.get_by_label("Kuormitus ja uupumus").check()
    go_on(page)
    page.get_by_label("Missä kunnassa asut?").fill("Kuoppio")
    go_on(page)
    looked_at(page, "guide-error")
    page.get_by_role("button", name="Kuopio").click()
    page.get_by_label("Minkä ikäinen olet?").fill("45")
    go_on(page)
    page.get_by_role("button", name="En halua kertoa").click()
    looked_at(page, "guide-question")
    page.get_by_role("link", name="Tarkista vastaukset").click()
    assert "Et halunnut kertoa" in page.content()
    looked_at(page, "guide-check")
    page.get_by_role("button", name="Näytä palvelut").click()
    assert page.title().startswith("Palveluja sinun tilanteeseesi")
    looked_at(page, "guide-services")
    services = page.url
    page.get_by_role("link", name="Tee kooste puhelua varten").click()
    looked_at(page, "guide-summary-choice")
    page.get_by_role("button", name="Tee kooste").click()
    looked_at(page, "guide-summary")
    page.goto(services)
    page.get_by_role("link", name="Mitä jos tilanne muuttuu?").click()
    looked_at(page, "guide-what-if")
    page.get_by_role("button", name="Lopeta ja tyhjennä vastaukset").click()
    looked_at(page, "guide-stopped")


def test_questions_by_keyboard_and_without_script(open_page):
    page = open_page("/fi/kysymykset", script=False)
    page.get_by_role("button", name="Aloita").focus()
    page.keyboard.press("Enter")
    page.locator("input[name=for_whom]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/k/goal")
    page.locator("input[name=goal]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/k/needs")
    page.go_back()
    page.wait_for_url("**/k/goal")

    assert page.locator("input[name=goal]").first.is_checked()


def test_help_comes_first_in_danger(open_page, looked_at):
    page = open_page("/fi/kysymykset")
    page.get_by_role("button", name="Aloita").click()
    page.goto(page.url.partition("/k/")[0] + "/k/needs")
    page.get_by_label("Kriisi tai turvattomuus").check()
    go_on(page)

    assert page.url.endswith("/apua-heti")
    looked_at(page, "guide-help")


def test_the_advisor_fills_the_form_and_sees_both_sides(open_page, looked_at):
    page = open_page("/fi/tilanne")
    page.get_by_label("Töihin palaaminen sairauden jälkeen").check()
    page.get_by_label("Päivärytmi ja rutiinit").check()
    page.locator("#f-municipality").fill("Tampere")
    page.locator("#f-words").fill("velka")
    page.get_by_role("button", name="Näytä palvelut").first.click()

    looked_at(page, "advisor")
    assert page.locator("#match-form").is_visible()
    page.locator("#remarks").fill("Sovittu soitto maanantaina")
    page.emulate_media(media="print")
    assert page.locator("#remarks").is_visible()
    assert not page.locator("#match-form").is_visible()


def test_a_plan_is_made_saved_opened_and_printed(open_page, looked_at, tmp_path):
    page = open_page("/fi/palvelu/kela-kuntoutuspsykoterapia")
    page.get_by_role("button", name="Lisää").first.click()
    page.goto(page.url.partition("/fi/")[0] + "/fi/suunnitelma")
    looked_at(page, "plan-start")
    page.get_by_role("button", name="Aloita suunnitelma").click()
    looked_at(page, "plan-overview")
    page.get_by_role("button", name="Tavoitteet", exact=True).click()
    page.locator("#f-r0-text").fill("Kävelen 30 minuuttia kolmena päivänä viikossa")
    page.locator("#f-r0-start").select_option("-1")
    page.locator("#f-r0-score_on").fill("2026-11-20")
    page.locator("#f-r0-score_level").select_option("0")
    looked_at(page, "plan-goals")
    page.get_by_role("button", name="Lisää suunnitelmaan").click()
    assert "1 arvioidusta" in page.content()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Tallenna tiedostoksi").click()
    file = tmp_path / "plan.json"
    waiting.value.save_as(file)

    page.goto(page.url.partition("/fi/")[0] + "/fi/suunnitelma")
    page.locator("#f-plan_file").set_input_files(file)
    page.get_by_role("button", name="Avaa tiedosto").click()
    assert "Kävelen 30 minuuttia" in page.content()
    page.get_by_role("button", name="Näytä tulostettava").click()
    looked_at(page, "plan-print")


def filled(page, section, **fields):
    """Open a section of the plan, fill its fields by id and go back to the plan."""
    page.get_by_role("button", name=section, exact=True).click()
    for name, value in fields.items():
        box = page.locator(f"#f-{name.replace('__', '-')}")
        if box.evaluate("e => e.tagName") == "SELECT":
            box.select_option(value)
        else:
            box.fill(value)


def kept(page):
    page.get_by_role("button", name="Lisää suunnitelmaan").click()


def saved(page, file):
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Tallenna tiedostoksi").click()
    waiting.value.save_as(file)
    return file


def test_the_whole_story_from_matching_to_the_report_after_three_months(
    open_page, looked_at, screenshot, tmp_path
):
    today = datetime.now(tz=UTC).date()
    begun = today - timedelta(days=98)
    page = open_page("/fi/haku?q=ty%C3%B6uupumus")
    base = page.url.partition("/fi/")[0]
    page.get_by_role("button", name="Lisää").first.click()

    page.goto(f"{base}/fi/suunnitelma")
    page.locator("input[name=starts_on]").fill(begun.isoformat())
    page.get_by_role("button", name="Aloita suunnitelma").click()
    filled(page, "Tavoitteet", r0__text="Käyn kävelyllä kolmena päivänä viikossa",
           r0__start="-2", r0__level_0="kolmena päivänä", r0__due=today.isoformat())  # fmt: skip
    kept(page)
    filled(page, "Mittarit", r0__instrument="who-5", r0__on=begun.isoformat(), r0__score="36")
    looked_at(page, "plan-measures")
    kept(page)
    filled(page, "Arjen sujuminen", r0__on=begun.isoformat(), r0__d5="3")
    kept(page)
    page.get_by_role("button", name="Sosiaalisen kuntoutuksen tarkistuslista").click()
    looked_at(page, "plan-elements")
    page.get_by_label("Asetimme tavoitteet yhdessä.").check()
    kept(page)
    filled(page, "Vaihtoehdot ja kustannukset", r0__name="Ryhmä", r0__covers="10 kertaa",
           r0__cost_eur="450,50", r0__own_share_eur="90")  # fmt: skip
    looked_at(page, "plan-alternatives")
    kept(page)
    page.get_by_role("button", name="Kustannukset", exact=True).click()
    page.locator("#f-csv").fill(
        "service,unit,unit_price,planned,planned_to_date,payer\nOhjaus,kerta,80,10,8,county\n"
    )
    page.get_by_role("button", name="Tuo rivit").click()
    first = saved(page, tmp_path / "first.json")

    page.goto(f"{base}/fi/suunnitelma")  # three months later, from the file alone
    page.locator("#f-plan_file").set_input_files(first)
    page.get_by_role("button", name="Avaa tiedosto").click()
    filled(page, "Tavoitteet", r0__score_on=today.isoformat(), r0__score_level="0")
    kept(page)
    filled(page, "Mittarit", r1__instrument="who-5", r1__on=today.isoformat(), r1__score="52")
    kept(page)
    filled(page, "Arjen sujuminen", r1__on=today.isoformat(), r1__d5="1")
    kept(page)
    looked_at(page, "plan-after-three-months")
    told = page.locator("main").inner_text()
    assert "1 arvioidusta" in told
    assert "Ensin 36, nyt 52, muutos 16. Mittauksia 2." in told
    assert "Ensin 3, nyt 1, muutos -2. Mittauksia 2." in told.replace("−", "-")
    assert page.locator(".plan-timeline").count() == 1
    assert page.locator(".change-line svg").count() == 3

    page.get_by_role("checkbox", name="Mittarit").check()
    page.get_by_role("button", name="Näytä tulostettava").click()
    looked_at(page, "plan-print-after")
    assert "Muutos ajassa" in page.content()
    assert "450,50" in page.content()
    page.emulate_media(media="print")
    screenshot(page, "plan-print-on-paper")
