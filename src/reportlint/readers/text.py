"""A text file, or the text extracted from a document -> a draft.

A line of cells is one that is cut by tabs, by the bars of a Markdown table, or by wide
gaps; every other line is a paragraph. A line without cells between two lines of a table
belongs to the table, as extractions break long labels over lines.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from reportlint.errors import ReadError
from reportlint.markup.decode import LINE_BREAK, decode
from reportlint.markup.html import unescape
from reportlint.markup.problem import MarkupProblem
from reportlint.model.draft import Block, Draft, Grid, GridCell, Paragraph
from reportlint.model.place import Source, Span
from reportlint.model.text import Text

_BLANKS = " \t\u3000\xa0\ufeff"
_MOST_LINES = 50_000
_MOST_CELLS = 200
_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|:+-]*-[\s|:+-]*")
_GAP = re.compile(r"[ \u3000]{2,}")
_ENTRY = re.compile(
    r"[^，。；：:\s](?:[^，。；：:\s]|[ \u3000](?![ \u3000])){0,60}"
    r"[ \u3000]{3,}[0-9０-９][0-9０-９.,，]*"
)
"""A label and a number: a row of a table with one column of numbers."""

_HEADING = re.compile(r"#{1,6}[ \t]+")
_STRONG = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_BREAK = re.compile(r" *<br */?> *", re.IGNORECASE)
_FEWEST = 3

_Kind = Literal["tabs", "bars", "gaps", "text", "rule", "empty"]


class _Line(NamedTuple):
    number: int
    text: str
    kind: _Kind


def read_text(data: bytes, path: str) -> Draft:
    """Read a text.

    Raises:
        ReadError: The bytes are no text, or the file has too many lines.
    """
    try:
        text = decode(data)
    except MarkupProblem as problem:
        raise ReadError(problem.message, Source(path), problem.hint) from None
    lines = re.split(LINE_BREAK, text)
    if len(lines) > _MOST_LINES:
        raise ReadError(
            Text(f"more than {_MOST_LINES:,} lines", f"超过 {_MOST_LINES:,} 行"),
            Source(path),
            Text("is this an annual report?", "这是年度报告吗？"),
        )
    marked = [_Line(number, line, _kind(line)) for number, line in enumerate(lines, start=1)]
    return Draft("", tuple(_blocks(marked)))


def _kind(line: str) -> _Kind:
    body = line.strip(_BLANKS)
    if not body:
        return "empty"
    if "|" in body and _RULE.fullmatch(body):
        return "rule"
    if body.count("|") >= 2 or body.startswith("|"):
        return "bars"
    if "\t" in line.strip(" \u3000\xa0\ufeff"):
        return "tabs"
    if len(_GAP.findall(body)) >= _FEWEST or _ENTRY.fullmatch(body):
        return "gaps"
    return "text"


def _blocks(lines: Sequence[_Line]) -> Iterator[Block]:
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.kind in ("empty", "rule"):
            index += 1
        elif line.kind == "text":
            yield _paragraph(line)
            index += 1
        else:
            end = _table_end(lines, index)
            yield _grid(lines[index:end])
            index = end


def _table_end(lines: Sequence[_Line], start: int) -> int:
    """Return the end of the table that begins at a line of cells."""
    end = index = start + 1
    while index < len(lines) and lines[index].kind != "empty":
        index += 1
        if lines[index - 1].kind != "text":
            end = index
    return end


def _paragraph(line: _Line) -> Paragraph:
    text = line.text.strip(_BLANKS)
    start = len(line.text) - len(line.text.lstrip(_BLANKS))
    marks = _HEADING.match(text)
    if marks is not None:
        start += marks.end()
        text = text[marks.end() :]
    strong = _STRONG.fullmatch(text)
    if strong is not None and "**" not in strong[1]:
        start += strong.start(1)
        text = strong[1]
    return Paragraph(text, _span(line.number, start, text))


def _grid(lines: Sequence[_Line]) -> Grid:
    if any(line.kind == "gaps" for line in lines):
        # Within a table, a head may have one gap.
        lines = [line._replace(kind="gaps") if line.kind == "text" else line for line in lines]
    rows = [_cells(line) for line in lines if line.kind != "rule"]
    width = max(len(row) for row in rows)
    first, last = lines[0], lines[-1]
    return Grid(
        tuple((*row, *(None,) * (width - len(row))) for row in rows),
        Span(first.number, 1, last.number, len(last.text) + 1),
        aligned=all(line.kind in ("bars", "rule") for line in lines),
    )


def _cells(line: _Line) -> list[GridCell]:
    """Cut a line into its cells, each with its place."""
    text = line.text
    match line.kind:
        case "bars":
            cuts = [(match.start(), match.end()) for match in _BAR.finditer(text)]
        case "tabs":
            cuts = [(match.start(), match.end()) for match in re.finditer("\t", text)]
        case "gaps":
            lead = len(text) - len(text.lstrip(_BLANKS))
            cuts = [(m.start(), m.end()) for m in _GAP.finditer(text, lead, len(text.rstrip()))]
        case _:
            cuts = []
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    pieces = list(zip(starts, ends, strict=True))[:_MOST_CELLS]
    if line.kind == "bars":
        # A Markdown table may open and close its lines with a bar, which encloses no cell.
        pieces = pieces[not text[: ends[0]].strip() :]
        if pieces and not text[pieces[-1][0] :].strip():
            pieces.pop()
    return [_cell(line, start, end) for start, end in pieces]


def _cell(line: _Line, start: int, end: int) -> GridCell:
    written = line.text[start:end]
    body = written.strip(_BLANKS)
    lead = len(written) - len(written.lstrip(_BLANKS)) if body else 0
    place = _span(line.number, start + lead, body)
    if line.kind == "bars":
        body = _ESCAPED.sub(r"\1", _STRONG.sub(r"\1", _BREAK.sub("\n", body)))
        body = unescape(body).strip(_BLANKS)
    return GridCell(body, place)


def _span(number: int, start: int, text: str) -> Span:
    return Span(number, start + 1, number, start + 1 + len(text))
