"""Facts, dated parameters, shared conditions and the duty order, as one value."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from catalog.model import Service
from catalog.problems import Problem
from catalog.records import Records
from catalog.yamlfile import YamlFile


@dataclass(frozen=True)
class Rules:
    """Everything the matcher needs besides the records."""

    def attach_conditions(self, services: Records[Service]) -> list[Problem]:
        """Parse `when`."""
        return []


def load_rules(data: Path, read: Callable[[Path], YamlFile]) -> Rules:
    """Read."""
    return Rules()
