"""A report -> ``report.yaml``, which checks like the document that it was recognised in.

What was read is written as it stands there, so that a finding about ``２２件`` stays one.
Comments say what was assumed and what found no place.
"""

import json
import re
from collections.abc import Iterator, Sequence

from reportlint.model.cell import CellAddress
from reportlint.model.form import Row, Table
from reportlint.model.report import Fact, Remnant, Report
from reportlint.model.text import Lang, Text, clip
from reportlint.reporters.blank_report import in_line, row_label
from reportlint.reporters.printable import printable
from reportlint.reporters.where import spot

_PLAIN = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_SAFE = re.compile(r"[^\W\d_][\w（）《》〔〕、，。：；“”·]*")
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_BLOCK = re.compile(r"[^\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\r]*")

_FROM = Text(
    "Recognised in {}; check the numbers against it.", "由 {} 识别而成，请与原文核对数字。"
)
_ABSENT = Text("not found in the document", "文档中没有找到")
_UNPLACED = Text("Not placed:", "没有位置的内容：")


def report_yaml(report: Report, lang: Lang) -> str:
    """Return the report as YAML with comments in one language."""
    lines = [f"# {_FROM.to(lang).format(printable(report.path))}"]
    lines += _comments(report, lang)
    lines.append(f"form: {report.form.id}")
    for field in report.form.fields:
        fact = report.facts.get(field.id)
        if fact is not None:
            lines.append(f"{field.id}: {_scalar(fact.text)}")
    if report.headings:
        lines.append("headings:")
        lines += [f"  - {_scalar(heading.text)}" for heading in report.headings]
    for table in report.form.tables:
        lines += ["", *_table(report, table, lang)]
    if report.narrative:
        lines += ["", "narrative:"]
        for section, fact in report.narrative.items():
            lines += _section(section, fact)
    lines += _document(report, lang)
    return "\n".join(lines) + "\n"


def _comments(report: Report, lang: Lang) -> Iterator[str]:
    words = [one for one in report.remnants if not one.numeric]
    if words:
        yield f"# {_UNPLACED.to(lang)}"
        yield from (_remark(one, lang) for one in words)


def _remark(one: Remnant, lang: Lang) -> str:
    place, reason = spot(one.place).to(lang), one.reason.to(lang)
    return f"#   {place}  {printable(clip(one.text, 60))}  ({reason})"


def _document(report: Report, lang: Lang) -> Iterator[str]:
    """Write what the document has beside the cells, in the keys that are read again."""
    numbers = [one.text for one in report.remnants if one.numeric]
    labels = {one.written: one.official for one in report.relabeled}
    if not (numbers or labels or report.gaps):
        return
    yield from ("", "document:")
    if labels:
        yield "  labels:"
        yield from (f"    {_scalar(one)}: {_scalar(labels[one])}" for one in labels)
    if numbers:
        yield f"  unplaced: [{', '.join(map(_quoted, numbers))}]"
    if report.gaps:
        yield "  unread:"
        yield from (f"    - {_scalar(gap.reason.to(lang))}" for gap in report.gaps)


def _table(report: Report, table: Table, lang: Lang) -> Iterator[str]:
    if table.id not in report.table_forms:
        yield f"# {table.id}: {_ABSENT.to(lang)} # {table.label}"
        return
    yield f"{table.id}: # {table.label}"
    width = max((len(row.id) for row in table.rows), default=0) + 1
    columns: tuple[str, ...] = ()
    for row in table.rows:
        values = _values(report, table, row)
        if values is None:
            yield f"  # {row.id}: {_ABSENT.to(lang)} # {row_label(row)}"
            continue
        labels = [table.column(column).short for column in row.columns]
        if len(values) != len(labels):
            labels = [""] * len(values)
        elif row.columns != columns:
            columns = row.columns
            yield f"  #{' ' * (width + 1)}{in_line(labels, labels)}"
        yield f"  {f'{row.id}:':<{width}} [{in_line(values, labels)}] # {row_label(row)}"


def _values(report: Report, table: Table, row: Row) -> Sequence[str] | None:
    """Return the cells of a row as written; a row that does not fit keeps all its values."""
    place = table.id, row.id
    if place not in report.row_places:
        return None
    misfits = [cell.raw for cell in report.unplaced if cell.address[:2] == place]
    if misfits:
        return [_value(raw) for raw in misfits]
    cells = (report.cells[CellAddress(*place, column)] for column in row.columns)
    return [_value(cell.raw) for cell in cells]


def _value(raw: str) -> str:
    if not raw:
        return "~"
    return raw if _PLAIN.fullmatch(raw) else _quoted(raw)


def _section(section: str, fact: Fact) -> Iterator[str]:
    text = fact.text
    lines = text.split("\n")
    whole = all(line.strip() and not line[0].isspace() for line in lines)
    if not text or not whole or _BLOCK.fullmatch(text) is None:
        yield f"  {section}: {_quoted(text)}"
        return
    yield f"  {section}: |-"
    yield from (f"    {line}" for line in lines)


def _scalar(text: str) -> str:
    """Write a text plainly where YAML cannot misread it."""
    if _SAFE.fullmatch(text) and text.casefold() not in _WORDS and not text.endswith("："):
        return text
    return text if re.fullmatch(r"[0-9]{4}(?:-[0-9]{2}-[0-9]{2})?", text) else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=not text.isprintable())
