"""An OpenDocument spreadsheet (.ods) -> its sheets."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from reportlint.model.text import Text
from reportlint.readers.archive import Archive, locked
from reportlint.readers.sheets import (
    MAX_CELLS,
    Book,
    Range,
    Sheet,
    number_text,
    percent_text,
    too_many,
)
from reportlint.readers.xml import attribute, children, elements, name_of

MAX_REPEAT = 1_000
"""How often a cell with text may be repeated; a report repeats none."""


def read_ods(archive: Archive, path: str) -> Book:
    """Take the sheets out of a spreadsheet.

    Raises:
        ReadError: A part is missing, damaged or locked, or unpacks to too much.
    """
    if "META-INF/manifest.xml" in archive.names:
        for element in elements(archive.read("META-INF/manifest.xml"), path):
            if name_of(element) == "encryption-data":
                raise locked(path)
    sheets: list[Sheet] = []
    hidden: set[str] = set()
    left = MAX_CELLS
    for element in elements(archive.read("content.xml"), path, {"style", "table"}):
        if name_of(element) == "table":
            sheets.append(_sheet(element, hidden, left))
            left -= len(sheets[-1].cells)
        elif any(attribute(child, "display") == "false" for child in element):
            hidden.add(attribute(element, "name"))
    return Book(_title(archive, path), sheets)


def _title(archive: Archive, path: str) -> str:
    if "meta.xml" not in archive.names:
        return ""
    for element in elements(archive.read("meta.xml"), path):
        if name_of(element) == "title":
            return (element.text or "").strip()
    return ""


def _sheet(table: Element, hidden: set[str], budget: int) -> Sheet:
    name = attribute(table, "name")
    if attribute(table, "style-name") in hidden:
        return Sheet(name, {}, hidden=True)
    cells: dict[tuple[int, int], str] = {}
    merges: list[Range] = []
    troubles: list[tuple[Text, str]] = []
    pictured = any(name_of(child) == "shapes" for child in table)
    row = 0
    for element in _rows(table):
        times = _count(element, "number-rows-repeated")
        found = _row(element)
        if any(text for _, text, _, _ in found) or len(found) > 1:
            shown = min(times, MAX_REPEAT if any(text for _, text, _, _ in found) else 1)
            for down in range(shown):
                for column, text, wide, tall in found:
                    cells[row + down, column] = text
                    if wide > 1 or tall > 1:
                        merges.append(
                            Range(row + down, column, row + down + tall - 1, column + wide - 1)
                        )
        if len(cells) > budget or len(merges) > MAX_CELLS:
            troubles.append((too_many(name), f"A{row + 1}"))
            break
        row += times
    return Sheet(name, cells, merges, troubles, pictured=pictured)


def _rows(table: Element) -> Iterator[Element]:
    """Return the rows of a table, those in groups and headers among them."""
    for child in table:
        match name_of(child):
            case "table-row":
                yield child
            case "table-header-rows" | "table-rows" | "table-row-group":
                yield from _rows(child)
            case _:
                pass


def _count(element: Element, name: str) -> int:
    text = attribute(element, name)
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 8 else 1


def _row(row: Element) -> list[tuple[int, str, int, int]]:
    """Return the cells of a row: column, text, width and height.

    The empty cells that fill a row up to its end are no cells of a table.
    """
    found: list[tuple[int, str, int, int]] = []
    column = filled = 0
    for cell in row:
        kind = name_of(cell)
        if kind not in {"table-cell", "covered-table-cell"}:
            continue
        times = _count(cell, "number-columns-repeated")
        text = _text(cell) if kind == "table-cell" else ""
        if kind == "table-cell":
            wide = _count(cell, "number-columns-spanned")
            tall = _count(cell, "number-rows-spanned")
            shown = min(times, MAX_REPEAT)
            found += [(column + n, text, wide, tall) for n in range(shown)]
            if text or attribute(cell, "style-name"):
                filled = len(found)
        column += times
    if found[filled:] and not any(text for _, text, _, _ in found[filled:]):
        return found[:filled]
    return found


def _text(cell: Element) -> str:
    """Return the text of a cell: its value in full where it is a number."""
    value = attribute(cell, "value")
    match attribute(cell, "value-type"):
        case "float" | "currency":
            return _number(value)
        case "percentage":
            return _share(value)
        case "date":
            return attribute(cell, "date-value").partition("T")[0]
        case "boolean":
            return attribute(cell, "boolean-value").upper()
        case _:
            return "\n".join(_inline(part) for part in children(cell, "p"))


def _number(value: str) -> str:
    try:
        return number_text(value)
    except (ValueError, ArithmeticError):
        return value


def _share(value: str) -> str:
    try:
        return percent_text(value)
    except (ValueError, ArithmeticError):
        return value


def _inline(element: Element) -> str:
    """Return the text of a paragraph, without the notes attached to it."""
    parts = [element.text or ""]
    for child in element:
        match name_of(child):
            case "s":
                parts.append(" " * min(_count(child, "c"), 1_000))
            case "tab":
                parts.append("\t")
            case "line-break":
                parts.append("\n")
            case "annotation" | "note" | "ruby-text":
                pass
            case _:
                parts.append(_inline(child))
        parts.append(child.tail or "")
    return "".join(parts)
