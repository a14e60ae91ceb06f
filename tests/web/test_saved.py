"""The visitor's own list: ids in one cookie, changed by forms, shared by address."""

import pytest

from tests.web.html import Page

FIRST, SECOND = "kela-kuntoutuspsykoterapia", "hva-sosiaalinen-kuntoutus"
LIST = "/fi/omat-palvelut"


def post(client, referer=None, **form):
    headers = {"referer": f"http://testserver{referer}"} if referer else {}
    return client.post(LIST, data=form, headers=headers)


def with_list(client, *ids):
    client.cookies.set("saved", ".".join(ids))
    return client


def test_adding_leads_back_to_the_search_with_a_notice_that_names_the_service(client):
    answer = post(client, "/fi/haku?q=kuntoutus", id=FIRST)

    assert answer.status_code == 303
    assert answer.headers["location"] == f"/fi/haku?q=kuntoutus&notice=added.{FIRST}"
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"saved={FIRST};")
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    assert "xpires" not in cookie
    page = client.get(answer.headers["location"])
    assert "Lisättiin suunnitelmaan: <" not in page.text
    assert "Lisättiin suunnitelmaan: Kuntoutuspsykoterapia" in page.text
    assert "Suunnitelma (1)" in page.text


def test_the_cookie_is_secure_but_on_this_machine(client):
    answer = client.post("https://www.example.fi" + LIST, data={"id": FIRST})

    assert "Secure" in answer.headers["set-cookie"]


def test_a_page_with_a_list_is_kept_out_of_shared_caches(client):
    assert "cache-control" not in client.get("/fi/").headers
    assert with_list(client, FIRST).get("/fi/").headers["cache-control"] == "private, no-cache"


def test_coming_from_another_site_or_an_answer_to_a_form_leads_to_the_list(client):
    for referer in ("https://example.org/fi/haku", "http://testserver/fi/tilanne"):
        answer = client.post(LIST, data={"id": FIRST}, headers={"referer": referer})
        assert answer.headers["location"].startswith(LIST)


def test_moving_taking_out_and_clearing(client):
    with_list(client, FIRST, SECOND)

    assert f"saved={SECOND}.{FIRST};" in post(client, id=SECOND, act="up").headers["set-cookie"]
    with_list(client, FIRST, SECOND)
    assert f"saved={SECOND};" in post(client, id=FIRST, act="remove").headers["set-cookie"]
    with_list(client, FIRST, SECOND)
    assert 'saved=""' in post(client, act="clear").headers["set-cookie"]


def test_equal_papers_are_merged_and_name_every_service_that_needs_them(client, catalogue):
    services = list(catalogue.services.values())
    one, two = next(
        (a, b)
        for n, a in enumerate(services)
        for b in services[n + 1 :]
        if any(r.document and not r.say and r in b.requires for r in a.requires)
    )
    shared = next(r for r in one.requires if r.document and not r.say and r in two.requires)
    label = catalogue.taxonomy.documents[shared.document].label.fi

    page = Page(with_list(client, one.id, two.id).get(LIST).text)

    (line,) = [li.text for li in page.all("li") if li.text.startswith(label)]
    assert one.name.fi in line
    assert two.name.fi in line


def test_a_shared_address_holds_only_ids_is_read_only_and_can_be_taken_over(client):
    shared = client.get(f"{LIST}?ids={FIRST}.{SECOND}")

    assert "Ota omaan suunnitelmaan" in shared.text
    assert 'value="up"' not in shared.text
    assert 'name="robots"' in shared.text
    with_list(client, SECOND)
    taken = post(client, act="take", ids=f"{FIRST}.{SECOND}.no-such")
    assert f"saved={SECOND}.{FIRST};" in taken.headers["set-cookie"]


def test_an_ended_service_is_told_with_what_replaced_it(client, catalogue):
    ended = next(t for t in catalogue.tombstones.values() if t.replaced_by)

    text = client.get(f"{LIST}?ids={ended.id}").text

    assert "Yksi palvelu on poistunut luettelosta" in text
    assert catalogue.services[ended.replaced_by[0]].name.fi in text


@pytest.mark.parametrize(
    "value", ["", "....", "<script>", "a" * 9999, "A.B", "x%00.y", '"', "é.ö", "saved=;;="]
)
def test_an_odd_cookie_or_address_never_breaks_a_page(client, value):
    cookie = {"cookie": f"saved={value}".encode()}

    assert client.get("/fi/", headers=cookie).status_code == 200
    assert client.get(LIST, headers=cookie).status_code == 200
    assert client.get(LIST, params={"ids": value}).status_code == 200
    assert client.get("/fi/", params={"notice": f"added.{value}"}).status_code == 200
    assert post(client, id=value, act=value).status_code == 303


def test_more_than_fits_changes_nothing_and_says_so(client, catalogue):
    ids = list(catalogue.services)[:41]
    with_list(client, *ids[:40])

    answer = post(client, id=ids[40])

    assert answer.headers["location"] == f"{LIST}?notice=full"
    assert "Suunnitelma on täynnä" in client.get(answer.headers["location"]).text


def test_another_sites_form_changes_nothing(client):
    answer = client.post(LIST, data={"id": FIRST}, headers={"sec-fetch-site": "cross-site"})

    assert answer.status_code == 403


def test_every_result_can_be_added_with_a_button_that_names_it(client):
    page = Page(client.get("/fi/haku?q=kuntoutuspsykoterapia").text)

    assert "Lisää suunnitelmaan: Kuntoutuspsykoterapia" in [b.text for b in page.all("button")]
