"""Settings of the server: every setting with its type, a default safe for a laptop, and help.

Environment variables start with `KUNTOUTUSPOLKU_`; docs/configuration.md lists them and a test
compares the two. Nothing else in the product reads the environment. Weights, limits and words are
not settings: they are data or constants with a reason.
"""

from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from catalog.problems import ConfigError

_ROOT = Path(__file__).resolve().parent.parent
PREFIX = "KUNTOUTUSPOLKU_"


class Settings(BaseSettings):
    """What an operator may set; everything has a default that works on a laptop."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True)

    data_dir: Path = Field(
        default=_ROOT / "data", description="Folder of the catalogue's files (data/)."
    )
    index_dir: Path = Field(
        default=_ROOT / "var" / "index",
        description="Folder of the search index; `kuntoutuspolku build` makes it.",
    )
    public_url: str = Field(
        default="",
        description=(
            "Address the public uses, such as https://www.example.fi, without a slash at the end. "
            "It makes canonical and language links absolute; empty keeps them relative to the host."
        ),
    )
    allowed_hosts: str = Field(
        default="*",
        description="Host names the server answers to, separated by commas; * answers to all.",
    )
    usage_file: Path = Field(
        default=_ROOT / "var" / "usage.sqlite",
        description=(
            "Where searches are counted by need and day, without words or visitors; "
            "/dev/null counts nothing."
        ),
    )
    feedback_file: Path = Field(
        default=_ROOT / "var" / "feedback.sqlite",
        description=(
            "Where messages of the feedback form are kept for the maintainers: what was typed, "
            "the page and the day."
        ),
    )
    coping_file: Path = Field(
        default=_ROOT / "var" / "coping.sqlite",
        description=(
            "Where anonymous answers after a meeting are kept; `kuntoutuspolku coping` makes it. "
            "Without the file the answer page says that the code is not open."
        ),
    )
    maintainers_file: Path = Field(
        default=_ROOT / "var" / "maintainers.sqlite",
        description=(
            "Accounts of the maintainers' pages; `kuntoutuspolku maintainer add` makes it. "
            "Without an account nobody can sign in."
        ),
    )
    findings_file: Path = Field(
        default=_ROOT / "var" / "findings.sqlite",
        description="Findings of the crawler with the maintainers' decisions and edits.",
    )
    crawl_dir: Path = Field(
        default=_ROOT / "var" / "crawl",
        description="Folder of the stored pages of providers; `kuntoutuspolku crawl run` fills it.",
    )
    pages_dir: Path = Field(
        default=_ROOT / "var" / "provider_pages",
        description="Folder of the providers' pages that are in the index.",
    )
    patches_dir: Path = Field(
        default=_ROOT / "var" / "patches",
        description="Where a maintainer's change goes as a patch when it cannot be committed.",
    )
    guide_keys: str = Field(
        default="",
        description=(
            "Keys that seal the cookie with a visitor's answers, separated by commas: the first "
            "seals, all open. `kuntoutuspolku guide-key` makes one. Empty: a new key at every "
            "start, so answers are lost at a restart; several workers need a common key."
        ),
    )
    log_format: Literal["text", "json"] = Field(
        default="text", description="Form of the log: text for a person, json for a program."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="The least serious events that are logged."
    )

    @field_validator("public_url")
    @classmethod
    def _address_without_path(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("write the whole address, for example https://www.example.fi")
        return value.rstrip("/")

    @property
    def hosts(self) -> list[str]:
        """The allowed host names as a list."""
        return [host.strip() for host in self.allowed_hosts.split(",") if host.strip()]


def load_settings() -> Settings:
    """Read the settings from the environment.

    Raises:
        ConfigError: Some are wrong; the message names each by its variable and says what to write.
    """
    try:
        return Settings()
    except ValidationError as error:
        faults = (
            f"{PREFIX}{'_'.join(map(str, e['loc'])).upper()}={e['input']!r}: {e['msg']}."
            for e in error.errors()
        )
        raise ConfigError("\n".join((*faults, "See docs/configuration.md."))) from None
