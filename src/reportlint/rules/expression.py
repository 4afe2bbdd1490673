"""The text of a relation -> its syntax tree.

    relation  = linear ("==" | "<=" | ">=") linear
    guard     = comparison { "and" comparison }      with also "!=", "<", ">"
    linear    = ["-"] term { ("+" | "-") term }
    term      = NUMBER ["*" atom] | atom ["*" NUMBER]
    atom      = cell | "sum" "(" cell ")" | "year"
    cell      = NAME "[" NAME "]" | NAME "[" NAME "," NAME "]"

It can call nothing, import nothing and loop over nothing. Knows no form: what a
name means is decided when the relation is bound.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from reportlint.model.cell import Number
from reportlint.model.rule import Comparator
from reportlint.model.text import Text

MAX_LENGTH = 2_000
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[^\W\d][\w-]*)|(?P<op>==|!=|<=|>=|[-+*<>\[\](),.]))"
)
_COMPARATORS: dict[str, Comparator] = {
    "==": "==", "!=": "!=", "<=": "<=", ">=": ">=", "<": "<", ">": ">",
}  # fmt: skip
_MAX_DIGITS = 15


class ExpressionProblem(Exception):
    """The expression is not one of the language; ``offset`` counts its characters."""

    def __init__(self, message: Text, offset: int, hint: Text | None = None):
        super().__init__(message, offset, hint)
        self.message = message
        self.offset = offset
        self.hint = hint


class Reference(NamedTuple):
    """A cell, or with ``summed`` the sum over the groups that it names.

    ``table`` is empty for the rule's own table. ``year`` has neither row nor column.
    """

    table: str
    row: str
    column: str
    summed: bool
    offset: int


class Addend(NamedTuple):
    """A coefficient with a reference, or a constant where the reference is None."""

    coefficient: Number
    reference: Reference | None


class Relation(NamedTuple):
    """Two linear sides and what is said of them; ``offset`` is that of the comparator."""

    left: tuple[Addend, ...]
    comparator: Comparator
    right: tuple[Addend, ...]
    offset: int


class _Token(NamedTuple):
    kind: str
    text: str
    offset: int


def parse_relation(text: str) -> Relation:
    """Parse the body of ``assert:``.

    Raises:
        ExpressionProblem: The text is no relation of the language.
    """
    parser = _Parser(text)
    relation = parser.relation()
    parser.expect_end()
    if relation.comparator not in ("==", "<=", ">="):
        raise ExpressionProblem(
            Text(
                f"'{relation.comparator}' cannot be asserted",
                f"assert 中不能使用“{relation.comparator}”",
            ),
            relation.offset,
            Text("use ==, <= or >=", "请使用 ==、<= 或 >="),
        )
    return relation


def parse_guard(text: str) -> tuple[Relation, ...]:
    """Parse the body of ``when:``, comparisons that must all be true.

    Raises:
        ExpressionProblem: The text is no guard of the language.
    """
    parser = _Parser(text)
    comparisons = [parser.relation()]
    while parser.accept("and"):
        comparisons.append(parser.relation())
    parser.expect_end()
    return tuple(comparisons)


def parse_linear(text: str) -> tuple[Addend, ...]:
    """Parse one linear expression, such as a sum of cells that a sentence may state.

    Raises:
        ExpressionProblem: The text is no linear expression of the language.
    """
    parser = _Parser(text)
    addends = parser.linear()
    parser.expect_end()
    return addends


class _Parser:
    """Recursive descent over the tokens of one expression."""

    def __init__(self, text: str):
        self.tokens = _tokens(text)
        self.index = 0

    @property
    def token(self) -> _Token:
        return self.tokens[self.index]

    def accept(self, text: str) -> bool:
        if self.token.text == text:
            self.index += 1
            return True
        return False

    def expect(self, text: str) -> None:
        if not self.accept(text):
            raise self.unexpected(Text(f"'{text}'", f"“{text}”"))

    def expect_end(self) -> None:
        if self.token.kind != "end":
            raise self.unexpected(Text("the end of the expression", "表达式结尾"))

    def unexpected(self, expected: Text) -> ExpressionProblem:
        token = self.token
        found = Text(f"'{token.text}'", f"“{token.text}”")
        if token.kind == "end":
            found = Text("the end of the expression", "表达式结尾")
        return ExpressionProblem(
            Text(
                f"expected {expected.en}, found {found.en}",
                f"此处应为{expected.zh}，实际为{found.zh}",
            ),
            token.offset,
            _syntax_hint(token),
        )

    def relation(self) -> Relation:
        left = self.linear()
        comparator = _COMPARATORS.get(self.token.text)
        if comparator is None:
            raise self.unexpected(Text("a comparison (==, <=, >=)", "比较符号（==、<=、>=）"))
        offset = self.token.offset
        self.index += 1
        return Relation(left, comparator, self.linear(), offset)

    def linear(self) -> tuple[Addend, ...]:
        addends = [self.term(-1 if self.accept("-") else 1)]
        while self.token.text in ("+", "-"):
            sign = -1 if self.token.text == "-" else 1
            self.index += 1
            addends.append(self.term(sign))
        return tuple(addends)

    def term(self, sign: int) -> Addend:
        if self.token.kind == "number":
            factor = sign * self.number()
            if self.accept("*"):
                return Addend(factor, self.atom())
            return Addend(factor, None)
        reference = self.atom()
        if self.accept("*"):
            if self.token.kind != "number":
                raise self.unexpected(Text("a number", "一个数"))
            return Addend(sign * self.number(), reference)
        return Addend(sign, reference)

    def number(self) -> Number:
        token = self.token
        if len(token.text) > _MAX_DIGITS:
            raise ExpressionProblem(
                Text(f"a number of more than {_MAX_DIGITS} digits", f"数字超过 {_MAX_DIGITS} 位"),
                token.offset,
            )
        self.index += 1
        return Decimal(token.text) if "." in token.text else int(token.text)

    def atom(self) -> Reference:
        token = self.token
        name = self.name()
        if name == "sum" and self.accept("("):
            cell = self.cell(self.token, self.name())
            self.expect(")")
            return cell._replace(summed=True)
        if name == "year" and self.token.text != "[":
            return Reference("year", "", "", False, token.offset)
        return self.cell(token, name)

    def cell(self, token: _Token, name: str) -> Reference:
        self.expect("[")
        first = self.name()
        second = self.name() if self.accept(",") else None
        self.expect("]")
        if second is None:
            return Reference("", name, first, False, token.offset)
        return Reference(name, first, second, False, token.offset)

    def name(self) -> str:
        token = self.token
        if token.kind != "name" or token.text == "and":
            raise self.unexpected(Text("the name of a cell", "单元格名称"))
        self.index += 1
        return token.text


def _tokens(text: str) -> list[_Token]:
    if len(text) > MAX_LENGTH:
        raise ExpressionProblem(
            Text(
                f"the expression is longer than {MAX_LENGTH:,} characters",
                f"表达式超过 {MAX_LENGTH:,} 个字符",
            ),
            0,
        )
    tokens: list[_Token] = []
    index, end = 0, len(text.rstrip())
    while index < end:
        match = _TOKEN.match(text, index)
        if match is None or match.lastgroup is None:
            start = index + len(text[index:]) - len(text[index:].lstrip())
            wrong = _Token("unknown", text[start], start)
            raise ExpressionProblem(
                Text(f"'{wrong.text}' has no meaning here", f"无法理解“{wrong.text}”"),
                start,
                _syntax_hint(wrong),
            )
        kind = match.lastgroup
        tokens.append(_Token(kind, match[kind], match.start(kind)))
        index = match.end()
    tokens.append(_Token("end", "", end))
    return tokens


def _syntax_hint(token: _Token) -> Text | None:
    if token.text == "=":
        return Text("write == for 'equals'", "“等于”请写作 ==")
    if token.text in ("，", "＋", "－", "（", "）", "［", "］", "＝", "×"):
        return Text("use half-width characters", "请使用半角符号")
    if token.text == ".":
        return Text("write table[row, column]", "请写作 表[行, 列]")
    if token.text in ("/", "%"):
        return Text("multiply by a constant instead", "请改为乘以一个常数")
    if token.text == "*":
        return Text("only a constant times a cell is linear", "只支持“常数 × 单元格”这样的线性关系")
    return None
