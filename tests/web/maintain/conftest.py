"""The site over a checkout of its own with two accounts."""

import shutil
import subprocess

import pytest
from starlette.testclient import TestClient

from tests.conftest import DATA
from tests.web.conftest import TODAY
from tests.web.maintain.acting import OURS, PASSWORD
from web.app import create_app
from web.config import Settings
from web.maintain.accounts import Accounts

GIT = shutil.which("git") or "git"


@pytest.fixture
def settings(tmp_path):
    shutil.copytree(DATA, tmp_path / "data")
    for arguments in (
        ("init", "--quiet"), ("add", "-A"),
        ("-c", "user.name=t", "-c", "user.email=t@t.invalid", "commit", "-qm", "start"),
    ):  # fmt: skip
        subprocess.run([GIT, *arguments], cwd=tmp_path, check=True)  # noqa: S603  (fixed)
    return Settings(
        data_dir=tmp_path / "data", index_dir=tmp_path / "index",
        maintainers_file=tmp_path / "m.sqlite", findings_file=tmp_path / "f.sqlite",
        crawl_dir=tmp_path / "crawl", pages_dir=tmp_path / "pages",
        patches_dir=tmp_path / "patches", feedback_file=tmp_path / "feedback.sqlite",
    )  # fmt: skip


@pytest.fixture
def app(settings, catalogue, engine, monkeypatch):
    for name in ("Aino", "Björn"):
        Accounts(settings.maintainers_file).add(name, PASSWORD)
    app = create_app(settings, catalogue, engine, lambda: TODAY)
    monkeypatch.setattr(app.state.rebuild, "start", lambda: None)  # tried in tests/e2e
    return app


@pytest.fixture
def client(app):
    return TestClient(app, follow_redirects=False, headers=OURS)


@pytest.fixture
def last_commit(settings):
    """Return the text of the last commit of the checkout in one of git's formats."""

    def read(form):
        return subprocess.run(  # noqa: S603  (fixed)
            [GIT, "log", "-1", f"--format={form}"], cwd=settings.data_dir, check=True,
            capture_output=True, text=True,
        ).stdout  # fmt: skip

    return read
