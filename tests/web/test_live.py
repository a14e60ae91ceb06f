"""A running server takes up a new index, mixes nothing, and keeps the old one on faults."""

import threading
from dataclasses import replace
from datetime import date

import pytest
from starlette.testclient import TestClient

from search import generation
from search.engine import build_index, open_engine
from web.app import create_app
from web.config import Settings

TODAY = date(2026, 11, 25)
ASKED = "/api/v1/search?q=kuntoutus&per_page=50"


@pytest.fixture
def few(catalogue):
    """A small catalogue, so that building takes a moment only."""
    services = dict(sorted(catalogue.services.items())[:24])
    return replace(catalogue, services=services, version="a" * 12)


@pytest.fixture
def fewer(few):
    services = dict(list(few.services.items())[:22])
    return replace(few, services=services, version="b" * 12)


@pytest.fixture
def served(few, fewer, tmp_path):
    """An application over an index of its own, and the catalogues by version."""
    build_index(few, tmp_path)
    known = {few.version: few, fewer.version: fewer}

    def load():
        info = generation.read_manifest(generation.current_folder(tmp_path))
        catalogue = known[info.data_version]
        return catalogue, open_engine(catalogue, tmp_path, warm=False)

    app = create_app(Settings(index_dir=tmp_path), *load(), lambda: TODAY, load=load)
    return app, tmp_path


def test_a_new_index_is_taken_up(served, fewer):
    app, index = served
    client = TestClient(app)
    before = client.get("/ready").json()["data_version"]

    build_index(fewer, index)
    assert app.state.live.refresh()

    assert before == "a" * 12
    assert client.get("/ready").json()["data_version"] == "b" * 12
    assert "Tietojen versio bbbbbbbbbbbb" in client.get("/fi/").text


def test_a_damaged_new_index_leaves_the_old_one_answering(served, fewer):
    app, index = served
    client = TestClient(app)

    build_index(fewer, index)
    (generation.current_folder(index) / "snippets.npz").write_bytes(b"broken")

    assert not app.state.live.refresh()
    assert client.get(ASKED).json()["data_version"] == "a" * 12


def test_nothing_is_loaded_while_nothing_changes(served):
    app, _ = served

    assert not app.state.live.refresh()


def test_ten_searchers_during_swaps_get_whole_answers_of_one_version(served, few, fewer):
    app, index = served
    client = TestClient(app)
    right, names = {}, []
    for catalogue in (few, fewer):
        build_index(catalogue, index)
        names.append(generation.current_name(index))
        app.state.live.refresh()
        answer = client.get(ASKED).json()
        right[answer["data_version"]] = [result["id"] for result in answer["results"]]
    wrong, counts, stop = [], [], threading.Event()

    def search():
        own, done = TestClient(app), 0
        while not stop.is_set():
            answer = own.get(ASKED)
            done += 1
            if answer.status_code != 200:
                wrong.append(answer.status_code)
            elif [r["id"] for r in answer.json()["results"]] != right[
                answer.json()["data_version"]
            ]:
                wrong.append(answer.json()["data_version"])
        counts.append(done)

    threads = [threading.Thread(target=search) for _ in range(10)]
    for thread in threads:
        thread.start()
    for name in (*names, *names):
        generation.put_into_use(index, name)
        app.state.live.refresh()
    stop.set()
    for thread in threads:
        thread.join()

    assert wrong == []
    assert sum(counts) > 30
    assert set(right) == {"a" * 12, "b" * 12}
