"""Equations -> all smallest sets of cells whose change satisfies them.

Minimum hitting sets over conflicts that are generated on the way. A conflict is a set
of cells of which at least one must change in any solution: what a violated equation
asks for, or what keeps a basic cell below its floor. The work is bounded by a number of
nodes and never by time, so that the answer does not depend on the machine.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from reportlint.localise.tableau import (
    NONE,
    Bounds,
    Equation,
    Settled,
    Tableau,
    bits,
    bounded,
    demand,
    eliminate,
    equation,
    extremes,
    moved,
    release,
    settle,
    solution,
    tableau,
)

NODE_LIMIT = 5_000
"""How many nodes one search may visit."""

SIZE_LIMIT = 6
"""The largest set that is searched for: more is a table out of line, not a slip."""

_BRANCHES = 200
"""How many branches may be spent on making one solution whole."""


class Problem(NamedTuple):
    """A linear system over the changes of cells, in the order of the form.

    Cells from ``size`` on are slacks, which are free and cost nothing. ``fixed`` cells
    never change; ``forced`` cells cannot stay what they are. ``steps`` is the unit in
    which a cell changes (0: any amount) and ``rests`` what it is beyond such units now.
    ``stands`` are the equations of each cell, as masks.
    """

    size: int
    equations: tuple[Equation, ...]
    bounds: Bounds
    fixed: int
    forced: int
    steps: tuple[int, ...]
    rests: tuple[int, ...]
    stands: tuple[int, ...]

    @property
    def slacks(self) -> int:
        """The mask of the slack cells."""
        return (1 << len(self.bounds.floors)) - (1 << self.size)


def undone(problem: Problem, changes: dict[int, int], fixed: int) -> Problem:
    """Return what remains to be solved after some changes; ``fixed`` cells change no further."""
    floors = list(problem.bounds.floors)
    equations = list(problem.equations)
    for cell, step in changes.items():
        floor = floors[cell]
        if floor is not None:
            floors[cell] = floor - step
        for number in bits(problem.stands[cell]):
            (equations[number],) = moved([equations[number]], {cell: step})
    return problem._replace(
        equations=tuple(equations), bounds=bounded(floors), fixed=problem.fixed | fixed
    )


Bound = int | Fraction | None
"""The lowest or the highest change of a cell (None: no limit)."""

Range = tuple[Bound, Bound]
"""The lowest and the highest change of a cell."""


class Repair(NamedTuple):
    """A set of cells and by how much each changes."""

    cells: tuple[int, ...]
    changes: tuple[Range, ...]


class Search(NamedTuple):
    """The outcome of a search.

    ``repairs`` are all smallest sets in the order of their cells. When it is empty, at
    least ``size`` cells must change (None: no change whatever helps), and ``capped``
    tells whether the limit of nodes was met.
    """

    repairs: tuple[Repair, ...]
    size: int | None
    capped: bool
    nodes: int


def smallest(
    problem: Problem,
    given: int = 0,
    size_limit: int = SIZE_LIMIT,
    node_limit: int = NODE_LIMIT,
) -> Search:
    """Find all smallest sets of cells whose change solves a problem.

    The cells of ``given`` may change at no cost.
    """
    return _Run(problem, given, node_limit).deepen(size_limit)


class _Capped(Exception):
    """The limit of nodes was met."""


class _Run:
    """One search: the conflicts that it has learned and the nodes that it has spent."""

    def __init__(self, problem: Problem, given: int, node_limit: int) -> None:
        self.problem = problem
        self.given = given
        self.nodes = node_limit
        self.limit = node_limit
        self.learned: list[int] = []
        self.found: dict[int, Settled] = {}
        self.impossible = False
        self.barred = problem.fixed
        self.forced = problem.forced & ~given & ~self.barred
        self.root = tableau(problem.equations, problem.stands)
        for cell in bits(given | self.forced):
            self.root = release(self.root, cell)

    def deepen(self, size_limit: int) -> Search:
        forced = self.forced.bit_count()
        free = self.given | self.forced | self.problem.slacks
        size = max(forced, forced + self.least(free))
        try:
            while size <= size_limit:
                self.visit(self.root, self.forced, free, self.barred, size - forced)
                if self.found or self.impossible:
                    break
                size += 1
            repairs = tuple(self.repair(chosen) for chosen in sorted(self.found, key=_order))
        except _Capped:
            return Search((), size, True, self.limit)
        reached = None if self.impossible else size
        return Search(repairs, reached, False, self.limit - self.nodes)

    def least(self, free: int) -> int:
        """Return a lower bound of the number of cells to add at the root."""
        return _packing(self.conflicts(self.root, free, self.barred))

    def conflicts(self, current: Tableau, free: int, barred: int) -> list[int]:
        """Return the known conflicts that the free cells do not meet."""
        bounds = self.problem.bounds
        masks = [
            demand(current.equations[number], bounds) & ~barred for number in bits(current.violated)
        ]
        masks += [mask & ~barred for mask in self.learned if not mask & free]
        return masks

    def visit(self, current: Tableau, chosen: int, free: int, barred: int, budget: int) -> None:
        """Extend a set of chosen cells by exactly ``budget`` cells in every possible way."""
        self.spend()
        conflicts = self.conflicts(current, free, barred)
        if not conflicts:
            conflict = self.settle(current.equations, chosen, free)
            if conflict is None:
                return
            conflicts = [conflict & ~barred]
        if not all(conflicts):
            self.impossible |= barred == self.barred
            return
        if not budget:
            return
        if budget == 1:
            cells = _last(current, conflicts)
        else:
            if _packing(conflicts) > budget:
                return
            cells = min(conflicts, key=_size_and_value)
        for cell in bits(cells):
            bit = 1 << cell
            self.visit(release(current, cell), chosen | bit, free | bit, barred, budget - 1)
            # Sets with this cell are done: the later siblings go without it.
            barred |= bit

    def settle(self, equations: Sequence[Equation], chosen: int, free: int) -> int | None:
        """Keep a set that solves the problem, else return the conflict that it does not meet."""
        outcome = settle(equations, self.problem.bounds, free)
        if isinstance(outcome, Settled):
            solution = self.whole(equations, outcome, free)
            if solution is not None:
                self.found[chosen] = solution
                return None
            outcome = (1 << self.problem.size) - 1 & ~free
        self.learned.append(outcome)
        return outcome

    def whole(self, equations: Sequence[Equation], settled: Settled, free: int) -> Settled | None:
        """Return a solution in which every counted cell is whole, or None.

        Branch and bound over the exact tableau. Where all coefficients are 1 and -1 and
        the tables have two directions, the first solution is whole already.
        """
        problem = self.problem
        stack: list[tuple[Settled, tuple[_Limit, ...]]] = [(settled, ())]
        branches = _BRANCHES
        while stack:
            settled, limits = stack.pop()
            split = self.split(settled, free)
            if split is None:
                return settled
            branches -= 1
            if not branches:
                raise _Capped
            for limit in split:
                tried = (*limits, limit)
                slack = len(problem.bounds.floors)
                rows = [_limiting(equations, one, slack + at) for at, one in enumerate(tried)]
                added = (1 << len(tried)) - 1 << slack
                bounds = Bounds(
                    (*problem.bounds.floors, *(0 for _ in tried)), problem.bounds.falling
                )
                outcome = settle([*equations, *rows], bounds, free | added)
                if isinstance(outcome, Settled):
                    stack.append((outcome, tried))
        return None

    def split(self, settled: Settled, free: int) -> "tuple[_Limit, _Limit] | None":
        """Return two limits that exclude a value which is not whole, or None."""
        changes = solution(settled)
        for cell in bits(free & ((1 << self.problem.size) - 1)):
            step, rest = self.problem.steps[cell], self.problem.rests[cell]
            if step:
                value = changes.get(cell, 0) + rest
                if value % step:
                    below = value // step * step - rest
                    return _Limit(cell, 1, below), _Limit(cell, -1, below + step)
        return None

    def repair(self, chosen: int) -> Repair:
        """Read the changes of a set off its solution."""
        settled = self.found[chosen]
        free = chosen | self.given | self.problem.slacks
        cells = tuple(bits(chosen | self.given & ~self.barred))
        if not _freedom(settled.equations, free):
            changes = solution(settled)
            exact = [changes.get(cell, 0) for cell in cells]
            return Repair(cells, tuple([(value, value) for value in exact]))
        return Repair(cells, tuple(self.range(settled, free, cell) for cell in cells))

    def range(self, settled: Settled, free: int, cell: int) -> Range:
        low, high = extremes(settled, self.problem.bounds, free, cell)
        step, rest = self.problem.steps[cell], self.problem.rests[cell]
        if step and low is not None:
            low = Fraction(-((-low - rest) // step) * step - rest)
        if step and high is not None:
            high = Fraction((high + rest) // step * step - rest)
        return low, high

    def spend(self) -> None:
        if not self.nodes:
            raise _Capped
        self.nodes -= 1


def _last(current: Tableau, conflicts: Sequence[int]) -> int:
    """Return the cells that may complete a set alone.

    Such a cell meets every conflict, stands in no equation that holds already, and
    changes by what every violated equation misses.
    """
    equations, stands, changed, _ = current
    cells = -1
    for mask in conflicts:
        cells &= mask
    found = 0
    for cell in bits(cells):
        gaps = set()
        for number in bits(stands[cell] | changed):
            one = equations[number]
            if one.basic == NONE and (one.plus | one.minus) >> cell & 1:
                rhs = one.rhs if one.plus >> cell & 1 else -one.rhs
                gaps.add(rhs if one.weights is None else Fraction(rhs, one.weights[cell]))
        if len(gaps) < 2 and 0 not in gaps:
            found |= 1 << cell
    return found


class _Limit(NamedTuple):
    """A cell changes by at most (sign 1) or at least (sign -1) ``value``."""

    cell: int
    sign: int
    value: int


def _limiting(equations: Sequence[Equation], limit: _Limit, slack: int) -> Equation:
    """Write a limit as an equation with a slack, without basic cells."""
    row = equation({limit.cell: 1, slack: limit.sign}, limit.value, slack)
    for one in equations:
        if one.basic == limit.cell:
            return eliminate(row, one, limit.cell)
    return row


def _packing(conflicts: Sequence[int]) -> int:
    """Return how many conflicts are pairwise disjoint, counted greedily, smallest first."""
    count = used = 0
    for mask in sorted(conflicts, key=_size_and_value):
        if not mask & used:
            count += 1
            used |= mask
    return count


def _freedom(equations: Sequence[Equation], free: int) -> bool:
    """Tell whether a free cell stands outside the basis."""
    basis = 0
    for one in equations:
        if one.basic != NONE:
            basis |= 1 << one.basic
    return bool(free & ~basis)


def _size_and_value(mask: int) -> tuple[int, int]:
    return mask.bit_count(), mask


def _order(mask: int) -> tuple[int, ...]:
    return tuple(bits(mask))
