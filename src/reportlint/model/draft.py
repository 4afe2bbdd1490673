"""A draft: a document as its reader found it, grids and paragraphs in the order of the page.

A draft knows no form and no rule. Nothing of the document's text is left out of it; what
a reader could not read is a gap.
"""

from typing import NamedTuple

from reportlint.model.place import Place
from reportlint.model.text import Text


class GridCell(NamedTuple):
    """One cell of a grid, with the lines of its text joined by line feeds."""

    text: str
    place: Place


class Grid(NamedTuple):
    """A table.

    Shape: every row has the same number of positions. A merged cell is the same object
    at every position that it covers; None stands where the table has no cell. Positions
    are columns of the table only where the grid is ``aligned``: lines of text that were
    cut at tabs may be shifted against each other.
    """

    rows: tuple[tuple[GridCell | None, ...], ...]
    place: Place
    aligned: bool = True


class Paragraph(NamedTuple):
    """A paragraph of text, without line feeds at its ends."""

    text: str
    place: Place


Block = Paragraph | Grid


class Gap(NamedTuple):
    """A part of the document that could not be read, and why.

    ``aside`` marks what is mostly no part of the report: icons and seals, embedded pages,
    hidden sheets.
    """

    reason: Text
    place: Place
    aside: bool = False


class Draft(NamedTuple):
    """A document as its reader found it.

    ``title`` is what the document calls itself in its metadata, or empty. A grid inside
    a cell of another follows it as a block of its own.
    """

    title: str
    blocks: tuple[Block, ...]
    gaps: tuple[Gap, ...] = ()
