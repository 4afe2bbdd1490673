"""Where something stands in an input: the concrete side of a location.

The symbolic side is the cell address (``model.cell``). Lines and columns are
1-based, columns count code points, and the end column is exclusive.
"""

from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of text in a file."""

    line: int
    column: int
    end_line: int
    end_column: int


START = Span(1, 1, 1, 1)


class Source(NamedTuple):
    """A place in a named input; the span is None when the whole input is meant."""

    path: str
    span: Span | None = None

    def __str__(self) -> str:
        if self.span is None:
            return self.path
        return f"{self.path}:{self.span.line}:{self.span.column}"
