"""What is wrong with a document, before anyone knows what the document is for."""

from reportlint.model.place import Span
from reportlint.model.text import Text, clip


class MarkupProblem(Exception):
    """The text is not a well-formed document, or exceeds the limits.

    Whoever asked for the document turns this into an error of his own kind
    (a report that cannot be read, a pack or a configuration that is wrong).
    """

    def __init__(self, message: Text, span: Span | None, hint: Text | None = None):
        super().__init__(message, span, hint)
        self.message = message
        self.span = span
        self.hint = hint


def too_large(limit: int) -> MarkupProblem:
    """Say that a document has more characters than the limit."""
    return MarkupProblem(
        Text(
            f"the document is larger than {limit:,} characters",
            f"文件超过 {limit:,} 个字符",
        ),
        None,
        Text("an annual report has a few thousand", "一份年度报告通常只有几千个字符"),
    )


def too_deep(limit: int, span: Span) -> MarkupProblem:
    """Say that the nesting exceeds the limit."""
    return MarkupProblem(Text(f"nested deeper than {limit} levels", f"嵌套超过 {limit} 层"), span)


def too_many(limit: int, span: Span) -> MarkupProblem:
    """Say that the document has more nodes than the limit."""
    return MarkupProblem(Text(f"more than {limit:,} values", f"值的数量超过 {limit:,} 个"), span)


def too_long_key(limit: int, span: Span) -> MarkupProblem:
    """Say that a key is longer than any label."""
    return MarkupProblem(
        Text(f"a key of more than {limit} characters", f"键超过 {limit} 个字符"),
        span,
        Text("quote a text that is not meant as a key", "如果不是键，请把文字放在引号中"),
    )


def duplicate_key(key: str, first_line: int, span: Span) -> MarkupProblem:
    """Say that a mapping has the same key twice."""
    return MarkupProblem(
        Text(f"the key {clip(key)!r} stands twice", f"键“{clip(key)}”重复出现"),
        span,
        Text(
            f"it was first given in line {first_line}; remove one of the two",
            f"第 {first_line} 行已经出现过，请删除其中一个",
        ),
    )
