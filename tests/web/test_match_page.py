"""The question form and its answer: nothing lost, nothing kept, states in words."""

import pytest

from tests.web.html import Page

ADDRESSES = {"fi": "/fi/tilanne", "sv": "/sv/situation", "en": "/en/situation"}
ANSWERS = {
    "age": "47", "municipality": "Tampere", "work": ["employed", "sick_leave"],
    "needs": ["work.stay", "pain.persistent"], "needs_first": "work.stay", "diagnosed": "true",
    "condition_group": "musculoskeletal", "care_months": "dont_know", "daily_difficulty.d4": "2",
}  # fmt: skip
NO_DECISION = {
    "fi": "Tämä ei ole päätös.",
    "sv": "Det här är inget beslut.",
    "en": "This is not a decision.",
}
STATES = {
    "fi": "Voi sopia – järjestäjä arvioi",
    "sv": "Kan passa – anordnaren bedömer",
    "en": "May suit you – the organiser assesses",
}


@pytest.mark.parametrize("lang", ADDRESSES)
def test_answers_give_services_with_states_in_words(client, lang):
    response = client.post(ADDRESSES[lang], data=ANSWERS)
    page = Page(response.text)
    main = page.one("main").text

    assert response.status_code == 200
    assert page.unclosed == []
    assert response.headers["cache-control"] == "no-store"
    assert NO_DECISION[lang] in main
    assert STATES[lang] in main
    assert (
        "Pirkanmaan hyvinvointialue" in main
        or "Birkalands välfärdsområde" in main
        or "Pirkanmaa" in main
    )
    assert len(page.all("section", class_="need")) == 2


def test_the_most_important_need_comes_first(client):
    page = Page(client.post("/fi/tilanne", data=ANSWERS).text)
    other = Page(
        client.post("/fi/tilanne", data={**ANSWERS, "needs_first": "pain.persistent"}).text
    )

    assert page.all("h2", class_="govuk-heading-l")[0].text == "Työssä jaksaminen ja jatkaminen"
    assert other.all("h2", class_="govuk-heading-l")[0].text == "Pitkään jatkunut kipu"


def test_the_answer_has_no_address_of_its_own_and_is_not_indexed(client):
    response = client.post("/fi/tilanne", data=ANSWERS)
    page = Page(response.text)

    assert page.all("link", rel="canonical") == []
    assert page.one("meta", name="robots")
    assert "location" not in response.headers
    assert "set-cookie" not in response.headers


def test_changing_answers_brings_the_form_back_as_it_was(client):
    page = Page(client.post("/fi/tilanne", data=ANSWERS).text)
    form = page.all("input", type="hidden")
    sent = {}
    for field in form:
        sent.setdefault(field.attributes["name"], set()).add(field.attributes["value"])
    again = client.post("/fi/tilanne", data={**{k: list(v) for k, v in sent.items()}, "do": "edit"})
    edited = Page(again.text)

    assert sent["work"] == {"employed", "sick_leave"}
    assert again.status_code == 200
    assert edited.one("input", id="f-age").attributes["value"] == "47"
    assert edited.one("input", id="f-municipality").attributes["value"] == "Tampere"
    assert "checked" in edited.one("input", name="needs", value="pain.persistent").attributes
    assert "checked" in edited.one("input", name="diagnosed", value="true").attributes
    assert "selected" in edited.one("option", value="work.stay").attributes


def test_an_empty_form_asks_for_a_need_and_is_no_error(client):
    response = client.post("/fi/tilanne", data={"age": "", "municipality": ""})

    assert response.status_code == 200
    assert "Et valinnut tuen tarvetta" in Page(response.text).one("main").text


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("age", "viisi", "Kirjoita ikä kokonaisina vuosina"),
        ("age", "999", "Kirjoita ikä kokonaisina vuosina"),
        ("age", "-1", "Kirjoita ikä kokonaisina vuosina"),
        ("birth_year", "63", "Kirjoita syntymävuosi neljällä numerolla"),
        ("municipality", "Kuoppio", "Emme löydä kuntaa ”Kuoppio”"),
        ("work", "astronaut", "Valitse vastaus luettelosta"),
        ("needs", "zzz", "Valitse vastaus luettelosta"),
        ("needs_first", "zzz", "Valitse vastaus luettelosta"),
        ("diagnosed", "maybe", "Valitse vastaus luettelosta"),
        ("studies", "zzz", "Valitse vastaus luettelosta"),
        ("care_months", "many", "Valitse vastaus luettelosta"),
        ("daily_difficulty.d4", "9", "Valitse vastaus luettelosta"),
        ("documents", ["none_of_these", "b_statement"], "ei molempia"),
    ],
)
def test_each_fault_is_told_at_its_field_with_everything_as_entered(client, field, value, message):
    response = client.post("/fi/tilanne", data={**ANSWERS, field: value})
    page = Page(response.text)
    summary = page.one("div", class_="govuk-error-summary")
    link = next(e for e in page.all("a") if e.attributes["href"].startswith("#f-"))
    target = link.attributes["href"][1:]

    assert response.status_code == 422
    assert response.headers["cache-control"] == "no-store"
    assert page.one("title").text.startswith("Virhe:")
    assert message in summary.text
    assert [e for e in page.elements if e.attributes.get("id") == target]
    assert message in page.one("p", id=f"{target}-error").text
    assert (
        "checked" in page.one("input", name="work", value="sick_leave").attributes
        or field == "work"
    )


def test_faults_stand_in_page_order(client):
    page = Page(
        client.post("/fi/tilanne", data={"care_months": "x", "age": "y", "municipality": "zz"}).text
    )
    links = [e.attributes["href"] for e in page.all("a") if e.attributes["href"].startswith("#f-")]

    assert links == ["#f-municipality", "#f-age", "#f-care_months"]


def test_contradictory_answers_are_said_not_settled(client):
    response = client.post(
        "/fi/tilanne", data={"age": "30", "birth_year": "1950", "needs": "work.stay"}
    )

    assert response.status_code == 200


@pytest.mark.parametrize("kind", ["application/json", "text/plain", ""])
def test_another_kind_of_body_is_refused_with_a_page(client, kind):
    response = client.post("/fi/tilanne", content=b"{}", headers={"content-type": kind})

    assert response.status_code == 415
    assert "Emme ymmärtäneet" in response.text


@pytest.mark.parametrize(
    "body",
    [b"%ff%fe=%00", b"needs=" + b"a" * 5000, b"&&&===", b"age=%F0%9F%98%80", b"x=1&" * 600],
)
def test_an_odd_body_never_breaks_the_page(client, body):
    response = client.post(
        "/fi/tilanne", content=body, headers={"content-type": "application/x-www-form-urlencoded"}
    )

    assert response.status_code in (200, 400, 422)


def test_a_broken_multipart_body_is_refused(client):
    response = client.post(
        "/fi/tilanne",
        content=b"--x\r\nnonsense",
        headers={"content-type": "multipart/form-data; boundary=x"},
    )

    assert response.status_code in (200, 400)


def test_every_fact_with_a_question_stands_in_the_form_once(client, catalogue):
    page = Page(client.get("/fi/tilanne").text)
    names = {e.attributes.get("name", "").partition(".")[0] for e in page.elements}
    asked = {fact.id for fact in catalogue.rules.facts.values() if not fact.derived}

    assert asked <= names


def test_the_next_question_carries_the_answers_with_it(client):
    page = Page(client.post("/fi/tilanne", data=ANSWERS).text)

    assert page.all("input", type="hidden", name="age", value="47")
    assert [e for e in page.all("h2") if e.text == "Yksi kysymys tarkentaisi tulosta"]


def test_the_other_languages_are_reached_with_the_answers_in_the_body(client):
    page = Page(client.post("/fi/tilanne", data=ANSWERS).text)
    forms = [e.attributes["action"] for e in page.all("form", method="post")]

    assert {"/sv/situation", "/en/situation"} <= set(forms)
    assert {e.text for e in page.all("button", class_="as-link")} == {"Svenska", "English"}


ASKED = {"needs": ["work.return", "daily.rhythm"], "municipality": "Tampere", "age": "47"}


def test_the_advisor_sees_form_and_result_side_by_side(client):
    page = client.post("/fi/tilanne", data=ASKED).text

    assert 'class="advisor__form' in page
    assert 'value="Tampere"' in page
    assert page.index('id="services"') < page.index('id="match-form"')


def test_words_are_searched_beside_the_result_and_not_in_an_address(client):
    answer = client.post("/fi/tilanne", data={**ASKED, "q": "velkaneuvonta"})

    found = answer.text.split('id="found"')[1].split("</section>")[0]
    assert "/fi/palvelu/velkaneuvonta?municipality=837" in found
    assert answer.url.query == b""


def test_own_remarks_are_not_part_of_the_form(client):
    page = client.post("/fi/tilanne", data=ASKED).text
    field = page.split('id="remarks"')[1].split(">")[0]

    assert "name=" not in field
    form = page.split('id="match-form"')[1].split("</form>")[0]
    assert 'id="remarks"' not in form


def test_the_result_can_be_copied_as_plain_text(client):
    answer = client.post("/fi/tilanne", data={**ASKED, "do": "text"})

    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert "TÖIHIN PALAAMINEN SAIRAUDEN JÄLKEEN" in answer.text
    assert "Pirkanmaan hyvinvointialue" in answer.text
    assert "<" not in answer.text


def test_services_that_cover_the_needs_together_are_proposed(client):
    page = client.post("/fi/tilanne", data=ASKED).text
    bundle = page.split('id="bundles"')[1].split("</section>")[0]

    assert bundle.count("<li>") >= 2
    assert "hinta" in bundle
