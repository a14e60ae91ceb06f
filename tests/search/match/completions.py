"""Random completions of what is known, and the long run over them (`make nightly`).

A completion fixes every fact to one value that was still possible. Every service that was decided
before must then come out the same (soundness), and so it must on the way there, when only some
more is known (information monotonicity). The run is not part of `make test`: a million completions
take about half an hour.
"""

import argparse
import random
import sys
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from catalog.catalogue import Catalogue
from catalog.conditions import Node, truth
from catalog.knowledge import Knowledge, Members, Truth, narrow
from catalog.load import load_catalogue
from search.match.evaluate import Truths
from search.match.prepare import Prepared, prepare

DATA = Path(__file__).parents[3] / "data"


def some_of(domain: Knowledge, rng: random.Random) -> Knowledge:
    """Some of what is possible, from everything down to one value."""
    if isinstance(domain, frozenset):
        values = sorted(domain, key=str)
        return frozenset(rng.sample(values, rng.randint(1, len(values))))
    if isinstance(domain, Members):
        free = sorted(domain.possible - domain.certain)
        possible = domain.certain | set(rng.sample(free, rng.randint(0, len(free))))
        maybe = sorted(possible - domain.certain)
        certain = domain.certain | set(rng.sample(maybe, rng.randint(0, len(maybe))))
        if domain.is_never_empty and not possible:
            return domain
        return Members(frozenset(certain), frozenset(possible), domain.is_never_empty)
    if isinstance(domain, tuple):
        low, high = rng.choice(domain)
        a, b = sorted((rng.randint(low, high), rng.randint(low, high)))
        return ((a, b),)
    return {key: some_of(spans, rng) for key, spans in domain.items()}


def one_of(known: Knowledge, rng: random.Random) -> Knowledge:
    """One completion of what is known."""
    if isinstance(known, frozenset):
        return frozenset({rng.choice(sorted(known, key=str))})
    if isinstance(known, Members):
        maybe = sorted(known.possible - known.certain)
        has = known.certain | set(rng.sample(maybe, rng.randint(0, len(maybe))))
        if known.is_never_empty and not has:
            has = {rng.choice(maybe)}
        return Members(frozenset(has), frozenset(has), bool(has))
    if isinstance(known, tuple):
        low, high = rng.choice(known)
        # Limits matter most: the ends as often as the middle.
        n = rng.choice((low, high, rng.randint(low, high)))
        return ((n, n),)
    return {key: one_of(spans, rng) for key, spans in known.items()}


def partly_known(catalogue, rng):
    """Between nothing and much known; a third of the facts untouched."""
    domains = catalogue.rules.domains
    return {k: some_of(d, rng) if rng.random() < 0.66 else d for k, d in domains.items()}


@dataclass
class Run:
    """What a run found: completions made, decided services checked, and what went wrong."""

    completions: int = 0
    checks: int = 0
    violations: list[str] = field(default_factory=list)


def check_completions(
    prepared: Prepared, *, completions: int, each: int = 20, seed: int = 0, talk: bool = False
) -> Run:
    """Complete random partly known profiles and compare every decided service.

    Args:
        prepared: The catalogue and the day.
        completions: How many completions in all.
        each: Completions of one partly known profile.
        seed: The same seed makes the same run.
        talk: Tell about progress on stderr, a line every ten thousand completions.
    """
    rng = random.Random(seed)  # noqa: S311  (examples, not secrets)
    run = Run()
    while run.completions < completions:
        known = partly_known(prepared.catalogue, rng)
        decided = _decided(prepared, Truths(prepared, known))
        more = {fact: narrow(what, some_of(what, rng)) or what for fact, what in known.items()}
        _compare(decided, Truths(prepared, more), "monotonicity", run)
        for _ in range(each):
            complete = {fact: one_of(what, rng) for fact, what in known.items()}
            _compare(decided, Truths(prepared, complete), "soundness", run)
            run.completions += 1
        if talk and run.completions % 10_000 < each:
            print(f"{run.completions} completions, {run.checks} checks", file=sys.stderr)  # noqa: T201  (a command)
    return run


def _decided(prepared: Prepared, truths: Truths) -> list[tuple[str, Node, Truth]]:
    found = []
    for item in prepared.services:
        if item.tree is not None:
            now = truth(item.tree, truths.of)
            if now is not Truth.UNKNOWN:
                found.append((item.service.id, item.tree, now))
    return found


def _compare(decided: list[tuple[str, Node, Truth]], truths: Truths, name: str, run: Run) -> None:
    run.checks += len(decided)
    for service, tree, before in decided:
        if truth(tree, truths.of) is not before:
            run.violations.append(f"{name}: {service} was {before.value}")


def main() -> int:
    """Run as many completions as asked for over the real catalogue; 1 when one was violated."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--completions", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--on", type=date.fromisoformat, default=date(2026, 11, 25))
    asked = parser.parse_args()
    catalogue: Catalogue = load_catalogue(DATA, asked.on)
    run = check_completions(
        prepare(catalogue, asked.on), completions=asked.completions, seed=asked.seed, talk=True
    )
    print(  # noqa: T201  (a command)
        f"data {catalogue.version}, seed {asked.seed}: {run.completions} completions, "
        f"{run.checks} decided services checked, {len(run.violations)} violations"
    )
    for violation in run.violations[:20]:
        print(violation)  # noqa: T201  (a command)
    return 1 if run.violations else 0


if __name__ == "__main__":
    sys.exit(main())
