"""Slips that touch more cells than a smallest set: proposed, then tried on the system.

A slip is accepted when undoing it leaves nothing violated, alone or with a few more
single cells. Proposals are cheap; only those are tried after which few enough
equations remain violated.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from reportlint.localise.layout import Line, Total
from reportlint.localise.scene import Scene
from reportlint.localise.search import Repair, Search, smallest, undone
from reportlint.localise.slips import (
    Reading,
    charge,
    copied_from,
    line_readings,
    read_cell,
    recomputed,
)
from reportlint.localise.tableau import NONE, bits, coefficient, mask_of

MORE_CELLS = 2
"""How many single cells may be wrong besides one slip."""

_TRIALS = 200
"""How many proposals may be tried on one block."""

_NODES = 200
"""How many nodes the search for the single cells may visit."""


class Proposal(NamedTuple):
    """A slip with what undoing it does: cells that change by known amounts, and open cells.

    ``fixed`` are the cells that no other slip changes: in the totals that follow a wrong
    cell a second wrong cell may have been added up as well.
    """

    reading: Reading
    changes: dict[int, int]
    given: int
    fixed: int


class Accepted(NamedTuple):
    """A slip that clears the block, with the single cells that it needs besides."""

    reading: Reading
    repair: Repair
    changes: dict[int, int]


def accepted(scene: Scene, search: Search) -> tuple[Accepted, ...]:
    """Find the slips of several cells that clear a block.

    A slip counts as a story of its own when it and the cells besides are fewer than the
    cells of a smallest set; a wrong cell whose totals follow it also when they are as many.
    """
    size = search.size if search.repairs and search.size else MORE_CELLS + 2
    found = []
    trials = _TRIALS
    for proposal in _proposals(scene, size):
        if not trials:
            break
        follows = proposal.reading.kind == "recomputed"
        allowed = min(MORE_CELLS, max(0, size - 1 if follows else size - 2))
        if _remaining(scene, proposal) <= allowed:
            trials -= 1
            rest = undone(scene.block.problem, proposal.changes, proposal.fixed)
            outcome = smallest(rest, proposal.given, allowed, _NODES)
            found += [
                Accepted(proposal.reading, repair, proposal.changes) for repair in outcome.repairs
            ]
    return tuple(found)


def _remaining(scene: Scene, proposal: Proposal) -> int:
    """Return a lower bound of the number of cells that are wrong besides a slip."""
    equations = scene.block.problem.equations
    excused = 0
    for cell in bits(proposal.given):
        excused |= scene.touches[cell]
    gaps: dict[int, int] = {}
    for cell, change in proposal.changes.items():
        for number in bits(scene.touches[cell] & ~excused):
            one = equations[number]
            gaps[number] = gaps.get(number, one.rhs) - change * coefficient(one, cell)
    left = [number for number, gap in gaps.items() if gap and equations[number].basic == NONE]
    left += [number for number in bits(scene.broken & ~excused) if number not in gaps]
    return _disjoint(scene, sorted(left))


def _disjoint(scene: Scene, numbers: Sequence[int]) -> int:
    """Return how many of some equations have no cell in common, counted greedily."""
    count = used = 0
    for number in numbers:
        one = scene.block.problem.equations[number]
        if not (one.plus | one.minus) & used:
            count += 1
            used |= one.plus | one.minus
    return count


def _proposals(scene: Scene, size: int) -> Iterator[Proposal]:
    """Propose slips where the smallest sets have ``size`` cells."""
    if size == 1:
        yield from _exchanged(scene)
        return
    more = min(MORE_CELLS, size - 2)
    near = [line for line in scene.lines if _missed(scene, line) <= more]
    yield from _with_totals(scene, min(MORE_CELLS, size - 1))
    yield from _lines(scene, near)
    yield from _shifted_rows(scene, near)
    yield from _shifted_runs(scene, near)
    if size > 2:
        yield from _shifted_tables(scene)


def _missed(scene: Scene, line: Line) -> int:
    """Return how many cells outside a line must be wrong as well, at least."""
    mask = scene.broken
    for cell in line.cells:
        mask &= ~scene.touches[cell]
    return _disjoint(scene, tuple(bits(mask)))


def _exchanged(scene: Scene) -> Iterator[Proposal]:
    """Propose to exchange neighbors, where that changes all that is violated."""
    values = scene.block.values
    for line in scene.lines:
        for one, other in pairwise(line.cells):
            gap = values[other] - values[one]
            if gap and not scene.broken & ~(scene.touches[one] | scene.touches[other]):
                kind = "swapped" if values[one] and values[other] else "misplaced"
                reading = Reading(kind, (one, other), charge(scene, kind, 0.5), line)
                yield Proposal(reading, {one: gap, other: -gap}, 0, 1 << one | 1 << other)


def _with_totals(scene: Scene, more: int) -> Iterator[Proposal]:
    """Propose a wrong cell whose totals were all computed from it.

    Its own sums hold, so it shows only where a total stands in an equation of another
    kind; the sums that fail need the cells besides.
    """
    block = scene.block
    equations = block.problem.equations
    sums = [number for number in block.violated if number in scene.totals]
    if _disjoint(scene, sums) > more:
        return
    tried = set()
    for number in block.violated:
        one = equations[number]
        if number in scene.totals or one.basic != NONE:
            continue
        for leaf in sorted(
            {leaf for cell in bits(one.plus | one.minus) for leaf in scene.leaves[cell]}
        ):
            cells = tuple(sorted((leaf, *scene.above[leaf])))
            slope = sum(coefficient(one, cell) for cell in cells)
            if not slope or one.rhs % slope:
                continue
            gap = one.rhs // slope
            if (leaf, gap) in tried or any(_forbids(scene, cell, gap) for cell in cells):
                continue
            tried.add((leaf, gap))
            inner = read_cell(scene, leaf, block.values[leaf] + gap)
            yield Proposal(recomputed(inner, cells), dict.fromkeys(cells, gap), 0, 1 << leaf)


def _forbids(scene: Scene, cell: int, gap: int) -> bool:
    floor = scene.block.problem.bounds.floors[cell]
    return floor is not None and gap < floor


def _lines(scene: Scene, lines: Sequence[Line]) -> Iterator[Proposal]:
    """Propose totals of a line that were not filled, and lines that repeat another."""
    for line in lines:
        unfilled = tuple(cell for cell in line.cells if _fails_across(scene, cell, line))
        choices = [unfilled] if len(unfilled) > 1 else []
        if copied_from(scene, line) is not None:
            choices.append(line.cells)
        for cells in choices:
            for reading in line_readings(scene, line, cells):
                yield Proposal(reading, {}, sum(1 << cell for cell in cells), 0)


def _fails_across(scene: Scene, cell: int, line: Line) -> bool:
    """Tell whether a cell is a total of parts outside its line, and wrong by that sum."""
    return any(
        scene.broken >> total.equation & 1 and total.parts[0] not in line.cells
        for total in scene.total_at.get(cell, ())
    )


def _shifted_rows(scene: Scene, lines: Sequence[Line]) -> Iterator[Proposal]:
    """Propose rows whose figures stand one cell too far to one side."""
    values = scene.block.values
    for line in lines:
        if line.across and sum(1 for cell in line.cells if values[cell]) > 1:
            inner = tuple(cell for cell in line.cells if not scene.sums_line(cell, line))
            for run in dict.fromkeys((line.cells, inner)):
                yield from _shifts(scene, line, run)


def _shifted_runs(scene: Scene, lines: Sequence[Line]) -> Iterator[Proposal]:
    """Propose columns in which a run of figures stands one row too high or too low."""
    wrong = [
        total
        for total in scene.totals.values()
        if scene.broken >> total.equation & 1 and _is_row(scene, total)
    ]
    if len(wrong) > 1:
        hit = {scene.rows[total.cell].id for total in wrong}
        for line in lines:
            if not line.across:
                at = [n for n, cell in enumerate(line.cells) if scene.rows[cell].id in hit]
                yield from _shifts(scene, line, line.cells[at[0] : at[-1] + 1] if at else ())


def _is_row(scene: Scene, total: Total) -> bool:
    return all(scene.rows[part] is scene.rows[total.cell] for part in total.parts)


def _shifts(scene: Scene, line: Line, run: Sequence[int]) -> Iterator[Proposal]:
    """Propose to move a run back by one, either way; the figure that fell off is open."""
    values = scene.block.values
    for order in (tuple(run), tuple(reversed(run))):
        changes = {
            cell: values[source] - values[cell]
            for cell, source in pairwise(order)
            if values[source] != values[cell]
        }
        if len(changes) > 1:
            lost = order[-1]
            cells = tuple(sorted({*changes, lost}))
            reading = Reading("shifted_line", cells, charge(scene, "shifted_line", 0.5), line)
            yield Proposal(reading, changes, 1 << lost, mask_of(changes))


def _shifted_tables(scene: Scene) -> Iterator[Proposal]:
    """Propose tables whose lower part stands one or two rows too high or too low.

    Whole rows move, so the sums across them hold.
    """
    wrong = {
        scene.rows[total.cell].table
        for total in scene.totals.values()
        if scene.broken >> total.equation & 1 and _is_row(scene, total)
    }
    down = [line for line in scene.lines if not line.across and line.table not in wrong]
    for table in dict.fromkeys(line.table for line in down):
        stacks = [line.cells for line in down if line.table == table]
        height = len(stacks[0])
        if height > 3 and all(len(stack) == height for stack in stacks):
            for start in range(height - 2):
                for step in (1, 2, -1, -2):
                    yield from _shifted_table(scene, stacks, start, step)


def _shifted_table(
    scene: Scene, stacks: Sequence[tuple[int, ...]], start: int, step: int
) -> Iterator[Proposal]:
    """Propose to move everything from one row on by ``step`` rows; a positive step is down.

    Rows that were too high fell short of the end, so nothing is lost off it.
    """
    values = scene.block.values
    changes = {}
    given = 0
    for stack in stacks:
        part = stack[start:]
        if step > 0 and any(values[cell] for cell in part[-step:]):
            return
        for at, cell in enumerate(part):
            if 0 <= at - step < len(part):
                change = values[part[at - step]] - values[cell]
            elif step > 0:
                change = -values[cell]
            else:
                given |= 1 << cell
                continue
            if change:
                changes[cell] = change
    if len(changes) > 2:
        price = charge(scene, "shifted_table", 1 / len(stacks[0]))
        cells = tuple(sorted({*changes, *bits(given)}))
        line = scene.rows[stacks[0][start]]
        reading = Reading("shifted_table", cells, price, line, step)
        yield Proposal(reading, changes, given, mask_of(changes))
