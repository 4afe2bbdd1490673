"""Constraints + report -> verdicts: held, violated, not judged. Never two, always three.

Arithmetic is exact: integers, and decimals from text to text.
"""

import operator
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from reportlint.engine.document import DocumentJudge, Locate, lacking, not_of_kind
from reportlint.engine.structure import judge_structure
from reportlint.engine.words import equation, relation_message
from reportlint.model.cell import YEAR, Cell, CellAddress, Number
from reportlint.model.place import Place
from reportlint.model.report import Fact, Report
from reportlint.model.result import Finding, Held, Skip
from reportlint.model.rule import DOCUMENT_CHECKS, Comparison, Constraint, Side
from reportlint.model.text import Text
from reportlint.wording import listed

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}


class Verdicts(NamedTuple):
    """The verdicts of all constraints, each in exactly one of the three lists.

    ``hard`` are the exact identities that were judged, held or violated; those
    whose guard is false are not among them.
    """

    held: tuple[Held, ...]
    findings: tuple[Finding, ...]
    skips: tuple[Skip, ...]
    hard: tuple[Constraint, ...]


def whole(fact: Fact, start: int, end: int) -> Place:
    """Return the place of a whole fact for any part of it, where no document is at hand."""
    del start, end
    return fact.place


def judge(report: Report, constraints: Sequence[Constraint], locate: Locate = whole) -> Verdicts:
    """Judge every constraint on one report; ``locate`` finds the place of a part of a text."""
    held: list[Held] = []
    findings: list[Finding] = []
    skips: list[Skip] = []
    hard: list[Constraint] = []
    values = {
        address: cell.value for address, cell in report.cells.items() if cell.value is not None
    }
    if report.year is not None:
        values[YEAR] = report.year
    documents = DocumentJudge(report, locate)
    for constraint in constraints:
        verdict: Held | Finding | Skip
        if constraint.rule.check in DOCUMENT_CHECKS:
            verdict = _judge_document(report, constraint, values, documents)
        elif constraint.rule.kind != "assert":
            verdict = judge_structure(report, constraint)
        else:
            verdict = _judge_relation(report, constraint, values, hard)
        match verdict:
            case Held():
                held.append(verdict)
            case Finding():
                findings.append(verdict)
            case Skip():
                skips.append(verdict)
    return Verdicts(tuple(held), tuple(findings), tuple(skips), tuple(hard))


def _judge_relation(
    report: Report,
    constraint: Constraint,
    values: dict[CellAddress, Number],
    hard: list[Constraint],
) -> Held | Finding | Skip:
    rule, scope = constraint.rule, constraint.scope
    if constraint.unnamed:
        return Skip(rule, scope, _nothing_to_add(report, constraint.unnamed[0]), ())
    blanks: list[CellAddress] = []
    exempt = _exempt(report, constraint, values, blanks)
    if exempt is not None:
        return exempt
    unknown = _unknown(constraint.left, values) + _unknown(constraint.right, values)
    if unknown:
        doubtful = _not_assumed(report, constraint, unknown)
        if doubtful:
            return _skip(report, constraint, doubtful)
        blanks += unknown
    left, right = _value(constraint.left, values), _value(constraint.right, values)
    if rule.hard:
        hard.append(constraint)
    if _COMPARE[constraint.relation](left, right):
        return Held(rule, scope)
    if rule.of:
        other = not_of_kind(report, constraint)
        if other is not None:
            return other
    return _finding(report, constraint, left, right, tuple(dict.fromkeys(blanks)))


def _judge_document(
    report: Report,
    constraint: Constraint,
    values: dict[CellAddress, Number],
    documents: DocumentJudge,
) -> Held | Finding | Skip:
    exempt = lacking(report, constraint) or _exempt(report, constraint, values, [])
    return exempt or documents.judge(constraint)


def _exempt(
    report: Report,
    constraint: Constraint,
    values: dict[CellAddress, Number],
    blanks: list[CellAddress],
) -> Held | Skip | None:
    """Return the verdict where a guard is false or unknown; add the blanks taken as 0."""
    for guard in constraint.guards:
        sides = (guard.left, guard.right)
        unknown = [cell for side in sides for cell in _unknown(side, values)]
        doubtful = _not_assumed(report, constraint, unknown)
        if doubtful:
            return _skip(report, constraint, doubtful)
        if not _true(guard, values):
            return Held(constraint.rule, constraint.scope)
        blanks += unknown
    return None


def _unknown(side: Side, values: dict[CellAddress, Number]) -> list[CellAddress]:
    return [term.cell for term in side.terms if term.cell not in values]


def _value(side: Side, values: dict[CellAddress, Number]) -> Number:
    total = side.constant
    for coefficient, cell in side.terms:
        value = values.get(cell)
        if value:
            total += value if coefficient == 1 else coefficient * value
    return total


def _true(guard: Comparison, values: dict[CellAddress, Number]) -> bool:
    return _COMPARE[guard.comparator](_value(guard.left, values), _value(guard.right, values))


def _not_assumed(
    report: Report, constraint: Constraint, unknown: Sequence[CellAddress]
) -> list[CellAddress]:
    """Return those of the unknown cells that may not be taken as 0."""
    policy = constraint.rule.blank
    assume = policy == "zero" or (policy == "parts" and constraint.relation == "==")
    doubtful = []
    for address in unknown:
        cell = report.cells.get(address)
        blank = cell is not None and cell.status == "blank"
        if not (blank and assume and (policy == "zero" or not _is_total(report, address))):
            doubtful.append(address)
    return list(dict.fromkeys(doubtful))


def _is_total(report: Report, address: CellAddress) -> bool:
    table = report.form.table(address.table)
    if table is None:
        return False
    return bool(table.column(address.column).total_of or table.row(address.row).total_of)


def _skip(report: Report, constraint: Constraint, doubtful: Sequence[CellAddress]) -> Skip:
    return Skip(constraint.rule, constraint.scope, _reason(report, doubtful), tuple(doubtful))


def _nothing_to_add(report: Report, table_id: str) -> Text:
    if table_id not in report.table_forms:
        return _no_table(report, table_id)
    label = _label(report, table_id)
    return Text(f"{label} names no row to add up", f"“{label}”中没有可以相加的行")


def _no_table(report: Report, table_id: str) -> Text:
    label = _label(report, table_id)
    return Text(f"the report has no table {label}", f"报告中没有“{label}”表")


def _label(report: Report, table_id: str) -> str:
    table = report.form.table(table_id)
    return table.label if table else table_id


def _reason(report: Report, doubtful: Sequence[CellAddress]) -> Text:
    """Say why cells have no value; the first kind of reason that applies."""
    if YEAR in doubtful:
        return Text("the report's year is not known", "不知道报告年度")
    for address in doubtful:
        if address not in report.cells:
            if address.table not in report.table_forms:
                return _no_table(report, address.table)
            table = report.form.table(address.table)
            label = _label(report, address.table)
            if table is not None and table.open_rows:
                row = address.row
                return Text(f"{label} has no row {row!r}", f"“{label}”中没有“{row}”这一行")
            return Text(f"{label} follows another form", f"“{label}”采用了其他表式")
    cells = [report.cells[address] for address in doubtful]
    for status, wording in _REASONS.items():
        found = [cell for cell in cells if cell.status == status]
        if found:
            names = listed(report.form, found)
            return Text(wording.en.format(names.en), wording.zh.format(names.zh))
    raise AssertionError(doubtful)


_REASONS = {
    "missing": Text("missing or out of line: {}", "缺少或无法对齐：{}"),
    "unreadable": Text("not a number: {}", "不是数字：{}"),
    "blank": Text("blank, so unknown: {}", "空白，数值未知：{}"),
}


def _finding(
    report: Report,
    constraint: Constraint,
    left: Number,
    right: Number,
    blanks: tuple[CellAddress, ...],
) -> Finding:
    form = report.form
    cells = tuple(report.cells[address] for address in constraint.cells)
    known: dict[CellAddress, Number] = {
        cell.address: 0 if cell.value is None else cell.value for cell in cells
    }
    message = relation_message(form, constraint, left, right, report.year)
    if blanks:
        names = listed(form, [report.cells[address] for address in blanks])
        message = Text(
            f"{message.en} (blank, taken as 0: {names.en})",
            f"{message.zh}（空白按 0 计：{names.zh}）",
        )
    return Finding(
        rule=constraint.rule,
        scope=constraint.scope,
        message=message,
        constraint=constraint,
        left=left,
        right=right,
        equation=equation(constraint, left, right, known),
        place=_place(report, cells),
        cells=cells,
        assumed=blanks,
    )


def _place(report: Report, cells: Sequence[Cell]) -> Place:
    """Return the place of the first cell that has one, non-zero cells first."""
    for cell in cells:
        if cell.place is not None and cell.value:
            return cell.place
    for cell in cells:
        if cell.place is not None:
            return cell.place
    for cell in cells:
        place = report.table_places.get(cell.address.table)
        if place is not None:
            return place
    return report.start
