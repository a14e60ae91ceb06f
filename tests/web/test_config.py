"""Settings: documented one by one, wrong ones told before anything listens."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from catalog.problems import ConfigError
from web.app import create_app
from web.config import PREFIX, Settings, load_settings

DOCS = Path(__file__).resolve().parents[2] / "docs" / "configuration.md"


def test_the_document_lists_every_setting_with_its_help():
    text = DOCS.read_text(encoding="utf-8")
    rows = dict(re.findall(rf"^\| `{PREFIX}(\w+)` \|[^|]*\| (.*?) \|$", text, re.MULTILINE))
    wanted = {name.upper(): field.description for name, field in Settings.model_fields.items()}

    assert rows == wanted


@pytest.mark.parametrize(
    ("name", "value"), [("LOG_LEVEL", "loud"), ("LOG_FORMAT", "xml"), ("PUBLIC_URL", "example.fi")]
)
def test_a_wrong_setting_is_named_with_its_value(monkeypatch, name, value):
    monkeypatch.setenv(PREFIX + name, value)

    with pytest.raises(ConfigError, match=f"{PREFIX}{name}='{value}'"):
        load_settings()


def test_a_public_address_makes_links_absolute(catalogue, engine):
    app = create_app(Settings(public_url="https://kuntoutuspolku.example/"), catalogue, engine)
    text = TestClient(app).get("/fi/haku?q=kipu").text

    assert '<link rel="canonical" href="https://kuntoutuspolku.example/fi/haku?q=kipu">' in text
