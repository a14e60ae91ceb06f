"""The facts and rules on file: complete wording, specified facts, sound references."""

import pytest

from catalog.conditions import Leaf, leaves_of

SPECIFIED = {
    "goal",
    "needs",
    "municipality",
    "age",
    "birth_year",
    "work",
    "studies",
    "ohs",
    "workplace_measures",
    "unemployed_months",
    "earnings_5y",
    "earnings_36m",
    "pension_matter",
    "injury_cause",
    "insurer_decision",
    "diagnosed",
    "condition_group",
    "care_months",
    "regular_care",
    "work_ability",
    "daily_difficulty",
    "lasts_year",
    "institution",
    "problems_piled_up",
    "social_support",
    "current_services",
    "documents",
    "pref_form",
    "pref_language",
    "travel",
    "money",
    "access_needs",
    "pension_scheme",
    "carer",
    "social_security",
    "previous_psychotherapy",
    "veteran",
    "integration_plan",
    "childs_situation",
    "major_daily_difficulty",
    "lowest_pension_age_reached",
    "wellbeing_county",
    "employment_area",
}


def test_every_specified_fact_is_there(catalogue):
    assert set(catalogue.rules.facts) >= SPECIFIED


def test_every_question_and_answer_has_words_in_three_languages(catalogue):
    missing = []
    for fact in catalogue.rules.facts.values():
        own_values = () if fact.values_from else (*fact.values, *fact.bands, *fact.levels)
        texts = [("text", fact.text), ("why", fact.why), *((v.id, v.label) for v in own_values)]
        texts += [("find_out", fact.find_out)] if fact.find_out else []
        missing += [(fact.id, name) for name, text in texts if len(text.items()) < 3]

    assert missing == []


def test_values_and_bands_cover_the_whole_number_line_without_overlap(catalogue):
    for fact in catalogue.rules.facts.values():
        if not fact.bands:
            continue
        ends = [band.id.rstrip("+").partition("-") for band in fact.bands]
        lows = [int(low) for low, _, _ in ends]
        highs = [int(high or low) for low, _, high in ends]
        assert lows[0] == fact.min
        assert lows[1:] == [high + 1 for high in highs[:-1]]
        assert fact.bands[-1].id.endswith("+")


def test_health_questions_are_marked_most_sensitive(catalogue):
    health = (
        "diagnosed",
        "condition_group",
        "care_months",
        "regular_care",
        "work_ability",
        "daily_difficulty",
    )

    assert {catalogue.rules.facts[name].sensitivity for name in health} == {3}


def test_conditions_are_attached_as_trees(catalogue):
    trees = [s.when for s in catalogue.services.values() if s.when is not None]

    assert trees
    assert all(isinstance(leaf, Leaf) for tree in trees for leaf in leaves_of(tree))


def test_a_leaf_takes_day_and_evidence_from_its_record(catalogue):
    service = catalogue.services["kela-kuntoutuspsykoterapia"]
    leaf = next(leaves_of(service.when))

    assert leaf.note.checked == service.verified_on.isoformat()
    assert leaf.note.evidence == service.evidence
    assert leaf.note.source.url.startswith("https://")


def test_everybody_named_in_the_duty_order_exists(catalogue):
    known = {*catalogue.organizations, *catalogue.taxonomy.roles}
    named = {
        name
        for rule in catalogue.rules.duty.rules
        for name in (*rule.organiser.ids, *rule.organiser.roles, *rule.before.organisers)
    }

    assert named <= known


def test_services_named_in_the_duty_order_exist(catalogue):
    rules = catalogue.rules.duty.rules
    named = {s for rule in rules for s in rule.before.services}
    named |= {s for rule in rules for services in rule.lifts.values() for s in services}

    assert named <= set(catalogue.services)


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_every_duty_rule_can_be_told_in_each_language(catalogue, lang):
    for rule in catalogue.rules.duty.rules:
        assert rule.organiser.label.get(lang)
        assert rule.reason.get(lang)


def test_an_answer_is_shown_in_words(catalogue):
    facts = catalogue.rules.facts

    assert facts["studies"].label_of("none").fi == "En opiskele"
    assert facts["age"].label_of("47").fi == "47"
    assert facts["diagnosed"].label_of("true").fi == "Kyllä"
