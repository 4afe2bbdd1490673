"""A PDF -> draft: what lines enclose are tables, the other text is paragraphs.

PDFium reads the file in a process of its own (``pdfium``) and says where glyphs, lines
and pictures stand; ``ruled.py`` finds tables, ``glyphs.py`` the lines of text. A table
without lines is not guessed: its rows come as lines of text.
"""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from reportlint.errors import ReadError
from reportlint.model.draft import Block, Draft, Gap, Grid, GridCell, Paragraph
from reportlint.model.place import PagePlace, Source
from reportlint.model.text import Text
from reportlint.readers.extras import ensure
from reportlint.readers.glyphs import (
    Glyph,
    Line,
    by_angle,
    column_of,
    goes_on,
    is_slanted,
    join,
    lines_of,
    plain,
    text_of,
)
from reportlint.readers.ruled import Box, Region, Table, tables_of

SECONDS = 60
"""How long the process that reads the file may take."""

LARGE_PICTURE = 0.05
"""The share of a page from which a picture may hold something that a report says."""

FEW_GLYPHS = 20
"""Fewer than these beside a picture are a stamp or a page number, and no text."""


class Page(NamedTuple):
    """A page: its lines of text outside tables, its tables, and what is wrong with it."""

    number: int
    lines: tuple[Line, ...]
    aside: tuple[Line, ...]
    tables: tuple[Table, ...]
    gaps: tuple[Gap, ...]
    height: float
    pictured: bool


class Flow(NamedTuple):
    """A run of lines on a page: a paragraph, or a line that belongs to the page itself."""

    text: str
    box: Box
    page: int


def read_pdf(data: bytes, path: str) -> Draft:
    """Read a PDF.

    Raises:
        ReadError: The file is damaged, locked or holds no text, or takes too much to read.
    """
    ensure("pypdfium2_raw", "pdf", path)
    found = _extract(data, path)
    pages = [_page(number, raw) for number, raw in enumerate(found["pages"], 1)]
    if pages and not any(page.lines or page.aside or page.tables for page in pages):
        raise _no_text(pages, path)
    gaps = _gaps(pages, found["count"])
    return Draft(found["title"].strip(), _blocks(pages), gaps)


def _extract(data: bytes, path: str) -> Any:
    """Run the process that reads the file; return what it found."""
    # -P keeps files of the folder in which reportlint runs from being imported.
    command = [sys.executable, "-P", "-m", "reportlint.readers.pdfium"]
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command of our own
            command, input=data, capture_output=True, check=False, timeout=SECONDS
        )
        found = json.loads(done.stdout) if done.returncode == 0 else None
    except (subprocess.TimeoutExpired, ValueError):
        found = None
    if found is None:
        raise ReadError(
            Text("the PDF cannot be read: reading it fails or takes too much time or memory",
                 "无法读取 PDF：读取时出错，或占用的时间、内存过多"),
            Source(path),
            Text("open the file and print it to a new PDF, or check the document it was made from",
                 "请打开该文件并重新打印成 PDF，或改用原始的 Word 文件、网页"),
        )  # fmt: skip
    match found.get("error"):
        case "locked":
            raise ReadError(
                Text("the PDF is protected with a password", "PDF 设有打开密码"),
                Source(path),
                Text("save it without the password first", "请先取消密码后另存"),
            )
        case "damaged":
            raise ReadError(
                Text("the file is damaged or not a PDF", "文件已损坏，或不是 PDF"),
                Source(path),
                Text("download or export it again", "请重新下载或导出"),
            )
    return found


def _no_text(pages: Sequence[Page], path: str) -> ReadError:
    if any(page.pictured for page in pages):
        return ReadError(
            Text("the pages of the PDF are pictures (a scan); no text can be read",
                 "PDF 的页面是图片（扫描件），读不出文字"),
            Source(path),
            Text("check the Word file or the web page, or run text recognition (OCR) first",
                 "请改用 Word 文件或网页，或先做文字识别（OCR）"),
        )  # fmt: skip
    return ReadError(Text("the PDF has no text", "PDF 中没有文字"), Source(path))


def _page(number: int, raw: Any) -> Page:
    glyphs = [Glyph(plain(glyph[0]), *glyph[1:]) for glyph in raw["glyphs"]]
    found = tables_of(raw["rules"], glyphs)
    straight = [glyph for glyph in found.rest if not is_slanted(glyph)]
    slanted = [glyph for glyph in found.rest if is_slanted(glyph)]
    lines: tuple[Line, ...] = ()
    aside: list[Line] = []
    for angle in sorted({round(glyph.angle / 90) % 4 for glyph in straight}):
        group = [glyph for glyph in straight if round(glyph.angle / 90) % 4 == angle]
        if angle == 0:
            lines = tuple(lines_of(group))
        else:
            aside += _turned(by_angle(group)[0], group)
    if slanted:
        aside.append(_slanted(slanted))
    place = PagePlace(0, number, (0, 0, round(raw["width"]), round(raw["height"])))
    area = raw["width"] * raw["height"]
    pictures = sum(
        (box[2] - box[0]) * (box[3] - box[1]) >= LARGE_PICTURE * area for box in raw["pictures"]
    )
    return Page(
        number,
        lines,
        tuple(aside),
        found.tables,
        tuple(_troubles(place, raw, len(glyphs), pictures, found.too_many)),
        raw["height"],
        pictures > 0,
    )


def _turned(upright: list[Glyph], glyphs: list[Glyph]) -> list[Line]:
    """Return lines of text that stand at a right angle, with the box they fill together."""
    box = _around(glyphs)
    return [Line(line.text, *box, line.size) for line in lines_of(upright)]


def _slanted(glyphs: list[Glyph]) -> Line:
    """Return the text of a watermark, in the order of the document."""
    text = "".join(glyph.text for glyph in glyphs).strip()
    return Line(text, *_around(glyphs), glyphs[0].size)


def _around(items: Sequence[Glyph] | Sequence[Line]) -> Box:
    return (
        min(item.left for item in items),
        min(item.top for item in items),
        max(item.right for item in items),
        max(item.bottom for item in items),
    )


def _troubles(
    place: PagePlace, raw: Any, glyphs: int, pictures: int, too_many: bool
) -> Iterator[Gap]:
    """Say what of a page could not be read."""
    page, many = place.page, raw["unmapped"]
    if raw["broken"]:
        why = Text(f"page {page} is damaged and was not read", f"第 {page} 页已损坏，没有读取")
        yield Gap(why, place)
    if many:
        why = Text(
            f"page {page}: the font does not say what {many} of its signs mean",
            f"第 {page} 页的字体缺少编码信息，有 {many} 个字认不出",
        )
        yield Gap(why, place)
    if pictures and glyphs < FEW_GLYPHS:
        why = Text(
            f"page {page} is a picture; no text can be read from it",
            f"第 {page} 页是图片，读不出文字",
        )
        yield Gap(why, place)
    elif pictures and raw["hidden"] > glyphs / 2:
        why = Text(
            f"page {page} is a picture; another program recognized its text",
            f"第 {page} 页是图片，文字由其他软件识别，可能有误",
        )
        yield Gap(why, place)
    elif pictures:
        why = Text(
            f"page {page} has a picture; what it shows was not read",
            f"第 {page} 页有图片，图片中的内容没有读取",
        )
        yield Gap(why, place, aside=True)
    if raw["cut"] or too_many:
        why = Text(
            f"page {page} holds too much; only a part of it was read",
            f"第 {page} 页内容过多，只读取了一部分",
        )
        yield Gap(why, place)


def _gaps(pages: Sequence[Page], count: int) -> tuple[Gap, ...]:
    found = [gap for page in pages for gap in page.gaps]
    if len(pages) < count:
        first = len(pages) + 1
        reason = Text(f"pages {first} to {count} were not read: a report has fewer",
                      f"第 {first} 页至第 {count} 页没有读取：年度报告没有这么长")  # fmt: skip
        found.append(Gap(reason, PagePlace(0, first, (0, 0, 0, 0))))
    return tuple(found)


def _blocks(pages: Sequence[Page]) -> tuple[Block, ...]:
    """Put the text and tables of all pages in order, and number their places."""
    bodies, margins = _margins(pages)
    column = column_of(bodies)
    parts: list[Flow | tuple[Table, int]] = []
    # The last paragraph goes on behind what stands at the foot and head of pages.
    last: tuple[int, Line] | None = None
    for page, body, margin in zip(pages, bodies, margins, strict=True):
        head, foot = margin
        parts += [Flow(line.text, line[1:5], page.number) for line in head]
        for item in _in_order(body, page.tables):
            if isinstance(item, Table):
                parts.append((item, page.number))
                last = None
                continue
            flow = parts[last[0]] if last else None
            if (
                last
                and isinstance(flow, Flow)
                and goes_on(last[1], item, column, same_page=flow.page == page.number)
            ):
                parts[last[0]] = _longer(flow, item, page.number)
                last = (last[0], item)
                continue
            parts.append(Flow(item.text, item[1:5], page.number))
            last = (len(parts) - 1, item)
        parts += [Flow(line.text, line[1:5], page.number) for line in (*foot, *page.aside)]
    return _numbered(parts)


def _longer(flow: Flow, line: Line, page: int) -> Flow:
    """Return a paragraph with one more line; its box is that on its first page."""
    text = join(flow.text, line.text)
    if flow.page != page:
        return flow._replace(text=text)
    left, top, right, bottom = flow.box
    box = (min(left, line.left), top, max(right, line.right), max(bottom, line.bottom))
    return Flow(text, box, page)


def _in_order(lines: Sequence[Line], tables: Sequence[Table]) -> list[Line | Table]:
    items: list[tuple[float, float, Line | Table]] = [(line.y, line.left, line) for line in lines]
    items += [(table.box[1], table.box[0], table) for table in tables]
    return [item for _, _, item in sorted(items, key=lambda item: item[:2])]


PAGE_NUMBER = re.compile(r"[\s\-—–―－·.~/第页共of]*\d+[\s\-—–―－·.~/第页共of\d]*")


def _margins(
    pages: Sequence[Page],
) -> tuple[list[list[Line]], list[tuple[list[Line], list[Line]]]]:
    """Part what stands at the head and foot of pages (titles, page numbers) from the text."""
    often = Counter(
        key for page in pages for key in {_key(line) for line in page.lines if _at_edge(line, page)}
    )
    bodies, margins = [], []
    for page in pages:
        body: list[Line] = []
        head: list[Line] = []
        foot: list[Line] = []
        for line in page.lines:
            if _at_edge(line, page) and (
                PAGE_NUMBER.fullmatch(line.text)
                or (often[_key(line)] > 1 and 2 * often[_key(line)] >= len(pages) - 1)
            ):
                (head if line.y < page.height / 2 else foot).append(line)
            else:
                body.append(line)
        bodies.append(body)
        margins.append((head, foot))
    return bodies, margins


def _key(line: Line) -> tuple[str, int]:
    """Return what a running title has in common on all pages: its words and its height."""
    return re.sub(r"\d+", "#", line.text), round(line.y / 4)


def _at_edge(line: Line, page: Page) -> bool:
    return not 0.1 * page.height < line.y < 0.9 * page.height


def _numbered(parts: Sequence[Flow | tuple[Table, int]]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    at = 0
    for part in parts:
        at += 1
        if isinstance(part, Flow):
            blocks.append(Paragraph(part.text, PagePlace(at, part.page, _points(part.box))))
            continue
        table, page = part
        cells: dict[int, GridCell] = {}
        place = PagePlace(at, page, _points(table.box))
        rows = []
        for row in table.rows:
            cell_row: list[GridCell | None] = []
            for region in row:
                if region is not None and id(region) not in cells:
                    at += 1
                    cells[id(region)] = _cell(region, at, page)
                cell_row.append(None if region is None else cells[id(region)])
            rows.append(tuple(cell_row))
        blocks.append(Grid(tuple(rows), place))
    return tuple(blocks)


def _cell(region: Region, at: int, page: int) -> GridCell:
    return GridCell(text_of(region.glyphs), PagePlace(at, page, _points(region.box)))


def _points(box: Box) -> tuple[int, int, int, int]:
    left, top, right, bottom = (round(n) for n in box)
    return left, top, right, bottom
