"""JSON Schemas of the catalogue's files, so that editors complete and check while one types.

Made from the record form itself (`catalog.model`) with the controlled words of the taxonomy as
enumerations, and the grammar of conditions, which the form leaves open. The schemas are committed
in data/schema/ and a test holds them current; each YAML file names its schema in its first line.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from catalog.catalogue import Catalogue
from catalog.condition_values import OPERATORS
from catalog.conditions import CHANGES, KINDS
from catalog.model import Organization, Service, Tombstone, UrgentHelp

FOLDER = "schema"
# File name of a schema to the records it describes.
FORMS: Mapping[str, Any] = {
    "services": list[Service],
    "organizations": list[Organization],
    "tombstones": list[Tombstone],
    "urgent_help": list[UrgentHelp],
}
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
# Pydantic's titles repeat the field's name and only fill the editor's hints.
_NOISE = ("title",)


def schemas_of(catalogue: Catalogue) -> dict[str, str]:
    """Return the text of every schema by file name, for example "services.schema.json"."""
    texts = {}
    for name, form in FORMS.items():
        schema = _plain(TypeAdapter(form).json_schema())
        _add_words(schema.get("$defs", {}), catalogue)
        schema = {"$schema": _DIALECT, "title": f"Kuntoutuspolku: {name}", **schema}
        texts[f"{name}.schema.json"] = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
    return texts


def modeline(file: Path, data: Path) -> str:
    """Return the first line by which editors find the schema of a file of records.

    Args:
        file: A file of data/ or of a folder in it, such as data/services/jarjestot.yaml.
        data: The folder data/.
    """
    inside = file.relative_to(data)
    stem = inside.parts[0].removesuffix(".yaml")
    up = "../" * (len(inside.parts) - 1)
    return f"# yaml-language-server: $schema={up}{FOLDER}/{stem}.schema.json"


def _plain(node: Any) -> Any:
    """Return a schema without titles and with descriptions cut to their first paragraph."""
    if isinstance(node, list):
        return [_plain(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {
        key: _plain(value)
        for key, value in node.items()
        if not (key in _NOISE and isinstance(value, str))
    }
    if isinstance(kept.get("description"), str):
        kept["description"] = " ".join(kept["description"].split("\n\n")[0].split())
    return kept


def _add_words(forms: dict[str, Any], catalogue: Catalogue) -> None:
    """Put the controlled words and the grammar of conditions where the form has plain text."""
    words = catalogue.taxonomy
    if "ServiceNeeds" in forms:
        for name in ("primary", "also"):
            _enumerate(forms["ServiceNeeds"]["properties"][name]["items"], words.needs)
    if "Requirement" in forms:
        forms["Requirement"]["properties"]["document"] = {"enum": sorted(words.documents)}
    if "Service" not in forms:
        return
    fields = forms["Service"]["properties"]
    _enumerate(fields["condition_groups"]["items"], words.condition_groups)
    _enumerate(fields["life_situations"]["items"], words.life_situations)
    fields["when"] = {"$ref": "#/$defs/Condition"}
    forms["Condition"] = _condition(catalogue)


def _enumerate(items: dict[str, Any], words: Mapping[str, Any]) -> None:
    items["enum"] = sorted(words)


def _condition(catalogue: Catalogue) -> dict[str, Any]:
    """Return the schema of a condition node; which operator suits which fact the checks say."""
    node = {"$ref": "#/$defs/Condition"}
    nodes = {"type": "array", "items": node, "minItems": 1}
    notes = {
        "id": {"type": "string"},
        "say": {"$ref": "#/$defs/LocalizedText"},
        "kind": {"enum": list(KINDS)},
        "source": {"type": ["string", "object"]},
        "checked": {"type": "string"},
        "evidence": {"enum": ["A", "B", "C", "D"]},
        "change": {"enum": list(CHANGES)},
        "redirect": {"type": "string"},
    }
    groups = {
        "all": nodes,
        "any": nodes,
        "not": node,
        "ref": {"type": "string"},
        "at_least": {
            "description": "{n: 2, of: […]} joins nodes; beside a fact it compares a number."
        },
        "fact": {"enum": sorted(catalogue.rules.facts)},
    }
    operators: dict[str, Any] = {name: {} for name in OPERATORS if name != "at_least"}
    return {
        "type": "object",
        "description": "Exactly one of all, any, not, at_least, ref and fact; docs/editing.md.",
        "properties": {**groups, **operators, **notes},
        "additionalProperties": False,
    }
