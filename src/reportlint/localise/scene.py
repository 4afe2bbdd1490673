"""A block with its layout and its figures: all that is needed to recognize slips in it."""

from collections.abc import Iterable
from typing import NamedTuple

from reportlint.localise.layout import Layout, Line
from reportlint.localise.system import Block
from reportlint.localise.tableau import bits


class Scene(NamedTuple):
    """A block as a table.

    ``broken`` is the mask of the violated equations, ``weight`` the number of cells that
    are not 0.
    """

    block: Block
    layout: Layout
    broken: int
    weight: int

    def line_of(self, cell: int, other: int) -> Line | None:
        """Return the line that two cells share."""
        rows, columns = self.layout.rows, self.layout.columns
        if rows[cell] is rows[other]:
            return rows[cell]
        return columns[cell] if columns[cell] is columns[other] else None

    def sums_line(self, cell: int, line: Line) -> bool:
        """Tell whether a cell is the total of other cells of a line."""
        return any(line.cells.count(total.parts[0]) for total in self.layout.total_at.get(cell, ()))


def survey(block: Block) -> Scene:
    """Join a block and its layout."""
    return Scene(
        block,
        block.layout,
        broken=sum(1 << number for number in block.violated),
        weight=len(block.values) - block.values.count(0),
    )


def disjoint(scene: Scene, numbers: Iterable[int]) -> int:
    """Return how many of some equations have no cell in common, counted greedily."""
    count = used = 0
    for number in numbers:
        one = scene.block.problem.equations[number]
        if not (one.plus | one.minus) & used:
            count += 1
            used |= one.plus | one.minus
    return count


def missed(scene: Scene, seen: int) -> int:
    """Return how many cells must be wrong at least to violate what a slip does not touch."""
    unseen = scene.broken & ~seen
    few = unseen.bit_count()
    return disjoint(scene, bits(unseen)) if few > 1 else few
