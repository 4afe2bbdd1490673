"""Word 97 documents, and web pages in single files that are called so."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from reportlint.errors import ReadError
from reportlint.model.draft import Draft, Grid, GridCell, Paragraph
from reportlint.model.place import ParagraphPlace, TablePlace
from reportlint.readers import read
from reportlint.readers.doc import read_doc
from reportlint.readers.docx import read_docx
from reportlint.readers.mhtml import read_mhtml

FOLDER = Path(__file__).parents[2] / "samples" / "one-report"
PAGE = "<title>年报</title><img><p>一\n、<table><tr><td>自然人<td>82<tr><td colspan=2>x</table>"


def texts(draft: Draft) -> list[object]:
    return [
        block.text
        if isinstance(block, Paragraph)
        else [[None if cell is None else cell.text for cell in row] for row in block.rows]
        for block in draft.blocks
    ]


def test_the_sample_reads_as_its_docx() -> None:
    old = read_doc((FOLDER / "report.doc").read_bytes(), "report.doc")
    new = read_docx((FOLDER / "report.docx").read_bytes(), "report.docx")
    assert texts(old) == texts(new)
    assert [block.place for block in old.blocks] == [block.place for block in new.blocks]
    assert old.gaps == ()


def wrapped(page: str = PAGE, subtype: str = "html", encoding: str = "gb18030") -> bytes:
    message = EmailMessage()
    message["From"] = "<Saved by Word>"
    message["MIME-Version"] = "1.0"
    message.add_related(b"x", "image", "png")
    message.add_related(page.encode(encoding), "text", subtype, cte="quoted-printable")
    return message.as_bytes()


def test_a_page_in_a_single_file() -> None:
    draft = read_mhtml(wrapped(), "report.doc")
    paragraph, grid = draft.blocks
    assert draft.title == "年报"
    assert paragraph == Paragraph("一 、", ParagraphPlace(1, 1))
    wide = GridCell("x", TablePlace(4, 1, 2, 1))
    numbers = (GridCell("自然人", TablePlace(2, 1, 1, 1)), GridCell("82", TablePlace(3, 1, 1, 2)))
    assert grid == Grid((numbers, (wide, wide)), TablePlace(2, 1, 1, 1))
    assert [(gap.reason.zh, gap.place) for gap in draft.gaps] == [
        ("1 张图片，其中的内容无法读取", ParagraphPlace(1, 1))
    ]


def test_the_content_decides() -> None:
    draft = read.read(wrapped(), "report.doc")
    assert isinstance(draft, Draft)
    assert texts(draft) == ["一 、", [["自然人", "82"], ["x", "x"]]]
    assert texts(read.read(PAGE.encode(), "report.doc")) == texts(draft)  # type: ignore[arg-type]


ERRORS = [
    (wrapped(subtype="plain"), "report.doc: there is no page in the file"),
    (wrapped("<p></p>"), "report.doc: the page shows no text"),
    (b"MIME-Version: 1.0\n" + b"--x\n" * 2_000, "report.doc: there is no page in the file"),
]


@pytest.mark.parametrize(("data", "message"), ERRORS)
def test_errors_of_pages(data: bytes, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        read.read(data, "report.doc")
    assert str(caught.value) == message


@pytest.mark.parametrize("size", [0, 100, 512, 2_000, 30_000, 60_000])
def test_a_truncated_document(size: int) -> None:
    data = (FOLDER / "report.doc").read_bytes()[:size]
    with pytest.raises(ReadError) as caught:
        read_doc(data, "report.doc")
    assert str(caught.value) == "report.doc: the document is damaged or not complete"


def test_a_missing_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportlint.readers.extras.find_spec", lambda _: None)
    with pytest.raises(ReadError) as caught:
        read_doc(b"", "report.doc")
    assert caught.value.exit_code == 3
    assert caught.value.message.en == (
        "report.doc needs a library that is not installed: install reportlint[doc]"
    )
    assert caught.value.hint is not None
    assert caught.value.hint.en == "pip install 'reportlint[doc]'"
