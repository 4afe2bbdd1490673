"""A rule's sparse example -> the document of a whole report.

An example names the cells that matter and leaves the rest out. Tables that it does
not name stay absent. Ids only: an example is part of a pack and not of a report.
"""

from collections.abc import Mapping as AbstractMapping
from collections.abc import Sequence as AbstractSequence
from pathlib import Path

from reportlint.markup.decode import decode
from reportlint.markup.nodes import Mapping, Node, Scalar, Sequence, at, key_at
from reportlint.markup.problem import MarkupProblem
from reportlint.markup.yaml import parse_yaml
from reportlint.model.form import Form, Table
from reportlint.model.place import START, Source
from reportlint.model.rule import Rule


def example_form(
    rule: Rule, example: AbstractMapping[str, object], forms: AbstractSequence[Form]
) -> Form:
    """Return the form that an example names, else the first to which the rule applies."""
    named = example.get("form", rule.forms[0])
    return next(form for form in forms if form.id == named)


def example_document(rule: Rule, example: AbstractMapping[str, object], form: Form) -> Node:
    """Expand an example into a document that the recogniser accepts.

    A table that a sparse example names has every row and every cell of the form; what
    is not given is 0.
    """
    content = dict(example)
    content.setdefault("form", form.id)
    if rule.sparse_examples:
        for table in form.tables:
            rows = content.get(table.id)
            if isinstance(rows, AbstractMapping):
                content[table.id] = _filled(table, rows)
    return _node(content)


def example_source(rule: Rule, name: str) -> Source:
    """Return where an example stands, or where its rule does if its file is not at hand."""
    try:
        root = parse_yaml(decode(Path(rule.source.path).read_bytes()))
    except (OSError, MarkupProblem):
        return rule.source
    entries = at(root, ("rules",))
    if isinstance(entries, Sequence):
        for entry in entries.items:
            if entry.span == rule.source.span:
                return Source(rule.source.path, key_at(entry, ("examples", name)).span)
    return rule.source


def _filled(table: Table, rows: AbstractMapping[str, object]) -> dict[str, object]:
    """Return every row of the table, then the rows that only the example names."""
    filled: dict[str, object] = {}
    for row in table.rows:
        filled[row.id] = _filled_row(row.columns, rows.get(row.id, {}))
    for name in rows:
        if name not in filled:
            filled[name] = _filled_row(table.open_columns, rows[name])
    return filled


def _filled_row(columns: AbstractSequence[str], cells: object) -> object:
    """Return a row with every column; a row given in column order is whole already."""
    if not isinstance(cells, AbstractMapping):
        return cells
    return {**dict.fromkeys(columns, "0"), **cells}


def _node(value: object) -> Node:
    """Return plain values as nodes; they stand nowhere, so they all stand at the start."""
    if isinstance(value, AbstractMapping):
        entries = tuple((Scalar(str(key), START), _node(item)) for key, item in value.items())
        return Mapping(entries, START)
    if isinstance(value, list | tuple):
        return Sequence(tuple(_node(item) for item in value), START)
    return Scalar("" if value is None else str(value), START, value is None)
