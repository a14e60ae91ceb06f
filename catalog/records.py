"""Plain values to records, and records by id over several files with their place in them."""

from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from catalog.faults import explain
from catalog.problems import Problem
from catalog.yamlfile import YamlFile, YamlPath, as_list

T = TypeVar("T")
_ADAPTERS: dict[type, TypeAdapter[Any]] = {}


def build(form: type[T], raw: object, file: YamlFile, at: YamlPath, name: str) -> T | None:
    """Build one value of `form` from plain values; on faults add them to `file.problems`."""
    adapter = _ADAPTERS.setdefault(form, TypeAdapter(form))
    try:
        built: T = adapter.validate_python(raw)
    except ValidationError as error:
        file.problems.extend(explain(error, file, at, name, form))
        return None
    return built


def build_records(form: type[T], file: YamlFile) -> dict[str, tuple[T, YamlPath]]:
    """Build every record of a file that holds a list of mappings with an `id`.

    Duplicate ids are faults; the first one stays.
    """
    records: dict[str, tuple[T, YamlPath]] = {}
    if file.data is not None and not isinstance(file.data, list):
        file.problems.append(
            file.fault((), "file", "the file is not a list of records.",
                       'Start every record with a dash: "- id: …".')
        )  # fmt: skip
    for index, raw in as_list(file.data):
        given = raw.get("id") if isinstance(raw, dict) else None
        name = str(given) if given else f"record {index + 1}"
        record = build(form, raw, file, (index,), name)
        if record is None:
            continue
        if name in records:
            first = file.line_of((*records[name][1], "id"))
            file.problems.append(
                file.fault((index, "id"), name, f"the id stands twice (first on line {first}).",
                           "Give one of them another id.")
            )  # fmt: skip
            continue
        records[name] = (record, (index,))
    return records


class Records(dict[str, T]):
    """Records by id over several files, remembering where each stands."""

    def __init__(self) -> None:
        super().__init__()
        self.places: dict[str, tuple[YamlFile, YamlPath]] = {}

    def add_file(self, form: type[T], file: YamlFile) -> None:
        """Add the records of a file; an id used in another file is a fault."""
        for key, (record, at) in build_records(form, file).items():
            if key in self:
                other, other_at = self.places[key]
                where = f"{other.path}:{other.line_of((*other_at, 'id'))}"
                file.problems.append(
                    file.fault((*at, "id"), key, f"the id is already used in {where}.",
                               "Give one of them another id.")
                )  # fmt: skip
                continue
            self[key] = record
            self.places[key] = (file, at)

    def fault(self, key: str, path: YamlPath, what: str, mend: str) -> Problem:
        """Build a problem at `path` inside the record `key`."""
        file, at = self.places[key]
        where = " › ".join((key, *(str(p) for p in path if isinstance(p, str))))
        return file.fault((*at, *path), where, what, mend)
