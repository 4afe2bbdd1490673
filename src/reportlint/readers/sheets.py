"""Sheets of a workbook -> grids and paragraphs.

Knows no file format: ``xlsx.py``, ``ods.py`` and ``xls.py`` fill the sheets.
"""

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from reportlint.model.draft import Block, Gap, Grid, GridCell, Paragraph
from reportlint.model.place import SheetPlace
from reportlint.model.text import Text

MAX_CELLS = 50_000
MAX_POSITIONS = 200_000
LONG = 40
"""Characters from which a text that stands alone is prose, wherever it stands."""


class Range(NamedTuple):
    """A merged cell, by its first and last row and column, 0-based."""

    top: int
    left: int
    bottom: int
    right: int


class Sheet(NamedTuple):
    """A sheet: its cells by row and column, 0-based; an empty cell that is there is ''."""

    name: str
    cells: Mapping[tuple[int, int], str]
    merges: Sequence[Range] = ()
    troubles: Sequence[tuple[Text, str]] = ()
    hidden: bool = False
    pictured: bool = False


class Book(NamedTuple):
    """A workbook: what it calls itself, and its sheets in order."""

    title: str
    sheets: Sequence[Sheet]


def number_text(value: float | str) -> str:
    """Return a number as a sheet shows it in full: 15 digits, no exponent, no ``.0``."""
    text = format(Decimal(format(float(value), ".15g")), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def percent_text(value: float | str) -> str:
    """Return a share as a sheet shows it: in percent."""
    return number_text(float(number_text(value)) * 100) + "%"


def date_text(days: float, *, from_1904: bool) -> str:
    """Return the date or the time that a count of days stands for, or the count."""
    try:
        if 0 <= days < 1:
            minutes, seconds = divmod(round(days * 86_400), 60)
            return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
        # Excel counts a 29 February 1900 that never was.
        start = datetime.date(1904, 1, 1) if from_1904 else datetime.date(1899, 12, 30)
        return (start + datetime.timedelta(days=int(days))).isoformat()
    except (OverflowError, ValueError):
        return number_text(days)


def too_many(sheet: str) -> Text:
    """Say that a sheet has more cells than are read."""
    return Text(f"the sheet {sheet} has too many cells; those after this one were not read",
                f"工作表“{sheet}”的单元格过多，此处以后的没有读取")  # fmt: skip


def _pictures(sheet: str) -> Text:
    """Say that a sheet shows something that is no cell."""
    return Text(f"the sheet {sheet} has pictures or text boxes, which were not read",
                f"工作表“{sheet}”中的图片、文本框没有读取")  # fmt: skip


def ref(row: int, column: int) -> str:
    """Return the name of a cell, such as C5."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def blocks_of(book: Book) -> tuple[tuple[Block, ...], tuple[Gap, ...]]:
    """Return the grids and paragraphs of a workbook, and what could not be read of it."""
    blocks: list[Block] = []
    gaps: list[Gap] = []
    at = 0
    for sheet in book.sheets:
        gaps += [Gap(why, SheetPlace(at, sheet.name, where)) for why, where in sheet.troubles]
        if sheet.pictured:
            gaps.append(Gap(_pictures(sheet.name), SheetPlace(at, sheet.name, "A1"), aside=True))
        if sheet.hidden:
            reason = Text(f"the sheet {sheet.name} is hidden and was not read",
                          f"工作表“{sheet.name}”已隐藏，没有读取")  # fmt: skip
            gaps.append(Gap(reason, SheetPlace(at, sheet.name, "A1"), aside=True))
            continue
        for run in _runs(sheet):
            found, at = _blocks(sheet, run, at)
            if found is None:
                reason = Text(f"the sheet {sheet.name} is too wide; this part of it was not read",
                              f"工作表“{sheet.name}”过宽，这一部分没有读取")  # fmt: skip
                gaps.append(Gap(reason, SheetPlace(at, sheet.name, ref(run.first, 0))))
                continue
            blocks += found
    return tuple(blocks), tuple(gaps)


class _Run(NamedTuple):
    """Rows that follow each other: the columns of their cells, and the merged cells."""

    first: int
    columns: list[list[int]]
    merges: list[Range]


def _runs(sheet: Sheet) -> list[_Run]:
    """Return the rows that hold text, those that follow each other together."""
    columns: dict[int, list[int]] = {}
    used = set()
    for (row, column), text in sheet.cells.items():
        columns.setdefault(row, []).append(column)
        if text.strip():
            used.add(row)
    for merge in sheet.merges:
        # A merged label reaches over rows that may be empty apart from it.
        if sheet.cells.get((merge.top, merge.left), "").strip():
            used.update(range(merge.top, min(merge.bottom, merge.top + 1_000) + 1))
    runs: list[_Run] = []
    for row in sorted(used):
        if not runs or runs[-1].first + len(runs[-1].columns) != row:
            runs.append(_Run(row, [], []))
        runs[-1].columns.append(columns.get(row, []))
    budget = MAX_POSITIONS
    lasts = [run.first + len(run.columns) - 1 for run in runs]
    for merge in sheet.merges:
        for run in runs[bisect_left(lasts, merge.top) :]:
            budget -= 1
            if run.first > merge.bottom or budget < 0:
                break
            run.merges.append(merge)
    return runs


def _blocks(sheet: Sheet, run: _Run, at: int) -> tuple[list[Block] | None, int]:
    """Return the blocks of a run of rows, and the number of the last place."""
    lines = _positions(run)
    if lines is None:
        return None, at
    cells: dict[tuple[int, int], GridCell] = {}
    rows: list[list[GridCell | None]] = []
    for line in lines:
        made = []
        for position in line:
            if position is not None and position not in cells:
                at += 1
                text = sheet.cells.get(position, "").strip()
                cells[position] = GridCell(text, SheetPlace(at, sheet.name, ref(*position)))
            made.append(None if position is None else cells[position])
        rows.append(made)
    return list(_parted(_worded(rows))), at


def _worded(rows: list[list[GridCell | None]]) -> list[list[GridCell | None]]:
    """Leave out columns in which nothing is written."""
    columns = [
        column for column in zip(*rows, strict=True) if any(cell and cell.text for cell in column)
    ]
    return [list(row) for row in zip(*columns, strict=True)]


def _parted(rows: list[list[GridCell | None]]) -> Iterator[Block]:
    """Part rows that follow each other into tables and paragraphs.

    A row that holds one cell only is a paragraph where no table goes on in it: above all
    tables, below them, across their whole width, or where its text is long. A label before
    cells that are empty, but there, is a row of a table, and so is one over some columns.
    """
    alone = [_alone(row) for row in rows]
    above = next((n for n, cell in enumerate(alone) if cell is None), len(rows))
    below = next((n for n, cell in enumerate(reversed(alone)) if cell is None), 0)
    table: list[list[GridCell | None]] = []
    before: GridCell | None = None
    for number, (row, cell) in enumerate(zip(rows, alone, strict=True)):
        last = number >= len(rows) - below and row.count(cell) == 1
        near = rows[max(number - 1, 0) : number + 2]
        if cell is None or not (
            number < above or last or len(cell.text) > LONG or _is_whole(row, near)
        ):
            table.append(row)
            continue
        yield from _grid(table)
        table = []
        if cell is not before:  # not the next row of a merged cell
            yield Paragraph(cell.text, cell.place)
        before = cell
    yield from _grid(table)


def _alone(row: list[GridCell | None]) -> GridCell | None:
    """Return the only cell of a row, where it has only one."""
    there = [cell for cell in row if cell is not None]
    first = there[0] if there else None
    return first if first and first.text and all(cell is first for cell in there) else None


def _is_whole(row: list[GridCell | None], near: list[list[GridCell | None]]) -> bool:
    """Tell whether the only cell of a row reaches as far as the rows above and below."""
    return all(
        own is not None or other is None
        for neighbor in near
        for own, other in zip(row, neighbor, strict=True)
    )


def _grid(rows: list[list[GridCell | None]]) -> Iterator[Grid]:
    if rows:
        columns = [column for column in zip(*rows, strict=True) if any(column)]
        kept = tuple(zip(*columns, strict=True))
        first = next(cell for row in kept for cell in row if cell is not None)
        yield Grid(kept, first.place)


def _positions(run: _Run) -> list[list[tuple[int, int] | None]] | None:
    """Return which cell stands at each position; None where the sheet is too wide.

    Columns in which these rows have no cell are left out, so a stray cell far to the right
    costs one column.
    """
    height = len(run.columns)
    columns = sorted(
        {column for row in run.columns for column in row} | {merge.left for merge in run.merges}
    )
    budget = MAX_POSITIONS - len(columns) * height
    if budget < 0:
        return None
    numbers = {column: number for number, column in enumerate(columns)}
    lines: list[list[tuple[int, int] | None]] = [[None] * len(columns) for _ in range(height)]
    for down, row in enumerate(run.columns):
        for column in row:
            lines[down][numbers[column]] = (run.first + down, column)
    for merge in run.merges:
        top = max(merge.top - run.first, 0)
        bottom = min(merge.bottom - run.first + 1, height)
        start, end = bisect_left(columns, merge.left), bisect_right(columns, merge.right)
        budget -= (bottom - top) * (end - start)
        if budget < 0:
            return None
        for line in lines[top:bottom]:
            line[start:end] = [(merge.top, merge.left)] * (end - start)
    return lines
