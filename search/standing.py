"""What is known of a service before any query: how central it is, whom it is only for, its kin.

Everything is read from the records' own links and conditions, so that an editor changes it there.
"""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from catalog.model import Service
from catalog.text import LANGUAGES, Language
from search.meanings import HARD_LIFE, leaves, narrow_of
from search.ranking import (
    CENTRAL,
    CHILD_ONLY,
    KIN,
    MONEY_LAST,
    MONEY_MEANT,
    NARROW,
    OTHER_SPEAKERS,
    SECOND_LINE,
)
from search.schema import ORGANISER_BITS
from search.scoring import Scored

Mask = NDArray[np.bool_]
_CHILD_UNTIL = 18  # a service whose last age is no more than this is for children
_LEADERS = 3  # of so many best services the kin are lifted


class Standing:
    """Factors and links by document number; read-only after it was made."""

    def __init__(self, services: Sequence[Service]) -> None:
        number = {service.id: doc for doc, service in enumerate(services)}
        self._kin = [
            [number[k.id] for k in (*s.related, *s.alternatives) if k.id in number]
            for s in services
        ]
        named = np.zeros(len(services))
        for kin in self._kin:
            named[list(set(kin))] += 1
        most = np.log1p(named.max()) if len(services) and named.any() else 1.0
        self._central = 1.0 + CENTRAL.value * np.log1p(named) / most
        self._narrow = np.zeros(len(services), bool)
        self._fitting: dict[str, Mask] = {}
        for doc, service in enumerate(services):
            for key in narrow_of(service):
                self._narrow[doc] = True
                self._fitting.setdefault(key, np.zeros(len(services), bool))[doc] = True
        self._second_line = np.array(
            [any(fact == HARD_LIFE for fact, _ in leaves(s.when)) for s in services], bool
        )
        self._child = np.array(
            [bool(s.age and s.age.max and s.age.max <= _CHILD_UNTIL) for s in services], bool
        )
        self._foreign = np.array(
            [bool(s.languages) and s.languages[0] != "fi" for s in services], bool
        )
        self._languages = {
            lang: np.array([lang in s.languages for s in services], bool) for lang in LANGUAGES
        }
        self._allowance = np.array([s.kind == "allowance" for s in services], bool)

    def weigh(self, scored: Scored, facts: Collection[str]) -> None:
        """Lift what is central; lower services only for people the query does not speak of."""
        docs = scored.docs
        others = self._narrow[docs]
        for fact in facts:
            if fact in self._fitting:
                others &= ~self._fitting[fact][docs]
        factor = self._central[docs]
        factor[others] *= NARROW.value
        scored.scores *= factor

    def lower_other_language(self, scored: Scored, lang: Language) -> None:
        """Lower the services made for speakers of another language than the query's."""
        others = self._foreign & ~self._languages[lang]
        scored.scores[others[scored.docs]] *= OTHER_SPEAKERS.value

    def lower_second_line(self, scored: Scored) -> None:
        """Lower the services asking for very hard daily life, unless they are named."""
        is_named = scored.fields & ORGANISER_BITS > 0
        scored.scores[self._second_line[scored.docs] & ~is_named] *= SECOND_LINE.value

    def lower_for_children(self, scored: Scored) -> None:
        """Lower the services for children when nobody spoke of a child."""
        scored.scores[self._child[scored.docs]] *= CHILD_ONLY.value

    def weigh_money(self, scored: Scored, *, is_asked: bool) -> None:
        """Put allowances first when money is asked, else behind the help."""
        value = MONEY_MEANT.value if is_asked else MONEY_LAST.value
        scored.scores[self._allowance[scored.docs]] *= value

    def lifts(self, scored: Scored) -> dict[int, float]:
        """Return what is added to the kin of the best services: a share of the best one's score."""
        scores = scored.scores
        best = np.arange(len(scores))
        if len(best) > _LEADERS:  # only the few best need sorting
            best = np.flatnonzero(scores >= np.partition(scores, -_LEADERS)[-_LEADERS])
        leaders = best[np.argsort(-scores[best], kind="stable")[:_LEADERS]]
        found: dict[int, float] = {}
        for leader in leaders.tolist():
            lift = KIN.value * float(scores[leader])
            for kin in self._kin[scored.docs[leader]] if lift > 0 else ():
                found[kin] = max(lift, found.get(kin, 0.0))
        return found
