"""The search engine of this product: arrays read from one generation of the index."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from catalog.catalogue import Catalogue
from catalog.model import Service
from catalog.problems import IndexUnavailable
from catalog.text import LANGUAGES, Language
from search import provider_text, snippets
from search.analysis import foreign
from search.analysis.tokens import normalise_text, tokenise
from search.explain import Explained, Part, Trace, note
from search.facets import FACETS, Facets, passing
from search.generation import BUILD_COMMAND
from search.names import Names
from search.parse import ParsedQuery, Parser
from search.places import Places
from search.postings import Postings, whys
from search.quotes import Quotes, spans
from search.ranking import OUR_WORD_IS_NAME, best_first, first_of
from search.repair import Repaired, Repairer
from search.request import MAX_QUERY_CHARS, MAX_STORY_CHARS, SearchRequest
from search.resources import Resources
from search.results import FacetValue, Hit, IndexInfo, NoResultsHelp, SearchResponse, Suggestion
from search.rings import WEIGHTS, Rings, ring_name
from search.scoring import (
    Ages,
    Docs,
    Mask,
    SaidIn,
    Scored,
    add_needs,
    add_to,
    named,
    score_text,
)  # fmt: skip
from search.spelling import Speller
from search.standing import Standing
from search.suggest import Suggester
from search.understand import Understander

_ELSEWHERE = 5  # number of the ring in ranking.RING_ORDER
_CHILD_FACTS = frozenset({"family.parent", "child_needs_support", "parent"})
_WORKING_AGES = (15, 67)  # of vocational services that tell no ages
_MOST_ALSO = 8  # the line "haettiin myös" must stay one line on a phone
_FINNISH_ORDER = str.maketrans({"å": "{", "ä": "|", "ö": "}"})  # after z, in this order


class LocalEngine:
    """A `SearchEngine`. Read-only after it was made, so any number of threads may ask.

    Attributes:
        data_version: The catalogue's content it was built from.
        info: What the index says of itself.
    """

    def __init__(
        self, catalogue: Catalogue, folder: Path, info: IndexInfo, resources: Resources
    ) -> None:
        self.data_version = info.data_version
        self.info = info
        self._catalogue = catalogue
        self._resources = resources
        self._postings = Postings(folder / "postings")
        missing = [i for i in self._postings.ids if i not in catalogue.services]
        if missing or self._postings.count != len(catalogue.services):
            raise IndexUnavailable(f"The index is of another catalogue. Run: {BUILD_COMMAND}")
        self._services: list[Service] = [catalogue.services[i] for i in self._postings.ids]
        analyser = resources.analyser
        lexicon = analyser.lexicon

        def lemmas(word: str) -> tuple[str, ...]:
            return analyser.analyse(word, "fi").lemmas

        places = Places(catalogue.areas, lemmas, lexicon.not_places)
        self._parser = Parser(
            analyser, self._postings, Understander(places, analyser),
            resources.synonyms, resources.needs,
        )  # fmt: skip
        speller = Speller(read_vocabulary(folder, self._postings, resources.entry_words))
        right = foreign.load(folder / "foreign.npy")
        self._repairer = Repairer(self._parser, speller, analyser, right)
        self._names = Names(self._services, analyser, catalogue.tombstones.values())
        self._facets = Facets(self._services, catalogue)
        self._rings = Rings(self._services, catalogue)
        self._snippets = snippets.Snippets(folder / "snippets.npz")
        self._providers = provider_text.load(folder)
        self._suggester = Suggester(self._services, catalogue)
        self._prepare_columns()

    def _prepare_columns(self) -> None:
        services = self._services
        self._stale = np.array([-s.verified_on.toordinal() for s in services], np.int64)
        first = [s.age.min if s.age and s.age.min is not None else 0 for s in services]
        last = [s.age.max if s.age and s.age.max is not None else 120 for s in services]
        self._ages = Ages(np.array(first, np.int64), np.array(last, np.int64))
        working = [s.age is None and s.sector == ("vocational",) for s in services]
        self._likely_ages = Ages(
            np.where(working, _WORKING_AGES[0], self._ages.first).astype(np.int64),
            np.where(working, _WORKING_AGES[1], self._ages.last).astype(np.int64),
        )
        self._standing = Standing(services)
        self._quotes = Quotes(services, self._catalogue, self._resources.analyser)
        primary: dict[str, Mask] = {}
        also: dict[str, Mask] = {}
        for doc, service in enumerate(services):
            for masks, ids in ((primary, service.needs.primary), (also, service.needs.also)):
                for need in ids:
                    masks.setdefault(need, np.zeros(len(services), bool))[doc] = True
        self._need_masks = primary, also
        self._nobody = np.zeros(len(services), bool)
        self._by_name: dict[Language, NDArray[np.int64]] = {}
        for lang in LANGUAGES:
            keys = [s.name.choose(lang).text.casefold().translate(_FINNISH_ORDER) for s in services]
            place = sorted(range(len(keys)), key=keys.__getitem__)
            self._by_name[lang] = np.argsort(np.array(place, np.int64))

    def search(self, request: SearchRequest) -> SearchResponse:
        """Answer a request; never fails because of what the words are."""
        text = normalise_text(request.q[: 4 * MAX_QUERY_CHARS])[:MAX_QUERY_CHARS]
        story = normalise_text((request.story or request.q)[:MAX_STORY_CHARS])
        request = replace(request, q=text, story=story)
        repaired = self._repairer.repair(text, request.lang)
        scored = self._scored(repaired.query, request)
        if repaired.corrected_to and not len(scored.docs):
            repaired = self._repairer.only_offered(text, request.lang, repaired)
            scored = self._scored(repaired.query, request)
        scored = self._quoted(text, scored)
        chosen = self._facets.chosen(request)
        told = scored.only(self._told(request, scored.docs))
        hits = told
        for mask in chosen.values():
            hits = hits.only(mask[hits.docs])
        facets = self._facets.counts(told.docs, chosen, request)
        help_for = None if len(hits.docs) else self._help(request, repaired, scored)
        return self._response(request, repaired, hits, facets, help_for)

    def explain(self, request: SearchRequest) -> Mapping[str, tuple[Part, ...]]:
        """Return for every found service how its score came about, step by step."""
        text = normalise_text(request.q)[:MAX_QUERY_CHARS]
        trace: Trace = []
        scored = self._scored(self._repairer.repair(text, request.lang).query, request, trace)
        return Explained(self._postings.ids, scored.docs, trace)

    def _quoted(self, text: str, scored: Scored) -> Scored:
        """Return only the records with the quoted words; all of them when no record has them."""
        if not spans(text):
            return scored
        best = scored.docs[np.argsort(-scored.scores, kind="stable")]
        holding = self._quotes.holding(text, best)
        held = scored if holding is None else scored.only(holding[scored.docs])
        return held if len(held.docs) else scored

    def suggest(self, text: str, lang: Language, limit: int = 8) -> tuple[Suggestion, ...]:
        """Complete what is being typed."""
        return self._suggester.complete(normalise_text(text[:MAX_QUERY_CHARS]), lang, limit)

    def _needs(self, need: str) -> tuple[Mask, Mask]:
        primary, also = self._need_masks
        return primary.get(need, self._nobody), also.get(need, self._nobody)

    def _scored(
        self, query: ParsedQuery, request: SearchRequest, trace: Trace | None = None
    ) -> Scored:
        """Score a query with everything that ranks and nothing that hides.

        `trace` is given what every step added or multiplied; only `explain` asks for it.
        """
        understood = query.understanding
        said = score_text(query, self._postings, self._needs, trace)
        scored = said.answers() if query.required else said.of(self._widened(query, said))
        called = self._names.boosts(query.text, query.words)
        boosts = called.added
        if boosts:
            scored = scored.joined(said.of(scored.missing(named(boosts))))
        self._weigh(scored, query, request.lang, boosts, trace)
        if query.required:
            lifts = self._standing.lifts(scored)
            missing = scored.missing(np.array(sorted(lifts), np.int64))
            if len(missing):
                kin = said.of(missing)
                self._weigh(kin, query, request.lang, boosts, trace)
                scored = scored.joined(kin)
            add_to(scored, lifts)
            note(trace, "kin of a leader", scored.docs, scored.scores)
        scored.by_name = called.by_name
        home = request.municipality or understood.municipality
        if home:
            scored.scores *= WEIGHTS[self._rings.of(home)[scored.docs]]
            note(trace, "place", scored.docs, scored.scores)
        ages = (request.age, request.age) if request.age is not None else understood.ages
        if ages:
            self._likely_ages.weigh(scored, ages)
            note(trace, "age", scored.docs, scored.scores)
        return scored

    def _weigh(
        self, scored: Scored, query: ParsedQuery, lang: Language, boosts: Mapping[int, float],
        trace: Trace | None,
    ) -> None:  # fmt: skip
        """Weigh what is known of each service itself against what was said."""
        understood, standing = query.understanding, self._standing
        note(trace, "share of the query it answers", scored.docs, scored.scores)
        add_needs(scored, query, self._needs)
        note(trace, "needs told", scored.docs, scored.scores)
        standing.weigh(scored, query.facts)
        standing.lower_other_language(scored, lang)
        if "disability" not in query.facts:
            standing.lower_second_line(scored)
        if understood.ages is None and not query.facts.keys() & _CHILD_FACTS:
            standing.lower_for_children(scored)
        asks = self._asks_for_money(query)
        if asks is not None:
            standing.weigh_money(scored, is_asked=asks)
        note(trace, "main, narrow or second-line service; allowance", scored.docs, scored.scores)
        for label in query.also:
            add_to(scored, dict.fromkeys(self._names.called(label), OUR_WORD_IS_NAME.value))
        note(trace, "our word is its name", scored.docs, scored.scores)
        add_to(scored, boosts)
        note(trace, "name or everyday phrase", scored.docs, scored.scores)

    def _widened(self, query: ParsedQuery, said: SaidIn) -> Docs:
        """Return what a query without ordinary words finds: everything, or those for an age."""
        kinds = {fact.kind for fact in query.understanding.facts}
        ages = query.understanding.ages
        found = said.docs[said.hits]
        if ages and "municipality" not in kinds:
            return np.union1d(found, np.flatnonzero(self._ages.made_for(ages)))
        if not query.groups or "municipality" in kinds:
            return np.arange(len(self._services))
        return found

    def _asks_for_money(self, query: ParsedQuery) -> bool | None:
        """Tell whether money is asked for; None when neither money nor help is."""
        lexicon = self._resources.analyser.lexicon
        forms = {form for word in query.words for forms in word.forms.values() for form in forms}
        if forms & lexicon.ask_money:
            return True
        return False if forms & lexicon.ask_help or query.facts or query.needs else None

    def _told(self, request: SearchRequest, docs: Docs) -> Mask:
        """Return which services are left by what the visitor told: home municipality and age."""
        mask = np.ones(len(docs), bool)
        if request.municipality:
            mask &= self._rings.of(request.municipality)[docs] != _ELSEWHERE
        if request.age is not None:
            mask &= self._ages.meets((request.age, request.age))[docs]
        return mask

    def _first(
        self, request: SearchRequest, query: ParsedQuery, hits: Scored, count: int
    ) -> NDArray[np.int64]:
        """Return where the first `count` hits stand, in the order asked for."""
        docs = hits.docs
        best, by_name = best_first(hits.scores), self._by_name[request.lang][docs]
        if request.sort == "checked":
            return first_of([self._stale[docs], by_name], count)
        home = request.municipality or query.understanding.municipality
        rings = self._rings.of(home)[docs] if home else np.zeros(len(docs), np.int8)
        if request.sort == "nearest" and home:
            return first_of([rings, best, by_name], count)
        if not query.required:  # browsing, or a place alone: the nearest first, then by name
            return first_of([best, rings, by_name], count)
        return first_of([best, self._stale[docs]], count)

    def _response(
        self,
        request: SearchRequest,
        repaired: Repaired,
        hits: Scored,
        facets: Mapping[str, tuple[FacetValue, ...]],
        help_for: NoResultsHelp | None,
    ) -> SearchResponse:
        query, total = repaired.query, len(hits.docs)
        per_page = max(1, request.per_page)
        last = max(1, -(-total // per_page))
        page = min(max(1, request.page), last)
        shown = self._first(request, query, hits, page * per_page)[(page - 1) * per_page :]
        return SearchResponse(
            request=replace(request, page=page, story=""),
            total=total,
            hits=self._hits(shown, request, query, hits),
            facets=facets,
            understood=query.understanding.facts,
            also_searched=query.also[:_MOST_ALSO],
            corrected_to=repaired.corrected_to,
            did_you_mean=repaired.did_you_mean,
            urgent_help=self._urgent_help(request.story, request.lang),
            no_results_help=help_for,
            data_version=self.data_version,
            needs=tuple(query.needs),
        )

    def _urgent_help(self, text: str, lang: Language) -> tuple[str, ...]:
        words = [token.text for token in tokenise(text)]  # all of them, however long the story
        return self._resources.dangers.help_for(words, self._catalogue, lang)

    def _hits(
        self, places: Docs, request: SearchRequest, query: ParsedQuery, found: Scored
    ) -> tuple[Hit, ...]:
        """Return the cards of some of the found services, given by their places among them."""
        clauses = [clause for group in query.groups for clause in group.clauses]
        asked = self._snippets.asked(
            ((c.lang, c.keys[0]) for c in clauses if len(c.keys) == 1),
            ((c.lang, key) for c in clauses if len(c.keys) > 1 for key in c.keys),
        )
        rings = self._rings.of(request.municipality or query.understanding.municipality)
        hits = []
        for doc, score, fields in zip(
            found.docs[places].tolist(),
            found.scores[places].tolist(),
            found.fields[places].tolist(),
            strict=True,
        ):
            service = self._services[doc]
            text, lang = service.summary.choose(request.lang)
            is_name = doc in found.by_name
            is_provider = not is_name and fields != 0 and whys(fields) == ("provider",)
            hits.append(
                Hit(
                    service.id,
                    round(score, 4),
                    _why(query, fields, is_name=is_name),
                    ring_name(int(rings[doc])),
                    self._snippets.parts(doc, lang, text, asked),
                    lang,
                    self._providers.get(service.id) if is_provider else None,
                )
            )
        return tuple(hits)

    def _help(self, request: SearchRequest, repaired: Repaired, scored: Scored) -> NoResultsHelp:
        """Find the one filter whose removal gives most, and words spelled like the unknown ones."""
        filters = [(name, value) for name in FACETS for value in getattr(request, name)]
        filters += [("municipality", request.municipality)] if request.municipality else []
        filters += [("age", str(request.age))] if request.age is not None else []
        counts = {each: self._count(scored, _without(request, *each)) for each in filters}
        best = max(filters, key=lambda each: counts[each], default=None)
        drop = (*best, counts[best]) if best and counts[best] else None
        return NoResultsHelp(drop, self._repairer.near_words(repaired.query))

    def _count(self, scored: Scored, request: SearchRequest) -> int:
        left = scored.docs[self._told(request, scored.docs)]
        return len(passing(left, self._facets.chosen(request).values()))


def read_vocabulary(
    folder: Path, postings: Postings, entry_words: tuple[str, ...]
) -> dict[str, int]:
    """Return the words a query may be repaired to, with the number of places they are in.

    Raises:
        OSError: The file is missing.
    """
    counts: dict[str, int] = {}
    for line in (folder / "surfaces.txt").read_text(encoding="utf-8").splitlines():
        word, _, number = line.rpartition(" ")
        counts[word] = int(number)
    for key, (start, end) in postings.rows["fi"].items():
        if key.isalpha():
            counts.setdefault(key, end - start)
    for word in entry_words:
        counts.setdefault(word, 1)
    return counts


def _why(query: ParsedQuery, fields: int, *, is_name: bool) -> tuple[str, ...]:
    found = whys(fields)
    if is_name and "name" not in found:
        found = ("name", *found)
    if found:
        return found
    if query.needs:
        return ("need",)
    return ("kin",) if query.required else ("browse",)


def _without(request: SearchRequest, name: str, value: str) -> SearchRequest:
    left: dict[str, Any] = {name: None}
    if name in FACETS:
        left[name] = tuple(each for each in getattr(request, name) if each != value)
    return replace(request, **left)
