"""`kuntoutuspolku build`, `search` and `match`: the same answers as the pages, in a terminal."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from catalog.catalogue import Catalogue
from catalog.cli import DATA, DataOption, JsonOption, load_or_exit, today
from catalog.organisers import resolve_organiser
from catalog.problems import IndexUnavailable, UnknownValue
from catalog.profile import Profile
from catalog.text import Language
from search.engine import build_index, open_engine
from search.match.engine import match as match_profile
from search.match.results import MatchedService, MatchResult
from search.request import parse_request
from search.results import SearchResponse

INDEX = Path(__file__).resolve().parent.parent / "var" / "index"
IndexOption = Annotated[Path, typer.Option("--index", help="Where the search index is kept.")]
LangOption = Annotated[str, typer.Option("--lang", help="fi, sv or en.")]
