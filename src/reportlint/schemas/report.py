"""Forms -> the schema of a report file.

What it accepts, the program accepts without a word about layout; what the program refuses,
it refuses. It is stricter in what a schema cannot say: keys are the ids and the official
labels as printed, the year is a number, a row is as wide as the form prints it. And it is
laxer in one thing: it cannot see that two keys name the same entry.
"""

from collections.abc import Iterable, Sequence

from reportlint.model.form import Form, Row, Table
from reportlint.model.pack import Pack
from reportlint.model.text import Text, same
from reportlint.recognise.choice import DOCUMENT_LABEL, FORM_LABEL
from reportlint.recognise.leftovers import DOCUMENT_KEYS
from reportlint.recognise.waivers import WAIVER_KEYS
from reportlint.schemas.words import DRAFT, Schema, said, titled

_TITLE = Text("A report for reportlint", "reportlint 报告文件")
_CELL: Schema = {"type": ["number", "string", "null"]}
_FACT: Schema = {"type": ["number", "string", "null"]}
_SOME = {"not": {"type": "null"}}
_FIRST, _LAST = 1900, 2099
_WAIVERS_LABEL = "豁免"
_DOCUMENT_WORDS = Text(
    "What the document that the report was extracted from has beside the form.",
    "转写所据的文档中表式之外的内容。",
)
_WAIVER_WORDS = {
    "rule": Text("The code or the name of a rule.", "规则的编号或名称。"),
    "scope": Text("The place, as the JSON output gives it.", "位置，与 JSON 输出中的 scope 相同。"),
    "cell": Text("A cell of the finding: table.row.column.", "问题涉及的单元格：表.行.列。"),
    "reason": Text("Why the finding is accepted.", "接受该问题的理由。"),
    "owner": Text("Who accepted it.", "批准人或部门。"),
    "expires": Text("The last day, such as 2026-12-31.", "有效期的最后一天，例如 2026-12-31。"),
    "values": Text(
        "The cells of the finding that are not 0, with their values.",
        "该问题中非零的单元格及其数值。",
    ),
}


def report_schema(packs: Sequence[Pack]) -> Schema:
    """Return the schema of reports on the forms of the packs."""
    forms = [form for pack in packs for form in pack.forms]
    definitions: dict[str, Schema] = {"waivers": _waivers(), "document": _document()}
    for form in forms:
        definitions[form.id] = _form(form, definitions)
    return {
        "$schema": DRAFT,
        "title": titled(_TITLE),
        "type": "object",
        **_choice(forms),
        "definitions": definitions,
    }


def _choice(forms: Sequence[Form]) -> Schema:
    """Return the form that a report names, else the one of its year, else any of them.

    Any of them alone would accept the same reports, but an editor could not tell which
    form's complaints to show.
    """
    chosen: Schema = {"anyOf": [_ref(form.id) for form in forms]}
    for form in reversed(forms):
        if not any(_overlap(form, other) for other in forms if other is not form):
            here = {"anyOf": _in_its_years(form)}
            chosen = {"if": here, "then": _ref(form.id), "else": chosen}
    for form in reversed(forms):
        here = {"anyOf": _named({"const": form.id})}
        chosen = {"if": here, "then": _ref(form.id), "else": chosen}
    return chosen


def _overlap(one: Form, other: Form) -> bool:
    first = max(one.first_year or _FIRST, other.first_year or _FIRST)
    return first <= min(one.last_year or _LAST, other.last_year or _LAST)


def _ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _form(form: Form, definitions: dict[str, Schema]) -> Schema:
    properties: dict[str, Schema] = {}
    named = {"enum": [form.id, None], "description": form.label}
    _add(properties, ("form", FORM_LABEL), named)
    for field in form.fields:
        shape = dict(_FACT)
        if field.id == "year":
            shape = {"type": ["integer", "null"], "minimum": _FIRST, "maximum": _LAST}
        elif field.id == "scope":
            shape = {"enum": ["own", "region", None]}
        _add(properties, (field.id, field.label, *field.aliases), _about(shape, field.label))
    sections: dict[str, Schema] = {}
    for section in form.sections:
        names = (section.id, section.label, *section.aliases)
        _add(sections, names, _about(_FACT, section.label))
    narrative = {
        "type": ["object", "null"],
        "properties": sections,
        "additionalProperties": False,
    }
    _add(properties, ("narrative",), narrative)
    for name in ("agency", "title", "published"):
        _add(properties, (name,), dict(_FACT))
    _add(properties, ("year",), {"type": ["integer", "null"], "minimum": _FIRST, "maximum": _LAST})
    _add(properties, ("scope",), {"enum": ["own", "region", None]})
    headings = {"type": ["array", "null"], "items": dict(_FACT)}
    _add(properties, ("headings",), headings)
    _add(properties, ("waivers", _WAIVERS_LABEL), _ref("waivers"))
    _add(properties, ("document", DOCUMENT_LABEL), _ref("document"))
    for table in form.tables:
        names = (table.id, table.label, *table.aliases)
        place = f"{form.id}.{table.id}"
        definitions[place] = _table(table, place, definitions)
        _add(properties, names, _ref(place))
    return {
        "title": form.label,
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "anyOf": [*_named(_SOME), *_in_its_years(form)],
    }


def _named(value: Schema) -> list[Schema]:
    return [{"required": [name], "properties": {name: value}} for name in ("form", FORM_LABEL)]


def _in_its_years(form: Form) -> list[Schema]:
    """Return what a report without the name of its form says of its year."""
    names = ["year"]
    for field in form.fields:
        if field.id == "year":
            names += [field.label, *field.aliases]
    bounds = {"type": "integer", "minimum": form.first_year or _FIRST}
    bounds["maximum"] = form.last_year or _LAST
    return [{"required": [name], "properties": {name: bounds}} for name in dict.fromkeys(names)]


def _add(properties: dict[str, Schema], names: Iterable[str], schema: Schema) -> None:
    """Give an entry all its names; the first entry of a name keeps it."""
    for name in names:
        properties.setdefault(name, schema)


def _about(schema: Schema, label: str) -> Schema:
    return {**schema, "title": label}


def _table(table: Table, place: str, definitions: dict[str, Schema]) -> Schema:
    """Return the schema of a table; what its rows may hold goes to the definitions."""
    shapes: dict[Sequence[str], str] = {}
    for columns in (*(row.columns for row in table.rows), table.open_columns):
        if columns and columns not in shapes:
            shapes[columns] = f"{place}.cells{len(shapes) + 1}"
            definitions[shapes[columns]] = _cells(table, columns)
    rows: dict[str, Schema] = {}
    for row in table.rows:
        _add(rows, (row.id,), _row(row, shapes[row.columns]))
    for row in table.rows:
        _add(rows, (row.label, row.short, *row.aliases), rows[row.id])
    open_row = _ref(shapes[table.open_columns]) if table.open_rows else False
    return {
        "title": table.label,
        "type": ["object", "null"],
        "properties": rows,
        "additionalProperties": open_row,
    }


def _row(row: Row, shape: str) -> Schema:
    title = f"{row.under} {row.short}" if row.under else row.short
    return {"title": title, "allOf": [_ref(shape)]}


def _cells(table: Table, column_ids: Sequence[str]) -> Schema:
    """Return what may stand in a row: nothing, a list, a mapping, or its only cell."""
    columns = [table.column(column_id) for column_id in column_ids]
    labels = [f"{column.short} ({column.unit})" if column.unit else column.short
              for column in columns]  # fmt: skip
    by_name: dict[str, Schema] = {}
    for column in columns:
        _add(by_name, (column.id, column.label, *column.aliases), _about(_CELL, column.label))
    count = len(columns)
    # Each of these is about one kind of value; said together, an error names what is wrong.
    return {
        "description": said(same(", ".join(labels))),
        "type": ["null", "array", "object", *(("number", "string") if count == 1 else ())],
        "items": dict(_CELL),
        "minItems": count,
        "maxItems": count,
        "properties": by_name,
        "additionalProperties": False,
    }


def _document() -> Schema:
    texts: Schema = {"type": "array", "items": {"type": ["string", "number"]}}
    shapes: dict[str, Schema] = {
        "labels": {"type": "object", "additionalProperties": {"type": "string"}},
        "unplaced": texts,
        "unread": texts,
    }
    properties: dict[str, Schema] = {}
    for name, label in DOCUMENT_KEYS.items():
        _add(properties, (name, label), _about(shapes[name], label))
    return {
        "type": ["object", "null"],
        "description": said(_DOCUMENT_WORDS),
        "properties": properties,
        "additionalProperties": False,
    }


def _waivers() -> Schema:
    text: Schema = {"type": "string", "pattern": r"\S"}
    scalar: Schema = {"type": ["number", "string", "null"]}
    shapes: dict[str, Schema] = {
        "rule": text,
        "reason": text,
        "owner": {"type": ["string", "null"]},
        "cell": {"type": ["string", "null"]},
        "expires": {"type": ["string", "null"], "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
        "scope": {"type": ["object", "null"], "additionalProperties": scalar},
        "values": {"type": ["object", "null"], "additionalProperties": scalar},
    }
    properties: dict[str, Schema] = {}
    for name, label in WAIVER_KEYS.items():
        _add(properties, (name, label), {**shapes[name], "description": said(_WAIVER_WORDS[name])})
    entry: Schema = {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "allOf": [
            {"anyOf": [{"required": [name]}, {"required": [WAIVER_KEYS[name]]}]}
            for name in ("rule", "reason")
        ],
    }
    return {"type": ["array", "null"], "items": entry}
