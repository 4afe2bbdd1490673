"""Slips that touch more cells than a smallest set: proposed, then tried on the system.

A slip is accepted when undoing it leaves nothing violated, alone or with a few more
single cells. What it proposes is cheap to list; only proposals that reach enough of
the violated equations are tried.
"""

from collections.abc import Iterator
from typing import NamedTuple

from reportlint.localise.scene import Line, Scene, Total
from reportlint.localise.search import Repair, Search, smallest
from reportlint.localise.slips import (
    Reading,
    charge,
    copied_from,
    line_readings,
    open_equations,
    read_cell,
    recomputed,
)
from reportlint.localise.tableau import NONE, bits, coefficient

MORE_CELLS = 2
"""How many single cells may be wrong besides one slip."""

_TRIALS = 200
"""How many proposals may be tried on one block."""

_NODES = 200
"""How many nodes the search for the single cells may visit."""


class Proposal(NamedTuple):
    """A slip with what undoing it does: cells with known values, and cells left open."""

    reading: Reading
    changes: dict[int, int]
    given: int


class Accepted(NamedTuple):
    """A slip that clears the block, with the single cells that it needs besides."""

    reading: Reading
    repair: Repair
    changes: dict[int, int]


def accepted(scene: Scene, search: Search) -> tuple[Accepted, ...]:
    """Find the slips of several cells that clear a block."""
    more = MORE_CELLS if not search.repairs else min(MORE_CELLS, (search.size or 0) - 1)
    found = []
    trials = _TRIALS
    outcomes: dict[tuple[tuple[int, ...], int], Search] = {}
    for proposal in _proposals(scene, search):
        cells = tuple(proposal.changes) + tuple(bits(proposal.given))
        reach = max((mask.bit_count() for mask in scene.touches), default=0)
        if len(open_equations(scene, cells)) > more * reach:
            continue
        if not trials:
            break
        trials -= 1
        outcome = smallest(scene.block.problem, proposal.changes, proposal.given, more, _NODES)
        found += [
            Accepted(proposal.reading, repair, proposal.changes) for repair in outcome.repairs
        ]
    return tuple(found)


def _proposals(scene: Scene, search: Search) -> Iterator[Proposal]:
    many = not search.repairs or (search.size or 0) > 1
    yield from _swaps(scene)
    if many:
        yield from _recomputed(scene)
        yield from _lines(scene)
        yield from _shifted_rows(scene)
        yield from _shifted_runs(scene)
    if not search.repairs or (search.size or 0) > 2:
        yield from _shifted_tables(scene)


def _swaps(scene: Scene) -> Iterator[Proposal]:
    """Propose to exchange neighbors whose exchange changes violated equations."""
    values = scene.block.values
    for line in scene.lines:
        for one, other in zip(line.cells, line.cells[1:], strict=False):
            differ = scene.touches[one] ^ scene.touches[other]
            if values[one] == values[other] or not differ & scene.broken:
                continue
            kind = "swapped" if values[one] and values[other] else "misplaced"
            gap = values[other] - values[one]
            reading = Reading(kind, (one, other), charge(scene, kind, 0.5), line)
            yield Proposal(reading, {one: gap, other: -gap}, 0)


def _recomputed(scene: Scene) -> Iterator[Proposal]:
    """Propose a wrong cell whose totals were all computed from it.

    Its own sums hold, so it shows where a total stands in an equation of another kind.
    """
    block = scene.block
    sums = {total.equation for total in scene.totals}
    tried = set()
    for number in block.violated:
        one = block.problem.equations[number]
        if number in sums or one.basic != NONE:
            continue
        for total in bits(one.plus | one.minus):
            for leaf in sorted(scene.leaves(total)):
                above = scene.above(leaf)
                slope = sum(coefficient(one, cell) for cell in (leaf, *above))
                if not slope or one.rhs % slope:
                    continue
                gap = one.rhs // slope
                cells = tuple(sorted((leaf, *above)))
                if (cells, gap) in tried or any(_forbids(scene, cell, gap) for cell in cells):
                    continue
                tried.add((cells, gap))
                inner = read_cell(scene, leaf, block.values[leaf] + gap)
                yield Proposal(recomputed(inner, cells), dict.fromkeys(cells, gap), 0)


def _forbids(scene: Scene, cell: int, gap: int) -> bool:
    floor = scene.block.problem.bounds.floors[cell]
    return floor is not None and gap < floor


def _lines(scene: Scene) -> Iterator[Proposal]:
    """Propose totals of a line that were not filled, and lines that repeat another."""
    broken = {total.cell for total in scene.totals if scene.broken >> total.equation & 1}
    for line in scene.lines:
        wrong = tuple(
            cell for cell in line.cells if cell in broken and _crossing(scene, cell, line)
        )
        copied = copied_from(scene, line) is not None
        for cells in (wrong if len(wrong) > 1 else (), line.cells if copied else ()):
            for reading in line_readings(scene, line, cells) if cells else ():
                yield Proposal(reading, {}, _mask(cells))


def _crossing(scene: Scene, cell: int, line: Line) -> bool:
    """Tell whether a cell is a violated total of parts outside its line."""
    return any(
        scene.broken >> total.equation & 1 and not set(total.parts) & set(line.cells)
        for total in scene.total_at.get(cell, ())
    )


def _shifted_rows(scene: Scene) -> Iterator[Proposal]:
    """Propose rows whose figures stand one cell too far to one side."""
    values = scene.block.values
    for line in scene.lines:
        if not line.across or sum(1 for cell in line.cells if values[cell]) < 2:
            continue
        cells = line.cells
        inner = tuple(cell for cell in cells if not _sums_line(scene, cell, line))
        for run in dict.fromkeys((cells, inner)):
            if len(run) > 2:
                yield from _shifts(scene, line, run, "shifted_line")


def _sums_line(scene: Scene, cell: int, line: Line) -> bool:
    return any(set(total.parts) <= set(line.cells) for total in scene.total_at.get(cell, ()))


def _shifted_runs(scene: Scene) -> Iterator[Proposal]:
    """Propose columns in which a run of figures stands one row too high or too low."""
    across = [total for total in scene.totals if scene.broken >> total.equation & 1]
    rows = [total for total in across if _is_row(scene, total)]
    if len(rows) < 2:
        return
    for line in scene.lines:
        if line.across:
            continue
        hit = [at for at, cell in enumerate(line.cells) if any(_in(total, cell) for total in rows)]
        if len(hit) > 1:
            run = line.cells[hit[0] : hit[-1] + 1]
            yield from _shifts(scene, line, run, "shifted_line")


def _is_row(scene: Scene, total: Total) -> bool:
    return set(total.parts) <= set(scene.rows[total.cell].cells)


def _in(total: Total, cell: int) -> bool:
    return cell == total.cell or cell in total.parts


def _shifts(scene: Scene, line: Line, run: tuple[int, ...], kind: str) -> Iterator[Proposal]:
    """Propose to move a run back by one, either way; the figure that fell off is open."""
    values = scene.block.values
    for sources, lost in ((run[1:], run[-1]), (run[:-1], run[0])):
        targets = run[:-1] if lost == run[-1] else run[1:]
        changes = {
            cell: values[source] - values[cell]
            for cell, source in zip(targets, sources, strict=True)
            if values[source] != values[cell]
        }
        if len(changes) > 1:
            reading = Reading(kind, tuple(sorted((*changes, lost))), charge(scene, kind, 0.5), line)
            yield Proposal(reading, changes, 1 << lost)


def _shifted_tables(scene: Scene) -> Iterator[Proposal]:
    """Propose tables whose lower part stands one or two rows too high or too low."""
    values = scene.block.values
    columns = [line for line in scene.lines if not line.across]
    for table in dict.fromkeys(line.table for line in columns):
        stacks = [line.cells for line in columns if line.table == table]
        height = len(stacks[0])
        if any(len(stack) != height for stack in stacks) or height < 4:
            continue
        filled = [at for at in range(height) if any(values[stack[at]] for stack in stacks)]
        for start in range(height - 2):
            for step in (1, 2, -1, -2):
                changes = {}
                lost = 0
                for stack in stacks:
                    for at in range(start, height):
                        source = at - step
                        if start <= source < height:
                            new = values[stack[source]]
                        elif step > 0:
                            new = 0
                        else:
                            lost |= 1 << stack[at]
                            continue
                        if new != values[stack[at]]:
                            changes[stack[at]] = new - values[stack[at]]
                if step > 0 and filled and filled[-1] >= height - step:
                    continue
                if len(changes) > 2:
                    cells = tuple(sorted((*changes, *bits(lost))))
                    reading = Reading(
                        "shifted_table",
                        cells,
                        charge(scene, "shifted_table", 1 / height),
                        scene.rows[stacks[0][start]],
                        step,
                    )
                    yield Proposal(reading, changes, lost)


def _mask(cells: tuple[int, ...]) -> int:
    return sum(1 << cell for cell in cells)
