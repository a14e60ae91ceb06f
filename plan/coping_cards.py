"""Cards with one-time codes and a QR each, as one page of HTML to print; loads nothing."""

from collections.abc import Iterable

import segno
from markupsafe import Markup

_PAGE = Markup(
    '<!DOCTYPE html><html lang="fi"><head><meta charset="utf-8"><title>{title}</title><style>'
    "@page{{size:A4;margin:12mm}}body{{font:12pt sans-serif}}ul{{list-style:none;padding:0;"
    "display:grid;grid-template-columns:1fr 1fr;gap:6mm}}li{{border:1px dashed #000;padding:5mm;"
    "break-inside:avoid}}svg{{width:30mm;height:30mm}}</style></head><body><h1>{title}</h1>"
    "<ul>{cards}</ul></body></html>\n"
)
_CARD = Markup(
    "<li>{qr}<p><strong>Miltä tilanteesi hoitaminen tuntuu tämän tapaamisen jälkeen?</strong></p>"
    "<p>Vastaa nimettömästi: {address}</p><p>Koodi: <strong>{code}</strong></p></li>"
)


def cards_page(codes: Iterable[str], site: str, title: str) -> str:
    """Return the page.

    Args:
        codes: One-time codes.
        site: Address of the site without a slash at its end.
        title: Name of the unit.
    """
    cards = Markup()
    for code in codes:
        address = f"{site}/fi/vastaa?koodi={code}"
        svg = segno.make(address).svg_inline(title=f"Vastaa: {address}", omitsize=True)
        cards += _CARD.format(qr=Markup(svg), address=address, code=code)  # noqa: S704  (segno's own SVG)
    return str(_PAGE.format(title=title, cards=cards))
