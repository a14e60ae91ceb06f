"""The walls of the product: size of modules, where the engine is, no foreign host."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("catalog", "search", "crawler", "plan", "web")
MODULES = sorted(p for name in PACKAGES for p in (ROOT / name).rglob("*.py"))
MAX_LINES = 400  # a room larger than this is hard to follow (CONTRIBUTING.md)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_module_outgrows_its_room(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_LINES


def test_only_one_module_imports_the_engine():
    importers = [
        str(p.relative_to(ROOT))
        for p in MODULES
        if re.search(r"^\s*(from|import) whoosh", p.read_text(encoding="utf-8"), re.MULTILINE)
    ]

    assert importers == ["search/index.py"]


def test_no_grab_bag_module_exists():
    bags = {"utils.py", "helpers.py", "common.py", "misc.py"}

    assert [p for p in MODULES if p.name in bags] == []


def test_templates_and_styles_name_no_foreign_host():
    files = [p for kind in ("html", "css", "js", "svg") for p in (ROOT / "web").rglob(f"*.{kind}")]
    foreign = re.compile(r"""(?:src|href|url|@import|action)\s*[=(:]\s*["']?\s*(?:https?:)?//""")

    assert [str(p) for p in files if foreign.search(p.read_text(encoding="utf-8"))] == []


def test_lock_files_name_no_registry():
    for name in ("requirements.lock", "requirements-dev.lock"):
        assert not re.search(r"https?://|index-url|find-links", (ROOT / name).read_text())


def test_nothing_reads_the_environment_outside_the_settings():
    readers = [
        str(p.relative_to(ROOT))
        for p in MODULES
        if re.search(r"os\.environ|getenv\(", p.read_text(encoding="utf-8"))
    ]

    assert set(readers) <= {"web/config.py"}
