"""A report: the cells and facts that were recognised, each with its place."""

from typing import NamedTuple

from reportlint.model.cell import Cell, CellAddress
from reportlint.model.draft import Gap
from reportlint.model.form import Form
from reportlint.model.place import START, Place
from reportlint.model.text import Text
from reportlint.model.waiver import Waiver


class Piece(NamedTuple):
    """A paragraph of a fact: where it starts in the fact's text, and where it stands."""

    start: int
    place: Place


class Fact(NamedTuple):
    """A fact about the whole report, or a section of its narrative, as written.

    ``pieces`` are the paragraphs that the text was put together from, in its order; empty
    where it stands in one piece.
    """

    text: str
    place: Place
    pieces: tuple[Piece, ...] = ()


class Relabeled(NamedTuple):
    """A label that the document prints otherwise than the form."""

    written: str
    official: str
    place: Place


class Remnant(NamedTuple):
    """What stands in the document and has no place in the report, and why.

    ``numeric`` tells numbers from words.
    """

    text: str
    place: Place
    reason: Text
    numeric: bool


class Report(NamedTuple):
    """One annual report.

    ``form`` is the form in effect: the named one, with a table of another form
    where the report has one (``table_forms`` says which form each table follows)
    and with the open rows that the report names. ``cells`` holds every cell of
    every table that the report has, in the order of the form; ``table_places``
    says where each table starts. ``unplaced`` are the written values for which
    the form has no cell. ``start`` is where the document begins, for what has no other
    place. Of a document that was recognised by its labels, ``relabeled`` are the labels
    that differ, ``remnants`` what has no place and ``gaps`` what could not be read.
    """

    path: str
    form: Form
    form_named: bool
    year: int | None
    facts: dict[str, Fact]
    narrative: dict[str, Fact]
    headings: tuple[Fact, ...]
    table_forms: dict[str, str]
    table_places: dict[str, Place]
    row_places: dict[tuple[str, str], Place]
    cells: dict[CellAddress, Cell]
    unplaced: tuple[Cell, ...]
    waivers: tuple[Waiver, ...] = ()
    start: Place = START
    relabeled: tuple[Relabeled, ...] = ()
    remnants: tuple[Remnant, ...] = ()
    gaps: tuple[Gap, ...] = ()
