"""Small pictures that inform: boxes on a path, as inline SVG from text, with the text beside them.

Drawn top down so that the text stays readable at 320 px. Colours and lines are classes of
pages.css; sizes are presentation attributes, as the content policy forbids styles.
"""

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_LINE_HEIGHT = 21
_CHARACTERS = 36  # of 15 px text in a box 300 px wide; Finnish letters are about 8 px
_HEAD_CHARACTERS = 32  # the same in bold
_MOST_LINES = 3
_PADDING = 12
_GAP = 26
WIDTH = 320


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text at a height."""

    y: int
    text: str
    is_head: bool


@dataclass(frozen=True, slots=True)
class Box:
    """A box of the figure: its place, its lines and the language of its text when foreign."""

    y: int
    height: int
    lines: tuple[Line, ...]
    lang: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A path of boxes.

    Attributes:
        height: Of the drawing, in its own units (`WIDTH` wide).
        said: The whole figure as one text, for those who do not see it.
        arrows: Heights at which an arrow to the next box begins.
        is_path: Boxes follow each other; otherwise they only belong together, without arrow heads.
    """

    height: int
    boxes: tuple[Box, ...]
    said: str
    arrows: tuple[int, ...]
    is_path: bool = True


def figure(parts: Iterable[tuple[str, str, str]], *, is_path: bool = True) -> Figure:
    """Return the figure of (heading, text, foreign language or "") from the top down."""
    given = list(parts)
    boxes, y = [], 1
    for head, text, lang in given:
        heads = _wrapped(head, _HEAD_CHARACTERS)
        lines = [*heads, *_wrapped(text, _CHARACTERS)]
        height = 2 * _PADDING + _LINE_HEIGHT * len(lines) - 4
        baseline = y + _PADDING + 13
        boxes.append(Box(y, height, _placed(lines, len(heads), baseline), lang))
        y += height + _GAP
    said = (" → " if is_path else ". ").join(f"{head}: {text}" for head, text, _ in given)
    arrows = tuple(box.y + box.height for box in boxes[:-1])
    return Figure(y - _GAP + 1, tuple(boxes), said, arrows, is_path)


def _placed(lines: Sequence[str], heads: int, baseline: int) -> tuple[Line, ...]:
    return tuple(Line(baseline + n * _LINE_HEIGHT, text, n < heads) for n, text in enumerate(lines))


def _wrapped(text: str, characters: int) -> list[str]:
    lines = textwrap.wrap(text, characters, max_lines=_MOST_LINES, placeholder=" …")
    return lines or [text]
