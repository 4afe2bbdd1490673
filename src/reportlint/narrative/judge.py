"""Claims + cells -> verdicts: held, violated, not judged.

A claim holds when any set of cells that it may state fits its number. A total is
read as printed, and, where that does not fit, as the sum of its parts: a total
that is blank or wrong has a finding of its own.
"""

from collections.abc import Iterator
from typing import NamedTuple

from reportlint.model.cell import CellAddress, Number
from reportlint.model.form import Form
from reportlint.model.report import Report
from reportlint.model.rule import Side, Stated, Term
from reportlint.narrative.phrases import Claim

_COMBINATIONS = 24


class Value(NamedTuple):
    """What one candidate comes to; ``value`` is None where a cell is missing or no number."""

    side: Side
    value: Number | None
    blanks: tuple[CellAddress, ...]
    blank: bool
    absent: bool


def judge_claim(report: Report, claim: Claim) -> tuple[Value | None, list[Value]]:
    """Compare the number of a claim with every set of cells that it may state.

    Return what fits, and all that was tried.
    """
    states = claim.meanings[0].states
    values: list[Value] = []
    for side in candidates(report.form, claim):
        value = value_of(report, side)
        values.append(value)
        if _fits(claim, value, states):
            return value, values
    for side in [part for one in values for part in _by_parts(report.form, one.side)]:
        value = value_of(report, side)
        values.append(value)
        if _fits(claim, value, states):
            return value, values
    return None, values


def candidates(form: Form, claim: Claim) -> tuple[Side, ...]:
    """Return the sets of cells that a claim may state."""
    money = claim.figure is not None and claim.figure.kind == "money"
    if len(claim.meanings) == 1 and not money:
        return claim.meanings[0].candidates
    sides: list[Side] = [Side((), 0)]
    for meaning in reversed(claim.meanings):
        sides = [
            Side(done.terms + more.terms, done.constant + more.constant)
            for done in sides
            for more in meaning.candidates
        ][:_COMBINATIONS]
    return tuple(_in_yuan(form, side) if money else side for side in sides)


def _in_yuan(form: Form, side: Side) -> Side:
    """Return a side of amounts in 元; a column without a unit is taken for 万元."""
    terms = []
    for coefficient, cell in side.terms:
        table = form.table(cell.table)
        unit = table.column(cell.column).unit if table is not None else ""
        terms.append(Term(coefficient * (1 if unit == "元" else 10_000), cell))
    return Side(tuple(terms), side.constant)


def _by_parts(form: Form, side: Side) -> Iterator[Side]:
    """Yield a side with every total replaced by its parts, where it has one."""
    terms: list[Term] = []
    replaced = False
    for coefficient, cell in side.terms:
        table = form.table(cell.table)
        group = ""
        if table is not None and cell.column in table.column_groups["columns"]:
            group = table.column(cell.column).total_of
        if table is None or not group:
            terms.append(Term(coefficient, cell))
            continue
        replaced = True
        terms += [
            Term(coefficient, CellAddress(cell.table, cell.row, part))
            for part in table.column_groups[group]
        ]
    if replaced:
        yield Side(tuple(terms), side.constant)


def value_of(report: Report, side: Side) -> Value:
    """Add up the cells of a side, blanks as 0."""
    total = side.constant
    blanks: list[CellAddress] = []
    cells = report.cells
    for coefficient, address in side.terms:
        cell = cells.get(address)
        if cell is None:
            return Value(side, None, (), False, True)
        if cell.value is not None:
            total += cell.value if coefficient == 1 else coefficient * cell.value
        elif cell.status == "blank":
            blanks.append(address)
        else:
            return Value(side, None, (address,), False, cell.status == "missing")
    whole = len(blanks) == len(side.terms)
    return Value(side, total, tuple(blanks), whole and bool(blanks), False)


def _fits(claim: Claim, value: Value, states: Stated) -> bool:
    if value.value is None or value.blank:
        return False
    figure, found = claim.figure, value.value
    match states:
        case "at_most":
            return found >= (figure.low if figure else claim.value)
        case "at_least":
            return figure is None or figure.high is None or found <= figure.high
        case "exactly":
            return figure.fits(found) if figure else found == claim.value
