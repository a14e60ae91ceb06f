"""`kuntoutuspolku serve`: load, open, listen; what is wrong is told before the server listens."""

import gc
import socket
import sqlite3
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from cryptography.fernet import Fernet

from catalog.catalogue import Catalogue
from catalog.load import load_catalogue
from catalog.problems import CatalogueError, ConfigError, IndexUnavailable
from search.engine import open_in_use
from search.results import SearchEngine
from search.usage import UsageCounts
from web.app import create_app
from web.config import Settings, load_settings
from web.requestlog import configure_logging


def register(app: typer.Typer) -> None:
    """Add this module's command to the console command."""
    app.command("serve")(serve)
    app.command("guide-key")(guide_key)


def guide_key() -> None:
    """Print a new key for KUNTOUTUSPOLKU_GUIDE_KEYS; keep it secret."""
    print(Fernet.generate_key().decode())


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on.")] = 8000,
) -> None:
    """Serve the website and the API until Ctrl+C."""
    started = time.perf_counter()
    try:
        settings = load_settings()
        listener = _listen(host, port)
        catalogue, engine = _open(settings)
    except (CatalogueError, ConfigError) as error:
        print(error, file=sys.stderr)
        raise typer.Exit(2 if isinstance(error, ConfigError) else 1) from None
    configure_logging(settings.log_format, settings.log_level)
    app = create_app(
        settings,
        catalogue,
        engine,
        load=lambda: _reload(settings.index_dir),
        usage=_usage(settings),
    )
    _settle()
    address = f"http://{host}:{listener.getsockname()[1]}"
    took = time.perf_counter() - started
    holds = f"{len(catalogue.services)} services, data {catalogue.version}"
    print(f"Kuntoutuspolku: {address}  ({holds}, ready in {took:.1f} s; Ctrl+C ends)", flush=True)
    # uvicorn's own access log would write addresses; ours writes only route, status and time.
    config = uvicorn.Config(app, log_config=None, access_log=False, server_header=False)
    uvicorn.Server(config).run(sockets=[listener])


def _settle() -> None:
    """Spare the garbage collector what lives as long as the process: catalogue and index.

    Walking over them again and again made one match in twenty of a large catalogue five times
    slower.
    """
    gc.collect()
    gc.freeze()


def _reload(index_dir: Path) -> tuple[Catalogue, SearchEngine]:
    """Open a newer index; what was replaced before is freed, so that one old one is kept at most.

    Raises:
        CatalogueError: As `open_in_use`.
    """
    gc.unfreeze()
    try:
        return open_in_use(index_dir, _today())
    finally:
        _settle()


def _listen(host: str, port: int) -> socket.socket:
    """Open the listening socket before anything else, so that a taken port is told in words."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise ConfigError(
            f"Cannot listen on {host}:{port}: {error.strerror}. Another program may be using the "
            f"port. Choose another one, for example: PORT={port + 1} make serve"
        ) from None
    return listener


def _open(settings: Settings) -> tuple[Catalogue, SearchEngine | None]:
    """Open what was built; without an index the pages of data/ are served, searching answers 503.

    Raises:
        CatalogueError: There is no index, and the catalogue has faults.
    """
    try:
        return open_in_use(settings.index_dir, _today())
    except IndexUnavailable as error:
        print(f"warning: {error} Until then searching answers 503.", file=sys.stderr)
        return load_catalogue(settings.data_dir, _today()), None


def _usage(settings: Settings) -> UsageCounts | None:
    """Open the counts of searches; without them the server serves as well."""
    if settings.usage_file == Path("/dev/null"):
        return None
    try:
        return UsageCounts(settings.usage_file)
    except (OSError, sqlite3.Error) as error:
        print(f"warning: {settings.usage_file}: {error}. Searches are not counted.",
              file=sys.stderr)  # fmt: skip
        return None


def _today() -> date:
    return datetime.now(tz=UTC).date()
