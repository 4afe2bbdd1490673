"""Choose the reader for an input by its content, and by its name where content does not tell."""

import re
from importlib import import_module
from typing import Literal, NamedTuple

from reportlint.errors import ReadError
from reportlint.markup.decode import decode
from reportlint.markup.nodes import Node
from reportlint.markup.problem import MarkupProblem
from reportlint.model.draft import Draft
from reportlint.model.place import Source
from reportlint.model.text import Text

MAX_BYTES = 64_000_000
"""More than a report with pictures has."""

_MAX_TEXT = 8_000_000

Kind = Literal["yaml", "json", "text", "html", "mhtml", "docx", "doc", "workbook", "pdf"]

SUFFIXES: dict[str, Kind] = {
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".txt": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".mht": "mhtml",
    ".mhtml": "mhtml",
    ".docx": "docx",
    ".docm": "docx",
    ".doc": "doc",
    ".wps": "doc",
    ".xlsx": "workbook",
    ".xls": "workbook",
    ".ods": "workbook",
    ".pdf": "pdf",
}
"""The suffixes by which the files of a folder are known to be reports."""

_READERS = {
    "text": ("reportlint.readers.text", "read_text"),
    "html": ("reportlint.readers.html", "read_html"),
    "mhtml": ("reportlint.readers.mhtml", "read_mhtml"),
    "docx": ("reportlint.readers.docx", "read_docx"),
    "doc": ("reportlint.readers.doc", "read_doc"),
    "workbook": ("reportlint.readers.workbook", "read_workbook"),
    "pdf": ("reportlint.readers.pdf", "read_pdf"),
}
"""Kind -> the module and function that read it, imported on use."""

_KEYED: tuple[Kind, ...] = ("yaml", "json")
_TEXTS: tuple[Kind, ...] = ("yaml", "json", "text", "html")


class _Refusal(NamedTuple):
    """A kind of file that is known and cannot be read."""

    what: Text
    hint: Text


def read(data: bytes, path: str) -> Node | Draft:
    """Read a document: keys and values into nodes, everything else into a draft.

    Raises:
        ReadError: The format is not known, or the document is not well-formed.
    """
    kind = _kind(data, path)
    limit = _MAX_TEXT if kind in _TEXTS else MAX_BYTES
    if len(data) > limit:
        raise ReadError(
            Text(f"the file is larger than {limit:,} bytes", f"文件超过 {limit:,} 字节"),
            Source(path),
            Text("an annual report has a few thousand", "一份年度报告通常只有几千字节"),
        )
    if kind in _KEYED:
        return _keyed(data, path, kind)
    module, name = _READERS[kind]
    draft: Draft = getattr(import_module(module), name)(data, path)
    return draft


def _keyed(data: bytes, path: str, kind: Kind) -> Node:
    try:
        text = decode(data)
        if kind == "json":
            from reportlint.markup.json import parse_json

            return parse_json(text)
        from reportlint.markup.yaml import parse_yaml

        return parse_yaml(text)
    except MarkupProblem as problem:
        raise ReadError(problem.message, Source(path, problem.span), problem.hint) from None


def _kind(data: bytes, path: str) -> Kind:
    """Tell what a document is.

    Raises:
        ReadError: It is of a kind that cannot be read.
    """
    if data.startswith(_SIGNED):
        return _binary_kind(data, path)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    name = path.lower()
    suffix = next((one for one in SUFFIXES if name.endswith(one)), None)
    if data[:_HEAD].lstrip(_SPACE).startswith(b"<") and re.match(_MARKUP, data):
        return "html"
    if b"MIME-VERSION:" in data[:_HEAD].upper() and re.match(_MAIL, data):
        return "mhtml"
    if suffix in (".yaml", ".yml", ".json"):
        return SUFFIXES[suffix]
    # YAML's flow mappings look alike; only JSON must quote its first key.
    if re.match(rb"(?:\xef\xbb\xbf)?\s*\{\s*[\"}]", data):
        return "json"
    if re.match(_KEYS, data):
        return "yaml"
    return "text" if suffix is not None or b"\t" in data else "yaml"


# Patterns are compiled on first use: the commonest inputs are known without any.
_HEAD = 8_192
_SPACE = b" \t\r\n\f\v\xef\xbb\xbf"
_MARKUP = (
    rb"(?is)(?:\xef\xbb\xbf)?\s*<(?:!--|!\[|(?:!doctype|\?xml|html|head|title|meta|link|style|script|body"
    rb"|table|div|section|article|center|h[1-6]|p|ul|ol|span|font|b|strong|img|br)\b)"
)
_MAIL = rb"(?i)\s*(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*+){0,20}?MIME-Version:"
_KEYS = rb"(?:\xef\xbb\xbf)?(?:[ \t]*(?:#[^\n]*)?\r?\n)*(?:---|[a-z_]+:(?:\s|$))"
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
_SIGNED = (_ZIP, b"PK\x05\x06", _OLE, *_PICTURES, b"{\\rtf", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SHEETS = ("Workbook".encode("utf-16-le"), "Book\0".encode("utf-16-le"))
_WORD = "WordDocument".encode("utf-16-le")


def _binary_kind(data: bytes, path: str) -> Kind:
    if data.startswith(_ZIP):
        if b"word/" in data:
            return "docx"
        if b"xl/" in data or b"opendocument.spreadsheet" in data[:200]:
            return "workbook"
        refusal = _Refusal(_ARCHIVE, _UNPACK)
    elif data.startswith(_OLE):
        return _office_97(data, path)
    elif data.startswith(_PICTURES):
        refusal = _Refusal(_PICTURE, _TYPE_IN)
    elif data.startswith(b"{\\rtf"):
        refusal = _Refusal(_RICH_TEXT, _SAVE_AS)
    else:
        refusal = _Refusal(_ARCHIVE, _UNPACK)
    raise ReadError(refusal.what, Source(path), refusal.hint)


def _office_97(data: bytes, path: str) -> Kind:
    if _ENCRYPTED in data:
        raise ReadError(_LOCKED, Source(path), _UNLOCK)
    if _WORD in data:
        return "doc"
    if any(mark in data for mark in _SHEETS):
        return "workbook"
    if path.lower().endswith((".doc", ".wps")):
        return "doc"  # The list of its parts stands at the end, and may be cut off.
    raise ReadError(_OFFICE, Source(path), _SAVE_AS)


_ARCHIVE = Text("this is an archive, not a report", "这是压缩文件，不是报告")
_UNPACK = Text("unpack it, and check the folder", "请先解压，再检查文件夹")
_LOCKED = Text("the document is encrypted with a password", "文档已加密，需要密码")
_UNLOCK = Text("save it without a password", "请另存为不带密码的文档")
_OFFICE = Text("this is an Office 97 file of an unknown kind", "这是无法识别的 Office 97 文件")
_SAVE_AS = Text("save it as .docx or .xlsx", "请另存为 .docx 或 .xlsx")
_PICTURE = Text("this is a picture, in which no text can be read", "这是图片，无法读取其中的文字")
_TYPE_IN = Text(
    "write the numbers into a report.yaml: reportlint init",
    "请把数字写入 report.yaml：reportlint init",
)
_RICH_TEXT = Text("this is a rich text (RTF) document", "这是 RTF 文档")
