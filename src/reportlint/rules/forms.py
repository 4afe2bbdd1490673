"""A validated form document -> a form."""

from typing import Any

from reportlint.errors import PackError
from reportlint.model.form import Column, Field, Form, Row, Table
from reportlint.model.text import Text
from reportlint.rules.document import Document
from reportlint.suggest import did_you_mean

_BUILT_IN = ("rows", "columns")


def build_form(document: Document) -> Form:
    """Build the form that a document declares.

    Raises:
        PackError: A table names a column, row or group that it does not have, or
            has two of the same id.
    """
    data: Any = document.data
    first, last = data.get("years", (None, None))
    return Form(
        id=data["form"],
        label=data["label"],
        first_year=first,
        last_year=last,
        tables=tuple(_table(document, key, value) for key, value in data["tables"].items()),
        fields=_fields(data.get("fields", {})),
        sections=_fields(data.get("sections", {})),
        titles=tuple(data.get("titles", ())),
        furniture=tuple(data.get("furniture", ())),
    )


def _fields(data: Any) -> tuple[Field, ...]:
    return tuple(
        Field(
            key, value["label"], tuple(value.get("aliases", ())), tuple(value.get("known_by", ()))
        )
        for key, value in data.items()
    )


def _table(document: Document, table_id: str, data: Any) -> Table:
    columns = tuple(_column(entry) for entry in data["columns"])
    column_ids = tuple(column.id for column in columns)
    rows = tuple(_row(entry, column_ids) for entry in data.get("rows", ()))
    row_ids = tuple(row.id for row in rows)
    open_rows = data.get("open_rows") or {}
    open_group = open_rows.get("group", "")
    row_groups: dict[str, tuple[str, ...]] = {"rows": row_ids}
    column_groups: dict[str, tuple[str, ...]] = {"columns": column_ids}
    where = ("tables", table_id)
    _check_ids(document, (*where, "columns"), column_ids)
    _check_ids(document, (*where, "rows"), row_ids)
    if open_group:
        row_groups[open_group] = ()
    groups = data.get("groups", {})
    for name in groups:
        if name in (*_BUILT_IN, open_group):
            raise PackError(
                Text(f"the group {name!r} is built in", f"组“{name}”是内置的"),
                document.source((*where, "groups", name)),
            )
        if name in (*row_ids, *column_ids):
            raise PackError(
                Text(
                    f"{name!r} is a row or a column, so it cannot be a group",
                    f"“{name}”已是行或列，不能再作组名",
                ),
                document.source((*where, "groups", name)),
            )
        ids, kind = _group(document, where, name, groups, row_ids, column_ids)
        (row_groups if kind == "row" else column_groups)[name] = ids
    for index, row in enumerate(rows):
        _check_known(document, (*where, "rows", index, "columns"), row.columns, column_ids)
        if row.total_of:
            _check_known(
                document, (*where, "rows", index, "total_of"), (row.total_of,), tuple(row_groups)
            )
    for index, column in enumerate(columns):
        if column.total_of:
            _check_known(
                document,
                (*where, "columns", index, "total_of"),
                (column.total_of,),
                tuple(column_groups),
            )
    open_columns = tuple(open_rows.get("columns") or column_ids) if open_group else ()
    _check_known(document, (*where, "open_rows", "columns"), open_columns, column_ids)
    if not rows and not open_group:
        raise PackError(
            Text("the table has neither rows nor open_rows", "该表既没有 rows 也没有 open_rows"),
            document.source(where),
        )
    return Table(
        id=table_id,
        label=data["label"],
        aliases=tuple(data.get("aliases", ())),
        columns=columns,
        rows=rows,
        row_groups=row_groups,
        column_groups=column_groups,
        open_rows=open_group,
        open_columns=open_columns,
        known_by=tuple(data.get("known_by", ())),
        heads=tuple(data.get("heads", ())),
    )


def _column(data: Any) -> Column:
    return Column(
        id=data["id"],
        label=data["label"],
        short=data.get("short") or data["label"],
        aliases=tuple(data.get("aliases", ())),
        under=data.get("under") or "",
        number=data.get("number", "count"),
        unit=data.get("unit") or "",
        signed=data.get("signed", False),
        total_of=data.get("total_of") or "",
    )


def _row(data: Any, column_ids: tuple[str, ...]) -> Row:
    return Row(
        id=data["id"],
        label=data["label"],
        short=data.get("short") or data["label"],
        aliases=tuple(data.get("aliases", ())),
        under=data.get("under") or "",
        columns=tuple(data.get("columns") or column_ids),
        total_of=data.get("total_of") or "",
    )


def _group(
    document: Document,
    where: tuple[str | int, ...],
    name: str,
    groups: Any,
    row_ids: tuple[str, ...],
    column_ids: tuple[str, ...],
) -> tuple[tuple[str, ...], str]:
    """Expand a group, which may name other groups, to ids of one kind."""
    ids: list[str] = []
    path = (*where, "groups", name)

    def expand(members: Any, above: tuple[str, ...]) -> None:
        for member in members:
            if member in above:
                raise PackError(
                    Text(f"the group {member!r} contains itself", f"组“{member}”包含了自身"),
                    document.source(path),
                )
            if member in groups:
                expand(groups[member], (*above, member))
                continue
            if member in ids:
                raise PackError(
                    Text(f"the group {name!r} counts {member!r} twice",
                         f"组“{name}”重复计入“{member}”"),
                    document.source(path),
                )  # fmt: skip
            ids.append(member)

    expand(groups[name], (name,))
    if all(member in row_ids for member in ids):
        return tuple(ids), "row"
    if all(member in column_ids for member in ids):
        return tuple(ids), "column"
    known = row_ids if ids[0] in row_ids else column_ids
    wrong = next(member for member in ids if member not in known)
    raise PackError(
        Text(
            f"{wrong!r} in the group {name!r} is no row, column or group of the table",
            f"组“{name}”中的“{wrong}”不是该表的行、列或组（一个组不能混用行和列）",
        ),
        document.source(path),
        did_you_mean(wrong, [*known, *groups]),
    )


def _check_ids(document: Document, path: tuple[str | int, ...], ids: tuple[str, ...]) -> None:
    for index, name in enumerate(ids):
        if name in ids[:index]:
            raise PackError(
                Text(f"the id {name!r} stands twice", f"标识“{name}”重复出现"),
                document.source((*path, index)),
            )


def _check_known(
    document: Document,
    path: tuple[str | int, ...],
    ids: tuple[str, ...],
    known: tuple[str, ...],
) -> None:
    for name in ids:
        if name not in known:
            raise PackError(
                Text(f"unknown name {name!r}", f"未知的名称“{name}”"),
                document.source(path),
                did_you_mean(name, known),
            )
