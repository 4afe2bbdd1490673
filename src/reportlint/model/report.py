"""A report: the cells and facts that were recognised, each with its place."""

from typing import NamedTuple

from reportlint.model.cell import Cell, CellAddress
from reportlint.model.form import Form
from reportlint.model.place import Span
from reportlint.model.waiver import Waiver


class Fact(NamedTuple):
    """A fact about the whole report, or a section of its narrative, as written."""

    text: str
    span: Span


class Report(NamedTuple):
    """One annual report.

    ``form`` is the form in effect: the named one, with a table of another form
    where the report has one (``table_forms`` says which form each table follows)
    and with the open rows that the report names. ``cells`` holds every cell of
    every table that the report has, in the order of the form; ``table_spans``
    says where each table starts. ``unplaced`` are the written values for which
    the form has no cell.
    """

    path: str
    form: Form
    form_named: bool
    year: int | None
    facts: dict[str, Fact]
    narrative: dict[str, Fact]
    headings: tuple[Fact, ...]
    table_forms: dict[str, str]
    table_spans: dict[str, Span]
    row_spans: dict[tuple[str, str], Span]
    cells: dict[CellAddress, Cell]
    unplaced: tuple[Cell, ...]
    waivers: tuple[Waiver, ...] = ()
