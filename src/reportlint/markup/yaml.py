"""YAML text -> nodes, from libyaml's events.

Events, and not the library's constructors: they carry positions, show duplicate
keys, and leave every scalar as it is written. The depth is bounded here, because
the library's own composers recurse.
"""

import re
from typing import Any

import yaml

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
from reportlint.model.place import START, Span
from reportlint.model.text import Text, clip

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})

_CHINESE = {
    "did not find expected ',' or ']'": "此处缺少“,”或“]”",
    "did not find expected ',' or '}'": "此处缺少“,”或“}”",
    "did not find expected key": "此处应为一个键（请检查缩进）",
    "did not find expected '-' indicator": "此处应以“-”开头（请检查缩进）",
    "did not find expected node content": "此处缺少内容",
    "did not find expected <document start>": "此处不应再有内容（请检查缩进和冒号）",
    "could not find expected ':'": "键后面缺少冒号“:”",
    "mapping values are not allowed in this context": "此处不能出现“键: 值”（请检查上一行）",
    "block sequence entries are not allowed in this context": "此处不能出现以“-”开头的列表",
    "found unexpected end of stream": "引号没有闭合，文件就结束了",
    "found unknown escape character": "双引号中有无法识别的转义字符",
    "found character that cannot start any token": "此处出现了不能用作开头的字符",
    "found a tab character that violates indentation": "缩进中有制表符",
    "found a tab character where an indentation space is expected": "缩进中有制表符",
    "found unexpected document indicator": "引号没有闭合，就出现了 --- 或 ...",
    "found unexpected ':'": "此处不应出现冒号“:”",
    "found invalid Unicode character escape code": "双引号中的转义不是有效字符",
    "did not find expected hexdecimal number": "转义 \\x 或 \\u 后面应为十六进制数字",
    "did not find expected alphabetic or numeric character": "“&”或“*”后面应为名称（否则要加引号）",
    "did not find expected comment or line break": "此处应换行",
    "did not find expected whitespace or line break": "此处应为空格或换行",
    "did not find expected whitespace": "此处应为空格",
    "did not find URI escaped octet": "标签的写法有误",
    "did not find expected '!'": "标签的写法有误",
    "did not find expected tag URI": "标签的写法有误",
    "did not find the expected '>'": "标签的写法有误",
    "found undefined tag handle": "标签的前缀没有定义",
    "found duplicate %TAG directive": "%TAG 指令重复",
    "found duplicate %YAML directive": "%YAML 指令重复",
    "found incompatible YAML document": "不支持此 YAML 版本",
    "found unknown directive name": "无法识别以“%”开头的指令",
    "could not find expected directive name": "行首的“%”后面应为指令（文字以此开头时要加引号）",
    "found an indentation indicator equal to 0": "“|”后面的缩进数不能为 0",
    "did not find expected <stream-start>": "此处缺少内容",
    "did not find expected version number": "%YAML 后面应为版本号",
    "did not find expected digit or '.' character": "%YAML 后面应为版本号",
    "found extremely long version number": "%YAML 后面的版本号过长",
    "found unexpected non-alphabetical character": "指令的名称有误",
}
"""What libyaml says, for readers of Chinese."""

_TOO_DEEP_TO_SCAN = "exceeded maximum nesting depth"
"""What libyaml says from 0.2.6 on; earlier ones had no such bound."""

_MOST_DIRECTIVES = 100
_FORBIDDEN = "[^\t\r\n\x85\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
"""What YAML does not allow in a document."""


def parse_yaml(text: str, limits: Limits = LIMITS) -> Node:
    """Parse one YAML document.

    Aliases stand for the anchored node; merge keys, tags and further documents
    are refused.

    Raises:
        MarkupProblem: The text is not well-formed, has a duplicate key, or
            exceeds the limits.
    """
    if len(text) > limits.characters:
        raise too_large(limits.characters)
    if "%TAG" in text:
        _refuse_directives(text)
    try:
        return _Builder(limits).build(_events(text))
    except yaml.MarkedYAMLError as error:
        if error.problem == _TOO_DEEP_TO_SCAN:
            # It looks ahead of what it reports; the other parser comes to the place itself.
            return _Builder(limits).build(yaml.SafeLoader(text))
        raise _syntax_problem(error, text) from None
    except yaml.reader.ReaderError as error:
        raise _character_problem(error, text) from None
    except yaml.YAMLError as error:
        raise MarkupProblem(
            Text(f"not well-formed YAML: {error}", f"YAML 格式有误：{error}"), None
        ) from None


def _refuse_directives(text: str) -> None:
    """Refuse many %TAG directives, each of which libyaml compares with all before it."""
    found = list(re.finditer(f"(?:^|{LINE_BREAK})%TAG", text))
    if len(found) > _MOST_DIRECTIVES:
        line = len(re.findall(LINE_BREAK, text[: found[_MOST_DIRECTIVES].end()])) + 1
        raise MarkupProblem(
            Text(
                f"more than {_MOST_DIRECTIVES} %TAG directives",
                f"%TAG 指令超过 {_MOST_DIRECTIVES} 条",
            ),
            Span(line, 1, line, 5),
            Text("remove them: tags are not supported", "请删除：不支持标签"),
        )


def _events(text: str) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return loader(text)


class _Open:
    """A collection under construction."""

    __slots__ = ("anchor", "items", "key", "keys", "size", "start")

    def __init__(self, start: Any, anchor: str | None, mapping: bool):
        self.start = start
        self.anchor = anchor
        self.items: list[Any] = []
        self.keys: dict[str, int] | None = {} if mapping else None
        self.key: Scalar | None = None
        self.size = 1


class _Builder:
    """Build nodes from events, with an explicit stack."""

    def __init__(self, limits: Limits):
        self.limits = limits
        self.stack: list[_Open] = []
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.count = 0
        self.root: Node | None = None

    def build(self, events: Any) -> Node:
        get_event = events.get_event
        documents = 0
        while True:
            event = get_event()
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._scalar(event)
            elif kind is yaml.SequenceStartEvent or kind is yaml.MappingStartEvent:
                self._start(event, kind is yaml.MappingStartEvent)
            elif kind is yaml.SequenceEndEvent or kind is yaml.MappingEndEvent:
                self._end(event)
            elif kind is yaml.AliasEvent:
                self._alias(event)
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise MarkupProblem(
                        Text("a second document starts here", "此处开始了第二个文档"),
                        _span(event),
                        Text("a file holds one document", "一个文件只能有一个文档"),
                    )
            elif kind is yaml.StreamEndEvent or event is None:
                break
        return self.root if self.root is not None else Scalar("", START, null=True)

    def _scalar(self, event: Any) -> None:
        span = _span(event)
        self._refuse_tag(event, span)
        value: str = event.value
        # An absent value is an empty plain scalar; "" in quotes is a text.
        node = Scalar(value, span, event.style in (None, "") and value in _NULLS)
        self._count(1, span)
        if event.anchor is not None:
            self.anchors[event.anchor] = (node, 1)
        self._add(node, 1)

    def _start(self, event: Any, mapping: bool) -> None:
        span = _span(event)
        self._refuse_tag(event, span)
        if len(self.stack) >= self.limits.depth:
            raise too_deep(self.limits.depth, span)
        self._count(1, span)
        self.stack.append(_Open(event.start_mark, event.anchor, mapping))

    def _end(self, event: Any) -> None:
        done = self.stack.pop()
        start, end = done.start, event.end_mark
        span = Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)
        items = tuple(done.items)
        node: Node = Sequence(items, span) if done.keys is None else Mapping(items, span)
        if done.anchor is not None:
            self.anchors[done.anchor] = (node, done.size)
        self._add(node, done.size)

    def _alias(self, event: Any) -> None:
        span = _span(event)
        try:
            node, size = self.anchors[event.anchor]
        except KeyError:
            name = clip(event.anchor)
            raise MarkupProblem(
                Text(f"the alias *{name} has no anchor before it", f"别名 *{name} 之前没有定义"),
                span,
                Text("put a text that starts with * in quotes", "以 * 开头的文字要放在引号中"),
            ) from None
        self._count(size, span)
        self._add(node, size)

    def _add(self, node: Node, size: int) -> None:
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        parent.size += size
        if parent.keys is None:
            parent.items.append(node)
        elif parent.key is None:
            self._key(parent, node)
        else:
            parent.items.append((parent.key, node))
            parent.key = None

    def _key(self, parent: _Open, node: Node) -> None:
        if not isinstance(node, Scalar):
            raise MarkupProblem(
                Text("a key must be a single word, not a list or a mapping", "键必须是单个词"),
                node.span,
            )
        if len(node.text) > self.limits.key:
            raise too_long_key(self.limits.key, node.span)
        if node.text == "<<":
            raise MarkupProblem(
                Text("merge keys (<<) are not supported", "不支持合并键（<<）"),
                node.span,
                Text("write the values out", "请逐项写出"),
            )
        assert parent.keys is not None
        if node.text in parent.keys:
            raise duplicate_key(node.text, parent.keys[node.text], node.span)
        parent.keys[node.text] = node.span.line
        parent.key = node

    def _count(self, size: int, span: Span) -> None:
        self.count += size
        if self.count > self.limits.nodes:
            raise too_many(self.limits.nodes, span)

    def _refuse_tag(self, event: Any, span: Span) -> None:
        # libyaml reports "!" for a quoted scalar's non-specific tag on some paths.
        if event.tag not in (None, "!"):
            tag = clip(event.tag)
            raise MarkupProblem(
                Text(f"tags are not supported: {tag}", f"不支持标签：{tag}"),
                span,
                Text("remove the tag, or put the text in quotes", "请删除标签，或把文字放在引号中"),
            )


def _span(event: Any) -> Span:
    start, end = event.start_mark, event.end_mark
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _syntax_problem(error: yaml.MarkedYAMLError, text: str) -> MarkupProblem:
    mark = error.problem_mark or error.context_mark
    span = None
    if mark is not None:
        span = Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)
    problem = error.problem or error.context or "unknown"
    chinese = _CHINESE.get(problem, f"此处的写法不符合 YAML 语法（{problem}）")
    return MarkupProblem(
        Text(f"not well-formed YAML: {problem}", f"YAML 格式有误：{chinese}"),
        span,
        _syntax_hint(_lines(text)[max(mark.line - 1, 0) : mark.line + 1] if mark else []),
    )


def _syntax_hint(lines: list[str]) -> Text | None:
    """Guess the cause from the line of the error and the one before it."""
    if any("\t" in line for line in lines):
        return Text("indent with spaces, not tabs", "缩进请用空格，不要用制表符")
    if any("：" in line and ":" not in line for line in lines):
        return Text(
            "a key ends with the half-width colon ':' and a space",
            "键后面要用半角冒号“:”加空格，不能用全角冒号",
        )
    if any("，" in line for line in lines):
        return Text("separate values with the half-width comma ','", "数值之间要用半角逗号“,”隔开")
    if any(line.count("[") > line.count("]") for line in lines):
        return Text("close the bracket with ']'", "方括号没有用“]”闭合")
    return None


def _character_problem(error: yaml.reader.ReaderError, text: str) -> MarkupProblem:
    # libyaml gives the offset in bytes, the pure parser in characters: look for it.
    for line, content in enumerate(_lines(text), start=1):
        match = re.search(_FORBIDDEN, content)
        if match is not None:
            span = Span(line, match.start() + 1, line, match.end() + 1)
            code = f"U+{ord(match[0]):04X}"
            hint = None
            if match[0] == "\0":
                hint = Text(
                    "save the file as UTF-8, if it is a text at all",
                    "如果是文本文件，请另存为 UTF-8 编码",
                )
            return MarkupProblem(
                Text(f"the character {code} is not allowed", f"不允许出现字符 {code}"), span, hint
            )
    return MarkupProblem(
        Text(f"not well-formed YAML: {error.reason}", f"YAML 格式有误：{error.reason}"), None
    )


def _lines(text: str) -> list[str]:
    return re.split(LINE_BREAK, text)
