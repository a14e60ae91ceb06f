"""Rules on services together, and whom descriptive fields mean: reading, and faults told."""

import pytest

from tests.catalog.test_load import data  # noqa: F401  (the folder with one sound service)
from tests.catalog.test_rules_lint import renewed, told
from tests.conftest import DATA

RULE = (
    '- id: {id}\n  {body}\n  say: {{fi: "Sääntö."}}\n  evidence: D\n'
    '  source: {{url: "https://www.example.fi", title: "Lähde"}}\n'
)


def test_what_excludes_and_what_comes_first_can_be_asked_of_a_service(catalogue):
    rules = catalogue.rules.together

    assert "kela-sairauspaivaraha" in rules.not_with("kela-kuntoutusraha")
    assert "kela-kuntoutusraha" not in rules.not_with("kela-kuntoutusraha")
    assert rules.before("hva-sosiaalinen-kuntoutus") == {"hva-palvelutarpeen-arviointi"}
    assert rules.before("hva-palvelutarpeen-arviointi") == frozenset()


def test_the_rules_between_chosen_services_can_be_told_in_words(catalogue):
    both = ("kela-kuntoutusraha", "kela-sairauspaivaraha")

    assert [r.id for r in catalogue.rules.together.between(both)] == ["yksi-etuus-sairausajalta"]
    assert catalogue.rules.together.between(both[:1]) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (RULE.format(id="a", body="one_of: [x, y]\n  first: [x]\n  then: [y]"), "either one_of"),
        (RULE.format(id="a", body="first: [x]"), "either one_of"),
        (
            RULE.format(id="a", body="first: [x]\n  then: [y]")
            + RULE.format(id="b", body="first: [y]\n  then: [x]"),
            "round in a circle: x, y",
        ),
    ],
    ids=["both kinds", "half an order", "circle"],
)
def test_a_fault_in_a_rule_is_told_with_its_file(data, text, words):  # noqa: F811  (a fixture)
    renewed(data, "combination.yaml", text)

    found = [p for p in told(data) if "combination.yaml" in str(p.file)]

    assert any(words in p.what for p in found), found


def test_every_situation_and_group_that_has_a_meaning_exists(catalogue):
    described, words = catalogue.rules.described, catalogue.taxonomy

    assert described.situations.keys() <= words.life_situations.keys()
    assert described.needs_of.keys() <= words.condition_groups.keys()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("has: student", "has: studnet", "Did you mean 'student'?"),
        ("[cog.attention]", "[cog.atention]", "Did you mean 'cog.attention'?"),
        ("{param: adult_from}", "{param: adult_form}", 'no parameter "adult_form"'),
    ],
    ids=["value", "need", "parameter"],
)
def test_a_fault_in_a_meaning_is_told(data, old, new, words):  # noqa: F811  (a fixture)
    text = (DATA / "rules" / "meant_for.yaml").read_text(encoding="utf-8")
    renewed(data, "meant_for.yaml", text.replace(old, new))

    assert any(words in p.what for p in told(data))


def test_a_need_may_be_read_in_a_meaning_but_not_in_a_record(catalogue, data):  # noqa: F811  (a fixture)
    """Needs and papers only describe; a record's `when` may not exclude by them."""
    shared = '{fact: needs, has: mood.low, say: {fi: "Ehto."}}'
    renewed(data, "conditions.yaml", f"ehto: {shared}\n")

    assert any("only orders results" in p.what for p in told(data))
    assert catalogue.rules.described.situations["debt"] is not None
