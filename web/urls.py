"""Addresses: paths by language from one table, and query strings in one canonical form.

Path words are in the page's language; query keys and values are the same in every language. The
same search always has the same address: keys sorted, empty ones dropped, unknown ones not carried.
"""

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote, urlencode

from catalog.text import LANGUAGES, Language

# Page name to its path word in each language. "" is the front page. "{id}" is filled in by `path`.
PATHS: dict[str, dict[Language, str]] = {
    "home": {"fi": "", "sv": "", "en": ""},
    "search": {"fi": "haku", "sv": "sok", "en": "search"},
    "order": {"fi": "haku/jarjestys", "sv": "sok/ordning", "en": "search/order"},
    "service": {"fi": "palvelu/{id}", "sv": "tjanst/{id}", "en": "service/{id}"},
    "match": {"fi": "tilanne", "sv": "situation", "en": "situation"},
    "guide": {"fi": "kysymykset", "sv": "fragor", "en": "questions"},
    "guide_check": {
        "fi": "kysymykset/vastaukset",
        "sv": "fragor/svar",
        "en": "questions/answers",
    },
    "guide_results": {
        "fi": "kysymykset/palvelut",
        "sv": "fragor/tjanster",
        "en": "questions/services",
    },
    "guide_help": {
        "fi": "kysymykset/apua-heti",
        "sv": "fragor/hjalp-genast",
        "en": "questions/help-now",
    },
    "guide_what_if": {
        "fi": "kysymykset/mita-jos",
        "sv": "fragor/tank-om",
        "en": "questions/what-if",
    },
    "guide_stop": {"fi": "kysymykset/lopeta", "sv": "fragor/avsluta", "en": "questions/stop"},
    "guide_summary": {
        "fi": "kysymykset/kooste",
        "sv": "fragor/sammandrag",
        "en": "questions/summary",
    },
    "guide_carry": {"fi": "kysymykset/tuo", "sv": "fragor/hamta", "en": "questions/bring"},
    "guide_question": {
        "fi": "kysymykset/k/{id}",
        "sv": "fragor/f/{id}",
        "en": "questions/q/{id}",
    },
    "saved": {"fi": "omat-palvelut", "sv": "mina-tjanster", "en": "my-services"},
    "compare": {"fi": "vertaa", "sv": "jamfor", "en": "compare"},
    "coping": {"fi": "vastaa", "sv": "svara", "en": "answer"},
    "coping_results": {
        "fi": "vastaa/tulokset",
        "sv": "svara/resultat",
        "en": "answer/results",
    },
    "plan": {"fi": "suunnitelma", "sv": "plan", "en": "plan"},
    "plan_section": {
        "fi": "suunnitelma/{id}",
        "sv": "plan/{id}",
        "en": "plan/{id}",
    },
    "areas": {"fi": "alueet", "sv": "omraden", "en": "areas"},
    "municipality": {
        "fi": "alueet/kunta/{id}",
        "sv": "omraden/kommun/{id}",
        "en": "areas/municipality/{id}",
    },
    "county": {
        "fi": "alueet/hyvinvointialue/{id}",
        "sv": "omraden/valfardsomrade/{id}",
        "en": "areas/county/{id}",
    },
    "organisations": {"fi": "jarjestajat", "sv": "anordnare", "en": "organisers"},
    "organisation": {
        "fi": "jarjestajat/{id}",
        "sv": "anordnare/{id}",
        "en": "organisers/{id}",
    },
    "themes": {"fi": "aiheet", "sv": "teman", "en": "themes"},
    "theme": {"fi": "aiheet/{id}", "sv": "teman/{id}", "en": "themes/{id}"},
    "feedback": {"fi": "palaute", "sv": "respons", "en": "feedback"},
    "feedback_sent": {"fi": "palaute/kiitos", "sv": "respons/tack", "en": "feedback/thanks"},
    "easy_home": {"fi": "selkokieli", "sv": "lattlast", "en": "easy"},
    "easy_questions": {
        "fi": "selkokieli/kysymykset",
        "sv": "lattlast/fragor",
        "en": "easy/questions",
    },
    "easy_results": {
        "fi": "selkokieli/tulokset",
        "sv": "lattlast/resultat",
        "en": "easy/results",
    },
    "easy_accessibility": {
        "fi": "selkokieli/saavutettavuus",
        "sv": "lattlast/tillganglighet",
        "en": "easy/accessibility",
    },
    "about": {"fi": "tietoa", "sv": "om", "en": "about"},
    "accessibility": {"fi": "saavutettavuus", "sv": "tillganglighet", "en": "accessibility"},
    "privacy": {"fi": "tietosuoja", "sv": "dataskydd", "en": "privacy"},
    "data": {"fi": "aineisto", "sv": "data", "en": "data"},
}

# Keys a search address may hold, sorted; everything else is dropped.
SEARCH_KEYS = (
    "age", "condition", "form", "life_situation", "municipality", "need", "organiser", "page",
    "price", "q", "sector", "sort", "way_in",
)  # fmt: skip
# Values that mean nothing was asked, so they do not belong in an address.
_DEFAULTS = {"page": "1", "sort": "relevance"}

Query = Iterable[tuple[str, str]]


def path(page: str, lang: Language, *, record_id: str = "") -> str:
    """Return the path of a page in a language, for example "/fi/haku"."""
    word = PATHS[page][lang].replace("{id}", quote(record_id, safe=""))
    return f"/{lang}/{word}"


def template(page: str, lang: Language) -> str:
    """Return the path with its placeholder, as the router wants it."""
    return f"/{lang}/{PATHS[page][lang]}"


def with_query(path_only: str, pairs: Query) -> str:
    """Return a path with a query string; no question mark when there is nothing to ask."""
    text = urlencode(list(pairs))
    return f"{path_only}?{text}" if text else path_only


def canonical_query(params: Mapping[str, Sequence[str]]) -> tuple[tuple[str, str], ...]:
    """Return a search's keys and values in their one order, without empty or default ones.

    Args:
        params: Every value of each key, already checked; unknown keys are left out.
    """
    pairs = []
    for key in SEARCH_KEYS:
        values = {v for v in params.get(key, ()) if v and v != _DEFAULTS.get(key)}
        pairs += [(key, value) for value in sorted(values)]
    return tuple(pairs)


def without(pairs: Query, key: str, value: str | None = None) -> tuple[tuple[str, str], ...]:
    """Return the query with one value of a key (or all of them) and the page number left out."""
    return tuple((k, v) for k, v in pairs if k != "page" and not (k == key and value in (None, v)))


def with_value(pairs: Query, key: str, value: str) -> tuple[tuple[str, str], ...]:
    """Return the query in canonical order with a key set to one value."""
    merged: dict[str, list[str]] = {}
    for k, v in without(pairs, key):
        merged.setdefault(k, []).append(v)
    merged[key] = [value]
    return canonical_query(merged)


def language_of_path(url_path: str) -> Language | None:
    """Return the language a path begins with, or None when it begins with none of them."""
    first = url_path.lstrip("/").split("/", 1)[0]
    return next((lang for lang in LANGUAGES if lang == first), None)
