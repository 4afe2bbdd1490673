"""Where something stands in an input: the concrete side of a location.

The symbolic side is the cell address (``model.cell``). What a place is depends on the
document: a stretch of text, a cell of a sheet, a box on a page, a cell or a paragraph of
a text document.
"""

from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of text in a file.

    Units: lines and columns are 1-based, columns count code points, and the end column is
    exclusive.
    """

    line: int
    column: int
    end_line: int
    end_column: int


START = Span(1, 1, 1, 1)


class SheetPlace(NamedTuple):
    """A cell of a workbook: ``ref`` as spreadsheets name it, ``C5``."""

    at: int
    sheet: str
    ref: str


class PagePlace(NamedTuple):
    """A box on a page.

    Units: pages are 1-based; ``box`` is left, top, right and bottom in points, rounded,
    from the upper left corner of the page.
    """

    at: int
    page: int
    box: tuple[int, int, int, int]


class TablePlace(NamedTuple):
    """A cell of a text document, by the numbers of its table, row and column, 1-based."""

    at: int
    table: int
    row: int
    column: int


class ParagraphPlace(NamedTuple):
    """A paragraph of a text document, by its number outside tables, 1-based."""

    at: int
    paragraph: int


Place = Span | SheetPlace | PagePlace | TablePlace | ParagraphPlace
"""``at`` of a place that has no line is its position in the order of the document."""


def order(place: Place) -> tuple[int, int]:
    """Return what puts the places of one document in its order."""
    return (place.line, place.column) if isinstance(place, Span) else (place.at, 0)


class Source(NamedTuple):
    """A place in a named input; the span is None when the whole input is meant."""

    path: str
    span: Span | None = None

    def __str__(self) -> str:
        if self.span is None:
            return self.path
        return f"{self.path}:{self.span.line}:{self.span.column}"
