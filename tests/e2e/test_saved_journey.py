"""The own list by keyboard alone and without script: add, see, compare, share."""

import pytest

pytestmark = pytest.mark.browser
SERVICE = "Lisää suunnitelmaan: Kuntoutuspsykoterapia"


def tab_to(page, name: str, most: int = 160) -> None:
    """Press Tab until the element with this text has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        said = page.evaluate("document.activeElement.textContent")
        if " ".join(said.split()).startswith(name):
            return
    pytest.fail(f"{most} tabs did not reach {name!r}")


def test_search_add_and_list_by_keyboard_alone(open_page):
    page = open_page("/fi/haku?q=kuntoutuspsykoterapia")
    tab_to(page, SERVICE)
    outline = page.evaluate("getComputedStyle(document.activeElement).backgroundColor")
    page.keyboard.press("Enter")

    page.wait_for_url("**/fi/haku?*")
    assert outline == "rgb(255, 216, 77)"
    assert "Lisättiin suunnitelmaan: Kuntoutuspsykoterapia" in page.locator(".notice").inner_text()
    tab_to(page, "Suunnitelma (1)")
    page.keyboard.press("Enter")
    page.wait_for_url("**/fi/omat-palvelut")
    assert page.locator(".hit__name").all_inner_texts() == ["Kuntoutuspsykoterapia"]


def test_two_services_are_compared_and_shared_without_script(open_page):
    page = open_page("/fi/palvelu/kela-kuntoutuspsykoterapia", script=False)
    page.get_by_role("button", name="Lisää suunnitelmaan").click()
    page.goto(page.url.split("/fi/")[0] + "/fi/palvelu/hva-sosiaalinen-kuntoutus")
    page.get_by_role("button", name="Lisää suunnitelmaan").click()
    page.get_by_role("link", name="Suunnitelma (2)").click()
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Vertaa valittuja").click()
    assert page.locator("thead a").count() == 2

    page.go_back()
    page.get_by_role("link", name="Avaa jaettava lista").click()
    page.get_by_role("button", name="Ota omaan suunnitelmaan").wait_for()  # the page may be coming
    assert "ids=kela-kuntoutuspsykoterapia.hva-sosiaalinen-kuntoutus" in page.url
    assert page.get_by_role("button", name="Ylemmäs").count() == 0
