"""Cards with one-time codes and a poster, as pages for the printer; nothing is kept of them."""

from collections.abc import Iterable, Mapping

import segno
from markupsafe import Markup

from catalog.text import Language

_PAGE = Markup(
    '<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title><style>'
    "@page{{size:A4;margin:12mm}}body{{font:12pt sans-serif}}ul{{list-style:none;padding:0;"
    "display:grid;grid-template-columns:1fr 1fr;gap:6mm}}li{{border:1px dashed #000;padding:5mm;"
    "break-inside:avoid}}li svg{{width:30mm;height:30mm}}.poster{{text-align:center;"
    "font-size:20pt}}.poster svg{{width:70mm;height:70mm}}</style></head>"
    "<body>{body}</body></html>\n"
)
_CARD = Markup(
    "<li>{qr}<p><strong>{question}</strong></p><p>{how} {address}</p>"
    "<p>{code_word} <strong>{code}</strong></p><p>{unit}</p></li>"
)
_POSTER = Markup(
    '<div class="poster"><h1>{question}</h1><p>{how}</p>{qr}<p>{address}</p><p>{take}</p>'
    "<p>{anonymous}</p><p>{unit}</p></div>"
)
# Words on paper. The pages of the site have theirs in the gettext catalogues; paper is printed by
# a command that has none, and a card is in one language.
_WORDS: Mapping[Language, Mapping[str, str]] = {
    "fi": {
        "question": "Miltä tilanteesi hoitaminen tuntuu tämän tapaamisen jälkeen?",
        "how": "Vastaa nimettömästi:", "code_word": "Koodi:", "path": "/fi/vastaa?koodi=",
        "poster_path": "/fi/vastaa", "take": "Pyydä kortti. Siinä on oma koodisi.",
        "anonymous": "Vain yksikkö, kuukausi ja vastaus tallennetaan.",
    },
    "sv": {
        "question": "Hur känns det att klara din situation efter det här mötet?",
        "how": "Svara anonymt:", "code_word": "Kod:", "path": "/sv/svara?koodi=",
        "poster_path": "/sv/svara", "take": "Be om ett kort. På det finns din egen kod.",
        "anonymous": "Bara enhet, månad och svar sparas.",
    },
    "en": {
        "question": "How does managing your situation feel after this meeting?",
        "how": "Answer anonymously:", "code_word": "Code:", "path": "/en/answer?koodi=",
        "poster_path": "/en/answer", "take": "Ask for a card. It has a code of your own.",
        "anonymous": "Only the unit, the month and the answer are kept.",
    },
}  # fmt: skip


def cards_page(codes: Iterable[str], site: str, unit: str, lang: Language = "fi") -> str:
    """Return a page of cards.

    Args:
        codes: One-time codes.
        site: Address of the site without a slash at its end.
        unit: Name of the unit, on every card.
        lang: Language of the cards.
    """
    words = _WORDS[lang]
    cards = Markup()
    for code in codes:
        address = f"{site}{words['path']}{code}"
        cards += _CARD.format(qr=_qr(address), address=address, code=code, unit=unit, **words)
    body = Markup("<h1>{}</h1><ul>{}</ul>").format(unit, cards)
    return str(_PAGE.format(lang=lang, title=unit, body=body))


def poster_page(site: str, unit: str, lang: Language = "fi") -> str:
    """Return a poster for the wall of a unit; codes are on the cards, never on the wall."""
    words = _WORDS[lang]
    address = f"{site}{words['poster_path']}"
    body = _POSTER.format(qr=_qr(address), address=address, unit=unit, **words)
    return str(_PAGE.format(lang=lang, title=unit, body=body))


def _qr(address: str) -> Markup:
    svg = segno.make(address).svg_inline(title=address, omitsize=True)
    return Markup(svg)  # noqa: S704  (segno's own drawing; it escapes the title)
