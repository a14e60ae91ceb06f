"""The YAML of a condition to a tree, every fault with file and line (grammar: docs/editing.md).

The reader goes on after a fault, so that an editor sees all of them at once. A subtree with a fault
is left out of the result; a catalogue with faults is never used.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from catalog.condition_values import OPERATORS, ValueReader, operators_for
from catalog.conditions import CHANGES, KINDS, Group, Leaf, Node, Note, leaves_of, negated
from catalog.facts import FactDefinition
from catalog.params import Citation, Param
from catalog.problems import Problem, did_you_mean, nearest_of
from catalog.text import LANGUAGES, LocalizedText
from catalog.yamlfile import YamlFile, YamlPath

MAX_SAY_WORDS = 15  # one short plain sentence; docs/editing.md
_NODE_KEYS = ("all", "any", "not", "at_least", "ref", "fact")
_NOTE_KEYS = ("id", "say", "kind", "source", "checked", "evidence", "change", "redirect")
_SEE = 'See docs/editing.md, "Conditions".'
_TEXT: TypeAdapter[LocalizedText] = TypeAdapter(LocalizedText)
_CITATION: TypeAdapter[Citation] = TypeAdapter(Citation)


@dataclass(frozen=True)
class Shared:
    """A named condition that others refer to: where it stands in which file."""

    file: YamlFile
    raw: object
    at: YamlPath


@dataclass(frozen=True)
class Vocabulary:
    """Every word a condition may use.

    Attributes:
        redirects: Who may be named as responsible, with a label.
        shared: Named conditions of data/rules/conditions.yaml.
        areas: Municipality codes by kind of area and area code, for `within`.
    """

    facts: Mapping[str, FactDefinition]
    params: Mapping[str, Param]
    redirects: Mapping[str, LocalizedText]
    shared: Mapping[str, Shared]
    areas: Mapping[str, Mapping[str, frozenset[str]]]


@dataclass
class Reader:
    """Reads the conditions of one record.

    Attributes:
        record: Name for messages ("kela-kiila").
        sources: The record's sources by key.
        problems: Every fault found so far.
        refs: Names of the shared conditions being read, outermost first.
        reads_everything: True for derivations and descriptions, which never exclude: they may read
            papers and needs as well.
    """

    words: Vocabulary
    file: YamlFile
    record: str
    sources: Mapping[str, Citation] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    refs: tuple[str, ...] = ()
    reads_everything: bool = False

    def read(self, raw: object, at: YamlPath, inherited: Note) -> Node | None:
        """Read one node and all below it.

        Args:
            raw: Plain values as they came from the file.
            at: Path of the node in the file.
            inherited: Annotations of the nodes above.

        Returns:
            The tree, or None when the node has a fault.
        """
        if not isinstance(raw, dict):
            return self._fault(at, None, "a condition is not a group of fields.", _SEE)
        keys = [key for key in _NODE_KEYS if key in raw]
        is_leaf = "fact" in keys
        if is_leaf:
            keys = [k for k in keys if k == "fact" or k in ("all", "any", "not", "ref")]
        if len(keys) != 1:
            found = " and ".join(keys) or "none"
            return self._fault(
                at,
                None,
                f"a node needs exactly one of {', '.join(_NODE_KEYS)}; found {found}.",
                _SEE,
            )
        note = self._note(raw, at, inherited)
        if is_leaf:
            return self._leaf(raw, at, note)
        unknown = [k for k in raw if k not in (*keys, *_NOTE_KEYS)]
        for key in unknown:
            near = did_you_mean(nearest_of(key, (*_NODE_KEYS, *_NOTE_KEYS)))
            self._fault((*at, key), None, f'a node has no field "{key}".{near}', _SEE)
        if keys[0] == "ref":
            return self._ref(raw["ref"], at, note)
        return self._group(keys[0], raw[keys[0]], (*at, keys[0]), note)

    def _group(self, key: str, raw: object, at: YamlPath, note: Note) -> Node | None:
        plain = replace(note, say=LocalizedText(), id=None)
        if key == "not":
            child = self.read(raw, at, plain)
            return negated(child) if child else None
        need: object = 1
        if key == "at_least":
            form = raw if isinstance(raw, dict) else {}
            raw, need, at = form.get("of"), form.get("n"), (*at, "of")
        if not isinstance(raw, list) or not raw:
            return self._fault(at, None, f"{key} needs a list of conditions.", _SEE)
        if key == "all":
            need = len(raw)
        if isinstance(need, bool) or not isinstance(need, int) or not 1 <= need <= len(raw):
            return self._fault(
                (*at[:-1], "n"),
                None,
                f"at_least asks for {need} of {len(raw)} conditions.",
                f"Write n: 1 to {len(raw)}.",
            )
        children = [self.read(child, (*at, i), plain) for i, child in enumerate(raw)]
        whole = tuple(child for child in children if child is not None)
        return Group(need, whole, note) if len(whole) == len(children) else None

    def _ref(self, name: object, at: YamlPath, note: Note) -> Node | None:
        known = self.words.shared
        if not isinstance(name, str) or name not in known:
            near = did_you_mean(nearest_of(str(name), known))
            return self._fault(
                (*at, "ref"),
                None,
                f'no shared condition "{name}" in data/rules/conditions.yaml.{near}',
                "Correct it or add it there.",
            )
        if name in self.refs:
            path = " → ".join((*self.refs, name))
            return self._fault(
                (*at, "ref"),
                None,
                f"a condition refers to itself: {path}.",
                "Remove one of the refs.",
            )
        shared = known[name]
        # Its own faults are told once, where it is defined; the copy here only inherits.
        below = Reader(self.words, shared.file, name, self.sources, [], (*self.refs, name))
        tree = below.read(shared.raw, shared.at, replace(note, say=LocalizedText(), id=None))
        if self.refs:
            self.problems += [p for p in below.problems if "refers to itself" in p.what]
        if tree is not None:
            for leaf in leaves_of(tree):
                self._check_source(leaf.fact, (*at, "ref"), leaf.note)
        return tree

    def _leaf(self, raw: dict[str, Any], at: YamlPath, note: Note) -> Node | None:
        name = raw["fact"]
        fact = self.words.facts.get(name) if isinstance(name, str) else None
        if fact is None:
            near = did_you_mean(nearest_of(str(name), self.words.facts))
            what = f'no fact "{name}" in data/questions.yaml.{near}'
            return self._fault((*at, "fact"), str(name), what, "Correct the name.")
        self._check_leaf_notes(fact, at, note)
        given = [k for k in raw if k in OPERATORS]
        for key in raw:
            if key not in ("fact", *OPERATORS, *_NOTE_KEYS):
                near = did_you_mean(nearest_of(key, (*OPERATORS, *_NOTE_KEYS)))
                self._fault((*at, key), name, f'a condition has no field "{key}".{near}', _SEE)
        allowed = operators_for(fact)
        if len(given) != 1:
            return self._fault(
                at,
                name,
                f"a condition needs exactly one operator; found {len(given)}.",
                f"Use one of {', '.join(allowed)}.",
            )
        operator = given[0]
        if operator not in allowed:
            what = f'"{operator}" does not apply to {name}, a fact of kind {fact.kind}.'
            mend = f"Use one of {', '.join(allowed)}."
            return self._fault((*at, operator), name, what, mend)
        reader = ValueReader(self.words.params, self.words.areas)
        operand = reader.read(fact, operator, raw[operator])
        for what, mend in reader.faults:
            self._fault((*at, operator), name, what, mend)
        return None if reader.faults else Leaf(name, operator, operand, note)

    def _check_leaf_notes(self, fact: FactDefinition, at: YamlPath, note: Note) -> None:
        if self.reads_everything:
            pass
        elif fact.id == "documents":
            self._fault(
                (*at, "fact"),
                fact.id,
                "a paper stands in when, but a missing paper never excludes.",
                "Move it to requires.",
            )
        elif not fact.in_conditions:
            self._fault(
                (*at, "fact"),
                fact.id,
                "this fact only orders results; it never excludes.",
                "Remove the condition.",
            )
        if not note.say.fi:
            self._fault(
                at,
                fact.id,
                "the criterion has no Finnish sentence.",
                'Add say: {fi: "…"} in plain words.',
            )
        self._check_source(fact.id, at, note)

    def _check_source(self, fact: str, at: YamlPath, note: Note) -> None:
        if note.kind == "statute" and note.source is None:
            self._fault(
                at,
                fact,
                "a criterion from a statute has no source.",
                "Add source: with the key of one of the record's sources.",
            )

    def _note(self, raw: dict[str, Any], at: YamlPath, above: Note) -> Note:
        read: dict[str, Any] = {"say": LocalizedText(), "id": raw.get("id")}
        for key, allowed in (
            ("kind", KINDS),
            ("change", CHANGES),
            ("redirect", tuple(self.words.redirects)),
            ("evidence", ("A", "B", "C", "D")),
        ):
            if raw.get(key) is not None:
                read[key] = self._one_of(key, raw[key], allowed, at)
        if raw.get("checked") is not None:
            read["checked"] = str(raw["checked"])
        if raw.get("source") is not None:
            read["source"] = self._citation(raw["source"], (*at, "source"))
        if raw.get("say") is not None:
            read["say"] = self._say(raw["say"], (*at, "say"))
        return replace(above, **read)

    def _one_of(
        self, key: str, value: object, allowed: tuple[str, ...], at: YamlPath
    ) -> str | None:
        if value in allowed:
            return str(value)
        near = did_you_mean(nearest_of(str(value), allowed))
        home = "data/rules/redirects.yaml" if key == "redirect" else ", ".join(allowed)
        self._fault((*at, key), key, f'no {key} "{value}".{near}', f"Choose one of {home}.")
        return None

    def _citation(self, raw: object, at: YamlPath) -> Citation | None:
        if isinstance(raw, str):
            if raw in self.sources:
                return self.sources[raw]
            if raw.startswith(("https://", "http://")):
                return Citation(raw, raw)
            near = did_you_mean(nearest_of(raw, self.sources))
            self._fault(
                at,
                "source",
                f'no source of this record has the key "{raw}".{near}',
                "Add the key under sources or correct it.",
            )
            return None
        try:
            return _CITATION.validate_python(raw)
        except ValidationError:
            self._fault(at, "source", "the source is neither a key nor {url, title}.", _SEE)
            return None

    def _say(self, raw: object, at: YamlPath) -> LocalizedText:
        try:
            say = _TEXT.validate_python(raw)
        except ValidationError:
            self._fault(
                at,
                "say",
                "the sentence is not written by language.",
                'Write say: {fi: "…", sv: "…", en: "…"}.',
            )
            return LocalizedText()
        for lang in LANGUAGES:
            count = len((say.get(lang) or "").split())
            if count > MAX_SAY_WORDS:
                self._fault(
                    (*at, lang),
                    f"say › {lang}",
                    f"the sentence has {count} words; {MAX_SAY_WORDS} is the most.",
                    "Say it shorter, or as two criteria.",
                )
        return say

    def _fault(self, at: YamlPath, name: str | None, what: str, mend: str) -> Node | None:
        """Keep a fault; gives None so that a reader can return it at once."""
        where = " › ".join((self.record, *_section(at), *([name] if name else [])))
        self.problems.append(self.file.fault(at, where, what, mend))
        return None


def _section(at: YamlPath) -> Iterator[str]:
    # "when" for a service, "if" for a rule: the part of the record the condition stands in.
    for part in at[1:2]:
        if isinstance(part, str):
            yield part
