"""Points within a need group (matching.md section 10); the order they lead to is in `order`.

Points are additive and every part is shown, so "why is this higher" is a list of differences. No
fact outside conditions, needs and declared wishes moves a rank; there is no paid position and no
quality reported by a producer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from catalog.areas import Areas, distance_km
from catalog.facts import FactDefinition
from catalog.profile import Profile
from search.match.evaluate import Outcome
from search.match.prepare import PreparedService
from search.match.results import Points, State

# Shares of 100 from matching.md section 10: what the person asked for comes first (match and other
# needs 60), then how sure it is (15), how well it is aimed (10), and how easy it is to get (15).
MATCH, OTHER, CERTAINTY, SPECIFICITY, NEARNESS, EASE = 40.0, 20.0, 15.0, 10.0, 7.5, 7.5
_CERTAIN: Mapping[State, float] = {
    "fits": 1.0,
    "assess": 0.8,
    "later": 0.2,
    "elsewhere": 0.0,
    "no": 0.0,
}
_OPEN_LEAST, _OPEN_MORE = 0.3, 0.4  # an open result grows with the clauses already met
# A service without a single published criterion suits everybody, which says nothing of this one.
# Judged persons: psychotherapy, rehabilitation of the insurers and Kela's courses, with all their
# criteria met, stood below what is open to all.
_UNCHECKED = 0.5
_PARENT = 0.5  # a service for a whole group of needs counts as an "also"
POSSIBLE: tuple[State, ...] = ("fits", "assess", "open")
DECIDED: tuple[State, ...] = ("fits", "assess")
# Ease: each hurdle takes a fifth, the written form a tenth, because a form is one's own to fill in.
_PAPER, _REFERRAL, _WRITTEN, _FEE = 0.2, 0.2, 0.1, 0.2
_HOME, _COUNTY, _NATIONAL, _INPATIENT = 1.0, 0.8, 0.7, 0.5
_MINUTES_PER_KM = 1.0  # about 60 km/h on Finnish main roads; only for comparing with a wish
# Bodies that serve a person where they live or by phone, wherever that is.
_COMES_TO_ONE = (
    "municipality", "school", "occupational_health", "own_pension_insurer", "accident_insurer",
    "motor_insurer",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person has declared that moves order and nothing else.

    Attributes:
        needs: Needs with weight, most important first.
        forms: Service forms wished for.
        minutes: Longest journey, None when not told.
        euros: Most one can pay a month, None when not told.
        home: Home municipality, None when not known.
    """

    needs: Mapping[str, int]
    documents: frozenset[str]
    forms: frozenset[str]
    minutes: int | None
    euros: int | None
    home: str | None
    areas: Areas


def wishes_of(
    profile: Profile, needs: Mapping[str, int], areas: Areas, facts: Mapping[str, FactDefinition]
) -> Wishes:
    """Read the declared wishes out of a profile."""
    return Wishes(
        needs=needs,
        documents=profile.members("documents"),
        forms=_matches(profile.members("pref_form"), facts["pref_form"]),
        minutes=_number(profile.value("travel"), facts["travel"]),
        euros=_number(profile.value("money"), facts["money"]),
        home=profile.value("municipality"),
        areas=areas,
    )


def _matches(chosen: Iterable[str], fact: FactDefinition) -> frozenset[str]:
    return frozenset(m for value in fact.values if value.id in chosen for m in value.matches)


def _number(chosen: str | None, fact: FactDefinition) -> int | None:
    return next((value.number for value in fact.values if value.id == chosen), None)


def coverage(terms: Mapping[str, float], need: str) -> float:
    """Return how far a service answers a need: 1 primary, 0.5 also or by a whole group, else 0."""
    found = terms.get(need)
    if found is not None:
        return found
    return _PARENT if "." in need and need[: need.index(".")] in terms else 0.0


def specificity(terms: Mapping[str, float], needs: Iterable[str]) -> float:
    """Return the weighted share of a service's own terms that are the person's needs."""
    total = sum(terms.values())
    return sum(terms.get(need, 0.0) for need in needs) / total if total else 0.0


def certainty(state: State, met_share: float) -> float:
    """Return how sure a state is, 0–1."""
    return _OPEN_LEAST + _OPEN_MORE * met_share if state == "open" else _CERTAIN[state]


def ease(item: PreparedService, wishes: Wishes) -> float:
    """Return how easy a service is to get, 0–1: papers missing, a referral, a form, a fee."""
    service = item.service
    missing = len(item.documents - wishes.documents)
    share = 1.0 - _PAPER * missing
    if "self" not in service.way_in:  # who may simply get in touch needs neither
        share -= _REFERRAL * ("referral" in service.way_in)
        share -= _WRITTEN * ("application" in service.way_in)
    costs = service.price.state in ("fee", "fee_rule")
    share -= _FEE * (costs and wishes.euros is not None and _is_dear(item, wishes.euros))
    return max(0.0, share)


def _is_dear(item: PreparedService, euros: int) -> bool:
    monthly = [
        a.eur for a in item.service.price.amounts if a.per in ("month", "visit", "session", "once")
    ]
    return euros == 0 or any(amount > euros for amount in monthly)


def nearness(item: PreparedService, wishes: Wishes) -> float:
    """Return how near a service is, 0–1; without a known home everybody's home is alike."""
    service = item.service
    if "remote" in service.forms and "remote" in wishes.forms:
        return _HOME
    if "home" in service.forms or service.organiser.role in _COMES_TO_ONE:
        return _HOME
    if wishes.home is None:
        return _NATIONAL
    return _from_home(item, wishes, wishes.home)


def _from_home(item: PreparedService, wishes: Wishes, home: str) -> float:
    service = item.service
    if home in item.municipalities:
        return _HOME
    county = wishes.areas.municipalities[home].wellbeing_county
    if county in item.counties or service.organiser.role in ("wellbeing_county", "employment_area"):
        return _beyond_limit(item, wishes, _COUNTY)
    if "inpatient" in service.forms:
        return _INPATIENT
    return _beyond_limit(item, wishes, _NATIONAL)


def _beyond_limit(item: PreparedService, wishes: Wishes, share: float) -> float:
    """Lower a share by the minutes of travel beyond the limit: twice the limit leaves nothing."""
    if not wishes.minutes or not item.municipalities or wishes.home is None:
        return share
    known = wishes.areas.municipalities
    home = known[wishes.home]
    nearest = min(distance_km(home, known[town]) for town in item.municipalities)
    beyond = max(0.0, nearest * _MINUTES_PER_KM - wishes.minutes)
    return max(0.0, share * (1 - beyond / wishes.minutes))


def points(
    terms: Mapping[str, float], needs: Mapping[str, int], outcome: Outcome, *,
    near: float, easy: float, chosen: bool = True,
) -> dict[str, Points]:  # fmt: skip
    """Return the points of a service in the group of every need it answers.

    Args:
        terms: Its need terms with weight.
        needs: The person's needs with weight, most important first.
        outcome: Its state and the share of clauses met.
        near: From `nearness`.
        easy: From `ease`.
        chosen: False when no need was chosen; nothing is then known about how well it is aimed.
    """
    covered = {need: share for need in needs if (share := coverage(terms, need))}
    if not covered:
        return {}
    sure = CERTAINTY * certainty(outcome.state, outcome.met_share)
    sure *= 1.0 if outcome.is_checked else _UNCHECKED
    aimed = SPECIFICITY * specificity(terms, needs) if chosen else 0.0
    all_weight = sum(needs.values())
    all_covered = sum(needs[need] * share for need, share in covered.items())
    found: dict[str, Points] = {}
    for need, share in covered.items():
        weight = needs[need]
        others = all_weight - weight
        also = (all_covered - weight * share) / others if others and chosen else 0.0
        found[need] = Points(MATCH * share, OTHER * also, sure, aimed, NEARNESS * near, EASE * easy)
    return found
