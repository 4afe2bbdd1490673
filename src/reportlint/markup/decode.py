"""Bytes -> text: byte order marks, UTF-8, and GB 18030 for files of older editors."""

import codecs
import re

from reportlint.markup.problem import MarkupProblem
from reportlint.model.text import Text

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Carriage returns of old editors, and what YAML 1.1 takes for a line break.
LINE_BREAK = "\r\n|[\n\r\x85\u2028\u2029]"


def line_at(text: str, number: int) -> str:
    """Return a line of a document, or nothing where it has none."""
    start = 0
    for position, match in enumerate(re.finditer(LINE_BREAK, text), start=1):
        if position == number:
            return text[start : match.start()]
        if position == number - 1:
            start = match.end()
    lines_before = number == 1 or start > 0
    return text[start:] if lines_before else ""


def decode(data: bytes) -> str:
    """Decode a document by its byte order mark, else as UTF-8, else as GB 18030.

    Raises:
        MarkupProblem: The bytes are no text in any of these encodings.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _strict(data, "gb18030")


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise MarkupProblem(
            Text("the file is not text (UTF-8 or GB 18030)", "文件不是文本（UTF-8 或 GB 18030）"),
            None,
            Text("save it as UTF-8", "请另存为 UTF-8 编码"),
        ) from None
