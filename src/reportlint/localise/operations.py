"""Slips that touch more cells than a smallest set, tried on the system.

A slip is accepted when undoing it leaves nothing violated, alone or with a few more
single cells. Only those are tried after which few enough equations remain violated,
and which can still come near the best explanation.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from reportlint.localise.layout import Follow
from reportlint.localise.misaligned import out_of_line, shifted_tables
from reportlint.localise.proposals import MORE_CELLS, Proposal, proposals
from reportlint.localise.scene import Scene, disjoint, missed
from reportlint.localise.search import Problem, Repair, Search, smallest, undone
from reportlint.localise.slips import Reading, cheapest, read_cell, recomputed
from reportlint.localise.tableau import NONE, bits, bounded, coefficient, mask_of

MORE_WITH_TOTALS = 3
"""How many cells may be wrong besides one whose totals follow it: errors gather in totals."""

_TRIALS = 200
"""How many proposals may be tried on one block."""

_NODES = 200
"""How many nodes the search for the single cells may visit."""


class Accepted(NamedTuple):
    """A slip that clears the block, with the single cells that it needs besides."""

    reading: Reading
    repair: Repair
    changes: Mapping[int, int]


class _Allowance(NamedTuple):
    """The highest price that matters (None: any), and the lowest that a slip can have."""

    limit: int | None
    each: int


def accepted(scene: Scene, search: Search, limit: int | None) -> tuple[Accepted, ...]:
    """Find the slips of several cells that clear a block, up to a price.

    A slip counts as a story of its own when it and the cells besides are fewer than the
    cells of a smallest set; a wrong cell whose totals follow it also when they are as many.
    """
    size = search.size if search.repairs and search.size else MORE_CELLS + 2
    found: list[Accepted] = []
    allowance = _Allowance(limit, cheapest(scene))
    if size > 1:
        found += _with_totals(scene, min(MORE_WITH_TOTALS, size - 1), allowance)
    trials = _TRIALS
    allowed = min(MORE_CELLS, max(0, size - 2))
    shifts = set()
    for proposal in _ways(scene, size, repaired=bool(search.repairs)):
        reading = proposal.reading
        shift = (reading.kind, reading.other, reading.line and reading.line.table)
        if shift in shifts or not _affordable(reading, 0, allowance):
            continue
        least = _remaining(scene, proposal)
        if least <= allowed and _affordable(reading, least, allowance):
            rest = undone(scene.block.problem, proposal.changes, proposal.fixed)
            outcome = smallest(rest, proposal.given, allowed, _NODES)
            found += [Accepted(reading, repair, proposal.changes) for repair in outcome.repairs]
            if outcome.repairs and reading.kind == "shifted_table":
                shifts.add(shift)
            trials -= 1
            if not trials:
                break
    return tuple(found)


def _ways(scene: Scene, size: int, repaired: bool) -> Iterator[Proposal]:
    yield from proposals(scene, size)
    if size > 2:
        yield from shifted_tables(scene)
    if not repaired:
        yield from out_of_line(scene)


def _affordable(reading: Reading, more: int, allowance: _Allowance) -> bool:
    """Tell whether a slip can stay within a price when ``more`` cells are wrong besides."""
    return allowance.limit is None or reading.price + more * allowance.each <= allowance.limit


def _remaining(scene: Scene, proposal: Proposal) -> int:
    """Return a lower bound of the number of cells that are wrong besides a slip."""
    equations = scene.block.problem.equations
    excused = 0
    for cell in bits(proposal.given):
        excused |= scene.layout.touches[cell]
    gaps: dict[int, int] = {}
    for cell, change in proposal.changes.items():
        for number in bits(scene.layout.touches[cell] & ~excused):
            one = equations[number]
            gaps[number] = gaps.get(number, one.rhs) - change * coefficient(one, cell)
    return _least(scene, gaps, excused)


def _least(scene: Scene, gaps: Mapping[int, int], excused: int = 0) -> int:
    """Return how many cells must be wrong at least, given what the equations miss."""
    equations = scene.block.problem.equations
    left = [number for number, gap in gaps.items() if gap and equations[number].basic == NONE]
    left += [number for number in bits(scene.broken & ~excused) if number not in gaps]
    least = disjoint(scene, sorted(left))
    return least if least != 1 or _one_cell(scene, left, excused) else 2


def _one_cell(scene: Scene, left: Sequence[int], excused: int) -> bool:
    """Tell whether one cell stands in all equations that are left and in none that holds."""
    numbers = mask_of(left)
    cells = -1
    for number in left:
        one = scene.block.problem.equations[number]
        cells &= one.plus | one.minus
    bound = scene.layout.equalities & ~excused & ~numbers
    return any(not scene.layout.touches[cell] & bound for cell in bits(cells))


def _with_totals(scene: Scene, allowed: int, allowance: _Allowance) -> list[Accepted]:
    """Find the wrong cells whose totals were all computed from them.

    The sums of such a cell hold, so it shows only where a total stands in an equation of
    another kind. Cells that show alike leave the same equations to be solved, but for
    the bounds: one search serves them all.
    """
    found: list[Accepted] = []
    others = scene.broken & ~scene.layout.sums
    if not others or missed(scene, others) > allowed:
        return found
    equations = scene.block.problem.equations
    trials = _TRIALS
    for follow in scene.layout.follows:
        gaps = dict.fromkeys(
            equations[number].rhs // slope
            for number, slope in follow.effect
            if others & follow.shown & 1 << number and not equations[number].rhs % slope
        )
        for gap in gaps:
            least = _least(
                scene,
                {number: equations[number].rhs - slope * gap for number, slope in follow.effect},
            )
            stories = []
            if least <= allowed and trials:
                stories = [
                    one
                    for one in _stories(scene, follow, gap)
                    if _affordable(one.reading, least, allowance)
                ]
            if stories:
                trials -= 1
                found += _tried(scene.block.problem, stories, allowed)
    return found


def _stories(scene: Scene, follow: Follow, gap: int) -> Iterator[Proposal]:
    """Propose each cell that shows alike to be wrong by a gap, and its totals with it."""
    values, floors = scene.block.values, scene.block.problem.bounds.floors
    for leaf, sign in follow.leaves:
        change = sign * gap
        cells = tuple(sorted((leaf, *scene.layout.above[leaf])))
        if not any((floor := floors[cell]) is not None and change < floor for cell in cells):
            reading = recomputed(read_cell(scene, leaf, values[leaf] + change), cells)
            yield Proposal(reading, dict.fromkeys(cells, change), 0, 1 << leaf)


def _tried(problem: Problem, stories: Sequence[Proposal], allowed: int) -> Iterator[Accepted]:
    """Try proposals that leave the same equations to be solved."""
    shared = undone(problem, stories[0].changes, 0)
    floors = list(problem.bounds.floors)
    for story in stories:
        for cell, change in story.changes.items():
            floor = problem.bounds.floors[cell]
            if floor is not None:
                floors[cell] = min(floors[cell] or 0, floor - change)
    # The loosest bounds of all: what is impossible within them is impossible for each.
    loose = smallest(shared._replace(bounds=bounded(floors)), 0, allowed, _NODES)
    if not loose.repairs:
        return
    for story in stories:
        for repair in _own(problem, story, loose, allowed):
            yield Accepted(story.reading, repair, story.changes)


def _own(problem: Problem, story: Proposal, loose: Search, allowed: int) -> Sequence[Repair]:
    """Return the repairs of one story among those within the loosest bounds."""
    determined = all(low == high for repair in loose.repairs for low, high in repair.changes)
    repairs = [repair for repair in loose.repairs if _within(problem, story, repair)]
    if determined and (repairs or loose.size == allowed):
        return repairs
    return smallest(undone(problem, story.changes, story.fixed), 0, allowed, _NODES).repairs


def _within(problem: Problem, story: Proposal, repair: Repair) -> bool:
    """Tell whether a repair keeps within the bounds of a story and off its wrong cell."""
    for cell, (low, _) in zip(repair.cells, repair.changes, strict=True):
        floor = problem.bounds.floors[cell]
        if story.fixed >> cell & 1:
            return False
        if floor is not None and (low is None or low < floor - story.changes.get(cell, 0)):
            return False
    return True
