"""Equations over named cells -> a table: cells in one line, and totals of which parts.

Totals are read off the equations, not off the form: an equality of one cell with the
plain sum of several makes that cell their total. Knows no figure, so that one layout
serves every report under the same constraints.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from reportlint.localise.tableau import NONE, Equation, bits, coefficient, mask_of
from reportlint.model.cell import CellAddress


class Line(NamedTuple):
    """A row or a column of a table; ``cells`` in the order of the form.

    ``touches`` are the equations of all its cells, as a mask.
    """

    table: str
    id: str
    across: bool
    cells: tuple[int, ...]
    touches: int


class Total(NamedTuple):
    """A cell that is the sum of others by the equation of that number."""

    cell: int
    parts: tuple[int, ...]
    equation: int


class Follow(NamedTuple):
    """Cells that, each with its totals, show in the same equations when they are wrong.

    ``effect`` is by how much a rise of 1 tips which equation, and ``shown`` the mask of
    those that the cell itself does not stand in. ``leaves`` are the cells, each with 1, or
    with -1 where its rise tips the equations the other way.
    """

    effect: tuple[tuple[int, int], ...]
    shown: int
    leaves: tuple[tuple[int, int], ...]


class Layout(NamedTuple):
    """How the cells of a block hang together.

    ``rows`` and ``columns`` hold the line of each cell, ``touches`` its equations as a
    mask. ``totals`` are found by equation and ``total_at`` by cell; ``totals_of`` are
    the totals that a cell is a part of, ``above`` those that it is counted in through
    any number of steps. ``follows`` are the cells that are counted in totals and are
    none, by what tells when the totals follow them. ``sums`` and ``equalities`` are the
    masks of the equations that make totals, and of those that are no inequality.
    """

    lines: tuple[Line, ...]
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    totals: dict[int, Total]
    total_at: dict[int, list[Total]]
    touches: tuple[int, ...]
    totals_of: tuple[tuple[Total, ...], ...]
    above: tuple[frozenset[int], ...]
    follows: tuple[Follow, ...]
    sums: int
    equalities: int


def lay_out(
    addresses: Sequence[CellAddress],
    equations: Sequence[Equation],
    members: Sequence[tuple[int, ...]],
    touches: Sequence[int],
) -> Layout:
    """Lay a block out as rows, columns and totals.

    ``members`` are the cells of each equation, ``touches`` the equations of each cell.
    """
    rows: dict[tuple[str, str], list[int]] = {}
    columns: dict[tuple[str, str], list[int]] = {}
    for cell, (table, row, column) in enumerate(addresses):
        rows.setdefault((table, row), []).append(cell)
        columns.setdefault((table, column), []).append(cell)
    size = len(addresses)
    totals = {}
    total_at: dict[int, list[Total]] = {}
    totals_of: list[list[Total]] = [[] for _ in range(size)]
    for number, (one, cells) in enumerate(zip(equations, members, strict=True)):
        total = _total(number, one, cells)
        if total is not None:
            totals[number] = total
            total_at.setdefault(total.cell, []).append(total)
            for part in total.parts:
                totals_of[part].append(total)
    above = tuple([_above(totals_of, cell) for cell in range(size)])
    across = [_line(key, True, cells, touches) for key, cells in rows.items()]
    down = [_line(key, False, cells, touches) for key, cells in columns.items()]
    return Layout(
        lines=(*across, *down),
        rows=_by_cell(across, size),
        columns=_by_cell(down, size),
        totals=totals,
        total_at=total_at,
        touches=tuple(touches),
        totals_of=tuple([tuple(found) for found in totals_of]),
        above=above,
        follows=_follows(equations, touches, total_at, above),
        sums=mask_of(totals),
        equalities=mask_of([at for at, one in enumerate(equations) if one.basic == NONE]),
    )


def _line(key: tuple[str, str], across: bool, cells: Sequence[int], touches: Sequence[int]) -> Line:
    mask = 0
    for cell in cells:
        mask |= touches[cell]
    return Line(*key, across, tuple(cells), mask)


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


def _follows(
    equations: Sequence[Equation],
    touches: Sequence[int],
    total_at: Mapping[int, Sequence[Total]],
    above: Sequence[frozenset[int]],
) -> tuple[Follow, ...]:
    found: dict[tuple[tuple[tuple[int, int], ...], int], list[tuple[int, int]]] = {}
    for leaf, totals in enumerate(above):
        if not totals or leaf in total_at:
            continue
        chain, touched = 1 << leaf, touches[leaf]
        for cell in totals:
            chain |= 1 << cell
            touched |= touches[cell]
        told = [
            (number, slope)
            for number in bits(touched)
            if (slope := _slope(equations[number], chain))
        ]
        if told:
            sign = 1 if told[0][1] > 0 else -1
            shown = mask_of([number for number, _ in told]) & ~touches[leaf]
            effect = told if sign > 0 else [(number, -slope) for number, slope in told]
            found.setdefault((tuple(effect), shown), []).append((leaf, sign))
    return tuple([Follow(*key, tuple(leaves)) for key, leaves in found.items()])


def _slope(one: Equation, chain: int) -> int:
    """Return by how much an equation tips when every cell of a chain rises by 1."""
    if one.weights is None:
        return (one.plus & chain).bit_count() - (one.minus & chain).bit_count()
    return sum(coefficient(one, cell) for cell in bits((one.plus | one.minus) & chain))


def _by_cell(lines: list[Line], size: int) -> tuple[Line, ...]:
    found = [lines[0]] * size
    for line in lines:
        for cell in line.cells:
            found[cell] = line
    return tuple(found)
