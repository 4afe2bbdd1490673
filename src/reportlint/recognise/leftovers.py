"""``document:`` of a report -> what its source has beside the cells of the form."""

from reportlint.errors import ReadError
from reportlint.markup.nodes import Mapping, Node, Scalar, Sequence
from reportlint.model.draft import Gap
from reportlint.model.place import Source, Span
from reportlint.model.report import Relabeled, Remnant, Report
from reportlint.model.text import Text, same
from reportlint.recognise.labels import fold, index
from reportlint.suggest import did_you_mean

DOCUMENT_KEYS = {"labels": "改动的名称", "unplaced": "没有位置的数字", "unread": "无法读取的部分"}
"""The keys of the section with their Chinese labels."""

_NO_CELL = Text("the form has no cell for it", "表式中没有对应的单元格")


def with_leftovers(report: Report, node: Node) -> Report:
    """Add what the section says to a report.

    Raises:
        ReadError: The section is not well-formed.
    """
    if isinstance(node, Scalar) and node.null:
        return report
    if not isinstance(node, Mapping):
        raise _fail(
            report, node.span, Text("'document' is a mapping", "“document”应由“键: 值”组成")
        )
    known = index((name, (label,)) for name, label in DOCUMENT_KEYS.items())
    for key, value in node.entries:
        match known.get(fold(key.text)):
            case "labels":
                report = report._replace(relabeled=_labels(report, value))
            case "unplaced":
                remnants = [Remnant(text, at, _NO_CELL, True) for text, at in _list(report, value)]
                report = report._replace(remnants=tuple(remnants))
            case "unread":
                gaps = [Gap(same(text), at) for text, at in _list(report, value)]
                report = report._replace(gaps=tuple(gaps))
            case _:
                raise ReadError(
                    Text(f"unknown key {key.text!r}", f"未知的键“{key.text}”"),
                    Source(report.path, key.span),
                    did_you_mean(key.text, DOCUMENT_KEYS),
                )
    return report


def _labels(report: Report, node: Node) -> tuple[Relabeled, ...]:
    if not isinstance(node, Mapping):
        message = Text(
            "'labels' maps a label to the official one", "“labels”应为“原名称: 表式名称”"
        )
        raise _fail(report, node.span, message)
    return tuple(
        Relabeled(key.text, _text(report, value).text, key.span) for key, value in node.entries
    )


def _list(report: Report, node: Node) -> list[tuple[str, Span]]:
    if not isinstance(node, Sequence):
        raise _fail(report, node.span, Text("a list of texts is meant", "应为文字列表"))
    texts = [_text(report, item) for item in node.items]
    return [(text.text, text.span) for text in texts]


def _text(report: Report, node: Node) -> Scalar:
    if not isinstance(node, Scalar):
        raise _fail(report, node.span, Text("one text is meant here", "此处应为一段文字"))
    return node


def _fail(report: Report, span: Span, message: Text) -> ReadError:
    return ReadError(message, Source(report.path, span))
