"""The API: the shapes of design.md section 6, and one shape for every error."""

import pytest

BODY = {
    "facts": {"age": 47, "municipality": "837", "work": ["employed"], "needs": {"work.stay": 3}}
}


def error_of(response):
    body = response.json()
    assert set(body) == {"error"}
    assert set(body["error"]) == {"code", "message", "field", "hint"}
    return body["error"]


def test_search_answers_in_the_agreed_shape(client):
    body = client.get("/api/v1/search?q=kuntoutuspsykoterapia&municipality=837").json()
    first = body["results"][0]

    assert {"query", "urgent_help", "total", "page", "per_page", "facets", "results",
            "no_results_help", "data_version"} <= set(body)  # fmt: skip
    assert {"understood", "also_searched", "did_you_mean", "corrected_to"} <= set(body["query"])
    assert first["id"] == "kela-kuntoutuspsykoterapia"
    assert first["organiser"] == {
        "id": "kela",
        "name": first["organiser"]["name"],
        "kind": "national",
        "role": None,
    }
    assert first["url"] == "/fi/palvelu/kela-kuntoutuspsykoterapia"
    assert client.get(first["url"]).status_code == 200


def test_filters_page_and_size_are_obeyed(client):
    body = client.get(
        "/api/v1/search?sector=social&sector=medical&per_page=3&page=2&lang=sv"
    ).json()

    assert (body["page"], body["per_page"], len(body["results"])) == (2, 3, 3)
    assert all({"social", "medical"} & set(r["sector"]) for r in body["results"])
    assert body["results"][0]["url"].startswith("/sv/tjanst/")


@pytest.mark.parametrize(
    ("query", "code", "field"),
    [
        ("municipality=Kuoppio", "unknown_municipality", "municipality"),
        ("sector=medial", "unknown_sector", "sector"),
        ("need=mood.lowish", "unknown_need", "need"),
        ("lang=de", "wrong_value", "lang"),
        ("page=0", "wrong_value", "page"),
        ("page=abc", "wrong_value", "page"),
        ("per_page=1000", "wrong_value", "per_page"),
        ("age=200", "wrong_value", "age"),
        ("sort=random", "unknown_sort", "sort"),
    ],
)
def test_a_wrong_value_is_named_with_the_field(client, query, code, field):
    response = client.get(f"/api/v1/search?{query}")
    error = error_of(response)

    assert response.status_code == 422
    assert (error["code"], error["field"]) == (code, field)


def test_the_nearest_right_value_is_offered(client):
    assert "Kuopio" in error_of(client.get("/api/v1/search?municipality=Kuoppio"))["hint"]
    assert "medical" in error_of(client.get("/api/v1/search?sector=medial"))["hint"]


@pytest.mark.parametrize("q", ["a" * 5000, "%00", "%ff", "%F0%9F%98%80", "%22", ""])
def test_odd_words_are_no_error(client, q):
    assert client.get(f"/api/v1/search?q={q}").status_code == 200
    assert client.get(f"/api/v1/suggest?q={q}").status_code == 200


def test_suggest_gives_text_kind_and_id(client):
    found = client.get("/api/v1/suggest?q=kuntoutuspsy").json()["suggestions"]

    assert {"text", "kind", "id"} == set(found[0])


def test_a_record_is_whole_and_resolved(client):
    body = client.get("/api/v1/services/hva-sosiaalinen-kuntoutus?municipality=837").json()

    assert body["organiser"]["role"] == "wellbeing_county"
    assert body["organiser_resolved"]["id"] == "hva-08"
    assert body["conditions"][0]["say"]["fi"]
    assert body["sources"]
    assert "when" not in body


def test_every_service_and_organisation_can_be_read(client, catalogue):
    listed = []
    for page in range(1, 2 + len(catalogue.services) // 100):
        listed += [s["id"] for s in client.get(f"/api/v1/services?page={page}").json()["services"]]
    organizations = client.get("/api/v1/organizations").json()["organizations"]
    failing = [i for i in listed if client.get(f"/api/v1/services/{i}").status_code != 200]

    assert sorted(catalogue.services) == listed
    assert {o["id"] for o in organizations} == set(catalogue.organizations)
    assert failing == []
    assert client.get("/api/v1/organizations/kela").json()["id"] == "kela"


def test_areas_questions_and_taxonomy(client, catalogue):
    area = client.get("/api/v1/areas?q=kuopio").json()["areas"][0]
    questions = client.get("/api/v1/questions").json()["questions"]
    words = client.get("/api/v1/taxonomy").json()["vocabularies"]

    assert (area["municipality"], area["wellbeing_county"]) == (
        "297",
        catalogue.areas.municipality("Kuopio").wellbeing_county,
    )
    assert {q["id"] for q in questions} == {
        f.id for f in catalogue.rules.facts.values() if not f.derived
    }
    assert {n["id"] for n in words["needs"]} == set(catalogue.taxonomy.needs)


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/v1/zzz", 404, "not_found"),
        ("GET", "/api/v1/services/zzz", 404, "not_found"),
        ("GET", "/api/v1/organizations/%00", 404, "not_found"),
        ("POST", "/api/v1/search", 405, "method_not_allowed"),
        ("GET", "/api/v1/match", 405, "method_not_allowed"),
        ("DELETE", "/health", 405, "method_not_allowed"),
        ("OPTIONS", "/api/v1/search", 405, "method_not_allowed"),
    ],
)
def test_refusals_have_one_shape(client, method, path, status, code):
    response = client.request(method, path)

    assert response.status_code == status
    assert error_of(response)["code"] == code
    assert status != 405 or response.headers["allow"]


def test_an_ended_service_is_410_and_names_its_heir(client, catalogue):
    ended = next(iter(catalogue.tombstones.values()))
    response = client.get(f"/api/v1/services/{ended.id}")

    assert response.status_code == 410
    assert all(heir in error_of(response)["message"] for heir in ended.replaced_by)


def test_match_ranks_every_service_once(client, catalogue):
    response = client.post("/api/v1/match", json={**BODY, "lang": "fi", "on": "2026-11-22"})
    body = response.json()
    ids = [m["service"]["id"] for m in body["ranked"]]

    assert response.headers["cache-control"] == "no-store"
    assert body["evaluated_on"] == "2026-11-22"
    assert sorted(ids) == sorted(catalogue.services)
    assert body["derived"]["wellbeing_county"] == "08"
    assert body["groups"][0]["need"] == "work.stay"
    assert {"reasons", "open", "repairs", "first_check", "steps", "points"} <= set(
        body["ranked"][0]
    )


@pytest.mark.parametrize(
    ("body", "field", "hint"),
    [
        ({"facts": {"agee": 47}}, "facts", "age"),
        ({"facts": {"work": ["employd"]}}, "work", "employed"),
        ({"facts": {"municipality": "Kuoppio"}}, "municipality", "Kuopio"),
        ({"facts": {"needs": {"work.sty": 3}}}, "needs", "work.stay"),
        ({"facts": {}, "on": "yesterday"}, "on", "2026"),
        ({"facts": {}, "on": "0001-01-01"}, "on", "2026"),
    ],
)
def test_an_unknown_fact_or_value_is_named_with_the_nearest(client, body, field, hint):
    response = client.post("/api/v1/match", json=body)
    error = error_of(response)

    assert response.status_code == 422
    assert error["field"] == field
    assert hint in (error["hint"] or "")


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"{", 400, "malformed_json"),
        (b"", 422, "wrong_value"),
        (b"[]", 422, "wrong_value"),
        (b'{"facts": []}', 422, "wrong_value"),
        (b'{"facts": {}, "zzz": 1}', 422, "wrong_value"),
        (b'{"facts": {"age": NaN}}', 422, None),
        (b'{"facts": {"age": 1e999}}', 422, None),
        (b'{"facts": {"age": ' + b"9" * 4000 + b"}}", 422, None),
        (b'{"facts": {"\\ud800": 1}}', 422, None),
        (b'{"facts": {"age": "\\ud800"}}', 422, None),
        (b'{"facts": {"age": {"one_of": []}}}', 422, None),
        (b'{"facts": {"age": {"status": []}}}', 422, None),
        (b'{"facts": {"age": {"status": {}}}}', 422, None),
        (b'{"facts": {"work": {"certain": 5}}}', 422, None),
        (b'{"facts": {"work": {"certain": [[]]}}}', 422, None),
        (b'{"facts": {"needs": {"work.stay": true}}}', 422, None),
        (b'{"facts": {"work": [[]]}}', 422, None),
        (b'{"facts": {"municipality": [1]}}', 422, None),
        (b'{"facts": {"daily_difficulty": {"d4": {}}}}', 422, None),
        (b'{"facts": ' + b"[" * 50_000 + b"}", 400, None),
        (b"\xff\xfe", 400, None),
    ],
)
def test_odd_bodies_are_refused_in_the_one_shape(client, content, status, code):
    response = client.post(
        "/api/v1/match", content=content, headers={"content-type": "application/json"}
    )
    error = error_of(response)

    assert response.status_code == status
    assert code in (None, error["code"])


def test_another_kind_of_body_is_refused(client):
    response = client.post("/api/v1/match", content=b"a=1", headers={"content-type": "text/plain"})

    assert response.status_code in (415, 422)
    error_of(response)


@pytest.mark.parametrize("path", ["/api/v1/match", "/fi/tilanne"])
def test_a_body_over_a_megabyte_is_refused(client, path):
    content = b'{"facts": {"a": "' + b"x" * 1_000_001 + b'"}}'
    kind = "application/json" if "api" in path else "application/x-www-form-urlencoded"
    response = client.post(path, content=content, headers={"content-type": kind})

    assert response.status_code == 413


def test_the_schema_names_every_address_and_its_errors(client):
    paths = client.get("/api/v1/openapi.json").json()["paths"]

    assert {
        "/api/v1/search", "/api/v1/services", "/api/v1/services/{service_id}", "/api/v1/suggest",
        "/api/v1/organizations", "/api/v1/organizations/{organization_id}", "/api/v1/areas",
        "/api/v1/questions", "/api/v1/taxonomy", "/api/v1/match", "/health", "/ready",
    } == set(paths)  # fmt: skip
    assert "422" in paths["/api/v1/search"]["get"]["responses"]


def test_the_server_tells_that_it_is_alive_and_ready(client):
    assert client.get("/health").json() == {"status": "ok"}
    assert client.get("/ready").json()["status"] == "ready"
