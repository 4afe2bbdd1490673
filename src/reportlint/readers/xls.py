"""An Excel 97 workbook (.xls) -> its sheets."""

from io import StringIO
from typing import Any

from reportlint.errors import ReadError
from reportlint.model.text import Text
from reportlint.readers.archive import damaged, locked
from reportlint.readers.extras import require
from reportlint.readers.sheets import (
    MAX_CELLS,
    Book,
    Range,
    Sheet,
    date_text,
    number_text,
    percent_text,
    too_many,
)


def read_xls(data: bytes, path: str) -> Book:
    """Take the sheets out of a workbook.

    Raises:
        ReadError: The library is missing, or the file is damaged or locked.
    """
    xlrd: Any = require("xlrd", "xls", path)
    try:
        book = xlrd.open_workbook(
            file_contents=data,
            logfile=StringIO(),  # it would print to standard output
            formatting_info=True,
            ragged_rows=True,
        )
    except Exception as error:
        # The library meets damage with whatever its code stumbles over.
        raise _refusal(error, path) from None
    return Book("", [_sheet(sheet, book, xlrd) for sheet in book.sheets()])


def _refusal(error: Exception, path: str) -> ReadError:
    return locked(path) if "encrypted" in str(error).lower() else damaged(path)


def _sheet(sheet: Any, book: Any, xlrd: Any) -> Sheet:
    if sheet.visibility:
        return Sheet(sheet.name, {}, hidden=True)
    cells: dict[tuple[int, int], str] = {}
    troubles: list[tuple[Text, str]] = []
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            if cell.ctype != xlrd.XL_CELL_EMPTY:
                cells[row, column] = _text(cell, book, xlrd)
        if len(cells) > MAX_CELLS:
            troubles.append((too_many(sheet.name), f"A{row + 1}"))
            break
    merges = [Range(top, left, end - 1, right - 1) for top, end, left, right in sheet.merged_cells]
    return Sheet(sheet.name, cells, merges, troubles)


def _text(cell: Any, book: Any, xlrd: Any) -> str:
    match cell.ctype:
        case xlrd.XL_CELL_DATE:
            return date_text(cell.value, from_1904=bool(book.datemode))
        case xlrd.XL_CELL_NUMBER:
            shown = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
            return percent_text(cell.value) if "%" in shown else number_text(cell.value)
        case xlrd.XL_CELL_BOOLEAN:
            return "TRUE" if cell.value else "FALSE"
        case xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(cell.value, "#ERROR"))
        case xlrd.XL_CELL_TEXT:
            return str(cell.value)
        case _:
            return ""
