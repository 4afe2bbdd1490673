"""Judged constraints + report -> blocks: independent linear systems in whole numbers.

Two constraints are in one block when a chain of shared cells connects them. Only
blocks with a violated constraint are built. Cells are numbered in the order of the
form and equations sorted by their cells, so nothing depends on the order of the rules.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from reportlint.localise.search import Problem
from reportlint.localise.tableau import Bounds, Equation, bits, equation
from reportlint.model.cell import YEAR, CellAddress, Number
from reportlint.model.form import Form
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


_YEAR = -1
"""The number of the year among the cells: not one that changes."""


class _Linear(NamedTuple):
    """A constraint as coefficients of cells and a constant: their sum is compared with 0.

    ``mask`` has the bits of the cells; ``plain`` says that all numbers are integers.
    """

    constraint: Constraint
    terms: tuple[tuple[int, Number], ...]
    constant: Number
    mask: int
    plain: bool


def blocks(
    report: Report, judged: Sequence[Constraint], violated: Sequence[Constraint]
) -> tuple[Block, ...]:
    """Build the blocks of violated constraints, in the order of the form."""
    if not violated:
        return ()
    addresses = tuple(report.cells)
    positions = dict(zip(addresses, range(len(addresses)), strict=True))
    positions[YEAR] = _YEAR
    broken = {(one.rule.code, one.scope) for one in violated}
    lines = [_linear(report.year, positions, one) for one in judged]
    starts = [line.mask for line in lines if _key(line) in broken]
    values = {address: cell.value for address, cell in report.cells.items()}
    return tuple(
        _block(report.form, values, mask, [line for line in lines if line.mask & mask], broken)
        for mask in _connected(lines, starts)
    )


def linear_system(
    form: Form, addresses: tuple[CellAddress, ...], constraints: Sequence[Constraint]
) -> Block:
    """Build one system over all cells of a form, every cell at 0, and nothing known to hold."""
    positions = dict(zip(addresses, range(len(addresses)), strict=True))
    positions[YEAR] = _YEAR
    lines = [_linear(form.first_year, positions, one) for one in constraints]
    everything = (1 << len(addresses)) - 1
    unknown = {_key(line) for line in lines}
    return _block(form, dict.fromkeys(addresses, 0), everything, lines, unknown)


def _linear(year: int | None, positions: dict[CellAddress, int], constraint: Constraint) -> _Linear:
    """Bring everything to the left side; the year is a number that nobody corrects."""
    terms = [(positions[cell], coefficient) for coefficient, cell in constraint.left.terms]
    terms += [(positions[cell], -coefficient) for coefficient, cell in constraint.right.terms]
    sums = dict(terms)
    if len(sums) < len(terms):
        sums = dict.fromkeys(sums, 0)
        for cell, coefficient in terms:
            sums[cell] += coefficient
    constant = constraint.left.constant - constraint.right.constant
    constant += sums.pop(_YEAR, 0) * (year or 0)
    if 0 in sums.values():
        sums = {cell: coefficient for cell, coefficient in sums.items() if coefficient}
    mask = 0
    for cell in sums:
        mask |= 1 << cell
    plain = isinstance(constant, int) and Decimal not in set(map(type, sums.values()))
    return _Linear(constraint, tuple(sorted(sums.items())), constant, mask, plain)


def _connected(lines: Sequence[_Linear], starts: Sequence[int]) -> list[int]:
    """Return the cells of every block that contains a start, in the order of the form."""
    found: list[int] = []
    for start in starts:
        mask = start
        if not mask or any(mask & other for other in found):
            continue
        grown = 0
        while grown != mask:
            grown = mask
            for line in lines:
                if line.mask & mask:
                    mask |= line.mask
        found.append(mask)
    return sorted(found, key=_lowest)


def _lowest(mask: int) -> int:
    return mask & -mask


def _block(
    form: Form,
    stated: Mapping[CellAddress, Number | None],
    mask: int,
    group: list[_Linear],
    broken: set[_Key],
) -> Block:
    group.sort(key=_order)
    cells = tuple(bits(mask))
    numbers = dict(zip(cells, range(len(cells)), strict=True))
    addresses = tuple(stated)
    local = tuple([addresses[cell] for cell in cells])
    present = [stated[address] for address in local]
    scale = _power([value for value in present if isinstance(value, Decimal)])
    values = tuple([int((value or 0) * scale) for value in present])
    floors, steps, rests = _limits(form, local, values, scale)
    size = len(cells)
    equations: list[Equation] = []
    members = []
    for line in group:
        terms = [(numbers[cell], value) for cell, value in line.terms]
        members.append(tuple([cell for cell, _ in terms]))
        held = _key(line) not in broken and line.constraint.relation == "=="
        one, floor = (
            (equation({cell: int(value) for cell, value in terms}, 0), None)
            if held and line.plain
            else _equation(line, terms, values, scale, len(floors))
        )
        equations.append(one)
        if floor is not None:
            floors.append(floor)
    falling = forced = blank = 0
    for index, bound in enumerate(floors):
        if bound is None or bound < 0:
            falling |= 1 << index
        if index < size and ((bound or 0) > 0 or rests[index]):
            forced |= 1 << index
    for index, value in enumerate(present):
        if value is None:
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
        constraints=tuple([line.constraint for line in group]),
        members=tuple(members),
        violated=tuple([number for number, line in enumerate(group) if _key(line) in broken]),
    )


def _limits(
    form: Form, addresses: Sequence[CellAddress], values: Sequence[int], scale: int
) -> tuple[list[int | None], tuple[int, ...], tuple[int, ...]]:
    """Return what the form allows: lowest change, unit and rest of every cell."""
    kinds: dict[tuple[str, str], tuple[bool, int]] = {}
    floors: list[int | None] = []
    steps = []
    for (table_id, _, column_id), value in zip(addresses, values, strict=True):
        place = table_id, column_id
        if place not in kinds:
            table = form.table(table_id)
            assert table is not None
            column = table.column(column_id)
            kinds[place] = column.signed, scale if column.number == "count" else 0
        signed, step = kinds[place]
        floors.append(None if signed else -value)
        steps.append(step)
    rests = [value % step if step else 0 for value, step in zip(values, steps, strict=True)]
    return floors, tuple(steps), tuple(rests)


def _equation(
    line: _Linear,
    terms: Sequence[tuple[int, Number]],
    values: Sequence[int],
    scale: int,
    slack: int,
) -> tuple[Equation, int | None]:
    """Write a constraint over changes; an inequality gets a slack and its lowest change."""
    factor = 1
    if not line.plain:
        factor = _power([value for _, value in terms])
        factor *= _power([line.constant * scale * factor])
    whole = {cell: int(value * factor) for cell, value in terms}
    gap = int(line.constant * scale * factor)
    for cell, value in whole.items():
        gap += value * values[cell]
    relation = line.constraint.relation
    if relation == "==":
        return equation(whole, -gap), None
    # left - right + slack = 0 for <=, left - right - slack = 0 for >=; the slack is
    # what is missing now, so that the equation over changes has no right side.
    sign = 1 if relation == "<=" else -1
    return equation({**whole, slack: sign}, 0, slack), sign * gap


def _power(numbers: Iterable[Number]) -> int:
    """Return the power of ten that makes all numbers whole."""
    digits = 0
    for number in numbers:
        if isinstance(number, Decimal):
            exponent = number.normalize().as_tuple().exponent
            assert isinstance(exponent, int)
            digits = max(digits, -exponent)
    return int(10**digits)


def _key(line: _Linear) -> _Key:
    return line.constraint.rule.code, line.constraint.scope


def _order(line: _Linear) -> tuple[tuple[tuple[int, Number], ...], str, Number, _Key]:
    return line.terms, line.constraint.relation, line.constant, _key(line)
