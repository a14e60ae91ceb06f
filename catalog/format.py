"""`catalog format`: the fields of every record in one order, nothing else changed.

Works on the text, line by line: a field is moved with its comments and keeps every character, so a
change of order is all that a reviewer sees. The order is that of docs/editing.md.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from catalog.yamlfile import parse_yaml

SERVICE_ORDER = (
    "id", "name", "other_names", "former_names", "colloquial", "kind", "sector", "branch",
    "organiser", "also_organised_by", "producers", "funder", "service_area", "summary", "gets",
    "for_whom", "when", "assessed_by_organiser", "requires", "needs", "condition_groups",
    "life_situations", "age", "forms", "way_in", "duration", "waiting", "income", "price", "steps",
    "channels", "places", "languages", "legal_basis", "is_statutory_right", "appeal", "refused",
    "related", "alternatives", "local", "contradictions", "note", "sources", "evidence",
    "verified_on", "review_months",
)  # fmt: skip
ORGANIZATION_ORDER = (
    "id", "name", "other_names", "former_names", "kind", "area_code", "summary", "website",
    "contacts", "languages", "contradictions", "note", "sources", "evidence", "verified_on",
    "review_months",
)  # fmt: skip
_RECORD = re.compile(r"^- ")
_FIELD = re.compile(r"^(?:- |  )([A-Za-z_]\w*):")


def formatted(text: str, order: Sequence[str], path: Path) -> str:
    """Return the text of a file of records with the fields of each in canonical order.

    Fields that `order` does not know stay last, as they were. A file that is not a list of records
    in block style, or whose meaning would change, comes back as it was.

    Args:
        text: The whole file.
        order: Names of the fields, first to last.
        path: Names the file when it is read to compare its meaning.
    """
    blocks = list(_blocks(text))
    result = "".join(_ordered(block, order) if _RECORD.match(block[0]) else "".join(block)
                     for block in blocks)  # fmt: skip
    same = parse_yaml(text, path).data == parse_yaml(result, path).data
    return result if same else text


def order_for(path: Path) -> Sequence[str]:
    """Return the order of the records in a file of data/, by its folder or name."""
    return ORGANIZATION_ORDER if "organizations" in (path.stem, path.parent.name) else SERVICE_ORDER


def _blocks(text: str) -> Iterator[list[str]]:
    """Give the lines before the first record, then those of each record."""
    block: list[str] = []
    for line in text.splitlines(keepends=True):
        if _RECORD.match(line) and block:
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _ordered(block: list[str], order: Sequence[str]) -> str:
    """Return one record's text with its fields in order; lines after the last field stay last."""
    fields: list[tuple[str, list[str]]] = []
    waiting: list[str] = []  # comments and blank lines belong to the field that follows
    for line in block:
        if match := _FIELD.match(line):
            fields.append((match[1], [*waiting, line]))
            waiting = []
        elif not line.strip() or line.startswith(("#", "  #")):
            waiting.append(line)
        elif fields:
            fields[-1][1].extend([*waiting, line])
            waiting = []
        else:
            return "".join(block)  # not block style
    place = {name: number for number, name in enumerate(order)}
    fields.sort(key=lambda field: place.get(field[0], len(order)))
    lines = [line for _, chunk in fields for line in chunk]
    lines = [re.sub(r"^- ", "  ", line) for line in lines]
    first = next(i for i, line in enumerate(lines) if _FIELD.match(line))
    lines[first] = "- " + lines[first][2:]
    if not lines[-1].endswith("\n") and not waiting:
        lines[-1] += "\n" if block[-1].endswith("\n") else ""
    return "".join([*_with_ends(lines), *waiting])


def _with_ends(lines: list[str]) -> list[str]:
    """Return the lines, each but the last with its line end, wherever the last one came from."""
    return [line if line.endswith("\n") else line + "\n" for line in lines[:-1]] + lines[-1:]
