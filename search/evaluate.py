"""Judged queries against the engine: nDCG@10, MRR, first answer, recall, and crisis queries.

The judgements (tests/golden/ranking_*.tsv) were written from questions and records by another
reader than the ranking's author. About a third is held back and used only for the final figure.
"""

import csv
import math
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean

# 1000 resamples settle the second decimal of the interval; the seed makes it the same everywhere.
_RESAMPLES = 1000
_SEED = 20261125
GOOD = 2  # grade from which a service counts as an answer: 3 the answer, 2 good, 1 related, 0 wrong
NOTHING_KINDS = frozenset({"out_of_domain", "danger"})


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A query with the grade of each service somebody judged; unjudged services count as 0."""

    query: str
    lang: str
    municipality: str
    kind: str
    is_held_back: bool
    grades: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an engine gave: service ids best first, and whether urgent help came with them."""

    ids: Sequence[str]
    has_urgent_help: bool


@dataclass(frozen=True, slots=True)
class Scores:
    """Means over queries, each 0–1; `interval` is the 95 % bootstrap interval of nDCG@10."""

    queries: int
    ndcg10: float
    mrr: float
    first: float
    recall5: float
    interval: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures, by kind and language, with the worst queries and what went wrong.

    `danger_missed` and `noise` (out-of-domain queries that got services) name the queries;
    `per_query` has nDCG@10 by language and query.
    """

    overall: Scores
    by_kind: Mapping[str, Scores]
    by_lang: Mapping[str, Scores]
    danger_missed: tuple[str, ...]
    noise: tuple[str, ...]
    worst: tuple[tuple[str, float, tuple[str, ...]], ...]
    per_query: Mapping[str, float] = field(default_factory=dict)


def load_judged(folder: Path) -> list[JudgedQuery]:
    """Read tests/golden/ranking_{fi,sv,en}.tsv; rows of one query and place are joined."""
    found: dict[tuple[str, str, str], JudgedQuery] = {}
    grades: dict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
    for lang in ("fi", "sv", "en"):
        with (folder / f"ranking_{lang}.tsv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                key = (row["query"], lang, row["municipality"] or "")
                if row["service_id"]:
                    grades[key][row["service_id"]] = int(row["grade"])
                found[key] = JudgedQuery(
                    *key, row["kind"], row["held_back"] == "yes", grades[key]
                )  # fmt: skip
    return list(found.values())


def ndcg(grades: Mapping[str, int], ids: Sequence[str], depth: int = 10) -> float:
    """Return nDCG, gain 2^grade − 1, discount log2(rank + 1); 1.0 when nothing is to find."""
    best = sorted(grades.values(), reverse=True)[:depth]
    ideal: float = sum((2**g - 1) / math.log2(i + 2) for i, g in enumerate(best))
    if not ideal:
        return 1.0
    got: float = sum(
        (2 ** grades.get(x, 0) - 1) / math.log2(i + 2) for i, x in enumerate(ids[:depth])
    )
    return got / ideal


def _of_query(judged: JudgedQuery, ids: Sequence[str]) -> tuple[float, float, float, float]:
    good = {key for key, grade in judged.grades.items() if grade >= GOOD}
    top = max(judged.grades.values(), default=0)
    best = {key for key, grade in judged.grades.items() if grade == top}
    rank = next((i for i, x in enumerate(ids, 1) if x in good), 0)
    return (
        ndcg(judged.grades, ids),
        1 / rank if rank else 0.0,
        float(bool(ids) and ids[0] in best),
        len(good & set(ids[:5])) / min(5, len(good)) if good else 1.0,
    )


def _mean(rows: Sequence[tuple[float, float, float, float]]) -> Scores:
    if not rows:
        return Scores(0, 0.0, 0.0, 0.0, 0.0, (0.0, 0.0))
    values = [row[0] for row in rows]
    dice = random.Random(_SEED)  # noqa: S311  (a bootstrap, not a secret)
    means = sorted(fmean(dice.choices(values, k=len(values))) for _ in range(_RESAMPLES))
    interval = (means[int(0.025 * _RESAMPLES)], means[int(0.975 * _RESAMPLES)])
    ndcg10, mrr, first, recall5 = (fmean(column) for column in zip(*rows, strict=True))
    return Scores(len(rows), ndcg10, mrr, first, recall5, interval)


def evaluate(judged: Iterable[JudgedQuery], ask: Callable[[JudgedQuery], Answer]) -> Evaluation:
    """Put every judged query to an engine and sum up.

    Args:
        judged: The queries; dangers and out-of-domain ones count only in their own lists.
        ask: Gives the engine's answer, at least ten ids deep.
    """
    rows: list[tuple[JudgedQuery, Sequence[str], tuple[float, float, float, float]]] = []
    missed, noise = [], []
    for query in judged:
        answer = ask(query)
        if query.kind == "danger" and not answer.has_urgent_help:
            missed.append(query.query)
        if query.kind == "out_of_domain" and answer.ids:
            noise.append(query.query)
        if query.kind not in NOTHING_KINDS:
            rows.append((query, answer.ids, _of_query(query, answer.ids)))
    kinds: dict[str, list[tuple[float, float, float, float]]] = defaultdict(list)
    langs: dict[str, list[tuple[float, float, float, float]]] = defaultdict(list)
    for query, _, scores in rows:
        kinds[query.kind].append(scores)
        langs[query.lang].append(scores)
    worst = sorted(rows, key=lambda row: (row[2][0], row[0].query))[:25]
    return Evaluation(
        overall=_mean([row[2] for row in rows]),
        by_kind={kind: _mean(scores) for kind, scores in sorted(kinds.items())},
        by_lang={lang: _mean(scores) for lang, scores in sorted(langs.items())},
        danger_missed=tuple(missed),
        noise=tuple(noise),
        worst=tuple((q.query, s[0], tuple(ids[:3])) for q, ids, s in worst),
        per_query={
            f"{q.lang} {q.query}" + (f" [{q.municipality}]" if q.municipality else ""): scores[0]
            for q, _, scores in rows
        },
    )
