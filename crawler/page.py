"""A fetched body to plain text: HTML of any quality and PDF; nothing in a page can raise here."""

import io
import json
import logging
import re
from dataclasses import dataclass
from typing import Any

import trafilatura
from pypdf import PdfReader
from scrapy.http import HtmlResponse
from scrapy.selector import Selector
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom

MAX_HTML_BYTES = 1_000_000
MAX_PDF_PAGES = 40
MAX_TEXT = 60_000
_SPACES = re.compile(r"[^\S\n]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_LINK_LIMIT = 300
_APPLYING = re.compile(
    r"hae|hakem|haku|näin|toimi|ansök|apply|steps|ohjeet hak|miten pääs", re.IGNORECASE
)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ADDRESS_PARTS = frozenset({"streetAddress", "postalCode", "addressLocality"})
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says, as plain text.

    Attributes:
        title: Its main heading, else its title.
        text: Main text, one paragraph a line.
        whole: All visible text, with header and footer: where phone numbers stand.
        lang: "fi", "sv", "en" as the page says of itself, else guessed, else "".
        canonical: Address the page gives as its own, "" when none.
        links: Addresses it leads to.
        data: JSON-LD objects and microdata items, flat.
        steps: Items of the numbered list that tells how to apply, in order.
        modified: Day the page says it was renewed, as "2026-03-12", "" when it does not say.
    """

    url: str
    title: str = ""
    text: str = ""
    whole: str = ""
    lang: str = ""
    canonical: str = ""
    links: tuple[str, ...] = ()
    data: tuple[dict[str, Any], ...] = ()
    steps: tuple[str, ...] = ()
    modified: str = ""


def read_page(url: str, body: bytes, content_type: str) -> Page:
    """Read a page; what cannot be read gives an empty page, never an error."""
    try:
        if "pdf" in content_type or body[:5] == b"%PDF-":
            return _read_pdf(url, body)
        return _read_html(url, body[:MAX_HTML_BYTES], content_type)
    except Exception:  # noqa: BLE001  (parsers of hostile input raise anything; the page is lost, not the run)
        return Page(url)


def _read_pdf(url: str, body: bytes) -> Page:
    pages = PdfReader(io.BytesIO(body)).pages[:MAX_PDF_PAGES]
    text = tidy("\n".join(page.extract_text() for page in pages))[:MAX_TEXT]
    return Page(url, title=text.split("\n", 1)[0][:200], text=text, whole=text,
                lang=guess_language(text))  # fmt: skip


def _read_html(url: str, body: bytes, content_type: str) -> Page:
    response = HtmlResponse(
        url,
        body=body,
        headers={"Content-Type": content_type},
        encoding=_encoding(body, content_type),
    )
    selector = Selector(text=response.text)
    title = _first(selector, "//h1//text()") or _first(selector, "//title/text()")
    whole = tidy("\n".join(selector.xpath(
        "//body//text()[not(ancestor::script or ancestor::style or ancestor::noscript"
        " or ancestor::template)]").getall()))[:MAX_TEXT]  # fmt: skip
    main = trafilatura.extract(response.text, favor_recall=True, include_comments=False) or whole
    declared = (selector.xpath("string(/html/@lang)").get() or "")[:2].lower()
    lang = declared if declared in {"fi", "sv", "en"} else guess_language(main)
    links = [response.urljoin(href) for href in selector.xpath("//a/@href").getall()[:_LINK_LIMIT]]
    canonical = selector.xpath("string(//link[@rel='canonical']/@href)").get() or ""
    return Page(url, title, tidy(main)[:MAX_TEXT], whole, lang,
                response.urljoin(canonical) if canonical else "", tuple(links),
                (*_json_ld(selector), *_microdata(selector)), _steps(selector),
                _modified(selector))  # fmt: skip


def _first(selector: Selector, path: str) -> str:
    return " ".join(tidy(" ".join(selector.xpath(path).getall()[:20])).split())[:200]


def _encoding(body: bytes, content_type: str) -> str | None:
    """Return the encoding of a page that declares none, or None when it does.

    Old Finnish pages without a word of it are windows-1252; guessing by letters takes them for
    other things.
    """
    declared = http_content_type_encoding(content_type) or html_body_declared_encoding(body)
    if declared or read_bom(body)[0]:
        return None
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        # A body that was cut in the middle of a letter is still UTF-8.
        return "utf-8" if len(body) - error.start < 4 else "cp1252"
    return "utf-8"


def _steps(selector: Selector) -> tuple[str, ...]:
    """Return the items of the first numbered list under a heading about applying."""
    for listed in selector.xpath("//ol[count(li) > 1]")[:10]:
        heading = listed.xpath(
            "(preceding::*[self::h1 or self::h2 or self::h3 or self::h4])[last()]"
        )
        if _APPLYING.search(" ".join(heading.xpath(".//text()").getall())):
            items = (" ".join(i.xpath(".//text()").getall()) for i in listed.xpath("./li")[:15])
            return tuple(" ".join(tidy(item).split())[:400] for item in items if item.strip())
    return ()


def _modified(selector: Selector) -> str:
    """Return the day of a page's own meta data or of its <time>, "" when there is none."""
    told = selector.xpath(
        "string(//meta[@property='article:modified_time' or @name='dcterms.modified' or "
        "@name='last-modified']/@content)"
    ).get() or selector.xpath("string(//time[@datetime]/@datetime)").get() or ""  # fmt: skip
    found = _ISO_DAY.match(told)
    return found[0] if found else ""


def _microdata(selector: Selector) -> tuple[dict[str, Any], ...]:
    """Return items of microdata in the form of JSON-LD; only what stands directly in an item."""
    found = []
    for item in selector.xpath("//*[@itemscope][@itemtype][not(@itemprop)]")[:20]:
        thing: dict[str, Any] = {"@type": (item.attrib.get("itemtype") or "").rsplit("/", 1)[-1]}
        for prop in item.xpath(".//*[@itemprop]")[:60]:
            name = prop.attrib["itemprop"]
            value = prop.attrib.get("content") or prop.attrib.get("datetime") or " ".join(
                tidy(" ".join(prop.xpath(".//text()").getall()[:30])).split()
            )  # fmt: skip
            if name in _ADDRESS_PARTS:
                thing.setdefault("address", {})[name] = value
            elif name != "address":
                thing.setdefault(name, value[:300])
        found.append(thing)
    return tuple(found)


def _json_ld(selector: Selector) -> tuple[dict[str, Any], ...]:
    found: list[dict[str, Any]] = []
    for text in selector.xpath("//script[@type='application/ld+json']/text()").getall()[:10]:
        try:
            value = json.loads(text[:100_000])
        except (ValueError, RecursionError):
            continue
        items = value if isinstance(value, list) else [value]
        for item in items[:20]:
            if isinstance(item, dict):
                graph = item.get("@graph")
                nested = graph[:20] if isinstance(graph, list) else [item]
                found += [thing for thing in nested if isinstance(thing, dict)]
    return tuple(found)


def tidy(text: str) -> str:
    """Return text without control marks, with single spaces and no empty lines."""
    lines = (_SPACES.sub(" ", _CONTROL.sub("", line)).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


_MARKS = {
    lang: frozenset(words.split())
    for lang, words in {
        "fi": "ja on että tai kun ovat sinulla myös voit kuntoutus palvelu",
        "sv": "och att för som är med eller din till av kan rehabilitering",
        "en": "and the for you with your are can this from rehabilitation",
    }.items()
}


def guess_language(text: str) -> str:
    """Return "fi", "sv" or "en" by its commonest small words, or "" when they tell nothing."""
    words = re.findall(r"[a-zåäö]+", text[:5000].lower())
    counts = {lang: sum(word in marks for word in words) for lang, marks in _MARKS.items()}
    best = max(counts, key=lambda lang: counts[lang])
    return best if counts[best] > 1 else ""
