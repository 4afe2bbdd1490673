"""Choose the reader for an input by its name and its first bytes."""

import re

from reportlint.errors import ReadError
from reportlint.markup.decode import decode
from reportlint.markup.nodes import Node
from reportlint.markup.problem import MarkupProblem
from reportlint.model.place import Source
from reportlint.model.text import Text

MAX_BYTES = 8_000_000
SUFFIXES = (".yaml", ".yml", ".json")


def read(data: bytes, path: str) -> Node:
    """Read a document into its nodes.

    Raises:
        ReadError: The format is not known, or the document is not well-formed.
    """
    if len(data) > MAX_BYTES:
        raise ReadError(
            Text(f"the file is larger than {MAX_BYTES:,} bytes", f"文件超过 {MAX_BYTES:,} 字节"),
            Source(path),
            Text("an annual report has a few thousand", "一份年度报告通常只有几千字节"),
        )
    _refuse_binary(data, path)
    try:
        text = decode(data)
        if _is_json(text, path):
            from reportlint.markup.json import parse_json

            return parse_json(text)
        from reportlint.markup.yaml import parse_yaml

        return parse_yaml(text)
    except MarkupProblem as problem:
        raise ReadError(problem.message, Source(path, problem.span), problem.hint) from None


def _is_json(text: str, path: str) -> bool:
    name = path.lower()
    if name.endswith(SUFFIXES):
        return name.endswith(".json")
    # YAML's flow mappings look alike; only JSON must quote its first key.
    return re.match(r"\s*\{\s*[\"}]", text) is not None


_BINARY = (
    (b"PK\x03\x04", "Office or ZIP", "Office 或压缩"),
    (b"%PDF", "PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0", "Office 97", "Office 97"),
)


def _refuse_binary(data: bytes, path: str) -> None:
    for mark, en, zh in _BINARY:
        if data.startswith(mark):
            raise ReadError(
                Text(f"this is a file of the kind {en}, not YAML or JSON",
                     f"这是 {zh} 文件，不是 YAML 或 JSON"),
                Source(path),
                Text("write the tables into a report.yaml: reportlint init",
                     "请把表格数据写入 report.yaml：reportlint init"),
            )  # fmt: skip
