"""YAML files to records, every fault collected with file and line; nothing is written.

`load_catalogue` is the only entrance: it reads all of data/, builds the records, lets `validate`
check them against each other, and either gives a frozen `Catalogue` or raises `CatalogueError`
with every fault. Half a catalogue is never given out.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from catalog.areas import load_areas
from catalog.catalogue import Catalogue
from catalog.model import Organization, Service, Tombstone, UrgentHelp
from catalog.problems import CatalogueError, Problem
from catalog.published import missing_ids
from catalog.records import Records, build_records
from catalog.rules import load_rules
from catalog.taxonomy import VOCABULARIES, Taxonomy, Term
from catalog.validate import validate
from catalog.yamlfile import YamlFile, read_yaml


def load_taxonomy(folder: Path, files: list[YamlFile], root: Path) -> Taxonomy:
    """Read data/taxonomy; faults are added to the files, which are appended to `files`."""
    words: dict[str, Mapping[str, Term]] = {}
    for stem, form in VOCABULARIES.items():
        path = folder / f"{stem}.yaml"
        file = read_yaml(path, path.relative_to(root))
        files.append(file)
        words[stem] = {key: record for key, (record, _) in build_records(form, file).items()}
    return Taxonomy(**words)  # type: ignore[arg-type]  # each vocabulary has its form, see VOCABULARIES


def record_files(data: Path, stem: str) -> list[Path]:
    """Return the files of one kind of record: services.yaml first, then services/*.yaml by name."""
    return [data / f"{stem}.yaml", *sorted((data / stem).glob("*.yaml"))]


def data_version(data: Path) -> str:
    """Return a short name for the exact content of every data file (12 hex digits of SHA-256)."""
    digest = hashlib.sha256()
    for path in sorted(p for p in data.rglob("*") if p.is_file()):
        digest.update(path.relative_to(data).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def check_catalogue(data: Path, today: date) -> tuple[Catalogue, list[Problem]]:
    """Read everything and return what could be read with every fault and warning, sorted.

    The catalogue may only be used when no problem is a fault; `load_catalogue` sees to that.

    Args:
        data: The folder data/; messages name files relative to its parent.
        today: Dates after this day are faults.
    """
    root = data.parent
    files: list[YamlFile] = []

    def read(path: Path) -> YamlFile:
        files.append(read_yaml(path, path.relative_to(root)))
        return files[-1]

    taxonomy = load_taxonomy(data / "taxonomy", files, root)
    areas = load_areas(data / "areas")
    rules, rule_problems = load_rules(data, read, taxonomy, areas)
    services: Records[Service] = Records()
    for path in record_files(data, "services"):
        services.add_file(Service, read(path))
    organizations: Records[Organization] = Records()
    for path in record_files(data, "organizations"):
        organizations.add_file(Organization, read(path))
    urgent_help: Records[UrgentHelp] = Records()
    urgent_help.add_file(UrgentHelp, read(data / "urgent_help.yaml"))
    tombstones: Records[Tombstone] = Records()
    tombstones.add_file(Tombstone, read(data / "tombstones.yaml"))
    problems = rule_problems + rules.attach_conditions(services, today=today)
    catalogue = Catalogue(
        services=dict(services),
        organizations=dict(organizations),
        urgent_help=tuple(sorted(urgent_help.values(), key=lambda u: (u.order, u.id))),
        tombstones=dict(tombstones),
        taxonomy=taxonomy,
        areas=areas,
        rules=rules,
        version=data_version(data),
    )
    problems += validate(catalogue, services, organizations, urgent_help, tombstones, today=today)
    problems += missing_ids(data, (*services, *organizations, *urgent_help, *tombstones))
    problems += [problem for file in files for problem in file.problems]
    return catalogue, sorted(set(problems))


def load_catalogue(data: Path, today: date) -> Catalogue:
    """Read data/ into a frozen catalogue; `today` as in `check_catalogue`.

    Raises:
        CatalogueError: Something is wrong; it carries every fault, not the first.
    """
    catalogue, problems = check_catalogue(data, today)
    faults = faults_of(problems)
    if faults:
        raise CatalogueError(faults)
    return catalogue


def faults_of(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that stop a build (warnings left out)."""
    return [problem for problem in problems if not problem.is_warning]
