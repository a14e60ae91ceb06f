"""The site that answers now, and the next one that takes its place when the data changes on disk.

A running server notices a new generation of the index (one small file is read at most once a
second), loads catalogue and index beside the old ones in a thread, and swaps one reference. A
request keeps the site it began with, so no answer mixes two versions of the data. What cannot be
loaded leaves the old site answering, with an event in the log.
"""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import structlog

from catalog.problems import ProductError
from search.generation import current_name
from web.site import Site

_log = structlog.stdlib.get_logger("kuntoutuspolku.web")
_LOOK_EVERY_S = 1.0


class Live:
    """Gives the present site and looks for the next one.

    Args:
        site: What answers first.
        load: Loads everything again; raises ProductError or OSError when it cannot. None: the
            site never changes (tests, tools).
        index_dir: Where the name of the generation in use is kept.
    """

    def __init__(
        self, site: Site, load: Callable[[], Site] | None = None, index_dir: Path | None = None
    ) -> None:
        self._site = site
        self._load = load
        self._index_dir = index_dir
        self._seen = current_name(index_dir) if index_dir else None
        self._looked_at = time.monotonic()
        self._lock = threading.Lock()

    def site(self) -> Site:
        """Return the site to answer with; starts a look for a newer one when it is time."""
        now = time.monotonic()
        if self._load and now - self._looked_at > _LOOK_EVERY_S:
            self._looked_at = now
            if self._is_new():
                threading.Thread(target=self.refresh, name="reload", daemon=True).start()
        return self._site

    def refresh(self) -> bool:
        """Load the newer site and put it into use; return whether it was done.

        Only one thread loads at a time; another one returns at once.
        """
        if self._load is None or not self._lock.acquire(blocking=False):
            return False
        try:
            name = self._name()
            if name == self._seen:
                return False
            self._seen = name  # one that cannot be loaded is not tried again and again
            self._site = self._load()
        except (ProductError, OSError) as error:
            _log.error("reload_failed", kind=type(error).__name__, generation=name)
            return False
        finally:
            self._lock.release()
        _log.info("reloaded", generation=name, data=self._site.catalogue.version)
        return True

    def _name(self) -> str | None:
        return current_name(self._index_dir) if self._index_dir else None

    def _is_new(self) -> bool:
        return self._name() != self._seen
