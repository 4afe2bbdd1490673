"""A scene -> the slips of several cells that may have happened in it.

A proposal says what undoing the slip does. Proposals are cheap, and most are wrong: they
are tried on the system elsewhere.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from reportlint.localise.layout import Line, Total
from reportlint.localise.scene import Scene, missed
from reportlint.localise.slips import Reading, charge, copied_from, line_readings
from reportlint.localise.tableau import mask_of

MORE_CELLS = 2
"""How many single cells may be wrong besides one slip."""


class Proposal(NamedTuple):
    """A slip with what undoing it does: cells that change by known amounts, and open cells.

    ``fixed`` are the cells that no other slip changes.
    """

    reading: Reading
    changes: dict[int, int]
    given: int
    fixed: int


def proposals(scene: Scene, size: int) -> Iterator[Proposal]:
    """Propose slips where the smallest sets have ``size`` cells."""
    if size == 1:
        yield from _exchanged(scene)
        return
    more = min(MORE_CELLS, size - 2)
    near = [line for line in scene.layout.lines if missed(scene, line.touches) <= more]
    yield from _lines(scene, near)
    yield from _shifted_rows(scene, near)
    yield from _shifted_runs(scene, near)


def _exchanged(scene: Scene) -> Iterator[Proposal]:
    """Propose to exchange neighbors, where that changes all that is violated."""
    values, touches = scene.block.values, scene.layout.touches
    for line in scene.layout.lines:
        if scene.broken & ~line.touches:
            continue
        for one, other in pairwise(line.cells):
            gap = values[other] - values[one]
            if gap and not scene.broken & ~(touches[one] | touches[other]):
                kind = "swapped" if values[one] and values[other] else "misplaced"
                reading = Reading(kind, (one, other), charge(scene, kind, 0.5), line)
                yield Proposal(reading, {one: gap, other: -gap}, 0, 1 << one | 1 << other)


def _lines(scene: Scene, lines: Sequence[Line]) -> Iterator[Proposal]:
    """Propose totals of a line that were not filled, and lines that repeat another."""
    for line in lines:
        unfilled = tuple(
            [
                cell
                for cell in line.cells
                if scene.layout.touches[cell] & scene.broken and _fails_across(scene, cell, line)
            ]
        )
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
        for total in scene.layout.total_at.get(cell, ())
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
        for total in scene.layout.totals.values()
        if scene.broken >> total.equation & 1 and is_row(scene, total)
    ]
    if len(wrong) > 1:
        hit = {scene.layout.rows[total.cell].id for total in wrong}
        for line in lines:
            if not line.across:
                at = [n for n, cell in enumerate(line.cells) if scene.layout.rows[cell].id in hit]
                yield from _shifts(scene, line, line.cells[at[0] : at[-1] + 1] if at else ())


def is_row(scene: Scene, total: Total) -> bool:
    """Tell whether a total adds up cells of its own row."""
    return all(scene.layout.rows[part] is scene.layout.rows[total.cell] for part in total.parts)


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
