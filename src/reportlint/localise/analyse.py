"""Hard constraints + form -> what the rules of a pack can and cannot see.

Looks at the rules alone, without any report: which cells no rule reads, which cells
the rules cannot tell apart, which rules follow from others, and whether the rules
contradict each other.
"""

from collections.abc import Iterator, Sequence

from reportlint.localise.search import smallest
from reportlint.localise.system import linear_system
from reportlint.localise.tableau import NONE, Equation, bits, coefficient, eliminate
from reportlint.model.analysis import Analysis, Parity
from reportlint.model.cell import CellAddress
from reportlint.model.form import Form
from reportlint.model.rule import Constraint


def analyze(form: Form, constraints: Sequence[Constraint]) -> Analysis:
    """Analyze the hard constraints that are bound to a form; others are left out."""
    hard = [one for one in constraints if one.rule.hard and not one.guards]
    addresses = tuple(_addresses(form))
    system = linear_system(form, addresses, hard)
    signatures: dict[int, list[tuple[int, int]]] = {cell: [] for cell in range(len(addresses))}
    for number, one in enumerate(system.problem.equations):
        for cell in system.members[number]:
            signatures[cell].append((number, coefficient(one, cell)))
    classes: dict[tuple[tuple[int, int], ...], list[int]] = {}
    for cell, signature in signatures.items():
        if signature:
            classes.setdefault(_direction(signature), []).append(cell)
    alike = [tuple(addresses[cell] for cell in cells) for cells in classes.values()]
    equalities = [
        (number, one) for number, one in enumerate(system.problem.equations) if one.basic == NONE
    ]
    keys = [(one.rule.code, one.scope) for one in system.constraints]
    combined = list(_dependencies(equalities))
    dependent = tuple(
        Parity(keys[number], tuple(keys[other] for other in others))
        for number, others, gap in combined
        if not gap
    )
    return Analysis(
        cells=len(addresses),
        constraints=len(hard),
        equalities=len(equalities),
        rank=len(equalities) - len(combined),
        unseen=tuple(addresses[cell] for cell, found in signatures.items() if not found),
        single=tuple(addresses[cell] for cell, found in signatures.items() if len(found) == 1),
        alike=tuple(cells for cells in alike if len(cells) > 1),
        located=sum(1 for cells in alike if len(cells) == 1),
        dependent=dependent,
        conflict=tuple((one.rule.code, one.scope) for one in _conflict(form, addresses, hard)),
    )


def _addresses(form: Form) -> Iterator[CellAddress]:
    for table in form.tables:
        for row in table.rows:
            for column in row.columns:
                yield CellAddress(table.id, row.id, column)


def _direction(signature: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Bring signatures that point the same or the opposite way to one form."""
    sign = 1 if signature[0][1] > 0 else -1
    return tuple((number, sign * value) for number, value in signature)


def _dependencies(
    equalities: Sequence[tuple[int, Equation]],
) -> Iterator[tuple[int, tuple[int, ...], int]]:
    """Yield equations whose cells are a combination of earlier ones, with those.

    What the constants then miss comes last: 0 where the equation follows, else it
    contradicts them. Every equation gets a mark, a cell of its own, which records what
    was combined.
    """
    width = 1 + max((max(one.plus, one.minus).bit_length() for _, one in equalities), default=0)
    kept: list[Equation] = []
    for at, (number, one) in enumerate(equalities):
        marked = _marked(one, width + at)
        kept = [*kept, marked]
        own = (1 << width) - 1
        rest = _reduced(kept, own)
        if rest is not None:
            marks = (rest.plus | rest.minus) >> width
            others = tuple(equalities[other][0] for other in bits(marks) if other != at)
            kept = [one for one in kept if one is not marked]
            yield number, others, rest.rhs


def _marked(one: Equation, mark: int) -> Equation:
    weights = None if one.weights is None else {**one.weights, mark: 1}
    return Equation(one.plus | 1 << mark, one.minus, one.rhs, weights, NONE)


def _reduced(equations: Sequence[Equation], own: int) -> Equation | None:
    """Eliminate the cells of all but the last equation; return it when no cell is left."""
    current = list(equations)
    for at in range(len(current) - 1):
        open_cells = (current[at].plus | current[at].minus) & own
        if open_cells:
            cell = open_cells.bit_length() - 1
            bit = 1 << cell
            pivot = current[at]
            for later in range(at + 1, len(current)):
                if (current[later].plus | current[later].minus) & bit:
                    current[later] = eliminate(current[later], pivot, cell)
    last = current[-1]
    return None if (last.plus | last.minus) & own else last


def _conflict(
    form: Form, addresses: tuple[CellAddress, ...], hard: Sequence[Constraint]
) -> list[Constraint]:
    """Return a smallest set of constraints that contradict each other, by deletion."""
    if _satisfiable(form, addresses, hard):
        return []
    kept = list(hard)
    for one in hard:
        without = [other for other in kept if other is not one]
        if not _satisfiable(form, addresses, without):
            kept = without
    return kept


def _satisfiable(
    form: Form, addresses: tuple[CellAddress, ...], hard: Sequence[Constraint]
) -> bool:
    problem = linear_system(form, addresses, hard).problem
    return bool(smallest(problem, given=(1 << problem.size) - 1).repairs)
