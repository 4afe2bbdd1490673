"""Whatever numbers a document holds and however its lines are shifted, each finds its cell."""

import random
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from reportlint.model.cell import CellAddress
from reportlint.model.draft import Draft, Grid, GridCell, Paragraph
from reportlint.model.form import Form, Row, Table
from reportlint.model.pack import Pack
from reportlint.model.place import ParagraphPlace, TablePlace
from reportlint.model.report import Report
from reportlint.readers.text import read_text
from reportlint.recognise.document import recognise_draft

TITLES = {
    "disclosure-2019": "某县统计局2020年政府信息公开工作年度报告",
    "disclosure-2021": "某县统计局2023年政府信息公开工作年度报告",
}
SEEDS = st.integers(min_value=0, max_value=2**32)
FORMS = st.sampled_from(sorted(TITLES))

Values = dict[CellAddress, str]


def filled(form: Form, rng: random.Random) -> Values:
    return {
        CellAddress(table.id, row.id, column): str(rng.choice((0, 0, 1, 7, 23, 1048)))
        for table in form.tables
        for row in table.rows
        for column in row.columns
    }


def read(report: Report) -> Values:
    return {address: cell.raw for address, cell in report.cells.items()}


def heads(table: Table, row: Row) -> list[str]:
    return ["信息内容", *(table.column(column).label for column in row.columns)]


def lines_of(table: Table, values: Values) -> list[list[str]]:
    """Return a table with one line a row, a head before each block of columns."""
    lines: list[list[str]] = []
    columns: Sequence[str] = ()
    for row in table.rows:
        if row.columns != columns:
            columns = row.columns
            lines.append(heads(table, row))
        numbers = [values[CellAddress(table.id, row.id, column)] for column in columns]
        lines.append([row.label, *numbers])
    return lines


@given(seed=SEEDS, form_id=FORMS)
def test_lines_cut_at_tabs_may_be_shifted(seed: int, form_id: str, pack: Pack) -> None:
    rng = random.Random(seed)
    form = pack.form(form_id)
    assert form is not None
    values = filled(form, rng)
    text = TITLES[form_id] + "\n"
    for table in form.tables:
        text += f"\n{table.label}\n\n"
        for line in lines_of(table, values):
            before, between = "\t" * rng.randrange(3), "\t" * rng.randrange(3)
            text += f"{before}{line[0]}\t{between}{chr(9).join(line[1:])}\n"
    report = recognise_draft(read_text(text.encode(), "r.txt"), "r.txt", [pack.forms], None)
    assert read(report) == values
    assert (report.remnants, report.relabeled, report.unplaced) == ((), (), ())


@given(seed=SEEDS, form_id=FORMS)
def test_columns_may_stand_in_any_order_and_tables_be_parted(
    seed: int, form_id: str, pack: Pack
) -> None:
    rng = random.Random(seed)
    form = pack.form(form_id)
    assert form is not None
    values = filled(form, rng)
    blocks: list[Paragraph | Grid] = [Paragraph(TITLES[form_id], ParagraphPlace(1, 1))]
    for number, table in enumerate(form.tables, start=1):
        blocks.append(Paragraph(table.label, ParagraphPlace(number * 100, number + 1)))
        order: dict[int, list[int]] = {}
        rows: list[list[str]] = []
        for line in lines_of(table, values):
            count = len(line) - 1
            mixed = order.setdefault(count, rng.sample(range(1, count + 1), count))
            rows.append([line[0], *(line[at] for at in mixed)])
        cut = rng.randrange(1, len(rows) + 1)
        head = rows[cut - 1] if cut < len(rows) and rows[cut - 1][0] == "信息内容" else None
        end = cut - 1 if head else cut
        blocks += [grid(part, number) for part in (rows[:end], rows[end:]) if part]
    report = recognise_draft(Draft("", tuple(blocks)), "r.docx", [pack.forms], None)
    # A part of another width than the one with its head may be given up, but is never misread.
    for address, cell in report.cells.items():
        assert cell.raw == values[address] or cell.status == "missing", address


def grid(lines: Sequence[Sequence[str]], number: int) -> Grid:
    width = max(map(len, lines))
    rows = []
    for at, line in enumerate(lines, start=1):
        cells = [
            GridCell(text, TablePlace(number * 100 + at, number, at, column))
            for column, text in enumerate(line, start=1)
        ]
        rows.append((*cells, *(None,) * (width - len(cells))))
    return Grid(tuple(rows), TablePlace(number * 100, number, 1, 1))
