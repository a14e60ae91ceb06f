"""Compounds a query writes otherwise than the records: taken apart, or put together.

"Polvileikkauskuntoutus" stands in no record, but its parts do; "työ kokeilu" stands in them as one
word.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from search.analysis.analyser import Analyser
from search.analysis.finnish import SUB_COMPOUND
from search.analysis.tokens import Token

_SHORTEST = 3  # a joined part shorter than this is a slip or an abbreviation


class Compounds:
    """Cuts and joins words of a query.

    Args:
        analyser: Reads words.
        is_known: Tells whether a dictionary form stands in a record or a table of words.
        is_ours: Tells whether a dictionary form has a meaning for us by itself.
    """

    def __init__(
        self, analyser: Analyser, is_known: Callable[[str], bool], is_ours: Callable[[str], bool]
    ) -> None:
        self._analyser = analyser
        self._is_known = is_known
        self._is_ours = is_ours

    def apart(self, tokens: Sequence[Token]) -> list[Token]:
        """Return the words with every compound that nobody wrote taken apart.

        Parts keep the place of the whole word in the query.
        """
        return [
            Token(part, token.start, token.end)
            for token in tokens
            for part in self.parts(token.text) or (token.text,)
        ]

    def parts(self, word: str) -> tuple[str, ...]:
        """Return the fewest known parts of an unknown compound, or nothing.

        One of them must have a meaning for us: "jalkapallo" is no leg with a ball.
        """
        analysis = self._analyser.analyse(word, "fi")
        if not analysis.compounds or any(self._is_known(lemma) for lemma in analysis.lemmas):
            return ()
        inner = {
            members: key
            for key, weight in analysis.keys if weight == SUB_COMPOUND
            for members in self._analyser.analyse(key, "fi").compounds
        }  # fmt: skip
        cuts = [tuple(self._cut(members, inner)) for members in analysis.compounds]
        known = [
            cut for cut in cuts
            if sum(map(self._is_known, cut)) >= min(2, len(cut)) and any(map(self._is_ours, cut))
        ]  # fmt: skip
        return min(known, key=len, default=())

    def _cut(self, members: tuple[str, ...], inner: dict[tuple[str, ...], str]) -> Iterator[str]:
        """Give the parts from the left, the longest known one first."""
        at = 0
        while at < len(members):
            for end in range(len(members), at + 1, -1):
                key = inner.get(members[at:end])
                if key and self._is_known(key):
                    yield key
                    at = end
                    break
            else:
                yield members[at]
                at += 1

    def together(self, tokens: Sequence[Token]) -> Iterator[tuple[tuple[int, int], str]]:
        """Give neighbours that records write as one word: their numbers and the dictionary form."""
        for number, (first, second) in enumerate(pairwise(tokens)):
            if min(len(first.text), len(second.text)) < _SHORTEST or first.end >= second.start + 1:
                continue
            if not (first.text + second.text).isalpha():
                continue
            for lemma in self._analyser.analyse(first.text + second.text, "fi").lemmas:
                if self._is_known(lemma):
                    yield (number, number + 1), lemma
                    break
