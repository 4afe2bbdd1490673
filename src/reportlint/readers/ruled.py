"""Ruled lines and glyphs of a page -> tables.

A table is what lines enclose: lines that touch form a frame, and two squares of a frame
with no line between them are one cell. So a line that ends in the middle of a cell, as
careless drawing leaves it, divides nothing, and a frame that is open at a side, as tables
cut by the end of a page are, is closed there.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from reportlint.readers.glyphs import Glyph, is_slanted

SNAP = 3.0
"""Points within which lines are the same line, and ends of lines touch other lines."""

MAX_SQUARES = 20_000
MAX_LINES = 1_000

Box = tuple[float, float, float, float]


class Rule(NamedTuple):
    """A level or an upright line: where it stands, and from where to where it goes."""

    at: float
    start: float
    end: float


class Region(NamedTuple):
    """What lines enclose: a cell, its box and its glyphs."""

    box: Box
    glyphs: list[Glyph]


class Table(NamedTuple):
    """A table of a page.

    Shape: every row has the same number of positions; a merged region is the same object
    at every position that it covers; None stands where the table has no cell.
    """

    rows: tuple[tuple[Region | None, ...], ...]
    box: Box


class Tables(NamedTuple):
    """The tables of a page, the glyphs outside them, and whether there were too many lines."""

    tables: tuple[Table, ...]
    rest: tuple[Glyph, ...]
    too_many: bool


class _Frame(NamedTuple):
    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]

    @property
    def box(self) -> Box:
        xs = [x for rule in self.level for x in rule[1:]] + [rule.at for rule in self.upright]
        ys = [y for rule in self.upright for y in rule[1:]] + [rule.at for rule in self.level]
        return min(xs), min(ys), max(xs), max(ys)


def tables_of(lines: Sequence[Sequence[float]], glyphs: Sequence[Glyph]) -> Tables:
    """Find the tables of a page.

    Args:
        lines: The straight lines, each by its two corners.
        glyphs: The glyphs in the order of the document.
    """
    level = _merge([Rule(y0, x0, x1) for x0, y0, x1, y1 in lines if y0 == y1])
    upright = _merge([Rule(x0, y0, y1) for x0, y0, x1, y1 in lines if y0 != y1])
    if len(level) + len(upright) > MAX_LINES:
        return Tables((), tuple(glyphs), True)
    tables: list[Table] = []
    rest = list(glyphs)
    too_many = False
    # A frame inside a cell of another takes its glyphs first.
    for frame in sorted(_frames(level, upright), key=lambda frame: _area(frame.box)):
        xs = _positions([rule.at for rule in frame.upright], frame.box[0], frame.box[2])
        ys = _positions([rule.at for rule in frame.level], frame.box[1], frame.box[3])
        if (len(xs) - 1) * (len(ys) - 1) > MAX_SQUARES:
            too_many = True
            continue
        squares = _squares(frame, xs, ys)
        if len({number for row in squares for number in row}) < 2:
            continue  # a box around text is no table
        inside, rest = _split(rest, frame.box)
        if not any(not glyph.text.isspace() for glyph in inside):
            rest = rest + inside  # lines of a drawing
            continue
        tables.append(_table(frame, xs, ys, squares, inside))
    tables.sort(key=lambda table: (table.box[1], table.box[0]))
    return Tables(tuple(tables), tuple(rest), too_many)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _merge(rules: list[Rule]) -> list[Rule]:
    """Put together the pieces that a line is drawn of."""
    rows: list[tuple[float, list[Rule]]] = []
    for rule in sorted(rules):
        if rows and rule.at - rows[-1][0] <= SNAP:
            rows[-1][1].append(rule)
        else:
            rows.append((rule.at, [rule]))
    merged = []
    for _, row in rows:
        at = sum(rule.at for rule in row) / len(row)
        pieces = sorted((rule.start, rule.end) for rule in row)
        start, end = pieces[0]
        for left, right in pieces[1:]:
            if left - end > SNAP:
                merged.append(Rule(at, start, end))
                start, end = left, right
            end = max(end, right)
        merged.append(Rule(at, start, end))
    return [rule for rule in merged if rule.end - rule.start > 2 * SNAP]


def _frames(level: list[Rule], upright: list[Rule]) -> list[_Frame]:
    """Group the lines that touch."""
    parents = list(range(len(level) + len(upright)))
    for first, flat in enumerate(level):
        for second, tall in enumerate(upright, len(level)):
            if (
                flat.start - SNAP <= tall.at <= flat.end + SNAP
                and tall.start - SNAP <= flat.at <= tall.end + SNAP
            ):
                parents[_root(parents, first)] = _root(parents, second)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for number, rule in enumerate(level + upright):
        group = groups.setdefault(_root(parents, number), ([], []))
        group[number >= len(level)].append(rule)
    return [_Frame(tuple(flat), tuple(tall)) for flat, tall in groups.values() if flat and tall]


def _root(parents: list[int], number: int) -> int:
    while parents[number] != number:
        parents[number] = parents[parents[number]]
        number = parents[number]
    return number


def _positions(at: list[float], first: float, last: float) -> list[float]:
    """Return where lines stand along one side of a frame, its own ends among them."""
    found: list[float] = []
    for position in sorted([first, *at, last]):
        if not found or position - found[-1] > SNAP:
            found.append(position)
    return found


def _squares(frame: _Frame, xs: list[float], ys: list[float]) -> list[list[int]]:
    """Number the squares of a frame; squares with no line between them share a number."""
    width = len(xs) - 1
    parents = list(range(width * (len(ys) - 1)))
    walls = _walls(frame.upright, xs, ys)
    floors = _walls(frame.level, ys, xs)
    for row in range(len(ys) - 1):
        for column in range(width):
            here = row * width + column
            if column + 1 < width and (column + 1, row) not in walls:
                parents[_root(parents, here)] = _root(parents, here + 1)
            if row + 2 < len(ys) and (row + 1, column) not in floors:
                parents[_root(parents, here)] = _root(parents, here + width)
    return [
        [_root(parents, row * width + column) for column in range(width)]
        for row in range(len(ys) - 1)
    ]


def _walls(rules: Sequence[Rule], at: list[float], along: list[float]) -> set[tuple[int, int]]:
    """Return which stretches a line covers: the number of the line, that of the stretch."""
    found = set()
    for rule in rules:
        line = min(range(len(at)), key=lambda number: abs(at[number] - rule.at))
        for stretch in range(bisect_right(along, rule.start - SNAP) - 1, len(along) - 1):
            if stretch < 0:
                continue
            start, end = along[stretch], along[stretch + 1]
            if start > rule.end:
                break
            most = max(SNAP, (end - start) / 5)
            if rule.start <= start + most and rule.end >= end - most:
                found.add((line, stretch))
    return found


def _split(glyphs: Sequence[Glyph], box: Box) -> tuple[list[Glyph], list[Glyph]]:
    """Divide glyphs into those inside a box and the others."""
    inside: list[Glyph] = []
    rest: list[Glyph] = []
    left, top, right, bottom = box
    for glyph in glyphs:
        x, y = glyph.home
        within = left <= x <= right and top <= y <= bottom and not is_slanted(glyph)
        (inside if within else rest).append(glyph)
    return inside, rest


def _table(
    frame: _Frame, xs: list[float], ys: list[float], squares: list[list[int]], glyphs: list[Glyph]
) -> Table:
    boxes: dict[int, Box] = {}
    for y, row in enumerate(squares):
        for x, number in enumerate(row):
            left, top, right, bottom = boxes.get(number, (xs[x], ys[y], xs[x + 1], ys[y + 1]))
            boxes[number] = (
                min(left, xs[x]),
                min(top, ys[y]),
                max(right, xs[x + 1]),
                max(bottom, ys[y + 1]),
            )
    regions = {number: Region(box, []) for number, box in boxes.items()}
    for glyph, middle in _at(glyphs):
        column = min(max(bisect_right(xs, middle) - 1, 0), len(xs) - 2)
        line = min(max(bisect_right(ys, glyph.home[1]) - 1, 0), len(ys) - 2)
        regions[squares[line][column]].glyphs.append(glyph)
    outside = {number for number in _open(frame, squares, xs, ys) if not regions[number].glyphs}
    rows = [[None if number in outside else regions[number] for number in row] for row in squares]
    return Table(_distinct(rows), frame.box)


DIGITS = "0123456789.,"


def _at(glyphs: list[Glyph]) -> list[tuple[Glyph, float]]:
    """Return for each glyph where it counts as standing: digits of a number stand together.

    A number that is wider than its cell must not be divided between two cells.
    """
    found: list[tuple[Glyph, float]] = []
    number: list[Glyph] = []
    for glyph in [*glyphs, None]:
        if number and (glyph is None or not _continues(number[-1], glyph)):
            middle = (number[0].left + number[-1].right) / 2
            found += [(digit, middle) for digit in number]
            number = []
        if glyph is not None and glyph.text in DIGITS and glyph.angle == 0:
            number.append(glyph)
        elif glyph is not None:
            found.append((glyph, glyph.home[0]))
    return found


def _continues(digit: Glyph, glyph: Glyph) -> bool:
    return (
        glyph.text in DIGITS
        and abs(glyph.y - digit.y) < 0.3 * digit.size
        and -0.3 * digit.size < glyph.left - digit.right < 0.15 * digit.size
    )


def _open(frame: _Frame, squares: list[list[int]], xs: list[float], ys: list[float]) -> set[int]:
    """Return the numbers of the squares at the edge of a frame where no line closes them.

    A side without any line is open as a whole: the end of the page cut the table there.
    """
    walls = _walls(frame.upright, xs, ys)
    floors = _walls(frame.level, ys, xs)
    first_row, last_row = squares[0], squares[-1]
    sides = (
        (walls, 0, [row[0] for row in squares]),
        (walls, len(xs) - 1, [row[-1] for row in squares]),
        (floors, 0, first_row),
        (floors, len(ys) - 1, last_row),
    )
    found = set()
    for lines, line, numbers in sides:
        closed = [(line, stretch) in lines for stretch in range(len(numbers))]
        if any(closed):
            found |= {number for number, shut in zip(numbers, closed, strict=True) if not shut}
    return found


def _distinct(rows: list[list[Region | None]]) -> tuple[tuple[Region | None, ...], ...]:
    """Leave out rows and columns that a line which divides nothing made."""
    kept: list[list[Region | None]] = []
    for row in rows:
        if not kept or any(a is not b for a, b in zip(row, kept[-1], strict=True)):
            kept.append(row)
    columns = list(zip(*kept, strict=True))
    wide: list[tuple[Region | None, ...]] = []
    for column in columns:
        if not wide or any(a is not b for a, b in zip(column, wide[-1], strict=True)):
            wide.append(column)
    return tuple(zip(*wide, strict=True))
