"""`kuntoutuspolku maintainer add | list | remove`: who may sign in to the maintainers' pages."""

import sqlite3
import sys
from typing import Annotated

import typer

from catalog.problems import ConfigError
from web.config import load_settings
from web.maintain.accounts import AccountError, Accounts

app = typer.Typer(help="Accounts of the maintainers' pages.", no_args_is_help=True)
NameArgument = Annotated[str, typer.Argument(help="The name that commits will carry.")]


def _accounts() -> Accounts:
    try:
        return Accounts(load_settings().maintainers_file)
    except ConfigError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(2) from None


@app.command("add")
def add(
    name: NameArgument,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password's line from input.")
    ] = False,
) -> None:
    """Make an account, or give an existing one a new password; older sessions of it end."""
    if password_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    try:
        _accounts().add(name, password)
    except AccountError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(2) from None
    except (OSError, sqlite3.Error) as error:
        print(f"The account could not be kept: {error}.", file=sys.stderr)
        raise typer.Exit(1) from None
    print(f"{name} can sign in at /yllapito.")


@app.command("list")
def list_names() -> None:
    """List the accounts."""
    names = _accounts().names()
    print("\n".join(names) or "No accounts. Make one: kuntoutuspolku maintainer add NAME")


@app.command("remove")
def remove(name: NameArgument) -> None:
    """Remove an account; its sessions end at once. What it did stays in the history."""
    if not _accounts().remove(name):
        print(f"There is no account {name!r}. See `maintainer list`.", file=sys.stderr)
        raise typer.Exit(1)
    print(f"{name} was removed.")
