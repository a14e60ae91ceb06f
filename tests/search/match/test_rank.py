"""Points and order: the worked example of matching.md section 10, and the order of a group."""

from collections import defaultdict
from types import SimpleNamespace

import pytest

from search.match.engine import match
from search.match.evaluate import Outcome
from search.match.order import in_order
from search.match.rank import points

NEEDS = {"work.return": 3, "pain.persistent": 2, "mood.low": 1}
KIILA = {"work.stay": 1.0, "work.return": 0.5, "pain.persistent": 1.0, "mood.low": 0.5}
PAIN_GROUP = {"pain.persistent": 1.0}
PENSION = {"work.return": 1.0, "work.retrain": 1.0, "work.adjust": 1.0}

# group, terms, state, share of clauses met, nearness, ease, then the parts and total of the table
EXAMPLE = [
    ("work.return", PENSION, "assess", 1, 1, 0.6, (40, 0, 12, 3.33, 7.5, 4.5), 67.33),
    ("work.return", KIILA, "open", 0.5, 0.7, 0.4, (20, 16.67, 7.5, 6.67, 5.25, 3), 59.08),
    ("pain.persistent", PAIN_GROUP, "fits", 1, 1, 0.9, (40, 0, 15, 10, 7.5, 6.75), 79.25),
    ("pain.persistent", KIILA, "open", 0.5, 0.7, 0.4, (40, 10, 7.5, 6.67, 5.25, 3), 72.42),
    ("mood.low", {"mood.low": 1.0}, "open", 0, 1, 0.3, (40, 0, 4.5, 10, 7.5, 2.25), 64.25),
    ("mood.low", KIILA, "open", 0.5, 0.7, 0.4, (20, 14, 7.5, 6.67, 5.25, 3), 56.42),
]  # fmt: skip


@pytest.mark.parametrize(
    ("need", "terms", "state", "met", "near", "easy", "parts", "total"), EXAMPLE
)
def test_points_are_those_of_the_worked_example(need, terms, state, met, near, easy, parts, total):
    found = points(terms, NEEDS, Outcome(state, (), (), met), near=near, easy=easy)[need]

    shown = (
        found.match,
        found.other_needs,
        found.certainty,
        found.specificity,
        found.nearness,
        found.ease,
    )
    assert [round(part, 2) for part in shown] == pytest.approx(parts)
    assert round(found.total, 2) == pytest.approx(total)


def test_a_service_for_a_whole_group_of_needs_matches_by_half():
    found = points({"work": 1.0}, {"work.find": 2}, Outcome("fits", (), (), 1), near=0, easy=0)

    assert found["work.find"].match == 20


def entry(key: str, body: str, total: float, state: str = "fits"):
    return SimpleNamespace(
        service_id=key, state=state, points=defaultdict(lambda: SimpleNamespace(total=total)),
        organiser=SimpleNamespace(id=body, kind="national", role=None), first_check=(),
        kind="service", meant_for="you",
    )  # fmt: skip


def test_one_organiser_has_at_most_three_of_the_first_six():
    group = [entry(f"kela-{i}", "kela", 90 - i) for i in range(6)]
    group += [entry(f"hva-{i}", "hva-06", 50 - i) for i in range(3)]

    first = [m.service_id for m in in_order(group, "n")][:6]

    assert first == ["kela-0", "kela-1", "kela-2", "hva-0", "hva-1", "hva-2"]


def test_one_organiser_may_fill_the_list_when_others_have_nothing_possible():
    group = [entry(f"kela-{i}", "kela", 90 - i) for i in range(5)]
    group.append(entry("hva-0", "hva-06", 50, "later"))

    first = [m.service_id for m in in_order(group, "n")][:5]

    assert first == [f"kela-{i}" for i in range(5)]


def test_equal_points_are_ordered_by_id():
    group = [entry("b", "x", 10), entry("a", "y", 10)]

    assert [m.service_id for m in in_order(group, "n")] == ["a", "b"]


def test_ranked_holds_every_service_once(real, person, on):
    for facts in ({}, {"needs": {"mood.low": 3, "work.find": 1}}, {"goal": ["work"]}):
        ranked = match(person(facts), real, on).ranked

        assert sorted(m.service_id for m in ranked) == sorted(real.services)


def test_the_most_important_need_comes_first(real, person, on):
    groups = match(person({"needs": {"mood.low": 1, "work.find": 3}}), real, on).groups

    assert [group.need for group in groups] == ["work.find", "mood.low"]


def test_without_needs_the_groups_are_the_headings_of_needs(real, person, on):
    groups = match(person({}), real, on).groups

    assert [g.need for g in groups] == [
        n for n in real.taxonomy.need_groups if n in {g.need for g in groups}
    ]
    assert len(groups) > 10


def test_a_goal_chooses_the_headings(real, person, on):
    groups = match(person({"goal": ["work"]}), real, on).groups

    assert [group.need for group in groups] == ["work"]


def test_advice_and_peer_support_take_two_of_the_first_places_at_most():
    group = [entry(f"a-{i}", f"x{i}", 90 - i) for i in range(4)]
    for item in group:
        item.kind = "guidance"
    group += [entry(f"s-{i}", f"y{i}", 50 - i) for i in range(5)]

    first = [m.service_id for m in in_order(group, "mood.low")][:6]

    assert first == ["a-0", "a-1", "s-0", "s-1", "s-2", "s-3"]
    assert [m.service_id for m in in_order(group, "guide.rights")][:4] == [
        f"a-{i}" for i in range(4)
    ]


def test_an_allowance_takes_one_of_the_first_places_unless_the_need_is_money():
    group = [entry(f"a-{i}", f"x{i}", 90 - i) for i in range(3)]
    for item in group:
        item.kind = "allowance"
    group.append(entry("s", "y", 10))

    assert [m.service_id for m in in_order(group, "work.find")][:2] == ["a-0", "s"]
    assert [m.service_id for m in in_order(group, "money.rehab")][:3] == ["a-0", "a-1", "a-2"]


def test_a_service_that_nothing_speaks_for_is_less_certain_than_a_checked_one():
    def certain(is_checked):
        outcome = Outcome("fits", (), (), 1, is_checked)
        return points({"a.b": 1.0}, {"a.b": 1}, outcome, near=0, easy=0)["a.b"].certainty

    assert (certain(True), certain(False)) == (15, 7.5)


def test_who_is_to_be_checked_first_stands_before_those_who_come_after(real, person, on):
    facts = {
        "age": 47, "municipality": "106", "work": ["employed"], "injury_cause": "traffic",
        "insurer_decision": "not_applied", "diagnosed": True, "work_ability": "much",
        "workplace_measures": True, "needs": {"work.stay": 3},
    }  # fmt: skip
    order = match(person(facts), real, on).groups[0].service_ids

    assert order.index("liikenne-ammatillinen-kuntoutus") < order.index("kela-kiila")
