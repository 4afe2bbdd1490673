"""The labels of a table's form -> which row or column a written label means.

A label that is printed with a slip (废纸件数 for 废止件数) is taken for the nearest one
that is still free, and the difference is kept.
"""

from collections.abc import Collection, Iterable
from difflib import SequenceMatcher

from reportlint.model.form import Column, Row, Table
from reportlint.recognise.labels import fold, index

_NEAR = 0.6
_APART = 0.1
"""A label with slips shares this much with the official one, and this much less with any other."""

_LONGEST = 60
_BEGINNING = 4
"""So many characters of a label that a page break cuts tell which one it is."""


class Legend:
    """The labels of one table."""

    def __init__(self, table: Table):
        self.table = table
        self.rows = index((row.id, (row.label, row.short, *row.aliases)) for row in table.rows)
        self.columns = index(
            (column.id, (column.label, column.short, *column.aliases)) for column in table.columns
        )
        self.row_heads = {fold(row.under) for row in table.rows if row.under}
        entries: tuple[Row | Column, ...] = (*table.rows, *table.columns)
        self.heads = {fold(entry.under) for entry in entries if entry.under}
        self.heads.update(map(fold, table.heads))

    def row(self, text: str) -> str | None:
        """Return the id of the row with this label."""
        return self.rows.get(fold(text))

    def column(self, text: str) -> str | None:
        """Return the id of the column with this label."""
        return self.columns.get(fold(text))

    def shared(self, labels: Collection[str]) -> int:
        """Count the rows and columns that some folded labels name."""
        rows = {self.rows[label] for label in labels if label in self.rows}
        columns = {self.columns[label] for label in labels if label in self.columns}
        return len(rows) + len(columns)

    def knows(self, text: str) -> bool:
        """Tell whether a text is a label of the form: a row, a column or a head over them."""
        label = fold(text)
        return label in self.rows or label in self.columns or label in self.heads

    def over_rows(self, text: str) -> bool:
        """Tell whether a text is the head over some rows."""
        return fold(text) in self.row_heads

    def nearest_row(self, text: str, free: Collection[str]) -> str | None:
        """Return the free row whose label a mistyped one must mean."""
        return _nearest(text, ((row.id, _names(row)) for row in self.table.rows if row.id in free))

    def nearest_column(self, text: str, free: Collection[str]) -> str | None:
        """Return the free column whose label a mistyped one must mean."""
        columns = (column for column in self.table.columns if column.id in free)
        return _nearest(text, ((column.id, _names(column)) for column in columns))


def printed_otherwise(text: str, entry: Row | Column) -> bool:
    """Tell whether a label is not the official one."""
    return fold(text) not in (fold(entry.label), fold(entry.short))


def _names(entry: Row | Column) -> tuple[str, ...]:
    return (entry.label, entry.short, *entry.aliases)


def _nearest(text: str, entries: Iterable[tuple[str, tuple[str, ...]]]) -> str | None:
    label = fold(text)
    if not 1 < len(label) <= _LONGEST:
        return None
    scores = sorted(
        ((max(_likeness(label, fold(name)) for name in names), entry) for entry, names in entries),
        reverse=True,
    )
    if not scores or scores[0][0] < _NEAR:
        return None
    if len(scores) > 1 and scores[0][0] - scores[1][0] < _APART:
        return None
    return scores[0][1]


def _likeness(label: str, name: str) -> float:
    if len(label) >= _BEGINNING and name.startswith(label):
        return 1.0
    return SequenceMatcher(None, label, name, autojunk=False).ratio()
