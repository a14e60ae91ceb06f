"""A build that is killed outright at any moment leaves an index that opens and answers."""

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace

from search import generation
from search.engine import build_index, open_engine
from search.request import SearchRequest
from tests.conftest import ROOT

KILLS = 5
# Builds the index of the first 24 records again and again under new versions until it is killed.
BUILDER = """
import sys
sys.modules["libvoikko"] = None  # the same analyser as the tests'
from dataclasses import replace
from datetime import date
from pathlib import Path
from catalog.load import check_catalogue
from search.engine import build_index
catalogue = check_catalogue(Path("data"), date(2100, 1, 1))[0]
services = dict(sorted(catalogue.services.items())[:24])
print("ready", flush=True)
for number in range(1000):
    build_index(replace(catalogue, services=services, version=f"{number:012}"), Path(sys.argv[1]))
"""


def test_a_killed_build_leaves_a_whole_index(catalogue, tmp_path):
    few = dict(sorted(catalogue.services.items())[:24])
    build_index(replace(catalogue, services=few, version="f" * 12), tmp_path)
    wait = random.Random(20261126)  # noqa: S311  (moments of killing, not secrets)
    builder, killed = None, []
    try:
        for _ in range(KILLS):
            builder = subprocess.Popen(  # noqa: S603  (our own program)
                [sys.executable, "-c", BUILDER, str(tmp_path)],
                cwd=ROOT, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)},
            )  # fmt: skip
            assert builder.stdout.readline() == b"ready\n"
            time.sleep(wait.uniform(0.0, 1.5))
            builder.send_signal(signal.SIGKILL)
            builder.wait()
            builder.stdout.close()

            info = generation.verify(generation.current_folder(tmp_path))
            as_built = replace(catalogue, services=few, version=info.data_version)
            engine = open_engine(as_built, tmp_path, warm=False)
            assert engine.search(SearchRequest()).total == len(few)
            killed.append(info.data_version)
    finally:
        if builder and builder.poll() is None:
            builder.kill()

    assert len(killed) == KILLS
