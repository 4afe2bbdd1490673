"""Changes of cells -> the human errors that they would undo, each with its price.

A price is the negative logarithm of a probability in thousandths, as a whole number:
where the slip happened, how often slips of its kind happen, and how surely such a slip
would have produced what is printed. Prices of slips in one explanation add up, so sets
of single cells and slips that touch several cells compare on one scale.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import log
from typing import NamedTuple

from reportlint.localise.layout import Line
from reportlint.localise.scene import Scene
from reportlint.localise.tableau import bits

PRIOR: Mapping[str, int] = {
    # one cell, in per mille of all slips
    "blank": 300,
    "left_zero": 130,
    "digit": 110,
    "off_by": 110,
    "omitted_part": 80,
    "transposed": 50,
    "dropped_digit": 30,
    "added_digit": 30,
    "repeated_cell": 40,
    "part_twice": 20,
    "scale": 20,
    "sign": 10,
    "stray": 40,
    "arbitrary": 120,
    # several cells
    "misplaced": 110,
    "miscounted": 50,
    "swapped": 40,
    "lumped": 50,
    "total_line": 60,
    "copied_line": 25,
    "left_over": 25,
    "shifted_line": 25,
    "shifted_table": 10,
    "turned_columns": 10,
    "shifted_columns": 5,
    "exchanged_lines": 10,
}
"""How often each kind of slip happens; the order matters more than the figures."""

RECOMPUTED = 0.25
"""How often the totals of a wrong cell were computed from the wrong cell."""

TOTAL = 1.3
"""How much oftener a total is wrong than another cell; in published reports most are totals."""

FILLED = 0.1
"""How often a given cell that is no total and shows 0 should show something."""

DOUBLED = 0.5
"""How often a digit too many repeats the one before it."""

RAREST = 0.02
"""How little the other column counts for at least."""

MOST_ODDS = 4
"""How much a smaller figure may count for at most."""

UNTOLD = frozenset({"arbitrary", "stray"})
"""Kinds that are no evidence: they would fit any number."""


_CellSlip = tuple[str, float, int | None]
"""A kind, its share, and the cell that it refers to."""


class Reading(NamedTuple):
    """One slip: its kind, its cells, its price, and what the words need.

    ``line`` is the line that it happened in, and ``other`` what it refers to: a cell, a
    line, a number of rows, or the slip that others follow from.
    """

    kind: str
    cells: tuple[int, ...]
    price: int
    line: Line | None = None
    other: "Line | Reading | int | None" = None


def price(probability: float) -> int:
    """Return the price of an event."""
    return round(-1000 * log(probability))


def charge(scene: Scene, kind: str, share: float) -> int:
    """Return the price of one slip of a kind that shows as printed with this probability."""
    return price(PRIOR[kind] / 1000 / max(scene.weight, 1) * share)


def cheapest(scene: Scene) -> int:
    """Return a price that no slip goes below."""
    return charge(scene, max(PRIOR, key=lambda kind: PRIOR[kind]), MOST_ODDS)


def total_price(readings: Sequence[Reading]) -> int:
    """Return the price of several slips together."""
    return sum(reading.price for reading in readings)


def read_set(scene: Scene, changes: Mapping[int, int | None]) -> tuple[Reading, ...]:
    """Return the likeliest way to account for changes by slips that do not overlap.

    ``changes`` are the scaled values that cells would take, None when not determined.
    """
    singles = {cell: read_cell(scene, cell, new) for cell, new in changes.items()}
    groups: dict[int, list[Reading]] = {}
    if len(changes) > 1:
        known = {cell: new for cell, new in changes.items() if new is not None}
        for reading in _group_readings(scene, known):
            groups.setdefault(reading.cells[0], []).append(reading)
    return _partition(tuple(sorted(changes)), singles, groups)


def _partition(
    cells: tuple[int, ...], singles: dict[int, Reading], groups: dict[int, list[Reading]]
) -> tuple[Reading, ...]:
    if not cells:
        return ()
    first = cells[0]
    best = (singles[first], *_partition(cells[1:], singles, groups))
    for group in groups.get(first, ()):
        if all(cell in cells for cell in group.cells):
            rest = tuple(cell for cell in cells if cell not in group.cells)
            way = (group, *_partition(rest, singles, groups))
            if total_price(way) < total_price(best):
                best = way
    return best


def read_cell(scene: Scene, cell: int, new: int | None) -> Reading:
    """Return the likeliest slip in one cell that should read ``new`` (None: not determined).

    Other than a total, which is what its parts make it, the proposed figure must itself
    be likely.
    """
    block = scene.block
    now = block.values[cell]
    found: list[_CellSlip]
    if block.blank >> cell & 1:
        found = [("blank", 1, None)]
    elif new is None:
        found = [("arbitrary", 0.01, None)]
    elif not now:
        found = [("left_zero", 1, None)]
    else:
        found = [(kind, share, None) for kind, share in figure_slips(now, new, block.scale)]
        found += _sum_slips(scene, cell, new)
        found += _neighbor_slips(scene, cell)
    kind, share, other = max(found, key=lambda slip: PRIOR[slip[0]] * slip[1])
    if cell in scene.layout.total_at:
        share *= TOTAL
    elif new is not None and kind != "blank":
        share *= _prior(now // block.scale, new // block.scale)
    return Reading(kind, (cell,), charge(scene, kind, share), None, other)


def _prior(now: int, new: int) -> float:
    """Return how likely one figure is beside another, before anything is known of slips.

    Counts spread evenly over the orders of magnitude, so one ten times larger is ten
    times less likely; most cells that show 0 are rightly 0.
    """
    odds = (1 + abs(now)) / (1 + abs(new))
    return FILLED * odds if not now else min(odds, MOST_ODDS)


def figure_slips(now: int, new: int, scale: int) -> Iterator[tuple[str, float]]:
    """Yield the slips of one figure that turn ``new`` into ``now``, with their shares."""
    yield "arbitrary", 1 / (10 + 2 * max(abs(now), abs(new)) // scale)
    if new == -now:
        yield "sign", 1
    elif not new:
        yield "stray", 1 / (5 + 2 * abs(now) // scale)
    else:
        yield from _digit_slips(str(abs(now)), str(abs(new)))
        gap = abs(now - new)
        if gap in (scale, 2 * scale):
            yield "off_by", 0.35 if gap == scale else 0.15
        if any(now == new * factor or new == now * factor for factor in (10, 100, 1000, 10_000)):
            yield "scale", 1 / 8


def _digit_slips(printed: str, meant: str) -> Iterator[tuple[str, float]]:
    if len(printed) == len(meant):
        differ = [
            at for at, pair in enumerate(zip(printed, meant, strict=True)) if len({*pair}) > 1
        ]
        first, last = differ[0], differ[-1]
        if first == last:
            yield "digit", 1 / (9 * len(meant))
        elif last == first + 1 and printed[first:][:2] == meant[first:][1::-1]:
            yield "transposed", 1 / (len(meant) - 1)
    elif len(printed) + 1 == len(meant) and _drops(meant, printed):
        yield "dropped_digit", 1 / len(meant)
    elif len(printed) == len(meant) + 1 and _drops(printed, meant):
        # A key held too long repeats a digit; any other digit could be any other.
        doubled = any(meant[:at] + meant[at - 1 :] == printed for at in range(1, len(printed)))
        yield "added_digit", DOUBLED / len(meant) if doubled else 1 / (10 * (len(meant) + 1))


def _drops(longer: str, shorter: str) -> bool:
    """Tell whether leaving out one digit of the longer number gives the shorter one."""
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


def _sum_slips(scene: Scene, cell: int, new: int) -> Iterator[_CellSlip]:
    """Yield slips of addition: a part left out of a total, or counted twice."""
    values = scene.block.values
    gap = new - values[cell]
    for total in scene.layout.total_at.get(cell, ()):
        if sum(values[part] for part in total.parts) == new:
            for part in total.parts:
                if values[part] and values[part] == abs(gap):
                    yield "omitted_part" if gap > 0 else "part_twice", 0.35, part


def _neighbor_slips(scene: Scene, cell: int) -> Iterator[_CellSlip]:
    """Yield the neighbors whose figure a cell repeats; people copy downward and rightward."""
    values = scene.block.values
    for line in (scene.layout.rows[cell], scene.layout.columns[cell]):
        at = line.cells.index(cell)
        for step, share in ((-1, 0.3), (1, 0.1)):
            if 0 <= at + step < len(line.cells):
                other = line.cells[at + step]
                if values[other] == values[cell] and added_together(scene, cell, other):
                    yield "repeated_cell", share, other


def _group_readings(scene: Scene, news: Mapping[int, int]) -> Iterator[Reading]:
    """Yield the slips that account for two or more of the changes at once."""
    cells = sorted(news)
    for at, one in enumerate(cells):
        for other in cells[at + 1 :]:
            line = scene.line_of(one, other)
            if line is not None:
                yield from _pair_readings(scene, line, (one, other), news)
    for cell in cells:
        yield from _recomputed(scene, cell, news)
    for line in dict.fromkeys(
        line for cell in cells for line in (scene.layout.rows[cell], scene.layout.columns[cell])
    ):
        inside = tuple(cell for cell in cells if cell in line.cells)
        if len(inside) > 1:
            yield from line_readings(scene, line, inside)
            yield from _left_over(scene, line, inside, news)


def _pair_readings(
    scene: Scene, line: Line, pair: tuple[int, int], news: Mapping[int, int]
) -> Iterator[Reading]:
    values = scene.block.values
    one, other = pair
    size = len(line.cells)
    likely = _pair_prior(scene, pair, news)
    if values[one] == news[other] and values[other] == news[one]:
        if not values[one] or not values[other]:
            share = 0.1 * _column_odds(scene, line, pair, news)
            yield Reading("misplaced", pair, charge(scene, "misplaced", share), line)
        else:
            near = abs(line.cells.index(one) - line.cells.index(other)) == 1
            share = 0.5 if near else 0.5 / size
            yield Reading("swapped", pair, charge(scene, "swapped", share), line)
    gap = news[one] - values[one]
    if gap != values[other] - news[other] or not added_together(scene, one, other):
        return
    holder = _holder(scene, line, pair, news)
    if holder is not None:
        yield Reading("lumped", pair, charge(scene, "lumped", 0.3 * likely), line, holder)
    share = likely / (2 + 2 * (abs(gap) // scene.block.scale)) / max(size - 2, 1)
    yield Reading("miscounted", pair, charge(scene, "miscounted", share), line)


def _pair_prior(scene: Scene, pair: tuple[int, int], news: Mapping[int, int]) -> float:
    """Return how likely the figures are that two cells would take, totals aside."""
    likely = 1.0
    for cell in pair:
        if cell not in scene.layout.total_at:
            scale = scene.block.scale
            likely *= _prior(scene.block.values[cell] // scale, news[cell] // scale)
    return likely


def _column_odds(scene: Scene, line: Line, pair: tuple[int, int], news: Mapping[int, int]) -> float:
    """Return how likely it is that figures of a row belong into the other column.

    Rows of a table are much alike: a column that holds little elsewhere seldom holds more
    than its share here.
    """
    values = scene.block.values
    if not line.across:
        return 1
    taker, giver = sorted(pair, key=lambda cell: values[cell] - news[cell])
    moved = (values[giver] - news[giver]) // scene.block.scale
    weights = [
        1 + sum(values[cell] for cell in scene.layout.columns[one].cells if cell != one)
        for one in (taker, giver)
    ]
    return max(min(weights[0] / weights[1], 1) ** min(moved, 3), RAREST)


def _holder(scene: Scene, line: Line, pair: tuple[int, int], news: Mapping[int, int]) -> int | None:
    """Return the cell of a pair that shows the whole total of the line, the other being 0."""
    values = scene.block.values
    for cell, empty in (pair, pair[::-1]):
        if values[cell] and not values[empty]:
            for total in scene.layout.totals_of[cell]:
                whole = total.cell
                if whole in line.cells and whole not in news and values[whole] == values[cell]:
                    return cell
    return None


def _recomputed(scene: Scene, cell: int, news: Mapping[int, int]) -> Iterator[Reading]:
    """Read a wrong cell whose totals were computed from it, along one line or both."""
    values = scene.block.values
    gap = news[cell] - values[cell]
    groups = [frozenset({total.cell}) for total in scene.layout.totals_of[cell]]
    groups.append(scene.layout.above[cell])
    for group in dict.fromkeys(groups):
        if group and all(one in news and news[one] - values[one] == gap for one in group):
            inner = read_cell(scene, cell, news[cell])
            yield recomputed(inner, tuple(sorted((cell, *group))))


def recomputed(inner: Reading, cells: tuple[int, ...]) -> Reading:
    """Return the reading of a wrong cell whose totals agree with it."""
    return Reading("recomputed", cells, inner.price + price(RECOMPUTED), None, inner)


def line_readings(scene: Scene, line: Line, cells: tuple[int, ...]) -> Iterator[Reading]:
    """Yield the slips that make many cells of one line wrong."""
    values = scene.block.values
    if all(cell in scene.layout.total_at for cell in cells):
        unfilled = sum(1 for cell in cells if not values[cell])
        if unfilled > 1:
            share = 0.5 * 0.05 ** (len(cells) - unfilled)
            yield Reading("total_line", cells, charge(scene, "total_line", share), line)
    original = copied_from(scene, line)
    if original is not None:
        share = _copy_share(scene, line, original)
        yield Reading("copied_line", cells, charge(scene, "copied_line", share), line, original)


def _copy_share(scene: Scene, line: Line, original: Line) -> float:
    """Return how likely a line is the copy: mostly what stands just below or to the right."""
    if line.cells[0] < original.cells[0]:
        return 0.05
    lines = scene.layout.columns if line.across else scene.layout.rows
    beside = lines[line.cells[0]]
    apart = beside.cells.index(line.cells[0]) - beside.cells.index(original.cells[0])
    return 0.8 if apart == 1 else 0.2


def _left_over(
    scene: Scene, line: Line, cells: tuple[int, ...], news: Mapping[int, int]
) -> Iterator[Reading]:
    """Read a row of which every figure is to go: of an old draft, or counted twice.

    Such a row adds up by itself.
    """
    values = scene.block.values
    if line.across and not any(news[cell] for cell in cells) and not _fails_alone(scene, line):
        filled = [cell for cell in line.cells if values[cell]]
        if set(filled) == set(cells):
            yield Reading("left_over", cells, charge(scene, "left_over", 0.5), line)


def _fails_alone(scene: Scene, line: Line) -> bool:
    """Tell whether an equation within a line is violated."""
    return any(
        scene.broken >> total.equation & 1 and total.parts[0] in line.cells
        for cell in line.cells
        for total in scene.layout.total_at.get(cell, ())
    )


def copied_from(scene: Scene, line: Line) -> Line | None:
    """Return the line that a line repeats figure by figure; it needs two of them.

    Only lines that are added up together are compared: everything received may well
    have been concluded, and a total repeats its only part.
    """
    values = scene.block.values
    figures = [values[cell] for cell in line.cells]
    if len(figures) - figures.count(0) < 2:
        return None
    for other in scene.layout.lines:
        if (
            other is not line
            and other.across == line.across
            and len(other.cells) == len(figures)
            and values[other.cells[0]] == figures[0]
            and [values[cell] for cell in other.cells] == figures
            and added_together(scene, line.cells[0], other.cells[0])
        ):
            return other
    return None


def added_together(scene: Scene, cell: int, other: int) -> bool:
    """Tell whether two cells stand on the same side of an equation, as parts of one sum."""
    pair = 1 << cell | 1 << other
    return any(
        one.plus & pair == pair or one.minus & pair == pair
        for one in [
            scene.block.problem.equations[number]
            for number in bits(scene.layout.touches[cell] & scene.layout.touches[other])
        ]
    )
