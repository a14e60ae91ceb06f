"""A profile and a catalogue to the whole answer; the one entrance for page, print, API and command.

Deterministic: the same profile, data version and day give the same answer. Nothing is stored.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from catalog.catalogue import Catalogue
from catalog.conditions import Leaf
from catalog.model import OrganiserRef
from catalog.organisers import ResolvedOrganiser, resolve_organiser
from catalog.profile import Profile
from catalog.text import Language
from search.match.duty import first_checks, judge_duty
from search.match.evaluate import Outcome, Truths
from search.match.groups import build_groups, first_step, overall_order
from search.match.prepare import Prepared, PreparedService, prepare
from search.match.questions import next_question
from search.match.rank import Wishes, ease, nearness, points, wishes_of
from search.match.results import MatchedService, MatchResult, Points
from search.match.rows import Row, row_of
from search.match.settled import may_change_first

CRISIS = "mind.crisis"
_CRISIS_DANGERS = frozenset({"suicide", "crisis", "emergency"})


def match(
    profile: Profile, catalogue: Catalogue, on: date, *, lang: Language = "fi"
) -> MatchResult:
    """Match one person with every service of a catalogue.

    Args:
        profile: What is known; what depends on the day is derived here.
        catalogue: A catalogue without faults.
        on: The day of evaluation; dated parameters and ages go by it.
        lang: Language of the reader. Texts come in every language they have, so today it decides
            nothing; it is here so that an order of equals may follow it.

    Returns:
        Every service once, best first, with state, reasons and ways forward; groups by need.
    """
    del lang
    profile = profile.as_of(on, catalogue.rules, catalogue.areas)
    return _Matching(prepare(catalogue, on), profile).result()


class _Matching:
    """One run: what is looked up many times for one person, kept together."""

    def __init__(self, prepared: Prepared, profile: Profile) -> None:
        self.prepared = prepared
        self.profile = profile
        self.catalogue = prepared.catalogue
        self.truths = Truths(prepared, profile.known)
        self.duty = judge_duty(prepared, self.truths)
        by_weight = sorted(profile.needs.items(), key=lambda pair: -pair[1])
        self.needs: Mapping[str, int] = dict(by_weight)
        self.heads = self._heads()
        # Without chosen needs every heading weighs alike and earns no bonus.
        self.weights = self.needs or dict.fromkeys(self.heads, 1)
        self.reach = {name for head in self.heads for name in (head, head.partition(".")[0])}
        rules = self.catalogue.rules
        self.wishes: Wishes = wishes_of(profile, self.needs, self.catalogue.areas, rules.facts)
        self._organisers: dict[str, ResolvedOrganiser] = {}

    def result(self) -> MatchResult:
        """Return the whole answer."""
        catalogue, profile = self.catalogue, self.profile
        matched: list[MatchedService] = []
        undecided: list[tuple[PreparedService, tuple[Leaf, ...]]] = []
        for item in self.prepared.services:
            row = row_of(item, self.truths, profile, catalogue.rules.redirects)
            outcome = row.outcome
            matched.append(self._matched(item, row))
            if outcome.state == "open" and outcome.unresolved:
                undecided.append((item, outcome.unresolved))
        groups = build_groups(self.heads, matched, catalogue, profile)
        unsettled = may_change_first(groups, {m.service_id: m for m in matched})
        undecided = [pair for pair in undecided if pair[0].service.id in unsettled]
        return MatchResult(
            evaluated_on=self.prepared.on.isoformat(),
            data_version=catalogue.version,
            derived={
                name: value
                for name in sorted(profile.derived)
                if (value := profile.value(name)) is not None
            },
            contradictions=tuple(clash.say for clash in profile.contradictions),
            urgent_help=self._urgent_help(),
            ranked=overall_order(matched, groups),
            groups=groups,
            next_question=next_question(self.prepared, profile, self.truths, undecided),
            first_step=first_step(groups, catalogue, self.wishes.documents),
        )

    def _heads(self) -> Sequence[str]:
        """Return the heads of the groups: needs, else need groups, those of the goals if told."""
        if self.needs:
            return tuple(self.needs)
        goals = self.profile.members("goal")
        goal = self.catalogue.rules.facts.get("goal")
        wanted = [m for v in (goal.values if goal else ()) if v.id in goals for m in v.matches]
        return tuple(dict.fromkeys(wanted)) or tuple(self.catalogue.taxonomy.need_groups)

    def _matched(self, item: PreparedService, row: Row) -> MatchedService:
        service, outcome = item.service, row.outcome
        parts = self._points(item, outcome)
        return MatchedService(
            service_id=service.id,
            organiser=self._organiser(item),
            state=outcome.state,
            best_points=max(p.total for p in parts.values()) if parts else 0.0,
            points=parts,
            needs=tuple(parts) if self.needs else (),
            reasons=row.reasons,
            open=row.open,
            assessed=item.assessed,
            repairs=row.repairs,
            first_check=first_checks(item, outcome.state, self.duty),
            redirects=row.redirects,
            kind=service.kind,
            meant_for=outcome.meant_for,
        )

    def _points(self, item: PreparedService, outcome: Outcome) -> dict[str, Points]:
        terms, weights = item.terms, self.weights
        if not self.needs:
            terms = item.group_terms
            weights = {head: 1 for head in terms if head in self.weights}
        if terms.keys().isdisjoint(self.reach):
            return {}
        near, easy = nearness(item, self.wishes), ease(item, self.wishes)
        chosen = bool(self.needs)
        return points(terms, weights, outcome, near=near, easy=easy, chosen=chosen)

    def _organiser(self, item: PreparedService) -> ResolvedOrganiser:
        if item.organiser is not None:
            return item.organiser
        found = self._organisers.get(item.organiser_key)
        if found is None:
            ref = item.service.organiser
            scheme = self.profile.value("pension_scheme")
            found = resolve_organiser(
                ref,
                self.catalogue,
                municipality=self._home_for(ref),
                facts={"pension_scheme": scheme} if scheme else None,
            )
            self._organisers[item.organiser_key] = found
        return found

    def _home_for(self, ref: OrganiserRef) -> str | None:
        """Return the home municipality, or any of an area already known when that is enough."""
        home = self.profile.value("municipality")
        if home is None and ref.role in ("wellbeing_county", "employment_area"):
            homes = self.profile.known["municipality"]
            if self.profile.value(ref.role) and isinstance(homes, frozenset):
                return min(str(h) for h in homes)
        return home

    def _urgent_help(self) -> tuple[str, ...]:
        """Return the lines for acute danger when a crisis was told, the fitting ones first."""
        if CRISIS not in self.profile.needs:
            return ()
        lines = self.catalogue.urgent_help
        first = [line.id for line in lines if _CRISIS_DANGERS & set(line.dangers)]
        return (*first, *(line.id for line in lines if line.id not in first))
