"""Rows of merged cells -> a grid in which every row has the same positions."""

from collections.abc import Sequence
from typing import NamedTuple

from reportlint.model.draft import GridCell

MAX_POSITIONS = 200_000
"""More than the tables of a report have; a bound for spans that multiply."""

_WIDE = 100
"""A cell that claims to be wider means the whole width of its table."""


class Slot(NamedTuple):
    """A cell of a row and how many columns and rows it covers; None keeps columns free."""

    cell: GridCell | None
    columns: int = 1
    rows: int = 1


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
    return tuple(tuple(line.get(column) for column in range(width)) for line in lines if line)
