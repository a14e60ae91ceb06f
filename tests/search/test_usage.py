"""Searches are counted by need and day; nothing of the words or the visitor is kept."""

from datetime import date, timedelta

from starlette.testclient import TestClient

from search.usage import ANY, NeedUse, UsageCounts
from web.app import create_app
from web.config import Settings

DAY = date(2026, 11, 26)
MARKED = "zxqmarked selkäkipu"


def test_each_need_and_each_search_is_counted(tmp_path):
    counts = UsageCounts(tmp_path / "usage.sqlite")

    counts.count(["pain.persistent"], DAY, found=True)
    counts.count([], DAY, found=False)

    assert counts.by_need(DAY) == (NeedUse(ANY, 2, 1), NeedUse("pain.persistent", 1, 0))


def test_old_days_are_left_out(tmp_path):
    counts = UsageCounts(tmp_path / "usage.sqlite")

    counts.count([], DAY - timedelta(days=40), found=True)

    assert counts.by_need(DAY, days=30) == ()


def test_no_word_of_a_search_is_kept(tmp_path, catalogue, engine):
    file = tmp_path / "usage.sqlite"
    app = create_app(Settings(), catalogue, engine, lambda: DAY, usage=UsageCounts(file))
    client = TestClient(app)

    client.get("/fi/haku", params={"q": MARKED})
    client.get("/api/v1/search", params={"q": MARKED})

    assert app.state.live.site().usage.by_need(DAY)[0].searches == 2
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"zxqmarked" not in kept


def test_counting_that_fails_does_not_stop_a_search(tmp_path):
    counts = UsageCounts(tmp_path / "usage.sqlite")
    counts._db.execute("DROP TABLE searches")

    counts.count(["pain.persistent"], DAY, found=True)
