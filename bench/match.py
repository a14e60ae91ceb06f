"""How long matching takes: whole profiles, the next question, a changed answer, 5,000 services.

Run: `python -m bench.match`. Importable: `measure_matching` gives the rows for `make bench`. People
are made up (search/personas.py). Those who warm up are others than those who are measured, so that
no measured person finds their own answers looked up.
"""

import dataclasses
import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median

from catalog.catalogue import Catalogue
from catalog.load import load_catalogue
from catalog.profile import Profile
from search.match.engine import match
from search.match.evaluate import Truths, judge_service
from search.match.prepare import prepare
from search.match.what_if import what_if
from search.personas import Persona, personas

DATA = Path(__file__).resolve().parent.parent / "data"
ON = date(2026, 11, 25)
_PEOPLE = 100
_PART = ("goal", "needs", "municipality", "age", "work")  # after the three first screens


@dataclasses.dataclass(frozen=True, slots=True)
class Timing:
    """One row: what was timed, over how many services, p50 and p95 in milliseconds of CPU."""

    what: str
    services: int
    p50_ms: float
    p95_ms: float


def grown(catalogue: Catalogue, services: int) -> Catalogue:
    """Return the catalogue with its services repeated under new ids up to a number."""
    own = list(catalogue.services.values())
    made = {
        (key := s.id if n < len(own) else f"{s.id}-{n // len(own)}"): dataclasses.replace(s, id=key)
        for n in range(services)
        for s in (own[n % len(own)],)
    }
    return dataclasses.replace(catalogue, services=made, version=f"{catalogue.version}-{services}")


def measure_matching(catalogue: Catalogue, on: date = ON) -> list[Timing]:
    """Time matching on this catalogue, on 500 services and on 5,000."""
    warm, people = personas(catalogue, _PEOPLE, 1), personas(catalogue, _PEOPLE, 2)
    own = len(catalogue.services)
    rows = [
        _timed("match, whole profile", own, people, warm, partial(_match, catalogue, on=on)),
        _timed("match, first answers", own, people, warm, partial(_part, catalogue, on=on)),
        _timed("what if, one answer", own, people, warm, partial(_changed, catalogue, on=on)),
    ]
    for services in (500, 5_000):
        large = grown(catalogue, services)
        some = people if services < 1_000 else people[:30]
        rows += [
            _timed("match, whole profile", services, some, warm, partial(_match, large, on=on)),
            _timed("states only", services, some, warm, partial(_states, large, on=on)),
        ]
    return rows


def _timed(
    what: str,
    services: int,
    people: Sequence[Persona],
    warm: Sequence[Persona],
    run: Callable[[Persona], object],
) -> Timing:
    for person in warm[: len(people)]:
        run(person)
    taken = []
    for person in people:
        started = time.process_time()
        run(person)
        taken.append((time.process_time() - started) * 1000)
    taken.sort()
    return Timing(what, services, median(taken), taken[int(0.95 * len(taken))])


def _profile(catalogue: Catalogue, answers: object, on: date) -> Profile:
    assert isinstance(answers, dict)  # noqa: S101  (personas hold plain answers)
    return Profile.from_facts(answers, catalogue.rules, catalogue.areas, on=on)


def _match(catalogue: Catalogue, person: Persona, on: date) -> object:
    return match(_profile(catalogue, person.answers, on), catalogue, on)


def _part(catalogue: Catalogue, person: Persona, on: date) -> object:
    first = {name: person.answers[name] for name in _PART}
    return match(_profile(catalogue, first, on), catalogue, on)


def _states(catalogue: Catalogue, person: Persona, on: date) -> object:
    prepared = prepare(catalogue, on)
    truths = Truths(prepared, _profile(catalogue, person.answers, on).known)
    return [judge_service(item, truths).state for item in prepared.services]


def _changed(catalogue: Catalogue, person: Persona, on: date) -> object:
    return what_if(person.answers, {"age": 18}, catalogue, on)


def main() -> None:
    """Print the table."""
    print(f"{'what':28} {'services':>8} {'p50 ms':>8} {'p95 ms':>8}")
    for row in measure_matching(load_catalogue(DATA, ON)):
        print(f"{row.what:28} {row.services:8} {row.p50_ms:8.1f} {row.p95_ms:8.1f}")


if __name__ == "__main__":
    main()
