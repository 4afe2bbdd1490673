"""Changes of cells -> the human errors that they would undo, each with its price.

A price is the negative logarithm of a probability in thousandths, as a whole number:
where the slip happened, how often slips of its kind happen, and how surely such a slip
would have produced what is printed. Prices of slips in one explanation add up, so sets
of single cells and slips that touch several cells compare on one scale.
"""

from collections.abc import Iterator, Mapping
from math import log
from typing import NamedTuple

from reportlint.localise.scene import Line, Scene
from reportlint.localise.tableau import bits

PRIOR: Mapping[str, int] = {
    # one cell, in per mille of all slips
    "blank": 300,
    "left_zero": 130,
    "digit": 130,
    "off_by": 110,
    "omitted_part": 60,
    "transposed": 60,
    "dropped_digit": 50,
    "added_digit": 50,
    "repeated_cell": 40,
    "part_twice": 20,
    "scale": 20,
    "sign": 10,
    "stray": 40,
    "arbitrary": 40,
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
}
"""How often each kind of slip happens; the order matters more than the figures."""

RECOMPUTED = 0.25
"""How often the totals of a wrong cell were computed from the wrong cell."""

UNTOLD = frozenset({"arbitrary", "stray"})
"""Kinds that are no evidence: they would fit any number."""


class Reading(NamedTuple):
    """One slip: its kind, its cells, its price, and what the words need.

    ``line`` is the line that it happened in, and ``other`` what it refers to: a cell, a
    line, or the slip that others follow from.
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


def read_cell(scene: Scene, cell: int, new: int | None) -> Reading:
    """Return the likeliest slip in one cell that should read ``new`` (None: not determined)."""
    found = list(_cell_readings(scene, cell, new))
    return min(found, key=lambda reading: reading.price)


def read_set(scene: Scene, changes: Mapping[int, int | None]) -> tuple[Reading, ...]:
    """Return the likeliest way to account for a set of changes by slips, none overlapping."""
    if len(changes) == 1:
        ((cell, new),) = changes.items()
        return (read_cell(scene, cell, new),)
    known = {cell: new for cell, new in changes.items() if new is not None}
    groups: dict[int, list[Reading]] = {}
    for reading in _group_readings(scene, known):
        groups.setdefault(min(reading.cells), []).append(reading)
    singles = {cell: read_cell(scene, cell, new) for cell, new in changes.items()}
    return _partition(tuple(sorted(changes)), singles, groups)


def total_price(readings: tuple[Reading, ...]) -> int:
    """Return the price of several slips together."""
    return sum(reading.price for reading in readings)


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


def _cell_readings(scene: Scene, cell: int, new: int | None) -> Iterator[Reading]:
    block = scene.block
    now = block.values[cell]

    def reading(kind: str, share: float, other: int | None = None) -> Reading:
        return Reading(kind, (cell,), charge(scene, kind, share), None, other)

    if block.blank & (1 << cell):
        yield reading("blank", 1)
        return
    if new is None:
        yield reading("arbitrary", 0.01)
        return
    size = max(abs(now), abs(new)) // block.scale
    yield reading("arbitrary", 1 / (10 + 2 * size))
    if new == -now:
        yield reading("sign", 1)
    if not now:
        yield reading("left_zero", 1)
        return
    if not new:
        yield reading("stray", 1 / (10 + size))
    else:
        yield from (reading(kind, share) for kind, share in _digit_slips(now, new, block.scale))
    for total in scene.total_at.get(cell, ()):
        parts = [(part, block.values[part]) for part in total.parts]
        if sum(value for _, value in parts) == new:
            for part, value in parts:
                if value and new - now == value:
                    yield reading("omitted_part", 0.25, part)
                if value and now - new == value and len(parts) > 1:
                    yield reading("part_twice", 0.25, part)
    for line in (scene.rows[cell], scene.columns[cell]):
        at = line.cells.index(cell)
        for step, share in ((-1, 0.3), (1, 0.1)):
            if 0 <= at + step < len(line.cells):
                other = line.cells[at + step]
                if block.values[other] == now and scene.total_at.get(other) == scene.total_at.get(
                    cell
                ):
                    yield reading("repeated_cell", share, other)


def _digit_slips(now: int, new: int, scale: int) -> Iterator[tuple[str, float]]:
    """Yield the slips of the pen that turn ``new`` into ``now``, with their shares."""
    printed, meant = str(abs(now)), str(abs(new))
    if len(printed) == len(meant):
        differ = [at for at, (a, b) in enumerate(zip(printed, meant, strict=True)) if a != b]
        if len(differ) == 1:
            yield "digit", 1 / (9 * len(meant))
        elif (
            len(differ) == 2
            and differ[1] == differ[0] + 1
            and printed[differ[0]] == meant[differ[1]]
            and printed[differ[1]] == meant[differ[0]]
        ):
            yield "transposed", 1 / (len(meant) - 1)
    elif len(printed) + 1 == len(meant) and _drops(meant, printed):
        yield "dropped_digit", 1 / len(meant)
    elif len(printed) == len(meant) + 1 and _drops(printed, meant):
        yield "added_digit", 1 / (10 * (len(meant) + 1))
    gap = abs(now - new)
    if gap in (scale, 2 * scale):
        yield "off_by", 0.35 if gap == scale else 0.15
    if any(now == new * factor or new == now * factor for factor in (10, 100, 1000, 10_000)):
        yield "scale", 1 / 8


def _drops(longer: str, shorter: str) -> bool:
    """Tell whether leaving out one digit of the longer number gives the shorter one."""
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


def _group_readings(scene: Scene, news: Mapping[int, int]) -> Iterator[Reading]:
    """Yield the slips that account for two or more of the changes at once."""
    values = scene.block.values
    cells = sorted(news)
    for at, one in enumerate(cells):
        for other in cells[at + 1 :]:
            line = scene.line_of(one, other)
            if line is not None:
                yield from _pair_readings(scene, line, one, other, news)
    for cell in cells:
        yield from _recomputed(scene, cell, news)
    for line in dict.fromkeys(
        line for cell in cells for line in (scene.rows[cell], scene.columns[cell])
    ):
        inside = tuple(cell for cell in cells if cell in line.cells)
        if len(inside) < 2:
            continue
        yield from line_readings(scene, line, inside)
        filled = [cell for cell in line.cells if values[cell]]
        if line.across and set(inside) == set(filled) and not any(news[cell] for cell in inside):
            yield Reading("left_over", inside, charge(scene, "left_over", 0.5), line)


def _pair_readings(
    scene: Scene, line: Line, one: int, other: int, news: Mapping[int, int]
) -> Iterator[Reading]:
    values = scene.block.values
    pair = (one, other)
    if values[one] == news[other] and values[other] == news[one]:
        if values[one] and values[other]:
            near = scene.beside(one, other)
            share = 0.5 if near else 0.5 / len(line.cells)
            yield Reading("swapped", pair, charge(scene, "swapped", share), line)
        else:
            yield Reading("misplaced", pair, charge(scene, "misplaced", 0.2), line)
    if one in scene.total_at or other in scene.total_at:
        same = scene.total_at.keys() >= set(pair)
        if not same:
            return
    gap = news[one] - values[one]
    if gap == values[other] - news[other]:
        whole = next(
            (
                total
                for cell in pair
                for total in scene.totals_of.get(cell, ())
                if total.cell in line.cells
                and values[cell]
                and values[cell] == values[total.cell]
                and total.cell not in news
            ),
            None,
        )
        size = abs(gap) // scene.block.scale
        share = 1 / (2 + 2 * size) / max(len(line.cells) - 2, 1)
        if whole is not None and not (values[one] and values[other]):
            holder = one if values[one] else other
            yield Reading("lumped", pair, charge(scene, "lumped", 0.3), line, holder)
        yield Reading("miscounted", pair, charge(scene, "miscounted", share), line)


def _recomputed(scene: Scene, cell: int, news: Mapping[int, int]) -> Iterator[Reading]:
    """Read a wrong cell whose totals were computed from it, along one line or both."""
    values = scene.block.values
    gap = news[cell] - values[cell]
    groups = [frozenset({total.cell}) for total in scene.totals_of.get(cell, ())]
    groups.append(scene.above(cell))
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
    if all(cell in scene.total_at for cell in cells):
        unfilled = [cell for cell in cells if not values[cell]]
        if len(unfilled) > 1 or (unfilled and not any(values[cell] for cell in line.cells)):
            strays = len(cells) - len(unfilled)
            share = 0.5 * 0.05**strays
            yield Reading("total_line", cells, charge(scene, "total_line", share), line)
    original = copied_from(scene, line)
    if original is not None:
        yield Reading("copied_line", cells, charge(scene, "copied_line", 0.3), line, original)


def copied_from(scene: Scene, line: Line) -> Line | None:
    """Return the line that a line repeats figure by figure; it needs two of them.

    Only lines that are added up together are compared: everything received may well
    have been concluded, and a total repeats its only part.
    """
    values = scene.block.values
    figures = [values[cell] for cell in line.cells]
    if sum(1 for figure in figures if figure) < 2:
        return None
    for other in scene.lines:
        if (
            other is not line
            and (other.table, other.across) == (line.table, line.across)
            and len(other.cells) == len(figures)
            and [values[cell] for cell in other.cells] == figures
            and _added_together(scene, line.cells[0], other.cells[0])
        ):
            return other
    return None


def _added_together(scene: Scene, cell: int, other: int) -> bool:
    return any(other in total.parts for total in scene.totals_of.get(cell, ()))


def touched(scene: Scene, cells: tuple[int, ...]) -> int:
    """Return the equations that a set of cells stands in."""
    mask = 0
    for cell in cells:
        mask |= scene.touches[cell]
    return mask


def open_equations(scene: Scene, cells: tuple[int, ...]) -> tuple[int, ...]:
    """Return the violated equations that a set of cells does not reach."""
    return tuple(bits(scene.broken & ~touched(scene, cells)))
