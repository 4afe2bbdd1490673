"""Rules + form -> constraints: every name is resolved, every loop unrolled.

A name that the form does not have is a ``BindProblem`` with a suggestion; this is
the only place that gives names a meaning.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import NamedTuple

from reportlint.model.cell import YEAR, CellAddress, Number
from reportlint.model.form import Form, Table
from reportlint.model.rule import (
    CLAIM_CHECKS,
    DOCUMENT_CHECKS,
    REPORT_CHECKS,
    Comparison,
    Constraint,
    Relation,
    Rule,
    Side,
    Term,
)
from reportlint.model.text import Text
from reportlint.rules.expression import (
    Addend,
    ExpressionProblem,
    Reference,
    parse_guard,
    parse_linear,
    parse_relation,
)
from reportlint.rules.expression import Relation as Parsed
from reportlint.suggest import did_you_mean

_NOTHING = Side((), 0)
_MOST_CELLS = 200_000
"""What a rule may stand for; a loop over pairs of rows grows with the square."""


class BindProblem(Exception):
    """A rule does not fit the form; ``part`` is the key of the entry that is wrong (``for.c``)."""

    def __init__(self, part: str, message: Text, offset: int, hint: Text | None):
        super().__init__(part, message, offset, hint)
        self.part = part
        self.message = message
        self.offset = offset
        self.hint = hint


class _Axis(NamedTuple):
    """The ids over which a loop variable runs, and whether they are rows or columns."""

    kind: str
    ids: tuple[str, ...]


def bind(rule: Rule, form: Form) -> tuple[Constraint, ...]:
    """Bind a rule to every place of a form.

    Raises:
        BindProblem: A table, row, column or group of the rule is not in the form,
            or an expression is not of the language.
    """
    if rule.kind == "waiver":
        return ()
    if rule.kind == "assert":
        return _bind_assertion(rule, form)
    if rule.kind == "claim" or rule.check in CLAIM_CHECKS:
        # How often it is judged depends on what the sentences of a report say.
        return ()
    if rule.kind == "check" and rule.check in REPORT_CHECKS:
        return (_scoped(rule, (), ()),)
    if rule.kind == "check" and rule.check in DOCUMENT_CHECKS:
        return _bind_to_document(rule, form)
    tables = rule.tables or tuple(table.id for table in form.tables)
    for table_id in tables:
        table = _table(form, table_id, "tables", 0)
        if rule.group and rule.group not in table.column_groups:
            raise _unknown(
                "group", rule.group, Text("group of columns", "列组"), 0, table.column_groups
            )
    return tuple(_scoped(rule, (("t", table_id),), (table_id,)) for table_id in tables)


def _scoped(rule: Rule, scope: tuple[tuple[str, str], ...], tables: tuple[str, ...]) -> Constraint:
    return Constraint(rule, scope, tables, _NOTHING, "==", _NOTHING, ())


def _bind_to_document(rule: Rule, form: Form) -> tuple[Constraint, ...]:
    """Bind a check of the document: once, or once a part of the form that it is about."""
    assert rule.check is not None
    extent = DOCUMENT_CHECKS[rule.check]
    known = {
        "report": [section.id for section in form.sections],
        "heading": [part.id for part in form.outline],
        "table": [part.id for part in form.outline if form.table(part.id) is not None],
        "section": [section.id for section in form.sections],
    }[extent]
    for part in rule.parts:
        if part not in known:
            raise _unknown("parts", part, Text("part", "部分"), 0, known)
    guards: tuple[Comparison, ...] = ()
    if rule.guard:
        try:
            parsed = parse_guard(rule.guard)
        except ExpressionProblem as problem:
            raise BindProblem("when", problem.message, problem.offset, problem.hint) from None
        names = _Names(form, None, {}, {}, _layouts(form))
        guards = tuple(names.comparison(guard) for guard in parsed)
    scopes = [()] if extent == "report" else [(("part", part),) for part in rule.parts or known]
    return tuple(_scoped(rule, scope, ())._replace(guards=guards) for scope in scopes)


def _bind_assertion(rule: Rule, form: Form) -> tuple[Constraint, ...]:
    home = _home_table(rule, form)
    axes = {name: _axis(form, home, name, value) for name, value in rule.ranges}
    try:
        relation = parse_relation(rule.assertion)
    except ExpressionProblem as problem:
        raise BindProblem("assert", problem.message, problem.offset, problem.hint) from None
    try:
        guards = parse_guard(rule.guard) if rule.guard else ()
    except ExpressionProblem as problem:
        raise BindProblem("when", problem.message, problem.offset, problem.hint) from None
    # Made once and not at every turn: a form may have thousands of rows.
    layouts = _layouts(form)
    constraints = []
    size = 0
    for scope in _scopes(axes):
        names = _Names(form, home, axes, dict(scope), layouts)
        left = names.side(relation.left, "assert")
        right = names.side(relation.right, "assert")
        bound = Constraint(
            rule,
            scope,
            (),
            left,
            _asserted(relation),
            right,
            tuple(names.comparison(guard) for guard in guards),
        )
        bound = bound._replace(unnamed=tuple(dict.fromkeys(names.unnamed)))
        cells = bound.cells
        size += 1 + len(cells)
        if size > _MOST_CELLS:
            raise BindProblem(
                "assert",
                Text(
                    f"the rule stands for more than {_MOST_CELLS:,} cells",
                    f"规则涉及的单元格超过 {_MOST_CELLS:,} 个",
                ),
                0,
                Text("loop over fewer rows or columns", "请减少 for: 中的行或列"),
            )
        if not cells and not bound.unnamed:
            raise BindProblem(
                "assert", Text("the relation names no cell", "关系式中没有单元格"), 0, None
            )
        if YEAR in cells:
            raise BindProblem(
                "assert",
                Text("'year' may stand only in when:", "“year”只能用在 when: 中"),
                relation.offset,
                None,
            )
        tables = tuple(dict.fromkeys(cell.table for cell in cells))
        constraints.append(bound._replace(tables=tables))
    return tuple(constraints)


def _layouts(form: Form) -> dict[str, dict[str, tuple[str, ...]]]:
    return {table.id: {row.id: row.columns for row in table.rows} for table in form.tables}


def bind_cells(text: str, form: Form, part: str) -> Side:
    """Bind a linear expression over cells that belongs to no loop.

    Raises:
        BindProblem: It names something that the form does not have.
    """
    try:
        addends = parse_linear(text)
    except ExpressionProblem as problem:
        raise BindProblem(part, problem.message, problem.offset, problem.hint) from None
    return _Names(form, None, {}, {}, _layouts(form)).side(addends, part)


def _asserted(relation: Parsed) -> Relation:
    match relation.comparator:
        case "==" | "<=" | ">=" as asserted:
            return asserted
    raise AssertionError(relation.comparator)


def _scopes(axes: Mapping[str, _Axis]) -> Iterator[tuple[tuple[str, str], ...]]:
    names = tuple(axes)
    for ids in product(*(axis.ids for axis in axes.values())):
        yield tuple(zip(names, ids, strict=True))


def _home_table(rule: Rule, form: Form) -> Table | None:
    """Return the rule's own table: the named one, or the one its loops range over."""
    if rule.table:
        return _table(form, rule.table, "table", 0)
    for variable, value in rule.ranges:
        if "." in value:
            return _table(form, value.split(".", 1)[0], f"for.{variable}", 0)
    return None


def _axis(form: Form, home: Table | None, variable: str, value: str) -> _Axis:
    """Resolve ``table.group``, ``group`` or ``a, b, c`` to ids of one kind."""
    part = f"for.{variable}"
    if "." in value:
        table_id, value = value.split(".", 1)
        table = _table(form, table_id, part, 0)
    elif home is None:
        raise BindProblem(
            part,
            Text(f"in which table is {value!r}?", f"“{value}”在哪张表中？"),
            0,
            Text("write table.group", "请写作 表.组"),
        )
    else:
        table = home
    if value in table.row_groups:
        return _Axis("row", table.row_groups[value])
    if value in table.column_groups:
        return _Axis("column", table.column_groups[value])
    ids = tuple(part.strip() for part in value.split(","))
    rows = table.row_groups["rows"]
    columns = table.column_groups["columns"]
    if all(part in rows for part in ids):
        return _Axis("row", ids)
    if all(part in columns for part in ids):
        return _Axis("column", ids)
    known = [*table.row_groups, *table.column_groups, *rows, *columns]
    wrong = next((part for part in ids if part not in known), value)
    raise _unknown(part, wrong, Text("group, row or column", "组、行或列"), 0, known)


def _table(form: Form, table_id: str, part: str, offset: int) -> Table:
    table = form.table(table_id)
    if table is None:
        known = [table.id for table in form.tables]
        raise _unknown(part, table_id, Text("table", "表"), offset, known)
    return table


def _unknown(part: str, name: str, what: Text, offset: int, known: Iterable[str]) -> BindProblem:
    return BindProblem(
        part,
        Text(f"unknown {what.en} {name!r}", f"没有名为“{name}”的{what.zh}"),
        offset,
        did_you_mean(name, known),
    )


class _Names:
    """What the names of an expression mean, for one turn of the loops."""

    def __init__(
        self,
        form: Form,
        home: Table | None,
        axes: Mapping[str, _Axis],
        scope: Mapping[str, str],
        layouts: Mapping[str, Mapping[str, tuple[str, ...]]],
    ):
        self.form = form
        self.home = home
        self.axes = axes
        self.scope = scope
        self.layouts = layouts
        self.unnamed: list[str] = []

    def comparison(self, guard: Parsed) -> Comparison:
        return Comparison(
            self.side(guard.left, "when"), guard.comparator, self.side(guard.right, "when")
        )

    def side(self, addends: tuple[Addend, ...], part: str) -> Side:
        terms: list[Term] = []
        constant: Number = 0
        for coefficient, reference in addends:
            if reference is None:
                constant += coefficient
            else:
                terms.extend(Term(coefficient, cell) for cell in self.cells(reference, part))
        return Side(tuple(terms), constant)

    def cells(self, reference: Reference, part: str) -> list[CellAddress]:
        if reference.table == "year" and not reference.row:
            return [YEAR]
        if reference.table:
            table = _table(self.form, reference.table, part, reference.offset)
        elif self.home is not None:
            table = self.home
        else:
            raise BindProblem(
                part,
                Text(
                    f"in which table is {reference.row}[{reference.column}]?",
                    f"{reference.row}[{reference.column}] 在哪张表中？",
                ),
                reference.offset,
                Text("write table[row, column], or give the rule a table:",
                     "请写作 表[行, 列]，或为规则写明 table:"),
            )  # fmt: skip
        rows = self.ids(table, "row", reference.row, reference, part)
        columns = self.ids(table, "column", reference.column, reference, part)
        if not rows:
            self.unnamed.append(table.id)
        layout = self.layouts[table.id]
        cells = []
        for row in rows:
            held = layout.get(row) or self.columns(table, row, reference, part)
            for column in columns:
                if column not in held:
                    raise BindProblem(
                        part,
                        Text(
                            f"the row {row!r} has no column {column!r}",
                            f"行“{row}”没有列“{column}”",
                        ),
                        reference.offset,
                        did_you_mean(column, held),
                    )
                cells.append(CellAddress(table.id, row, column))
        return cells

    def columns(self, table: Table, row: str, reference: Reference, part: str) -> tuple[str, ...]:
        """Return the columns of a row that a loop brings along from another table."""
        if table.open_rows:
            # The report may name the row in one table and forget it in the other.
            return table.open_columns
        raise BindProblem(
            part,
            Text(f"the table {table.id!r} has no row {row!r}", f"表“{table.id}”没有行“{row}”"),
            reference.offset,
            did_you_mean(row, table.row_groups["rows"]),
        )

    def ids(
        self, table: Table, kind: str, name: str, reference: Reference, part: str
    ) -> tuple[str, ...]:
        groups = table.row_groups if kind == "row" else table.column_groups
        known = groups["rows"] if kind == "row" else groups["columns"]
        if name in self.scope and self.axes[name].kind == kind:
            return (self.scope[name],)
        # A row that the report names like a group does not hide the group.
        if name in known and name not in groups:
            return (name,)
        what = Text("row", "行") if kind == "row" else Text("column", "列")
        if name not in groups:
            loops = [variable for variable, axis in self.axes.items() if axis.kind == kind]
            raise _unknown(part, name, what, reference.offset, [*known, *groups, *loops])
        if not reference.summed:
            raise BindProblem(
                part,
                Text(f"{name!r} is a group, not one {what.en}", f"“{name}”是一组{what.zh}"),
                reference.offset,
                Text("write sum(…) around it, or loop over it with for:",
                     "请用 sum(…) 求和，或用 for: 逐一检查"),
            )  # fmt: skip
        return groups[name]
