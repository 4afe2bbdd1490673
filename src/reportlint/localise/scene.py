"""A block with its layout and its figures: all that is needed to recognize slips in it."""

from collections.abc import Mapping
from typing import NamedTuple

from reportlint.localise.layout import Line, Total
from reportlint.localise.system import Block


class Scene(NamedTuple):
    """A block as a table.

    The fields from ``lines`` to ``leaves`` are those of its layout. ``broken`` is the
    mask of the violated equations, ``weight`` the number of cells that are not 0.
    """

    block: Block
    lines: tuple[Line, ...]
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    totals: Mapping[int, Total]
    total_at: Mapping[int, list[Total]]
    touches: tuple[int, ...]
    totals_of: tuple[tuple[Total, ...], ...]
    above: tuple[frozenset[int], ...]
    leaves: tuple[frozenset[int], ...]
    broken: int
    weight: int

    def line_of(self, cell: int, other: int) -> Line | None:
        """Return the line that two cells share."""
        if self.rows[cell] is self.rows[other]:
            return self.rows[cell]
        return self.columns[cell] if self.columns[cell] is self.columns[other] else None

    def sums_line(self, cell: int, line: Line) -> bool:
        """Tell whether a cell is the total of other cells of a line."""
        return any(line.cells.count(total.parts[0]) for total in self.total_at.get(cell, ()))


def survey(block: Block) -> Scene:
    """Join a block and its layout."""
    return Scene(
        block,
        *block.layout,
        broken=sum(1 << number for number in block.violated),
        weight=len(block.values) - block.values.count(0),
    )
