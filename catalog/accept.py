"""An accepted finding to the change it makes in its record; pure.

Only what one value can tell is changed by itself: a phone number, an address of a page. A price, an
age or a condition also stands in sentences and rules, so a person edits those, with the source
beside; `needs_hand` says so.
"""

from collections.abc import Iterator

import phonenumbers
import yaml

from catalog.edit import scalar_at, set_scalar
from catalog.findings import Finding
from catalog.yamlfile import YamlPath

_BY_ITSELF = frozenset({"phone", "moved"})


def accepted_text(finding: Finding, text: str) -> str | None:
    """Return the record's text with the source's value in place of ours.

    Args:
        finding: What differs.
        text: The record as it stands in its file.

    Returns:
        None when the change needs a person's hand: another kind of finding, our value stands in
        no field any more, or the record has several different values there.
    """
    if finding.kind not in _BY_ITSELF or not finding.source_value.isprintable():
        return None
    if finding.kind == "moved":
        places = [p for p, value in _scalars(text, "url") if value == finding.catalogue_value]
        value = finding.source_value
    else:
        places = [p for p, value in _phones(text) if _same(value, finding.catalogue_value)]
        value = finding.source_value
    if not places or (finding.kind == "phone" and not _is_number(value)):
        return None
    for place in places:
        old = scalar_at(text, place) or ""
        written = _like(old, value, finding.sentence) if finding.kind == "phone" else value
        text = set_scalar(text, place, written)
    return _read_again(finding, text)


def _read_again(finding: Finding, text: str) -> str:
    """Set the month in which the source was read, where the record names that source."""
    month = finding.fetched_at.date().isoformat()[:7]
    urls = {finding.source_url, finding.source_value}
    for place, value in _scalars(text, "url"):
        fetched = (*place[:-1], "fetched")
        if place[:1] == ("sources",) and value in urls and scalar_at(text, fetched):
            text = set_scalar(text, fetched, month)
    return text


def _phones(text: str) -> Iterator[tuple[YamlPath, str]]:
    """Give every number of a record: a service's channels, a body's contacts, a line's own."""
    for place, value in _scalars(text, "value"):
        if scalar_at(text, (*place[:-1], "kind")) in ("phone", "sms"):
            yield place, value
    yield from _scalars(text, "phone")


def _scalars(text: str, key: str) -> list[tuple[YamlPath, str]]:
    """Return every scalar that stands under a key, with its path from the record down."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return []
    if not isinstance(root, yaml.SequenceNode) or not root.value:
        return []
    return list(_walk(root.value[0], (), key))


def _walk(node: yaml.Node, at: YamlPath, key: str) -> Iterator[tuple[YamlPath, str]]:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == key and isinstance(value, yaml.ScalarNode):
                yield (*at, key), value.value
            else:
                yield from _walk(value, (*at, name.value), key)
    elif isinstance(node, yaml.SequenceNode):
        for place, value in enumerate(node.value):
            yield from _walk(value, (*at, place), key)


def _is_number(text: str) -> bool:
    return _parsed(text) != text or text.startswith("+")


def _same(ours: str, theirs: str) -> bool:
    return _parsed(ours) == _parsed(theirs)


def _parsed(text: str) -> str:
    try:
        number = phonenumbers.parse(text, "FI")
    except phonenumbers.NumberParseException:
        return text
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _like(old: str, new: str, sentence: str) -> str:
    """Return a number as the source writes it, else in the form the record uses.

    The form is the one with the country's code or without it; sources group the figures in their
    own ways ("020 692 205"), which people know the number by.
    """
    try:
        number = phonenumbers.parse(new, "FI")
    except phonenumbers.NumberParseException:
        return new
    is_home = number.country_code == 358 and not old.lstrip().startswith("+")
    for match in phonenumbers.PhoneNumberMatcher(sentence, "FI"):
        said = match.raw_string
        if match.number == number and said.startswith("+") != is_home and said.isprintable():
            return " ".join(said.split())
    form = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, form.NATIONAL if is_home else form.INTERNATIONAL)
