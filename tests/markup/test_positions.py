"""Every node of a document says where it stands."""

import json
from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from reportlint.markup.json import parse_json
from reportlint.markup.nodes import Mapping, Node, Scalar, Sequence, at, key_at, plain
from reportlint.markup.yaml import parse_yaml
from reportlint.model.place import Span

# Neither line breaks nor characters that YAML refuses; beyond the BMP too.
TEXT = st.text(
    st.characters(
        codec="utf-8", categories=("L", "N", "P", "S", "Zs"), exclude_characters="\ufeff"
    ),
    max_size=8,
)
SCALARS = st.one_of(st.integers(-(10**9), 10**9), st.none(), st.booleans(), TEXT)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(TEXT.filter(lambda key: key != "<<"), inner, max_size=4),
    ),
    max_leaves=12,
)
SPACE = st.sampled_from(["", " ", "\n", "\n  ", " \n"])


def cut(text: str, span: Span) -> str:
    """Return the text that a span marks."""
    lines = text.split("\n")[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "\n".join(lines)


def nodes(node: Node) -> Iterator[Node]:
    yield node
    match node:
        case Sequence(items):
            for item in items:
                yield from nodes(item)
        case Mapping(entries):
            for key, value in entries:
                yield key
                yield from nodes(value)


def written(value: object) -> object:
    """Return the value as the nodes hold it: scalars as their text."""
    match value:
        case None:
            return None
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case list():
            return [written(item) for item in value]
        case dict():
            return {key: written(item) for key, item in value.items()}
    return value


@st.composite
def documents(draw: st.DrawFn) -> tuple[Any, str]:
    """Draw a value with a JSON text of it, spaced at random."""
    value = draw(VALUES)

    def text(part: object) -> str:
        before, after = draw(SPACE), draw(SPACE)
        if isinstance(part, list):
            body = "[" + ",".join(text(item) for item in part) + "]"
        elif isinstance(part, dict):
            pairs = (f"{text(key)}: {text(item)}" for key, item in part.items())
            body = "{" + ",".join(pairs) + "}"
        else:
            body = json.dumps(part, ensure_ascii=False)
        return before + body + after

    return value, text(value)


@given(documents())
def test_json_nodes_cut_out_their_own_text(document: tuple[Any, str]) -> None:
    value, text = document
    root = parse_json(text)
    assert plain(root) == written(value)
    for node in nodes(root):
        assert written(json.loads(cut(text, node.span))) == plain(node)


ROWS = st.dictionaries(
    TEXT, st.lists(st.one_of(st.integers(0, 10**6), TEXT), min_size=1, max_size=5), max_size=5
)


@given(ROWS, st.booleans(), st.sampled_from([" ", "  # 备注\n    ", "   "]))
def test_yaml_nodes_cut_out_their_own_text(
    rows: dict[str, list[int | str]], in_flow: bool, gap: str
) -> None:
    def quoted(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)

    entries = [
        f"{quoted(key)}: [{(',' + gap).join(map(quoted, row))}]" for key, row in rows.items()
    ]
    text = "{" + ",\n ".join(entries) + "}" if in_flow else "\n".join(entries) + "\n"
    root = parse_yaml(text)
    assert plain(root) == (written(rows) if rows or in_flow else None)
    for node in nodes(root):
        if isinstance(node, Scalar) and not node.null:
            assert written(json.loads(cut(text, node.span))) == node.text
        elif isinstance(node, Sequence):
            assert cut(text, node.span)[:: len(cut(text, node.span)) - 1] == "[]"


@given(st.lists(st.from_regex(r"[^\W_][\w.－，。件]{0,5}", fullmatch=True), min_size=1, max_size=6))
def test_plain_yaml_scalars_are_their_own_text(values: list[str]) -> None:
    text = f"行: [{', '.join(values)}]\n"
    row = at(parse_yaml(text), ("行",))
    assert isinstance(row, Sequence)
    assert [cut(text, item.span) for item in row.items] == values


def test_a_path_leads_to_a_node_or_to_what_is_nearest() -> None:
    root = parse_yaml("rules:\n- code: A1\n  name: x\n")
    assert at(root, ("rules", 0, "code")).span == Span(2, 9, 2, 11)
    assert at(root, ("rules", 0, "title")) == at(root, ("rules", 0))
    assert at(root, ("rules", 5)) == at(root, ("rules",))
    assert key_at(root, ("rules", 0, "name")).span == Span(3, 3, 3, 7)
    assert key_at(root, ("rules", 0, "title")) == at(root, ("rules", 0))
