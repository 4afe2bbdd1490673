"""Judged constraints + report -> blocks: independent linear systems in whole numbers.

Two constraints are in one block when a chain of shared cells connects them. What the
constraints alone decide is compiled once and serves every report that they were judged
on; a block adds the figures of one report. Cells are numbered in the order of the form
and equations sorted by their cells, so nothing depends on the order of the rules.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from reportlint.localise.layout import Layout, lay_out
from reportlint.localise.search import Problem
from reportlint.localise.tableau import Equation, bounded, equation, mask_of, standing
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
    layout: Layout


_YEAR = -1
"""The number of the year among the cells: not one that changes."""


class _Linear(NamedTuple):
    """A constraint as coefficients of cells and a constant: their sum is compared with 0.

    ``plain`` says that all numbers are integers, ``unit`` that all coefficients are 1 or -1.
    """

    constraint: Constraint
    terms: tuple[tuple[int, Number], ...]
    constant: Number
    plain: bool
    unit: bool


class _Part(NamedTuple):
    """A connected block before any figure: what the constraints and the form decide.

    ``cells`` are the numbers of its cells among all of the report; the terms of ``lines``
    number them within the part. ``equations`` are those that hold, with ``slacks`` cells
    that are free, and ``stands`` those of each cell. ``signed`` says of each cell whether
    it may be negative, ``counts`` whether it is whole (1) or not (0); ``zeros`` has a 0
    for each cell.
    """

    cells: tuple[int, ...]
    addresses: tuple[CellAddress, ...]
    lines: tuple[_Linear, ...]
    equations: tuple[Equation, ...]
    members: tuple[tuple[int, ...], ...]
    slacks: int
    stands: tuple[int, ...]
    signed: tuple[bool, ...]
    counts: tuple[int, ...]
    zeros: tuple[int, ...]
    layout: Layout


class System(NamedTuple):
    """The constraints of a form, compiled; ``places`` finds them in the parts by their keys."""

    form: Form
    year: int | None
    addresses: tuple[CellAddress, ...]
    judged: tuple[Constraint, ...]
    parts: tuple[_Part, ...]
    places: dict[_Key, tuple[int, int]]

    def fits(self, report: Report, judged: Sequence[Constraint]) -> bool:
        """Tell whether this is the system of a report with these constraints judged."""
        return (
            self.judged == tuple(judged)
            and self.year == report.year
            and self.addresses == tuple(report.cells)
            and self.form == report.form
        )


def compiled(report: Report, judged: Sequence[Constraint]) -> System:
    """Compile the constraints that were judged on a report; its figures have no influence."""
    addresses = tuple(report.cells)
    lines = _lines(report.year, addresses, judged)
    parts = tuple([_part(report.form, addresses, group) for group in _connected(lines)])
    places = {
        _key(line): (at, number)
        for at, part in enumerate(parts)
        for number, line in enumerate(part.lines)
    }
    return System(report.form, report.year, addresses, tuple(judged), parts, places)


def blocks(system: System, report: Report, violated: Sequence[Constraint]) -> tuple[Block, ...]:
    """Build the blocks of violated constraints, in the order of the form."""
    broken: dict[int, list[int]] = {}
    for one in violated:
        place = system.places.get((one.rule.code, one.scope))
        if place is not None:
            broken.setdefault(place[0], []).append(place[1])
    values = [cell.value for cell in report.cells.values()]
    return tuple(
        [
            _block(part, [values[cell] for cell in part.cells], sorted(numbers))
            for part, numbers in [(system.parts[at], broken[at]) for at in sorted(broken)]
        ]
    )


def linear_system(
    form: Form, addresses: tuple[CellAddress, ...], constraints: Sequence[Constraint]
) -> Block:
    """Build one system over all cells of a form, every cell at 0, and nothing known to hold."""
    part = _part(form, addresses, _lines(form.first_year, addresses, constraints), whole=True)
    return _block(part, [0] * len(addresses), range(len(part.lines)))


def _lines(
    year: int | None, addresses: tuple[CellAddress, ...], constraints: Sequence[Constraint]
) -> list[_Linear]:
    positions = dict(zip(addresses, range(len(addresses)), strict=True))
    positions[YEAR] = _YEAR
    return [_linear(year, positions, one) for one in constraints]


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
    plain = isinstance(constant, int) and Decimal not in set(map(type, sums.values()))
    unit = plain and {1, -1}.issuperset(sums.values())
    return _Linear(constraint, tuple(sorted(sums.items())), constant, plain, unit)


def _connected(lines: Sequence[_Linear]) -> list[list[_Linear]]:
    """Group constraints that share cells, in the order of the form."""
    groups: dict[int, list[_Linear]] = {}
    owner: dict[int, int] = {}
    for number, line in enumerate(lines):
        near = {owner[cell] for cell, _ in line.terms if cell in owner}
        # The smaller groups join the largest, so that few cells change hands.
        home = max(near, key=lambda at: (len(groups[at]), -at), default=number)
        joining = [line]
        for other in near - {home}:
            joining += groups.pop(other)
        if line.terms:
            groups.setdefault(home, []).extend(joining)
        for one in joining:
            for cell, _ in one.terms:
                owner[cell] = home
    return sorted(groups.values(), key=lambda group: min(line.terms[0][0] for line in group))


def _part(
    form: Form, addresses: tuple[CellAddress, ...], group: list[_Linear], whole: bool = False
) -> _Part:
    """Compile one block, of the cells of its constraints or of the whole report."""
    group.sort(key=_order)
    cells = range(len(addresses)) if whole else sorted({n for one in group for n, _ in one.terms})
    numbers = dict(zip(cells, range(len(cells)), strict=True))
    lines = []
    equations = []
    slack = len(cells)
    for line in group:
        terms = tuple([(numbers[cell], value) for cell, value in line.terms])
        factor = 1 if line.plain else _power([value for _, value in terms])
        coefficients = {cell: int(value * factor) for cell, value in terms}
        lines.append(line._replace(terms=terms))
        if line.constraint.relation == "==":
            equations.append(equation(coefficients, 0))
        else:
            equations.append(equation({**coefficients, slack: _side(line)}, 0, slack))
            slack += 1
    members = tuple([tuple([cell for cell, _ in line.terms]) for line in lines])
    local = tuple([addresses[cell] for cell in cells])
    signed, counts = _limits(form, local)
    stands = standing(equations, slack)
    return _Part(
        cells=tuple(cells),
        addresses=local,
        lines=tuple(lines),
        equations=tuple(equations),
        members=members,
        slacks=slack - len(cells),
        stands=stands,
        signed=signed,
        counts=counts,
        zeros=(0,) * len(cells),
        layout=lay_out(local, equations, members, stands[: len(cells)]),
    )


def _limits(
    form: Form, addresses: Sequence[CellAddress]
) -> tuple[tuple[bool, ...], tuple[int, ...]]:
    """Return what the form allows: which cells may be negative, and which are whole."""
    kinds: dict[tuple[str, str], tuple[bool, int]] = {}
    signed, counts = [], []
    for table_id, _, column_id in addresses:
        place = table_id, column_id
        if place not in kinds:
            table = form.table(table_id)
            assert table is not None
            column = table.column(column_id)
            kinds[place] = column.signed, int(column.number == "count")
        signed.append(kinds[place][0])
        counts.append(kinds[place][1])
    return tuple(signed), tuple(counts)


def _block(part: _Part, stated: Sequence[Number | None], violated: Sequence[int]) -> Block:
    """Put the figures of a report into a part."""
    scale = _power([value for value in stated if type(value) is Decimal])
    values = tuple([int(value * scale) if value else 0 for value in stated])
    floors = [None if signed else -value for signed, value in zip(part.signed, values, strict=True)]
    bounds = bounded(floors)
    steps, rests = part.counts, part.zeros
    if scale != 1:
        steps = tuple([scale * count for count in steps])
        rests = tuple(
            [value % step if step else 0 for value, step in zip(values, steps, strict=True)]
        )
    equations = list(part.equations)
    if part.slacks:
        for number, line in enumerate(part.lines):
            if line.constraint.relation != "==":
                equations[number], floor = _inequality(line, values, scale, len(floors))
                floors.append(floor)
        bounds = bounded(floors)
    for number in violated:
        if part.lines[number].constraint.relation == "==":
            equations[number] = _equality(part.lines[number], equations[number], values, scale)
    problem = Problem(
        size=len(stated),
        equations=tuple(equations),
        bounds=bounds,
        fixed=0,
        forced=_forced(values, part.signed, rests),
        steps=steps,
        rests=rests,
        stands=part.stands,
    )
    return Block(
        addresses=part.addresses,
        values=values,
        scale=scale,
        blank=mask_of([cell for cell, value in enumerate(stated) if value is None]),
        problem=problem,
        constraints=tuple([line.constraint for line in part.lines]),
        members=part.members,
        violated=tuple(violated),
        layout=part.layout,
    )


def _forced(values: Sequence[int], signed: Sequence[bool], rests: Sequence[int]) -> int:
    """Return the cells that cannot stay: below what the form allows, or not whole."""
    forced = mask_of([cell for cell, rest in enumerate(rests) if rest]) if any(rests) else 0
    if min(values, default=0) < 0:
        below = [cell for cell, value in enumerate(values) if value < 0 and not signed[cell]]
        forced |= mask_of(below)
    return forced


def _equality(line: _Linear, held: Equation, values: Sequence[int], scale: int) -> Equation:
    """Write an equality that does not hold over changes."""
    whole, gap = _gap(line, values, scale)
    return held._replace(rhs=-gap) if line.unit else equation(whole, -gap)


def _inequality(
    line: _Linear, values: Sequence[int], scale: int, slack: int
) -> tuple[Equation, int]:
    """Write an inequality over changes, with a slack, and the lowest change of the slack.

    left - right + slack = 0 for <=, left - right - slack = 0 for >=; the slack is what
    is missing now, so that the equation over changes has no right side.
    """
    whole, gap = _gap(line, values, scale)
    sign = _side(line)
    return equation({**whole, slack: sign}, 0, slack), sign * gap


def _side(line: _Linear) -> int:
    return 1 if line.constraint.relation == "<=" else -1


def _gap(line: _Linear, values: Sequence[int], scale: int) -> tuple[dict[int, int], int]:
    """Return whole coefficients and by how much the sides differ."""
    factor = 1
    if not line.plain:
        factor = _power([value for _, value in line.terms])
        factor *= _power([line.constant * scale * factor])
    whole = {cell: int(value * factor) for cell, value in line.terms}
    gap = int(line.constant * scale * factor)
    for cell, value in whole.items():
        gap += value * values[cell]
    return whole, gap


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
