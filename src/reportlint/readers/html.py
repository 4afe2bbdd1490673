"""An HTML page -> draft: its tables with merged cells unrolled, and its paragraphs.

Reads what a browser shows: implied end tags, text that strays between rows, rows and
cells out of place. Tables that only lay out the page are taken apart. Knows no style
sheet but the style of an element itself.
"""

import re
from bisect import bisect_right
from typing import NamedTuple

from reportlint.errors import ReadError
from reportlint.markup.decode import decode_page
from reportlint.markup.html import Stretch, Tag, Unclosed, attributes, tokens, unescape
from reportlint.markup.locate import line_starts
from reportlint.markup.problem import MarkupProblem, too_deep, too_many
from reportlint.model.draft import Block, Draft, Gap, Grid, GridCell, Paragraph
from reportlint.model.place import START, Source, Span
from reportlint.model.text import Text
from reportlint.readers.merged import MAX_POSITIONS, Filled, Slot, lays_out, unroll
from reportlint.readers.pictures import pictures

MAX_TAGS = 400_000
"""Tags and stretches of text: a report that Word made a page of has 50,000."""

MAX_TABLES = 100
"""Tables within tables: old pages have ten."""

_VOID = frozenset(
    (
        "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img",
        "input", "keygen", "link", "meta", "param", "source", "track", "wbr",
    )
)  # fmt: skip
_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd",
        "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure",
        "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "header",
        "hgroup", "hr", "html", "legend", "li", "listing", "main", "menu", "nav", "ol",
        "optgroup", "option", "p", "pre", "search", "section", "select", "summary", "table",
        "tbody", "td", "textarea", "tfoot", "th", "thead", "title", "tr", "ul", "xmp",
    )
)  # fmt: skip
_HIDDEN = frozenset(
    (
        "audio", "canvas", "colgroup", "datalist", "iframe", "noembed", "noframes",
        "noscript", "object", "rp", "script", "style", "svg", "template", "title", "video",
        "xml",
    )
)  # fmt: skip
"""Elements whose text no browser shows, or whose content is no text of the page."""

_FOREIGN = frozenset(("embed", "frame", "iframe", "img", "object", "svg"))
_PARTS = frozenset(("caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"))
_LIST_ITEMS = {"li": ("li",), "dd": ("dd", "dt"), "dt": ("dd", "dt"), "option": ("option",)}
_NOT_SHOWN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_INVISIBLE = re.compile("[\0\xad\u200b-\u200f\u2060\ufeff]")
_SPACES = re.compile(r"[ \t\n\f\r]+")
_SPACES_BUT_BREAKS = re.compile(r"[ \t\f]+")
_AROUND_BREAK = re.compile(r" *\n *")
_BLANK = (
    r"(?:[\s\0\xad\u200b-\u200f\u2060\ufeff]"
    r"|&(?:nbsp|ensp|emsp|thinsp|zwnj|shy|#0*(?:160|8203|12288)|#[xX]0*(?:[aA]0|200[bB]|3000));?)"
)
_LEADING = re.compile(f"{_BLANK}*+")
_TRAILING = re.compile(r"&[#\w]{1,10};?\Z")
_NUMBER = re.compile(r"[ \t\n\f\r]*\+?([0-9]{1,6})")


class _Flow:
    """What text and blocks flow into: the page, a cell, or the place before a table."""

    def __init__(self, start: int) -> None:
        self.blocks: list[Block] = []
        self.pieces: list[str] = []
        self.start = -1
        self.end = start
        self.blank = (start, start)
        self.shown = (start, start)
        self.open: list[str] = []
        self.at: dict[str, list[int]] = {}
        self.blocks_at: list[int] = []
        self.hidden_at = -1

    def push(self, name: str, *, hidden: bool) -> None:
        if hidden and self.hidden_at < 0:
            self.hidden_at = len(self.open)
        if name in _BLOCKS:
            self.blocks_at.append(len(self.open))
        self.at.setdefault(name, []).append(len(self.open))
        self.open.append(name)

    def last(self, *names: str) -> int:
        """Return where the last open element with one of these names is, or -1."""
        return max(self.at[name][-1] if self.at.get(name) else -1 for name in names)

    def last_block(self) -> int:
        return self.blocks_at[-1] if self.blocks_at else -1

    def cut(self, index: int) -> None:
        """Close the open elements from an index on."""
        while len(self.open) > index:
            self.at[self.open.pop()].pop()
        while self.blocks_at and self.blocks_at[-1] >= index:
            self.blocks_at.pop()
        if index <= self.hidden_at:
            self.hidden_at = -1


class _Row(NamedTuple):
    """A row: the group of rows that it belongs to, and its cells."""

    group: int
    cells: list[Filled]


class _Group(NamedTuple):
    """A group of rows: 0 for a head, 1 for bodies, 2 for a foot."""

    rank: int
    hidden: bool


class _Table:
    """A table that has not ended, with the cell that text flows into, if any."""

    def __init__(self, start: int, after: int) -> None:
        self.start = start
        self.before = _Flow(after)
        self.groups = [_Group(1, hidden=False)]
        self.group_is = ""
        self.rows: list[_Row] = []
        self.row: _Row | None = None
        self.row_hidden = False
        self.cell: _Flow | None = None
        self.cell_hidden = False
        self.cell_is = ""
        self.spans = (1, 1)


class _Page:
    """The page as far as it has been read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = line_starts(text)
        self.body = _Flow(0)
        self.tables: list[_Table] = []
        self.names: dict[str, str] = {}
        self.gaps: list[Gap] = []
        self.pictures = 0
        self.first_picture = START
        self.left = MAX_POSITIONS

    def span(self, start: int, end: int) -> Span:
        line = bisect_right(self.starts, start)
        end_line = bisect_right(self.starts, max(end - 1, start))
        column = start - self.starts[line - 1] + 1
        return Span(line, column, end_line, end - self.starts[end_line - 1] + 1)

    def flow(self) -> _Flow:
        """Return what text flows into now."""
        if not self.tables:
            return self.body
        table = self.tables[-1]
        return table.before if table.cell is None else table.cell


def read_html(data: bytes, path: str) -> Draft:
    """Read a page.

    Raises:
        ReadError: The bytes are no text, the page shows no text, or it exceeds the limits.
    """
    try:
        text, wrong = decode_page(data)
        page = _Page(text)
        for count, token in enumerate(tokens(text)):
            if count == MAX_TAGS:
                raise too_many(MAX_TAGS, page.span(token.start, len(text)))
            _take(page, token)
        while page.tables:
            _end_table(page, len(text))
        _end_paragraph(page, page.body)
    except MarkupProblem as problem:
        raise ReadError(problem.message, Source(path, problem.span), problem.hint) from None
    if wrong is not None:
        page.gaps.insert(0, Gap(Text("some characters are damaged", "部分字符已损坏"),
                                page.span(wrong, wrong + 1)))  # fmt: skip
    if page.pictures:
        page.gaps.append(pictures(page.pictures, page.first_picture))
    if not page.body.blocks:
        raise _without_text(page, path)
    title = page.names.get("articletitle") or page.names.get("title", "")
    return Draft(title, tuple(page.body.blocks), tuple(page.gaps))


def _take(page: _Page, token: Tag | Stretch | Unclosed) -> None:
    match token:
        case Stretch(start, end):
            _add_text(page, start, end)
        case Unclosed(start):
            reason = Text(
                "a tag that starts here is not closed; what follows could not be read",
                "此处的标签没有闭合，其后的内容无法读取",
            )
            page.gaps.append(Gap(reason, page.span(start, len(page.text))))
        case Tag():
            if token.name == "br":
                _break_line(page)
            elif token.closing:
                _close(page, token)
            else:
                _open(page, token)


def _add_text(page: _Page, start: int, end: int) -> None:
    flow = page.flow()
    raw = page.text[start:end]
    if flow.hidden_at >= 0:
        if flow.open[-1] == "title" and "title" not in page.names:
            page.names["title"] = " ".join(unescape(raw).split())
        return
    leading = _LEADING.match(raw)
    first = leading.end() if leading else 0
    text = _INVISIBLE.sub("", unescape(raw)).replace("\xa0", " ")
    preformatted = flow.at.get("pre") or flow.at.get("textarea")
    flow.pieces.append((_SPACES_BUT_BREAKS if preformatted else _SPACES).sub(" ", text))
    if first < len(raw):
        if flow.start < 0:
            flow.start = start + first
        flow.end = start + _trimmed(raw)
    elif flow.start < 0 and flow.blank[0] == flow.blank[1]:
        flow.blank = (start, end)


def _trimmed(raw: str) -> int:
    """Return where the text ends when blanks behind it are left out."""
    while True:
        raw = raw.rstrip()
        match = _TRAILING.search(raw, max(len(raw) - 12, 0))
        if match is None or _LEADING.fullmatch(match[0]) is None:
            return len(raw)
        raw = raw[: match.start()]


def _break_line(page: _Page) -> None:
    flow = page.flow()
    if flow.hidden_at >= 0:
        return
    last = flow.pieces[-1:] if "\n" in flow.pieces[-1:] else flow.pieces[-2:]
    if last[:1] == ["\n"] and not "".join(last).strip():
        _end_paragraph(page, flow)  # An empty line stands between paragraphs.
    flow.pieces.append("\n")


def _end_paragraph(page: _Page, flow: _Flow) -> None:
    if not flow.pieces:
        return
    if flow.start < 0:
        flow.pieces.clear()
        return
    text = _AROUND_BREAK.sub("\n", _SPACES_BUT_BREAKS.sub(" ", "".join(flow.pieces))).strip()
    flow.pieces.clear()
    if text:
        flow.shown = (flow.shown[0] if flow.blocks else flow.start, flow.end)
        flow.blocks.append(Paragraph(text, page.span(flow.start, flow.end)))
    flow.start = -1


def _open(page: _Page, tag: Tag) -> None:
    name = tag.name
    flow = page.flow()
    block = name in _BLOCKS
    misplaced = name in _PARTS and name != "table" and not (page.tables or flow.at.get("table"))
    if block and not misplaced:
        _end_what_is_implied(flow, name)
    if block and flow.hidden_at < 0:
        _end_paragraph(page, flow)
    if misplaced:
        return  # No browser opens it.
    written = page.text[tag.inside : tag.end].lower()
    hidden = name in _HIDDEN or (
        ("none" in written or "hidden" in written) and _is_hidden(page, tag)
    )
    if name in _PARTS and _open_part(page, tag, hidden=hidden):
        return
    if name in _FOREIGN and flow.hidden_at < 0 and not (hidden and name in _VOID):
        _note_foreign(page, tag)
    if name == "meta":
        _note_name(page, tag)
    elif name not in _VOID:
        flow.push(name, hidden=hidden)


def _end_what_is_implied(flow: _Flow, name: str) -> None:
    """Close what a block ends that starts without the end tag of another."""
    if flow.at.get("p"):
        flow.cut(flow.last("p"))
    if name in _LIST_ITEMS:
        item = flow.last(*_LIST_ITEMS[name])
        if item > flow.last("dl", "ol", "select", "table", "ul"):
            flow.cut(item)


def _is_hidden(page: _Page, tag: Tag) -> bool:
    found = attributes(page.text, tag)
    return "hidden" in found or _NOT_SHOWN.search(found.get("style", "")) is not None


def _close(page: _Page, tag: Tag) -> None:
    name = tag.name
    flow = page.flow()
    block = name in _BLOCKS
    if block and flow.hidden_at < 0:
        _end_paragraph(page, flow)
    if flow.at.get(name):
        index = flow.at[name][-1]
        # Nothing ends across a table that is not shown, nor what is no block across one.
        barrier = flow.last("table") if block else flow.last_block()
        if index >= barrier:
            flow.cut(index)
        return
    if not page.tables or name not in _PARTS:
        return
    table = page.tables[-1]
    if name == "table":
        _end_table(page, tag.end)
    elif name == table.cell_is and table.cell is not None:
        _end_cell(page)
    elif name in ("tr", table.group_is):
        table.before.cut(0)
        if name == "tr":
            _end_row(page)
        else:
            _end_group(page)


def _open_part(page: _Page, tag: Tag, *, hidden: bool) -> bool:
    """Open a part of a table where it may stand. False: it is no such part here."""
    name = tag.name
    flow = page.flow()
    table = page.tables[-1] if page.tables else None
    if name == "table":
        if table is not None and table.cell is None:
            _end_table(page, tag.start)
            flow = page.flow()
        if flow.hidden_at >= 0 or hidden:
            return False
        if len(page.tables) == MAX_TABLES:
            raise too_deep(MAX_TABLES, page.span(tag.start, tag.end))
        page.tables.append(_Table(tag.start, tag.end))
        return True
    if table is None or (flow.hidden_at >= 0 and flow.at.get("table")):
        return False
    table.before.cut(0)
    match name:
        case "caption":
            _end_row(page)
            table.cell, table.cell_is, table.cell_hidden = _Flow(tag.end), name, hidden
        case "thead" | "tbody" | "tfoot":
            _end_group(page)
            rank = {"thead": 0, "tbody": 1, "tfoot": 2}[name]
            table.groups.append(_Group(rank, hidden))
            table.group_is = name
        case "tr":
            _end_row(page)
            _start_row(table, hidden=hidden)
        case _:
            _end_cell(page)
            if table.row is None:
                _start_row(table, hidden=False)
            found = attributes(page.text, tag) if tag.inside < tag.end - 1 else {}
            table.spans = (_number(found.get("colspan")) or 1, _row_count(found.get("rowspan")))
            table.cell, table.cell_is, table.cell_hidden = _Flow(tag.end), name, hidden
    return True


def _start_row(table: _Table, *, hidden: bool) -> None:
    table.group_is = table.group_is or "tbody"
    table.row = _Row(len(table.groups) - 1, [])
    table.row_hidden = hidden or table.groups[-1].hidden


def _number(written: str | None) -> int | None:
    match = _NUMBER.match(written) if written else None
    return None if match is None else min(int(match[1]), 1000)


def _row_count(written: str | None) -> int:
    """Return how many rows a cell covers; 0 stands for all that follow in its group."""
    count = _number(written)
    return 1 if count is None else count or 65_534


def _end_cell(page: _Page) -> None:
    table = page.tables[-1]
    flow = table.cell
    if flow is None:
        return
    _end_paragraph(page, flow)
    table.cell = None
    if table.cell_hidden:
        return
    if table.cell_is == "caption":
        table.before.blocks += flow.blocks
        return
    assert table.row is not None
    texts = [block for block in flow.blocks if isinstance(block, Paragraph)]
    place = page.span(*(flow.shown if texts else flow.blank))
    cell = GridCell("\n".join(block.text for block in texts), place)
    table.row.cells.append(Filled(Slot(cell, *table.spans), flow.blocks))


def _end_row(page: _Page) -> None:
    _end_cell(page)
    table = page.tables[-1]
    if table.row is not None and not table.row_hidden:
        table.rows.append(table.row)
    table.row = None


def _end_group(page: _Page) -> None:
    _end_row(page)
    table = page.tables[-1]
    table.groups.append(_Group(1, hidden=False))
    table.group_is = ""


def _end_table(page: _Page, end: int) -> None:
    _end_row(page)
    table = page.tables.pop()
    _end_paragraph(page, table.before)
    flow = page.flow()
    flow.blocks += table.before.blocks
    # A head stands first and a foot last, wherever they are written.
    rows = sorted(table.rows, key=lambda row: (table.groups[row.group].rank, row.group))
    cells = [cell for row in rows for cell in row.cells]
    if lays_out([row.cells for row in rows]):
        for cell in cells:
            flow.blocks += cell.blocks
        return
    place = page.span(table.start, end)
    grid = unroll(_clipped(rows), page.left)
    if grid is None:
        raise too_many(MAX_POSITIONS, place)
    page.left -= len(grid) * len(grid[0])
    flow.blocks.append(Grid(grid, place))
    for cell in cells:
        flow.blocks += [block for block in cell.blocks if isinstance(block, Grid)]


def _clipped(rows: list[_Row]) -> list[list[Slot]]:
    """Return the cells of the rows, none of which reaches beyond its group of rows."""
    last = {row.group: at for at, row in enumerate(rows)}
    return [
        [
            cell.slot._replace(rows=min(cell.slot.rows, last[row.group] - at + 1))
            for cell in row.cells
        ]
        for at, row in enumerate(rows)
    ]


def _note_name(page: _Page, tag: Tag) -> None:
    found = attributes(page.text, tag)
    name = found.get("name", "").lower()
    if name == "articletitle" and found.get("content", "").strip():
        page.names.setdefault(name, " ".join(found["content"].split()))


def _note_foreign(page: _Page, tag: Tag) -> None:
    """Note what is shown on the page and is no text."""
    place = page.span(tag.start, tag.end)
    if tag.name in ("img", "svg"):
        page.pictures += 1
        if page.pictures == 1:
            page.first_picture = place
        return
    source = attributes(page.text, tag)
    address = (source.get("src") or source.get("data") or "").strip()
    if address and address != "about:blank":
        reason = Text(
            f"another document is shown here and was not read: {address[:200]}",
            f"此处嵌入了另一个文档，未读取：{address[:200]}",
        )
        page.gaps.append(Gap(reason, place, aside=True))


def _without_text(page: _Page, path: str) -> ReadError:
    if page.gaps:
        gap = page.gaps[0]
        assert isinstance(gap.place, Span)
        return ReadError(
            Text(f"the page shows no text; {gap.reason.en}", f"网页中没有文字；{gap.reason.zh}"),
            Source(path, gap.place),
            Text("check the document from which the page was made", "请检查制作该网页所用的文档"),
        )
    return ReadError(
        Text("the page shows no text", "网页中没有文字"),
        Source(path),
        Text("save the page again when it is shown completely", "请在网页完全显示后重新保存"),
    )
