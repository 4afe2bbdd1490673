"""A finding's cells -> a small table as the reader of the report knows it.

    11 | 一、本年新收              90
    12 | 二、上年结转               7   = 97

A frame is a grid of plain texts; widths are those of a terminal, where a Chinese
character takes two columns.
"""

from typing import NamedTuple

from rich.cells import cell_len

from reportlint.model.cell import Cell, CellAddress
from reportlint.model.form import Form
from reportlint.model.place import Place
from reportlint.model.report import Report
from reportlint.model.result import Finding
from reportlint.model.rule import Constraint, Side, Term
from reportlint.model.text import Lang, Text, clip
from reportlint.wording import cell_label, magnitude, number

_BLANK = Text("blank", "空白")
_WIDEST = 40
_MOST_VALUES = 30
_ABSENT = Text("missing", "缺失")
_DIFFERENCE = Text("difference", "差")
_AT_MOST = Text("{}, should be at most {}", "{}，应不大于 {}")
_AT_LEAST = Text("{}, should be at least {}", "{}，应不小于 {}")
_UNWRITTEN = ("", "~", "null", "Null", "NULL")
_MORE = Text("… and {} more (-v shows all)", "… 另有 {} 处（-v 显示全部）")
_LISTED = 5
_GAP = "  "


class Line(NamedTuple):
    """One line of a frame: the place that it shows, if any, and its text."""

    source: Place | None
    text: str


def frame(finding: Finding, report: Report, lang: Lang, width: int, verbose: bool) -> list[Line]:
    """Lay out the cells of a finding in at most ``width`` columns."""
    constraint = finding.constraint
    if finding.quote is not None:
        # Imported on use: most findings are about cells alone.
        from reportlint.reporters.quote import quoted

        return [Line(*line) for line in quoted(finding, report.form, lang, width, verbose)]
    if constraint is None:
        return _listing(finding, report, lang, verbose)
    form = report.form
    cells = {cell.address: cell for cell in finding.cells}
    across = _across(finding, constraint, form, cells, lang, verbose)
    if across is not None and all(cell_len(line.text) <= width for line in across):
        return across
    return _down(finding, constraint, form, cells, lang, verbose)


def _across(
    finding: Finding,
    constraint: Constraint,
    form: Form,
    cells: dict[CellAddress, Cell],
    lang: Lang,
    verbose: bool,
) -> list[Line] | None:
    """Lay out the cells of one row side by side, under the heads of their columns."""
    places = {cell.address[:2] for cell in finding.cells}
    if len(places) != 1 or len(finding.cells) < 2:
        return None
    shown = _shown(constraint.left, cells, verbose) + _shown(constraint.right, cells, verbose)
    address = shown[0].cell
    table = form.table(address.table)
    if table is None:
        return None
    heads = [table.column(term.cell.column).short for term in shown]
    values = [_written(term, cells, lang) for term in shown]
    widths = [max(cell_len(h), cell_len(v)) for h, v in zip(heads, values, strict=True)]
    label = table.row(address.row).short
    head = _pad("", cell_len(label)) + _GAP
    body = label + _GAP
    for text, value, size in zip(heads, values, widths, strict=True):
        head += _right(text, size) + _GAP
        body += _right(value, size) + _GAP
    source = next((cell.place for cell in finding.cells if cell.place), None)
    return [
        Line(None, head.rstrip()),
        Line(source, body.rstrip()),
        Line(None, _pad("", cell_len(label)) + _GAP + _verdict(finding, constraint, lang)),
    ]


def _down(
    finding: Finding,
    constraint: Constraint,
    form: Form,
    cells: dict[CellAddress, Cell],
    lang: Lang,
    verbose: bool,
) -> list[Line]:
    """Lay out the cells one below the other, with the sum of each side behind it."""
    places = {(cell.address.table, cell.address.column) for cell in finding.cells}
    shared = next(iter(places)) if len(places) == 1 else None
    entries: list[tuple[Place | None, str, str, str]] = []
    for side, total in ((constraint.left, finding.left), (constraint.right, finding.right)):
        shown = _shown(side, cells, verbose)
        for term in shown:
            cell = cells[term.cell]
            label = _row_label(form, term.cell) if shared else cell_label(form, term.cell)
            is_last = term is shown[-1]
            plain = len(shown) == 1 and not side.constant and term.coefficient == 1
            total_text = f"= {number(total)}" if is_last and not plain and total is not None else ""
            entries.append((cell.place, label, _written(term, cells, lang), total_text))
    label_width = max(cell_len(label) for _, label, _, _ in entries)
    head = _column_label(form, shared) if shared else ""
    value_width = max([cell_len(value) for _, _, value, _ in entries] + [cell_len(head)])
    lines = []
    if head:
        lines.append(Line(None, _pad("", label_width) + _GAP + _right(head, value_width)))
    for source, label, value, total_text in entries:
        text = _pad(label, label_width) + _GAP + _right(value, value_width)
        lines.append(Line(source, f"{text}   {total_text}".rstrip()))
    verdict = _verdict(finding, constraint, lang)
    lines.append(Line(None, _pad("", label_width) + _GAP + verdict))
    return lines


def _listing(finding: Finding, report: Report, lang: Lang, verbose: bool) -> list[Line]:
    """List the cells or rows of a finding that is no relation, with what is written there."""
    entries: list[tuple[Place | None, str, Cell | str]]
    if finding.rule.trait in ("missing_row", "misaligned"):
        entries = _rows(finding, report)
    else:
        entries = [
            (cell.place, cell_label(report.form, cell.address), cell) for cell in finding.cells
        ]
    shown = entries if verbose else entries[:_LISTED]
    width = max((cell_len(label) for _, label, _ in shown), default=0)
    lines = []
    for source, label, content in shown:
        written = content if isinstance(content, str) else _content(content, lang)
        lines.append(Line(source, f"{_pad(label, width)}{_GAP}{written}".rstrip()))
    if len(shown) < len(entries):
        lines.append(Line(None, _MORE.to(lang).format(len(entries) - len(shown))))
    return lines


def _rows(finding: Finding, report: Report) -> list[tuple[Place | None, str, Cell | str]]:
    """Return each row once, with the values that found no place in it."""
    written: dict[tuple[str, str], list[str]] = {}
    for one in report.unplaced:
        written.setdefault(one.address[:2], []).append(one.raw)
    rows: dict[tuple[str, str], tuple[Place | None, str, Cell | str]] = {}
    for cell in finding.cells:
        place = cell.address[:2]
        values = written.get(place, [])
        shown = "  ".join(clip(value, _WIDEST) for value in values[:_MOST_VALUES])
        if len(values) > _MOST_VALUES:
            shown += "  …"
        rows[place] = (cell.place, _row_label(report.form, cell.address), shown)
    return list(rows.values())


def _content(cell: Cell, lang: Lang) -> str:
    if cell.status == "missing":
        return _ABSENT.to(lang)
    written = clip(cell.raw.strip(), _WIDEST)
    return _BLANK.to(lang) if cell.status == "blank" and written in _UNWRITTEN else written


def _shown(side: Side, cells: dict[CellAddress, Cell], verbose: bool) -> list[Term]:
    """Return the terms to show: the non-zero ones, and never none of a side's."""
    if verbose:
        return list(side.terms)
    return [term for term in side.terms if cells[term.cell].value] or list(side.terms[:1])


def _written(term: Term, cells: dict[CellAddress, Cell], lang: Lang) -> str:
    cell = cells[term.cell]
    text = _BLANK.to(lang) if cell.value is None else number(cell.value)
    if term.coefficient not in (1, -1):
        text = f"{number(magnitude(term.coefficient))} × {text}"
    return f"- {text}" if term.coefficient < 0 else text


def _verdict(finding: Finding, constraint: Constraint, lang: Lang) -> str:
    """Say by how much the sides differ, or which bound is broken."""
    assert finding.left is not None
    assert finding.right is not None
    if constraint.relation == "==":
        difference = finding.left - finding.right
        sign = "+" if difference > 0 else ""
        sides = f"{number(finding.left)} ≠ {number(finding.right)}"
        return f"{sides}   {_DIFFERENCE.to(lang)} {sign}{number(difference)}"
    wording = _AT_MOST if constraint.relation == "<=" else _AT_LEAST
    return wording.to(lang).format(number(finding.left), number(finding.right))


def _row_label(form: Form, address: CellAddress) -> str:
    table = form.table(address.table)
    return table.row(address.row).short if table else address.row


def _column_label(form: Form, place: tuple[str, str]) -> str:
    table = form.table(place[0])
    return table.column(place[1]).short if table else place[1]


def _pad(text: str, width: int) -> str:
    return text + " " * (width - cell_len(text))


def _right(text: str, width: int) -> str:
    return " " * (width - cell_len(text)) + text
