"""What would have to be true: the examples of matching.md section 6."""

from search.match.engine import match


def ways(person, catalogue, on, facts, service):
    found = {m.service_id: m for m in match(person(facts), catalogue, on).ranked}[service]
    return [{(step.kind, step.fact) for step in way} for way in found.repairs]


def test_two_months_of_care_need_one_more(six, person, on):
    facts = {
        "age": 35, "condition_group": ["mental"], "care_months": 2, "work_ability": "some",
        "goal": ["work"],
    }  # fmt: skip

    assert ways(person, six, on, facts, "kela-kuntoutuspsykoterapia") == [{("time", "care_months")}]


def test_a_seventeen_year_old_waits_and_tells_one_of_two_things(six, person, on):
    assert ways(person, six, on, {"age": 17}, "sosiaalinen-kuntoutus") == [
        {("time", "age"), ("ask", "problems_piled_up")},
        {("time", "age"), ("ask", "social_support")},
    ]


def test_nothing_repairs_an_age_that_is_past(six, person, on):
    found = {m.service_id: m for m in match(person({"age": 66}), six, on).ranked}

    assert found["kela-vaativa-laakinnallinen-kuntoutus"].state == "no"
    assert found["kela-vaativa-laakinnallinen-kuntoutus"].repairs == ()


def test_a_change_of_situation_is_never_suggested(real, person, on):
    for facts in ({}, {"age": 40, "institution": True, "work": ["employed"], "ohs": True}):
        for matched in match(person(facts), real, on).ranked:
            kinds = {step.kind for way in matched.repairs for step in way}

            assert kinds <= {"ask", "document", "action", "time"}


def test_at_most_five_ways_are_kept_and_none_contains_another(real, person, on):
    for matched in match(person({}), real, on).ranked:
        sets = [frozenset((s.kind, s.fact) for s in way) for way in matched.repairs]

        assert len(sets) <= 5
        assert not any(a < b for a in sets for b in sets)


def test_what_somebody_did_not_want_to_tell_is_not_asked_again(six, person, on):
    facts = {"age": 30, "social_support": {"status": "prefer_not"}}

    assert ways(person, six, on, facts, "sosiaalinen-kuntoutus") == [{("ask", "problems_piled_up")}]
