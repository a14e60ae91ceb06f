"""Changes of the catalogue kept with who, when, why and source: as a commit, else as a patch."""

import shutil
import subprocess
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from catalog.edit import Saved

_SECONDS = 30
_DOMAIN = "kuntoutuspolku.invalid"  # a reserved name: the history needs an address and keeps none


@dataclass(frozen=True, slots=True)
class Why:
    """What a change is told with.

    Attributes:
        who: The maintainer's name in the service.
        subject: One line.
        body: Reason and source, lines of plain text.
    """

    who: str
    subject: str
    body: str = ""

    @property
    def message(self) -> str:
        """The text of the commit."""
        return f"{self.subject}\n\n{self.body}\n" if self.body else f"{self.subject}\n"


def keep(saved: Saved, why: Why, patches: Path, at: datetime) -> str:
    """Keep a change and return where: "commit 1a2b3c4d", or the name of a patch file.

    A commit holds the changed file alone, whatever else lies changed in the checkout. Where there
    is no git, no repository, or the file could not be written, a patch file is written instead.

    Raises:
        OSError: Not even the patch could be written.
    """
    number = _commit(saved.path, why) if saved.is_written else None
    if number:
        return f"commit {number}"
    patches.mkdir(parents=True, exist_ok=True)
    name = f"{at:%Y%m%dT%H%M%S%f}-{saved.path.stem}.patch"
    head = f"From: {why.who} <{_address(why.who)}>\nDate: {at:%a, %d %b %Y %H:%M:%S %z}\n"
    text = f"{head}Subject: {why.message}---\n{saved.patch}"
    (patches / name).write_text(text, encoding="utf-8")
    return name


def _commit(path: Path, why: Why) -> str | None:
    """Commit one file and return the commit's short name, or None when it cannot be done here."""
    git = shutil.which("git")
    if git is None:
        return None
    author = f"{why.who} <{_address(why.who)}>"
    # A file that is new to the repository is not known to "commit --only".
    if _git(git, path, "add", "--intent-to-add", "--", path.name) is None:
        return None
    done = _git(
        git, path, "-c", "user.name=Kuntoutuspolku", "-c", f"user.email=server@{_DOMAIN}",
        "commit", "--quiet", "--only", f"--author={author}", f"--message={why.message}",
        "--", path.name,
    )  # fmt: skip
    return _git(git, path, "rev-parse", "--short", "HEAD") if done is not None else None


def _git(git: str, path: Path, *arguments: str) -> str | None:
    """Run git beside a file; None when it fails."""
    try:
        done = subprocess.run(  # noqa: S603  (our own arguments, no shell)
            [git, *arguments], cwd=path.parent, capture_output=True, text=True, check=True,
            timeout=_SECONDS,
        )  # fmt: skip
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()


def _address(who: str) -> str:
    local = "".join(each if each.isascii() and each.isalnum() else "." for each in who.lower())
    return f"{local.strip('.') or 'maintainer'}@{_DOMAIN}"
