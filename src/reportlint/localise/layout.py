"""Equations over named cells -> a table: cells in one line, and totals of which parts.

Totals are read off the equations, not off the form: an equality of one cell with the
plain sum of several makes that cell their total. Knows no figure, so that one layout
serves every report under the same constraints.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from reportlint.localise.tableau import NONE, Equation
from reportlint.model.cell import CellAddress


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


class Layout(NamedTuple):
    """How the cells of a block hang together.

    ``rows`` and ``columns`` hold the line of each cell, ``touches`` its equations as a
    mask. ``totals`` are found by equation and ``total_at`` by cell; ``totals_of`` are
    the totals that a cell is a part of, ``above`` those that it is counted in through
    any number of steps, and ``leaves`` the cells that are no totals and are counted in it.
    """

    lines: tuple[Line, ...]
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    totals: dict[int, Total]
    total_at: dict[int, list[Total]]
    touches: tuple[int, ...]
    totals_of: tuple[tuple[Total, ...], ...]
    above: tuple[frozenset[int], ...]
    leaves: tuple[frozenset[int], ...]


def lay_out(
    addresses: Sequence[CellAddress],
    equations: Sequence[Equation],
    members: Sequence[tuple[int, ...]],
) -> Layout:
    """Lay a block out as rows, columns and totals; ``members`` are the cells of each equation."""
    rows: dict[tuple[str, str], list[int]] = {}
    columns: dict[tuple[str, str], list[int]] = {}
    for cell, (table, row, column) in enumerate(addresses):
        rows.setdefault((table, row), []).append(cell)
        columns.setdefault((table, column), []).append(cell)
    across = [Line(*key, True, tuple(cells)) for key, cells in rows.items()]
    down = [Line(*key, False, tuple(cells)) for key, cells in columns.items()]
    size = len(addresses)
    totals = {}
    total_at: dict[int, list[Total]] = {}
    touches = [0] * size
    totals_of: list[list[Total]] = [[] for _ in range(size)]
    for number, (one, cells) in enumerate(zip(equations, members, strict=True)):
        bit = 1 << number
        for cell in cells:
            touches[cell] |= bit
        total = _total(number, one, cells)
        if total is not None:
            totals[number] = total
            total_at.setdefault(total.cell, []).append(total)
            for part in total.parts:
                totals_of[part].append(total)
    return Layout(
        lines=(*across, *down),
        rows=_by_cell(across, size),
        columns=_by_cell(down, size),
        totals=totals,
        total_at=total_at,
        touches=tuple(touches),
        totals_of=tuple([tuple(found) for found in totals_of]),
        above=tuple([_above(totals_of, cell) for cell in range(size)]),
        leaves=tuple([_leaves(total_at, cell) for cell in range(size)]),
    )


def _total(number: int, one: Equation, cells: tuple[int, ...]) -> Total | None:
    if one.basic == NONE and one.weights is None and len(cells) > 2:
        for few in (one.plus, one.minus):
            if few.bit_count() == 1:
                at = few.bit_length() - 1
                return Total(at, tuple([cell for cell in cells if cell != at]), number)
    return None


def _above(totals_of: Sequence[Sequence[Total]], cell: int) -> frozenset[int]:
    found: set[int] = set()
    pending = [cell]
    while pending:
        for total in totals_of[pending.pop()]:
            if total.cell not in found:
                found.add(total.cell)
                pending.append(total.cell)
    return frozenset(found)


def _leaves(total_at: Mapping[int, Sequence[Total]], cell: int) -> frozenset[int]:
    found: set[int] = set()
    seen = {cell}
    pending = [cell]
    while pending:
        for total in total_at.get(pending.pop(), ()):
            for part in total.parts:
                if part not in total_at:
                    found.add(part)
                elif part not in seen:
                    seen.add(part)
                    pending.append(part)
    return frozenset(found)


def _by_cell(lines: list[Line], size: int) -> tuple[Line, ...]:
    found = [lines[0]] * size
    for line in lines:
        for cell in line.cells:
            found[cell] = line
    return tuple(found)
