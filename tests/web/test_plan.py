"""The plan's pages: the file travels in the form, nothing is kept, odd input loses nothing."""

import json
import re
from datetime import date

import pytest
from icalendar import Calendar

from plan.file import dump, load, seal
from plan.model import Action, BudgetEntry, BudgetLine, Goal, Plan
from plan.presets import plan_from
from web.guide.answers import Answers

MARK = "Zqxmerkki"
PLAN = plan_from("three_months", date(2026, 12, 1)).model_copy(
    update={"goals": (Goal(id="goal-1", text=f"{MARK} kävelen 30 minuuttia"),), "own_words": MARK}
)
FIRST = "/fi/suunnitelma"
PHRASE = "oikea lause"


def carried(page: str) -> Plan:
    """Return the plan that a page's forms carry."""
    text = re.search(r'<textarea name="plan"[^>]*>(.*?)</textarea>', page, re.DOTALL)[1]
    for code, sign in (
        ("&#34;", '"'),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ):
        text = text.replace(code, sign)
    return load(text.encode())


def post(client, path=FIRST, **fields):
    return client.post(path, data=fields)


@pytest.mark.parametrize("path", ["/fi/suunnitelma", "/sv/plan", "/en/plan"])
def test_a_plan_begins_with_its_meetings_and_reviews(client, path):
    page = client.post(path, data={"do": "begin", "preset": "social", "starts_on": "2026-12-01"})

    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert len(carried(page.text).meetings) == 26


def test_services_of_the_list_come_along_with_what_if_refused(client):
    client.cookies.set("saved", "kela-kuntoutuspsykoterapia.no-such")
    page = post(client, do="begin", with_saved="1")
    client.cookies.clear()

    (service,) = carried(page.text).services
    assert service.id == "kela-kuntoutuspsykoterapia"
    assert "lyhytterapiaa" in service.if_refused
    assert "psykiatrin lausunto" in page.text.casefold()


def test_a_section_is_filled_and_its_rows_come_back(client):
    sent = post(
        client,
        f"{FIRST}/goals",
        plan=dump(PLAN),
        do="save",
        **{
            "r0-id": "goal-1",
            "r0-text": "Kävelen 40 minuuttia",
            "r0-due": "2027-01-15",
            "r0-start": "-1",
            "r0-level_0": "joka päivä",
            "r0-score_on": "2026-11-20",
            "r0-score_level": "0",
            "r1-text": "Soitan ystävälle kerran viikossa",
        },
    )

    goals = carried(sent.text).goals
    assert [g.id for g in goals] == ["goal-1", "goal-2"]
    assert goals[0].scores[0].level == 0
    assert "1 arvioidusta" in sent.text


def test_what_a_form_does_not_show_is_kept(client):
    first = post(
        client,
        f"{FIRST}/goals",
        plan=dump(PLAN),
        do="save",
        **{"r0-id": "goal-1", "r0-text": "x", "r0-score_on": "2027-01-01", "r0-score_level": "-1"},
    )
    second = post(
        client,
        f"{FIRST}/goals",
        plan=dump(carried(first.text)),
        do="save",
        **{"r0-id": "goal-1", "r0-text": "y", "r0-score_on": "2027-02-01", "r0-score_level": "1"},
    )

    assert [s.level for s in carried(second.text).goals[0].scores] == [-1, 1]


def test_an_emptied_row_is_deleted(client):
    page = post(
        client, f"{FIRST}/goals", plan=dump(PLAN), do="save", **{"r0-id": "goal-1", "r0-text": ""}
    )

    assert carried(page.text).goals == ()


@pytest.mark.parametrize(
    ("section", "fields", "wrong"),
    [
        ("goals", {"r0-text": "x", "r0-due": "eilen"}, "r0-due"),
        ("goals", {"r0-text": "x", "r0-score_on": "2027-01-01"}, "r0-score_on"),
        ("budget", {"r0-service": "x", "r0-unit": "kk", "r0-unit_price_eur": "viisi",
                    "r0-planned": "2"}, "r0-unit_price_eur"),
        ("budget", {"r0-service": "x", "r0-unit": "kk", "r0-unit_price_eur": "-5",
                    "r0-planned": "2"}, "r0-unit_price_eur"),
        ("meetings", {"r0-note": "puhutaan"}, "r0-on"),
        ("team", {"r0-name": "A. B."}, "r0-role"),
    ],
)  # fmt: skip
def test_a_fault_keeps_everything_that_was_entered(client, section, fields, wrong):
    page = post(client, f"{FIRST}/{section}", plan=dump(PLAN), do="save", **fields)

    assert page.status_code == 422
    assert f'href="#f-{wrong}"' in page.text
    assert all(value in page.text for value in fields.values())
    assert carried(page.text) == PLAN


def test_a_plan_is_saved_and_opened_as_a_file(client):
    saved = post(client, plan=dump(PLAN), do="file")
    opened = client.post(FIRST, data={"do": "open"}, files={"plan_file": ("p.json", saved.content)})

    assert saved.headers["content-disposition"].startswith("attachment")
    assert carried(opened.text) == PLAN


def test_a_locked_file_needs_its_passphrase(client):
    locked = post(client, plan=dump(PLAN), do="file", passphrase=PHRASE).content
    files = {"plan_file": ("p.json", locked)}

    without = client.post(FIRST, data={"do": "open"}, files=files)
    opened = client.post(FIRST, data={"do": "open", "passphrase": PHRASE}, files=files)

    assert MARK.encode() not in locked
    assert without.status_code == 422
    assert carried(opened.text) == PLAN


def test_a_short_passphrase_is_told_and_the_plan_stays(client):
    page = post(client, plan=dump(PLAN), do="file", passphrase=PHRASE[:3])

    assert page.status_code == 422
    assert carried(page.text) == PLAN


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff\xfe", b"[]", b'{"kind": "x"}', b"[" * 5000, b"x" * 999_000]
)
def test_a_damaged_file_is_told_kindly(client, content):
    page = client.post(FIRST, data={"do": "open"}, files={"plan_file": ("p.json", content)})

    assert page.status_code == 422
    assert "Tiedostosi on ennallaan" in page.text
    assert "Traceback" not in page.text


def test_a_huge_file_is_refused(client):
    page = client.post(
        FIRST, data={"do": "open"}, files={"plan_file": ("p.json", b"x" * 1_200_000)}
    )

    assert page.status_code in (413, 422)


def test_markup_in_a_plan_stays_text(client):
    evil = PLAN.model_copy(update={"own_words": "</textarea><script>alert(1)</script>"})

    page = post(client, plan=dump(evil), do="show")

    assert "<script>alert" not in page.text
    assert carried(page.text) == evil


def test_days_come_as_a_calendar(client):
    answer = post(client, plan=dump(PLAN), do="ics")

    assert len(list(Calendar.from_ical(answer.content).walk("VEVENT"))) == 15
    assert MARK.encode() not in answer.content


def test_the_print_leaves_out_what_is_sensitive_unless_chosen(client):
    shown = client.post(FIRST, data={"plan": dump(PLAN), "do": "print", "part": ["goals"]})
    own = client.post(FIRST, data={"plan": dump(PLAN), "do": "print", "part": ["own"]})

    assert f"{MARK} kävelen" in shown.text
    assert 'id="own"' not in shown.text
    assert own.text.count(MARK) >= 1
    assert "ei virallinen suunnitelma" in shown.text


def test_plain_text_says_that_it_is_a_draft(client):
    answer = post(client, plan=dump(PLAN), do="text")

    assert answer.headers["content-type"].startswith("text/plain")
    assert "ei virallinen suunnitelma" in answer.text


def test_a_circle_of_actions_is_advice_and_not_an_error(client):
    actions = (
        Action(id="a", what="x", depends_on=("b",)), Action(id="b", what="y", depends_on=("a",)),
    )  # fmt: skip
    page = post(client, plan=dump(PLAN.model_copy(update={"actions": actions})), do="show")

    assert page.status_code == 200
    assert "odottavat toisiaan" in page.text


def test_nothing_of_a_plan_is_in_a_log_a_header_or_an_address(client, capsys):
    answers = [
        post(client, plan=dump(PLAN), do=do) for do in ("show", "file", "text", "ics", "print")
    ]
    answers.append(post(client, f"{FIRST}/own", plan=dump(PLAN), own_words=MARK, do="save"))
    answers.append(post(client, plan=f"{MARK}{{", do="show"))
    told = capsys.readouterr()

    assert MARK not in told.out + told.err
    assert all(MARK not in str(answer.headers) + str(answer.url) for answer in answers)
    assert all(answer.headers["cache-control"] == "no-store" for answer in answers)


def test_a_bare_address_of_a_section_leads_to_the_start(client):
    assert client.get(f"{FIRST}/goals").headers["location"] == FIRST
    assert client.get(f"{FIRST}/zzz").status_code == 404
    assert post(client, f"{FIRST}/zzz", plan=dump(PLAN)).status_code == 404


def test_a_sealed_file_in_a_form_is_not_opened_without_its_passphrase(client):
    assert post(client, plan=seal(PLAN, PHRASE), do="show").status_code == 422


def test_ten_thousand_rows_are_refused(client):
    many = json.loads(dump(PLAN)) | {"strengths": ["x"] * 10_000}

    assert post(client, plan=json.dumps(many), do="show").status_code == 422


def test_measure_out_of_its_range_is_asked_again_with_what_was_entered(client):
    sent = post(
        client, f"{FIRST}/measures", plan=dump(PLAN), do="save",
        **{"r0-instrument": "who-5", "r0-on": "2026-12-01", "r0-score": "140"},
    )  # fmt: skip

    assert sent.status_code == 422
    assert 'value="140"' in sent.text


def test_measures_show_their_change_as_table_and_picture(client):
    rows = {}
    for number, (day, score) in enumerate((("2026-12-01", "44"), ("2027-03-01", "60"))):
        rows |= {f"r{number}-instrument": "who-5", f"r{number}-on": day, f"r{number}-score": score}

    page = post(client, f"{FIRST}/measures", plan=dump(PLAN), do="save", **rows)

    assert page.status_code == 200
    assert "Ensin 44, nyt 60, muutos 16. Mittauksia 2." in page.text
    assert "<polyline" in page.text
    assert "plan-timeline" in page.text


def test_checklist_is_kept_in_the_plan(client):
    page = post(
        client, f"{FIRST}/elements", plan=dump(PLAN), do="save",
        **{"element-own_worker": "1", "element-nonsense": "1"},
    )  # fmt: skip

    assert carried(page.text).elements == ("own_worker",)


def test_budget_goes_out_and_comes_back_as_csv(client):
    row = "Fysioterapia;kerta;72,00;10;5;county;true"
    head = "service;unit;unit_price;planned;planned_to_date;payer;vat_included"
    brought = post(client, do="csv_in", plan=dump(PLAN), csv=f"{head}\n{row}\n")
    plan = carried(brought.text)
    assert [(b.service, str(b.unit_price_eur), b.payer) for b in plan.budget] == [
        ("Fysioterapia", "72.00", "county")
    ]

    out = post(client, do="csv", plan=dump(plan))

    assert out.headers["content-type"].startswith("text/csv")
    assert "Fysioterapia,kerta,72.00" in out.text


def budgeted(*names):
    return PLAN.model_copy(
        update={
            "budget": tuple(
                BudgetLine(
                    id=f"line-{n}", service=name, unit="kerta", unit_price_eur=72, planned=10,
                    planned_to_date=5, payer="county",
                )
                for n, name in enumerate(names, start=1)
            ),
            "entries": (BudgetEntry(on=PLAN.starts_on, line="line-2", amount_eur=72),),
        }
    )  # fmt: skip


CSV = "service,unit,unit_price,planned,planned_to_date,payer,vat_included\n"


def test_what_was_paid_stays_with_its_line_when_rows_of_csv_move(client):
    rows = "Uusi,kerta,5,1,1,client,\nToinen,kerta,80,10,5,county,\n"

    page = post(client, do="csv_in", plan=dump(budgeted("Eka", "Toinen")), csv=CSV + rows)

    plan = carried(page.text)
    assert {line.service: line.id for line in plan.budget} == {"Uusi": "line-3", "Toinen": "line-2"}
    assert [entry.line for entry in plan.entries] == ["line-2"]


def test_csv_without_a_line_that_has_entries_loses_nothing(client):
    plan = budgeted("Eka", "Toinen")

    page = post(client, do="csv_in", plan=dump(plan), csv=CSV + "Eka,kerta,72,10,5,county,\n")

    assert page.status_code == 422
    assert "Toinen" in page.text
    assert carried(page.text) == plan


@pytest.mark.parametrize(
    "text",
    [
        "", "nonsense", "service,unit\nx,y",
        "service,unit,unit_price,planned,planned_to_date,payer,vat_included\nx,y,-5,1,1,client,",
        "service,unit,unit_price,planned,planned_to_date,payer\nx,y,kolme €,1,1,client",
    ],
)  # fmt: skip
def test_csv_that_cannot_be_read_changes_nothing_and_comes_back(client, text):
    page = post(client, do="csv_in", plan=dump(PLAN), csv=text)

    assert page.status_code == 422
    assert carried(page.text) == PLAN
    assert "Mikään ei muuttunut" in page.text


def test_alternatives_stand_side_by_side_with_own_share(client):
    page = post(
        client, f"{FIRST}/alternatives", plan=dump(PLAN), do="save",
        **{"r0-name": "Julkinen", "r0-cost_eur": "720", "r0-own_share_eur": "114,00",
           "r1-name": "Palveluseteli", "r1-cost_eur": "900", "r1-own_share_eur": "200"},
    )  # fmt: skip

    assert page.status_code == 200
    shown = page.text[page.text.index("<table") :]
    assert re.search(r"Julkinen.*114(,00)?\s€.*720(,00)?\s€", shown, re.DOTALL)
    assert re.search(r"Palveluseteli.*200(,00)?\s€", shown, re.DOTALL)


@pytest.mark.parametrize(
    ("lang", "path", "words"),
    [
        ("fi", FIRST, "ei ole tämän palvelun suunnitelma"),
        ("sv", "/sv/plan", "ingen plan från den här tjänsten"),
        ("en", "/en/plan", "not a plan of this service"),
    ],
)
def test_why_a_file_was_not_opened_is_told_in_the_pages_language(client, lang, path, words):
    answer = client.post(path, data={"do": "open", "plan": '{"kind": "other"}'})

    assert answer.status_code == 422
    assert words in answer.text
    assert lang


def test_a_set_of_services_becomes_a_plan_with_the_state_of_each(client, app):
    seal = app.state.live.site().seal
    client.cookies.set("guide", seal.close(Answers({"age": (("age", "45"),)})))
    page = client.post(
        FIRST, data={"do": "begin", "service": ["kela-kiila", "tyoterveys-huolto", "no-such"]}
    )
    client.cookies.clear()

    services = carried(page.text).services
    assert [s.id for s in services] == ["kela-kiila", "tyoterveys-huolto"]
    assert all(s.state and s.data_version for s in services)
