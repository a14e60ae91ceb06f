"""Query strings and form bodies to typed input, with every fault in page order.

Nothing here fails: a value that means nothing is left out and told, and what was entered is kept
so that the page can show it again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from catalog.catalogue import Catalogue
from catalog.problems import UnknownValue
from catalog.text import Language
from search.places import municipality_code
from search.request import SearchRequest, parse_request
from web.urls import SEARCH_KEYS

Params = dict[str, list[str]]
_LONGEST_VALUE = 300  # as long as a search may be; longer values are cut
_MOST_VALUES = 40  # of one key; more than any filter has chosen at once


@dataclass(frozen=True, slots=True)
class FieldError:
    """A fault in one field.

    Attributes:
        field: The field's name in the form; its element has the id "f-" + field.
        key: The message's key in the message catalogues.
        value: What was entered.
        nearest: The right value closest to it.
    """

    field: str
    key: str
    value: str
    nearest: str | None = None


@dataclass(frozen=True, slots=True)
class SearchInput:
    """A search as it was asked.

    Attributes:
        request: What can be searched; unknown values are left out.
        params: The same as canonical keys and values.
        municipality_entered: The municipality as written, also when it is not known.
        errors: Faults worth telling; an unknown value of a filter is not (nobody types those).
    """

    request: SearchRequest
    params: Params
    municipality_entered: str
    errors: tuple[FieldError, ...]


def params_of(pairs: Iterable[tuple[str, str]], keys: Iterable[str]) -> Params:
    """Return the given keys with their values, cleaned of control characters and cut to length."""
    known = set(keys)
    params: Params = {}
    for key, raw in pairs:
        values = params.setdefault(key, []) if key in known else None
        if values is not None and len(values) < _MOST_VALUES and (value := clean(raw)):
            values.append(value)
    return {key: values for key, values in params.items() if values}


def clean(text: str) -> str:
    """Return text on one line: no control characters or broken surrogates, spaces joined, cut."""
    whole = text[: 4 * _LONGEST_VALUE].encode("utf-8", "replace").decode()
    printable = "".join(c if c.isprintable() else " " for c in whole)
    return " ".join(printable.split())[:_LONGEST_VALUE]


def parse_search(
    pairs: Iterable[tuple[str, str]], catalogue: Catalogue, lang: Language
) -> SearchInput:
    """Read a search from a query string."""
    params = params_of(pairs, SEARCH_KEYS)
    entered = " ".join(params.get("municipality", [])[:1])
    errors: list[FieldError] = []
    if entered:
        params.pop("municipality")
        try:
            params["municipality"] = [municipality_code(entered, catalogue)]
        except UnknownValue as error:
            errors.append(FieldError("municipality", "error.municipality", entered, error.nearest))
    while True:
        try:
            request = parse_request({**params, "lang": [lang]}, catalogue)
            break
        except UnknownValue as error:
            if error.field == "age":
                errors.append(FieldError("age", "error.age", error.value))
            _drop(params, error)
    return SearchInput(request, _told(params, request), entered, tuple(errors))


def _drop(params: Params, error: UnknownValue) -> None:
    """Leave out a value that means nothing, or its whole key when the value cannot be found."""
    kept = [value for value in params.get(error.field, []) if value != error.value]
    if kept and len(kept) < len(params[error.field]):
        params[error.field] = kept
    elif error.field in params:
        del params[error.field]
    else:
        params.clear()


def _told(params: Mapping[str, list[str]], request: SearchRequest) -> Params:
    """Return the parameters as the request really understood them."""
    told: Params = {}
    for key in SEARCH_KEYS:
        value = getattr(request, key)
        if value is None or key not in params:
            continue
        told[key] = list(value) if isinstance(value, tuple) else [str(value)]
    return told


def parse_place(entered: str, catalogue: Catalogue) -> tuple[str | None, tuple[FieldError, ...]]:
    """Return the municipality's code and the fault, if it is not known."""
    text = clean(entered)
    if not text:
        return None, ()
    try:
        return municipality_code(text, catalogue), ()
    except UnknownValue as error:
        fault = FieldError("municipality", "error.municipality", text, error.nearest)
        return None, (fault,)
