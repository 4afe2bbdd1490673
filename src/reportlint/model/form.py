"""A form: the official layout of a report, as data."""

from typing import Literal, NamedTuple

NumberKind = Literal["count", "amount"]

MOST_OPEN_ROWS = 2_000
"""More than any table lists; rules that loop over pairs of rows would grow with the square."""


_NUMERALS = "一二三四五六七八九十"


class Column(NamedTuple):
    """A column of a table.

    Units: ``unit`` is what the form prints or implies (件, 万元), or empty.
    """

    id: str
    label: str
    short: str
    aliases: tuple[str, ...]
    under: str
    number: NumberKind
    unit: str
    signed: bool
    total_of: str


class Row(NamedTuple):
    """A row of a table, with the ids of the columns that it has."""

    id: str
    label: str
    short: str
    aliases: tuple[str, ...]
    under: str
    columns: tuple[str, ...]
    total_of: str


class Table(NamedTuple):
    """A table of a form.

    ``row_groups`` and ``column_groups`` name ordered sets of ids; both hold the
    built-in groups ``rows`` and ``columns``. A table with ``open_rows`` lets the
    report name rows itself: they form the group of that name. ``heads`` are the labels
    that the form prints in the table beside those of its rows and columns.
    """

    id: str
    label: str
    aliases: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    row_groups: dict[str, tuple[str, ...]]
    column_groups: dict[str, tuple[str, ...]]
    open_rows: str
    open_columns: tuple[str, ...]
    known_by: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()

    def column(self, column_id: str) -> Column:
        """Return the column with this id."""
        return next(column for column in self.columns if column.id == column_id)

    def row(self, row_id: str) -> Row:
        """Return the row with this id."""
        return next(row for row in self.rows if row.id == row_id)

    def with_open_rows(self, names: tuple[str, ...]) -> "Table":
        """Return the table with the rows that a report names, which stand above its own."""
        rows = tuple(Row(name, name, name, (), "", self.open_columns, "") for name in names)
        groups = {**self.row_groups, self.open_rows: names}
        groups["rows"] = (*names, *groups["rows"])
        return self._replace(rows=(*rows, *self.rows), row_groups=groups)


class Field(NamedTuple):
    """A fact about the report as a whole (agency, year, title …), or a section of its text.

    A heading that is not worded as the form prints it is still ``known_by`` some words.
    """

    id: str
    label: str
    aliases: tuple[str, ...]
    known_by: tuple[str, ...] = ()


class Form(NamedTuple):
    """The official layout of a report.

    ``years`` are the report years for which the form is prescribed, first and
    last, None for "open"; ``sections`` are the parts of the narrative, and ``titles`` what
    the titles of such reports contain, the likelier first. ``furniture`` are the words with
    which lines begin that a page prints around a report.
    """

    id: str
    label: str
    first_year: int | None
    last_year: int | None
    tables: tuple[Table, ...]
    fields: tuple[Field, ...]
    sections: tuple[Field, ...]
    titles: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()

    def fits(self, year: int) -> bool:
        """Tell whether the form is prescribed for a report year."""
        after = self.first_year is None or year >= self.first_year
        return after and (self.last_year is None or year <= self.last_year)

    @property
    def outline(self) -> tuple["Field | Table", ...]:
        """The parts of the report that the form numbers 一、 to 十、, in their order."""
        parts: list[Field | Table] = [*self.sections, *self.tables]
        numbered = [one for one in parts if one.label[1:2] == "、" and one.label[0] in _NUMERALS]
        return tuple(sorted(numbered, key=lambda one: _NUMERALS.index(one.label[0])))

    def table(self, table_id: str) -> Table | None:
        """Return the table with this id, or None."""
        return next((table for table in self.tables if table.id == table_id), None)
