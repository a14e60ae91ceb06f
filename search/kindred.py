"""Which services are for the same things: by needs, illnesses, life situations and branch.

Editors link the services that belong together (`related`, `alternatives`), but never all of them.
What the best answers of a query are for tells what else may help.
"""

import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from catalog.model import Service
from search.meanings import meanings_of

Kindred = tuple[NDArray[np.int32], NDArray[np.float32]]
MOST = 10  # kindred services kept for each; more would drown a query's own answers
LEAST = 0.5  # likeness below which two services only share something common
_SITUATION = 0.5  # many different services are for one life situation
_BLOCK = 256  # rows compared at a time, so that 50,000 services need no great matrix


def kindred_of(services: Sequence[Service]) -> Kindred:
    """Return for every service the most alike others, the likest first.

    Likeness is the cosine of what the records are for (`meanings.meanings_of`), rare things
    weighing more.

    Returns:
        Document numbers, services × `MOST`, −1 where there are no more; and the likeness, 0–1.
    """
    rows = _rows(services)
    numbers = np.full((len(services), MOST), -1, np.int32)
    likeness = np.zeros((len(services), MOST), np.float32)
    for start in range(0, len(services), _BLOCK):
        alike = rows[start : start + _BLOCK] @ rows.T
        here = np.arange(len(alike))
        alike[here, start + here] = 0.0  # nobody is their own kin
        count = min(MOST, len(services))
        best = np.argpartition(-alike, count - 1, axis=1)[:, :count]
        found = np.take_along_axis(alike, best, axis=1)
        order = np.lexsort((best, -found))
        best = np.take_along_axis(best, order, axis=1)
        found = np.take_along_axis(found, order, axis=1)
        enough = found >= LEAST
        numbers[start : start + _BLOCK, :count] = np.where(enough, best, -1)
        likeness[start : start + _BLOCK, :count] = np.where(enough, found, 0.0)
    return numbers, likeness


def _rows(services: Sequence[Service]) -> NDArray[np.float32]:
    """Return a row of length 1 for each service: what it is for, weighed by rarity."""
    told = [_told(service) for service in services]
    counts = Counter(key for each in told for key in each)
    place = {key: number for number, key in enumerate(counts)}
    rows = np.zeros((len(services), len(counts)), np.float32)
    for row, each in zip(rows, told, strict=True):
        for key, weight in each.items():
            row[place[key]] = weight * math.log(1 + len(services) / counts[key])
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-9), np.float32)


def _told(service: Service) -> dict[str, float]:
    found = {
        key: weight * (_SITUATION if key in service.life_situations else 1.0)
        for key, weight in meanings_of(service).items()
    }
    return {**found, f"branch.{service.branch}": 1.0}


def save(path: Path, kindred: Kindred) -> None:
    """Write them as plain arrays."""
    np.savez(path, numbers=kindred[0], likeness=kindred[1])


def load(path: Path) -> Kindred:
    """Read what `save` wrote.

    Raises:
        OSError, KeyError, ValueError: The file is missing or damaged.
    """
    with np.load(path, allow_pickle=False) as stored:
        return stored["numbers"], stored["likeness"]
