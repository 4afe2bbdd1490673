"""Glyphs of a page -> lines of text -> paragraphs.

Knows where glyphs stand and how lines are set; knows neither tables nor a file format.
"""

import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple


class Glyph(NamedTuple):
    """One character on a page.

    Units: points from the upper left corner of the page; the angle in degrees, against
    the clock. ``home_x`` and ``home_y`` are given where the page clips the glyph.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    angle: int
    home_x: float | None = None
    home_y: float | None = None

    @property
    def home(self) -> tuple[float, float]:
        """Return the point that tells to which cell the glyph belongs."""
        if self.home_x is None or self.home_y is None:
            return self.x, self.y
        return self.home_x, self.home_y

    @property
    def x(self) -> float:
        """Return the middle of the glyph."""
        return (self.left + self.right) / 2

    @property
    def y(self) -> float:
        """Return the middle of the glyph."""
        return (self.top + self.bottom) / 2


class Line(NamedTuple):
    """A line of text and the box that it fills."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float

    @property
    def y(self) -> float:
        """Return the middle of the line."""
        return (self.top + self.bottom) / 2


class Column(NamedTuple):
    """How a document sets its text: margins, the step between two lines, the size of type."""

    left: float
    right: float
    step: float
    size: float


RADICALS = str.maketrans(
    "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳⼾",
    "母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟户",
)
"""Radicals that stand for characters: fonts share their glyphs, and a page that a browser
prints often names the radical. Unicode itself maps most of those of KangXi (from U+2F00 on)."""


def plain(text: str) -> str:
    """Return the characters that a glyph stands for, instead of radicals that look alike."""
    if not "\u2e80" <= text <= "\u2fdf":
        return text
    return unicodedata.normalize("NFKC", text.translate(RADICALS))


def text_of(glyphs: Sequence[Glyph]) -> str:
    """Return the text of a cell, its lines joined by line feeds."""
    found = []
    for group in by_angle(glyphs):
        columns = _columns(group)
        found += columns or [line.text for line in lines_of(group, wide=" ")]
    return "\n".join(found)


def by_angle(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Sort glyphs by the angle at which they stand, each group turned upright."""
    groups: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        groups.setdefault(_quarter(glyph.angle), []).append(glyph)
    return [[_upright(glyph, angle) for glyph in groups[angle]] for angle in sorted(groups)]


def is_slanted(glyph: Glyph) -> bool:
    """Tell whether a glyph stands at no right angle, as those of a watermark do."""
    return min(glyph.angle % 90, 90 - glyph.angle % 90) > 10


def _quarter(angle: int) -> int:
    return round(angle / 90) % 4 * 90


def _upright(glyph: Glyph, angle: int) -> Glyph:
    text, left, top, right, bottom, size, *_ = glyph
    match angle:
        case 90:
            return Glyph(text, -bottom, left, -top, right, size, 0)
        case 180:
            return Glyph(text, -right, -bottom, -left, -top, size, 0)
        case 270:
            return Glyph(text, top, -right, bottom, -left, size, 0)
        case _:
            return glyph


def _columns(glyphs: Sequence[Glyph]) -> list[str]:
    """Return the columns of Chinese text that is set from top to bottom, or nothing.

    Digits below each other are numbers of their own, never one number.
    """
    inked = [glyph for glyph in glyphs if not glyph.text.isspace()]
    down = across = 0
    for first, second in pairwise(inked):
        reach = max(first.size, second.size, 1)
        if abs(second.x - first.x) < reach / 2 and 0 < second.y - first.y < 2.5 * reach:
            down += 1
        elif abs(second.y - first.y) < reach / 2:
            across += 1
    if down < 2 or down <= 2 * across or not all(is_wide(glyph.text) for glyph in inked):
        return []
    columns: list[list[Glyph]] = []
    for glyph in inked:
        if columns and abs(columns[-1][-1].x - glyph.x) < max(glyph.size, 1) / 2:
            columns[-1].append(glyph)
        else:
            columns.append([glyph])
    return ["".join(glyph.text for glyph in column) for column in columns]


def is_wide(text: str) -> bool:
    """Tell whether a character is as wide as a Chinese one."""
    return unicodedata.east_asian_width(text[-1:] or " ") in {"W", "F", "A"}


def lines_of(glyphs: Iterable[Glyph], wide: str = "\t") -> list[Line]:
    """Return the lines of upright glyphs, from top to bottom.

    Args:
        glyphs: The glyphs, in any order.
        wide: What stands for a gap of more than two characters.
    """
    inked = [glyph for glyph in glyphs if not glyph.text.isspace()]
    spaces = [glyph for glyph in glyphs if glyph.text.isspace()]
    rows: list[list[Glyph]] = []
    heights: list[float] = []
    for glyph in sorted(inked, key=lambda glyph: (glyph.y, glyph.left)):
        reach = max(glyph.size, 1) / 2
        if rows and glyph.y - heights[-1] < reach:
            rows[-1].append(glyph)
            heights[-1] += (glyph.y - heights[-1]) / len(rows[-1])
        else:
            rows.append([glyph])
            heights.append(glyph.y)
    gaps: list[list[Glyph]] = [[] for _ in rows]
    for space in spaces if rows else ():
        near = min(bisect_left(heights, space.y), len(rows) - 1)
        if near and space.y - heights[near - 1] < heights[near] - space.y:
            near -= 1
        gaps[near].append(space)
    return [_line(row, gap, wide) for row, gap in zip(rows, gaps, strict=True)]


def _line(row: list[Glyph], spaces: list[Glyph], wide: str) -> Line:
    """Join the glyphs of a line, with a space wherever the page shows one."""
    row.sort(key=lambda glyph: glyph.left)
    blanks = sorted(space.x for space in spaces)
    passed = 0
    parts = [row[0].text]
    before = row[0]
    for glyph in row[1:]:
        size = max(min(before.size, glyph.size), 1)
        gap = glyph.left - before.right
        if glyph.text == before.text and glyph.left - before.left < 0.2 * size:
            continue  # printed twice to look bold
        near = 0.2 if not (is_wide(glyph.text) or is_wide(before.text)) else 0.7
        while passed < len(blanks) and blanks[passed] < before.x:
            passed += 1
        if gap > 2 * size:
            parts.append(wide)
        elif gap > near * size or (passed < len(blanks) and blanks[passed] < glyph.x):
            parts.append(" ")
        parts.append(glyph.text)
        before = glyph
    return Line(
        "".join(parts),
        row[0].left,
        min(glyph.top for glyph in row),
        max(glyph.right for glyph in row),
        max(glyph.bottom for glyph in row),
        median(glyph.size for glyph in row),
    )


def column_of(pages: Sequence[Sequence[Line]]) -> Column:
    """Return how a document sets its text, from the lines of its pages."""
    lines = [line for page in pages for line in page]
    if not lines:
        return Column(0, 0, 0, 0)
    starts = Counter(round(line.left / 3) for line in lines)
    left = max(starts, key=lambda start: (starts[start], -start)) * 3
    ends = sorted((line.right for line in lines), reverse=True)
    right = next((end for end, then in pairwise(ends) if end - then < 12), ends[0])
    steps = [
        below.y - line.y
        for page in pages
        for line, below in pairwise(page)
        if line.right > right - 2.5 * line.size and abs(below.left - left) < line.size / 2
    ]
    size = median(line.size for line in lines)
    step = median(steps) if steps else 1.8 * size
    return Column(left, right, max(step, 1), max(size, 1))


def goes_on(line: Line, below: Line, column: Column, *, same_page: bool = True) -> bool:
    """Tell whether a line goes on in the one below it."""
    size = max(line.size, 1)
    if "\t" in line.text or "\t" in below.text or abs(below.size - line.size) > 0.1 * size:
        return False
    if line.right < column.right - 2.5 * size:
        return False
    if not any(character.isalpha() for character in line.text + below.text):
        return False  # rows of numbers
    centered = _is_centered(line, column) and _is_centered(below, column)
    if below.left > column.left + 1.2 * size and not centered:
        return False
    step = 1.3 * column.step * max(1.0, size / column.size)
    return not same_page or 0 < below.y - line.y < step


def _is_centered(line: Line, column: Column) -> bool:
    """Tell whether a line, set larger than the text, stands in the middle of the page."""
    off = line.left + line.right - column.left - column.right
    return line.size > 1.1 * column.size and abs(off) < line.size


def join(text: str, more: str) -> str:
    """Join two lines: with a space only where neither side of the break is Chinese."""
    if is_wide(text[-1:]) or is_wide(more[:1]):
        return text + more
    return f"{text} {more}"
