"""A stored page's bytes to plain text for a maintainer's eyes; nothing of it is ever run."""

import io
import re

import trafilatura
from pypdf import PdfReader
from pypdf.errors import PyPdfError

_MOST_PAGES = 50
_CHARSET = re.compile(rb"charset=[\"']?([\w-]{3,20})", re.IGNORECASE)
LONGEST = 200_000


def text_of(body: bytes) -> str:
    """Return the text of a page or a PDF; empty when none can be read."""
    if body.startswith(b"%PDF"):
        return _pdf(body)[:LONGEST]
    html = _decoded(body)
    return (trafilatura.html2txt(html) or "")[:LONGEST] if html.strip() else ""


def _decoded(body: bytes) -> str:
    told = _CHARSET.search(body[:2000])
    for name in ("utf-8", told[1].decode("ascii") if told else "windows-1252"):
        try:
            return body.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return body.decode("windows-1252", "replace")


def _pdf(body: bytes) -> str:
    try:
        pages = PdfReader(io.BytesIO(body)).pages[:_MOST_PAGES]
        return "\n".join(page.extract_text() for page in pages)
    except (PyPdfError, ValueError, KeyError, RecursionError):
        return ""
