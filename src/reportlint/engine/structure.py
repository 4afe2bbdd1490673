"""Structure rules: traits that no cell may have, and checks of the layout.

What can be said as a linear relation does not belong here.
"""

from collections.abc import Callable, Sequence
from itertools import combinations

from reportlint.model.cell import Cell, Trait
from reportlint.model.form import Table
from reportlint.model.place import Place
from reportlint.model.report import Report
from reportlint.model.result import Finding, Held, Skip
from reportlint.model.rule import Check, Constraint
from reportlint.model.text import Text, clip, same
from reportlint.wording import fill, listed

Verdict = Held | Finding | Skip
_FEW_FIGURES = 5
"""Columns with fewer figures than this may well be equal by chance."""
_LEAST_YEAR_LIKE = 1_000
_QUOTED = 3
_LONGEST = 40


def judge_structure(report: Report, constraint: Constraint) -> Verdict:
    """Judge a rule of the kinds ``forbid`` and ``check``."""
    rule = constraint.rule
    if constraint.scope and constraint.scope[0][1] not in report.table_forms:
        table = report.form.table(constraint.scope[0][1])
        label = table.label if table else constraint.scope[0][1]
        reason = Text(f"the report has no table {label}", f"报告中没有“{label}”表")
        return Skip(rule, constraint.scope, reason, ())
    if rule.check is not None:
        return _CHECKS[rule.check](report, constraint)
    assert rule.trait is not None
    if rule.trait == "year_like" and report.year is None:
        reason = Text("the report's year is not known", "不知道报告年度")
        return Skip(rule, constraint.scope, reason, ())
    table = _table(report, constraint)
    found = [
        cell
        for cell in report.cells.values()
        if cell.address.table == table.id and _has(report, table, cell, rule.trait)
    ]
    if not found:
        return Held(rule, constraint.scope)
    return _finding(report, constraint, found, {})


def _table(report: Report, constraint: Constraint) -> Table:
    table = report.form.table(constraint.scope[0][1])
    assert table is not None
    return table


def _has(report: Report, table: Table, cell: Cell, trait: Trait) -> bool:
    match trait:
        case "blank_total":
            return cell.status == "blank" and _total_of_figures(report, table, cell)
        case "year_like":
            return _year_like(report.year, cell)
        case _:
            return trait in cell.traits


def _total_of_figures(report: Report, table: Table, cell: Cell) -> bool:
    """Tell whether a cell is the total of cells of which one is not 0."""
    address = cell.address
    across = table.column(address.column).total_of
    down = table.row(address.row).total_of
    parts = [address._replace(column=part) for part in table.column_groups.get(across, ())]
    parts += [address._replace(row=part) for part in table.row_groups.get(down, ())]
    return any(part in report.cells and report.cells[part].value for part in parts)


def _year_like(year: int | None, cell: Cell) -> bool:
    """Tell whether a figure begins like the report's year or one beside it."""
    value = cell.value
    if year is None or not isinstance(value, int) or value < _LEAST_YEAR_LIKE:
        return False
    return abs(int(str(value)[:4]) - year) <= 1


def _finding(
    report: Report,
    constraint: Constraint,
    cells: Sequence[Cell],
    values: dict[str, Text],
    place: Place | None = None,
) -> Finding:
    rule = constraint.rule
    if rule.trait in ("missing_row", "misaligned", "missing_cell"):
        rows = dict.fromkeys(cell.address.row for cell in cells)
        table = _table(report, constraint)
        named = [table.row(row).short for row in rows]
        cells_text = Text(", ".join(named), "、".join(named))
        count = len(named)
    else:
        cells_text = listed(report.form, cells)
        count = len(cells)
    slots = {
        "cells": cells_text,
        "count": same(str(count)),
        "written": _written(cells),
        "year": same(str(report.year)),
        "form": same(report.form.label),
        **values,
    }
    if constraint.scope:
        slots["t"] = same(_table(report, constraint).label)
    first = place or next((cell.place for cell in cells if cell.place is not None), None)
    if first is None and constraint.scope:
        first = report.table_places.get(constraint.scope[0][1])
    return Finding(
        rule=rule,
        scope=constraint.scope,
        message=fill(rule.message or rule.title, slots),
        constraint=None,
        left=None,
        right=None,
        equation=None,
        place=first or report.start,
        cells=tuple(cells),
        assumed=(),
    )


def _written(cells: Sequence[Cell]) -> Text:
    """Quote what stands in the first few cells."""
    raws = list(dict.fromkeys(clip(cell.raw.strip(), _LONGEST) for cell in cells[:_QUOTED]))
    return Text(", ".join(raws), "、".join(raws))


def _form_fits_year(report: Report, constraint: Constraint) -> Verdict:
    if report.year is None:
        reason = Text("the report's year is not known", "不知道报告年度")
        return Skip(constraint.rule, constraint.scope, reason, ())
    if report.form.fits(report.year):
        return Held(constraint.rule, constraint.scope)
    fact = report.facts.get("form") or report.facts.get("year")
    return _finding(report, constraint, (), {}, fact.place if fact else report.start)


def _table_follows_form(report: Report, constraint: Constraint) -> Verdict:
    table = _table(report, constraint)
    followed = report.table_forms[table.id]
    if followed == report.form.id:
        return Held(constraint.rule, constraint.scope)
    return _finding(
        report, constraint, (), {"other": same(followed)}, report.table_places[table.id]
    )


def _blank_rows(report: Report, constraint: Constraint) -> Verdict:
    table = _table(report, constraint)
    rows = [
        [cell for cell in report.cells.values() if cell.address[:2] == (table.id, row.id)]
        for row in table.rows
    ]
    blank = [row for row in rows if row and all(cell.status == "blank" for cell in row)]
    filled = [row for row in rows if row and all(cell.status == "number" for cell in row)]
    if not blank or not filled or len(blank) + len(filled) != len(rows):
        return Held(constraint.rule, constraint.scope)
    labels = [table.row(row[0].address.row).short for row in blank]
    cells = [cell for row in blank for cell in row]
    rows_text = Text(", ".join(labels), "、".join(labels))
    return _finding(report, constraint, cells, {"rows": rows_text})


def _distinct_columns(report: Report, constraint: Constraint) -> Verdict:
    table = _table(report, constraint)
    figures = {}
    for column in table.column_groups[constraint.rule.group]:
        cells = [cell for cell in report.cells.values() if cell.address.column == column
                 and cell.address.table == table.id]  # fmt: skip
        figures[column] = cells
    for first, second in combinations(figures, 2):
        ours = [cell.value or 0 for cell in figures[first]]
        theirs = [cell.value or 0 for cell in figures[second]]
        if ours == theirs and sum(map(bool, ours)) >= _FEW_FIGURES:
            labels = table.column(first).short, table.column(second).short
            names = Text(", ".join(labels), "、".join(labels))
            return _finding(report, constraint, figures[second], {"columns": names})
    return Held(constraint.rule, constraint.scope)


def _labels_as_printed(report: Report, constraint: Constraint) -> Verdict:
    labels = [
        Text(f"{one.written} (for {one.official})", f"“{one.written}”应为“{one.official}”")
        for one in report.relabeled
    ]
    return _left_over(report, constraint, labels, [one.place for one in report.relabeled])


def _everything_placed(report: Report, constraint: Constraint) -> Verdict:
    numbers = [one for one in report.remnants if one.numeric]
    texts = [same(clip(one.text, _LONGEST)) for one in numbers]
    return _left_over(report, constraint, texts, [one.place for one in numbers])


def _everything_read(report: Report, constraint: Constraint) -> Verdict:
    reasons = [one.reason for one in report.gaps]
    return _left_over(report, constraint, reasons, [one.place for one in report.gaps])


def _left_over(
    report: Report, constraint: Constraint, texts: Sequence[Text], places: Sequence[Place]
) -> Verdict:
    """Return a finding that names the first few of what a document has beside its cells."""
    if not texts:
        return Held(constraint.rule, constraint.scope)
    shown = texts[:_QUOTED]
    more = Text(", …", "……") if len(texts) > len(shown) else same("")
    written = Text(
        ", ".join(text.en for text in shown) + more.en,
        "、".join(text.zh for text in shown) + more.zh,
    )
    slots = {"written": written, "count": same(str(len(texts)))}
    return _finding(report, constraint, (), slots, places[0])


_CHECKS: dict[Check, Callable[[Report, Constraint], Verdict]] = {
    "blank-rows": _blank_rows,
    "distinct-columns": _distinct_columns,
    "everything-placed": _everything_placed,
    "everything-read": _everything_read,
    "form-fits-year": _form_fits_year,
    "labels-as-printed": _labels_as_printed,
    "table-follows-form": _table_follows_form,
}
