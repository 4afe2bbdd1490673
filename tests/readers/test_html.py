"""Pages as governments publish them, and as no standard allows."""

import random
import re

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from reportlint.errors import ReadError
from reportlint.markup.decode import line_at
from reportlint.model.draft import Draft, Grid, GridCell, Paragraph
from reportlint.model.place import Span
from reportlint.readers.html import read_html

PAIR = "<td>1<td>2"


def read(page: str, encoding: str = "utf-8") -> Draft:
    return read_html(page.encode(encoding), "page.html")


def shown(page: str) -> list[object]:
    """Return the paragraphs as texts and the grids as rows of texts, in order."""
    return [
        block.text
        if isinstance(block, Paragraph)
        else [[None if cell is None else cell.text for cell in row] for row in block.rows]
        for block in read(page).blocks
    ]


TABLES: list[tuple[str, str, list[object]]] = [
    ("plain", "<table><tr><td>a</td><td>1</td></tr></table>", [[["a", "1"]]]),
    ("no end tags",
     "<table><tr><td>a<td>1<tr><td>b<td>2</table>c", [[["a", "1"], ["b", "2"]], "c"]),
    ("no rows", "<table><td>a<td>1</table>", [[["a", "1"]]]),
    ("no end of the table", "<table><tr><td>a<td>1", [[["a", "1"]]]),
    ("row outside of a table", "<tr><td>a</td><td>1</td></tr>", ["a", "1"]),
    ("cell outside of a table", "x<td>a</td>y", ["x", "a", "y"]),
    ("stray ends", "x</td></tr></table></p>y", ["x", "y"]),
    ("text between rows", "<table>x<tr>y<td>1<td>2</tr>z</table>", ["x", "y", "z", [["1", "2"]]]),
    ("block between rows", "<table><div>x</div><tr><td>1<td>2</table>", ["x", [["1", "2"]]]),
    ("table in a paragraph", f"<p>x<table>{PAIR}</table>y</p>", ["x", [["1", "2"]], "y"]),
    ("form across rows", f"<table><form><tr>{PAIR}</form><tr>{PAIR}</table>", [[["1", "2"]] * 2]),
    ("table in a table's row", f"<table><tr><table>{PAIR}</table>", [[["1", "2"]]]),
    ("span over a cell's end", "<table><td><span>1</td><td>2</span>3</table>", [[["1", "23"]]]),
    ("bold over rows", "<table><tr><b><td>1<td>2</b></tr></table>", [[["1", "2"]]]),
    ("end of another table part", "<table><td>1</thead>2<td>3</table>", [[["1\n2", "3"]]]),
    ("caption", f"<table><caption>x</caption><tr>{PAIR}</table>", ["x", [["1", "2"]]]),
    ("foot before bodies", f"<table><tfoot><tr><td>f<td>9<tbody><tr>{PAIR}</table>",
     [[["1", "2"], ["f", "9"]]]),
    ("attributes without quotes", "<TABLE><TD colspan=2 nowrap>a<TR>" + PAIR,
     [[["a", "a"], ["1", "2"]]]),
    ("greater-than in a quote", '<table><td title="a>b">1<td>2</table>', [[["1", "2"]]]),
    ("comment in a cell", "<table><td>1<!-- <td>9 --><td>2</table>", [[["1", "2"]]]),
    ("Word's comments", ("<!--[if gte mso 9]><xml><w:View>x</w:View></xml><![endif]--><p>1"
     "<![if !supportEmptyParas]>&nbsp;<![endif]><o:p></o:p></p>"), ["1"]),
    ("digits split by spans", "<p><span>8</span><span lang=EN-US>21<o:p></o:p></span>件",
     ["821件"]),
    ("one character a paragraph", "<table><td><p>自</p><p>然</p><p>人</p><td>1</table>",
     [[["自\n然\n人", "1"]]]),
    ("line breaks", "<p>一、<br/>总体<br />情况</p>", ["一、\n总体\n情况"]),
    ("empty line", "x<br><br>y", ["x", "y"]),
    ("blanks", "<table><td>&nbsp;<td>\n 1 \n<td>　<td>2&nbsp;3</table>", [[["", "1", "", "2 3"]]]),
    ("references", "<p>&lt;1&gt; &#20108;&amp &bogus;</p>", ["<1> 二& &bogus;"]),
    ("hidden", ("<p>x<span style='DISPLAY : none'>9</span>y</p><div hidden>9<p>9</div>"
     "<script>if(a<b)'<p>9'</script><style>p{}</style><template>9</template>"
     "<noscript>9</noscript><p style='display:none'>9<p>z"), ["xy", "z"]),
    ("hidden row and cell", ("<table><tr style='display:none'><td>9<td>9<tr><td>1"
     "<td style='display:none'>9<td>2</table>"), [[["1", "2"]]]),
    ("hidden table", "<table style='display:none'><tr><td>9</td></tr></table><p>x", ["x"]),
    ("navigation", "<ul><li><a>首页</a><li>公开<ul><li>年报</ul></ul>", ["首页", "公开", "年报"]),
    ("less-than in text", "<p>1 < 2 <3</p>", ["1 < 2 <3"]),
    ("text outside of elements", "x<div>y</div>z", ["x", "y", "z"]),
    ("preformatted", "<pre>a\nb</pre>", ["a\nb"]),
]  # fmt: skip


@pytest.mark.parametrize("case", TABLES, ids=lambda case: case[0])
def test_markup(case: tuple[str, str, list[object]]) -> None:
    _, page, expected = case
    assert shown(page) == expected


SPANS: list[tuple[str, str, list[list[str | None]]]] = [
    ("both ways", "<td rowspan=2 colspan=2>a<td>1<tr><td>2<tr><td>b<td>c<td>3",
     [["a", "a", "1"], ["a", "a", "2"], ["b", "c", "3"]]),
    ("a column that only continues", "<td colspan=2>a<td>1<tr><td colspan=2>b<td>2",
     [["a", "1"], ["b", "2"]]),
    ("to the end of the group", "<tbody><tr><td rowspan=0>a<td>1<tr><td>2<tbody><tr><td>b<td>3",
     [["a", "1"], ["a", "2"], ["b", "3"]]),
    ("beyond the group", "<tbody><tr><td rowspan=9>a<td>1<tbody><tr><td>b<td>2",
     [["a", "1"], ["b", "2"]]),
    ("beyond the table", "<tr><td rowspan=65535>a<td>1<tr><td>2", [["a", "1"], ["a", "2"]]),
    ("as wide as it can say", "<tr><td colspan=65535>a<tr><td>1<td>2<td>3",
     [["a", "a", "a"], ["1", "2", "3"]]),
    ("no number", "<tr><td colspan=x rowspan=-1>a<td colspan=0>1", [["a", "1"]]),
    ("a unit", "<tr><td colspan='2px'>a<tr><td>1<td>2", [["a", "a"], ["1", "2"]]),
    ("overlapping", "<tr><td>a<td rowspan=2>b<tr><td colspan=2>c<tr><td>1<td>2",
     [["a", "b"], ["c", "b"], ["1", "2"]]),
    ("ragged rows", "<tr><td>a<td>1<td>2<tr><td>b", [["a", "1", "2"], ["b", None, None]]),
    ("empty row", "<tr><td rowspan=3>a<td>1<tr></tr><tr><td>2",
     [["a", "1"], ["a", None], ["a", "2"]]),
]  # fmt: skip


@pytest.mark.parametrize("case", SPANS, ids=lambda case: case[0])
def test_merged_cells(case: tuple[str, str, list[list[str | None]]]) -> None:
    _, rows, expected = case
    assert shown(f"<table>{rows}</table>") == [expected]


def test_a_merged_cell_is_one_object() -> None:
    (grid,) = read("<table><tr><td colspan=2>a<td>x<tr><td>1<td>2<td>3</table>").blocks
    assert isinstance(grid, Grid)
    assert grid.rows[0][0] is grid.rows[0][1]


NUMBERS = "<table><tr><td>a<td>1<tr><td>b<td>2</table>"
GRID = [["a", "1"], ["b", "2"]]

LAYOUTS: list[tuple[str, str, list[object]]] = [
    ("one column", "<table><tr><td>x<tr><td><p>y<p>z</table>", ["x", "y", "z"]),
    ("page in a table", f"<table><tr><td>menu<td><p>x</p>{NUMBERS}<p>y</table>",
     ["menu", "x", GRID, "y"]),
    ("three deep", f"<table><td><table><td>x<td>{NUMBERS}</table></table>", ["x", GRID]),
    ("article in a cell", f"<table><td>menu<td><p>{'文' * 501}</table>", ["menu", "文" * 501]),
    ("small table in a cell", ("<table><tr><td>a<td><table><td>1<td>2</table>"
     "<tr><td>b<td>3<tr><td>c<td>4</table>"),
     [[["a", ""], ["b", "3"], ["c", "4"]], [["1", "2"]]]),
    ("box in a cell", "<table><tr><td>a<td><table><td>1</table><tr><td>b<td>2</table>", [GRID]),
    ("long note in a table of numbers", (f"<table><tr><td colspan=2>{'文' * 501}"
     "<tr><td>a<td>1<tr><td>b<td>2<tr><td>c<td>3</table>"),
     [[["文" * 501] * 2, ["a", "1"], ["b", "2"], ["c", "3"]]]),
]  # fmt: skip


@pytest.mark.parametrize("case", LAYOUTS, ids=lambda case: case[0])
def test_layout(case: tuple[str, str, list[object]]) -> None:
    _, page, expected = case
    assert shown(page) == expected


def test_places() -> None:
    page = "<p>一\n<table>\r\n<tr><td> &nbsp;x <b>12</b>&nbsp;<td>&nbsp;<td></td>\n</table>"
    paragraph, grid = read(page).blocks
    assert paragraph.place == Span(1, 4, 1, 5)
    assert isinstance(grid, Grid)
    assert grid.place == Span(2, 1, 4, 9)
    cells = [cell for cell in grid.rows[0] if cell is not None]
    assert cells == [
        GridCell("x 12", Span(3, 16, 3, 23)),
        GridCell("", Span(3, 37, 3, 43)),
        GridCell("", Span(3, 47, 3, 47)),
    ]
    assert line_at(page, 3)[15:22] == "x <b>12"


TITLES = [
    ("<title> 年度\n报告 </title><p>x", "年度 报告"),
    ("<title>x_门户</title><META Name='ArticleTitle' content='年度报告'><p>x", "年度报告"),
    ("<title>年报</title><meta name=ArticleTitle content=' '><p>x", "年报"),
    ("<p>x<svg><title>9</title></svg>", "9"),
    ("<p>x", ""),
]


@pytest.mark.parametrize(("page", "title"), TITLES)
def test_title(page: str, title: str) -> None:
    assert read(page).title == title


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_encodings_whatever_the_label_says(encoding: str) -> None:
    draft = read("<meta charset=iso-8859-1><p>年度报告㐀</p>", encoding)
    assert draft.blocks == (Paragraph("年度报告㐀", Span(1, 29, 1, 34)),)
    assert draft.gaps == ()


def test_a_damaged_character_is_a_gap() -> None:
    page = ("<p>政府信息公开工作年度报告" * 20).encode()
    draft = read_html(page + b"\xe4\xb8", "page.html")
    assert [gap.reason.en for gap in draft.gaps] == ["some characters are damaged"]
    assert draft.gaps[0].place == Span(1, 301, 1, 302)


GAPS = [
    ("<p>x<img src=a.png>y<IMG>", "2 pictures: what they show cannot be read", Span(1, 5, 1, 20)),
    ("<p>x<iframe src='a.pdf'></iframe>", "another document is shown here and was not read: a.pdf",
     Span(1, 5, 1, 25)),
    ("<p>x<p title='y>z", "a tag that starts here is not closed; what follows could not be read",
     Span(1, 5, 1, 18)),
    ("<p>x<!-- y", "a tag that starts here is not closed; what follows could not be read",
     Span(1, 5, 1, 11)),
]  # fmt: skip


@pytest.mark.parametrize(("page", "reason", "place"), GAPS)
def test_gaps(page: str, reason: str, place: Span) -> None:
    draft = read(page)
    assert isinstance(draft.blocks[0], Paragraph)
    assert draft.blocks[0].text[0] == "x"
    assert [(gap.reason.en, gap.place) for gap in draft.gaps] == [(reason, place)]


ERRORS = [
    (b"", "page.html: the page shows no text"),
    (b"<html><body><script>x</script>", "page.html: the page shows no text"),
    (b"<img><img>", ("page.html:1:1: the page shows no text; 2 pictures: "
     "what they show cannot be read")),
    (b"<table><td>" * 101, "page.html:1:1101: nested deeper than 100 levels"),
    (b"\xff\xfe\xff" * 9, "page.html: the file is not text (UTF-8 or GB 18030)"),
]  # fmt: skip


@pytest.mark.parametrize(("page", "message"), ERRORS)
def test_errors(page: bytes, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_html(page, "page.html")
    assert str(caught.value) == message


# What follows compares with lexbor, which follows the standard to the letter.

PARTS = (
    "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<td>", "</td>", "<th>", "</th>",
    "<tbody>", "</tbody>", "<p>", "</p>", "<div>", "</div>", "<span>", "</span>", "<br>", "<li>",
    "<ul>", "</ul>", "&nbsp;", "<center>", "<!--x-->", "<o:p>", "</o:p>", "<b>", "</b>",
    "<script>if(a<b)</script>",
)  # fmt: skip


def squashed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def text_of(node: LexborNode) -> str:
    if node.tag == "-text":
        return squashed(node.text_content or "")
    if node.tag == "script":
        return ""
    return "".join(text_of(child) for child in node.iter(include_text=True))


def as_lexbor_reads(page: str) -> tuple[str, list[list[list[str]]]]:
    tree = LexborHTMLParser(page)
    tables = []
    for table in tree.css("table"):
        rows = [
            [text_of(cell) for cell in row.iter() if cell.tag in ("td", "th")]
            for row in table.css("tr")
        ]
        if any(len(row) > 1 for row in rows):
            tables.append([row for row in rows if row])
    assert tree.body is not None
    return text_of(tree.body), tables


def as_we_read(page: str) -> tuple[str, list[list[list[str]]]]:
    text, tables = "", []
    for block in read(page).blocks:
        if isinstance(block, Paragraph):
            text += squashed(block.text)
            continue
        rows = [[squashed(cell.text) for cell in row if cell is not None] for row in block.rows]
        tables.append(rows)
        text += "".join(word for row in rows for word in row)
    return text, tables


@pytest.mark.parametrize("seed", range(4))
def test_random_markup_reads_as_in_lexbor(seed: int) -> None:
    choose = random.Random(seed)
    compared = 0
    while compared < 250:
        page = "<!DOCTYPE html><body>z"
        for number in range(choose.randint(3, 18)):
            page += choose.choice(PARTS) + choose.choice(["", f"x{number};"])
        if any(table.css("table table") for table in LexborHTMLParser(page).css("table")):
            continue  # whether a table lays out others is ours to decide
        compared += 1
        assert as_we_read(page) == as_lexbor_reads(page), page
