"""A block as a table: which cells stand in one line, and which are totals of which.

Totals are read off the equations, not off the form: an equality of one cell with the
plain sum of several makes that cell their total.
"""

from typing import NamedTuple

from reportlint.localise.system import Block
from reportlint.localise.tableau import NONE, bits


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
    each cell and ``broken`` the violated ones, as masks over equations; ``weight`` is
    the number of cells that are not 0.
    """

    block: Block
    lines: tuple[Line, ...]
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    totals: dict[int, Total]
    total_at: dict[int, list[Total]]
    touches: tuple[int, ...]
    broken: int
    weight: int

    def totals_of(self, cell: int) -> list[Total]:
        """Return the totals that a cell is a part of."""
        return [
            self.totals[number]
            for number in bits(self.touches[cell])
            if number in self.totals and self.totals[number].cell != cell
        ]

    def above(self, cell: int) -> frozenset[int]:
        """Return all totals that a cell is counted in, through any number of steps."""
        found: set[int] = set()
        pending = [cell]
        while pending:
            for total in self.totals_of(pending.pop()):
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
                    if part not in self.total_at:
                        found.add(part)
                    elif part not in pending:
                        pending.append(part)
        return frozenset(found)

    def line_of(self, cell: int, other: int) -> Line | None:
        """Return the line that two cells share."""
        if self.rows[cell] is self.rows[other]:
            return self.rows[cell]
        return self.columns[cell] if self.columns[cell] is self.columns[other] else None

    def sums_line(self, cell: int, line: Line) -> bool:
        """Tell whether a cell is the total of other cells of a line."""
        return any(line.cells.count(total.parts[0]) for total in self.total_at.get(cell, ()))


def survey(block: Block) -> Scene:
    """Lay a block out as rows, columns and totals."""
    rows: dict[tuple[str, str], list[int]] = {}
    columns: dict[tuple[str, str], list[int]] = {}
    for cell, (table, row, column) in enumerate(block.addresses):
        rows.setdefault((table, row), []).append(cell)
        columns.setdefault((table, column), []).append(cell)
    across = [Line(*key, True, tuple(cells)) for key, cells in rows.items()]
    down = [Line(*key, False, tuple(cells)) for key, cells in columns.items()]
    totals = {}
    total_at: dict[int, list[Total]] = {}
    touches = [0] * len(block.addresses)
    for number, cells in enumerate(block.members):
        bit = 1 << number
        for cell in cells:
            touches[cell] |= bit
        one = block.problem.equations[number]
        if one.basic == NONE and one.weights is None and len(cells) > 2:
            for few in (one.plus, one.minus):
                if few.bit_count() == 1:
                    at = few.bit_length() - 1
                    parts = tuple(cell for cell in cells if cell != at)
                    totals[number] = Total(at, parts, number)
                    total_at.setdefault(at, []).append(totals[number])
    return Scene(
        block=block,
        lines=(*across, *down),
        rows=_by_cell(across, len(touches)),
        columns=_by_cell(down, len(touches)),
        totals=totals,
        total_at=total_at,
        touches=tuple(touches),
        broken=sum(1 << number for number in block.violated),
        weight=len(touches) - block.values.count(0),
    )


def _by_cell(lines: list[Line], size: int) -> tuple[Line, ...]:
    found = [lines[0]] * size
    for line in lines:
        for cell in line.cells:
            found[cell] = line
    return tuple(found)
