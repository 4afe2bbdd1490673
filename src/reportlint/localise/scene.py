"""A block as a table: which cells stand in one line, and which are totals of which.

Totals are read off the equations, not off the form: an equality of one cell with the
plain sum of several makes that cell their total.
"""

from typing import NamedTuple

from reportlint.localise.system import Block
from reportlint.localise.tableau import NONE, bits
from reportlint.model.report import Report


class Line(NamedTuple):
    """A row or a column of a table; ``cells`` in the order of the form."""

    table: str
    id: str
    across: bool
    cells: tuple[int, ...]


class Total(NamedTuple):
    """A cell that is the sum of others by the equation of that number."""

    cell: int
    parts: tuple[int, ...]
    equation: int


class Scene(NamedTuple):
    """What is needed to recognize slips in a block.

    ``rows`` and ``columns`` hold the line of each cell; ``touches`` the equations of
    each cell as a mask over equations; ``weight`` is the number of cells that are not 0.
    """

    block: Block
    lines: tuple[Line, ...]
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    totals: tuple[Total, ...]
    totals_of: dict[int, tuple[Total, ...]]
    total_at: dict[int, tuple[Total, ...]]
    touches: tuple[int, ...]
    broken: int
    weight: int

    def beside(self, cell: int, other: int) -> bool:
        """Tell whether two cells are neighbors in a row or a column."""
        for line in (self.rows[cell], self.columns[cell]):
            if other in line.cells:
                return abs(line.cells.index(cell) - line.cells.index(other)) == 1
        return False

    def line_of(self, cell: int, other: int) -> Line | None:
        """Return the line that two cells share."""
        for line in (self.rows[cell], self.columns[cell]):
            if other in line.cells:
                return line
        return None

    def above(self, cell: int) -> frozenset[int]:
        """Return all totals that a cell is counted in, through any number of steps."""
        found: set[int] = set()
        pending = [cell]
        while pending:
            for total in self.totals_of.get(pending.pop(), ()):
                if total.cell not in found:
                    found.add(total.cell)
                    pending.append(total.cell)
        return frozenset(found)

    def leaves(self, cell: int) -> frozenset[int]:
        """Return all cells that are no totals and are counted in a total."""
        found: set[int] = set()
        pending = [cell]
        while pending:
            for total in self.total_at.get(pending.pop(), ()):
                for part in total.parts:
                    (pending.append if part in self.total_at else found.add)(part)
        return frozenset(found)


def survey(report: Report, block: Block) -> Scene:
    """Lay a block out as rows, columns and totals."""
    by_row: dict[tuple[str, str], list[int]] = {}
    by_column: dict[tuple[str, str], list[int]] = {}
    for cell, (table, row, column) in enumerate(block.addresses):
        by_row.setdefault((table, row), []).append(cell)
        by_column.setdefault((table, column), []).append(cell)
    rows = {key: Line(*key, True, tuple(cells)) for key, cells in by_row.items()}
    columns = {key: Line(*key, False, tuple(cells)) for key, cells in by_column.items()}
    totals = []
    touches = [0] * len(block.addresses)
    for number, one in enumerate(block.problem.equations):
        for cell in bits((one.plus | one.minus) & ((1 << block.problem.size) - 1)):
            touches[cell] |= 1 << number
        if one.basic != NONE or one.weights is not None:
            continue
        few, many = sorted((one.plus, one.minus), key=int.bit_count)
        if few.bit_count() == 1 and many.bit_count() > 1:
            totals.append(Total(few.bit_length() - 1, tuple(bits(many)), number))
    totals_of: dict[int, tuple[Total, ...]] = {}
    total_at: dict[int, tuple[Total, ...]] = {}
    for total in totals:
        total_at[total.cell] = (*total_at.get(total.cell, ()), total)
        for part in total.parts:
            totals_of[part] = (*totals_of.get(part, ()), total)
    return Scene(
        block=block,
        lines=(*rows.values(), *columns.values()),
        rows=tuple(rows[address.table, address.row] for address in block.addresses),
        columns=tuple(columns[address.table, address.column] for address in block.addresses),
        totals=tuple(totals),
        totals_of=totals_of,
        total_at=total_at,
        touches=tuple(touches),
        broken=sum(1 << number for number in block.violated),
        weight=sum(1 for value in block.values if value),
    )
