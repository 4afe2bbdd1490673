"""The place of a character of a text, in every style in which it may be written."""

import pytest

from reportlint.markup.json import parse_json
from reportlint.markup.locate import line_starts, offsets, span_of
from reportlint.markup.nodes import Mapping, Scalar
from reportlint.markup.yaml import parse_yaml


def place(source: str, word: str) -> str:
    root = parse_json(source) if source.startswith("{") else parse_yaml(source)
    assert isinstance(root, Mapping)
    node = root.entries[-1][1]
    assert isinstance(node, Scalar)
    starts = line_starts(source)
    found = offsets(source, starts, node.span, node.text)
    assert found is not None
    start = node.text.index(word)
    span = span_of(starts, found, start, start + len(word))
    lines = source.replace("\r\n", "\n").split("\n")
    return (
        f"{span.line}:{span.column} {lines[span.line - 1][span.column - 1 : span.end_column - 1]}"
    )


@pytest.mark.parametrize(
    ("source", "where"),
    [
        ("a: |\n  一行\n  申请 94 件\n", "3:6 94"),
        ("a: |\r\n  一行\r\n  申请 94 件\r\n", "3:6 94"),
        ("a: |2-\n    缩进\n  申请94件", "3:5 94"),
        ("a: &x |\n  申请94件\n", "2:5 94"),
        ("a: |  # note\n\n  一行\n\n  申请94件\n", "5:5 94"),
        ("a: >\n  申请\n  94 件\n", "3:3 94"),
        ("a: >\n  申请\n\n  94 件\n", "4:3 94"),
        ("a: 申请 94 件", "1:7 94"),
        ("a: 申请\n  94 件\n", "2:3 94"),
        ("a: '申请''新''94 件'", "1:12 94"),
        ('a: "申请\\"新\\n94 件"', "1:12 94"),
        ('a: "申请\\u65b0 94 件"', "1:14 94"),
        ('a: "申请\n  94 件"', "2:3 94"),
        ('a: "申请\\\n  94 件"', "2:3 94"),
        ('{"a": "申请\\u65b094件"}', "1:16 94"),
        ('{\n "a": "申请\\n\\ud83d\\ude0094件"}', "2:24 94"),
    ],
)
def test_places(source: str, where: str) -> None:
    assert place(source, "94") == where


def test_a_text_that_is_not_there_has_no_places() -> None:
    source = "a: 申请 94 件"
    root = parse_yaml(source)
    assert offsets(source, line_starts(source), root.span._replace(column=4), "别的文字") is None
