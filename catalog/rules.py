"""Facts, dated parameters, shared conditions and the duty order, as one value.

Read from data/questions.yaml and data/rules/*.yaml by `load_rules`; `Rules.attach_conditions`
then reads the `when` of every service with those words.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from catalog.areas import Areas
from catalog.combination_rules import CombinationRules, load_combination
from catalog.condition_lint import (
    OLD_AFTER_DAYS,
    WARN_AFTER_DAYS,
    contradictions,
    is_old,
    oldest_check,
)
from catalog.condition_reader import Reader, Shared, Vocabulary
from catalog.conditions import Leaf, Node, Note
from catalog.derivations import Derivation, load_derivations
from catalog.descriptions import Descriptions, load_descriptions
from catalog.duty_rules import DutyOrder, load_duty
from catalog.facts import FactDefinition, load_facts
from catalog.knowledge import Knowledge
from catalog.model import Service
from catalog.params import Citation, Param, load_params
from catalog.problems import Problem
from catalog.records import Records, build_records
from catalog.taxonomy import Taxonomy, Term
from catalog.text import LocalizedText
from catalog.yamlfile import YamlFile, YamlPath


@dataclass(frozen=True)
class Rules:
    """Everything the matcher needs besides the records.

    Attributes:
        facts: Every fact that may be known of a person, in the order of questions.yaml.
        params: Dated parameters by name.
        redirects: Who may be responsible instead, by id, with a label.
        derivations: What follows from what, applied until nothing changes.
        duty: Who is to be checked before whom.
        described: Whom the descriptive fields of records mean.
        together: Which services exclude each other and which come first.
        words: The vocabulary conditions are read with.
        domains: What is possible of each fact while nothing is known.
    """

    facts: Mapping[str, FactDefinition]
    params: Mapping[str, Param]
    redirects: Mapping[str, LocalizedText]
    derivations: tuple[Derivation, ...]
    duty: DutyOrder
    words: Vocabulary
    domains: Mapping[str, Knowledge] = field(default_factory=dict)
    described: Descriptions = field(default_factory=Descriptions)
    together: CombinationRules = field(default_factory=CombinationRules)

    def question_text(self, fact: str, on: date) -> LocalizedText:
        """Return the question of a fact, with this day's amount in it when one is known."""
        definition = self.facts[fact]
        amount = self.params[definition.amount].on(on) if definition.amount else None
        if amount is None or definition.text_with_amount is None:
            return definition.text
        plain = f"{amount:,.2f}"  # 41,143.38
        # Finnish and Swedish write 41 143,38 with a space that does not break.
        nordic = plain.replace(",", "\u00a0").replace(".", ",")
        said = {
            lang: text.replace("{amount}", plain if lang == "en" else nordic)
            for lang, text in definition.text_with_amount.items()
        }
        return LocalizedText(**said)

    def attach_conditions(self, services: Records[Service], *, today: date) -> list[Problem]:
        """Replace `when` of every service by its tree and return the problems found.

        A condition with a fault becomes None; a catalogue with faults is never used.

        Args:
            services: Changed in place.
            today: Checks older than half a year are warned about.
        """
        problems: list[Problem] = []
        for key, service in list(services.items()):
            if service.when is None:
                continue
            file, at = services.places[key]
            tree, found = self._read_when(service, file, (*at, "when"), today)
            problems += found
            services[key] = replace(service, when=tree)
        return problems

    def _read_when(
        self, service: Service, file: YamlFile, at: YamlPath, today: date
    ) -> tuple[Node | None, list[Problem]]:
        cited = {
            source.key: Citation(source.url, source.title, source.section, source.fetched)
            for source in service.sources
            if source.key
        }
        reader = Reader(self.words, file, service.id, cited)
        default = Note(checked=service.verified_on.isoformat(), evidence=service.evidence)
        tree = reader.read(service.when, at, default)
        if tree is not None:
            reader.problems += self._lint(tree, service.id, file, at, today)
        return tree, reader.problems

    def _lint(
        self, tree: Node, key: str, file: YamlFile, at: YamlPath, today: date
    ) -> list[Problem]:
        def fault(pair: tuple[Leaf, Leaf]) -> Problem:
            say = " / ".join(f'"{leaf.note.say.fi}"' for leaf in pair)
            where = f"{key} › when › {pair[0].fact}"
            what = f"these criteria can never hold together: {say}."
            return file.fault(at, where, what, "Put them under any, or correct one.")

        problems = [fault(pair) for pair in contradictions(tree, self.facts, self.params, today)]
        oldest = oldest_check(tree)
        if oldest and is_old(oldest, today, WARN_AFTER_DAYS):
            age = "a year" if is_old(oldest, today, OLD_AFTER_DAYS) else "half a year"
            what = f"a criterion was last checked {oldest}, over {age} ago."
            mend = "Read the source again and renew checked or verified_on."
            old = file.fault(at, f"{key} › when", what, mend)
            problems.append(replace(old, is_warning=True))
        return problems


def load_rules(
    data: Path, read: Callable[[Path], YamlFile], taxonomy: Taxonomy, areas: Areas
) -> tuple[Rules, list[Problem]]:
    """Read the facts and every rule file; faults of form go to the files, others are returned."""
    questions = read(data / "questions.yaml")
    facts = load_facts(questions, taxonomy, areas)
    params, problems = load_params(read(data / "rules" / "params.yaml"))
    redirects = {role.id: role.label for role in taxonomy.roles.values()}
    terms = build_records(Term, read(data / "rules" / "redirects.yaml"))
    redirects |= {key: term.label for key, (term, _) in terms.items()}
    shared_file = read(data / "rules" / "conditions.yaml")
    named = shared_file.data if isinstance(shared_file.data, dict) else {}
    shared = {name: Shared(shared_file, raw, (name,)) for name, raw in named.items()}
    words = Vocabulary(facts, params, redirects, shared, area_codes(areas))
    for name, condition in shared.items():
        reader = Reader(words, shared_file, name, refs=(name,))
        reader.read(condition.raw, condition.at, Note())
        problems += reader.problems
    problems += _read_ask_when(facts, words, questions)
    derivations, found = load_derivations(read(data / "rules" / "derivations.yaml"), words)
    duty, more = load_duty(read(data / "rules" / "duty.yaml"), words)
    domains = {key: fact.domain for key, fact in facts.items()}
    described, faults = load_descriptions(read(data / "rules" / "meant_for.yaml"), words)
    together = load_combination(read(data / "rules" / "combination.yaml"))
    rules = Rules(facts, params, redirects, derivations, duty, words, domains, described, together)
    return rules, [*problems, *found, *more, *faults]


def area_codes(areas: Areas) -> dict[str, dict[str, frozenset[str]]]:
    """Return the municipality codes of every area, by kind of area and code, for `within`."""
    found: dict[str, dict[str, set[str]]] = {"wellbeing_county": {}, "employment_area": {}}
    for code, place in areas.municipalities.items():
        found["wellbeing_county"].setdefault(place.wellbeing_county, set()).add(code)
        found["employment_area"].setdefault(place.employment_area, set()).add(code)
    frozen = {
        kind: {code: frozenset(homes) for code, homes in by_code.items()}
        for kind, by_code in found.items()
    }
    return {**frozen, "municipality": {code: frozenset({code}) for code in areas.municipalities}}


def _read_ask_when(
    facts: dict[str, FactDefinition], words: Vocabulary, file: YamlFile
) -> list[Problem]:
    problems: list[Problem] = []
    for fact in list(facts.values()):
        if fact.ask_when is None:
            continue
        reader = Reader(words, file, fact.id)
        tree = reader.read(fact.ask_when, (fact.order, "ask_when"), Note())
        problems += reader.problems
        facts[fact.id] = replace(fact, ask_when=tree)
    return problems
