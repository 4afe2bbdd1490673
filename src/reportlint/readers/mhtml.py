"""A web page in a single file (.mht, and .doc that Word or a website wrote so) -> draft.

Places are tables and paragraphs, because the lines of the file are those of the mail
format that wraps the page.
"""

from collections.abc import Sequence
from email import message_from_bytes

from reportlint.errors import ReadError
from reportlint.model.draft import Block, Draft, Gap, Grid, GridCell
from reportlint.model.place import ParagraphPlace, Place, Source, Span, TablePlace
from reportlint.model.text import Text
from reportlint.readers.html import read_html

_MAX_PARTS = 1_000


def read_mhtml(data: bytes, path: str) -> Draft:
    """Read the first page in the file.

    Raises:
        ReadError: There is no page in it, or the page cannot be read.
    """
    if data.count(b"\n--") > _MAX_PARTS:
        raise _without_page(path)
    for part in message_from_bytes(data).walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes) and page.strip():
                return _placed(_read(page, path))
    raise _without_page(path)


def _read(page: bytes, path: str) -> Draft:
    try:
        return read_html(page, path)
    except ReadError as error:
        # A line of the page is no line of the file.
        raise ReadError(error.message, Source(path), error.hint) from None


def _without_page(path: str) -> ReadError:
    return ReadError(
        Text("there is no page in the file", "文件中没有网页"),
        Source(path),
        Text("save the page again", "请重新保存网页"),
    )


def _placed(draft: Draft) -> Draft:
    blocks: list[Block] = []
    starts: list[tuple[int, Place]] = []
    at = tables = paragraphs = 0
    for block in draft.blocks:
        assert isinstance(block.place, Span)
        line = block.place.line
        if isinstance(block, Grid):
            tables += 1
            start = TablePlace(at + 1, tables, 1, 1)
            found, at = _numbered(block.rows, tables, at)
            placed: Block = Grid(found, start)
        else:
            paragraphs, at = paragraphs + 1, at + 1
            placed = block._replace(place=ParagraphPlace(at, paragraphs))
        starts.append((line, placed.place))
        blocks.append(placed)
    return Draft(draft.title, tuple(blocks), tuple(_gap(gap, starts) for gap in draft.gaps))


def _numbered(
    rows: Sequence[Sequence[GridCell | None]], table: int, at: int
) -> tuple[tuple[tuple[GridCell | None, ...], ...], int]:
    """Return the rows with places by table, row and column, and the last position."""
    done: dict[int, GridCell] = {}
    for row_number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row, start=1):
            if cell is not None and id(cell) not in done:
                at += 1
                done[id(cell)] = cell._replace(place=TablePlace(at, table, row_number, column))
    return tuple(tuple(cell and done[id(cell)] for cell in row) for row in rows), at


def _gap(gap: Gap, starts: list[tuple[int, Place]]) -> Gap:
    """Return a gap at the block that stands before it."""
    assert isinstance(gap.place, Span)
    line = gap.place.line
    before = [place for start, place in starts if start <= line]
    return gap._replace(place=before[-1] if before else starts[0][1])
