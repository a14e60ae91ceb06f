"""A query's text to groups: what was said, how a record may say it, what was understood."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from catalog.text import LANGUAGES, Language
from search.analysis.analyser import Analyser
from search.analysis.finnish import PART
from search.analysis.tokens import Token, tokenise
from search.compounds import Compounds
from search.documents import form_code
from search.phrases import Found, PhraseTable, Word, read_words
from search.postings import Postings
from search.query import Clause, Group, is_empty, word_clauses
from search.quotes import spans
from search.ranking import ALL_PARTS, FILLER, OTHER_LANGUAGE
from search.schema import CODE_PREFIX
from search.synonyms import Targets, fact_target
from search.understand import AGES_MEAN, Understander, Understanding

T = TypeVar("T")
MAX_WORDS = (
    24  # a longer text is a story: its first words are searched, or a request would take long
)


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query, read.

    Attributes:
        text: As it is searched (after repairs).
        tokens: Its words.
        words: The same, prepared for phrases.
        groups: What to score.
        needs: Ids of needs found in the words, with the words that said it.
        facts: Ids of what the words mean (see `meanings`), with the words that said it.
        also: Labels of what is searched beside the visitor's words.
    """

    text: str
    tokens: tuple[Token, ...]
    words: tuple[Word, ...]
    understanding: Understanding
    groups: tuple[Group, ...]
    needs: Mapping[str, str]
    facts: Mapping[str, str]
    also: tuple[str, ...]

    @property
    def required(self) -> tuple[Group, ...]:
        """The groups a record should hold."""
        return tuple(group for group in self.groups if group.is_required)

    @property
    def is_ours(self) -> bool:
        """Whether a word shows that the query is about what the catalogue is about."""
        return bool(self.facts or self.needs or self.also) or any(
            clause.origin == "code" for group in self.groups for clause in group.clauses
        )


class Parser:
    """Reads queries against one index: only what it holds can be a form's code or a language."""

    def __init__(
        self,
        analyser: Analyser,
        postings: Postings,
        understander: Understander,
        synonyms: PhraseTable[Targets],
        needs: PhraseTable[str],
    ) -> None:
        self._analyser = analyser
        self._postings = postings
        self._understander = understander
        self._synonyms = synonyms
        self._needs = needs
        self._compounds = Compounds(
            analyser, self._is_known, lambda lemma: synonyms.stands_alone(lemma, "fi")
        )

    def _is_known(self, lemma: str) -> bool:
        """Tell whether a dictionary form stands in a record or in the table of everyday words."""
        return self._postings.has(lemma, "fi") or self._synonyms.begins(lemma, "fi")

    def tokens(self, text: str) -> tuple[Token, ...]:
        """Return the words of a query, at most `MAX_WORDS`."""
        return tuple(tokenise(text))[:MAX_WORDS]

    def parse(self, text: str, lang: Language) -> ParsedQuery:
        """Read a query in normal form (see `tokens.normalise_text`)."""
        tokens = tuple(self._compounds.apart(self.tokens(text)))[:MAX_WORDS]
        words = read_words([token.text for token in tokens], self._analyser)
        understanding = self._understander.read(tokens, text, lang)
        codes, free = self._codes(tokens, understanding)
        quoted = spans(text)
        synonyms = _outside(self._synonyms.find_near(words), tokens, quoted)
        needs = _outside(self._needs.find_near(words), tokens, quoted)
        builder = _Groups(tokens, words, understanding, self._analyser)
        builder.weights = self._languages(tokens, free, lang)
        builder.add_joined(self._joined(tokens))
        builder.add_phrases(synonyms, needs)
        builder.add_words(free, synonyms, needs)
        builder.add_ages(understanding.ages)
        builder.finish()
        return ParsedQuery(
            text, tokens, tuple(words), understanding, (*codes, *builder.groups),
            {each.value: " ".join(tokens[n].text for n in each.words) for each in needs},
            builder.facts, tuple(dict.fromkeys(builder.also)),
        )  # fmt: skip

    def _joined(
        self, tokens: Sequence[Token]
    ) -> Iterator[tuple[tuple[int, ...], str, list[Found[Targets]]]]:
        """Give neighbours that are one word elsewhere: numbers, dictionary form, what it means."""
        for numbers, lemma in self._compounds.together(tokens):
            word = read_words(["".join(tokens[n].text for n in numbers)], self._analyser)
            meanings = [Found(each.value, numbers) for each in self._synonyms.find(word)]
            yield numbers, lemma, meanings

    def meets(self, token: Token) -> bool:
        """Tell whether a word of a query means anything here; only others are repaired."""
        text = token.text
        if not text.isalpha() or is_empty(token.text, self._analyser):
            return True
        for lang in LANGUAGES:
            keys = self._analyser.analyse(text, lang).keys
            if any(w > PART and self._postings.has(key, lang) for key, w in keys):
                return True
        if self._compounds.parts(text):
            return True
        words = read_words([text], self._analyser)
        facts = self._understander.read((token,), text, "fi").facts
        return bool(facts or self._synonyms.find(words))

    def _codes(
        self, tokens: Sequence[Token], understanding: Understanding
    ) -> tuple[list[Group], list[int]]:
        """Take out codes of forms ("KU132", "KU 132"); return their groups and the words left."""
        groups: list[Group] = []
        free: list[int] = []
        at = 0
        while at < len(tokens):
            for width in (2, 1):
                taken = tokens[at : at + width]
                key = CODE_PREFIX + form_code("".join(token.text for token in taken)).replace(
                    "-", ""
                )
                if len(taken) == width and self._postings.has(key, "fi"):
                    said = " ".join(token.text for token in taken)
                    groups.append(Group(said, (Clause((key,), "fi", 1.0, "code"),)))
                    at += width
                    break
            else:
                if at not in understanding.empty_words:
                    free.append(at)
                at += 1
        return groups, free

    def _languages(
        self, tokens: Sequence[Token], free: Sequence[int], page: Language
    ) -> dict[Language, float]:
        """Weigh the languages: the page's, and those that know most of the words, count fully.

        A query is rarely longer than three words, so this only tells which index fields speak its
        language; nothing is decided for good.
        """
        told = dict.fromkeys(LANGUAGES, 0)
        for number in free:
            text = tokens[number].text
            for lang in LANGUAGES:
                keys = self._analyser.analyse(text, lang).keys
                is_known = any(w > PART and self._postings.has(key, lang) for key, w in keys)
                told[lang] += is_known or (lang == "fi" and self._analyser.is_plain_finnish(text))
        most = max(told.values())
        full = {lang for lang, count in told.items() if count == most} or {page}
        return {lang: 1.0 if lang in full else OTHER_LANGUAGE.value for lang in LANGUAGES}


def _outside(
    found: Sequence[Found[T]], tokens: Sequence[Token], quoted: Sequence[tuple[int, int]]
) -> list[Found[T]]:
    """Leave out phrases that stand in quotation marks: those words mean themselves."""
    return [
        each for each in found
        if not any(start <= tokens[n].start < end for n in each.words for start, end in quoted)
    ]  # fmt: skip


class _Groups:
    """Collects the groups of one query."""

    def __init__(
        self,
        tokens: Sequence[Token],
        words: Sequence[Word],
        understanding: Understanding,
        analyser: Analyser,
    ) -> None:
        self.groups: list[Group] = []
        self.also: list[str] = []
        self.facts: dict[str, str] = {}
        self.weights: Mapping[Language, float] = {}
        self._tokens = tokens
        self._words = words
        self._understood = understanding.words
        self._analyser = analyser
        self._in_phrase: set[int] = set()
        self._weak: list[Group] = []
        self._theme: list[Group] = []

    def add_joined(
        self, joined: Iterable[tuple[tuple[int, ...], str, Sequence[Found[Targets]]]]
    ) -> None:
        """Add a group for neighbours that the records or the everyday words write as one word."""
        for numbers, lemma, meanings in joined:
            clauses = [clause for each in meanings for clause in self._clauses(each)]
            own = Clause((lemma,), "fi", 1.0)
            self.groups.append(Group(self._said(numbers), (own, *_without_own(clauses, (own,)))))
            self._in_phrase |= set(numbers)

    def add_phrases(self, synonyms: Sequence[Found[Targets]], needs: Sequence[Found[str]]) -> None:
        """Add a group for every phrase of several words; its words then only add to the score."""
        by_words: dict[tuple[int, ...], tuple[list[Clause], set[str]]] = {}
        for each in _said_once(synonyms):
            if len(each.words) > 1:
                clauses, _ = by_words.setdefault(each.words, ([], set()))
                clauses += self._clauses(each)
        for need in needs:
            if len(need.words) > 1:
                by_words.setdefault(need.words, ([], set()))[1].add(need.value)
        for numbers, (clauses, ids) in by_words.items():
            own = self._together(numbers)
            self.groups.append(Group(self._said(numbers), (*own, *clauses), needs=frozenset(ids)))
            self._in_phrase |= set(numbers)

    def _said(self, numbers: Iterable[int]) -> str:
        return " ".join(self._tokens[number].text for number in numbers)

    def _clauses(self, found: Found[Targets], told: frozenset[str] = frozenset()) -> list[Clause]:
        """Return the clauses of what a phrase stands for, and remember what is to be told."""
        clauses: list[Clause] = []
        for target in found.value:
            clauses += target.clauses
            if target.fact:
                self.facts.setdefault(target.fact, self._said(found.words))
            elif target.label not in told:
                self.also.append(target.label)
        return clauses

    def add_words(
        self, free: Sequence[int], synonyms: Sequence[Found[Targets]], needs: Sequence[Found[str]]
    ) -> None:
        """Add a group for every word with content, with its synonyms and the need it names."""
        for number in free:
            token = self._tokens[number]
            found = [each for each in synonyms if each.words == (number,)]
            if is_empty(token.text, self._analyser) and not found:
                continue
            own = tuple(word_clauses(token, self._analyser, self._weights_of(token)))
            told = frozenset(key for clause in own for key in clause.keys) | {token.text}
            added = [clause for each in found for clause in self._clauses(each, told)]
            ids = frozenset(need.value for need in needs if need.words == (number,))
            group = Group(token.text, (*own, *_without_own(added, own)), needs=ids)
            is_number = token.text.isdecimal() and len(free) > 1  # "olen 55 ja selkä on kipeä"
            lexicon = self._analyser.lexicon
            if not ids and self._is_of(lexicon.theme, number):
                self._theme.append(group)
                continue
            if not found and not ids and self._is_of(lexicon.weak, number):
                self._weak.append(_weaker(group))
                continue
            is_told = number in self._understood and not found
            if number in self._in_phrase or is_told or is_number:
                group = replace(group, is_required=False)
            self.groups.append(group)

    def _weights_of(self, token: Token) -> Mapping[Language, float]:
        """Weigh the languages for one word.

        A Finnish word is not read as one of a language that the query does not speak: "halvat
        lennot" is no Swedish "halv pension".
        """
        if not self._analyser.is_plain_finnish(token.text):
            return self.weights
        return {lang: w if lang == "fi" or w == 1.0 else 0.0 for lang, w in self.weights.items()}

    def add_ages(self, ages: tuple[int, int] | None) -> None:
        """Let an age mean the situation of those who have it."""
        for fact, (first, last) in AGES_MEAN.items():
            if ages and (self.groups or self._weak) and first <= ages[0] and ages[1] <= last:
                self.facts.setdefault(fact, "")
                clauses = fact_target(fact).clauses
                self.groups.append(Group(fact, clauses, is_required=False))

    def finish(self) -> None:
        """Add what everything is about and the words of asking; required when nothing else is."""
        is_all = not any(group.is_required for group in self.groups)
        self.groups += self._theme if is_all else map(_weaker, self._theme)
        alone = not self.groups
        self.groups += [replace(group, is_required=alone) for group in self._weak]

    def _is_of(self, words: frozenset[str], number: int) -> bool:
        forms = self._words[number].forms
        return self._tokens[number].text in words or bool(forms["fi"] and forms["fi"] <= words)

    def _together(self, numbers: Sequence[int]) -> list[Clause]:
        """Give the clause that a record has all content words of a phrase."""
        lemmas = [self._analyser.analyse(self._tokens[n].text, "fi").lemmas for n in numbers]
        keys = tuple(each[0] for each in lemmas if each)
        return [Clause(keys, "fi", ALL_PARTS.value)] if keys else []


def _said_once(found: Sequence[Found[Targets]]) -> list[Found[Targets]]:
    """Join phrases of several words that stand for the same: said twice, it is still one thing."""
    joined: dict[Targets, set[int]] = {}
    for each in found:
        if len(each.words) > 1:
            joined.setdefault(each.value, set()).update(each.words)
    return [Found(value, tuple(sorted(words))) for value, words in joined.items()]


def _weaker(group: Group) -> Group:
    """Let a group only add to the score, and little."""
    clauses = tuple(replace(each, weight=each.weight * FILLER.value) for each in group.clauses)
    return replace(group, clauses=clauses, is_required=False)


def _without_own(added: Sequence[Clause], own: Sequence[Clause]) -> list[Clause]:
    """Leave out targets that are the visitor's own word: it counts already."""
    told = {(clause.keys, clause.lang) for clause in own if clause.origin == "word"}
    return [clause for clause in dict.fromkeys(added) if (clause.keys, clause.lang) not in told]
