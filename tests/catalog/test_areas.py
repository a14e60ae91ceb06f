"""Municipalities and who is responsible for each: every one, completely."""

import pytest

from catalog.areas import distance_km
from catalog.model import OrganiserRef
from catalog.organisers import human_contact, resolve_organiser
from catalog.problems import UnknownValue


def test_there_are_308_municipalities_each_with_known_areas(catalogue):
    areas = catalogue.areas

    assert len(areas.municipalities) == 308
    assert len(areas.wellbeing_counties) == 23
    assert len(areas.employment_areas) == 46
    assert {m.wellbeing_county for m in areas.municipalities.values()} == set(
        areas.wellbeing_counties
    )
    members = [c for area in areas.employment_areas.values() for c in area.member_codes]
    assert sorted(members) == sorted(areas.municipalities)


@pytest.mark.parametrize("role", ["wellbeing_county", "employment_area", "municipality"])
def test_every_municipality_resolves_the_role_to_a_named_body(catalogue, role):
    resolved = [
        resolve_organiser(OrganiserRef(role=role), catalogue, municipality=code)
        for code in catalogue.areas.municipalities
    ]

    assert [r for r in resolved if not r.is_resolved or not r.name] == []


def test_a_person_in_tampere_gets_pirkanmaa(catalogue):
    organiser = resolve_organiser(
        OrganiserRef(role="wellbeing_county"), catalogue, municipality="837"
    )

    assert organiser.name.fi == "Pirkanmaan hyvinvointialue"
    assert organiser.role == "wellbeing_county"


def test_without_a_municipality_the_role_is_told_in_words_and_the_fact_to_ask(catalogue):
    organiser = resolve_organiser(OrganiserRef(role="wellbeing_county"), catalogue)

    assert organiser.id is None
    assert organiser.name.fi == "Oma hyvinvointialueesi"
    assert organiser.ask == "municipality"


@pytest.mark.parametrize(
    ("scheme", "body"), [("public", "keva"), ("farmer", "mela"), ("seafarer", "merimieselakekassa")]
)
def test_the_pension_scheme_resolves_the_insurer_where_there_is_one(catalogue, scheme, body):
    ref = OrganiserRef(role="own_pension_insurer")

    assert resolve_organiser(ref, catalogue, facts={"pension_scheme": scheme}).id == body


def test_a_private_sector_insurer_stays_open(catalogue):
    ref = OrganiserRef(role="own_pension_insurer")

    assert not resolve_organiser(ref, catalogue, facts={"pension_scheme": "tyel"}).is_resolved


def test_every_municipality_has_somebody_to_reach(catalogue):
    unreachable = [
        code
        for code in catalogue.areas.municipalities
        for county, contact in [human_contact(catalogue, code)]
        if county is None or (contact is None and not county.website)
    ]

    assert unreachable == []


@pytest.mark.parametrize(
    ("asked", "code"),
    [("Oulu", "564"), ("oulu", "564"), ("Uleåborg", "564"), ("564", "564"), ("588", "507")],
)
def test_a_municipality_is_found_by_code_and_by_both_names(catalogue, asked, code):
    assert catalogue.areas.municipality(asked).code == code


def test_an_unknown_municipality_names_the_nearest(catalogue):
    with pytest.raises(UnknownValue, match="Did you mean 'Kuopio'") as caught:
        catalogue.areas.municipality("Kuoppio")

    assert caught.value.nearest == "Kuopio"


def test_distance_is_in_kilometres(catalogue):
    areas = catalogue.areas

    assert distance_km(
        areas.municipality("Helsinki"), areas.municipality("Tampere")
    ) == pytest.approx(161, abs=5)


def test_a_person_in_pain_is_not_sent_to_the_mental_health_line(catalogue):
    _, for_pain = human_contact(catalogue, "837", "medical", "pain.persistent")
    _, for_mood = human_contact(catalogue, "837", "medical", "mood.low")

    assert "Mielenterveys" not in (for_pain.label.fi or "")
    assert "Mielenterveys" in (for_mood.label.fi or "")
