"""Workbooks made here, and what is read from them."""

import datetime
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from reportlint.errors import ReadError
from reportlint.model.draft import Draft, Grid, Paragraph
from reportlint.model.place import SheetPlace
from reportlint.readers.sheets import number_text
from reportlint.readers.workbook import read_workbook

SAMPLES = Path(__file__).parents[2] / "samples/one-report"
Rows = list[list[str | None]]


def saved(book: Any) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read(book: Any) -> Draft:
    return read_workbook(saved(book), "made.xlsx")


def texts(draft: Draft) -> list[str | Rows]:
    return [
        block.text
        if isinstance(block, Paragraph)
        else [[None if cell is None else cell.text for cell in row] for row in block.rows]
        for block in draft.blocks
    ]


def gaps(draft: Draft) -> list[tuple[str, str]]:
    found = []
    for gap in draft.gaps:
        assert isinstance(gap.place, SheetPlace)
        found.append((gap.reason.zh, gap.place.ref))
    return found


def sheet_of(rows: list[list[Any]]) -> Any:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book


def test_values_as_they_are_shown() -> None:
    book = sheet_of([
        ["名称", "数"],
        ["整数", 90.0], ["小数", 7730.28], ["和", 0.1 + 0.2], ["大", 1e20], ["小", 1e-7],
        ["负", -2155], ["文本", "010"], ["空格", "  12 "], ["真", True], ["错", "#REF!"],
        ["日期", datetime.date(2024, 1, 2)], ["时间", datetime.time(3, 4)],
        ["占比", 0.123], ["两行", "一\n二"],
    ])  # fmt: skip
    book.active["B11"].data_type = "e"
    book.active["B14"].number_format = "0.0%"
    (rows,) = texts(read(book))
    assert [row[1] for row in rows] == [
        "数", "90", "7730.28", "0.3", "100000000000000000000", "0.0000001", "-2155", "010", "12",
        "TRUE", "#REF!", "2024-01-02", "03:04:00", "12.3%", "一\n二",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "text"),
    [("0", "0"), ("-0.0", "0"), ("100", "100"), ("1.50", "1.5"), ("30.000000000000004", "30"),
     ("2.5E+15", "2500000000000000"), ("136.44999999999999", "136.45")],
)  # fmt: skip
def test_numbers_without_noise(value: str, text: str) -> None:
    assert number_text(value) == text


def test_places_and_merged_cells() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "三"
    sheet["B2"], sheet["C2"], sheet["C3"], sheet["D3"] = "类别", "申请人情况", "自然人", "总计"
    sheet["B4"], sheet["C4"], sheet["D4"] = "本年新收", 1, 2
    sheet.merge_cells("B2:B3")
    sheet.merge_cells("C2:D2")
    draft = read(book)
    assert texts(draft) == [
        [["类别", "申请人情况", "申请人情况"], ["类别", "自然人", "总计"], ["本年新收", "1", "2"]]
    ]
    (grid,) = draft.blocks
    assert isinstance(grid, Grid)
    assert grid.rows[0][0] is grid.rows[1][0]
    assert grid.rows[0][1] is grid.rows[0][2]
    assert grid.place == SheetPlace(1, "三", "B2")
    assert grid.rows[2][2] is not None
    assert grid.rows[2][2].place == SheetPlace(7, "三", "D4")


def test_paragraphs_and_tables_of_a_sheet() -> None:
    prose = (
        "本局围绕粮食生产、农村人居环境和农资监管公开信息，让农户在办事之前就能查到条件，并核对。"
    )
    book = sheet_of([
        ["年度报告"], [prose], ["二、主动公开"],
        ["信息内容", "件数", "金额"], ["规章", 1, 2],
        ["第五项"],
        ["许可", 3, None], [prose], ["收费", 4, 5],
        ["四、结转"], ["注：以上为全年数。"], [], ["末段"],
    ])  # fmt: skip
    sheet = book.active
    sheet.merge_cells("A1:J1")  # wider than the table, as titles are
    sheet.merge_cells("A6:C6")  # over the whole table
    sheet["B10"].number_format = sheet["C10"].number_format = "0"  # empty, but there
    assert texts(read(book)) == [
        "年度报告", prose, "二、主动公开",
        [["信息内容", "件数", "金额"], ["规章", "1", "2"]],
        "第五项",
        [["许可", "3"]],
        prose,
        [["收费", "4", "5"], ["四、结转", "", ""]],
        "注：以上为全年数。",
        "末段",
    ]  # fmt: skip


def test_sheets_in_order_hidden_ones_named() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "甲"
    book.create_sheet("去年")["A1"] = "乙"
    book["去年"].sheet_state = "hidden"
    book.create_sheet("空")
    book.create_sheet("今年")["B7"] = "丙"
    book.create_chartsheet("图")
    draft = read(book)
    assert [block.place for block in draft.blocks] == [
        SheetPlace(1, "Sheet", "A1"),
        SheetPlace(2, "今年", "B7"),
    ]
    assert gaps(draft) == [
        ("工作表“去年”已隐藏，没有读取", "A1"),
        ("工作表“图”是图表或宏，没有读取", "A1"),
    ]


def test_formulas_without_saved_values() -> None:
    draft = read(sheet_of([["一", 1, "=B1+1"], ["二", 2, "=B2+1"]]))
    assert texts(draft) == [[["一", "1"], ["二", "2"]]]
    assert gaps(draft) == [
        ("工作表“Sheet”有 2 个公式没有保存计算结果（C1、C2），请打开后重新保存", "C1")
    ]


def test_cell_far_away_costs_nothing() -> None:
    book = sheet_of([["一", 1], ["二", 2]])
    book.active["XFD1048576"] = "远"
    draft = read(book)
    assert texts(draft) == [[["一", "1"], ["二", "2"]], "远"]
    assert draft.blocks[1].place == SheetPlace(5, "Sheet", "XFD1048576")


def parts_of(sheet: str, **more: str) -> bytes:
    """Return a workbook by its XML, for what no writer here writes."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(
            "xl/workbook.xml",
            "<x:workbook xmlns:x='m' xmlns:r='r'><x:workbookPr date1904='1'/><x:sheets>"
            "<x:sheet name='S' sheetId='1' r:id='a'/></x:sheets></x:workbook>",
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id='a' Type='x/worksheet' Target='/xl/s.xml'/>"
            "</Relationships>",
        )
        archive.writestr("xl/s.xml", f"<worksheet><sheetData>{sheet}</sheetData></worksheet>")
        for name, content in more.items():
            archive.writestr(f"xl/{name}.xml", content)
    return buffer.getvalue()


def test_shared_texts_styles_and_cells_without_names() -> None:
    data = parts_of(
        "<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c><c t='s'><v>9</v></c></row>"
        "<row><c s='1'><v>43831</v></c><c s='2'><v>0.5</v></c>"
        "<c t='inlineStr'><is><t>x</t></is></c></row>",
        sharedStrings="<sst><si><r><t>富</t></r><r><t>文本</t></r><rPh><t>fu</t></rPh></si>"
        "<si><t>两行_x000D_\n下</t></si></sst>",
        styles="<styleSheet><numFmts><numFmt numFmtId='170' formatCode='yyyy&quot;年&quot;m'/>"
        "</numFmts><cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
        "<cellXfs><xf numFmtId='0'/><xf numFmtId='170'/><xf numFmtId='10'/></cellXfs></styleSheet>",
    )
    assert texts(read_workbook(data, "made.xlsx")) == [
        [["富文本", "两行\n下", ""], ["2024-01-02", "50%", "x"]]
    ]


def test_ods_repeats_groups_and_notes() -> None:
    content = (
        "<document><styles><style name='h'><table-properties display='false'/></style></styles>"
        "<table name='S'><table-header-rows><table-row>"
        "<table-cell number-columns-spanned='2'><p>头<annotation><p>批注</p></annotation></p>"
        "</table-cell>"
        "<covered-table-cell/><table-cell><p>a<s c='2'/>b</p><p>c</p></table-cell></table-row>"
        "</table-header-rows><table-row-group><table-row number-rows-repeated='2'>"
        "<table-cell number-columns-repeated='2' value-type='float' value='7.50'/>"
        "<table-cell value-type='percentage' value='0.25'/>"
        "<table-cell number-columns-repeated='16381'/></table-row></table-row-group>"
        "<table-row number-rows-repeated='1048000'><table-cell number-columns-repeated='16384'/>"
        "</table-row></table><table name='T' style-name='h'><table-row><table-cell><p>x</p>"
        "</table-cell></table-row></table></document>"
    )
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("content.xml", content)
    draft = read_workbook(buffer.getvalue(), "made.ods")
    assert texts(draft) == [[["头", "头", "a  b\nc"], ["7.5", "7.5", "25%"], ["7.5", "7.5", "25%"]]]
    assert gaps(draft) == [("工作表“T”已隐藏，没有读取", "A1")]


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_the_sample_is_the_same_in_all_formats(suffix: str) -> None:
    """What python wrote and LibreOffice saved reads the same, cell by cell."""
    first = read_workbook((SAMPLES / "report.xlsx").read_bytes(), "report.xlsx")
    other = read_workbook((SAMPLES / f"report.{suffix}").read_bytes(), f"report.{suffix}")
    assert other.blocks == first.blocks
    assert first.gaps == other.gaps == ()
    assert first.title == "青禾县农业农村局2024年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04broken", "文件已损坏或不完整"),
        (b"no workbook", "文件已损坏或不完整"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "文件已损坏或不完整"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "文件设有打开密码",
        ),
        (saved(openpyxl.Workbook()), "工作簿是空的"),
    ],
)
def test_refusals(data: bytes, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_workbook(data, "made.xlsx")
    assert caught.value.message.zh == message
