"""The grids of a draft + a table of the form -> the table's cells.

Rows and columns are found by their labels: row labels stand left of the numbers, or above
them where the table runs across (四、行政复议、行政诉讼); column labels stand above. Where
lines of text were cut at tabs, positions mean nothing and the numbers behind a row's label
are taken in the order of the form, if there are exactly as many.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import NamedTuple

from reportlint.model.cell import Cell, CellAddress
from reportlint.model.draft import Grid, GridCell
from reportlint.model.form import MOST_OPEN_ROWS
from reportlint.model.place import Place
from reportlint.model.report import Relabeled, Remnant
from reportlint.model.text import Text
from reportlint.recognise.labels import fold
from reportlint.recognise.legend import Legend, printed_otherwise
from reportlint.recognise.numerals import is_blank, read_number

GridRow = tuple[GridCell | None, ...]

_NUMERIC = re.compile(
    r"[+\-−－＋]?\s*[0-9０-９](?!\s*[.、．]\s*[^0-9０-９\s])|[增减↑↓][加少]?\s*[0-9０-９]"
)


def distinct(row: Sequence[GridCell | None]) -> list[GridCell]:
    """Return the cells of a row, a merged one once."""
    found: list[GridCell] = []
    for cell in row:
        if cell is not None and (not found or cell is not found[-1]):
            found.append(cell)
    return found


def is_label(text: str) -> bool:
    """Tell whether what a cell holds is a label: some words, and no number."""
    return not is_blank(text) and _NUMERIC.match(text.strip()) is None


def grid_labels(grid: Grid) -> frozenset[str]:
    """Return the labels of a grid, folded."""
    texts = {cell.text for line in grid.rows for cell in distinct(line)}
    return frozenset(fold(text) for text in texts if is_label(text))


def remnant(row: GridRow, reason: Text) -> Remnant:
    """Return what stands in a row as one remnant, its first cell as the place."""
    cells = [cell for cell in distinct(row) if cell.text.strip()]
    text = "  ".join(map(_raw, cells))
    numeric = any(not is_label(cell.text) and not is_blank(cell.text) for cell in cells)
    return Remnant(text, cells[0].place, reason, numeric)


def open_rows(grids: Iterable[Grid], legend: Legend) -> tuple[str, ...]:
    """Return the rows that a document names itself in a table that lets it: label and numbers."""
    found: dict[str, None] = {}
    for grid in grids:
        for line in map(_line, grid.rows):
            label = line.label
            if line.numeric and label is not None and not legend.knows(label.text):
                found.setdefault(_raw(label))
    return tuple(found)[:MOST_OPEN_ROWS]


class Reading(NamedTuple):
    """What was read of a table."""

    cells: dict[CellAddress, Cell]
    row_places: dict[tuple[str, str], Place]
    unplaced: tuple[Cell, ...]
    relabeled: tuple[Relabeled, ...]
    remnants: tuple[Remnant, ...]


class _Line(NamedTuple):
    """A row of a grid: its label, where it has one, and the position of the label's cell."""

    cells: GridRow
    labels: tuple[tuple[int, GridCell], ...]
    numeric: bool

    @property
    def label(self) -> GridCell | None:
        """The last label."""
        return self.labels[-1][1] if self.labels else None


class _Named(NamedTuple):
    """The row that a line is, its whole label, and the line that holds the rest of it."""

    row: str
    label: str
    rest: int | None = None


def read_table(grids: Sequence[Grid], legend: Legend) -> Reading:
    """Read a table from the grids that it was found in, which a page break may part."""
    reader = _Reader(legend)
    for grid in grids:
        reader.grid(grid)
    return reader.reading()


class _Reader:
    """Reads one table; holds what its grids share."""

    def __init__(self, legend: Legend):
        self.table = legend.table
        self.legend = legend
        self.cells: dict[CellAddress, Cell] = {}
        self.row_places: dict[tuple[str, str], Place] = {}
        self.unplaced: dict[str, list[Cell]] = {}
        self.relabeled: dict[str, Relabeled] = {}
        self.remnants: list[Remnant] = []
        self.columns: dict[str, str] = {}
        self.slips: dict[str, str] = {}
        self.header: list[GridRow] = []
        self.positioned = False

    def grid(self, grid: Grid) -> None:
        lines = [_line(row) for row in grid.rows]
        rows = self._rows(lines)
        if rows:
            self._down(grid, lines, rows)
        else:
            self._across(lines, aligned=grid.aligned)

    def reading(self) -> Reading:
        for row in self.table.rows:
            for column in row.columns:
                address = CellAddress(self.table.id, row.id, column)
                if address not in self.cells:
                    self.cells[address] = Cell(address, "", None, "missing", None, ("missing_row",))
        ordered = {
            address: self.cells[address]
            for row in self.table.rows
            for column in row.columns
            for address in (CellAddress(self.table.id, row.id, column),)
        }
        return Reading(
            ordered,
            self.row_places,
            tuple(cell for cells in self.unplaced.values() for cell in cells),
            tuple(self.relabeled.values()),
            tuple(self.remnants),
        )

    def _rows(self, lines: Sequence[_Line]) -> dict[int, _Named]:
        """Return which lines are rows of the table that have their label at the left."""
        found: dict[int, _Named] = {}
        seen = {row for _, row in self.row_places}
        for number, line in enumerate(lines):
            named = self._left_row(line)
            if named is not None:
                found[number] = named
                seen.add(named.row)
        if found:
            self._rows_with_slips(lines, found, seen)
        return found

    def _left_row(self, line: _Line) -> _Named | None:
        """Return the row that the labels at the left of a line name."""
        named = [
            (position, row)
            for position, (_, cell) in enumerate(line.labels)
            if (row := self.legend.row(cell.text)) is not None
        ]
        if not named:
            return None
        position, row = named[-1]
        text = line.labels[position][1].text
        before = [cell.text for _, cell in line.labels[:position]]
        if any(self.legend.row(text) or self.legend.column(text) for text in before):
            return None
        if line.numeric:
            return _Named(row, text)
        # Without numbers it may be a head: no cell follows, or more labels, or 总计 is a column's.
        at = max(at for at, cell in enumerate(line.cells) if cell is line.labels[position][1])
        if all(cell is None for cell in line.cells[at + 1 :]):
            return None
        if position + 1 < len(line.labels) or not all(map(self.legend.over_rows, before)):
            return None
        if self.legend.column(text) is not None and fold(text) == text:
            return None
        return _Named(row, text)

    def _rows_with_slips(
        self, lines: Sequence[_Line], found: dict[int, _Named], seen: set[str]
    ) -> None:
        """Find the rows whose labels are broken over lines or printed with a slip."""
        order = {row.id: position for position, row in enumerate(self.table.rows)}
        for number, line in enumerate(lines):
            if number in found or not line.numeric or line.label is None:
                continue
            joined = self._joined(lines, number)
            if joined is not None and joined.row not in seen:
                found[number] = joined
                seen.add(joined.row)
                continue
            above = max((order[found[n].row] for n in found if n < number), default=-1)
            below = min((order[found[n].row] for n in found if n > number), default=len(order))
            free = {row for row, at in order.items() if above < at < below and row not in seen}
            near = self.legend.nearest_row(line.label.text, free)
            if near is not None:
                found[number] = _Named(near, line.label.text)
                seen.add(near)

    def _joined(self, lines: Sequence[_Line], number: int) -> _Named | None:
        """Return the row of a label that goes on in the line above or below."""
        own = lines[number].label
        assert own is not None
        for other in (number - 1, number + 1):
            if not 0 <= other < len(lines) or lines[other].numeric:
                continue
            part = lines[other].label
            if part is None or self.legend.knows(part.text):
                continue
            parts = (part.text, own.text) if other < number else (own.text, part.text)
            label = "".join(parts)
            row = self.legend.row(label)
            if row is not None:
                return _Named(row, label, other)
        return None

    def _down(self, grid: Grid, lines: Sequence[_Line], rows: dict[int, _Named]) -> None:
        """Read a grid with one line a row."""
        inside = True
        # A part of another width has the head of the part before it, at other positions.
        self.positioned = grid.aligned and all(len(row) == len(grid.rows[0]) for row in self.header)
        rests = {named.rest for named in rows.values()}
        for number, line in enumerate(lines):
            if number in rests:
                continue
            if number in rows:
                self._row(line, rows[number])
                inside = True
            elif self._is_header(line):
                if inside:
                    self.header = []
                    self.positioned = grid.aligned
                    inside = False
                self.header.append(line.cells)
            else:
                self._other(line)

    def _is_header(self, line: _Line) -> bool:
        if line.numeric:
            return False
        # All of them, as each is taken note of.
        columns = [self._column(cell) for _, cell in line.labels]
        return any(column is not None for column in columns)

    def _column(self, cell: GridCell) -> str | None:
        """Return the column that a label of a head means."""
        column = self.legend.column(cell.text)
        if column is None and not self.legend.knows(cell.text):
            column = self.columns.get(cell.text)
            if column is None:
                taken = set(self.columns.values())
                free = {one.id for one in self.table.columns if one.id not in taken}
                column = self.legend.nearest_column(cell.text, free)
        if column is not None:
            self.columns[cell.text] = column
            self._note_label(cell, self.table.column(column).label,
                             printed_otherwise(cell.text, self.table.column(column)))  # fmt: skip
        return column

    def _note_label(self, cell: GridCell, official: str, differs: bool) -> None:
        if differs:
            written = _raw(cell)
            self.relabeled.setdefault(written, Relabeled(written, official, cell.place))

    def _other(self, line: _Line) -> None:
        """Keep what stands in a line that is no row of the form."""
        if line.numeric:
            self.remnants.append(remnant(line.cells, _NO_ROW))
            return
        self.remnants += [
            remnant((cell,), _NO_LABEL)
            for cell in distinct(line.cells)
            if is_label(cell.text) and not self.legend.knows(cell.text)
        ]

    def _row(self, line: _Line, named: _Named) -> None:
        row_id = named.row
        row = self.table.row(row_id)
        own = [cell for _, cell in line.labels if self.legend.row(cell.text) == row_id]
        label = own[-1] if own else line.labels[-1][1]
        last = max(at for at, cell in enumerate(line.cells) if cell is label)
        behind = line.cells[last + 1 :]
        if (self.table.id, row_id) in self.row_places and row_id not in self.unplaced:
            self._repeated(line, row_id, behind)
            return
        values = self._by_header(last + 1, behind, row.columns) if self.positioned else None
        values = values or self._in_order(behind, row.columns)
        if row_id in self.unplaced:
            # A row of the same name that does not fit stood before it.
            if values is None:
                self.remnants.append(remnant(line.cells, _TWICE))
                return
            before = self.unplaced.pop(row_id)
            text = "  ".join((row.short, *(cell.raw for cell in before if cell.raw)))
            place = self.row_places[self.table.id, row_id]
            self.remnants.append(Remnant(text, place, _NO_ROW, True))
        self._note_label(label, row.label, printed_otherwise(named.label, row))
        self.row_places[self.table.id, row_id] = label.place
        if values is None:
            self._misaligned(row_id, row.columns, behind, label.place)
            return
        for column, cell in zip(row.columns, values, strict=True):
            self._place(CellAddress(self.table.id, row_id, column), cell)

    def _by_header(
        self, start: int, behind: GridRow, columns: tuple[str, ...]
    ) -> list[GridCell] | None:
        """Return the cells under the heads of the columns, or None where they do not fit."""
        found: dict[str, list[GridCell]] = {}
        used: list[GridCell] = []
        for at, cell in enumerate(behind, start=start):
            column = self._head(at, columns)
            if column is None or cell is None:
                continue
            under = found.setdefault(column, [])
            used.append(cell)
            # A converter that knows no merged cells repeats them.
            if all(cell is not one and cell.text != one.text for one in under):
                under.append(cell)
        if any(len(found.get(column, ())) != 1 for column in columns):
            return None
        if len({id(found[column][0]) for column in columns}) != len(columns):
            return None
        left = [cell for cell in distinct(behind) if all(cell is not one for one in used)]
        if any(not is_blank(cell.text) for cell in left):
            return None
        return [found[column][0] for column in columns]

    def _head(self, position: int, columns: tuple[str, ...]) -> str | None:
        """Return the column whose label stands above a position, the lowest one first."""
        for row in reversed(self.header):
            cell = row[position] if position < len(row) else None
            column = None if cell is None or not cell.text else self._column(cell)
            if column in columns:
                return column
        return None

    def _in_order(self, behind: GridRow, columns: tuple[str, ...]) -> list[GridCell] | None:
        """Return the cells behind a label in the order of the form, if they are as many."""
        if not self._heads_in_order():
            return None
        cells = distinct(behind)
        windows = [
            cells[start : start + len(columns)]
            for start in range(len(cells) - len(columns) + 1)
            if all(is_blank(cell.text) for cell in cells[:start])
            and all(is_blank(cell.text) for cell in cells[start + len(columns) :])
        ]
        if len(windows) == 1:
            return windows[0]
        # Blanks at both ends leave it open where the row begins, unless all of it is blank.
        if windows and all(is_blank(cell.text) for cell in cells):
            return windows[0]
        return None

    def _heads_in_order(self) -> bool:
        """Tell whether the columns of the head stand in the order of the form."""
        heads = {
            column: at
            for row in self.header
            for at, cell in enumerate(row)
            if cell is not None and (column := self.legend.column(cell.text)) is not None
        }
        places = [heads[column.id] for column in self.table.columns if column.id in heads]
        # A form with several blocks of columns begins at the left again.
        distinct_places = len(set(places)) == len(places)
        return not distinct_places or places == sorted(places)

    def _misaligned(
        self, row_id: str, columns: tuple[str, ...], behind: GridRow, place: Place
    ) -> None:
        self.unplaced[row_id] = [
            Cell(
                CellAddress(self.table.id, row_id, f"#{position}"),
                _raw(cell), None, "unreadable", cell.place, ("misaligned",),
            )
            for position, cell in enumerate(distinct(behind), start=1)
        ]  # fmt: skip
        for column in columns:
            address = CellAddress(self.table.id, row_id, column)
            self.cells[address] = Cell(address, "", None, "missing", place, ("misaligned",))

    def _repeated(self, line: _Line, row_id: str, behind: GridRow) -> None:
        """Pass over a row that stands twice with the same numbers; keep any others."""
        known = [cell.raw for cell in self.cells.values() if cell.address.row == row_id]
        again = [_raw(cell) for cell in distinct(behind)]
        if [raw for raw in again if raw] == [raw for raw in known if raw]:
            return
        self.remnants.append(remnant(line.cells, _TWICE))

    def _across(self, lines: Sequence[_Line], *, aligned: bool) -> None:
        """Read a grid whose rows are named above the numbers."""
        header: list[GridRow] = []
        done = False
        self._heads_with_slips(lines)
        for line in lines:
            known = any(
                self.legend.knows(cell.text) or cell.text in self.slips for _, cell in line.labels
            )
            if not line.numeric and known:
                for _, cell in line.labels:
                    self._column(cell)
                if done:
                    # Another block stands below, with its own labels.
                    header, done = [], False
                header.append(line.cells)
            elif header and not done and not known:
                done = self._across_row(header, line) or (
                    not aligned and self._across_in_order(header, line)
                )
                if not done:
                    self._other(line)
            else:
                self._other(line)

    def _heads_with_slips(self, lines: Sequence[_Line]) -> None:
        """Find the rows whose labels above the numbers are printed with a slip."""
        heads = [cell for line in lines if not line.numeric for _, cell in line.labels]
        if not any(self.legend.column(cell.text) for cell in heads):
            return
        free = {row.id for row in self.table.rows} - {self.legend.row(cell.text) for cell in heads}
        for cell in heads:
            near = (
                None if self.legend.knows(cell.text) else self.legend.nearest_row(cell.text, free)
            )
            if near is not None:
                free.remove(near)
                self.slips[cell.text] = near
                self._note_label(cell, self.table.row(near).label, True)

    def _above_row(self, cell: GridCell) -> str | None:
        return self.legend.row(cell.text) or self.slips.get(cell.text)

    def _across_row(self, header: Sequence[GridRow], line: _Line) -> bool:
        """Place the numbers of a line by the labels above them."""
        addresses = [self._above(header, at) for at in range(len(line.cells))]
        placed: dict[CellAddress, GridCell] = {}
        for address, cell in zip(addresses, line.cells, strict=True):
            if address is None or cell is None:
                if cell is not None and not is_blank(cell.text) and not is_label(cell.text):
                    return False
                continue
            if address in placed and placed[address] is not cell:
                return False
            placed[address] = cell
        if any(address in self.cells for address in placed):
            known = [self.cells[address].raw for address in placed if address in self.cells]
            return known == [_raw(cell) for cell in placed.values()]
        for address, cell in placed.items():
            self._place(address, cell)
            self.row_places.setdefault((self.table.id, address.row), cell.place)
        return bool(placed)

    def _across_in_order(self, header: Sequence[GridRow], line: _Line) -> bool:
        """Place the numbers of a line whose cells do not stand below their labels.

        They are as many as the table has cells, and the labels stand in the form's order.
        """
        heads = [cell for row in header for cell in distinct(row)]
        rows = [row for cell in heads if (row := self._above_row(cell)) is not None]
        columns = [column for cell in heads if (column := self.legend.column(cell.text))]
        each = [column.id for column in self.table.columns]
        addresses = [
            CellAddress(self.table.id, row.id, column)
            for row in self.table.rows
            for column in row.columns
        ]
        named = sum(1 for _ in takewhile(lambda cell: is_label(cell.text), distinct(line.cells)))
        cells = distinct(line.cells)[named:]
        fresh = not any(address in self.cells for address in addresses)
        in_order = rows == [row.id for row in self.table.rows] and columns == each * len(rows)
        if not fresh or not in_order or len(cells) != len(addresses):
            return False
        for address, cell in zip(addresses, cells, strict=True):
            self._place(address, cell)
            self.row_places.setdefault((self.table.id, address.row), cell.place)
        return True

    def _above(self, header: Sequence[GridRow], position: int) -> CellAddress | None:
        """Return the cell that the labels above a position name, the lowest labels first."""
        row = column = None
        filled_row = None
        for line in reversed(header):
            cell = line[position]
            if cell is not None and cell.text:
                column = column or self.legend.column(cell.text) or self.columns.get(cell.text)
                row = row or self._above_row(cell)
            else:
                # A merged label stands in its first position only.
                left = next((one for one in reversed(line[:position]) if one and one.text), None)
                filled_row = filled_row or (self._above_row(left) if left else None)
        row = row or filled_row
        if row is None or column is None or column not in self.table.row(row).columns:
            return None
        return CellAddress(self.table.id, row, column)

    def _place(self, address: CellAddress, cell: GridCell) -> None:
        raw = _raw(cell)
        reading = read_number(raw, self.table.column(address.column))
        self.cells[address] = Cell(
            address, raw, reading.value, reading.status, cell.place, reading.traits
        )


_NO_ROW = Text("the form has no such row", "表式中没有这一行")
_NO_LABEL = Text("no label of the form", "不是表式中的名称")
_TWICE = Text("the row stands twice", "该行重复出现")


def _raw(cell: GridCell) -> str:
    """Return what a cell holds in one line; a number is kept together."""
    return " ".join(cell.text.split())


def _line(row: GridRow) -> _Line:
    labels: list[tuple[int, GridCell]] = []
    numeric = False
    for at, cell in enumerate(row):
        if cell is None or (labels and labels[-1][1] is cell) or is_blank(cell.text):
            continue
        if is_label(cell.text):
            labels.append((at, cell))
        else:
            numeric = True
    return _Line(row, tuple(labels), numeric)
