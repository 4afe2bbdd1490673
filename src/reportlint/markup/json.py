"""JSON text -> nodes.

A scanner of our own, because the standard one reports no positions and no
duplicate keys; strings and their escapes are left to the standard library.
"""

import re
from bisect import bisect_right
from json.decoder import (  # type: ignore[attr-defined]  # scanstring is not in the stubs
    JSONDecodeError,
    scanstring,
)

from reportlint.markup.decode import LINE_BREAK
from reportlint.markup.nodes import LIMITS, Limits, Mapping, Node, Scalar, Sequence
from reportlint.markup.problem import (
    MarkupProblem,
    duplicate_key,
    too_deep,
    too_large,
    too_long_key,
    too_many,
)
from reportlint.model.place import Span
from reportlint.model.text import Text

_SPACE = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)
_CHINESE = {
    "Unterminated string": "引号没有闭合",
    "Invalid control character": "引号中不能直接换行或出现控制字符",
    "Invalid \\u": "\\u 后面应为四位十六进制数字",
    "Invalid \\": "双引号中有无法识别的转义字符",
}
"""How the standard library's messages start, for readers of Chinese."""

_HINTS = {
    "NaN": Text("write null where there is no number", "没有数字请写 null"),
    "Infinity": Text("write null where there is no number", "没有数字请写 null"),
    "-Infinity": Text("write null where there is no number", "没有数字请写 null"),
    "None": Text("write null", "请写 null"),
    "True": Text("write true", "请写 true"),
    "False": Text("write false", "请写 false"),
}
_COMMON = {
    "'": Text("JSON needs double quotes", "JSON 中要用双引号"),
    "，": Text("use the half-width comma ','", "请用半角逗号“,”"),
    "：": Text("use the half-width colon ':'", "请用半角冒号“:”"),
    "“": Text("use the half-width quote '\"'", "请用半角双引号"),
    "/": Text("JSON has no comments", "JSON 中不能写注释"),
    "#": Text("JSON has no comments", "JSON 中不能写注释"),
    "]": Text("remove the comma before it", "请删除它前面的逗号"),
    "}": Text("remove the comma before it", "请删除它前面的逗号"),
}
_WORD = re.compile(r"[^\s\[\]{},:\"]+")


def parse_json(text: str, limits: Limits = LIMITS) -> Node:
    """Parse one JSON document.

    Raises:
        MarkupProblem: The text is not well-formed, has a duplicate key, or
            exceeds the limits.
    """
    if len(text) > limits.characters:
        raise too_large(limits.characters)
    scanner = _Scanner(text, limits)
    node, end = scanner.value(scanner.skip(0), 0)
    end = scanner.skip(end)
    if end != len(text):
        raise scanner.unexpected(end, Text("the end of the document", "文件结尾"))
    return node


class _Scanner:
    """Recursive descent; the recursion is bounded by ``limits.depth``."""

    def __init__(self, text: str, limits: Limits):
        self.text = text
        self.limits = limits
        self.count = 0
        self.starts = [0]
        self.starts.extend(match.end() for match in re.finditer(LINE_BREAK, text))

    def span(self, start: int, end: int) -> Span:
        first = bisect_right(self.starts, start)
        last = bisect_right(self.starts, end)
        return Span(
            first, start - self.starts[first - 1] + 1, last, end - self.starts[last - 1] + 1
        )

    def skip(self, index: int) -> int:
        match = _SPACE.match(self.text, index)
        return match.end() if match else index

    def unexpected(self, index: int, expected: Text, hint: Text | None = None) -> MarkupProblem:
        found = repr(self.text[index]) if index < len(self.text) else ""
        en = f"expected {expected.en}, found {found}" if found else f"expected {expected.en}"
        zh = f"此处应为{expected.zh}，实际为 {found}" if found else f"此处应为{expected.zh}"
        return MarkupProblem(
            Text(f"not well-formed JSON: {en}", f"JSON 格式有误：{zh}"),
            self.span(index, min(index + 1, len(self.text))),
            hint or _COMMON.get(self.text[index : index + 1]),
        )

    def value(self, index: int, depth: int) -> tuple[Node, int]:
        self.count += 1
        if self.count > self.limits.nodes:
            raise too_many(self.limits.nodes, self.span(index, index))
        character = self.text[index : index + 1]
        if character in ("{", "["):
            if depth >= self.limits.depth:
                raise too_deep(self.limits.depth, self.span(index, index + 1))
            collect = self._mapping if character == "{" else self._sequence
            return collect(index, depth + 1)
        if character == '"':
            return self._string(index)
        match = _NUMBER.match(self.text, index)
        word = _WORD.match(self.text, index)
        if match and not re.match(r"[\w.+-]", self.text[match.end() : match.end() + 1]):
            return Scalar(match[0], self.span(index, match.end())), match.end()
        if word and word[0] in ("null", "true", "false"):
            return Scalar(word[0], self.span(index, word.end()), word[0] == "null"), word.end()
        raise self.unexpected(index, Text("a value", "一个值"), _hint(word[0] if word else ""))

    def _string(self, index: int) -> tuple[Scalar, int]:
        try:
            text, end = scanstring(self.text, index + 1, True)
        except JSONDecodeError as error:
            said = error.msg.removesuffix(" at")
            chinese = next((zh for en, zh in _CHINESE.items() if said.startswith(en)), said)
            raise MarkupProblem(
                Text(
                    f"not well-formed JSON: {said[:1].lower()}{said[1:]}",
                    f"JSON 格式有误：{chinese}",
                ),
                self.span(error.pos, error.pos + 1),
            ) from None
        return Scalar(text, self.span(index, end)), end

    def _sequence(self, start: int, depth: int) -> tuple[Node, int]:
        items: list[Node] = []
        index = self.skip(start + 1)
        if self.text[index : index + 1] == "]":
            return Sequence((), self.span(start, index + 1)), index + 1
        while True:
            item, index = self.value(index, depth)
            items.append(item)
            index = self.skip(index)
            character = self.text[index : index + 1]
            if character == "]":
                return Sequence(tuple(items), self.span(start, index + 1)), index + 1
            if character != ",":
                raise self.unexpected(index, Text("',' or ']'", "“,”或“]”"))
            index = self.skip(index + 1)

    def _mapping(self, start: int, depth: int) -> tuple[Node, int]:
        entries: list[tuple[Scalar, Node]] = []
        lines: dict[str, int] = {}
        index = self.skip(start + 1)
        if self.text[index : index + 1] == "}":
            return Mapping((), self.span(start, index + 1)), index + 1
        while True:
            if self.text[index : index + 1] != '"':
                raise self.unexpected(index, Text("a key in double quotes", "双引号中的键"))
            key, index = self._string(index)
            if len(key.text) > self.limits.key:
                raise too_long_key(self.limits.key, key.span)
            if key.text in lines:
                raise duplicate_key(key.text, lines[key.text], key.span)
            lines[key.text] = key.span.line
            index = self.skip(index)
            if self.text[index : index + 1] != ":":
                raise self.unexpected(index, Text("':'", "“:”"))
            value, index = self.value(self.skip(index + 1), depth)
            entries.append((key, value))
            index = self.skip(index)
            character = self.text[index : index + 1]
            if character == "}":
                return Mapping(tuple(entries), self.span(start, index + 1)), index + 1
            if character != ",":
                raise self.unexpected(index, Text("',' or '}'", "“,”或“}”"))
            index = self.skip(index + 1)


def _hint(word: str) -> Text | None:
    """Return the hint for a word that other languages have and JSON lacks."""
    if word in _HINTS:
        return _HINTS[word]
    if re.match(r"[+-]?[0-9.]", word):
        return Text("put it in double quotes to keep it as written", "如需保留原样，请放在双引号中")
    return None
