"""Lines of text become paragraphs and grids, each cell with its place."""

import pytest

from reportlint.errors import ReadError
from reportlint.model.draft import Grid, Paragraph
from reportlint.model.place import Span
from reportlint.readers.text import read_text


def shape(text: str) -> list[object]:
    """Return paragraphs as texts and grids as lists of rows; None where there is no cell."""
    return [
        block.text
        if isinstance(block, Paragraph)
        else [[cell.text if cell else None for cell in row] for row in block.rows]
        for block in read_text(text.encode(), "r.txt").blocks
    ]


SHAPES: list[tuple[str, list[object]]] = [
    ("", []),
    ("一行\n\n  另一行　\n", ["一行", "另一行"]),
    ("a\tb\nc\td\n", [[["a", "b"], ["c", "d"]]]),
    ("a\tb\nc\td\te\n", [[["a", "b", None], ["c", "d", "e"]]]),
    ("\tb\n\t\t3\n", [[["", "b", None], ["", "", "3"]]]),
    ("a\tb\n\nc\td\n", [[["a", "b"]], [["c", "d"]]]),
    ("题目\na\tb\n正文\n", ["题目", [["a", "b"]], "正文"]),
    ("a\t1\n断行的\n标签\t2\n", [[["a", "1"], ["断行的", None], ["标签", "2"]]]),
    ("| a | b |\n|---|--:|\n| 1 | |\n", [[["a", "b"], ["1", ""]]]),
    ("a | b\n--- | ---\n1 | 2\n", ["a | b", "1 | 2"]),
    ("a | b | c\n--- | --- | ---\n1 | 2 | 3\n", [[["a", "b", "c"], ["1", "2", "3"]]]),
    ("| a\\|b | 1\\.c | &nbsp; |\n", [[["a|b", "1.c", ""]]]),
    ("一、本年新收    90   2   2\n", [[["一、本年新收", "90", "2", "2"]]]),
    ("行政许可    486\n", [[["行政许可", "486"]]]),
    ("信息内容    数量\n行政许可    486\n", ["信息内容    数量", [["行政许可", "486"]]]),
    ("a    1\n信息内容    数量\nb    2\n", [[["a", "1"], ["信息内容", "数量"], ["b", "2"]]]),
    ("全年公开，    486\n", ["全年公开，    486"]),
    ("| **甲** | 乙<br>丙 |\n", [[["甲", "乙\n丙"]]]),
    ("**一、总体情况**\n**甲**和**乙**\n", ["一、总体情况", "**甲**和**乙**"]),
    ("全年共  公开  信息\n", ["全年共  公开  信息"]),
    ("## 一、总体情况\n正文\n", ["一、总体情况", "正文"]),
    ("\ufeff一\r\n二\r三\n", ["一", "二", "三"]),
]


@pytest.mark.parametrize(("text", "expected"), SHAPES)
def test_lines_are_paragraphs_or_rows(text: str, expected: list[object]) -> None:
    assert shape(text) == expected


def test_every_cell_and_paragraph_has_its_place() -> None:
    blocks = read_text("  题目\nab\t c \t\n| x |  yz |\n## 节\n".encode(), "r.txt").blocks
    title, grid, section = blocks
    assert isinstance(grid, Grid)
    assert (title.place, section.place) == (Span(1, 3, 1, 5), Span(4, 4, 4, 5))
    places = [[cell.place if cell else None for cell in row] for row in grid.rows]
    assert places == [
        [Span(2, 1, 2, 3), Span(2, 5, 2, 6), Span(2, 8, 2, 8)],
        [Span(3, 3, 3, 4), Span(3, 8, 3, 10), None],
    ]


@pytest.mark.parametrize(
    ("text", "aligned"),
    [("| a | b |\n| 1 | 2 |\n", True), ("a\tb\n1\t2\n", False), ("| a | b |\n1\t2\n", False)],
)
def test_only_bars_keep_columns_in_line(text: str, aligned: bool) -> None:
    (grid,) = read_text(text.encode(), "r.txt").blocks
    assert isinstance(grid, Grid)
    assert grid.aligned is aligned


def test_old_encodings_are_read() -> None:
    (block,) = read_text("规章".encode("gb18030"), "r.txt").blocks
    assert isinstance(block, Paragraph)
    assert block.text == "规章"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\x81\x00\xff\xff", "the file is not text (UTF-8 or GB 18030)"),
        (b"\n" * 60_000, "more than 50,000 lines"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(ReadError) as raised:
        read_text(data, "r.txt")
    assert raised.value.message.en == message


def test_a_line_of_a_million_tabs_stays_small() -> None:
    (grid,) = read_text(b"x" + b"\t" * 1_000_000, "r.txt").blocks
    assert isinstance(grid, Grid)
    assert len(grid.rows[0]) == 200
