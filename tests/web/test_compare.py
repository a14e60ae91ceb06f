"""Comparing: two to four services, the same words as their pages, differences told in words."""

from tests.web.html import Page

PATH = "/fi/vertaa"
TWO = "id=kela-kuntoutuspsykoterapia&id=hva-sosiaalinen-kuntoutus"


def test_services_are_columns_and_facts_are_rows(client):
    page = Page(client.get(f"{PATH}?{TWO}").text)

    columns = [th.text for th in page.all("th", scope="col")]
    assert columns[1:] == ["Kuntoutuspsykoterapia", "Sosiaalinen kuntoutus"]
    rows = [th.text for th in page.all("th", scope="row")]
    assert "Hinta (ero)" in rows
    assert len(page.all("td")) == 2 * len(rows)
    assert all(td.text for td in page.all("td"))


def test_only_differences_leaves_out_equal_rows(client):
    every = Page(client.get(f"{PATH}?{TWO}").text).all("th", scope="row")
    some = Page(client.get(f"{PATH}?diff=1&{TWO}").text).all("th", scope="row")

    assert [th.text for th in some] == [th.text for th in every if "(ero)" in th.text]
    assert len(some) < len(every)


def test_a_comparison_has_one_address(client):
    asked = client.get(f"{PATH}?{TWO}&id=no-such&utm=x&diff=0")

    assert asked.headers["location"] == f"{PATH}?{TWO}"


def test_one_service_and_five_say_what_to_do(client, catalogue):
    ids = list(catalogue.services)[:5]

    assert "vähintään kaksi" in client.get(f"{PATH}?id={ids[0]}").text
    five = client.get(f"{PATH}?" + "&".join(f"id={key}" for key in ids)).text
    assert "Poista yksi palvelu ensin." in five
    assert five.count("Poista vertailusta") == 5


def test_services_of_the_own_list_can_be_added(client):
    client.cookies.set("saved", "kela-kuntoutuspsykoterapia")

    text = client.get(f"{PATH}?id=hva-sosiaalinen-kuntoutus").text

    assert "id=hva-sosiaalinen-kuntoutus&amp;id=kela-kuntoutuspsykoterapia" in text
