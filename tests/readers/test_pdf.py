"""PDFs made here, line by line and text by text, and what is read from them."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from reportlint.errors import ReadError
from reportlint.model.draft import Draft, Grid, Paragraph
from reportlint.model.place import PagePlace
from reportlint.readers.pdf import read_pdf

PdfOf = Callable[..., bytes]
Rows = list[list[str | None]]

SAMPLE = Path(__file__).parents[2] / "samples/one-report/report.pdf"
HEIGHT = 842
FONT = b"""<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H
/DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000
/W [1 95 500] /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>] >>"""


class Page(NamedTuple):
    """What a page draws, how it is turned, and the objects that it names."""

    content: bytes
    extra: bytes = b""
    resources: bytes = b""


@pytest.fixture(scope="session")
def read(pdf_of: PdfOf) -> Callable[..., Draft]:
    """Read pages, each given as what it draws."""

    def make(*pages: bytes | Page, more: tuple[bytes, ...] = (), info: bytes = b"") -> Draft:
        return read_pdf(file(*pages, more=more, info=info), "made.pdf")

    def file(*pages: bytes | Page, more: tuple[bytes, ...], info: bytes) -> bytes:
        first = 4 + len(more)
        kids = b" ".join(b"%d 0 R" % (first + 2 * n) for n in range(len(pages)))
        objects = [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids),
            FONT,
            *more,
        ]
        for number, given in enumerate(pages):
            page = Page(given) if isinstance(given, bytes) else given
            objects.append(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R %s"
                b" /Resources << /Font << /F 3 0 R >> %s >> >>"
                % (first + 2 * number + 1, page.extra, page.resources)
            )
            objects.append(stream(page.content))
        return pdf_of(objects, info)

    return make


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def text(
    x: float, y: float, words: str, size: float = 10, angle: float = 0, mode: int = 0
) -> bytes:
    """Draw a line of text, its baseline at a point counted from the upper left corner."""
    c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return b"BT /F %g Tf %d Tr %.4f %.4f %.4f %.4f %.2f %.2f Tm <%s> Tj ET\n" % (
        size, mode, c, s, -s, c, x, HEIGHT - y, words.encode("utf-16-be").hex().encode(),
    )  # fmt: skip


def line(x0: float, y0: float, x1: float, y1: float) -> bytes:
    return b"%g %g m %g %g l S\n" % (x0, HEIGHT - y0, x1, HEIGHT - y1)


def lines(xs: list[float], ys: list[float]) -> bytes:
    """Draw all lines of a table."""
    level = [line(xs[0], y, xs[-1], y) for y in ys]
    return b"".join(level + [line(x, ys[0], x, ys[-1]) for x in xs])


def rows(grid: object) -> Rows:
    assert isinstance(grid, Grid)
    return [[None if cell is None else cell.text for cell in row] for row in grid.rows]


def texts(draft: Draft) -> list[str | Rows]:
    return [block.text if isinstance(block, Paragraph) else rows(block) for block in draft.blocks]


def places(draft: Draft) -> list[PagePlace]:
    return [block.place for block in draft.blocks if isinstance(block.place, PagePlace)]


def gaps(draft: Draft) -> list[str]:
    return [gap.reason.zh for gap in draft.gaps]


def test_table_between_paragraphs(read: Callable[..., Draft]) -> None:
    draft = read(
        text(100, 80, "二、主动公开政府信息情况")
        + lines([100, 200, 300], [100, 120, 140])
        + text(110, 114, "规章")
        + text(240, 114, "7730.28")
        + text(110, 134, "行政许可")
        + text(240, 134, "1,268")
        + text(100, 160, "单位：万元"),
    )
    assert texts(draft) == [
        "二、主动公开政府信息情况",
        [["规章", "7730.28"], ["行政许可", "1,268"]],
        "单位：万元",
    ]
    assert gaps(draft) == []
    grid = draft.blocks[1]
    assert isinstance(grid, Grid)
    assert grid.place == PagePlace(2, 1, (100, 100, 300, 140))
    assert grid.rows[1][1] is not None
    assert grid.rows[1][1].place == PagePlace(6, 1, (200, 120, 300, 140))
    assert places(draft)[2].at == 7


def test_merged_cells_are_one_object(read: Callable[..., Draft]) -> None:
    draft = read(
        line(100, 100, 400, 100) + line(200, 120, 400, 120) + line(100, 140, 400, 140)
        + line(100, 100, 100, 140) + line(200, 100, 200, 140) + line(300, 120, 300, 140)
        + line(400, 100, 400, 140)
        + text(110, 124, "类别") + text(240, 114, "申请人情况")
        + text(220, 134, "自然人") + text(330, 134, "总计")
    )  # fmt: skip
    (grid,) = draft.blocks
    assert rows(grid) == [["类别", "申请人情况", "申请人情况"], ["类别", "自然人", "总计"]]
    assert isinstance(grid, Grid)
    assert grid.rows[0][0] is grid.rows[1][0]
    assert grid.rows[0][1] is grid.rows[0][2]
    assert grid.rows[0][1] is not None
    assert grid.rows[0][1].place == PagePlace(3, 1, (200, 100, 400, 120))


def test_equal_texts_are_cells_of_their_own(read: Callable[..., Draft]) -> None:
    draft = read(lines([100, 200, 300], [100, 120]) + text(140, 114, "0") + text(240, 114, "0"))
    (grid,) = draft.blocks
    assert isinstance(grid, Grid)
    assert grid.rows[0][0] is not grid.rows[0][1]


def test_stray_rules_divide_nothing(read: Callable[..., Draft]) -> None:
    table = lines([100, 200, 300], [100, 120, 140]) + text(110, 114, "规章") + text(240, 114, "12")
    stray = (
        line(150, 100, 150, 110)  # hangs from the border, ends within the cell
        + line(210, 117, 290, 117)  # underlines the number
        + line(100, 141.5, 300, 141.5)  # the second line of a double border
        + line(400, 100, 500, 100)  # stands alone
    )
    assert texts(read(table + stray)) == [[["规章", "12"], ["", ""]]]


def test_stray_rule_across_a_row_divides_its_cell_only(read: Callable[..., Draft]) -> None:
    draft = read(
        line(100, 100, 300, 100) + line(100, 120, 300, 120) + line(100, 140, 300, 140)
        + line(100, 100, 100, 140) + line(300, 100, 300, 140) + line(200, 120, 200, 140)
        + line(160, 100, 160, 120)
        + text(220, 114, "行政诉讼") + text(140, 134, "1") + text(240, 134, "2")
    )  # fmt: skip
    assert texts(draft) == [[["", "行政诉讼", "行政诉讼"], ["1", "1", "2"]]]


def test_borders_as_thin_areas_and_as_boxes(read: Callable[..., Draft]) -> None:
    thin = b"".join(
        b"%g %g %g %g re f\n" % (x, HEIGHT - y, width, height)
        for x, y, width, height in [
            (100, 100, 200, 0.5), (100, 120, 200, 0.5),
            (100, 120, 0.5, 20), (200, 120, 0.5, 20), (299.5, 120, 0.5, 20),
        ]
    )  # fmt: skip
    boxes = b"100 662 99 20 re S 201 662 99 20 re S\n"
    shade = b"0.8 g 100 600 200 40 re f 0 g\n"
    draft = read(
        thin + text(110, 114, "规章") + text(240, 114, "1")
        + boxes + text(110, 174, "许可") + text(240, 174, "2")
        + shade + text(110, 224, "不是表格")
    )  # fmt: skip
    assert texts(draft) == [[["规章", "1"]], [["许可", "2"]], "不是表格"]


def test_table_cut_by_the_end_of_the_page(read: Callable[..., Draft]) -> None:
    """The browser leaves out the border at the break; the row goes on on the next page."""
    above = (
        line(100, 780, 400, 780) + line(150, 800, 400, 800)
        + b"".join(line(x, 780, x, 815) for x in (100, 150, 300, 400))
        + text(105, 794, "结果") + text(160, 794, "1.国家秘密") + text(340, 794, "3")
        + text(160, 812, "2.其他法律行") + text(340, 812, "4")
    )  # fmt: skip
    below = (
        line(150, 70, 400, 70) + line(100, 90, 400, 90)
        + b"".join(line(x, 50, x, 90) for x in (100, 150, 300, 400))
        + text(160, 64, "政法规禁止公开")
        + text(160, 84, "3.其他") + text(340, 84, "5")
    )  # fmt: skip
    assert texts(read(above, below)) == [
        [["结果", "1.国家秘密", "3"], ["结果", "2.其他法律行", "4"]],
        [["", "政法规禁止公开", ""], ["", "3.其他", "5"]],
    ]


def test_labels_set_upright_and_turned(read: Callable[..., Draft]) -> None:
    one_below_the_other = b"".join(
        text(x, 112 + 12 * n, sign)
        for x, words in ((130, "三、本年度"), (112, "办理结果"))
        for n, sign in enumerate(words)
    )
    draft = read(
        lines([100, 150, 200, 250, 300], [100, 180])
        + one_below_the_other
        + text(178, 170, "办理结果", angle=90)
        + text(222, 110, "办理结果", angle=270)
        + b"".join(text(270, 120 + 12 * n, digit) for n, digit in enumerate("123"))
    )
    assert texts(draft) == [[["三、本年度\n办理结果", "办理结果", "办理结果", "1\n2\n3"]]]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_page_that_is_turned(read: Callable[..., Draft], turn: int) -> None:
    # What is drawn is turned against the page, so that the reader sees it upright.
    back = {90: b"0 1 -1 0 595 0 cm\n", 180: b"-1 0 0 -1 595 842 cm\n",
            270: b"0 -1 1 0 0 842 cm\n"}[turn]  # fmt: skip
    drawn = lines([100, 200, 300], [300, 320]) + text(110, 314, "规章") + text(240, 314, "12")
    draft = read(Page(back + drawn + text(100, 350, "说明"), extra=b"/Rotate %d" % turn))
    assert texts(draft) == [[["规章", "12"]], "说明"]


def test_number_wider_than_its_cell_stays_whole(read: Callable[..., Draft]) -> None:
    draft = read(
        lines([100, 130, 160], [100, 120]) + text(103, 114, "1234567") + text(148, 114, "8")
    )
    assert texts(draft) == [[["1234567", "8"]]]


def test_text_that_the_page_clips_stays_in_its_cell(read: Callable[..., Draft]) -> None:
    clipped = b"q 200 722 100 20 re W n\n%sQ\n" % (
        text(210, 114, "社会公益组") + text(210, 134, "织")
    )
    draft = read(lines([200, 300], [100, 120, 140]) + clipped + text(250, 134, "1"))
    assert texts(draft) == [[["社会公益组\n织"], ["1"]]]


def test_table_without_lines_is_lines_of_text(read: Callable[..., Draft]) -> None:
    draft = read(
        text(100, 100, "规章") + text(200, 100, "0") + text(260, 100, "0")
        + text(100, 115, "规范性文件") + text(200, 115, "43") + text(260, 115, "130")
        + line(100, 90, 300, 90) + line(100, 120, 300, 120)
    )  # fmt: skip
    assert texts(draft) == ["规章\t0\t0", "规范性文件\t43\t130"]


def test_box_around_text_is_no_table(read: Callable[..., Draft]) -> None:
    assert texts(read(lines([90, 400], [80, 120]) + text(100, 104, "说明"))) == ["说明"]


def test_table_inside_a_cell(read: Callable[..., Draft]) -> None:
    draft = read(
        lines([100, 200, 400], [100, 200]) + text(110, 120, "外")
        + lines([220, 260, 300], [130, 150]) + text(230, 144, "内") + text(270, 144, "7")
    )  # fmt: skip
    assert texts(draft) == [[["外", ""]], [["内", "7"]]]


def test_lines_make_paragraphs(read: Callable[..., Draft]) -> None:
    full = "本局围绕粮食生产和农资监管公开政府信息让农户办事之前"
    draft = read(
        text(120, 100, full[:24])
        + text(100, 118, full)
        + text(100, 136, "查到 12 项条件。")
        + text(120, 154, full[:24])
        + text(100, 172, "see the")
    )
    assert texts(draft) == [f"{full[:24]}{full}查到 12 项条件。", f"{full[:24]}see the"]
    assert draft.blocks[0].place == PagePlace(1, 1, (100, 91, 360, 139))


def test_paragraph_goes_on_over_the_page(read: Callable[..., Draft]) -> None:
    full = "本局围绕粮食生产和农资监管公开政府信息让农户办事之前"
    draft = read(
        text(100, 700, full) + text(100, 718, full) + text(290, 810, "- 1 -"),
        text(100, 100, "查到条件。") + text(120, 118, "另一段。") + text(290, 810, "- 2 -"),
    )
    assert texts(draft) == [f"{full}{full}查到条件。", "- 1 -", "另一段。", "- 2 -"]
    assert [place.at for place in places(draft)] == [1, 2, 3, 4]


def test_running_title_is_no_part_of_the_text(read: Callable[..., Draft]) -> None:
    full = "本局围绕粮食生产和农资监管公开政府信息让农户办事之前"
    head = text(100, 40, "年度报告")
    draft = read(head + text(100, 700, full) + text(100, 718, full), head + text(100, 100, "完。"))
    assert texts(draft) == ["年度报告", f"{full}{full}完。", "年度报告"]


def test_bold_by_printing_twice(read: Callable[..., Draft]) -> None:
    draft = read(text(100, 100, "总计11") + text(100.4, 100, "总计11"))
    assert texts(draft) == ["总计11"]


def test_rows_of_the_same_text_are_all_read(read: Callable[..., Draft]) -> None:
    """PDFium alone would take the second for the first, printed twice to look bold."""
    zeros = "0  0  0  0  0  0  0  0  0  0"
    draft = read(b"".join(text(100, 100 + 15 * n, zeros) for n in range(9)))
    assert texts(draft) == ["0 0 0 0 0 0 0 0 0 0"] * 9


def test_radicals_are_characters(read: Callable[..., Draft]) -> None:
    assert texts(read(text(100, 100, "⽉⻓⼾"))) == ["月长户"]


def test_watermark_stands_apart(read: Callable[..., Draft]) -> None:
    draft = read(
        lines([100, 200, 300], [100, 120]) + text(110, 114, "规章") + text(240, 114, "12")
        + text(110, 130, "内部资料", size=20, angle=45)
    )  # fmt: skip
    assert texts(draft) == [[["规章", "12"]], "内部资料"]


def test_title_of_the_file(read: Callable[..., Draft]) -> None:
    title = b"<< /Title <%s> >>" % "\ufeff年度报告".encode("utf-16-be").hex().encode()
    draft = read(text(100, 100, "正文"), more=(title,), info=b"/Info 4 0 R")
    assert draft.title == "年度报告"


PICTURE = stream(
    b"\x80", b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray"
    b" /BitsPerComponent 8",
)  # fmt: skip
SHOWS = b"/XObject << /P 4 0 R >>"
WHOLE = b"q 595 0 0 842 0 0 cm /P Do Q\n"


def test_page_that_is_a_picture(read: Callable[..., Draft]) -> None:
    draft = read(text(100, 100, "正文"), Page(WHOLE, resources=SHOWS), more=(PICTURE,))
    assert texts(draft) == ["正文"]
    assert gaps(draft) == ["第 2 页是图片，读不出文字"]
    assert draft.gaps[0].place == PagePlace(0, 2, (0, 0, 595, 842))


def test_picture_beside_text(read: Callable[..., Draft]) -> None:
    words = text(100, 100, "本局围绕粮食生产和农资监管公开政府信息让农户办事")
    large = Page(words + b"q 300 0 0 200 100 300 cm /P Do Q", resources=SHOWS)
    emblem = Page(words + b"q 40 0 0 40 100 300 cm /P Do Q", resources=SHOWS)
    draft = read(large, emblem, more=(PICTURE,))
    assert gaps(draft) == ["第 1 页有图片，图片中的内容没有读取"]


def test_text_under_a_picture_is_another_programs_reading(read: Callable[..., Draft]) -> None:
    words = text(100, 100, "本局围绕粮食生产和农资监管公开政府信息让农户办事", mode=3)
    draft = read(Page(WHOLE + words, resources=SHOWS), more=(PICTURE,))
    assert texts(draft) == ["本局围绕粮食生产和农资监管公开政府信息让农户办事"]
    assert gaps(draft) == ["第 1 页是图片，文字由其他软件识别，可能有误"]


def test_values_in_fields_are_read(read: Callable[..., Draft]) -> None:
    shown = stream(
        b"BT /F 10 Tf 2 4 Td <00310032> Tj ET",
        b"/Type /XObject /Subtype /Form /BBox [0 0 80 18] /Resources << /Font << /F 3 0 R >> >>",
    )
    field = (
        b"/Annots [<< /Type /Annot /Subtype /Widget /F 4 /FT /Tx /T (a) /V (12)"
        b" /Rect [210 723 290 741] /AP << /N 4 0 R >> >>]"
    )
    drawn = lines([100, 200, 300], [100, 120]) + text(110, 114, "规章")
    draft = read(Page(drawn, extra=field), more=(shown,))
    assert texts(draft) == [[["规章", "12"]]]


def test_lines_inside_a_form(read: Callable[..., Draft]) -> None:
    """A form that is drawn moved and larger moves its lines."""
    form = stream(
        b"0 0 m 100 0 l S 0 10 m 100 10 l S 0 0 m 0 10 l S 50 0 m 50 10 l S 100 0 m 100 10 l S",
        b"/Type /XObject /Subtype /Form /BBox [-1 -1 101 11]",
    )
    page = Page(
        b"q 2 0 0 2 100 722 cm /P Do Q\n" + text(110, 114, "规章") + text(240, 114, "12"),
        resources=SHOWS,
    )
    assert texts(read(page, more=(form,))) == [[["规章", "12"]]]


def test_signs_without_meaning(pdf_of: PdfOf) -> None:
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /Odd /Encoding /Identity-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Odd /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName /Odd /Flags 4 >> >>] >>"  # noqa: E501
    content = b"BT /F 10 Tf 100 700 Td <00050006> Tj ET"
    data = pdf_of([
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
        font,
        (b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
         b" /Resources << /Font << /F 3 0 R >> >> >>"),
        stream(content),
    ])  # fmt: skip
    draft = read_pdf(data, "made.pdf")
    assert texts(draft) == ["\ufffd\ufffd"]
    assert gaps(draft) == ["第 1 页的字体缺少编码信息，有 2 个字认不出"]


def test_refusals(read: Callable[..., Draft]) -> None:
    locked = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]" % (
        b"11" * 32, b"22" * 32,
    )  # fmt: skip
    scan = Page(WHOLE, resources=SHOWS)
    cases: list[tuple[Callable[[], Draft], str]] = [
        (lambda: read(text(100, 100, "正文"), info=locked), "PDF 设有打开密码"),
        (lambda: read_pdf(b"%PDF-1.7\nnothing", "a.pdf"), "文件已损坏，或不是 PDF"),
        (lambda: read_pdf(b"", "a.pdf"), "文件已损坏，或不是 PDF"),
        (lambda: read(scan, scan, more=(PICTURE,)), "PDF 的页面是图片（扫描件），读不出文字"),
        (lambda: read(b""), "PDF 中没有文字"),
    ]
    for make, message in cases:
        with pytest.raises(ReadError) as caught:
            make()
        assert caught.value.message.zh == message


def test_sample_page_break() -> None:
    draft = read_pdf(SAMPLE.read_bytes(), str(SAMPLE))
    tables = [rows(block) for block in draft.blocks if isinstance(block, Grid)]
    assert [(len(table), len(table[0])) for table in tables] == [
        (14, 4),
        (13, 10),
        (15, 10),
        (4, 15),
    ]
    assert tables[1][-1] == [
        "三、本年\n度办理结\n果", "（三）不\n予公开", "6.属于四类过程性信息",
        "2", "0", "0", "0", "0", "0", "2",
    ]  # fmt: skip
    assert tables[2][0] == ["", "", "7.属于行政执法案卷", "1", "0", "0", "0", "0", "0", "1"]
    assert tables[2][-1] == [*["四、结转下年度继续办理"] * 3, "5", "2", "0", "0", "1", "0", "7"]
    assert gaps(draft) == []
