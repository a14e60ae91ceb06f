"""Where a command's answers are printed: a terminal as wide as it is, a pipe wide enough."""

import sys

from rich.console import Console

# A pipe has no width; rich would fold long Finnish names at 80 columns, where a program reads them.
_WIDTH_WITHOUT_TERMINAL = 160


def answer_console() -> Console:
    """Return the console for answers on stdout."""
    return Console(width=None if sys.stdout.isatty() else _WIDTH_WITHOUT_TERMINAL)
