"""How numbers, cells and messages are put into words, in both languages."""

import re
from collections.abc import Mapping, Sequence

from reportlint.model.cell import YEAR, Cell, CellAddress, Number
from reportlint.model.form import Form
from reportlint.model.text import Text

_SLOT = re.compile(r"\{(\w+)\}")
_SHOWN_CELLS = 3

RELATION_SLOTS = frozenset({"left", "right", "difference", "year"})
"""What the message of a relation may name, beside its loop variables."""

STRUCTURE_SLOTS = frozenset(
    {"t", "cells", "count", "written", "year", "form", "other", "rows", "columns"}
)
"""What the message of a structure rule may name."""

DOCUMENT_SLOTS = frozenset(
    {
        "part",
        "year",
        "found",
        "last",
        "titles",
        "topics",
        "count",
        "limit",
        "deadline",
        "agency",
        "given",
        "lacking",
        "written",
        "around",
    }
)
"""What the message of a rule about the document may name."""

CLAIM_SLOTS = frozenset({"stated", "found", "cells", "quote"})
"""What the message of a claim may name."""


def number(value: Number) -> str:
    """Write a number as a person does: no exponent, no trailing zeros."""
    if isinstance(value, int):
        return str(value)
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def magnitude(value: Number) -> Number:
    """Return a number without its sign."""
    return -value if value < 0 else value


def cell_label(form: Form, address: CellAddress) -> str:
    """Return the official labels of a cell, row first."""
    if address == YEAR:
        return next((field.label for field in form.fields if field.id == "year"), "year")
    table = form.table(address.table)
    if table is None or address.row not in table.row_groups["rows"]:
        return str(address)
    row = table.row(address.row)
    if address.column not in table.column_groups["columns"]:
        return row.short
    if len(row.columns) == 1:
        return row.short
    return f"{row.short} · {table.column(address.column).short}"


def listed(form: Form, cells: Sequence[Cell]) -> Text:
    """Name the first few cells, and how many more there are."""
    names = [cell_label(form, cell.address) for cell in cells[:_SHOWN_CELLS]]
    more = len(cells) - len(names)
    en, zh = ", ".join(names), "、".join(names)
    return Text(f"{en} and {more} more", f"{zh}等 {len(cells)} 处") if more else Text(en, zh)


def fill(template: Text, values: Mapping[str, Text]) -> Text:
    """Fill the slots of a message; a slot without a value stays as written."""

    def one(text: str, lang: str) -> str:
        return _SLOT.sub(
            lambda match: getattr(values[match[1]], lang) if match[1] in values else match[0], text
        )

    return Text(one(template.en, "en"), one(template.zh, "zh"))


def slots(template: Text) -> frozenset[str]:
    """Return the names of the slots of a message, in either language."""
    return frozenset(_SLOT.findall(template.en) + _SLOT.findall(template.zh))
