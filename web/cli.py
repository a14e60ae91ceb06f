"""`kuntoutuspolku serve`: load, open, listen. Everything wrong is told before the server listens."""

import logging
import sys
from datetime import UTC, datetime
from typing import Annotated

import typer
import uvicorn

from catalog.load import load_catalogue
from catalog.problems import CatalogueError, IndexUnavailable
from search.engine import open_engine
from web.app import create_app
from web.config import Settings, load_settings


def register(app: typer.Typer) -> None:
    """Add this module's command to the console command."""
    app.command("serve")(serve)


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
) -> None:
    """Serve the website and the API. Ends with Ctrl+C."""
