"""Catalogues of any size for measuring: real records with names and texts mixed from real words.

Words are drawn by Zipf's law from the words of the real catalogue, so that common words stay common
and postings have realistic lengths. The same seed gives the same catalogue. What is measured on it
is speed; nothing is said of ranking.
"""

import random
from collections import Counter
from dataclasses import replace
from itertools import accumulate

from catalog.catalogue import Catalogue
from catalog.model import Service, ServiceNeeds
from catalog.text import LocalizedText

_NAME_WORDS, _SUMMARY_WORDS, _BODY_WORDS = 3, 25, 60
SEED = 20261126


def enlarged(catalogue: Catalogue, size: int) -> Catalogue:
    """Return a catalogue of `size` services made from the records of a real one."""
    draw = random.Random(SEED)  # noqa: S311  (mixing words, not secrets)
    real = list(catalogue.services.values())
    counts = Counter(
        word for s in real for text in (s.summary.fi, *(step.do.fi for step in s.steps))
        for word in (text or "").replace(".", "").replace(",", "").split()
    )  # fmt: skip
    words = [word for word, _ in counts.most_common()]
    heavy = list(accumulate(1 / (rank + 2.7) for rank in range(len(words))))
    needs = list(catalogue.taxonomy.needs)

    def text(count: int) -> str:
        return " ".join(draw.choices(words, cum_weights=heavy, k=count))

    def made(number: int) -> Service:
        base = draw.choice(real)
        return replace(
            base,
            id=f"made-{number:06}",
            name=LocalizedText(fi=text(_NAME_WORDS)),
            summary=LocalizedText(fi=text(_SUMMARY_WORDS) + "."),
            note=LocalizedText(fi=text(_BODY_WORDS) + "."),
            needs=ServiceNeeds(tuple(draw.sample(needs, 2)), tuple(draw.sample(needs, 2))),
            local=(),
            related=(),
            alternatives=(),
        )

    services = {s.id: s for s in map(made, range(size))}
    return replace(catalogue, services=services, version=f"made{size:08}")


def queries(catalogue: Catalogue, count: int) -> list[str]:
    """Return queries of one to four words that some record has, 240 or so for stable quantiles."""
    draw = random.Random(SEED + 1)  # noqa: S311  (as above)
    services = list(catalogue.services.values())
    found = []
    for _ in range(count):
        words = (draw.choice(services).summary.fi or "").rstrip(".").split()
        found.append(" ".join(draw.sample(words, min(len(words), draw.randint(1, 4)))))
    return found
