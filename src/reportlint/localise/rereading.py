"""A table + the other forms -> the form whose rows its figures follow, if there is one.

A table that was filled from the draft of another year has its figures in the order of
another form. Read from top to bottom they satisfy the rules of that form.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from reportlint.model.cell import CellAddress, Number
from reportlint.model.form import Form, Table
from reportlint.model.report import Report
from reportlint.model.rule import Constraint, Side

_FEWEST = 6
"""How many rules with figures must hold in the other form: fewer hold by chance."""


class Rereading(NamedTuple):
    """The form that a table follows from top to bottom, and how many of its rules hold so."""

    form: Form
    rules: int


def reread(
    report: Report, table_id: str, others: Sequence[tuple[Form, Sequence[Constraint]]]
) -> Rereading | None:
    """Find a form by which all exact rules about a table hold when its rows are read in order."""
    own = report.form.table(table_id)
    assert own is not None
    for form, constraints in others:
        table = form.table(table_id)
        values = _in_order(report, own, table) if table is not None else None
        if values is None:
            continue
        rules = [
            one
            for one in constraints
            if one.rule.hard and not one.guards and one.tables == (table_id,)
        ]
        told = [one for one in rules if any(values.get(cell) for cell in one.cells)]
        if len(told) >= _FEWEST and all(_holds(one, values) for one in rules):
            return Rereading(form, len(rules))
    return None


def _in_order(report: Report, own: Table, other: Table) -> dict[CellAddress, Number] | None:
    """Give the figures of a table the rows of another one, from top to bottom."""
    rows = [row.id for row in own.rows]
    if rows == [row.id for row in other.rows] or len(rows) < len(other.rows):
        return None
    values: dict[CellAddress, Number] = {}
    for at, row in enumerate(own.rows):
        for column in row.columns:
            cell = report.cells.get(CellAddress(own.id, row.id, column))
            value = (cell.value if cell is not None else None) or 0
            if at < len(other.rows) and column in other.rows[at].columns:
                values[CellAddress(own.id, other.rows[at].id, column)] = value
            elif value:
                return None
    return values


def _holds(one: Constraint, values: Mapping[CellAddress, Number]) -> bool:
    left, right = _value(one.left, values), _value(one.right, values)
    match one.relation:
        case "==":
            return left == right
        case "<=":
            return left <= right
        case ">=":
            return left >= right


def _value(side: Side, values: Mapping[CellAddress, Number]) -> Number:
    total = side.constant
    for coefficient, cell in side.terms:
        total += coefficient * values.get(cell, 0)
    return total
