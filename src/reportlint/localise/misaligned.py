"""A scene that few single cells cannot repair -> ways in which its table may be out of line.

Rows that stand too high or too low, columns that stand too far to one side, two lines in
each other's place. What is proposed is tried on all equations like any other slip.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from reportlint.localise.layout import Line
from reportlint.localise.proposals import Proposal, is_row
from reportlint.localise.scene import Scene
from reportlint.localise.slips import Reading, charge
from reportlint.localise.tableau import bits, mask_of

_FEWEST_ROWS = 3
"""How many rows with figures must bear a shift of columns out."""

_STEPS = (1, -1, 2, -2, 3)
"""By how many rows a table may be shifted: too high (positive) or too low."""

_BORNE_OUT = 1000
"""What an equation is worth that holds in the other order only: hardly a coincidence."""

_LEFT_EMPTY = 300
"""What a row is worth that leaves the room of a figure that fell off."""


def shifted_tables(scene: Scene) -> Iterator[Proposal]:
    """Propose tables whose lower part stands some rows too high or too low.

    Whole rows move, so the sums across them hold. For a step, the last start comes first:
    the sums do not tell where within their parts a shift begins.
    """
    wrong = {
        scene.layout.rows[total.cell].table
        for total in scene.layout.totals.values()
        if scene.broken >> total.equation & 1 and is_row(scene, total)
    }
    down = [line for line in scene.layout.lines if not line.across and line.table not in wrong]
    for table in dict.fromkeys(line.table for line in down):
        stacks = [line.cells for line in down if line.table == table]
        height = len(stacks[0])
        if height > _FEWEST_ROWS and all(len(stack) == height for stack in stacks):
            for step in _STEPS:
                for start in reversed(range(height - abs(step))):
                    yield from _shifted_table(scene, stacks, start, step)


def _shifted_table(
    scene: Scene, stacks: Sequence[tuple[int, ...]], start: int, step: int
) -> Iterator[Proposal]:
    """Propose to move everything from one row on by ``step`` rows; a positive step is down.

    Rows that are too high leave the last rows empty, and the row that is missing between
    them is open. Rows that are too low follow an empty row; what fell off the end is open,
    but then something violated must be left to bear the shift out.
    """
    values = scene.block.values
    changes: dict[int, int] = {}
    given = 0
    for stack in stacks:
        part = stack[start:]
        empty = part[-step:] if step > 0 else part[:-step]
        if any(values[cell] for cell in empty):
            return
        for at, cell in enumerate(part):
            if 0 <= at - step < len(part):
                change = values[part[at - step]] - values[cell]
                if change:
                    changes[cell] = change
            elif abs(step) == 1 or step < 0:
                given |= 1 << cell
            elif values[cell]:
                changes[cell] = -values[cell]
    excused = 0
    for cell in bits(given):
        excused |= scene.layout.touches[cell]
    if len(changes) > 2 and scene.broken & ~excused:
        line = scene.layout.rows[stacks[0][start]]
        yield _proposal(scene, "shifted_table", changes, given, line, step, 1 / len(stacks[0]))


def out_of_line(scene: Scene) -> Iterator[Proposal]:
    """Propose that many lines of a table stand in the wrong place."""
    for table in dict.fromkeys(line.table for line in scene.layout.lines):
        rows = [line for line in scene.layout.lines if line.across and line.table == table]
        columns = [line for line in scene.layout.lines if not line.across and line.table == table]
        yield from _exchanged(scene, rows)
        yield from _exchanged(scene, columns)
        widths = {len(row.cells) for row in rows}
        if len(widths) == 1 and all(_total(scene, row) is not None for row in rows):
            yield from _turned(scene, rows)
            yield from _fallen_off(scene, rows)


def _exchanged(scene: Scene, lines: Sequence[Line]) -> Iterator[Proposal]:
    """Propose two lines in each other's place, where that touches all that is violated."""
    for one, other in combinations(lines, 2):
        if scene.broken & ~(one.touches | other.touches) or len(one.cells) != len(other.cells):
            continue
        changes = _moved(scene, zip(one.cells, other.cells, strict=True))
        changes |= _moved(scene, zip(other.cells, one.cells, strict=True))
        if len(changes) > 2:
            found = _proposal(scene, "exchanged_lines", changes, 0, one, other)
            yield _cheaper(found, _BORNE_OUT * scene.broken.bit_count())


def _turned(scene: Scene, rows: Sequence[Line]) -> Iterator[Proposal]:
    """Propose that from some row on the figures went around: the total stands in front, say."""
    width = len(rows[0].cells)
    for step in range(1, width):
        start = _first(scene, rows, step)
        if start is not None:
            changes: dict[int, int] = {}
            for row in rows[start:]:
                changes |= _moved(scene, zip(row.cells, _around(row, step), strict=True))
            by = step if step <= width // 2 else step - width
            found = _proposal(scene, "turned_columns", changes, 0, rows[start], by)
            yield _cheaper(found, _BORNE_OUT * scene.broken.bit_count())


def _fallen_off(scene: Scene, rows: Sequence[Line]) -> Iterator[Proposal]:
    """Propose that all figures stand one column aside, and those at one end fell off.

    These are open: they must be what their rows ask for.
    """
    values = scene.block.values
    used = [row for row in rows if any(values[cell] for cell in row.cells)]
    for by in (1, -1):
        if len(used) >= _FEWEST_ROWS and all(_leaves_room(scene, row, by) for row in used):
            changes: dict[int, int] = {}
            lost = 0
            for row in rows:
                cells = row.cells[::by]
                changes |= _moved(scene, pairwise(cells))
                lost |= 1 << cells[-1]
            found = _proposal(scene, "shifted_columns", changes, lost, rows[0], by)
            yield _cheaper(found, _LEFT_EMPTY * len(used))


def _around(row: Line, step: int) -> tuple[int, ...]:
    return (*row.cells[step:], *row.cells[:step])


def _moved(scene: Scene, pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return the changes that give cells the figures of others."""
    values = scene.block.values
    return {
        cell: values[source] - values[cell]
        for cell, source in pairs
        if values[source] != values[cell]
    }


def _first(scene: Scene, rows: Sequence[Line], step: int) -> int | None:
    """Return the row from which on all rows add up when turned; those above do as they stand."""
    start = len(rows)
    while start and _adds_up(scene, rows[start - 1], step):
        start -= 1
    while start < len(rows) and _adds_up(scene, rows[start], 0):
        start += 1
    turned = [row for row in rows[start:] if not _adds_up(scene, row, 0)]
    straight = all(_adds_up(scene, row, 0) for row in rows[:start])
    return start if straight and len(turned) >= _FEWEST_ROWS else None


def _adds_up(scene: Scene, row: Line, step: int) -> bool:
    """Tell whether the sum of a row holds when every figure moves ``step`` cells to the left."""
    values = scene.block.values
    sources = zip(row.cells, _around(row, step), strict=True)
    turned = {cell: values[source] for cell, source in sources}
    total = _total(scene, row)
    assert total is not None
    cell, parts = total
    return turned[cell] == sum(turned[part] for part in parts)


def _leaves_room(scene: Scene, row: Line, by: int) -> bool:
    """Tell whether a row looks as if its figures had moved by one, and one had fallen off.

    To the right, the first cell is empty and the last, which is a part there, is less than
    the rest; to the left, the last cell is empty and the one before it is their total.
    """
    figures = [scene.block.values[cell] for cell in row.cells]
    if by > 0:
        return not figures[0] and figures[-1] < sum(figures[1:-1])
    return not figures[-1] and figures[-2] >= sum(figures[:-2])


def _total(scene: Scene, row: Line) -> tuple[int, tuple[int, ...]] | None:
    """Return the last cell of a row and its parts, where it is the total of all others."""
    for total in scene.layout.total_at.get(row.cells[-1], ()):
        if set(total.parts) == set(row.cells[:-1]):
            return total.cell, total.parts
    return None


def _cheaper(found: Proposal, by: int) -> Proposal:
    return found._replace(reading=found.reading._replace(price=found.reading.price - by))


def _proposal(
    scene: Scene,
    kind: str,
    changes: dict[int, int],
    given: int,
    line: Line,
    other: Line | int,
    share: float = 0.5,
) -> Proposal:
    cells = tuple(sorted({*changes, *bits(given)}))
    reading = Reading(kind, cells, charge(scene, kind, share), line, other)
    return Proposal(reading, changes, given, mask_of(changes))
