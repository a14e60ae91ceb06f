"""The index built anew after a change of the catalogue, beside the running server.

The build is the one of `kuntoutuspolku build`; the server notices the new generation by itself
(web/live.py). Only one build runs at a time; a change during a build starts another one after it.
"""

import threading
from collections.abc import Callable
from datetime import date

import structlog

from catalog.load import load_catalogue
from catalog.problems import ProductError
from catalog.provider_pages import load_provider_pages
from search.engine import build_index
from web.config import Settings

_log = structlog.stdlib.get_logger("kuntoutuspolku.web")


class Rebuild:
    """Builds in a thread of its own.

    Attributes:
        state: "idle", "building" or "failed"; shown on the maintainers' pages.
    """

    def __init__(self, settings: Settings, today: Callable[[], date]) -> None:
        self._settings = settings
        self._today = today
        self._lock = threading.Lock()
        self._again = False
        self._thread: threading.Thread | None = None
        self.state = "idle"

    def start(self) -> None:
        """Build soon; returns at once."""
        with self._lock:
            self._again = True
            if self._thread is None or not self._thread.is_alive():
                self.state = "building"
                self._thread = threading.Thread(target=self._run, name="rebuild", daemon=True)
                self._thread.start()

    def wait(self, seconds: float = 60) -> None:
        """Wait until nothing is being built; for tests and a tidy end."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)

    def _run(self) -> None:
        while True:
            with self._lock:
                if not self._again:
                    self._thread = None
                    return
                self._again = False
            self.state = self._build()

    def _build(self) -> str:
        settings = self._settings
        try:
            catalogue = load_catalogue(settings.data_dir, self._today())
            build_index(
                catalogue, settings.index_dir, data=settings.data_dir.resolve(),
                pages=load_provider_pages(settings.pages_dir),
            )  # fmt: skip
        except (ProductError, OSError) as error:
            _log.error("rebuild_failed", kind=type(error).__name__)
            return "failed"
        return "idle"
