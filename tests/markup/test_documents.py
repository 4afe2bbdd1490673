"""What YAML and JSON documents may hold, and how a mistake is shown."""

import codecs
from collections.abc import Callable

import pytest

from reportlint.markup.decode import decode
from reportlint.markup.json import parse_json
from reportlint.markup.nodes import Limits, Node, plain
from reportlint.markup.problem import MarkupProblem
from reportlint.markup.yaml import parse_yaml
from reportlint.model.place import Span


def test_yaml_scalars_stay_as_they_are_written() -> None:
    text = "[010, 1:30, no, 0x1F, 1e3, 1_000, 2021-01-01, +2, '~', \"\", .5, <<]"
    assert plain(parse_yaml(text)) == [
        "010", "1:30", "no", "0x1F", "1e3", "1_000", "2021-01-01", "+2", "~", "", ".5", "<<",
    ]  # fmt: skip


def test_yaml_nulls_are_absent_values() -> None:
    assert plain(parse_yaml("a: ~\nb: null\nc: Null\nd: NULL\ne:\nf: nil\n")) == {
        "a": None, "b": None, "c": None, "d": None, "e": None, "f": "nil",
    }  # fmt: skip


def test_an_alias_stands_for_its_anchor() -> None:
    assert plain(parse_yaml("a: &x [1, 2]\nb: *x\n")) == {"a": ["1", "2"], "b": ["1", "2"]}


def test_json_numbers_stay_as_they_are_written() -> None:
    assert plain(parse_json("[1, 1.50, -2, 1e5, true, null]")) == [
        "1", "1.50", "-2", "1e5", "true", None,
    ]  # fmt: skip


def test_json_escapes_are_read() -> None:
    assert plain(parse_json('{"\\u672c\\u5e74": "\\ud83d\\ude00\\n\\""}')) == {"本年": '😀\n"'}


YAML_MISTAKES = [
    ("a: 1\na: 2", Span(2, 1, 2, 2), "the key 'a' stands twice"),
    ("a: [1, 2\nb: 3]", Span(2, 2, 2, 3), "not well-formed YAML: did not find expected ',' or ']'"),
    ("a: *x", Span(1, 4, 1, 6), "the alias *x has no anchor before it"),
    ("a: !python x", Span(1, 4, 1, 13), "tags are not supported: !python"),
    ("<<: 1", Span(1, 1, 1, 3), "merge keys (<<) are not supported"),
    ("[a]: 1", Span(1, 1, 1, 4), "a key must be a single word, not a list or a mapping"),
    ("a: 1\n---\nb: 2", Span(2, 1, 2, 4), "a second document starts here"),
    ("a: \x07", Span(1, 4, 1, 5), "the character U+0007 is not allowed"),
]


@pytest.mark.parametrize(("text", "span", "message"), YAML_MISTAKES)
def test_what_is_no_yaml(text: str, span: Span, message: str) -> None:
    with pytest.raises(MarkupProblem) as caught:
        parse_yaml(text)
    assert (caught.value.span, caught.value.message.en) == (span, message)


JSON_MISTAKES = [
    ('{"a": 1, "a": 2}', Span(1, 10, 1, 13), "the key 'a' stands twice"),
    ("[1, 2", Span(1, 6, 1, 6), "not well-formed JSON: expected ',' or ']'"),
    ("[1,]", Span(1, 4, 1, 5), "not well-formed JSON: expected a value, found ']'"),
    ("[01]", Span(1, 2, 1, 3), "not well-formed JSON: expected a value, found '0'"),
    (
        "{a: 1}",
        Span(1, 2, 1, 3),
        "not well-formed JSON: expected a key in double quotes, found 'a'",
    ),
    ('{"a" 1}', Span(1, 6, 1, 7), "not well-formed JSON: expected ':', found '1'"),
    ("1 2", Span(1, 3, 1, 4), "not well-formed JSON: expected the end of the document, found '2'"),
    ("[NaN]", Span(1, 2, 1, 3), "not well-formed JSON: expected a value, found 'N'"),
    ("", Span(1, 1, 1, 1), "not well-formed JSON: expected a value"),
]


@pytest.mark.parametrize(("text", "span", "message"), JSON_MISTAKES)
def test_what_is_no_json(text: str, span: Span, message: str) -> None:
    with pytest.raises(MarkupProblem) as caught:
        parse_json(text)
    assert (caught.value.span, caught.value.message.en) == (span, message)


@pytest.mark.parametrize("parse", [parse_yaml, parse_json])
def test_limits_hold_in_both_formats(parse: Callable[[str, Limits], Node]) -> None:
    limits = Limits(characters=100, depth=3, nodes=10)
    for text, message in (
        ("[[[[1]]]]", "nested deeper than 3 levels"),
        ("[" + ",".join("1" * 11) + "]", "more than 10 values"),
        ("[" + " " * 100 + "]", "the document is larger than 100 characters"),
    ):
        with pytest.raises(MarkupProblem) as caught:
            parse(text, limits)
        assert caught.value.message.en == message


def test_what_an_alias_repeats_counts_again() -> None:
    with pytest.raises(MarkupProblem, match="more than 10 values"):
        parse_yaml("a: &x [1, 2, 3]\nb: [*x, *x]\n", Limits(nodes=10))


TEXT = "年度: 2023\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("gb18030"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
    ],
)
def test_encodings_are_recognised(data: bytes) -> None:
    assert decode(data) == TEXT


def test_bytes_of_no_encoding_are_refused() -> None:
    with pytest.raises(MarkupProblem, match="UTF-8 or GB 18030"):
        decode(b"\xff\xff\xff")
