"""How a score came about: the steps of the ranking with what each did to one service."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Trace = list[tuple[str, NDArray[np.int64], NDArray[np.float64]]]


class Part(NamedTuple):
    """A step of the ranking: the score after it, and what it changed ("+2.1" or "×0.85")."""

    step: str
    score: float
    change: str


def note(
    trace: Trace | None, step: str, docs: NDArray[np.int64], scores: NDArray[np.float64]
) -> None:
    """Remember the documents' scores after a step, when somebody asked for an explanation."""
    if trace is not None:
        trace.append((step, docs, scores.copy()))


def parts_of(trace: Trace, doc: int) -> tuple[Part, ...]:
    """Return the steps that changed the score of one document."""
    parts, before = [], 0.0
    for step, docs, scores in trace:
        at = int(np.searchsorted(docs, doc))
        if at == len(docs) or docs[at] != doc:
            continue  # the step left this document alone
        after = float(scores[at])
        if abs(after - before) > 1e-9:
            is_factor = before > 0 and step in _FACTORS
            change = f"×{after / before:.3f}" if is_factor else f"{after - before:+.3f}"
            parts.append(Part(step, after, change))
        before = after
    return tuple(parts)


class Explained(Mapping[str, tuple[Part, ...]]):
    """The steps of every found service, worked out for those that are asked for.

    Args:
        ids: Record ids by document number.
        docs: Numbers of the found documents.
        trace: The steps.
    """

    def __init__(self, ids: Sequence[str], docs: NDArray[np.int64], trace: Trace) -> None:
        self._docs = {ids[doc]: doc for doc in docs.tolist()}
        self._trace = trace

    def __getitem__(self, service_id: str) -> tuple[Part, ...]:
        """Return the steps of one service."""
        return parts_of(self._trace, self._docs[service_id])

    def __iter__(self) -> Iterator[str]:
        """Give the ids of the found services."""
        return iter(self._docs)

    def __len__(self) -> int:
        """Return how many services were found."""
        return len(self._docs)


_FACTORS = frozenset({
    "share of the query it answers", "main, narrow or second-line service; allowance", "place",
    "age",
})  # fmt: skip
