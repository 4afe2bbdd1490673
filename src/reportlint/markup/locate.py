"""A scalar's text + the document it comes from -> the place of each of its characters.

Works for every style in which YAML and JSON write a text: blocks, quotes with
escapes, plain lines that were folded. Done on demand, because only a place that is
shown is worth the walk.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from reportlint.markup.decode import LINE_BREAK
from reportlint.model.place import Span

_ESCAPE = re.compile(
    r"\\(?:x[0-9a-fA-F]{2}|u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|(?:\r\n|[\s\S]))"
)
_PREFIX = re.compile(r"(?:[&!]\S*\s+)*")
_BREAKS = "\r\n\x85\u2028\u2029"
_BLANKS = _BREAKS + " \t"


def line_starts(source: str) -> list[int]:
    """Return the offset at which each line of a document starts."""
    return [0, *(match.end() for match in re.finditer(LINE_BREAK, source))]


def offsets(source: str, starts: Sequence[int], span: Span, text: str) -> list[int] | None:
    """Return the offset in the document of each character of a scalar's text.

    ``span`` is where the scalar stands. None: the text is not found there, so that
    nothing is said about places rather than something wrong.
    """
    if span.line > len(starts):
        return None
    index = starts[span.line - 1] + span.column - 1
    prefix = _PREFIX.match(source, index)
    index = prefix.end() if prefix else index
    style = source[index : index + 1]
    if style in ("|", ">"):
        line = bisect_right(starts, index)
        index = starts[line] if line < len(starts) else len(source)
    elif style in ('"', "'"):
        index += 1
    found = []
    for character in text:
        place = _place(source, index, character, style)
        if place is None:
            return None
        first, index = place
        found.append(first)
    return found


def verbatim(
    source: str, starts: Sequence[int], span: Span, lead: str, written: str
) -> Span | None:
    """Return the span of a text that stands behind ``lead`` in a stretch of the document.

    Where the document has markup between the two, the text is looked for by itself. None:
    it stands there more than once or not at all.
    """
    first = starts[span.line - 1] + span.column - 1
    last = starts[span.end_line - 1] + span.end_column - 1
    stretch = source[first:last]
    if stretch.startswith(lead + written):
        found = len(lead)
    else:
        found = stretch.find(written)
        if found < 0 or stretch.find(written, found + 1) >= 0:
            return None
    return span_of(starts, range(first, last), found, found + len(written))


def _place(source: str, index: int, character: str, style: str) -> tuple[int, int] | None:
    """Return where a character is written from an offset on, and what follows it."""
    size = len(source)
    blank = character in _BLANKS
    while index < size:
        written = source[index]
        if written == "\\" and style == '"':
            match = _ESCAPE.match(source, index)
            if match is None:
                return None
            if match[0][1] in _BREAKS:
                index = match.end()
                continue
            return index, match.end()
        if written == character:
            doubled = written == "'" == style and source[index + 1 : index + 2] == "'"
            return index, index + 1 + doubled
        if blank:
            # A folded line break: the blank stands for what is there, or for nothing.
            return index, index + (written in _BLANKS)
        if written not in _BLANKS:
            return None
        index += 1
    return (index, index) if blank else None


def span_of(starts: Sequence[int], places: Sequence[int], start: int, end: int) -> Span:
    """Return the span of the characters from ``start`` to before ``end`` of a text."""
    first = places[start]
    last = places[end - 1] + 1
    line, end_line = bisect_right(starts, first), bisect_right(starts, last - 1)
    return Span(line, first - starts[line - 1] + 1, end_line, last - starts[end_line - 1] + 1)
