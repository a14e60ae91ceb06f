"""Templates to pages. One environment per language, so that words and macros are bound once."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from catalog.text import LANGUAGES, Chosen, Language, LocalizedText
from web import urls
from web.contexts import Page
from web.hours import hours_table
from web.i18n import Words, day, euros, load_words, number, phone_link
from web.saved.frame import saved_now

_HERE = Path(__file__).parent
STATIC = _HERE / "static"
TEMPLATES = _HERE / "templates"


class Renderer:
    """Renders a page context with its template in the language of its frame.

    Args:
        public_url: Put before canonical and language links; empty keeps them relative.
        static_version: Changes when a static file changes; part of its address.
        service_names: Names by id, for the notice after a change of the visitor's list.
    """

    def __init__(
        self,
        public_url: str,
        static_version: str,
        data_version: str,
        service_names: Mapping[str, LocalizedText],
    ) -> None:
        self.words: Mapping[Language, Words] = load_words()
        self._environments = {
            lang: _environment(self.words[lang], public_url, static_version, data_version)
            for lang in LANGUAGES
        }
        for environment in self._environments.values():
            environment.globals |= {"saved": saved_now, "service_name": service_names.get}

    def text(self, template: str, page: Page) -> str:
        """Return a page as text."""
        environment = self._environments[page.frame.lang]
        return environment.get_template(f"pages/{template}.html").render(page=page)

    def page(
        self,
        template: str,
        page: Page,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> HTMLResponse:
        """Return a page as an answer."""
        return HTMLResponse(self.text(template, page), status, dict(headers or {}))


def _environment(
    words: Words, public_url: str, static_version: str, data_version: str
) -> Environment:
    lang = words.lang
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals |= {
        "lang": lang,
        "languages": LANGUAGES,
        "t": words.text,
        "n": words.count,
        "say": lambda text, end="": say(text, lang, end),
        "foreign": lambda text: foreign(text, lang),
        "foreign_part": lambda texts: foreign_part(texts, lang),
        "listed_terms": lambda terms: listed_terms(terms, lang),
        "path": lambda page, record_id="": urls.path(page, lang, record_id=record_id),
        "static": lambda name: f"/static/{name}?v={static_version}",
        "public_url": public_url,
        "data_version": data_version,
    }
    environment.filters |= {
        "day": lambda value: day(value, lang),
        "euros": lambda value: euros(value, lang),
        "number": lambda value: number(value, lang),
        "hours": lambda text: hours_table(text.fi or "", lang),
        "tel": phone_link,
        "jsonld": _jsonld,
    }
    return environment


def say(text: LocalizedText | Chosen | None, lang: Language, end: str = "") -> Markup:
    """Return a catalogue text, marked with its language when that is not the page's.

    `end` is put after it unless the text already ends a sentence.
    """
    if text is None:
        return Markup()
    chosen = text.choose(lang) if isinstance(text, LocalizedText) else text
    said = chosen.text if chosen.text.endswith((".", "!", "?", "…")) else chosen.text + end
    if chosen.lang == lang:
        return escape(said)
    return Markup('<span lang="{}">{}</span>').format(chosen.lang, said)


def listed_terms(terms: Iterable[LocalizedText], lang: Language) -> Markup:
    """Return terms of a vocabulary as one line: "Hakemuksella, lähetteellä".

    Only for terms: the capital of a name or of an abbreviation must stay.
    """
    chosen = [term.choose(lang) for term in terms]
    inner = (
        Chosen(c.text if c.text[1:2].isupper() else c.text[:1].lower() + c.text[1:], c.lang)
        for c in chosen[1:]
    )
    return Markup(", ").join(say(c, lang) for c in (*chosen[:1], *inner))


def foreign(text: LocalizedText | Chosen | None, lang: Language) -> str:
    """Return the language of a text that is not in the page's language, else an empty string."""
    if not text:
        return ""
    chosen = text.choose(lang) if isinstance(text, LocalizedText) else text
    return "" if chosen.lang == lang else chosen.lang


def foreign_part(texts: Iterable[LocalizedText | Chosen | None], lang: Language) -> str:
    """Return how much of a list is in another language: "", "fi" for all, "some_fi" for a part."""
    found = [foreign(text, lang) for text in texts if text]
    other = next(filter(None, found), "")
    return other if all(found) else f"some_{other}" if other else ""


def _jsonld(value: Mapping[str, Any]) -> Markup:
    """Return JSON that can stand inside a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace("&", "\\u0026"))  # noqa: S704  (no < or & is left)
