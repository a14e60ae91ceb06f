"""What the tests of the maintainers' pages do as a maintainer, and how they look at the result."""

from datetime import UTC, datetime

from starlette.testclient import TestClient

from catalog.finding_store import SqliteFindingStore
from catalog.findings import FindingDraft

THERAPY = "kela-kuntoutuspsykoterapia"
PASSWORD = "oikea hevonen paristo"  # noqa: S105  (of accounts made here)
OURS = {"origin": "http://testserver", "host": "testserver"}
NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)


def sign_in(app, name="Aino"):
    client = TestClient(app, follow_redirects=False, headers=OURS)
    answer = client.post("/yllapito/kirjaudu", data={"name": name, "password": PASSWORD})
    assert answer.status_code == 303
    return client


def found(settings, **changes):
    values = {
        "kind": "phone", "record_id": "kela-kuntoutuksen-neuvonta", "field": "channels.phone",
        "catalogue_value": "+358 20 692205", "source_value": "+358 20 692999",
        "sentence": "Soita 020 692 999 ja kysy.", "lang": "fi",
        "source_url": "https://www.kela.fi/x", "fetched_at": NOW,
    }  # fmt: skip
    draft = FindingDraft(**(values | changes))
    SqliteFindingStore(settings.findings_file).add([draft])
    return draft.fingerprint


def confirm(client, key, seen):
    return client.post(f"/yllapito/havainto/{key}/vahvista", data={"seen": str(seen)})


def state_of(settings, finding_id):
    return SqliteFindingStore(settings.findings_file).get(finding_id).state


def files(settings):
    return {path: path.read_bytes() for path in settings.data_dir.rglob("*.yaml")}
