"""Documents that must keep up with the product."""

import re
from pathlib import Path

from catalog.yamlfile import parse_yaml

ROOT = Path(__file__).resolve().parent.parent


def test_links_between_documents_lead_somewhere():
    dead = [
        (str(page.relative_to(ROOT)), target)
        for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
        for target in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]

    assert dead == []


def test_the_worked_record_of_the_editing_guide_is_still_a_record():
    text = (ROOT / "docs" / "editing.md").read_text(encoding="utf-8")
    worked = parse_yaml(text.split("```yaml\n")[1].split("```")[0], Path("docs/editing.md"))

    assert worked.problems == []
    assert worked.data[0]["id"] == "kela-kuntoutuspsykoterapia"


def test_the_readme_is_short():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) < 80
