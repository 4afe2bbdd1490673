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


def decode_page(data: bytes) -> tuple[str, int | None]:
    """Decode a document as ``decode`` does, but bear a few bytes that are wrong.

    Pages are cut off within a character, and editors mix encodings. Returns the offset of
    the first character that could not be read, which stands as U+FFFD.

    Raises:
        MarkupProblem: More than a few bytes are wrong, or the bytes are no text at all.
    """
    if b"\0" in data[:4] and not data.startswith(tuple(mark for mark, _ in _MARKS)):
        data = (codecs.BOM_UTF16_BE if data[0] == 0 else codecs.BOM_UTF16_LE) + data
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8"), None
    except UnicodeDecodeError:
        pass
    if not data.startswith(tuple(mark for mark, _ in _MARKS[1:])):
        # Text of another encoding has almost no valid UTF-8 outside ASCII, and the reverse.
        for encoding in ("utf-8", "gb18030"):
            text = data.decode(encoding, "replace")
            wrong = text.count("\ufffd")
            if wrong * 50 <= len(text) - len(re.findall(r"[\x00-\x7f]", text)):
                return text, text.find("\ufffd") if wrong else None
    return decode(data), None


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise MarkupProblem(
            Text("the file is not text (UTF-8 or GB 18030)", "文件不是文本（UTF-8 或 GB 18030）"),
            None,
            Text("save it as UTF-8", "请另存为 UTF-8 编码"),
        ) from None
