"""YAML text to plain values, keeping the line of every value.

Only `true` and `false` are booleans, and only plain whole numbers and decimals are numbers: `no`,
`on`, `091`, `12:30` and dates stay text, because municipality codes and opening hours must survive
(YAML 1.1 would read them as false, 73 and 750). Decimals become `Decimal`, never a float.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import yaml

from catalog.problems import Problem

YamlPath = tuple[str | int, ...]
_INTEGER = re.compile(r"-?(0|[1-9]\d*)")
_DECIMAL = re.compile(r"-?(0|[1-9]\d*)\.\d+")
_BASE: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAX_DEPTH = 60


class _Loader(_BASE):  # type: ignore[misc, valid-type]  # the C loader where libyaml is
    """Gives every value its kind only: what plain text means is decided in `_scalar`.

    Asking YAML's own rules for each of 100,000 values takes a third of the reading.
    """

    def resolve(self, kind: type[yaml.Node], _value: object, _implicit: object) -> str:
        """Return the tag of text, a list or a mapping."""
        return _TAGS[kind]


_TAGS: dict[type[yaml.Node], str] = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}


@dataclass(slots=True)
class YamlFile:
    """A YAML file as plain values (dict, list, str, int, Decimal, bool, None) with line numbers.

    Attributes:
        path: The file as it should be named in messages.
        data: The whole content; None for an empty or unreadable file.
        lines: Line (first is 1) of every value, by its path from the root.
        problems: Faults of the YAML itself; when there are any, `data` may be incomplete.
    """

    path: Path
    data: object = None
    lines: dict[YamlPath, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line_of(self, path: YamlPath) -> int:
        """Return the line of the value at `path`, or of its nearest enclosing value."""
        for end in range(len(path), -1, -1):
            line = self.lines.get(path[:end])
            if line is not None:
                return line
        return 1

    def fault(self, path: YamlPath, where: str, what: str, mend: str) -> Problem:
        """Build a problem that points at the value at `path`."""
        return Problem(self.path, self.line_of(path), where, what, mend)


def read_yaml(path: Path, shown_as: Path | None = None) -> YamlFile:
    """Read a file. Faults of encoding or syntax are in `problems`; nothing is raised for them."""
    result = YamlFile(shown_as or path)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        result.problems.append(
            Problem(result.path, 1, "file", "the file does not exist.", "Create it or restore it.")
        )
        return result
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        result.problems.append(
            Problem(result.path, line, "file", "the text is not UTF-8.", "Save the file as UTF-8.")
        )
        return result
    return parse_yaml(text, result.path)


def parse_yaml(text: str, path: Path) -> YamlFile:
    """Parse YAML text as if it stood in the file `path`."""
    result = YamlFile(path)
    try:
        root = yaml.compose(text, Loader=_Loader)
        if root is not None:
            result.data = _convert(root, (), result, ())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        said = " ".join(str(error.problem or "not YAML").split())
        result.data = None
        result.problems.append(
            Problem(
                path,
                line,
                "YAML",
                f"the file cannot be read as YAML here: {said}.",
                "Look at the indentation, quotes and colons of this line and the one above.",
            )
        )
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        result.data = None
        result.problems.append(
            Problem(path, 1, "YAML", f"the file cannot be read as YAML: {str(error)[:120]}.",
                    "Remove characters that are not text, and nesting deeper than 60 levels.")
        )  # fmt: skip
    return result


def _convert(node: yaml.Node, at: YamlPath, out: YamlFile, parents: tuple[int, ...]) -> object:
    if id(node) in parents or len(parents) > _MAX_DEPTH:
        raise ValueError("a value contains itself or is nested too deeply")
    out.lines.setdefault(at, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _convert_mapping(node, at, out, (*parents, id(node)))
    if isinstance(node, yaml.SequenceNode):
        below = (*parents, id(node))
        return [_convert(child, (*at, i), out, below) for i, child in enumerate(node.value)]
    style = getattr(node, "style", None)
    return _scalar(str(node.value), is_plain=not style)


def _convert_mapping(
    node: yaml.MappingNode, at: YamlPath, out: YamlFile, parents: tuple[int, ...]
) -> dict[str, object]:
    values: dict[str, object] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        line = key_node.start_mark.line + 1
        if key in values:
            out.problems.append(
                Problem(out.path, line, " › ".join(map(str, (*at, key))),
                        f"the key {key!r} stands twice.", "Keep one of the two.")
            )  # fmt: skip
        values[key] = _convert(value_node, (*at, key), out, parents)
        out.lines[(*at, key)] = line
    return values


def _scalar(text: str, *, is_plain: bool) -> object:
    if not is_plain:  # quoted or block text is always text
        return text
    if text in ("true", "false"):
        return text == "true"
    if text in ("", "null", "~"):
        return None
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    return text


def as_list(value: object) -> Iterator[tuple[int, object]]:
    """Yield the members of a list with their index; nothing when it is not a list."""
    if isinstance(value, list):
        yield from enumerate(value)
