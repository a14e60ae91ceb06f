"""What is known of a service before any query: how central it is, whom it is only for, its kin.

Everything is read from the records' own links and conditions, so that an editor changes it there.
"""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from catalog.model import Service
from search.meanings import HARD_LIFE, leaves, narrow_of
from search.ranking import CENTRAL, CHILD_ONLY, KIN, MONEY_LAST, MONEY_MEANT, NARROW, SECOND_LINE

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
_CHILD_UNTIL = 18  # a service whose last age is no more than this is for children
_LEADERS = 3  # of so many best services the kin are lifted


class Standing:
    """Factors and links by document number; read-only after it was made."""

    def __init__(self, services: Sequence[Service]) -> None:
        number = {service.id: doc for doc, service in enumerate(services)}
        self._kin = [
            np.array(
                [number[k.id] for k in (*s.related, *s.alternatives) if k.id in number], np.int64
            )
            for s in services
        ]
        named = np.zeros(len(services))
        for kin in self._kin:
            named[kin] += 1
        most = np.log1p(named.max()) if len(services) and named.any() else 1.0
        self.central = 1.0 + CENTRAL.value * np.log1p(named) / most
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
        self._allowance = np.array([s.kind == "allowance" for s in services], bool)

    def narrowed(self, facts: Collection[str]) -> Floats:
        """Return the factor for services only for people the query does not speak of."""
        others = self._narrow.copy()
        for fact in facts:
            if fact in self._fitting:
                others &= ~self._fitting[fact]
        return np.where(others, NARROW.value, 1.0)

    def second_line(self, named: Mask) -> Floats:
        """Return the factor for services asking for very hard daily life, unless they are named."""
        return np.where(self._second_line & ~named, SECOND_LINE.value, 1.0)

    def for_adults(self) -> Floats:
        """Return the factor when nobody spoke of a child."""
        return np.where(self._child, CHILD_ONLY.value, 1.0)

    def money(self, *, is_asked: bool) -> Floats:
        """Return the factor of allowances: first when money is asked, else behind the help."""
        value = MONEY_MEANT.value if is_asked else MONEY_LAST.value
        return np.where(self._allowance, value, 1.0)

    def lift_kin(self, scores: Floats, hits: Mask) -> Mask:
        """Add to each best service's kin a share of its score; return the hits with them."""
        found = np.flatnonzero(hits)
        if len(found) > _LEADERS:  # only the few best need sorting
            least = np.partition(scores[found], -_LEADERS)[-_LEADERS]
            found = found[scores[found] >= least]
        leaders = found[np.argsort(-scores[found], kind="stable")[:_LEADERS]]
        lift = np.zeros(len(scores))
        for leader in leaders.tolist():
            kin = self._kin[leader]
            lift[kin] = np.maximum(lift[kin], KIN.value * scores[leader])
        scores += lift
        return hits | (lift > 0)
