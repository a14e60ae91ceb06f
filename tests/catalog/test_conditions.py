"""Condition trees: strong Kleene logic, every operator, deciding leaves, dated values."""

from datetime import date
from pathlib import Path

import pytest

from catalog.condition_reader import Reader
from catalog.conditions import (
    Group,
    Leaf,
    Months,
    Note,
    ParamRef,
    evaluate,
    leaves_of,
    months_before,
    resolve,
    truth,
)
from catalog.facts import FactDefinition
from catalog.knowledge import Members, Test, Truth, judge
from catalog.text import LocalizedText
from catalog.yamlfile import parse_yaml

ON = date(2026, 11, 25)
YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN

# a, b, all, any: the table of matching.md section 6
KLEENE = [
    (YES, YES, YES, YES), (YES, NO, NO, YES), (YES, UNKNOWN, UNKNOWN, YES),
    (NO, NO, NO, NO), (NO, UNKNOWN, NO, UNKNOWN), (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
]  # fmt: skip


def leaf(name: str) -> Leaf:
    return Leaf(name, "is", (True,), Note())


def group(need: int, *children) -> Group:
    return Group(need, children, Note())


def read(catalogue, text: str):
    file = parse_yaml(text, Path("x.yaml"))
    reader = Reader(catalogue.rules.words, file, "x")
    tree = reader.read(file.data, (), Note())
    assert not reader.problems, reader.problems
    return tree


@pytest.mark.parametrize(("a", "b", "both", "either"), KLEENE)
def test_all_and_any_follow_strong_kleene_logic(a, b, both, either):
    one, two = leaf("a"), leaf("b")

    for first, second in ((a, b), (b, a)):
        truths = {one: first, two: second}.__getitem__
        assert truth(group(2, one, two), truths) is both
        assert truth(group(1, one, two), truths) is either


@pytest.mark.parametrize(
    ("truths", "expected"),
    [
        ((YES, YES, NO), YES), ((YES, NO, NO), NO),
        ((YES, UNKNOWN, NO), UNKNOWN), ((UNKNOWN, NO, NO), NO),
    ],
)  # fmt: skip
def test_at_least_two_of_three(truths, expected):
    leaves = [leaf(name) for name in "abc"]
    of = dict(zip(leaves, truths, strict=True)).__getitem__

    assert truth(group(2, *leaves), of) is expected


@pytest.mark.parametrize(("given", "expected"), [(True, NO), (False, YES), (None, UNKNOWN)])
def test_not_turns_a_truth_round(catalogue, given, expected):
    tree = read(catalogue, "not: {fact: ohs, is: true, say: {fi: a}}")
    known = frozenset({True, False} if given is None else {given})

    assert judge(resolve(tree, catalogue.rules.facts, {}, ON), known) is expected


@pytest.mark.parametrize("a", list(Truth))
@pytest.mark.parametrize("b", list(Truth))
def test_not_over_a_group_is_the_opposite_of_the_group(catalogue, a, b):
    inner = "{fact: ohs, is: true, say: {fi: a}}, {fact: diagnosed, is: true, say: {fi: b}}"
    known = {YES: frozenset({True}), NO: frozenset({False}), UNKNOWN: frozenset({True, False})}
    values = {"ohs": known[a], "diagnosed": known[b]}

    def of(leaf):
        return judge(resolve(leaf, catalogue.rules.facts, {}, ON), values[leaf.fact])

    for form in ("all: [%s]", "any: [%s]", "at_least: {n: 1, of: [%s]}"):
        plain = read(catalogue, form % inner)
        turned = read(catalogue, "not: {%s}" % (form % inner))
        assert {YES: NO, NO: YES, UNKNOWN: UNKNOWN}[truth(plain, of)] is truth(turned, of)


DECIDING = [
    (2, (NO, YES), ["a"]), (2, (NO, NO), ["a", "b"]), (2, (YES, YES), ["a", "b"]),
    (1, (YES, YES), ["a"]), (1, (NO, YES), ["b"]), (1, (NO, NO), ["a", "b"]),
    (2, (YES, UNKNOWN), ["b"]), (1, (NO, UNKNOWN), ["b"]),
]  # fmt: skip


@pytest.mark.parametrize(("need", "truths", "expected"), DECIDING)
def test_the_children_that_decided_are_named(need, truths, expected):
    leaves = [leaf("a"), leaf("b")]
    of = dict(zip(leaves, truths, strict=True)).__getitem__

    assert [found.fact for found in evaluate(group(need, *leaves), of).leaves] == expected


SPANS = [
    ("age", "is: 18", ((18, 18),), ((17, 17),)),
    ("age", "is_not: 18", ((17, 17),), ((18, 18),)),
    ("age", "in: [18, 20]", ((20, 20),), ((19, 19),)),
    ("age", "not_in: [18, 20]", ((19, 19),), ((20, 20),)),
    ("age", "at_least: 18", ((18, 120),), ((0, 17),)),
    ("age", "at_most: 18", ((0, 18),), ((19, 19),)),
    ("age", "above: 18", ((19, 19),), ((18, 18),)),
    ("age", "below: 18", ((17, 17),), ((18, 18),)),
    ("age", "between: [16, 29]", ((16, 29),), ((30, 30),)),
    ("work", "has: student", {"student"}, {"employed"}),
    ("work", "has_any: [student, employed]", {"student", "other"}, {"other"}),
    ("work", "has_all: [student, employed]", {"student", "employed"}, {"student"}),
    ("work", "has_none: [student]", {"employed"}, {"student", "employed"}),
    ("work", "in: [student, employed]", {"student"}, {"other"}),
    ("work", "not_in: [student]", {"employed"}, {"student"}),
    ("studies", "is: none", "none", "at_risk"),
    ("studies", "is_not: none", "at_risk", "none"),
    ("studies", "in: [none, at_risk]", "none", "on_track"),
    ("studies", "not_in: [none]", "at_risk", "none"),
    ("municipality", 'within: {wellbeing_county: ["08"]}', "837", "564"),
    ("municipality", 'within: {municipality: ["837"]}', "837", "980"),
]  # fmt: skip


def known_as(value):
    if isinstance(value, set):
        return Members(frozenset(value), frozenset(value), is_never_empty=True)
    return frozenset({value}) if isinstance(value, str) else value


@pytest.mark.parametrize(("fact", "condition", "met", "failed"), SPANS)
def test_each_operator_is_met_failed_and_unknown(catalogue, fact, condition, met, failed):
    tree = read(catalogue, f"{{fact: {fact}, {condition}, say: {{fi: a}}}}")
    test = resolve(tree, catalogue.rules.facts, {}, ON)

    assert judge(test, known_as(met)) is YES
    assert judge(test, known_as(failed)) is NO
    assert judge(test, catalogue.rules.domains[fact]) is UNKNOWN


def test_days_are_compared_with_the_day_of_evaluation():
    text = LocalizedText(fi="Milloin?")
    dated = FactDefinition(id="paper", kind="date", text=text, why=text, sensitivity=1)
    newer = Leaf("paper", "newer_than", (Months(12),), Note())
    test = resolve(newer, {"paper": dated}, {}, ON)

    assert judge(test, day(2026, 1, 1)) is YES
    assert judge(test, day(2025, 11, 24)) is NO


def day(*parts):
    n = date(*parts).toordinal()
    return ((n, n),)


def test_a_month_earlier_of_a_long_month_is_its_last_day():
    assert months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)


def test_a_parameter_without_a_value_leaves_the_leaf_unresolved(catalogue):
    tree = Leaf("age", "at_least", (ParamRef("tyel_rehab_earnings_5y"),), Note())
    rules = catalogue.rules

    assert resolve(tree, rules.facts, rules.params, date(2025, 6, 1)) is None
    assert isinstance(resolve(tree, rules.facts, rules.params, date(2024, 6, 1)), Test)


def test_notes_are_inherited_downwards_and_overridden_below(catalogue):
    tree = read(
        catalogue,
        "{kind: practice, evidence: C, all: [{fact: ohs, is: true, say: {fi: a}},"
        " {fact: diagnosed, is: true, kind: guideline, say: {fi: b}}]}",
    )

    assert [(x.note.kind, x.note.evidence) for x in leaves_of(tree)] == [
        ("practice", "C"),
        ("guideline", "C"),
    ]


def test_a_shared_condition_stands_for_its_node(catalogue):
    tree = read(catalogue, "{evidence: B, all: [{ref: todettu_sairaus}, {ref: tyokyky_uhattuna}]}")

    assert [(x.fact, x.note.evidence) for x in leaves_of(tree)] == [
        ("diagnosed", "B"),
        ("work_ability", "B"),
    ]
