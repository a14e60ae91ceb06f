"""Every service is found by every one of its names, in each language it has one."""

import pytest

from search.request import SearchRequest

FIRST = 5  # of the first twenty that must be reached, nearly all stand on top


@pytest.fixture(scope="module")
def found_at(engine, catalogue):
    """For each service and name the place among the results, 0 first; 99 when it is not there."""

    def place(service_id, name, lang):
        hits = engine.search(SearchRequest(q=name, lang=lang)).hits
        ids = [hit.service_id for hit in hits]
        return ids.index(service_id) if service_id in ids else 99

    return {
        (service.id, lang, name): place(service.id, name, lang)
        for service in catalogue.services.values()
        for lang, name in service.all_names()
    }


def test_every_name_finds_its_service(found_at):
    assert {name: at for name, at in found_at.items() if at >= 20} == {}


def test_every_name_finds_its_service_among_the_first(found_at):
    assert {name: at for name, at in found_at.items() if at >= FIRST} == {}


def test_nearly_every_name_finds_its_service_on_top(found_at):
    on_top = sum(at == 0 for at in found_at.values())

    assert on_top / len(found_at) > 0.9  # the others share their name with another service


def test_present_name_is_the_reason(engine, catalogue):
    service = catalogue.services["kela-kuntoutuspsykoterapia"]

    hit = engine.search(SearchRequest(q=service.name.fi)).hits[0]

    assert hit.service_id == service.id
    assert hit.why[0] == "name"


def test_everyday_words_find_their_service(engine, catalogue):
    missed = [
        (service.id, words)
        for service in catalogue.services.values()
        for lang, words in service.colloquial.items()
        if service.id not in {
            hit.service_id
            for hit in engine.search(SearchRequest(q=words, lang=lang, per_page=20)).hits
        }
    ]  # fmt: skip

    assert missed == []


def test_name_without_diacritics_is_enough(engine):
    hits = engine.search(SearchRequest(q="laakinnallinen kuntoutus")).hits

    assert "laakinnallinen" in hits[0].service_id
