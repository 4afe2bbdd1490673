"""Judged constraints + report -> blocks: independent linear systems in whole numbers.

Two constraints are in one block when a chain of shared cells connects them. Only
blocks with a violated constraint are built. Cells are numbered in the order of the
form and equations sorted by their cells, so nothing depends on the order of the rules.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from reportlint.localise.search import Problem
from reportlint.localise.tableau import NONE, Bounds, Equation, bits, equation
from reportlint.model.cell import YEAR, CellAddress, Number
from reportlint.model.report import Report
from reportlint.model.rule import Constraint

_Key = tuple[str, tuple[tuple[str, str], ...]]
"""The code and the scope of a constraint, which together name it."""


class Block(NamedTuple):
    """One connected block of constraints with at least one violation.

    Units: ``values`` are the present values (blank: 0) times ``scale``, a power of ten
    that makes every value whole. ``constraints`` stand in the order of the problem's
    equations, ``members`` are the cells of each, ``violated`` the numbers of those that
    do not hold.
    """

    addresses: tuple[CellAddress, ...]
    values: tuple[int, ...]
    scale: int
    blank: int
    problem: Problem
    constraints: tuple[Constraint, ...]
    members: tuple[tuple[int, ...], ...]
    violated: tuple[int, ...]


class _Linear(NamedTuple):
    """A constraint as coefficients of cells and a constant: their sum is compared with 0.

    ``mask`` has the bits of the cells.
    """

    constraint: Constraint
    terms: tuple[tuple[int, Number], ...]
    constant: Number
    mask: int


def blocks(
    report: Report, judged: Sequence[Constraint], violated: Sequence[Constraint]
) -> tuple[Block, ...]:
    """Build the blocks of violated constraints, in the order of the form."""
    if not violated:
        return ()
    positions = {address: index for index, address in enumerate(report.cells)}
    lines = [_linear(report, positions, one) for one in judged]
    broken = {(one.rule.code, one.scope) for one in violated}
    addresses = tuple(report.cells)
    return tuple(
        _block(report, addresses, group, broken)
        for group in _connected(lines)
        if any((line.constraint.rule.code, line.constraint.scope) in broken for line in group)
    )


def _linear(report: Report, positions: dict[CellAddress, int], constraint: Constraint) -> _Linear:
    """Bring everything to the left side; the year is a number that nobody corrects."""
    sums: dict[int, Number] = {}
    constant: Number = constraint.left.constant - constraint.right.constant
    for side, sign in ((constraint.left, 1), (constraint.right, -1)):
        for coefficient, cell in side.terms:
            if cell == YEAR:
                constant += sign * coefficient * (report.year or 0)
            else:
                index = positions[cell]
                sums[index] = sums.get(index, 0) + sign * coefficient
    terms = tuple(sorted([(cell, value) for cell, value in sums.items() if value]))
    mask = 0
    for index, _ in terms:
        mask |= 1 << index
    return _Linear(constraint, terms, constant, mask)


def _connected(lines: Sequence[_Linear]) -> list[list[_Linear]]:
    """Group constraints that a chain of shared cells connects, in the order of the cells."""
    groups: list[tuple[int, list[_Linear]]] = []
    for line in lines:
        mask, members = line.mask, [line]
        apart = []
        for other, group in groups:
            if other & mask:
                mask |= other
                members = group + members
            else:
                apart.append((other, group))
        groups = [*apart, (mask, members)]
    groups.sort(key=lambda item: item[0] & -item[0])
    return [sorted(group, key=_order) for mask, group in groups if mask]


def _block(
    report: Report,
    addresses: Sequence[CellAddress],
    group: Sequence[_Linear],
    broken: set[_Key],
) -> Block:
    mask = 0
    for line in group:
        mask |= line.mask
    cells = tuple(bits(mask))
    numbers = {cell: index for index, cell in enumerate(cells)}
    local = tuple(addresses[cell] for cell in cells)
    present = [report.cells[address].value or 0 for address in local]
    scale = _power(present)
    values = tuple(int(value * scale) for value in present)
    equations: list[Equation] = []
    floors, steps, rests = _limits(report, local, values, scale)
    size = len(cells)
    for line in group:
        one, floor = _equation(line, numbers, values, scale, len(floors))
        equations.append(one)
        if floor is not None:
            floors.append(floor)
    falling = forced = blank = 0
    for index, bound in enumerate(floors):
        if bound is None or bound < 0:
            falling |= 1 << index
        if index < size and ((bound or 0) > 0 or rests[index]):
            forced |= 1 << index
    for index, address in enumerate(local):
        if report.cells[address].value is None:
            blank |= 1 << index
    problem = Problem(
        size=size,
        equations=tuple(equations),
        bounds=Bounds(tuple(floors), falling),
        fixed=0,
        forced=forced,
        steps=steps,
        rests=rests,
    )
    return Block(
        addresses=local,
        values=values,
        scale=scale,
        blank=blank,
        problem=problem,
        constraints=tuple(line.constraint for line in group),
        members=tuple(tuple(numbers[cell] for cell, _ in line.terms) for line in group),
        violated=tuple(
            number
            for number, line in enumerate(group)
            if (line.constraint.rule.code, line.constraint.scope) in broken
        ),
    )


def _limits(
    report: Report, addresses: Sequence[CellAddress], values: Sequence[int], scale: int
) -> tuple[list[int | None], tuple[int, ...], tuple[int, ...]]:
    """Return what the form allows: lowest change, unit and rest of every cell."""
    kinds = {}
    floors: list[int | None] = []
    steps = []
    rests = []
    for address, value in zip(addresses, values, strict=True):
        place = address.table, address.column
        if place not in kinds:
            table = report.form.table(address.table)
            column = table.column(address.column) if table else None
            kinds[place] = (
                (column is not None and column.signed),
                (column is None or column.number == "count"),
            )
        signed, counted = kinds[place]
        floors.append(None if signed else -value)
        steps.append(scale if counted else 0)
        rests.append(value % scale if counted else 0)
    return floors, tuple(steps), tuple(rests)


def _equation(
    line: _Linear, numbers: dict[int, int], values: Sequence[int], scale: int, slack: int
) -> tuple[Equation, int | None]:
    """Write a constraint over changes; an inequality gets a slack and its lowest change."""
    factor = _power([value for _, value in line.terms])
    factor *= _power([line.constant * scale * factor])
    terms = {numbers[cell]: int(value * factor) for cell, value in line.terms}
    gap = int(line.constant * scale * factor)
    for cell, value in terms.items():
        gap += value * values[cell]
    relation = line.constraint.relation
    if relation == "==":
        return equation(terms, -gap, NONE), None
    # left - right + slack = 0 for <=, left - right - slack = 0 for >=; the slack is
    # what is missing now, so that the equation over changes has no right side.
    sign = 1 if relation == "<=" else -1
    terms[slack] = sign
    return equation(terms, 0, slack), sign * gap


def _power(numbers: Iterable[Number]) -> int:
    """Return the power of ten that makes all numbers whole."""
    digits = 0
    for number in numbers:
        if isinstance(number, Decimal):
            exponent = number.normalize().as_tuple().exponent
            assert isinstance(exponent, int)
            digits = max(digits, -exponent)
    return int(10**digits)


def _order(line: _Linear) -> tuple[tuple[tuple[int, Number], ...], str, Number, _Key]:
    constraint = line.constraint
    return line.terms, constraint.relation, line.constant, (constraint.rule.code, constraint.scope)
