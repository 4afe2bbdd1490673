"""Word documents: what Word shows is what is read."""

import zipfile
from io import BytesIO

import pytest

from reportlint.errors import ReadError
from reportlint.model.draft import Draft, Grid, GridCell, Paragraph
from reportlint.model.place import ParagraphPlace, TablePlace
from reportlint.readers.docx import read_docx
from reportlint.readers.numbering import written

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def packed(body: str, **parts: str) -> bytes:
    """Return a document; other parts by their names, as `footnotes` or `header1`."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>"
        )
        links = ""
        for name, content in parts.items():
            kind = name.rstrip("0123456789")
            links += f'<Relationship Id="{name}" Type="{TYPE}{kind}" Target="{name}.xml"/>'
            archive.writestr(f"word/{name}.xml", f"<w:{kind} {W}>{content}</w:{kind}>")
        archive.writestr("word/_rels/document.xml.rels", f"<Relationships>{links}</Relationships>")
    return buffer.getvalue()


def read(body: str, **parts: str) -> Draft:
    return read_docx(packed(body, **parts), "report.docx")


def shown(body: str, **parts: str) -> list[object]:
    return [
        block.text
        if isinstance(block, Paragraph)
        else [[None if cell is None else cell.text for cell in row] for row in block.rows]
        for block in read(body, **parts).blocks
    ]


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


SPAN = '<w:gridSpan w:val="2"/>'
DOWN = '<w:vMerge w:val="restart"/>'
MORE = "<w:vMerge/>"
PAIR = tr(tc("a"), tc("1"))

TEXTS = [
    ("runs", "<w:p><w:r><w:t>8</w:t></w:r><w:r><w:t>21</w:t></w:r></w:p>", ["821"]),
    ("inserted and deleted", ("<w:p><w:ins><w:r><w:t>12</w:t></w:r></w:ins><w:del><w:r><w:delText>9"
     "</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>9</w:t></w:r></w:moveFrom>"
     "<w:moveTo><w:r><w:t>3</w:t></w:r></w:moveTo></w:p>"), ["123"]),
    ("hidden", ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>9</w:t></w:r>"
     '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>1</w:t></w:r></w:p>'), ["1"]),
    ("breaks and tabs", ("<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t>"
     '<w:br w:type="page"/><w:noBreakHyphen/><w:t>d</w:t></w:r></w:p>'), ["a\nb\tc-d"]),
    ("field", ('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>SUM(A1)'
     '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>97</w:t></w:r>'
     '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:fldSimple w:instr="X"><w:r><w:t>件</w:t></w:r>'
     "</w:fldSimple></w:p>"), ["97件"]),
    ("link", "<w:p><w:hyperlink><w:r><w:t>网站</w:t></w:r></w:hyperlink></w:p>", ["网站"]),
    ("content control", (f"<w:sdt><w:sdtContent>{p('x')}</w:sdtContent></w:sdt><w:p><w:sdt>"
     "<w:sdtContent><w:r><w:t>2024</w:t></w:r></w:sdtContent></w:sdt></w:p>"), ["x", "2024"]),
    ("text box", ("<w:p><w:r><w:t>x</w:t></w:r><w:r><AlternateContent><Choice><w:drawing>"
     f"<txbx><w:txbxContent>{p('盒')}</w:txbxContent></txbx></w:drawing></Choice><Fallback>"
     f"<w:pict><w:txbxContent>{p('盒')}</w:txbxContent></w:pict></Fallback></AlternateContent>"
     "</w:r></w:p>"), ["x", "盒"]),
    ("symbol", '<w:p><w:r><w:sym w:char="2460"/><w:sym w:char="F0FC"/></w:r></w:p>', ["①\ufffd"]),
    ("formula", "<w:p><m><oMath><r><t>1+1</t></r></oMath></m></w:p>", ["1+1"]),
]  # fmt: skip


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case[0])
def test_text(case: tuple[str, str, list[object]]) -> None:
    _, body, expected = case
    assert shown(body) == expected


TABLES = [
    ("both ways", tbl(tr(tc("a", SPAN + DOWN), tc("1")), tr(tc("", SPAN + MORE), tc("2")),
                      tr(tc("b"), tc("c"), tc("3"))),
     [[["a", "a", "1"], ["a", "a", "2"], ["b", "c", "3"]]]),
    ("columns left free", tbl(tr(tc("1"), properties='<w:gridBefore w:val="2"/>'),
                              tr(tc("a"), tc("b"), tc("2"))),
     [[[None, None, "1"], ["a", "b", "2"]]]),
    ("merged sidewards the old way", tbl(tr(tc("a", '<w:hMerge w:val="restart"/>'),
                                            tc("", "<w:hMerge/>")), tr(tc("1"), tc("2"))),
     [[["a", "a"], ["1", "2"]]]),
    ("merge without a start", tbl(tr(tc("a", MORE), tc("1"))), [[["a", "1"]]]),
    ("deleted and hidden rows", tbl(PAIR, tr(tc("9"), tc("9"), properties="<w:del/>"),
                                    tr(tc("9"), tc("9"), properties="<w:hidden/>")),
     [[["a", "1"]]]),
    ("wrapped rows and cells", ("<w:tbl><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent>"
     f"{tc('a')}</w:sdtContent></w:sdt>{tc('1')}</w:tr></w:sdtContent></w:sdt></w:tbl>"),
     [[["a", "1"]]]),
    ("lines in a cell", tbl(tr(f"<w:tc>{p('自')}{p('然')}{p('')}{p('人')}</w:tc>", tc("1"))),
     [[["自\n然\n人", "1"]]]),
    ("table in a cell", tbl(tr(f"<w:tc>{tbl(PAIR)}{p('x')}</w:tc>", tc("1")), PAIR, PAIR),
     [[["x", "1"], ["a", "1"], ["a", "1"]], [["a", "1"]]]),
    ("frame", tbl(tr(f"<w:tc>{p('x')}{tbl(PAIR)}</w:tc>")), ["x", [["a", "1"]]]),
    ("borders that do not meet", ('<w:tbl><w:tblGrid><w:gridCol w:w="595"/><w:gridCol w:w="1"/>'
     f'<w:gridCol w:w="595"/></w:tblGrid>{tr(tc("a"), tc("b", SPAN))}{tr(tc("1", SPAN), tc("2"))}'
     "</w:tbl>"), [[["a", "b"], ["1", "2"]]]),
]  # fmt: skip


@pytest.mark.parametrize("case", TABLES, ids=lambda case: case[0])
def test_tables(case: tuple[str, str, list[object]]) -> None:
    _, body, expected = case
    assert shown(body) == expected


def test_places() -> None:
    wide = tr(tc("a", SPAN), tc("1"))
    before, grid, after = read(p("x") + tbl(wide, tr(tc("b"), tc("c"), tc("2"))) + p("y")).blocks
    assert before.place == ParagraphPlace(1, 1)
    assert isinstance(grid, Grid)
    assert grid.place == TablePlace(2, 1, 1, 1)
    assert grid.rows[0][0] is grid.rows[0][1]
    assert grid.rows[0][1:] == (
        GridCell("a", TablePlace(2, 1, 1, 1)),
        GridCell("1", TablePlace(4, 1, 1, 3)),
    )
    assert grid.rows[1][2] == GridCell("2", TablePlace(10, 1, 2, 3))
    assert after.place == ParagraphPlace(12, 2)


def level(at: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "chineseCountingThousand", "%1、", '<w:pStyle w:val="H"/>')
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + level(0, "bullet", "•")
    + '</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="6"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="7">'
    '<w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/>'
    "</w:lvlOverride></w:num>"
)
STYLES = (
    '<w:style w:styleId="H"><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
    '<w:style w:styleId="Sub"><w:basedOn w:val="H"/></w:style>'
)


def numbered(text: str, list_id: int, at: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{list_id}"/></w:numPr>')


def test_numbers_that_word_prints() -> None:
    body = (
        p("总体情况", '<w:pStyle w:val="H"/>')
        + numbered("主动公开", 5, 1)
        + numbered("依申请公开", 5, 1)
        + numbered("2024年", 5, 2)
        + p("主动公开情况", '<w:pStyle w:val="Sub"/>')
        + numbered("全年", 5, 1)
        + numbered("点", 6)
        + p("正文", '<w:pStyle w:val="H"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + numbered("另起", 7)
        + numbered("接续", 7)
    )
    assert shown(body, numbering=NUMBERING, styles=STYLES) == [
        "一、总体情况",
        "（一）主动公开",
        "（二）依申请公开",
        "1. 2024年",
        "二、主动公开情况",
        "（一）全年",
        "点",
        "正文",
        "九、另起",
        "十、接续",
    ]


COUNTED = [
    (10, "chineseCounting", "十"), (11, "chineseCountingThousand", "十一"),
    (20, "japaneseCounting", "二十"), (101, "taiwaneseCounting", "一百零一"),
    (110, "chineseCounting", "一百一十"), (1010, "chineseCounting", "一千零一十"),
    (12, "chineseLegalSimplified", "拾贰"), (10, "ideographDigital", "一〇"),
    (2, "ideographTraditional", "乙"), (12, "ideographZodiac", "亥"),
    (3, "decimalEnclosedCircle", "③"), (21, "decimalEnclosedCircle", "21"),
    (2, "decimalEnclosedParen", "⑵"), (2, "decimalEnclosedFullstop", "⒉"),
    (12, "decimalFullWidth", "１２"), (7, "decimalZero", "07"), (28, "lowerLetter", "bb"),
    (3, "upperLetter", "C"), (14, "lowerRoman", "xiv"), (9, "upperRoman", "IX"),
    (5, "hebrew1", "5"), (0, "chineseCounting", "0"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "form", "expected"), COUNTED)
def test_ways_of_counting(number: int, form: str, expected: str) -> None:
    assert written(number, form) == expected


def test_notes_and_what_is_printed_around_pages() -> None:
    assert shown(
        p("正文"),
        footnotes=f'<w:footnote w:type="separator">{p("9")}</w:footnote>'
        f"<w:footnote>{p('注')}</w:footnote>",
        header1=p("某局文件"),
        header2=p("某局文件"),
        footer1=p("第 1 页 共 2 页"),
    ) == ["某局文件", "正文", "注"]


def test_gaps() -> None:
    draft = read(
        p("x")
        + "<w:p><w:r><w:t>y</w:t><w:drawing><blip/></w:drawing></w:r></w:p>"
        + "<w:p><w:r><w:object><OLEObject/></w:object></w:r></w:p><w:altChunk/>"
    )
    assert [(gap.reason.en, gap.place) for gap in draft.gaps] == [
        ("an embedded object, chart or document was not read", ParagraphPlace(3, 3)),
        ("an embedded object, chart or document was not read", ParagraphPlace(4, 4)),
        ("1 picture: what it shows cannot be read", ParagraphPlace(2, 2)),
    ]


ERRORS = [
    (b"", "the file is damaged or not complete"),
    (packed(p("x"))[:-30], "the file is damaged or not complete"),
    (packed(""), "the document has no text"),
    (packed("<w:p><w:r><w:drawing><blip/></w:drawing></w:r></w:p>"),
     "the document has no text; 1 picture: what it shows cannot be read"),
    (packed("<w:p>"), "the file is damaged or not complete"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "message"), ERRORS)
def test_errors(data: bytes, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_docx(data, "report.docx")
    assert str(caught.value) == f"report.docx: {message}"


def test_another_kind_of_archive() -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/other.xml", "<x/>")
    with pytest.raises(ReadError) as caught:
        read_docx(buffer.getvalue(), "report.docx")
    assert str(caught.value) == "report.docx: this is no Word document"
