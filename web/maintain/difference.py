"""Two texts side by side: which words went and which came; pure."""

import re
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

_WORD = re.compile(r"\s+|[^\s]+")
_LONGEST = 4000  # words; comparing takes the square of their number at worst


class Piece(NamedTuple):
    """A run of text: in both, only in the other one (`gone`), or only here (`new`)."""

    kind: Literal["same", "gone", "new"]
    text: str


def difference(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return both texts cut to pieces: the first with what goes, the second with what comes."""
    old, new = _WORD.findall(before)[:_LONGEST], _WORD.findall(after)[:_LONGEST]
    first: list[Piece] = []
    second: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            first.append(Piece("same", "".join(old[a:b])))
            second.append(Piece("same", "".join(new[c:d])))
            continue
        if b > a:
            first.append(Piece("gone", "".join(old[a:b])))
        if d > c:
            second.append(Piece("new", "".join(new[c:d])))
    return tuple(first), tuple(second)


def changed_lines(before: str, after: str) -> tuple[Piece, ...]:
    """Return the lines of a change of a record with one line of what is around, in order."""
    old, new = before.splitlines(), after.splitlines()
    pieces: list[Piece] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for group in matcher.get_grouped_opcodes(1):
        for tag, a, b, c, d in group:
            if tag == "equal":
                pieces += [Piece("same", line) for line in old[a:b]]
                continue
            pieces += [Piece("gone", line) for line in old[a:b]]
            pieces += [Piece("new", line) for line in new[c:d]]
    return tuple(pieces)
