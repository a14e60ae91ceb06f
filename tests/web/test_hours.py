"""Opening hours as a table: only texts that are nothing but days and times."""

import pytest

from catalog.text import LANGUAGES
from tests.web.html import Page
from web.hours import hours_table


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("arkisin 8–16", (("Maanantai–perjantai", "8–16"),)),
        ("ma–to 8–16, pe 8–15", (("Maanantai–torstai", "8–16"), ("Perjantai", "8–15"))),
        ("ti ja to 10–12", (("Tiistai", "10–12"), ("Torstai", "10–12"))),
        ("Ma–pe klo 9.30-15.30", (("Maanantai–perjantai", "9.30–15.30"),)),
        (
            "ma–pe 7–21, viikonloppuna 8–18",
            (("Maanantai–perjantai", "7–21"), ("Lauantai–sunnuntai", "8–18")),
        ),
        (
            "Maanantaisin ja tiistaisin 14–17, keskiviikkoisin ja torstaisin 14–20",
            (
                ("Maanantai", "14–17"), ("Tiistai", "14–17"), ("Keskiviikko", "14–20"),
                ("Torstai", "14–20"),
            ),
        ),
        ("joka päivä 8–22", (("Maanantai–sunnuntai", "8–22"),)),
    ],
)  # fmt: skip
def test_days_and_times_become_rows(text, rows):
    assert hours_table(text, "fi") == rows


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ympäri vuorokauden",
        "chat arkisin 8–16",
        "arkisin",
        "Ma–pe klo 9–16 (vuosina 2017–2020)",
        "virka-ajan linja ma–to 8–15, pe 8–13; toinen linja aina auki",
        "arkisin 8–16 paitsi juhlapyhinä",
        "Lohja ma, ti ja to 12–16, pe 12–15; Karkkila ke 12–15",
        "–" * 5000,
    ],
)
def test_a_text_that_says_more_stays_as_it_is(text):
    assert hours_table(text, "fi") == ()


def test_days_are_named_in_the_language_of_the_page():
    assert hours_table("ma–to 9–15", "sv") == (("Måndag–torsdag", "9–15"),)
    assert hours_table("ma–to 9–15", "en") == (("Monday–Thursday", "9–15"),)


def test_no_time_of_the_catalogue_is_lost_in_a_table(catalogue):
    said = [
        contact.hours.fi
        for body in catalogue.organizations.values()
        for contact in body.contacts
        if contact.hours
    ]
    tables = {text: hours_table(text, "fi") for text in said}

    assert sum(map(bool, tables.values())) > 10
    for text, rows in tables.items():
        plain = text.replace("-", "–")
        assert all(times in plain for _, times in rows)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_service_page_shows_hours_with_days_as_row_headers(client, catalogue, lang):
    found = next(
        s
        for s in catalogue.services.values()
        for c in s.channels
        if c.kind == "phone" and c.hours and hours_table(c.hours.fi, "fi")
    )
    word = {"fi": "palvelu", "sv": "tjanst", "en": "service"}[lang]
    page = Page(client.get(f"/{lang}/{word}/{found.id}").text)

    tables = page.all("table", class_="hours")
    assert tables
    assert page.all("th", scope="row")
