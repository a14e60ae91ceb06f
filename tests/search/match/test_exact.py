"""Conditions that read one fact twice are decided case by case where Kleene logic cannot."""

from datetime import date
from pathlib import Path

import pytest

from catalog.condition_reader import Reader
from catalog.conditions import Note, leaves_of, resolve, truth
from catalog.knowledge import Truth, judge
from catalog.yamlfile import parse_yaml
from search.match.exact import exact_truth, repeated_facts

ON = date(2026, 11, 25)
YOUNG_OR_NOT = (
    "any: [{fact: age, below: 30, say: {fi: a}}, {fact: age, at_least: 30, say: {fi: b}}]"
)
NEVER = "all: [{fact: age, below: 20, say: {fi: a}}, {any: [{fact: age, above: 30, say: {fi: b}}]}]"
WORKS_OR_NOT = (
    "any: [{fact: work, has: employed, say: {fi: a}},"
    " {fact: work, has_none: [employed], say: {fi: b}}]"
)
STUDIES = (
    "any: [{fact: studies, is: none, say: {fi: a}}, {fact: studies, is_not: none, say: {fi: b}}]"
)
ONE_SIDED = "any: [{fact: age, below: 30, say: {fi: a}}, {fact: age, at_least: 40, say: {fi: b}}]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (YOUNG_OR_NOT, Truth.YES),
        (NEVER, Truth.NO),
        (WORKS_OR_NOT, Truth.YES),
        (STUDIES, Truth.YES),
        (ONE_SIDED, Truth.UNKNOWN),
    ],
    ids=["numbers", "never", "members", "choices", "really open"],
)
def test_cases_decide_what_kleene_logic_leaves_open(catalogue, text, expected):
    rules = catalogue.rules
    file = parse_yaml(text, Path("x.yaml"))
    tree = Reader(rules.words, file, "x").read(file.data, (), Note())
    tests = {leaf: resolve(leaf, rules.facts, rules.params, ON) for leaf in leaves_of(tree)}
    known = rules.domains

    def kleene(leaf):
        return judge(tests[leaf], known[leaf.fact])

    assert truth(tree, kleene) is Truth.UNKNOWN
    assert exact_truth(tree, tests, known, repeated_facts(leaves_of(tree)), kleene) is expected
