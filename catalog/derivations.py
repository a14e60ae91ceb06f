"""What follows from what a person has told: narrowing facts until nothing changes.

Derivation only ever narrows. When two answers leave nothing possible, that is reported as a
contradiction and both answers stay as they were given: the person decides which one is wrong.
Simple implications are data (data/rules/derivations.yaml); the rest here is arithmetic with
areas, years and ages. Rules: matching.md section 3.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from catalog.areas import Areas
from catalog.condition_reader import Reader, Vocabulary
from catalog.conditions import Leaf, Node, Note, evaluate, resolve
from catalog.facts import FactDefinition
from catalog.knowledge import Knowledge, Span, Truth, judge, meeting, narrow
from catalog.params import Param
from catalog.problems import Problem
from catalog.text import LocalizedText
from catalog.yamlfile import YamlFile, as_list

# An ICF qualifier of 3 (severe) or 4 (complete) in some chapter of daily life.
MAJOR_DIFFICULTY = 3
Known = Mapping[str, Knowledge]


@dataclass(frozen=True)
class Derivation:
    """If one thing holds, so does another."""

    id: str
    condition: Node
    conclusion: Leaf


@dataclass(frozen=True)
class Contradiction:
    """Two facts whose answers cannot both be true, in words for the person."""

    facts: tuple[str, ...]
    say: LocalizedText


@dataclass(frozen=True)
class Ground:
    """What derivation needs besides the answers; `on` None leaves out what depends on the day."""

    facts: Mapping[str, FactDefinition]
    params: Mapping[str, Param]
    derivations: tuple[Derivation, ...]
    areas: Areas
    on: date | None


@dataclass(frozen=True)
class Conclusion:
    """A fact narrowed to what is possible because of another fact."""

    fact: str
    possible: Knowledge
    because: str
    say: LocalizedText | None = None


def load_derivations(
    file: YamlFile, words: Vocabulary
) -> tuple[tuple[Derivation, ...], list[Problem]]:
    """Read the implications of a file; faults are returned."""
    problems: list[Problem] = []
    found: list[Derivation] = []
    for i, raw in as_list(file.data):
        form = raw if isinstance(raw, dict) else {}
        name = str(form.get("id", f"record {i + 1}"))
        reader = Reader(words, file, name, reads_everything=True)
        condition = reader.read(form.get("if"), (i, "if"), Note())
        conclusion = reader.read(form.get("then"), (i, "then"), Note())
        problems += reader.problems
        if condition is None or conclusion is None:
            continue
        if not isinstance(conclusion, Leaf):
            problems.append(
                file.fault((i, "then"), name, "then must say one thing.", "Write one fact.")
            )
            continue
        found.append(Derivation(name, condition, conclusion))
    return tuple(found), problems


def derive(known: Known, ground: Ground) -> tuple[dict[str, Knowledge], tuple[Contradiction, ...]]:
    """Narrow what is known until nothing changes.

    Args:
        known: Every fact with what is possible of it.
        ground: Rules, areas and the day.

    Returns:
        The narrowed facts and the contradictions met, each once.
    """
    now = dict(known)
    clashes: dict[frozenset[str], Contradiction] = {}
    changed = True
    while changed:
        changed = False
        for step in _STEPS:
            for conclusion in step(now, ground):
                before = now[conclusion.fact]
                after = narrow(before, conclusion.possible)
                if after is None:
                    pair = frozenset((conclusion.because, conclusion.fact))
                    clashes.setdefault(pair, _contradiction(conclusion, ground))
                elif after != before:
                    now[conclusion.fact] = after
                    changed = True
    return now, tuple(clashes.values())


def _contradiction(found: Conclusion, ground: Ground) -> Contradiction:
    if found.say is None:
        first, second = ground.facts[found.because].text, ground.facts[found.fact].text
        say = LocalizedText(
            fi=f"Näissä vastauksissa on ristiriita: ”{first.fi}” ja ”{second.fi}”. Muuta toista.",
            sv=f"Dessa svar stämmer inte överens: ”{first.sv}” och ”{second.sv}”. Ändra det ena.",
            en=f"These answers disagree: “{first.en}” and “{second.en}”. Change one of them.",
        )
        return Contradiction((found.because, found.fact), say)
    return Contradiction((found.because, found.fact), found.say)


def _areas(known: Known, ground: Ground) -> Iterator[Conclusion]:
    homes = known["municipality"]
    places = ground.areas.municipalities
    if not isinstance(homes, frozenset):
        return
    for fact in ("wellbeing_county", "employment_area"):
        codes = known[fact]
        if len(homes) < len(places):
            possible = frozenset(getattr(places[str(home)], fact) for home in homes)
            yield Conclusion(fact, possible, "municipality")
        if isinstance(codes, frozenset) and codes != ground.facts[fact].domain:
            inside = frozenset(c for c, place in places.items() if getattr(place, fact) in codes)
            yield Conclusion("municipality", inside, fact)


def _years(known: Known, ground: Ground) -> Iterator[Conclusion]:
    """A birthday is or is not past this year: born 1980 means age 45 or 46 during 2026."""
    if ground.on is None:
        return
    year = ground.on.year
    for fact, other in (("age", "birth_year"), ("birth_year", "age")):
        if known[fact] != ground.facts[fact].domain:
            possible = tuple((year - hi - 1, year - lo) for lo, hi in _spans(known[fact]))
            yield Conclusion(other, tuple((max(lo, 0), hi) for lo, hi in possible), fact)


def _pension_age(known: Known, ground: Ground) -> Iterator[Conclusion]:
    fact, ages, years = "lowest_pension_age_reached", known["age"], _spans(known["birth_year"])
    if ground.on is None:
        return
    never = ground.params["pension_age_not_before"].on(ground.on)
    surely = ground.params["pension_age_surely_from"].on(ground.on)
    if never is not None and all(hi < never for _, hi in _spans(ages)):
        yield Conclusion(fact, frozenset({False}), "age")
    elif surely is not None and all(lo >= surely for lo, _ in _spans(ages)):
        yield Conclusion(fact, frozenset({True}), "age")
    elif len(years) == 1 and years[0][1] - years[0][0] <= 1:
        found = {
            _reached(year, _spans(ages), ground) for year in range(years[0][0], years[0][1] + 1)
        }
        answer = found.pop()
        if not found and answer is not None:
            yield Conclusion(fact, frozenset({answer}), "birth_year")


def _reached(year: int, ages: tuple[Span, ...], ground: Ground) -> bool | None:
    """Tell whether those born in a year have reached the lowest pension age; None if only some."""
    months = ground.params["lowest_pension_age"].months_for_year(year)
    if months is None or ground.on is None or not ages:
        return None
    born = _birthdays(year, ages, ground.on)
    if born is None:
        return None
    first, last = (_later(day, months) for day in born)
    if last <= ground.on:
        return True
    return False if first > ground.on else None


def _birthdays(year: int, ages: tuple[Span, ...], on: date) -> tuple[date, date] | None:
    oldest, youngest = ages[-1][1], ages[0][0]
    first = max(date(year, 1, 1), _later(on, -12 * (oldest + 1)) + timedelta(days=1))
    last = min(date(year, 12, 31), _later(on, -12 * youngest))
    return (first, last) if first <= last else None


def _later(day: date, months: int) -> date:
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    start = date(max(years, 1), month + 1, 1)
    end = (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return start.replace(day=min(day.day, end.day))


def _daily_life(known: Known, _ground: Ground) -> Iterator[Conclusion]:
    levels = known["daily_difficulty"]
    if not isinstance(levels, Mapping):
        return
    fact = "major_daily_difficulty"
    if any(spans[0][0] >= MAJOR_DIFFICULTY for spans in levels.values()):
        yield Conclusion(fact, frozenset({True}), "daily_difficulty")
    elif all(spans[-1][1] < MAJOR_DIFFICULTY for spans in levels.values()):
        yield Conclusion(fact, frozenset({False}), "daily_difficulty")


def _implications(known: Known, ground: Ground) -> Iterator[Conclusion]:
    on = ground.on or date.min

    def truth_of(leaf: Leaf) -> Truth:
        test = resolve(leaf, ground.facts, ground.params, on)
        return Truth.UNKNOWN if test is None else judge(test, known[leaf.fact])

    for rule in ground.derivations:
        judged = evaluate(rule.condition, truth_of)
        test = resolve(rule.conclusion, ground.facts, ground.params, on)
        if judged.truth is not Truth.YES or test is None:
            continue
        fact = rule.conclusion.fact
        cause = judged.leaves[0]
        possible = meeting(test, ground.facts[fact].domain)
        yield Conclusion(fact, possible, cause.fact, _both(cause, rule.conclusion))


def _both(cause: Leaf, conclusion: Leaf) -> LocalizedText:
    a, b = cause.note.say, conclusion.note.say
    return LocalizedText(
        fi=f"Näissä vastauksissa on ristiriita: {a.fi} Silloin: {b.fi} Muuta toista.",
        sv=f"Dessa svar stämmer inte överens: {a.sv} Då: {b.sv} Ändra det ena.",
        en=f"These answers disagree: {a.en} Then: {b.en} Change one of them.",
    )


def _spans(known: Knowledge) -> tuple[Span, ...]:
    return known if isinstance(known, tuple) else ()


_STEPS: tuple[Callable[[Known, Ground], Iterator[Conclusion]], ...] = (
    _areas, _years, _pension_age, _daily_life, _implications,
)  # fmt: skip
