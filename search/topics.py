"""A page's text to topics by the same chain that reads queries: everyday words, needs, places.

A word in the title counts three times; the confidence of a topic is its share of the commonest one,
lowered when the text says little. A person decides what becomes of it.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from catalog.catalogue import Catalogue
from catalog.topics import Sure, Topics
from search.analysis.tokens import tokenise
from search.phrases import read_words
from search.places import Places
from search.resources import Resources

_TITLE = 3
_MOST_WORDS = 700  # the rest of a long page is details and footers
_MOST = 5
_ENOUGH = 3  # so many mentions make a topic as sure as it can be
_ORDINARY = frozenset({"kunta", "alue"})


class TopicReader:
    """Reads topics; one for a catalogue, safe to use again and again.

    Args:
        catalogue: Whose vocabularies and areas are meant.
        resources: The tables of words, as for searching.
    """

    def __init__(self, catalogue: Catalogue, resources: Resources) -> None:
        self._catalogue = catalogue
        self._resources = resources
        analyser = resources.analyser
        self._places = Places(
            catalogue.areas, lambda word: analyser.analyse(word, "fi").lemmas,
            analyser.lexicon.not_places,
        )  # fmt: skip
        self._sector_of: dict[str, Counter[str]] = {}
        for service in catalogue.services.values():
            for need in service.needs.primary:
                self._sector_of.setdefault(need, Counter()).update(service.sector[:1])

    def __call__(self, title: str, text: str) -> Topics:
        """Return the topics of a page."""
        facts: Counter[str] = Counter()
        for part, times in ((title, _TITLE), (text, 1)):
            for fact in self._facts(part):
                facts[fact] += times
        taxonomy = self._catalogue.taxonomy
        needs = Counter({key: n for key, n in facts.items() if key in taxonomy.needs})
        groups = Counter({key: n for key, n in facts.items() if key in taxonomy.condition_groups})
        return Topics(
            self._sectors(needs), _sure(needs), _sure(groups), *self._areas(f"{title}\n{text}")
        )

    def _facts(self, text: str) -> Iterator[str]:
        words = [token.text for token in tokenise(text.lower())][:_MOST_WORDS]
        read = read_words(words, self._resources.analyser)
        for found in self._resources.synonyms.find(read):
            yield from (target.fact for target in found.value if target.fact)
        for need in self._resources.needs.find(read):
            yield need.value

    def _sectors(self, needs: Counter[str]) -> Sure:
        """Guess the sector from the services that answer the same needs."""
        votes: Counter[str] = Counter()
        for need, times in needs.items():
            known = self._sector_of.get(need, Counter())
            for sector, count in known.items():
                votes[sector] += times * count
        whole = sum(votes.values())
        return tuple((key, round(n / whole, 2)) for key, n in votes.most_common(2)) if whole else ()

    def _areas(self, text: str) -> tuple[Sure, Sure]:
        areas = self._catalogue.areas
        low = " ".join(text.lower().split())
        counties = Counter(
            {
                code: low.count(name)
                for code, county in areas.wellbeing_counties.items()
                for name in (_stem(county.name.fi or ""), _stem(county.name.sv or ""))
                if len(name) > 6 and name in low
            }
        )
        towns: Counter[str] = Counter()
        for token in islice(tokenise(text), _MOST_WORDS):
            # A name of a place is written with a capital; "salo" in the middle is a wood.
            if text[token.start : token.start + 1].isupper() and token.text not in _ORDINARY:
                found = self._places.find(token.text)
                if found:
                    towns[found.code] += 1
        return _sure(towns), _sure(counties)


def _sure(counts: Counter[str]) -> Sure:
    top = max(counts.values(), default=0)
    common = counts.most_common(_MOST)
    return tuple(
        (key, round(n / top * min(1.0, n / _ENOUGH), 2)) for key, n in common if n * 2 >= top
    )


def _stem(name: str) -> str:
    """Return a county's name without the ends that inflection changes."""
    low = name.lower()
    return low.removesuffix("e") if low.endswith("alue") else low
