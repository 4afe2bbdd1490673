"""A cell: its name in the form, what is written in it, and the number it stands for."""

from decimal import Decimal
from typing import Literal, NamedTuple

from reportlint.model.place import Place

Number = int | Decimal

Status = Literal["number", "blank", "missing", "unreadable"]
"""What a cell holds.

``number``      a value was read;
``blank``       the cell is there and empty (or ``/``, ``-``, ``无`` …): unknown, not 0;
``missing``     the report has no such cell, or its row cannot be aligned with the form;
``unreadable``  something is written that is not a number.
"""

Trait = Literal[
    "blank",
    "blank_total",
    "full_width",
    "fine_decimals",
    "fractional",
    "leading_zeros",
    "misaligned",
    "missing_cell",
    "missing_row",
    "negative",
    "plus_sign",
    "separator",
    "stray_mark",
    "unit",
    "unreadable",
    "word_sign",
    "year_like",
]
"""A property of a cell, or of how its number is written, that a rule may forbid."""


class CellAddress(NamedTuple):
    """The name of a cell: table, row and column."""

    table: str
    row: str
    column: str

    def __str__(self) -> str:
        return ".".join(part for part in self if part)


YEAR = CellAddress("year", "", "")
"""The report's year, which guards may test like a cell."""


class Cell(NamedTuple):
    """One cell of one report.

    Units: ``value`` is in the unit of the column; a unit written in the cell
    (``251000元`` under 万元) has been converted.
    """

    address: CellAddress
    raw: str
    value: Number | None
    status: Status
    place: Place | None
    traits: tuple[Trait, ...] = ()
