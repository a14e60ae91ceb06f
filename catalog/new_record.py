"""`catalog new`: a service record from a few answers, written as an editor would write it.

The record is the least that the checks accept, with the rest of the fields named in comments, so
that what is not known yet is left out and not invented. Price and evidence start as unknown and
unchecked (D): finding them out is the editor's work.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from catalog.text import LANGUAGES

_HINTS = """\
  # Next, when a source says so: other_names, colloquial, producers, gets, for_whom, when,
  # assessed_by_organiser, requires, condition_groups, life_situations, age, forms, way_in,
  # duration, income, steps, channels, languages, legal_basis, appeal, refused, related.
"""


@dataclass(frozen=True, slots=True)
class Answers:
    """What was asked of a new service.

    Attributes:
        record_id: Small letters, figures and hyphens; see `slug_of`.
        name: By language; Finnish is needed.
        organiser: An organisation's id or a role.
        is_role: Whether `organiser` is a role.
        summary: At most 60 words of Finnish, our own.
        fetched: When the source was read, a day or a month.
        dated: The date of the source itself, or None when it shows none.
    """

    record_id: str
    name: Mapping[str, str]
    kind: str
    sector: tuple[str, ...]
    branch: str
    organiser: str
    is_role: bool
    summary: str
    needs: tuple[str, ...]
    url: str
    title: str
    fetched: str
    dated: str | None
    verified_on: date


def slug_of(text: str) -> str:
    """Return an id made of a name: "Öinen Päivystys" gives "oinen-paivystys"."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].rstrip("-")


def record_text(answers: Answers) -> str:
    """Return the YAML of a new record, ready to stand at the end of a file of records."""
    names = ", ".join(f"{lang}: {_quoted(answers.name[lang])}" for lang in LANGUAGES
                      if answers.name.get(lang))  # fmt: skip
    organiser = f"{'role' if answers.is_role else 'id'}: {answers.organiser}"
    dated = f", dated: {_quoted(answers.dated)}" if answers.dated else ""
    return (
        f"- id: {answers.record_id}\n"
        f"  name: {{{names}}}\n"
        f"  kind: {answers.kind}\n"
        f"  sector: [{', '.join(answers.sector)}]\n"
        f"  branch: {answers.branch}\n"
        f"  organiser: {{{organiser}}}\n"
        f"  summary:\n"
        f"    fi: {_quoted(answers.summary)}\n"
        f"  needs: {{primary: [{', '.join(answers.needs)}]}}\n"
        f"{_HINTS}"
        f"  price: {{state: unknown}}\n"
        f"  sources:\n"
        f"    - {{key: sivu, url: {_quoted(answers.url)}, title: {_quoted(answers.title)}, "
        f"fetched: {answers.fetched}{dated}}}\n"
        f"  evidence: D\n"
        f"  verified_on: {answers.verified_on.isoformat()}\n"
    )


def appended(text: str, record: str) -> str:
    """Return a file's text with a record at its end."""
    if text and not text.endswith("\n"):
        text += "\n"
    return text + record


def _quoted(text: str) -> str:
    """Return text between double quotes; JSON's escapes are YAML's too."""
    return json.dumps(text, ensure_ascii=False)
