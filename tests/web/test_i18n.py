"""Words in three languages: none missing, none unused, plain and short; dates, sums and numbers."""

import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from catalog.text import LANGUAGES
from web.i18n import (
    LOCALE_DIR,
    MissingMessage,
    day,
    euros,
    load_words,
    phone_link,
    preferred_language,
)

WEB = LOCALE_DIR.parent
WORDS = load_words()
SOURCES = [*WEB.rglob("*.html"), *WEB.rglob("*.py")]
# Keys put together from a value: the part before the value.
MADE_UP = (
    "about.", "accessibility.", "channel.", "condition.", "data.", "error.", "evidence.", "filter.",
    "match.section.", "matched.check.", "missing.", "per.", "price.", "privacy.", "ring.", "row.",
    "service.ask.", "sort.", "state.", "text.only_in.", "why.", "why_title.",
    "guide.", "bundle.", "plan.", "coping.", "notice.", "compare.", "area.", "feedback.", "easy.",
    "maintain.",
)  # fmt: skip
FORBIDDEN = {
    "fi": (
        "asiakas",
        "yksilö",
        "kohderyhm",
        "kärsi",
        "virheellinen",
        "lue lisää",
        "tästä linkistä",
        "HVA",
    ),
    "sv": ("klient", "lider av", "läs mer", "ogiltig"),
    "en": ("invalid", "oops", "please", "sorry", "click here", "suffer"),
}


def entries(lang):
    for source in sorted((LOCALE_DIR / lang / "LC_MESSAGES").glob("*.po")):
        with source.open("rb") as file:
            yield from ((source.name, message) for message in read_po(file) if message.id)


def key_of(message):
    return message.id if isinstance(message.id, str) else message.id[0]


def messages(lang):
    return {key_of(message): message for _, message in entries(lang)}


def strings(message):
    return message.string if isinstance(message.string, tuple) else (message.string,)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_message_is_written_in_every_language(lang):
    found = messages(lang)

    assert set(found) == set(messages("fi"))
    assert [key for key, m in found.items() if not all(strings(m)) or m.fuzzy] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_key_stands_in_one_file_only(lang):
    found = Counter(key_of(message) for _, message in entries(lang))

    assert [key for key, times in found.items() if times > 1] == []


def test_translations_use_the_same_values():
    def values(message):
        return set(re.findall(r"%\((\w+)\)", strings(message)[-1]))

    finnish = messages("fi")
    differing = [
        (lang, key)
        for lang in ("sv", "en")
        for key, message in messages(lang).items()
        if values(message) != values(finnish[key])
    ]

    assert differing == []


def test_every_key_in_templates_and_code_has_words():
    used = {
        key
        for source in SOURCES
        for key in re.findall(
            r"""\b(?:t|n|text|count)\(["'](\w+\.[\w.]*\w)["'](?! ~)""", source.read_text("utf-8")
        )
    }

    assert used - set(messages("fi")) == set()


def test_no_message_is_left_over():
    text = "\n".join(source.read_text("utf-8") for source in SOURCES)
    named = set(re.findall(r"""["']([a-z_]+\.[\w.]+)["']""", text))
    unused = [k for k in messages("fi") if k not in named and not k.startswith(MADE_UP)]

    assert unused == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sentences_are_short_and_words_plain(lang):
    said = {key: text for key, m in messages(lang).items() for text in strings(m)}
    long = [
        k for k, text in said.items() for s in re.split(r"[.?!]\s", text) if len(s.split()) > 20
    ]
    forbidden = [(k, w) for k, text in said.items() for w in FORBIDDEN[lang] if w in text]

    assert long == []
    assert forbidden == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_gaps_are_explained_in_the_words_they_are_shown_in(lang):
    explained = str(WORDS[lang].text("about.missing.1"))

    assert all(
        WORDS[lang].text(f"missing.{gap}") in explained for gap in ("not_told", "not_checked")
    )


def test_a_missing_key_is_never_shown():
    with pytest.raises(MissingMessage):
        WORDS["fi"].text("no.such.key")


def test_values_are_escaped():
    assert "&lt;b&gt;" in WORDS["fi"].text("results.for", q="<b>")


def test_numbers_choose_their_form():
    assert str(WORDS["fi"].count("results.count", 1)) == "1 palvelu"
    assert str(WORDS["fi"].count("results.count", 1234)) == "1\u00a0234 palvelua"
    assert str(WORDS["en"].count("results.count", 0)) == "0 services"


@pytest.mark.parametrize(
    ("value", "fi", "en"),
    [
        ("2026-11-25", "25.11.2026", "25 November 2026"),
        ("2026-11", "11/2026", "11/2026"),
        ("2026", "2026", "2026"),
    ],
)
def test_days_are_as_exact_as_they_are_known(value, fi, en):
    assert (day(value, "fi"), day(value, "en")) == (fi, en)


def test_sums_of_money():
    assert euros(Decimal("57.6"), "fi") == "57,60\u00a0€"
    assert euros(Decimal(25), "sv") == "25\u00a0€"
    assert euros(Decimal("1234.5"), "en") == "€1,234.50"


@pytest.mark.parametrize(
    ("value", "dialled"),
    [
        ("112", "112"),
        ("116117", "116117"),
        ("09 2525 0111", "+358925250111"),
        ("soita", None),
        ("", None),
    ],
)
def test_phone_links(value, dialled):
    assert phone_link(value) == dialled


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        ("sv", "sv"),
        ("en-GB,en;q=0.8", "en"),
        ("de", "fi"),
        ("en;q=0", "fi"),
        ("fi;q=0.2,sv;q=0.9", "sv"),
        ("\x00,;q=", "fi"),
        ("a" * 9999, "fi"),
    ],
)
def test_the_browsers_language(header, lang):
    assert preferred_language(header) == lang


def test_sources_are_where_the_test_looks():
    assert Path("web/templates/base.html") in {s.relative_to(WEB.parent) for s in SOURCES}
