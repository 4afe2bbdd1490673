"""A document of keys and values (YAML, JSON) + the known forms -> a report.

Keys are ids or official labels. A key that the form does not know is an error
with a suggestion; a value that does not fit its place is kept and marked, so that
a rule reports it and nothing is lost.
"""

from collections.abc import Iterable
from collections.abc import Mapping as AbstractMapping
from collections.abc import Sequence as AbstractSequence
from typing import NamedTuple

from reportlint.errors import ReadError
from reportlint.markup.nodes import Mapping, Node, Scalar, Sequence
from reportlint.model.cell import Cell, CellAddress
from reportlint.model.form import MOST_OPEN_ROWS, Field, Form, Row, Table
from reportlint.model.place import Place, Source, Span
from reportlint.model.report import Fact, Report
from reportlint.model.text import Text
from reportlint.model.waiver import Waiver
from reportlint.recognise.choice import DOCUMENT_LABEL, FORM_LABEL, choose_form, read_year
from reportlint.recognise.labels import fold, index
from reportlint.recognise.numerals import read_number
from reportlint.suggest import did_you_mean, nearest

_FACTS = (
    "form",
    "agency",
    "year",
    "title",
    "published",
    "scope",
    "headings",
    "narrative",
    "waivers",
    "document",
)
_LABELS = {"form": (FORM_LABEL,), "waivers": ("豁免",), "document": (DOCUMENT_LABEL,)}
_SCOPES = ("own", "region")


def recognise(
    root: Node, path: str, packs: AbstractSequence[AbstractSequence[Form]], form_id: str | None
) -> Report:
    """Recognise a report.

    ``packs`` are the forms of each loaded pack, the user's packs first; ``form_id``
    names the form to use whatever the report says.

    Raises:
        ReadError: The document is no report of a known form: no form follows from
            it, or a key is unknown or given twice.
    """
    if not isinstance(root, Mapping):
        empty = isinstance(root, Scalar) and root.null
        raise ReadError(
            Text("the file is empty", "文件是空的")
            if empty
            else Text("a report is a mapping of keys to values", "报告应由“键: 值”组成"),
            Source(path, root.span),
            Text("reportlint init writes an empty report to fill in",
                 "可用 reportlint init 生成一份空白报告来填写"),
        )  # fmt: skip
    year = read_year(root, path, packs)
    family, form, named = choose_form(root, path, packs, form_id, year)
    return _Recogniser(path, family, form, named).report(root, year)


class _TableNode(NamedTuple):
    """A table of the document with the layout that it follows."""

    table: Table
    form: Form
    key: Scalar
    node: Mapping


class _Recogniser:
    """Recognise one report; holds what the steps share."""

    def __init__(self, path: str, family: AbstractSequence[Form], form: Form, named: bool):
        self.path = path
        self.family = family
        self.form = form
        self.named = named
        self.unplaced: list[Cell] = []
        self.row_places: dict[tuple[str, str], Place] = {}

    def fail(self, message: Text, span: Span, hint: Text | None = None) -> ReadError:
        return ReadError(message, Source(self.path, span), hint)

    def report(self, root: Mapping, year: int | None) -> Report:
        known = self._top_level()
        # Nobody writes ``document`` by hand.
        names = [name for name in dict.fromkeys(known.values()) if name != "document"]
        nodes: dict[str, tuple[Scalar, Node]] = {}
        for key, value in root.entries:
            name = self._resolve(key, known, Text("key", "键"), names)
            self._once(key, name, nodes)
            nodes[name] = (key, value)
        tables = [
            found
            for table in self.form.tables
            if table.id in nodes and (found := self._table_node(table, *nodes[table.id]))
        ]
        form = self._effective_form(tables)
        cells: dict[CellAddress, Cell] = {}
        for found in tables:
            layout = form.table(found.table.id)
            assert layout is not None
            self._cells(layout, found, cells)
        narrative = self._sections(nodes["narrative"][1]) if "narrative" in nodes else {}
        report = Report(
            path=self.path,
            form=form,
            form_named=self.named,
            year=year,
            facts=self._facts(nodes),
            narrative=narrative,
            headings=self._headings(nodes["headings"][1]) if "headings" in nodes else (),
            table_forms={found.table.id: found.form.id for found in tables},
            table_places={found.table.id: found.key.span for found in tables},
            row_places=self.row_places,
            cells=cells,
            unplaced=tuple(self.unplaced),
            waivers=_waivers(nodes["waivers"][1]) if "waivers" in nodes else (),
        )
        if "document" in nodes:
            # Imported on use: only what was extracted from a document has it.
            from reportlint.recognise.leftovers import with_leftovers

            return with_leftovers(report, nodes["document"][1])
        return report

    def _top_level(self) -> dict[str, str]:
        known = index((name, _LABELS.get(name, ())) for name in _FACTS)
        entries: list[Field | Table] = [*self.form.fields, *self.form.tables]
        # A table that another form of the pack has is known too, and is reported.
        known.update(index((entry.id, (entry.label, *entry.aliases)) for entry in entries))
        return known

    def _resolve(
        self, key: Scalar, known: AbstractMapping[str, str], what: Text, names: Iterable[str]
    ) -> str:
        name = known.get(fold(key.text))
        if name is None:
            raise self.fail(
                Text(f"unknown {what.en} {key.text!r}", f"未知的{what.zh}“{key.text}”"),
                key.span,
                _like_label(key, known) or did_you_mean(key.text, names),
            )
        return name

    def _once(
        self, key: Scalar, name: str, seen: AbstractMapping[str, tuple[Scalar, Node]]
    ) -> None:
        if name in seen:
            first = seen[name][0]
            raise self.fail(
                Text(
                    f"{key.text!r} and {first.text!r} in line {first.span.line} are the same",
                    f"“{key.text}”与第 {first.span.line} 行的“{first.text}”是同一项",
                ),
                key.span,
                Text("remove one of the two", "请删除其中一个"),
            )

    def _facts(self, nodes: AbstractMapping[str, tuple[Scalar, Node]]) -> dict[str, Fact]:
        facts = {}
        for name in (*_FACTS[:6], *(field.id for field in self.form.fields)):
            if name in ("narrative", "headings") or name not in nodes or name in facts:
                continue
            value = nodes[name][1]
            if not isinstance(value, Scalar):
                raise self.fail(
                    Text(f"{name!r} is one value, not a list", f"“{name}”应为单个值"), value.span
                )
            if value.null:
                continue
            if name == "scope" and value.text not in _SCOPES:
                raise self.fail(
                    Text(f"unknown scope {value.text!r}", f"未知的统计范围“{value.text}”"),
                    value.span,
                    Text("'own' (the agency itself) or 'region' (all bodies under it)",
                         "“own”（本机关）或“region”（本行政区域汇总）"),
                )  # fmt: skip
            facts[name] = Fact(value.text, value.span)
        return facts

    def _sections(self, node: Node) -> dict[str, Fact]:
        if isinstance(node, Scalar) and node.null:
            return {}
        if not isinstance(node, Mapping):
            raise self.fail(
                Text("'narrative' has one key a section", "“narrative”下每个部分一个键"),
                node.span,
                did_you_mean("", [section.id for section in self.form.sections]),
            )
        known = index(
            (section.id, (section.label, *section.aliases)) for section in self.form.sections
        )
        found: dict[str, tuple[Scalar, Node]] = {}
        sections = {}
        for key, value in node.entries:
            name = self._resolve(
                key, known, Text("section", "部分"), [section.id for section in self.form.sections]
            )
            self._once(key, name, found)
            found[name] = (key, value)
            if not isinstance(value, Scalar):
                raise self.fail(Text("a section is a text", "每个部分应为一段文字"), value.span)
            sections[name] = Fact("" if value.null else value.text, value.span)
        return sections

    def _headings(self, node: Node) -> tuple[Fact, ...]:
        if isinstance(node, Scalar) and node.null:
            return ()
        if not isinstance(node, Sequence) or not all(
            isinstance(item, Scalar) for item in node.items
        ):
            raise self.fail(
                Text("'headings' is a list of texts", "“headings”应为文字列表"), node.span
            )
        return tuple(Fact(item.text, item.span) for item in node.items if isinstance(item, Scalar))

    def _table_node(self, table: Table, key: Scalar, node: Node) -> _TableNode | None:
        """Return the table with the form that its rows follow, None for an absent one."""
        if isinstance(node, Scalar) and node.null:
            return None
        if not isinstance(node, Mapping):
            raise self.fail(
                Text("a table has one key a row", "表格每行一个键"),
                node.span,
                Text("write 'received: [90, 2, …]' under it", "例如在下面写“received: [90, 2, …]”"),
            )
        best = (_misfits(table, node), table, self.form)
        for form in self.family:
            other = form.table(table.id)
            if other is not None and form.id != self.form.id:
                misfits = _misfits(other, node)
                if misfits[0] == 0 and misfits < best[0]:
                    best = (misfits, other, form)
        return _TableNode(best[1], best[2], key, node)

    def _effective_form(self, tables: AbstractSequence[_TableNode]) -> Form:
        """Return the form with the layouts and the open rows that the report has."""
        layouts = {found.table.id: self._with_open_rows(found) for found in tables}
        if all(layouts.get(table.id, table) is table for table in self.form.tables):
            return self.form
        return self.form._replace(
            tables=tuple(layouts.get(table.id, table) for table in self.form.tables)
        )

    def _with_open_rows(self, found: _TableNode) -> Table:
        table = found.table
        if not table.open_rows:
            return table
        known = _row_index(table)
        named = [key for key, _ in found.node.entries if fold(key.text) not in known]
        if len(named) > MOST_OPEN_ROWS:
            raise self.fail(
                Text(
                    f"more than {MOST_OPEN_ROWS:,} rows in a table",
                    f"一张表超过 {MOST_OPEN_ROWS:,} 行",
                ),
                named[MOST_OPEN_ROWS].span,
                Text("split the report", "请拆分报告"),
            )
        given = {known[fold(key.text)] for key, _ in found.node.entries if fold(key.text) in known}
        absent = [
            name
            for row in table.rows
            if row.id not in given
            for name in (row.id, row.label, *row.aliases)
        ]
        for key in named:
            # A mistyped fixed row must not pass for one that the report names itself.
            near = nearest(key.text, absent)
            if near is not None:
                raise self.fail(
                    Text(f"is {key.text!r} a row of its own?", f"“{key.text}”是单独的一行吗？"),
                    key.span,
                    did_you_mean(key.text, absent),
                )
        return table.with_open_rows(tuple(key.text for key in named))

    def _cells(self, table: Table, found: _TableNode, cells: dict[CellAddress, Cell]) -> None:
        known = _row_index(table)
        names = [row.id for row in table.rows]
        nodes: dict[str, tuple[Scalar, Node]] = {}
        for key, value in found.node.entries:
            name = self._resolve(key, known, Text("row", "行"), names)
            self._once(key, name, nodes)
            nodes[name] = (key, value)
        for row in table.rows:
            if row.id not in nodes:
                for column_id in row.columns:
                    address = CellAddress(table.id, row.id, column_id)
                    cells[address] = Cell(address, "", None, "missing", None, ("missing_row",))
                continue
            key, node = nodes[row.id]
            self.row_places[table.id, row.id] = key.span
            for cell in self._row(table, row, key, node):
                cells[cell.address] = cell

    def _row(self, table: Table, row: Row, key: Scalar, node: Node) -> list[Cell]:
        match node:
            case Mapping():
                return self._row_by_column(table, row, key, node)
            case Sequence(items):
                values = [self._scalar(item) for item in items]
            case Scalar(_, span, True):
                # The whole row is left empty.
                values = [Scalar("", span, null=True) for _ in row.columns]
            case Scalar():
                values = [node]
        if len(values) != len(row.columns):
            return self._misaligned(table, row, key, values)
        return [
            _cell(table, CellAddress(table.id, row.id, column_id), value)
            for column_id, value in zip(row.columns, values, strict=True)
        ]

    def _misaligned(
        self, table: Table, row: Row, key: Scalar, values: AbstractSequence[Scalar]
    ) -> list[Cell]:
        """Keep the values of a row that has too few or too many, without a place."""
        for position, value in enumerate(values, start=1):
            address = CellAddress(table.id, row.id, f"#{position}")
            self.unplaced.append(
                Cell(address, value.text, None, "unreadable", value.span, ("misaligned",))
            )
        return [
            Cell(
                CellAddress(table.id, row.id, column_id),
                "",
                None,
                "missing",
                key.span,
                ("misaligned",),
            )
            for column_id in row.columns
        ]

    def _row_by_column(self, table: Table, row: Row, key: Scalar, node: Mapping) -> list[Cell]:
        columns = [table.column(column_id) for column_id in row.columns]
        known = index((column.id, (column.label, *column.aliases)) for column in columns)
        found: dict[str, tuple[Scalar, Node]] = {}
        for column_key, value in node.entries:
            name = self._resolve(column_key, known, Text("column", "列"), row.columns)
            self._once(column_key, name, found)
            found[name] = (column_key, value)
        cells = []
        for column in columns:
            address = CellAddress(table.id, row.id, column.id)
            if column.id in found:
                cells.append(_cell(table, address, self._scalar(found[column.id][1])))
            else:
                cells.append(Cell(address, "", None, "missing", key.span, ("missing_cell",)))
        return cells

    def _scalar(self, node: Node) -> Scalar:
        if isinstance(node, Scalar):
            return node
        raise self.fail(Text("a cell is one number", "单元格应为一个数"), node.span)


def _like_label(key: Scalar, known: AbstractMapping[str, str]) -> Text | None:
    """Suggest the official label, without its numbering, that a Chinese key comes near."""
    if key.text.isascii():
        return None
    label = nearest(fold(key.text), [label for label in known if not label.isascii()])
    return None if label is None else did_you_mean(label, [label])


def _waivers(node: Node) -> tuple[Waiver, ...]:
    # Imported on use: few reports have waivers.
    from reportlint.recognise.waivers import read_waivers

    return read_waivers(node)


def _row_index(table: Table) -> dict[str, str]:
    return index((row.id, (row.label, row.short, *row.aliases)) for row in table.rows)


def _misfits(table: Table, node: Mapping) -> tuple[int, int]:
    """Count the unknown rows, and the rows of another width, under a layout."""
    known = _row_index(table)
    unknown = 0
    misaligned = 0
    for key, value in node.entries:
        row_id = known.get(fold(key.text))
        if row_id is None:
            unknown += not table.open_rows
            continue
        columns = table.row(row_id).columns
        match value:
            case Sequence(items):
                misaligned += len(items) != len(columns)
            case Mapping(entries):
                labels = index(
                    (column.id, (column.label, *column.aliases))
                    for column in table.columns
                    if column.id in columns
                )
                misaligned += any(fold(column.text) not in labels for column, _ in entries)
            case Scalar(null=False):
                misaligned += len(columns) != 1
    return unknown, misaligned


def _cell(table: Table, address: CellAddress, value: Scalar) -> Cell:
    if value.null:
        return Cell(address, value.text, None, "blank", value.span, ("blank",))
    reading = read_number(value.text, table.column(address.column))
    return Cell(address, value.text, reading.value, reading.status, value.span, reading.traits)
