"""A place -> how each kind of output names it."""

from typing import Any, assert_never

from reportlint.model.place import (
    START,
    PagePlace,
    ParagraphPlace,
    Place,
    SheetPlace,
    Span,
    TablePlace,
)
from reportlint.model.text import Lang, Text, same


def where(path: str, place: Place | None, lang: Lang) -> str:
    """Return a path with a place in it: ``report.yaml:30:28``, ``report.xlsx: Sheet1!C5``."""
    match place:
        case None:
            return path
        case Span(line, column):
            return f"{path}:{line}:{column}"
        case _:
            return f"{path}: {spot(place).to(lang)}"


def spot(place: Place) -> Text:
    """Name a place inside its document."""
    match place:
        case Span(line, column):
            return same(f"{line}:{column}")
        case SheetPlace(_, sheet, ref):
            return same(f"{sheet}!{ref}")
        case PagePlace(_, page):
            return Text(f"page {page}", f"第 {page} 页")
        case TablePlace(_, table, row, column):
            return Text(
                f"table {table}, row {row}, column {column}",
                f"第 {table} 个表第 {row} 行第 {column} 列",
            )
        case ParagraphPlace(_, paragraph):
            return Text(f"paragraph {paragraph}", f"第 {paragraph} 段")
        case _:
            assert_never(place)


def gutter(place: Place | None) -> str:
    """Return the little that stands left of a line which quotes the document."""
    match place:
        case None:
            return ""
        case Span(line):
            return str(line)
        case SheetPlace(_, _, ref):
            return ref
        case PagePlace(_, page):
            return f"p.{page}"
        case TablePlace(_, table, row):
            return f"{table}:{row}"
        case ParagraphPlace(_, paragraph):
            return f"¶{paragraph}"
        case _:
            assert_never(place)


def lines(place: Place | None) -> Span:
    """Return the lines for formats that know only lines; a document without any has one."""
    return place if isinstance(place, Span) else START


def place_fields(place: Place) -> dict[str, Any]:
    """Return a place as the fields that machine formats give it."""
    return {name: value for name, value in place._asdict().items() if name != "at"}
