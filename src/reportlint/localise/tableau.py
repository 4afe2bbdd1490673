"""Exact linear algebra over the changes of cells: equations, pivots, and lower bounds.

An equation says which changes must balance: the sum of the changes in ``plus`` less
those in ``minus`` is ``rhs``. Both are bit masks, bit ``i`` for cell ``i``, so that
adding two equations takes a handful of operations on integers. Coefficients other
than 1 and -1 stand in ``weights``; everything is an integer and nothing is rounded.

Knows nothing of reports: a cell is a number here.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from math import gcd
from typing import NamedTuple

NONE = -1
"""The ``basic`` cell of an equation that no cell has been solved for."""


class Equation(NamedTuple):
    """One equation over the changes of cells.

    ``weights`` holds the sizes of the coefficients, or None when all are 1.
    ``basic`` is the cell that the equation gives the value of; that cell is in no
    other equation.
    """

    plus: int
    minus: int
    rhs: int
    weights: dict[int, int] | None
    basic: int


class Bounds(NamedTuple):
    """How far cells may change.

    ``floors`` is the lowest change of each cell (None: no limit; there is no upper
    limit), and ``falling`` the cells that may go below their present value.
    """

    floors: tuple[int | None, ...]
    falling: int


class Tableau(NamedTuple):
    """Equations in the course of being solved for cells.

    ``stands`` are the equations that each cell stood in at first, as masks; only those of
    the mask ``changed`` have others now. ``violated`` is the mask of the equations that do
    not hold and have no basic cell.
    """

    equations: list[Equation]
    stands: Sequence[int]
    changed: int
    violated: int


class Settled(NamedTuple):
    """A solution: cells outside the basis stand at ``shifts``, or where they were."""

    equations: list[Equation]
    shifts: dict[int, int]


def bits(mask: int) -> Iterator[int]:
    """Yield the cells of a mask in ascending order."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def mask_of(cells: Iterable[int]) -> int:
    """Return the mask of some cells."""
    return sum([1 << cell for cell in cells])


def bounded(floors: Sequence[int | None]) -> Bounds:
    """Return the bounds with these floors."""
    falling = [cell for cell, floor in enumerate(floors) if floor is None or floor < 0]
    return Bounds(tuple(floors), mask_of(falling))


def equation(coefficients: dict[int, int], rhs: int, basic: int = NONE) -> Equation:
    """Build an equation from integer coefficients, divided by their common factor."""
    factor = gcd(rhs, *coefficients.values()) or 1
    plus = minus = 0
    plain = True
    for cell, coefficient in coefficients.items():
        if coefficient > 0:
            plus |= 1 << cell
        elif coefficient < 0:
            minus |= 1 << cell
        plain = plain and coefficient in (factor, -factor, 0)
    if plain:
        return Equation(plus, minus, rhs // factor, None, basic)
    weights = {cell: abs(size) // factor for cell, size in coefficients.items() if size}
    return Equation(plus, minus, rhs // factor, weights, basic)


def coefficient(equation: Equation, cell: int) -> int:
    """Return the coefficient of a cell."""
    bit = 1 << cell
    if not (equation.plus | equation.minus) & bit:
        return 0
    size = equation.weights[cell] if equation.weights else 1
    return size if equation.plus & bit else -size


def coefficients(equation: Equation) -> dict[int, int]:
    """Return the coefficients of all cells of an equation."""
    mask = equation.plus | equation.minus
    return {cell: coefficient(equation, cell) for cell in bits(mask)}


def standing(equations: Iterable[Equation], size: int) -> tuple[int, ...]:
    """Return the equations that each of ``size`` cells stands in, as masks."""
    found = [0] * size
    for number, one in enumerate(equations):
        for cell in bits(one.plus | one.minus):
            found[cell] |= 1 << number
    return tuple(found)


def tableau(equations: Iterable[Equation], stands: Sequence[int]) -> Tableau:
    """Begin to solve equations."""
    rows = list(equations)
    violated = mask_of([at for at, one in enumerate(rows) if one.rhs and one.basic == NONE])
    return Tableau(rows, stands, 0, violated)


def release(current: Tableau, cell: int) -> Tableau:
    """Let a cell change: solve one equation for it and remove it from all others.

    Where every equation of the cell has a basic cell already, the cell is a degree
    of freedom and the equations stay as they are.
    """
    equations, stands, changed, violated = current
    bit = 1 << cell
    pivot: Equation | None = None
    others = []
    for number in bits(stands[cell] | changed):
        one = equations[number]
        if (one.plus | one.minus) & bit:
            if pivot is None and one.basic == NONE:
                pivot = one._replace(basic=cell)
                home = number
            else:
                others.append(number)
    if pivot is None:
        return current
    equations = list(equations)
    equations[home] = pivot
    changed |= 1 << home
    violated &= ~(1 << home)
    for number in others:
        equations[number] = one = eliminate(equations[number], pivot, cell)
        changed |= 1 << number
        if one.basic == NONE and one.rhs:
            violated |= 1 << number
        else:
            violated &= ~(1 << number)
    return Tableau(equations, stands, changed, violated)


def eliminate(one: Equation, pivot: Equation, cell: int) -> Equation:
    """Remove a cell from an equation by means of another one that it stands in."""
    bit = 1 << cell
    if one.weights is None and pivot.weights is None:
        plus, minus, rhs = pivot.plus, pivot.minus, pivot.rhs
        if bool(one.plus & bit) == bool(plus & bit):
            plus, minus, rhs = minus, plus, -rhs
        if not (one.plus & plus | one.minus & minus):
            plus |= one.plus
            minus |= one.minus
            both = plus & minus
            return Equation(plus ^ both, minus ^ both, one.rhs + rhs, None, one.basic)
    ours, theirs = coefficient(one, cell), coefficient(pivot, cell)
    factor = -ours if theirs > 0 else ours
    scaled = {key: value * abs(theirs) for key, value in coefficients(one).items()}
    for key, value in coefficients(pivot).items():
        scaled[key] = scaled.get(key, 0) + factor * value
    return equation(scaled, one.rhs * abs(theirs) + factor * pivot.rhs, one.basic)


def moved(equations: Sequence[Equation], changes: dict[int, int]) -> list[Equation]:
    """Return the equations that remain when some cells have changed by known amounts."""
    mask = 0
    for cell in changes:
        mask |= 1 << cell
    result = []
    for one in equations:
        touched = (one.plus | one.minus) & mask
        if touched:
            plus, minus, rhs, weights, basic = one
            for cell in bits(touched):
                rhs -= coefficient(one, cell) * changes[cell]
            result.append(Equation(plus, minus, rhs, weights, basic))
        else:
            result.append(one)
    return result


def demand(equation: Equation, bounds: Bounds) -> int:
    """Return the cells of which at least one must change to satisfy a violated equation.

    Only a change towards the balance helps, so a cell at its floor is not asked to fall.
    """
    if equation.rhs > 0:
        return equation.plus | equation.minus & bounds.falling
    return equation.minus | equation.plus & bounds.falling


def settle(equations: Sequence[Equation], bounds: Bounds, free: int) -> Settled | int:
    """Bring every basic cell within its bounds by moving free cells.

    Return the solution, or the conflict: a mask of cells that are not free, of which
    at least one must change in any solution whatever (0: there is none). Expects that
    the equations without a basic cell hold. Ends by Bland's rule.
    """
    current = Settled(list(equations), {})
    while True:
        worst = NONE
        at = 0
        for index, one in enumerate(current.equations):
            if one.basic != NONE and _below(one, bounds) and not NONE < worst < one.basic:
                worst, at = one.basic, index
        if worst == NONE:
            return current
        row = current.equations[at]
        positive = row.plus & (1 << worst)
        down, up = (row.plus, row.minus) if positive else (row.minus, row.plus)
        down &= ~(1 << worst)
        entering = _first_helpful(down & free, up & free, bounds, current.shifts)
        if entering == NONE:
            return (up | down & bounds.falling) & ~free
        current = _exchange(current, at, entering, bounds)


def extremes(settled: Settled, bounds: Bounds, free: int, cell: int) -> list[Fraction | None]:
    """Return the lowest and highest change of a cell over all solutions (None: no limit)."""
    return [_extreme(settled, bounds, free, cell, rising) for rising in (False, True)]


def solution(settled: Settled) -> dict[int, Fraction | int]:
    """Return the changes of the cells in a solution; those left out stay as they were."""
    found: dict[int, Fraction | int] = dict(settled.shifts)
    for one in settled.equations:
        if one.basic != NONE:
            rhs = one.rhs if one.plus >> one.basic & 1 else -one.rhs
            found[one.basic] = Fraction(rhs, one.weights[one.basic]) if one.weights else rhs
    return found


def _pivot(equations: Sequence[Equation], index: int, cell: int) -> list[Equation]:
    bit = 1 << cell
    pivot = equations[index]._replace(basic=cell)
    result = []
    for position, one in enumerate(equations):
        if position == index:
            one = pivot
        elif (one.plus | one.minus) & bit:
            one = eliminate(one, pivot, cell)
        result.append(one)
    return result


def _below(one: Equation, bounds: Bounds) -> bool:
    """Tell whether the basic cell of an equation is below its floor."""
    floor = bounds.floors[one.basic]
    if floor is None:
        return False
    size = one.weights[one.basic] if one.weights else 1
    rhs = one.rhs if one.plus & (1 << one.basic) else -one.rhs
    return rhs < floor * size


def _first_helpful(falling: int, rising: int, bounds: Bounds, shifts: dict[int, int]) -> int:
    """Return the first free cell that can fall or rise as asked, or NONE."""
    for cell in bits(falling | rising):
        floor = bounds.floors[cell]
        if rising & (1 << cell) or floor is None or shifts.get(cell, 0) > floor:
            return cell
    return NONE


def _exchange(settled: Settled, index: int, entering: int, bounds: Bounds) -> Settled:
    """Leave the basic cell of an equation at its floor and solve for another cell."""
    leaving = settled.equations[index].basic
    floor = bounds.floors[leaving]
    assert floor is not None
    shifts = dict(settled.shifts)
    back = shifts.pop(entering, 0)
    equations = moved(settled.equations, {entering: -back}) if back else settled.equations
    equations = _pivot(equations, index, entering)
    if floor:
        shifts[leaving] = floor
        equations = moved(equations, {leaving: floor})
    return Settled(equations, shifts)


def _extreme(
    settled: Settled, bounds: Bounds, free: int, cell: int, rising: bool
) -> Fraction | None:
    """Move a cell as far as it goes, by the primal simplex method with Bland's rule."""
    current = settled
    while True:
        basis = 0
        for one in current.equations:
            if one.basic != NONE:
                basis |= 1 << one.basic
        row = next((one for one in current.equations if one.basic == cell), None)
        if row is None:
            up, down = (1 << cell, 0) if rising else (0, 1 << cell)
        else:
            same = bool(row.plus & (1 << cell)) == rising
            up, down = (row.minus, row.plus) if same else (row.plus, row.minus)
        open_cells = free & ~basis
        entering = _first_helpful(down & open_cells, up & open_cells, bounds, current.shifts)
        if entering == NONE:
            return Fraction(solution(current).get(cell, 0))
        upward = bool(up & (1 << entering))
        at, room = _blocking(current, bounds, entering, upward)
        floor = bounds.floors[entering]
        if not upward and floor is not None:
            own = Fraction(current.shifts.get(entering, 0) - floor)
            if room is None or own <= room:
                step = floor - current.shifts.get(entering, 0)
                shifts = {**current.shifts, entering: floor}
                current = Settled(moved(current.equations, {entering: step}), shifts)
                continue
        if room is None:
            return None
        current = _exchange(current, at, entering, bounds)


def _blocking(
    settled: Settled, bounds: Bounds, entering: int, upward: bool
) -> tuple[int, Fraction | None]:
    """Return the equation whose basic cell first meets its floor, and how far that is."""
    found: tuple[Fraction, int, int] | None = None
    for index, one in enumerate(settled.equations):
        slope = coefficient(one, entering)
        if one.basic == NONE or not slope:
            continue
        floor = bounds.floors[one.basic]
        own = coefficient(one, one.basic)
        drop = Fraction(slope if upward else -slope, own)
        if floor is None or drop <= 0:
            continue
        key = ((Fraction(one.rhs, own) - floor) / drop, one.basic, index)
        found = key if found is None else min(found, key)
    return (found[2], found[0]) if found else (NONE, None)
