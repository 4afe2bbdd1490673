"""An Excel workbook (.xlsx, .xlsm) -> its sheets."""

import posixpath
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from reportlint.model.text import Text
from reportlint.readers.archive import Archive
from reportlint.readers.sheets import (
    MAX_CELLS,
    Book,
    Range,
    Sheet,
    date_text,
    number_text,
    percent_text,
    ref,
    too_many,
)
from reportlint.readers.xml import attribute, children, elements, name_of

MAX_MERGES = 50_000
MAX_ROW = 1_048_576
MAX_COLUMN = 16_384


class Styles(NamedTuple):
    """Which styles show a number as a date, and which as a share."""

    dates: frozenset[int]
    shares: frozenset[int]


class Setting(NamedTuple):
    """What cells need to be read: texts that they share, styles, and when time begins."""

    texts: Sequence[str]
    styles: Styles
    from_1904: bool


def read_xlsx(archive: Archive, path: str) -> Book:
    """Take the sheets out of a workbook.

    Raises:
        ReadError: A part is missing or damaged, or unpacks to too much.
    """
    main = _main_part(archive, path)
    targets = _relations(archive, main, path)
    base = posixpath.dirname(main)
    setting = Setting(
        _texts(archive, f"{base}/sharedStrings.xml", path),
        _styles(archive, f"{base}/styles.xml", path),
        False,
    )
    sheets: list[Sheet] = []
    left = MAX_CELLS
    for element in elements(archive.read(main), path):
        match name_of(element):
            case "workbookPr":
                from_1904 = attribute(element, "date1904") in {"1", "true"}
                setting = setting._replace(from_1904=from_1904)
            case "sheet":
                name = attribute(element, "name")
                part, kind = targets.get(attribute(element, "id"), ("", ""))
                hidden = attribute(element, "state") in {"hidden", "veryHidden"}
                if kind != "worksheet":
                    troubles = [(_not_a_sheet(name), "A1")]
                    sheets.append(Sheet(name, {}, (), troubles))
                elif hidden:
                    sheets.append(Sheet(name, {}, hidden=True))
                else:
                    sheets.append(_sheet(archive, part, name, setting, left, path))
                    left -= len(sheets[-1].cells)
            case _:
                pass
    return Book(_title(archive, path), sheets)


def _not_a_sheet(name: str) -> Text:
    return Text(f"the sheet {name} is a chart or a macro and was not read",
                f"工作表“{name}”是图表或宏，没有读取")  # fmt: skip


def _main_part(archive: Archive, path: str) -> str:
    if "_rels/.rels" in archive.names:
        for element in elements(archive.read("_rels/.rels"), path):
            if attribute(element, "Type").endswith("/officeDocument"):
                return attribute(element, "Target").lstrip("/")
    return "xl/workbook.xml"


def _relations(archive: Archive, part: str, path: str) -> dict[str, tuple[str, str]]:
    """Return the part and the kind that each relation of a part leads to."""
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in archive.names:
        return {}
    found = {}
    for element in elements(archive.read(relations), path):
        if name_of(element) != "Relationship":
            continue
        target = attribute(element, "Target")
        whole = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
        kind = attribute(element, "Type").rpartition("/")[2]
        found[attribute(element, "Id")] = (posixpath.normpath(whole), kind)
    return found


def _title(archive: Archive, path: str) -> str:
    if "docProps/core.xml" not in archive.names:
        return ""
    for element in elements(archive.read("docProps/core.xml"), path):
        if name_of(element) == "title":
            return (element.text or "").strip()
    return ""


def _texts(archive: Archive, part: str, path: str) -> list[str]:
    if part not in archive.names:
        return []
    return [_rich(item) for item in elements(archive.read(part), path, {"si"})]


def _rich(item: Element) -> str:
    """Return the text of a string, its runs joined, without its reading aids."""
    parts = []
    for child in item:
        match name_of(child):
            case "t":
                parts.append(child.text or "")
            case "r":
                parts += [run.text or "" for run in children(child, "t")]
            case _:
                pass
    return _unescaped("".join(parts))


def _unescaped(text: str) -> str:
    """Return a text without the escapes that workbooks have for control characters."""
    if "_x" not in text:
        return text
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: _character(int(found[1], 16)), text)


def _character(code: int) -> str:
    return chr(code) if code == 10 or 32 <= code < 0xD800 or code >= 0xE000 else ""


BUILTIN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
BUILTIN_SHARES = frozenset({9, 10})


def _styles(archive: Archive, part: str, path: str) -> Styles:
    if part not in archive.names:
        return Styles(frozenset(), frozenset())
    dates, shares = set(BUILTIN_DATES), set(BUILTIN_SHARES)
    formats: list[int] = []
    for element in elements(archive.read(part), path, {"numFmt", "cellXfs"}):
        if name_of(element) == "numFmt":
            code = attribute(element, "formatCode")
            number = _whole(attribute(element, "numFmtId"))
            (dates.add if is_date(code) else dates.discard)(number)
            (shares.add if "%" in plain_code(code) else shares.discard)(number)
        else:
            formats = [_whole(attribute(xf, "numFmtId")) for xf in children(element, "xf")]
    return Styles(
        frozenset(style for style, number in enumerate(formats) if number in dates),
        frozenset(style for style, number in enumerate(formats) if number in shares),
    )


def plain_code(code: str) -> str:
    """Return a number format without its literal texts, conditions and colors."""
    return re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.', "", code)


def is_date(code: str) -> bool:
    """Tell whether a number format shows a date or a time."""
    return bool(re.search(r"[ymdhs]", plain_code(code).lower().replace("general", "")))


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _sheet(
    archive: Archive, part: str, name: str, setting: Setting, budget: int, path: str
) -> Sheet:
    cells: dict[tuple[int, int], str] = {}
    merges: list[Range] = []
    troubles: list[tuple[Text, str]] = []
    pictured = False
    unsaved: list[str] = []
    row = 0
    for element in elements(archive.read(part), path, {"row", "mergeCell", "drawing", "picture"}):
        match name_of(element):
            case "row":
                row = min(_whole(attribute(element, "r")) or row + 1, MAX_ROW)
                for column, text, is_unsaved in _row(element, setting):
                    cells[row - 1, column] = text
                    if is_unsaved:
                        unsaved.append(ref(row - 1, column))
                if len(cells) > budget:
                    troubles.append((too_many(name), f"A{row}"))
                    break
            case "mergeCell":
                found = _range(attribute(element, "ref"))
                if found is not None and len(merges) < MAX_MERGES:
                    merges.append(found)
            case _:
                pictured = True
    if unsaved:
        troubles.append((_unsaved(name, unsaved), unsaved[0]))
    return Sheet(name, cells, merges, troubles, pictured=pictured)


def _unsaved(name: str, where: list[str]) -> Text:
    some = "、".join(where[:5]) + ("…" if len(where) > 5 else "")
    return Text(
        f"the sheet {name} has {len(where)} formulas without a saved value ({some});"
        " open the workbook and save it",
        f"工作表“{name}”有 {len(where)} 个公式没有保存计算结果（{some}），请打开后重新保存",
    )


def _row(row: Element, setting: Setting) -> Iterator[tuple[int, str, bool]]:
    """Return the cells of a row: column, text, and whether a formula has no value."""
    column = -1
    for cell in children(row, "c"):
        position = _position(attribute(cell, "r"))
        column = column + 1 if position is None else position[1]
        if column >= MAX_COLUMN:
            return
        value = formula = None
        for child in cell:
            match name_of(child):
                case "v":
                    value = child.text or ""
                case "f":
                    formula = child
                case "is":
                    value = _rich(child)
                case _:
                    pass
        unsaved = formula is not None and not value and attribute(cell, "t") != "str"
        yield column, _cell(cell, value or "", setting), unsaved


def _cell(cell: Element, value: str, setting: Setting) -> str:
    """Return the text of a cell."""
    match attribute(cell, "t"):
        case "s":
            number = _whole(value)
            return setting.texts[number] if value and number < len(setting.texts) else ""
        case "b":
            return {"1": "TRUE", "0": "FALSE"}.get(value, value)
        case "str":
            return _unescaped(value)
        case "inlineStr" | "e" | "d":
            return value
        case _:
            return _number(value, _whole(attribute(cell, "s")), setting)


def _number(value: str, style: int, setting: Setting) -> str:
    if not re.fullmatch(r"[+-]?(\d{1,400}\.?\d{0,400}|\.\d{1,400})([eE][+-]?\d{1,3})?", value):
        return value
    if style in setting.styles.dates:
        return date_text(float(value), from_1904=setting.from_1904)
    return percent_text(value) if style in setting.styles.shares else number_text(value)


def _position(name: str) -> tuple[int, int] | None:
    """Return row and column of a cell by its name, 0-based."""
    found = re.fullmatch(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})", name)
    if found is None or found[2] == "0":
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def _range(name: str) -> Range | None:
    first, _, last = name.partition(":")
    start, end = _position(first), _position(last or first)
    if start is None or end is None or start == end:
        return None
    return Range(*start, *end)
