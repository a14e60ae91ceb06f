"""Every need ends with a human being: all municipalities, all needs, also when nothing fits."""

import dataclasses

import pytest

from catalog.organisers import human_contact
from search.match.engine import match

SECTORS = (None, "medical", "vocational", "social", "educational")


def test_every_municipality_has_somebody_to_reach_for_every_need(real):
    missing = [
        (home, need, sector)
        for home in real.areas.municipalities
        for need in real.taxonomy.needs
        for sector in SECTORS
        if not _can_be_reached(*human_contact(real, home, sector, need))
    ]

    assert len(real.areas.municipalities) == 308
    assert missing == []


def _can_be_reached(body, contact) -> bool:
    return body is not None and contact is not None and bool(contact.phone or contact.url)


def one_home_a_county(catalogue):
    homes = {}
    for code, place in sorted(catalogue.areas.municipalities.items()):
        homes.setdefault(place.wellbeing_county, code)
    return homes.values()


def test_every_chosen_need_has_a_group_with_somebody_to_reach(real, person, on):
    needs = dict.fromkeys(real.taxonomy.needs, 2)
    for home in one_home_a_county(real):
        groups = match(person({"municipality": home, "needs": needs}), real, on).groups

        assert [g.need for g in groups] == list(needs)
        for group in groups:
            assert _can_be_reached(group.contact_organization, group.contact), (home, group.need)


@pytest.mark.parametrize("need", ["work.find", "mood.low", "aid.home"])
def test_a_group_with_nothing_fitting_starts_with_the_contact(real, person, on, need):
    """Every service of the need taken away, and every one made impossible by age."""
    facts = {"municipality": "837", "needs": {need: 3}}
    without = {
        key: service
        for key, service in real.services.items()
        if not {need, need.partition(".")[0]} & {*service.needs.primary, *service.needs.also}
    }
    none_left = match(person(facts), dataclasses.replace(real, services=without), on).groups

    for group in none_left:
        assert group.contact_first
        assert _can_be_reached(group.contact_organization, group.contact)


def test_a_group_with_something_possible_does_not_start_with_the_contact(real, person, on):
    groups = match(person({"municipality": "837", "needs": {"mood.low": 3}}), real, on).groups

    assert [group.contact_first for group in groups] == [False]
