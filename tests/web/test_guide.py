"""The guided questions: answers only in a sealed cookie, every page survives odd input."""

import re

import pytest
from cryptography.fernet import Fernet
from starlette.testclient import TestClient

from web.guide.answers import Answers
from web.guide.cookie import MOST_BYTES, NAME, Seal, TooManyAnswers

QUESTION = "/fi/kysymykset/k/"


@pytest.fixture
def visitor(app) -> TestClient:
    """A browser of its own, which keeps cookies."""
    return TestClient(app, follow_redirects=False)


def say(visitor, question, **fields):
    """Answer a question and return where it leads."""
    return visitor.post(f"{QUESTION}{question}", data=fields)


def told(visitor, **answers):
    visitor.post("/fi/kysymykset")
    for question, value in answers.items():
        say(visitor, question, **{question: value})


def test_the_first_questions_are_mild_and_in_order(visitor):
    place = visitor.post("/fi/kysymykset").headers["location"]
    asked = []
    for answer in (
        {"for_whom": "self"}, {"goal": "work"}, {"needs": "work.return"},
        {"municipality": "Kuopiossa"}, {"age": "45"}, {"work": "sick_leave"},
    ):  # fmt: skip
        asked.append(place.partition("?")[0].rpartition("/")[2])
        place = visitor.post(place.partition("?")[0], data=answer).headers["location"]

    assert asked == ["for_whom", "goal", "needs", "municipality", "age", "work"]
    assert place.startswith(QUESTION)


def test_no_answer_is_ever_in_an_address(visitor):
    visitor.post("/fi/kysymykset")
    answer = say(visitor, "municipality", municipality="Kuopio")

    assert answer.status_code == 303
    assert re.fullmatch(r"/fi/kysymykset/k/\w+", answer.headers["location"])
    assert "Kuopio" not in str(answer.headers)
    assert "297" not in visitor.cookies[NAME]


def test_pages_are_not_stored_and_the_cookie_is_guarded(visitor):
    answer = visitor.post("/fi/kysymykset")
    cookie = answer.headers["set-cookie"]

    assert answer.headers["cache-control"] == "no-store"
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    assert "Max-Age" not in cookie
    for page in ("k/age", "vastaukset", "palvelut", "mita-jos", "apua-heti"):
        shown = visitor.get(f"/fi/kysymykset/{page}")
        assert shown.headers["cache-control"] == "no-store"
        assert 'name="robots" content="noindex' in shown.text


def test_the_cookie_is_secure_on_another_host(app):
    client = TestClient(app, base_url="http://palvelu.example.fi", follow_redirects=False)

    assert "Secure" in client.post("/fi/kysymykset").headers["set-cookie"]


def test_going_back_shows_the_earlier_answer_and_changing_it_keeps_the_others(visitor):
    told(visitor, for_whom="self", goal="work", municipality="Kuopio", age="45")

    assert 'value="45"' in visitor.get(f"{QUESTION}age").text
    say(visitor, "age", age="46")
    checked = visitor.get("/fi/kysymykset/vastaukset").text
    assert "46" in checked
    assert "Kuopio" in checked


@pytest.mark.parametrize(
    ("question", "fields", "words"),
    [
        ("municipality", {"municipality": "Kuoppio"}, "Kuopio"),
        ("municipality", {"municipality": ""}, "Valitse vastaus tai valitse"),
        ("age", {"age": "viisi"}, "viisi"),
        ("age", {"age": "400"}, "400"),
        ("work", {"work": "astronaut"}, "Virhe"),
        ("for_whom", {"for_whom": "x"}, "Virhe"),
        ("condition_group", {"condition_group": ["mental", "none_of_these"]}, "Virhe"),
    ],
)
def test_a_fault_is_told_on_the_same_page_and_nothing_is_lost(visitor, question, fields, words):
    told(visitor, for_whom="self", goal="work")

    answer = visitor.post(f"{QUESTION}{question}", data=fields)

    assert answer.status_code == 422
    assert words in answer.text
    assert "<title>Virhe: " in answer.text
    assert "Työhön" in visitor.get("/fi/kysymykset/vastaukset").text


def test_the_proposed_municipality_is_taken_beside_the_mistyped_one(visitor):
    told(visitor, for_whom="self", goal="work")

    answer = say(visitor, "municipality", municipality="Kuoppio", near="Kuopio")

    assert answer.status_code == 303
    assert "Kuopio" in visitor.get("/fi/kysymykset/vastaukset").text


@pytest.mark.parametrize("act", ["dont_know", "prefer_not", "skip"])
def test_no_question_has_to_be_answered(visitor, act):
    told(visitor, for_whom="self", goal="work", needs="work.return")

    answer = say(visitor, "municipality", do=act)

    assert answer.headers["location"] == f"{QUESTION}age"


def test_what_one_did_not_want_to_tell_is_not_asked_again(visitor):
    told(visitor, for_whom="self", goal="work")
    say(visitor, "age", do="prefer_not")

    checked = visitor.get("/fi/kysymykset/vastaukset").text
    line = checked.split("Minkä ikäinen olet?")[1].split("</div>")[0]
    assert "Et halunnut kertoa" in line
    assert "<a " not in line


def test_words_of_danger_lead_to_help_and_then_on(visitor):
    visitor.post("/fi/kysymykset")

    answer = say(visitor, "needs", needs="mind.crisis")

    assert answer.headers["location"] == "/fi/kysymykset/apua-heti"
    page = visitor.get("/fi/kysymykset/apua-heti").text
    assert "112" in page
    assert "Jatka kysymyksiin" in page


def test_a_contradiction_is_shown_and_not_resolved(visitor):
    told(visitor, age="30")

    answer = say(visitor, "birth_year", birth_year="1950")

    assert answer.headers["location"] == "/fi/kysymykset/vastaukset"
    assert "ristiriita" in visitor.get("/fi/kysymykset/vastaukset").text


def test_services_are_shown_from_the_first_answer_on(visitor):
    visitor.post("/fi/kysymykset")
    say(visitor, "needs", needs="work.return", needs_first="work.return")

    page = visitor.get("/fi/kysymykset/palvelut")

    assert "Töihin palaaminen" in page.text
    assert "Jatka kysymyksiin" in page.text


def test_the_questions_end_and_lead_to_the_check_page(visitor):
    place = visitor.post("/fi/kysymykset").headers["location"]
    steps = 0
    while "/k/" in place and steps < 30:
        question = place.partition("?")[0].rpartition("/")[2]
        act = "skip" if question == "for_whom" else "dont_know"
        place = say(visitor, question, do=act).headers["location"]
        steps += 1

    assert place == "/fi/kysymykset/vastaukset"
    assert steps <= 14


def test_stopping_clears_the_answers(visitor):
    told(visitor, for_whom="self", age="45")

    page = visitor.post("/fi/kysymykset/lopeta")

    assert "tyhjennetty" in page.text
    assert NAME not in visitor.cookies


def test_without_cookies_a_page_explains_and_leads_on(app):
    client = TestClient(app, follow_redirects=False)

    page = client.get(f"{QUESTION}for_whom?started=1")

    assert "evästeen" in page.text
    assert 'href="/fi/haku"' in page.text


def test_what_if_shows_services_whose_state_changes(visitor):
    told(visitor, for_whom="self", needs="mood.low", age="15", municipality="Kuopio")

    page = visitor.get("/fi/kysymykset/mita-jos")
    tried = visitor.post("/fi/kysymykset/mita-jos", data={"change": "age", "age": "20"})

    assert page.status_code == 200
    assert tried.status_code == 200
    assert tried.text.count("<tr ") > 1
    assert "15" in visitor.get(f"{QUESTION}age").text


@pytest.mark.parametrize("body", [{}, {"change": "zzz"}, {"change": "age", "age": "x"}])
def test_an_odd_change_breaks_nothing(visitor, body):
    assert visitor.post("/fi/kysymykset/mita-jos", data=body or {"a": "b"}).status_code == 200


@pytest.mark.parametrize("value", ["", "x", "gAAAA", "é", "a" * 5000])
def test_a_strange_cookie_counts_as_none(app, value):
    client = TestClient(app, follow_redirects=False)
    header = {"cookie": f"{NAME}={value}".encode("latin-1")}

    assert client.get("/fi/kysymykset/vastaukset", headers=header).status_code == 200
    assert client.get("/fi/kysymykset/palvelut", headers=header).status_code == 200


def test_a_cookie_of_another_server_or_version_counts_as_none():
    mine, other = Seal.of(""), Seal.of("")
    answers = Answers.none().with_answer("age", [("age", "45")])

    assert mine.open(mine.close(answers)) == answers
    assert other.open(mine.close(answers)) is None


def test_a_new_key_still_opens_what_the_old_one_sealed():
    first, second = (Fernet.generate_key().decode() for _ in range(2))
    sealed = Seal.of(first).close(Answers.none())

    assert Seal.of(f"{second},{first}").open(sealed) == Answers.none()


def test_answers_that_do_not_fit_are_refused():
    seal, answers = Seal.of(""), Answers.none()
    for number in range(300):
        answers = answers.with_answer(f"q{number}", [(f"q{number}", str(hash(str(number))))])

    with pytest.raises(TooManyAnswers):
        seal.close(answers)
    assert MOST_BYTES < 4096


@pytest.mark.parametrize(
    "path",
    ["/fi/kysymykset/k/ei-ole", "/sv/fragor/f/%00", "/en/questions/q/needs.x"],
)
def test_an_unknown_question_is_a_page_that_does_not_exist(client, path):
    assert client.get(path).status_code == 404
    assert client.post(path, data={"a": "b"}).status_code == 404


@pytest.mark.parametrize("start", ["/sv/fragor", "/en/questions"])
def test_the_guide_speaks_every_language(client, start):
    assert client.get(start).status_code == 200
    place = client.post(start).headers["location"].partition("?")[0]

    assert client.get(place).status_code == 200


def test_what_a_search_told_can_be_carried_into_the_questions(visitor):
    page = visitor.get("/fi/haku", params={"q": "olen masentunut 24v oulussa"}).text
    form = page.split('action="/fi/kysymykset/tuo"')[1].split("</form>")[0]
    fields = re.findall(r'name="(\w+)" value="([^"]+)"', form)

    answer = visitor.post("/fi/kysymykset/tuo", data=dict(fields))

    assert dict(fields).keys() >= {"municipality", "age", "needs"}
    assert answer.headers["location"] == "/fi/kysymykset/vastaukset"
    checked = visitor.get("/fi/kysymykset/vastaukset").text
    assert "Oulu" in checked
    assert "24" in checked
    assert "Muuta" in checked


def test_odd_values_are_not_carried(visitor):
    answer = visitor.post("/fi/kysymykset/tuo", data={"municipality": "zzz", "age": "x"})

    assert answer.status_code == 303
    assert "Et ole vielä vastannut" in visitor.get("/fi/kysymykset/vastaukset").text


def test_a_summary_holds_what_was_chosen_and_somebody_to_call(visitor):
    told(visitor, for_whom="self", needs="work.return", municipality="Kuopio", age="45")
    say(visitor, "condition_group", condition_group="mental")

    choice = visitor.get("/fi/kysymykset/kooste").text
    made = visitor.post("/fi/kysymykset/kooste", data={"tell": ["needs", "municipality"]}).text

    assert re.search(r'value="condition_group">', choice)
    assert re.search(r'value="municipality" checked>', choice)
    assert "Pohjois-Savon hyvinvointialue" in made
    assert "Töihin palaaminen" in made
    assert "Mielenterveys" not in made
    assert "Minkä ikäinen olet?" not in made.split('class="told"')[1].split("</dl>")[0]


def test_without_the_needs_no_service_is_named(visitor):
    told(visitor, for_whom="self", needs="work.return", municipality="Kuopio")

    made = visitor.post("/fi/kysymykset/kooste", data={"tell": "municipality"}).text

    assert "Kuopio" in made
    assert "Töihin palaaminen" not in made


def test_no_answer_is_in_a_link_of_the_results(app):
    client = TestClient(app, follow_redirects=False)
    told = {"municipality": (("municipality", "398"),), "needs": (("needs", "work.return"),)}
    client.cookies.set("guide", app.state.live.site().seal.close(Answers(told)))

    text = client.get("/fi/kysymykset/palvelut").text

    assert "Päijät-Hämeen hyvinvointialue" in text
    assert "municipality=" not in text
