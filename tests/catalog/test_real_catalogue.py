"""What must hold for every record of the real catalogue, whoever edits it."""

import pytest

from catalog.load import check_catalogue, faults_of
from catalog.model import Service
from tests.conftest import DATA, TODAY

# Named one by one in the plan of the first whole product: each must exist and be found.
MUST_EXIST = (
    "kela-kuntoutuspsykoterapia", "kela-vaativa-laakinnallinen-kuntoutus", "kela-nuotti",
    "kela-kiila", "kela-oma-vayla", "kela-kuntoutusraha", "kela-tyokokeilu",
    "tyoelake-ammatillinen-kuntoutus", "tapaturma-ammatillinen-kuntoutus",
    "tapaturma-laakinnallinen-kuntoutus", "liikenne-ammatillinen-kuntoutus",
    "tya-tyollisyyspalvelut", "tya-monialainen-tuki", "hva-laakinnallinen-kuntoutus",
    "hva-apuvalineet", "hva-sosiaalinen-kuntoutus", "hva-kuntouttava-tyotoiminta",
    "hva-mielenterveyspalvelut", "hva-paihdepalvelut", "hva-vammaispalvelut",
    "hva-palvelutarpeen-arviointi", "hva-kuntoutusohjaus", "ohjaamo", "etsiva-nuorisotyo",
    "velkaneuvonta", "intensiivinen-palveluohjauspaketti", "kaiku-ohjaus",
)  # fmt: skip


def _ids(services: list[Service]) -> list[str]:
    return [s.id for s in services]


def test_the_catalogue_has_no_fault():
    _, problems = check_catalogue(DATA, TODAY)

    assert [str(p) for p in faults_of(problems)] == []


def test_the_first_product_has_at_least_80_services_and_40_with_conditions(catalogue):
    assert len(catalogue.services) >= 80
    assert sum(s.when is not None for s in catalogue.services.values()) >= 40


@pytest.mark.parametrize("service_id", MUST_EXIST)
def test_the_named_service_exists(catalogue, service_id):
    assert service_id in catalogue.services


def test_ten_ngos_offer_something(catalogue):
    bodies = catalogue.organizations
    offering = {
        s.organiser.id
        for s in catalogue.services.values()
        if s.organiser.id and bodies[s.organiser.id].kind in ("ngo", "foundation")
    }

    assert len(offering) >= 10


def test_social_rehabilitation_has_the_facts_of_two_counties(catalogue):
    overrides = catalogue.services["hva-sosiaalinen-kuntoutus"].local
    names = {
        catalogue.areas.wellbeing_counties[code].name.fi
        for override in overrides
        for code in override.areas.wellbeing_county
    }

    assert {"Pirkanmaan hyvinvointialue", "Etelä-Pohjanmaan hyvinvointialue"} <= names


def test_the_case_management_package_tells_its_price(catalogue):
    price = catalogue.services["intensiivinen-palveluohjauspaketti"].price

    assert (2400, "year", "0 %") in [(a.eur, a.per, a.vat) for a in price.amounts]


def test_every_service_tells_how_to_get_it_and_whom_to_reach(catalogue):
    silent = [
        s for s in catalogue.services.values() if not s.steps and not s.channels and not s.way_in
    ]

    assert _ids(silent) == []


def test_every_service_says_form_and_life_situation(catalogue):
    silent = [s for s in catalogue.services.values() if not s.forms and s.kind != "allowance"]
    placeless = [s for s in catalogue.services.values() if not s.life_situations]

    assert (_ids(silent), _ids(placeless)) == ([], [])


def test_no_phone_stands_without_a_source(catalogue):
    bare = [
        (s.id, c.value)
        for s in catalogue.services.values()
        for c in (*s.channels, *(c for o in s.local for c in o.channels))
        if c.kind == "phone" and not c.source
    ]

    assert bare == []


def test_no_sum_stands_without_a_source_and_every_sum_is_decimal(catalogue):
    amounts = [(s.id, a) for s in catalogue.services.values() for a in s.price.amounts]

    assert [key for key, a in amounts if not a.source] == []
    assert {type(a.eur).__name__ for _, a in amounts} <= {"Decimal"}


def test_a_call_for_help_is_answered_in_the_three_languages(catalogue):
    answered = {lang for line in catalogue.urgent_help for lang in line.languages}

    assert {"fi", "sv", "en"} <= answered


@pytest.mark.parametrize("danger", ["emergency", "suicide", "violence", "overdose", "crisis"])
def test_each_danger_has_a_line(catalogue, danger):
    assert [line for line in catalogue.urgent_help if danger in line.dangers]


def test_no_ended_service_is_in_the_catalogue(catalogue):
    ended = {"aslak", "tyk", "teak", "typ", "te-toimisto", "valma", "telma"}

    assert ended.isdisjoint(catalogue.services)
    assert [s for s in catalogue.services if s in catalogue.tombstones] == []
