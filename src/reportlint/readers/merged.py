"""Rows of merged cells -> a grid in which every row has the same positions.

Tells tables of numbers from tables that lay out a page, too.
"""

from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

from reportlint.model.draft import Block, Grid, GridCell

MAX_POSITIONS = 200_000
"""More than the tables of a report have; a bound for spans that multiply."""

_WIDE = 100
"""A cell that claims to be wider means the whole width of its table."""


_FLOWING = 500
"""A cell with more characters is an article and no label."""


class Slot(NamedTuple):
    """A cell of a row and how many columns and rows it covers; None keeps columns free."""

    cell: GridCell | None
    columns: int = 1
    rows: int = 1


class Filled(NamedTuple):
    """A cell, with the paragraphs and grids that it holds."""

    slot: Slot
    blocks: list[Block]


Rows = tuple[tuple[GridCell | None, ...], ...]


def unroll(rows: Sequence[Sequence[Slot]], limit: int = MAX_POSITIONS) -> Rows | None:
    """Put every cell at all positions that it covers; where two overlap the first one stays.

    None: the table has more positions than the limit. Rows without any cell are left out.
    """
    full = max(
        (sum(slot.columns if slot.columns <= _WIDE else 1 for slot in row) for row in rows),
        default=0,
    )
    lines: list[dict[int, GridCell]] = []
    hanging: dict[int, tuple[GridCell, int]] = {}
    taken = 0
    for row in rows:
        line = {column: cell for column, (cell, _) in hanging.items()}
        hanging = {column: (cell, left - 1) for column, (cell, left) in hanging.items() if left > 1}
        column = 0
        for slot in row:
            while column in line:
                column += 1
            columns = slot.columns if slot.columns <= _WIDE else max(full - column, 1)
            if slot.cell is not None:
                for place in range(column, column + columns):
                    if line.setdefault(place, slot.cell) is slot.cell and slot.rows > 1:
                        hanging[place] = (slot.cell, slot.rows - 1)
            column += columns
            if taken + len(line) > limit:
                return None
        taken += len(line)
        lines.append(line)
    width = max((max(line) + 1 for line in lines if line), default=0)
    if width * len(lines) > limit:
        return None
    return even(lines, width)


def even(lines: Sequence[Mapping[int, GridCell]], width: int, slivers: Container[int] = ()) -> Rows:
    """Return the lines that have cells, each with the same positions.

    A column that only continues the one before it, in every row, is left out, and so is a
    sliver that only continues a neighbor: word processors draw them where borders do not
    quite meet.
    """
    rows = [line for line in lines if line]
    kept: list[int] = []
    for column in range(width):
        before = kept[-1] if kept else -1
        if kept and all(line.get(column) is line.get(before) for line in rows):
            continue
        if column in slivers and all(
            line.get(column) in (None, line.get(before), line.get(column + 1)) for line in rows
        ):
            continue
        kept.append(column)
    return tuple(tuple(line.get(column) for column in kept) for line in rows)


def lays_out(rows: Sequence[Sequence[Filled]]) -> bool:
    """Tell whether a table only arranges what it contains.

    It does when no row has two cells; when a table inside has at least as many cells; and
    when one of its few cells holds an article.
    """
    wide = sum(len(row) > 1 for row in rows)
    if not wide:
        return True
    cells = [cell for row in rows for cell in row]
    for cell in cells:
        for block in cell.blocks:
            if isinstance(block, Grid) and len(_different(block)) >= len(cells):
                return True
    return wide <= 2 and any(
        cell.slot.cell is not None and len(cell.slot.cell.text) > _FLOWING for cell in cells
    )


def _different(grid: Grid) -> set[int]:
    return {id(cell) for row in grid.rows for cell in row if cell is not None}
