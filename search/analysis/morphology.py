"""Finnish word forms to lemmas and compound parts, by Voikko.

Two implementations of one small protocol: libvoikko (C++, seven times faster) when it and its
dictionary are on the machine, else pyvoikko, which pip installs. The pitfalls of both are mended
here, so that the chain sees only clean readings (measured in reference/search.md §1.3).
"""

import re
import threading
from functools import lru_cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any, NamedTuple, Protocol

_PERSON_CLASSES = frozenset({"etunimi", "sukunimi"})
# Below this libvoikko lemmatises "määriä" wrongly (NatLibFi/Annif issue 492).
_OLDEST_LIBVOIKKO = (4, 3)
_PAST = frozenset({"past_active", "past_passive"})
_OFTEN = re.compile(r"\[Lt\](?:\[I\w+\])*\[Xp\]([^[]+)\[X\][^[]*\[Xj\]\w*l[aä]\[X\][^[]*\[T")
_REMEMBERED = 20_000  # words asked for outside the chain; a few megabytes


class Part(NamedTuple):
    """A member of a compound: as written ("mielen") and in dictionary form ("mieli")."""

    form: str
    base: str


class Reading(NamedTuple):
    """One way to read a word form; `parts` is empty unless the word is a compound.

    `verb` is the dictionary form of the plain verb when the word is a past participle or says that
    something is done now and then: Voikko takes "hoitanut" as an adjective of its own, but "olen
    hoitanut" says the same as "hoidan", and "unohtelee" nearly the same as "unohtaa".
    """

    lemma: str
    parts: tuple[Part, ...] = ()
    is_person: bool = False
    verb: str = ""


class Morphology(Protocol):
    """What the chain needs of a Finnish analyser.

    `name` and `version` go into the index manifest: another analyser means another index.
    """

    name: str
    version: str

    def readings(self, word: str) -> tuple[Reading, ...]:
        """Return every reading of a lower-case word; empty when it is not known."""
        ...


class PyVoikko:
    """Voikko's dictionary run by kfst in Python (with its Rust part). Loads at the first word."""

    name = "pyvoikko"

    def __init__(self) -> None:
        self.version = version("pyvoikko")
        self._lock = threading.Lock()
        self._analyse: Any = None
        self._read = lru_cache(maxsize=_REMEMBERED)(self._ask)

    def readings(self, word: str) -> tuple[Reading, ...]:
        """Return every reading; the first call takes about a second to load the dictionary."""
        return self._read(word)

    def _ask(self, word: str) -> tuple[Reading, ...]:
        with self._lock:
            if self._analyse is None:
                self._analyse = import_module("pyvoikko").analyse
            found = self._analyse(word)
        return tuple(dict.fromkeys(self._reading(analysis) for analysis in found))

    @staticmethod
    def _reading(analysis: Any) -> Reading:
        person = analysis.CLASS in _PERSON_CLASSES
        members = analysis.COMPOUND_PARTS or ()
        if not members:
            reading = _from_marked(analysis.BASEFORM, is_person=person)
            return reading._replace(verb=verb_of(analysis.PARTICIPLE, analysis.FSTOUTPUT))
        parts = [Part(_clean(m.FORM), _clean(m.BASEFORM)) for m in members]
        head = parts[-1].base
        # pyvoikko puts adjective modifiers into dictionary form ("sairashoitaja").
        lemma = "".join(part.form for part in parts[:-1]) + head
        named = tuple(Part(p.form.strip("-"), p.base) for p in parts[:-1])
        return Reading(lemma, (*named, Part(head, head)), person)


class LibVoikko:
    """Voikko's own library; quicker and lighter, but its dictionary comes from the system."""

    name = "libvoikko"

    def __init__(self) -> None:
        library = import_module("libvoikko")
        self.version = str(library.Voikko.getVersion())
        numbers = tuple(int(n) for n in re.findall(r"\d+", self.version)[:2])
        if numbers < _OLDEST_LIBVOIKKO:
            raise ImportError(f"libvoikko {self.version} is older than 4.3")
        self._lock = threading.Lock()
        self._voikko = library.Voikko("fi")
        self._read = lru_cache(maxsize=_REMEMBERED)(self._ask)

    def readings(self, word: str) -> tuple[Reading, ...]:
        """Return every reading; safe to call from several threads."""
        return self._read(word)

    def _ask(self, word: str) -> tuple[Reading, ...]:
        with self._lock:
            found = self._voikko.analyze(word)
        return tuple(dict.fromkeys(read_wordbases(analysis) for analysis in found))


def read_wordbases(analysis: dict[str, str]) -> Reading:
    """Read libvoikko's form of an analysis: WORDBASES like "+mielen(mieli)+terve(terve)+ys(+ys)".

    A base with a plus is a suffix of the word before it: "terve" and "ys" are one part, "terveys".
    """
    person = analysis.get("CLASS") in _PERSON_CLASSES
    base = analysis.get("BASEFORM", "")
    pairs: list[tuple[str, str]] = []
    for form, of in re.findall(r"\+([^(+]+)\((\+?[^)+]+)\)", analysis.get("WORDBASES", "")):
        if of.startswith("+") and pairs:
            stem = pairs.pop()[0]
            pairs.append((stem + form, stem + of[1:]))
        else:
            pairs.append((form, of.lstrip("+")))
    parts = tuple(Part(_clean(form).strip("-"), _clean(of)) for form, of in pairs)
    if len(parts) < 2:
        verb = verb_of(analysis.get("PARTICIPLE"), analysis.get("FSTOUTPUT", ""))
        return _from_marked(base, is_person=person)._replace(verb=verb)
    return Reading(_clean(base), parts, person)


def verb_of(participle: str | None, transducer: str) -> str:
    """Return the plain verb of a past participle or of a frequentative verb, or "".

    Args:
        participle: Voikko's name of the form.
        transducer: Its raw output, "[Lt][Xp]hoitaa[X]hoita[Ll][Ru]n…"; a derived verb is told by
            its stem and ending: "[Xp]sairastaa[X]sairast[Xj]ua[X]u[Ll][Ru]n…" is sairastua.
    """
    often = _OFTEN.match(transducer)
    if often and participle is None:
        return _clean(often.group(1))
    if participle not in _PAST:
        return ""
    verb = transducer.replace("[Bm]", "").partition("[Ll][R")[0]
    told = re.fullmatch(r"\[Lt\](?:\[I\w+\])*\[Xp\]([^[]+)\[X\]([^[]*)(.*)", verb)
    if told is None:
        return ""
    base, stem, derived = told.groups()
    endings = re.findall(r"\[Xj\]([^[]*)\[X\]([^[]*)", derived)
    if not endings:
        return _clean(base)
    return _clean(stem + "".join(form for _, form in endings[:-1]) + endings[-1][0])


def _from_marked(base: str, *, is_person: bool) -> Reading:
    """Read a dictionary form in which "=" marks an inner border ("lyhyt=terapia")."""
    pieces = [piece for piece in base.lower().split("=") if piece.strip("-")]
    parts = tuple(Part(piece, piece) for piece in pieces) if len(pieces) > 1 else ()
    return Reading(_clean(base), parts, is_person)


def _clean(word: str) -> str:
    return word.replace("=", "").replace("--", "-").lower()


@lru_cache(maxsize=1)
def load_morphology() -> Morphology:
    """Return the best analyser of this machine; one for the whole process, for it is heavy.

    Raises:
        PackageNotFoundError: Not even pyvoikko is installed (it is a normal dependency).
    """
    try:
        return LibVoikko()
    except (ImportError, OSError, AttributeError, RuntimeError):
        return PyVoikko()


def installed_version(package: str) -> str:
    """Return the version of an installed package, or "none"."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"
