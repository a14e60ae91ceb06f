"""The check of a catalogue three times the real one stays quick enough to run after every edit."""

import re
import shutil
import time
from datetime import date

from catalog.load import check_catalogue
from tests.conftest import DATA

_ID = re.compile(r"^- id: (\S+)", re.MULTILINE)
# 3 s is the target on a quiet machine (docs/performance.md). Counted is this process alone, as
# other work on the machine says nothing of the check.
_BOUND_S = 9


def test_a_thousand_records_are_checked_in_seconds(tmp_path):
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    text = (DATA / "services.yaml").read_text("utf-8")
    text += (DATA / "services" / "jarjestot.yaml").read_text("utf-8")
    for copy in ("x1", "x2"):
        (data / "services" / f"{copy}.yaml").write_text(_ID.sub(rf"- id: \1-{copy}", text), "utf-8")

    started = time.process_time()
    catalogue, _ = check_catalogue(data, date(2100, 1, 1))
    seconds = time.process_time() - started

    assert len(catalogue.services) >= 1000
    assert seconds < _BOUND_S
