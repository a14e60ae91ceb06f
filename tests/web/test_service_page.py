"""The service page: every record in every language, its gaps named, local facts applied."""

import json

import pytest
from starlette.testclient import TestClient

from catalog.text import LANGUAGES, LocalizedText
from tests.web.html import Page
from web import urls
from web.guide.answers import Answers
from web.render import foreign_part
from web.service_page import requirement_line

PSYCHOTHERAPY = "/fi/palvelu/kela-kuntoutuspsykoterapia"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_record_has_a_whole_page(client, catalogue, lang):
    broken = []
    for record_id in catalogue.services:
        response = client.get(urls.path("service", lang, record_id=record_id))
        page = Page(response.text)
        empty = [e for e in page.elements if e.tag in ("dd", "dt", "li", "h2", "h3") and not e.text]
        if response.status_code != 200 or page.unclosed or empty:
            broken.append((record_id, response.status_code, page.unclosed, len(empty)))

    assert broken == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_text_in_another_language_says_so_and_is_marked(client, catalogue, lang):
    for service in list(catalogue.services.values())[::20]:
        chosen = service.summary.choose(lang)
        text = client.get(urls.path("service", lang, record_id=service.id)).text
        if chosen.lang != lang:
            assert f'<span lang="{chosen.lang}">' in text
            assert 'class="only-in"' in text


def test_every_row_is_there_with_a_value_or_the_state_of_its_gap(client):
    page = Page(client.get(PSYCHOTHERAPY).text)
    keys = [e.text for e in page.all("dt", class_="govuk-summary-list__key")]
    values = [e.text for e in page.all("dd", class_="govuk-summary-list__value")]

    assert keys == [
        "Kenelle", "Ehdot", "Missä ja miten", "Hinta", "Kesto", "Odotusaika",
        "Toimeentulo sen aikana", "Kielet", "Esteettömyys", "Tarvittavat asiakirjat",
    ]  # fmt: skip
    assert all(values)
    assert values[keys.index("Odotusaika")] == "Ei ole ilmoitettu"
    assert values[keys.index("Esteettömyys")] == "Emme ole vielä tarkistaneet"


def test_amounts_are_written_as_in_the_language(client):
    assert "57,60\u00a0€" in client.get(PSYCHOTHERAPY).text
    assert "€57.60" in client.get("/en/service/kela-kuntoutuspsykoterapia").text


def test_conditions_carry_source_and_day(client):
    page = Page(client.get(PSYCHOTHERAPY).text)
    lines = [e.text for e in page.elements if e.attributes.get("class", "").startswith("depth-")]

    assert any(line.startswith("Palvelu on 16–67-vuotiaille.") for line in lines)
    assert all("Lähde" in s and "Tarkistettu" in s for s in lines if not s.endswith(":"))


def test_a_role_asks_for_the_municipality_and_then_names_the_body(client):
    asked = Page(client.get("/fi/palvelu/hva-sosiaalinen-kuntoutus").text)
    placed = Page(client.get("/fi/palvelu/hva-sosiaalinen-kuntoutus?municipality=837").text)

    assert "Oma hyvinvointialueesi" in asked.one("p", class_="organiser").text
    assert asked.one("input", id="f-municipality")
    assert "Pirkanmaan hyvinvointialue" in placed.one("p", class_="organiser").text
    assert placed.all("input", id="f-municipality") == []
    assert placed.one("meta", name="robots")


def test_a_municipality_by_name_leads_to_its_code(client):
    response = client.get(f"{PSYCHOTHERAPY}?municipality=Kuopio&x=1")

    assert response.headers["location"] == f"{PSYCHOTHERAPY}?municipality=297"


def test_an_unknown_municipality_is_told(client):
    response = client.get("/fi/palvelu/hva-sosiaalinen-kuntoutus?municipality=Kuoppio")
    page = Page(response.text)

    assert response.status_code == 422
    assert page.one("input", id="f-municipality").attributes["value"] == "Kuoppio"
    assert page.one("div", class_="govuk-error-summary")


def test_local_facts_are_shown_where_they_hold(client, catalogue):
    records = catalogue.services.values()
    pairs = ((s, o) for s in records for o in s.local if o.areas.wellbeing_county and o.channels)
    service, override = next(pairs)
    county = override.areas.wellbeing_county[0]
    inside = catalogue.areas.in_county(county)[0].code
    outside = next(
        m.code for m in catalogue.areas.municipalities.values() if m.wellbeing_county != county
    )
    path = f"/fi/palvelu/{service.id}?municipality="

    assert override.channels[0].value in client.get(path + inside).text.replace("&amp;", "&")
    assert override.channels[0].value not in client.get(path + outside).text.replace("&amp;", "&")


def test_phones_can_be_dialled(client, catalogue):
    with_phone = [
        s for s in catalogue.services.values() if any(c.kind == "phone" for c in s.channels)
    ]
    for service in with_phone[:40]:
        page = Page(client.get(f"/fi/palvelu/{service.id}").text)
        assert [e for e in page.all("a") if e.attributes["href"].startswith("tel:")][1:]


def test_what_is_said_to_machines_is_on_the_page(client, catalogue):
    for record_id in list(catalogue.services)[::15]:
        page = Page(client.get(urls.path("service", "fi", record_id=record_id)).text)
        record = json.loads(page.one("script", type="application/ld+json").text)
        shown = page.one("main").text

        assert record["name"]["@value"] in shown
        assert " ".join(record["description"]["@value"].split()) in shown
        if "provider" in record:
            assert record["provider"]["name"]["@value"] in shown


def test_an_unchecked_record_says_so(client, catalogue):
    record = next((s for s in catalogue.services.values() if s.evidence == "D"), None)
    if record is None:
        pytest.skip("every record has been checked")
    text = Page(client.get(f"/fi/palvelu/{record.id}").text).one("main").text

    assert "Emme ole vielä tarkistaneet" in text
    assert "Tarkistettu 25.11.2026. " not in text


def test_no_requirement_shows_its_id(catalogue):
    slugs = [
        (service.id, r.step)
        for service in catalogue.services.values()
        for r in service.requires
        if r.step and requirement_line(r, catalogue).say.fi == r.step
    ]

    assert slugs == []


def test_an_ended_service_is_gone_and_names_its_heir(client, catalogue):
    ended = next(
        t
        for t in catalogue.tombstones.values()
        if any(r in catalogue.services for r in t.replaced_by)
    )
    response = client.get(f"/fi/palvelu/{ended.id}")
    page = Page(response.text)

    assert response.status_code == 410
    assert page.one("h1").text == ended.name.fi
    assert [e for e in page.all("a") if e.attributes["href"].startswith("/fi/palvelu/")]


@pytest.mark.parametrize(
    "record_id", ["zzz", "%00", "..%2F..%2Fetc", "a" * 3000, "%F0%9F%98%80", "%ff"]
)
def test_an_unknown_service_is_a_404_with_a_search_box(client, record_id):
    response = client.get(f"/fi/palvelu/{record_id}")

    assert response.status_code == 404
    assert Page(response.text).one("form", role="search")


def test_ombudsman_of_the_county_is_named_where_it_advises(client):
    known = client.get("/fi/palvelu/hva-sosiaalinen-kuntoutus?municipality=179").text
    unknown = client.get("/fi/palvelu/hva-sosiaalinen-kuntoutus").text
    benefit = client.get("/fi/palvelu/kela-kuntoutusraha").text

    assert "https://hyvaks.fi/asiakkaana/sosiaaliasiavastaava" in known
    assert 'href="/fi/palvelu/asiavastaavat"' in unknown
    assert "asiavastaava" not in benefit


def test_own_answers_speak_on_the_service_page_and_stay_out_of_caches(app):
    client = TestClient(app, follow_redirects=False)
    plain = client.get("/fi/palvelu/kela-kiila")
    assert "Vastaustesi mukaan" not in plain.text
    seal = app.state.live.site().seal
    answers = Answers({"needs": (("needs", "work.stay"),), "age": (("age", "70"),)})
    client.cookies.set("guide", seal.close(answers))

    mine = client.get("/fi/palvelu/kela-kiila")

    assert "Vastaustesi mukaan" in mine.text
    assert "state--" in mine.text
    assert mine.headers["cache-control"] == "no-store"
    assert "work.stay" not in str(mine.url)
    client.cookies.set("guide", "tampered")
    assert "Vastaustesi mukaan" not in client.get("/fi/palvelu/kela-kiila").text


def test_home_told_in_answers_names_the_organiser_and_stays_out_of_addresses(app):
    client = TestClient(app, follow_redirects=False)
    seal = app.state.live.site().seal
    client.cookies.set("guide", seal.close(Answers({"municipality": (("municipality", "398"),)})))

    text = client.get("/fi/palvelu/hva-sosiaalinen-kuntoutus").text
    asked = client.get("/fi/palvelu/hva-sosiaalinen-kuntoutus?municipality=837").text

    assert "Päijät-Hämeen hyvinvointialue" in Page(text).one("p", class_="organiser").text
    assert "municipality=398" not in text
    assert "/398" not in text
    assert "Pirkanmaan hyvinvointialue" in Page(asked).one("p", class_="organiser").text


def test_what_one_gets_comes_before_the_question_of_the_home(client):
    page = Page(client.get("/fi/palvelu/hva-apuvalineet").text)
    order = [e for e in page.elements if e.tag == "p" or e.attributes.get("id") == "f-municipality"]
    lead = next(n for n, e in enumerate(order) if e.attributes.get("class") == "govuk-body-l")
    field = next(n for n, e in enumerate(order) if e.tag == "input")

    assert lead < field


def test_a_step_names_only_others_than_the_reader(client, catalogue):
    page = Page(client.get("/en/service/hva-sosiaalinen-kuntoutus").text)
    steps = {
        step.who.fi for step in catalogue.services["hva-sosiaalinen-kuntoutus"].steps if step.who
    }
    shown = {e.text for e in page.all("span", class_="who")}

    assert "Sinä" in steps
    assert shown == {f"({who})" for who in steps - {"Sinä"}}


def test_what_the_organiser_assesses_is_one_of_the_conditions(client, catalogue):
    found = (s for s in catalogue.services.values() if s.when is None and s.assessed_by_organiser)
    page = Page(client.get(f"/fi/palvelu/{next(found).id}").text)

    assert page.all("a", href="#ehdot")
    assert page.all("h2", id="ehdot")


def test_a_list_partly_in_another_language_says_so(client):
    page = Page(client.get("/sv/tjanst/kela-perhekurssi-adhd").text)

    assert (
        "En del av det här finns bara på finska." in page.one("section", class_="panel steps").text
    )


@pytest.mark.parametrize(
    ("languages", "told"), [("ff", "fi"), ("fs", "some_fi"), ("ss", ""), ("", ""), ("-f", "fi")]
)
def test_how_much_of_a_list_is_foreign(languages, told):
    texts = {"f": LocalizedText(fi="sana"), "s": LocalizedText(sv="ord"), "-": None}

    assert foreign_part([texts[key] for key in languages], "sv") == told
