"""The results page: one address for one search, faults told, nothing breaks it."""

import itertools
import re

import pytest

from tests.web.html import Page

ODD = [
    "page=abc", "page=-1", "page=0", "page=99999999999999999999", "q=" + "a" * 5000,
    "q=%00%01%02", "q=%F0%9F%98%80", "q=%ff%fe", "q=%E2%80%AE%D7%90", "sector=zzz",
    "need=zzz&need=mood.low",
    "age=abc", "age=-5", "age=999", "sort=zzz", "municipality=%00", "municipality=" + "x" * 3000,
    "q[]=a&q[]=b", "=&&&==", "lang=xx", "q=a&q=b", "organiser=kela&organiser=zzz", "per_page=9999",
    "q=" + "%22%27%3C%3E%26" * 20, "q=AND+OR+NOT+(((", "q=*", "q=~%5E%3A",
]  # fmt: skip


@pytest.mark.parametrize("query", ODD)
@pytest.mark.parametrize("path", ["/fi/haku", "/sv/sok", "/en/search"])
def test_an_odd_query_never_breaks_the_page(client, path, query):
    response = client.get(f"{path}?{query}", follow_redirects=True)

    assert response.status_code in (200, 422)
    assert Page(response.text).unclosed == []


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("q=kipu&municipality=", "q=kipu"),
        ("q=kipu&municipality=Tampere", "municipality=837&q=kipu"),
        ("q=kipu&municipality=Tampereella", "municipality=837&q=kipu"),
        ("price=free&need=mood.low&page=1&sort=relevance", "need=mood.low&price=free"),
        ("utm_source=x&q=kipu", "q=kipu"),
        ("q=++kipu+++selkä+", "q=kipu+selk%C3%A4"),
    ],
)
def test_a_search_written_otherwise_leads_to_its_one_address(client, asked, canonical):
    response = client.get(f"/fi/haku?{asked}")

    assert response.status_code == 302
    assert response.headers["location"] == f"/fi/haku?{canonical}"
    assert client.get(response.headers["location"]).status_code == 200


def test_a_page_past_the_end_leads_to_the_last_one(client):
    response = client.get("/fi/haku?page=500&q=kuntoutus")

    assert response.status_code == 302
    assert "page=" in response.headers["location"]
    assert client.get(response.headers["location"]).status_code == 200


def test_an_unknown_municipality_is_told_with_everything_as_entered(client):
    response = client.get("/fi/haku?municipality=Kuoppio&q=kuntoutus")
    page = Page(response.text)
    field = page.one("input", id="f-municipality")

    assert response.status_code == 422
    assert page.one("title").text.startswith("Virhe:")
    assert "Emme löydä kuntaa ”Kuoppio”" in page.one("div", class_="govuk-error-summary").text
    assert page.one("a", href="#f-municipality")
    assert field.attributes["value"] == "Kuoppio"
    assert field.attributes["aria-invalid"] == "true"
    assert "f-municipality-error" in field.attributes["aria-describedby"]
    assert "Kuopio" in page.one("p", id="f-municipality-error").text
    assert page.one("input", id="f-q").attributes["value"] == "kuntoutus"
    assert page.all("li", class_="hit")


def test_results_say_organiser_way_in_price_and_check(client):
    page = Page(client.get("/fi/haku?municipality=837&q=sosiaalinen+kuntoutus").text)
    first = page.all("li", class_="hit")[0].text

    assert "Sosiaalinen kuntoutus" in first
    assert "Pirkanmaan hyvinvointialue" in first
    assert "Tarkistettu" in first


def test_a_chosen_filter_can_be_removed_and_opens_the_list(client):
    page = Page(client.get("/fi/haku?price=free&q=kuntoutus").text)
    chip = page.one("a", class_="chip")

    assert chip.attributes["href"] == "/fi/haku?q=kuntoutus"
    assert "Poista rajaus" in chip.text
    assert "open" in page.one("details", class_="govuk-details filters__details").attributes
    assert page.one("input", name="price", value="free").attributes["checked"] == ""


def test_the_words_of_the_visitor_are_escaped(client):
    text = client.get("/fi/haku?q=%3Cscript%3Ealert(1)%3C/script%3E").text

    assert "<script>alert" not in text


def test_danger_puts_urgent_help_before_the_results(client):
    page = Page(client.get("/fi/haku?q=haluan+kuolla").text)
    classes = [e.attributes.get("class", "") for e in page.elements]

    assert "urgent" in classes
    assert "hits" not in classes or classes.index("urgent") < classes.index("hits")


def test_nothing_found_leads_somewhere(client):
    page = Page(client.get("/fi/haku?q=zzqqxx").text)

    assert page.one("h2", id="results").text.startswith("Ei osumia haulle")
    assert page.all("ul", class_="themes")
    assert page.one("meta", name="robots").attributes["content"] == "noindex, follow"


def test_nothing_found_names_a_person_of_the_place_that_was_written(client):
    page = Page(client.get("/fi/haku?q=pizza+tampere").text)

    assert "Pirkanmaan hyvinvointialue" in page.one("div", class_="person").text


def test_an_age_read_from_the_words_is_said_in_years(client):
    facts = [e.text for e in Page(client.get("/sv/sok?q=barn+9+år+adhd").text).all("strong")]

    assert "9 år" in facts


def test_words_searched_in_finnish_are_marked_on_other_pages(client):
    swedish, finnish = (client.get(p).text for p in ("/sv/sok?q=hjälpmedel", "/fi/haku?q=uupumus"))

    assert 'med finska ord: <span lang="fi">apuväline' in swedish
    assert "Haimme myös: <span>" in finnish


def test_ways_in_are_one_line_with_one_capital(client):
    facts = Page(client.get("/fi/haku?q=kuntoutus").text).all("p", class_="hit__facts")

    assert any("Hakemuksella, lähetteellä" in " ".join(p.text.split()) for p in facts)
    assert not any(", Lähetteellä" in p.text for p in facts)


def test_a_summary_in_another_language_says_so_before_it(client):
    page = Page(client.get("/sv/sok?municipality=905&q=barn+adhd").text)
    told = [
        before.text
        for before, e in itertools.pairwise(page.all("p"))
        if e.attributes.get("class") == "hit__summary" and e.attributes.get("lang") == "fi"
    ]

    assert told
    assert set(told) == {"Den här texten finns bara på finska."}


def test_narrowing_leads_to_the_results_past_the_filters(client):
    page = Page(client.get("/fi/haku?price=free&q=kipu").text)

    assert page.one("button", form="search-form").attributes["formaction"] == "/fi/haku#results"


def test_later_pages_are_not_indexed_and_numbering_goes_on(client):
    page = Page(client.get("/fi/haku?page=2&q=kuntoutus").text)

    assert page.one("meta", name="robots")
    assert page.one("ol", class_="hits").attributes["start"] == "21"
    assert page.one("a", aria_current="page").text == "2"


def test_without_an_index_the_page_says_so_and_lists_the_services(client_without_index, catalogue):
    response = client_without_index.get("/sv/sok?q=kela")
    page = Page(response.text)

    assert response.status_code == 503
    assert "Sökningen är ur bruk" in page.one("main").text
    listed = [e for e in page.all("a") if e.attributes["href"].startswith("/sv/tjanst/")]
    assert len(listed) == len(catalogue.services)


def test_without_an_index_the_other_pages_work(client_without_index):
    for where in ("/fi/", "/fi/tilanne", "/fi/palvelu/kela-kuntoutuspsykoterapia", "/health"):
        assert client_without_index.get(where).status_code == 200
    assert client_without_index.get("/ready").status_code == 503
    assert client_without_index.get("/api/v1/search").json()["error"]["code"] == "index_unavailable"


def test_a_fact_read_from_the_words_can_be_taken_or_left_out(client):
    page = Page(client.get("/fi/haku?q=terapia+oulussa").text)
    links = {e.attributes["href"] for e in page.all("a")}

    assert "/fi/haku?municipality=564&q=terapia+oulussa" in links
    assert "/fi/haku?q=terapia" in links


@pytest.mark.parametrize("path", ["/fi/haku/jarjestys", "/sv/sok/ordning", "/en/search/order"])
def test_the_order_of_results_is_explained_step_by_step(client, path):
    answer = client.get(path, params={"q": "selän kipu"})

    assert answer.status_code == 200
    assert "selän kipu" in answer.text
    assert answer.text.count("<table") == 10


def test_the_order_page_ends_with_the_points_of_the_hit(client):
    answer = client.get("/en/search/order", params={"q": "kuntoutusraha"}).text

    first = answer.split('<li class="hit">')[1]
    told = re.search(r"([\d.]+) points", first)[1]
    assert first.rsplit("--numeric", 1)[1].startswith(f'">{told}<')


def test_without_a_search_the_order_page_says_what_to_do(client):
    assert "Kirjoita ensin haku" in client.get("/fi/haku/jarjestys").text


@pytest.mark.parametrize(
    "q",
    ["24v masentunut oulussa", "mistä rahaa kuntoutuksen ajalle", "työkyky", "selkäkipu tampere"],
)
def test_every_step_of_the_ranking_has_words(client, q):
    answer = client.get(
        "/fi/haku/jarjestys", params={"municipality": "837", "q": q}, follow_redirects=True
    )

    assert answer.status_code == 200
    assert "<td" in answer.text
