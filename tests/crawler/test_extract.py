"""What is read from pages of different make, and what a hostile page cannot do."""

import gzip
import random

import pytest

from crawler.addresses import fold, is_public
from crawler.extract import kind_of, statements_of
from crawler.page import read_page

URL = "https://example.fi/palvelut/kurssi"


def said(body: str | bytes, kind: str = "text/html; charset=utf-8") -> dict[str, set[str]]:
    data = body.encode() if isinstance(body, str) else body
    found: dict[str, set[str]] = {}
    for statement in statements_of(read_page(URL, data, kind)):
        found.setdefault(statement.field, set()).add(statement.value)
    return found


@pytest.mark.parametrize(
    ("text", "field", "values"),
    [
        ("Kurssi maksaa 45,50 € kerralta.", "price", {"45.50"}),
        ("Omavastuu on 1 200 euroa vuodessa.", "price", {"1200.00"}),
        ("Palvelu on sinulle maksuton.", "price", {"free"}),
        ("Palvelu ei ole maksuton.", "price", set()),
        ("Tjänsten är avgiftsfri för dig.", "price", {"free"}),
        ("Kurssi on 16–29-vuotiaille nuorille.", "age", {"16-29"}),
        ("Palvelu on yli 65-vuotiaille.", "age", {"65-"}),
        ("Ryhmä on alle 18-vuotiaille.", "age", {"-18"}),
        ("Kursen är för 18-30 åringar.", "age", {"18-30"}),
        ("Kurssi kestää 5 päivää.", "duration", {"5 päivää"}),
        ("Toiminta on päättynyt vuonna 2025.", "ended", {"Toiminta on päättynyt vuonna 2025."}),
        ("Vastaanotto: Torikatu 12 B, 90100 Oulu.", "address", {"Torikatu 12 B, 90100 Oulu"}),
        ("Neuvonta: 020 692 204 (arkisin).", "phone", {"+358 20 692204"}),
        ("Ota yhteyttä: info(at)example.fi", "email", {"info@example.fi"}),
        ("Puhelin vuodesta 2024 alkaen.", "phone", set()),
    ],
)
def test_a_fact_is_read_in_the_catalogues_form(text, field, values):
    page = f"<html lang=fi><body><main><h1>Kurssi</h1><p>{text}</p></main></body></html>"
    assert said(page).get(field, set()) == values


def test_a_private_persons_number_and_address_are_left_out():
    page = "<p>Maija Meikäläinen 040 123 4567</p><p>maija.meikalainen@example.fi</p>"
    assert not {"phone", "email"} & set(said(page))


def test_windows_1252_and_broken_html_are_read_right():
    body = "<h1>Äänitaajuus & työ<p>Päivä maksaa 20 €<td></b>".encode("cp1252")
    found = said(body, "text/html; charset=windows-1252")
    assert next(iter(found["name"])).startswith("Äänitaajuus & työ")
    assert found["price"] == {"20.00"}


@pytest.mark.parametrize(
    ("url", "text", "kind"),
    [
        (URL, "Kuntoutus auttaa sinua arjessa. " * 8, "service"),
        ("https://example.fi/uutiset/kurssi", "Kuntoutus auttaa sinua arjessa. " * 8, "news"),
        (URL, "Avoin työpaikka: kuntoutus ohjaaja. " * 8, "job"),
        (URL, "Kuntoutus toimintamallin kuvaus ammattilaisille. " * 8, "professional"),
        (URL, "Tietosuojaseloste. " * 20, "other"),
    ],
)
def test_what_is_no_service_is_recognised(url, text, kind):
    page = read_page(url, f"<html><body><p>{text}</p></body></html>".encode(), "text/html")
    assert kind_of(page) == kind


def test_markup_in_names_stays_text():
    page = read_page(URL, b"<h1>&lt;script&gt;alert(1)&lt;/script&gt;</h1>", "text/html")
    assert page.title == "<script>alert(1)</script>"  # text, which every page of ours escapes


@pytest.mark.parametrize(
    "body",
    [
        b"", b"\x00\xff\xfe" * 1000, b"<div>" * 50_000, b"%PDF-1.7 broken", b"<a " + b"x" * 100_000,
        gzip.compress(b"a" * 10_000_000), b"<p>" + b"sana " * 2_000_000,
        b'<script type="application/ld+json">' + b"[" * 50_000 + b"</script>",
    ],
)  # fmt: skip
def test_no_body_makes_the_reader_fall(body):
    said(body)


def test_random_damage_never_makes_the_reader_fall():
    chance = random.Random(7)  # noqa: S311  (damage that can be repeated)
    whole = b"<html><body><h1>Kurssi</h1><p>Kurssi maksaa 45 euroa. Soita 020 692 204.</p></body>"
    for _ in range(150):
        body = bytearray(whole)
        for _ in range(8):
            body[chance.randrange(len(body))] = chance.randrange(256)
        said(bytes(body))


@pytest.mark.parametrize(
    ("url", "folded"),
    [
        ("https://Example.fi:443/a?utm_source=x&b=1#c", "https://example.fi/a?b=1"),
        ("https://example.fi/a?print=1", "https://example.fi/a"),
        ("ftp://example.fi/", None),
        ("https://user:secret@example.fi/", None),
        ("https://example.fi/a/a/a/a", None),
        ("https://example.fi:x/", None),
    ],
)
def test_an_address_has_one_form(url, folded):
    assert fold(url) == folded


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.1.1", "169.254.169.254", "::1", "::ffff:10.0.0.1", "224.0.0.1", "x"],
)
def test_an_address_that_is_not_public_is_known(address):
    assert not is_public(address)
