"""A Word document (.docx) -> draft: its tables and paragraphs as Word shows them.

Deleted text of tracked changes is no text, inserted text is. The numbers that Word
prints before paragraphs are part of them.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from reportlint.errors import ReadError
from reportlint.model.draft import Block, Draft, Gap, Grid, GridCell, Paragraph
from reportlint.model.place import START, ParagraphPlace, Place, Source, TablePlace
from reportlint.model.text import Text
from reportlint.readers.archive import Archive, damaged
from reportlint.readers.merged import MAX_POSITIONS, Filled, Rows, Slot, even, lays_out
from reportlint.readers.numbering import Numbering, Style, list_and_level
from reportlint.readers.pictures import pictures
from reportlint.readers.xml import attribute, children, tree

_MAX_COLUMNS = 1_000
_TABLE_STYLE = rb"(?s)<w:style w:type=\"table\"[^>]*>.*?</w:style>"
_SLIVER = 100
"""In twentieths of a point; a digit is 80 to 140 wide and has margins beside it."""

_THROUGH = frozenset(
    (
        "bdo", "customXml", "dir", "fldSimple", "hyperlink", "ins", "moveTo", "r", "ruby",
        "rubyBase", "sdt", "sdtContent", "smartTag", "Choice", "AlternateContent",
    )
)  # fmt: skip
"""Elements whose content belongs to the paragraph or body around them."""

_DELETED = frozenset(("del", "moveFrom", "delText", "instrText", "delInstrText", "Fallback"))
_CHARACTERS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_MAIN = "/officeDocument"


class _Where(NamedTuple):
    """The cell that paragraphs stand in."""

    table: int
    row: int
    column: int


class _Document:
    """The document as far as it has been read."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.gaps: list[Gap] = []
        self.pictures = 0
        self.first_picture: Place = ParagraphPlace(0, 1)
        self.at = 0
        self.tables = 0
        self.paragraphs = 0
        self.left = MAX_POSITIONS

    def place(self, where: _Where | None) -> Place:
        """Return the place of what comes next."""
        self.at += 1
        if where is not None:
            return TablePlace(self.at, *where)
        self.paragraphs += 1
        return ParagraphPlace(self.at, self.paragraphs)


def read_docx(data: bytes, path: str) -> Draft:
    """Read a document.

    Raises:
        ReadError: It is damaged, locked, no Word document, shows no text or exceeds the limits.
    """
    archive = Archive(data, path)
    main = _main_part(archive, path)
    related = _related(archive, path, main)
    document = _Document(_numbering(archive, path, related))
    body = next(children(tree(archive.read(main), path), "body"), None)
    if body is None:
        raise damaged(path)
    blocks: list[Block] = []
    for kind in ("header", "footer"):
        for name in related.get(kind, []):
            blocks += _margin(document, archive, path, name)
    # Each section and the first page repeat the same lines.
    blocks = list({block._replace(place=START): block for block in reversed(blocks)}.values())[::-1]
    blocks += _blocks(document, body, None, path)
    for kind in ("footnotes", "endnotes"):
        for name in related.get(kind, []):
            blocks += _notes(document, archive, path, name)
    if document.pictures:
        document.gaps.append(pictures(document.pictures, document.first_picture))
    if not blocks:
        raise _without_text(document, path)
    return Draft(_title(archive, path), tuple(blocks), tuple(document.gaps))


def _main_part(archive: Archive, path: str) -> str:
    for target, kind in _relations(archive, path, "_rels/.rels", ""):
        if kind.endswith(_MAIN) and target in archive.names:
            return target
    if "word/document.xml" in archive.names:
        return "word/document.xml"
    if archive.names:
        raise ReadError(
            Text("this is no Word document", "这不是 Word 文档"),
            Source(path),
            Text("save it as .docx with Word or WPS", "请用 Word 或 WPS 另存为 .docx"),
        )
    raise damaged(path)


def _relations(archive: Archive, path: str, name: str, folder: str) -> Iterator[tuple[str, str]]:
    """Return the parts that a part refers to, and as what."""
    if name not in archive.names:
        return
    for element in tree(archive.read(name), path):
        if element.tag == "Relationship" and attribute(element, "TargetMode") != "External":
            target = attribute(element, "Target")
            full = target.removeprefix("/") if target.startswith("/") else folder + target
            yield full, attribute(element, "Type")


def _related(archive: Archive, path: str, main: str) -> dict[str, list[str]]:
    folder, _, file = main.rpartition("/")
    folder = f"{folder}/" if folder else ""
    found: dict[str, list[str]] = {}
    for target, kind in _relations(archive, path, f"{folder}_rels/{file}.rels", folder):
        if target in archive.names:
            found.setdefault(kind.rpartition("/")[2], []).append(target)
    return found


def _numbering(archive: Archive, path: str, related: dict[str, list[str]]) -> Numbering:
    if "numbering" not in related or "styles" not in related:
        return Numbering(None, {})
    lists, styles = (archive.read(related[kind][0]) for kind in ("numbering", "styles"))
    # Styles matter for nothing but the lists that they belong to, and most are of tables.
    styles = re.sub(_TABLE_STYLE, b"", styles)
    return Numbering(tree(lists, path), _styles(tree(styles, path)))


def _styles(root: Element) -> dict[str, Style]:
    found: dict[str, Style] = {}
    for style in children(root, "style"):
        based_on, list_id, level = "", "", None
        for one in style:
            if one.tag == "basedOn":
                based_on = attribute(one, "val")
            elif one.tag == "pPr":
                list_id, level = list_and_level(one)
        found[attribute(style, "styleId")] = Style(based_on, list_id, level)
    return found


def _title(archive: Archive, path: str) -> str:
    if "docProps/core.xml" not in archive.names:
        return ""
    for element in tree(archive.read("docProps/core.xml"), path):
        if element.tag == "title":
            return " ".join((element.text or "").split())
    return ""


def _margin(document: _Document, archive: Archive, path: str, name: str) -> list[Block]:
    """Return what stands at the head or foot of pages, but for their numbers."""
    blocks = _blocks(document, tree(archive.read(name), path), None, path)
    return [
        block
        for block in blocks
        if isinstance(block, Grid) or any(one.isalpha() for one in _without_page(block.text))
    ]


def _without_page(text: str) -> str:
    return text.replace("第", "").replace("页", "").replace("共", "")


def _notes(document: _Document, archive: Archive, path: str, name: str) -> list[Block]:
    blocks: list[Block] = []
    for note in tree(archive.read(name), path):
        if attribute(note, "type") in ("", "normal"):
            blocks += _blocks(document, note, None, path)
    return blocks


def _blocks(document: _Document, parent: Element, where: _Where | None, path: str) -> list[Block]:
    blocks: list[Block] = []
    for child in parent:
        name = child.tag
        if name == "p":
            blocks += _paragraph(document, child, where, path)
        elif name == "tbl":
            blocks += _table(document, child, path)
        elif name in _THROUGH:
            blocks += _blocks(document, child, where, path)
        elif name in ("altChunk", "subDoc"):
            document.gaps.append(_embedded(document, where))
    return blocks


def _paragraph(
    document: _Document, element: Element, where: _Where | None, path: str
) -> list[Block]:
    properties = next(children(element, "pPr"), None)
    pieces: list[str] = []
    boxes: list[Element] = []
    pictures = document.pictures
    before = len(document.gaps)
    _collect(document, element, pieces, boxes)
    text = "".join(pieces)
    prefix = document.numbering.prefix(properties)
    text = (prefix + text.lstrip() if prefix else text).strip()
    blocks: list[Block] = []
    place = document.place(where)
    if text:
        blocks.append(Paragraph(text, place))
    if not pictures and document.pictures:
        document.first_picture = place
    for number in range(before, len(document.gaps)):
        document.gaps[number] = document.gaps[number]._replace(place=place)
    for box in boxes:
        blocks += _blocks(document, box, where, path)
    return blocks


def _collect(document: _Document, parent: Element, pieces: list[str], boxes: list[Element]) -> None:
    """Collect the text of a paragraph, and the text boxes that hang on it."""
    for child in parent:
        name = child.tag
        text = _character(child, name)
        if text is not None:
            pieces.append(text)
        elif name in ("drawing", "pict", "object"):
            _drawing(document, child, boxes)
        elif not (name in _DELETED or name.endswith("Pr") or (name == "r" and _vanishes(child))):
            _collect(document, child, pieces, boxes)


def _character(element: Element, name: str) -> str | None:
    """Return the text that an element stands for. None: it stands for none."""
    if name == "t":
        return element.text or ""
    if name == "br":
        return "\n" if attribute(element, "type") in ("", "textWrapping") else ""
    return _symbol(attribute(element, "char")) if name == "sym" else _CHARACTERS.get(name)


def _vanishes(run: Element) -> bool:
    for properties in children(run, "rPr"):
        for one in children(properties, "vanish"):
            return attribute(one, "val") not in ("0", "false", "off")
    return False


def _symbol(code: str) -> str:
    try:
        number = int(code, 16)
    except ValueError:
        return "\ufffd"
    # Symbol fonts lie in the private area; only the font knows what is drawn.
    return "\ufffd" if 0xE000 <= number <= 0xF8FF or number > 0x10FFFF else chr(number)


def _drawing(document: _Document, element: Element, boxes: list[Element]) -> None:
    """Look for text boxes, pictures and embedded objects in a drawing."""
    waiting = [element]
    while waiting:
        one = waiting.pop()
        name = one.tag
        if name == "txbxContent":
            boxes.append(one)
        elif name in ("blip", "imagedata"):
            document.pictures += 1
        elif name in ("OLEObject", "chart", "relIds"):
            document.gaps.append(_embedded(document, None))
        elif name != "Fallback":
            waiting += reversed(one)


def _embedded(document: _Document, where: _Where | None) -> Gap:
    place = ParagraphPlace(document.at + 1, document.paragraphs + 1)
    return Gap(
        Text("an embedded object, chart or document was not read", "嵌入的对象、图表或文档未读取"),
        place if where is None else TablePlace(document.at + 1, *where),
    )


def _table(document: _Document, element: Element, path: str) -> list[Block]:
    document.tables += 1
    table = document.tables
    start = TablePlace(document.at + 1, table, 1, 1)
    rows: list[list[Filled]] = []
    lines: list[dict[int, GridCell]] = []
    for row in _rows(element):
        line: dict[int, GridCell] = {}
        cells: list[Filled] = []
        column = _indent(row)
        for cell in _parts(row, "tc"):
            properties = next(children(cell, "tcPr"), None)
            width, merge = _merging(properties)
            above = lines[-1].get(column) if lines else None
            beside = line.get(column - 1)
            blocks: list[Block] = []
            if merge == "down" and above is not None:
                found = above
            elif merge == "right" and beside is not None:
                found = beside
            else:
                where = _Where(table, len(lines) + 1, column + 1)
                place = document.place(where)
                blocks = _blocks(document, cell, where, path)
                text = "\n".join(one.text for one in blocks if isinstance(one, Paragraph))
                found = GridCell(text, place)
                cells.append(Filled(Slot(found, width), blocks))
            for covered in range(column, column + width):
                line[covered] = found
            column += width
            document.left -= width
            if document.left < 0 or column > _MAX_COLUMNS:
                raise _too_large(path)
        lines.append(line)
        rows.append(cells)
    if lays_out(rows):
        return [block for row in rows for cell in row for block in cell.blocks]
    columns = max((max(line) + 1 for line in lines if line), default=0)
    document.left -= columns * len(lines)
    if document.left < 0:
        raise _too_large(path)
    grid = _numbered(even(lines, columns, _slivers(element)))
    inside = (one for row in rows for cell in row for one in cell.blocks)
    return [Grid(grid, start), *(one for one in inside if isinstance(one, Grid))]


def _slivers(table: Element) -> set[int]:
    """Return the columns that are too narrow for a digit."""
    widths = [
        attribute(one, "w")
        for grid in children(table, "tblGrid")
        for one in children(grid, "gridCol")
    ]
    return {at for at, width in enumerate(widths) if width.isdecimal() and int(width[:9]) < _SLIVER}


def _numbered(rows: Rows) -> Rows:
    """Return the rows with cells that know their column among those that are left."""
    done: dict[int, GridCell] = {}
    for row in rows:
        for column, cell in enumerate(row, start=1):
            if cell is not None and id(cell) not in done:
                assert isinstance(cell.place, TablePlace)
                done[id(cell)] = cell._replace(place=cell.place._replace(column=column))
    return tuple(tuple(cell and done[id(cell)] for cell in row) for row in rows)


def _rows(table: Element) -> Iterator[Element]:
    """Return the rows of a table that are not deleted or hidden."""
    for row in _parts(table, "tr"):
        properties = next(children(row, "trPr"), None)
        gone = () if properties is None else (one.tag for one in properties)
        if not {"del", "hidden"} & set(gone):
            yield row


def _parts(parent: Element, wanted: str) -> Iterator[Element]:
    """Return the rows of a table or the cells of a row, through what may wrap them."""
    for child in parent:
        name = child.tag
        if name == wanted:
            yield child
        elif name in _THROUGH:
            yield from _parts(child, wanted)


def _indent(row: Element) -> int:
    """Return how many columns a row leaves free before its first cell."""
    for properties in children(row, "trPr"):
        for one in children(properties, "gridBefore"):
            return _count(attribute(one, "val"), 0)
    return 0


def _merging(properties: Element | None) -> tuple[int, str]:
    """Return the width of a cell, and whether it continues the one above or beside it."""
    width, merge = 1, ""
    for one in () if properties is None else properties:
        name, value = one.tag, attribute(one, "val")
        if name == "gridSpan":
            width = _count(value, 1)
        elif name == "vMerge" and value != "restart":
            merge = "down"
        elif name == "hMerge" and value != "restart":
            merge = "right"
    return width, merge


def _count(written: str, least: int) -> int:
    if not (written.isascii() and written.isdigit()):
        return least
    return min(max(int(written[:6]), least), _MAX_COLUMNS)


def _too_large(path: str) -> ReadError:
    return ReadError(
        Text(
            f"the tables have more than {MAX_POSITIONS:,} cells",
            f"表格超过 {MAX_POSITIONS:,} 个单元格",
        ),
        Source(path),
        Text("an annual report has a few hundred", "一份年度报告通常只有几百个"),
    )


def _without_text(document: _Document, path: str) -> ReadError:
    if document.gaps:
        reason = document.gaps[0].reason
        return ReadError(
            Text(f"the document has no text; {reason.en}", f"文档中没有文字；{reason.zh}"),
            Source(path),
            Text("check the document that was scanned or embedded", "请检查扫描或嵌入前的原始文档"),
        )
    return ReadError(Text("the document has no text", "文档中没有文字"), Source(path))
