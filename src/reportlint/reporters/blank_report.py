"""A form -> an empty report in YAML, with the official labels as comments."""

from collections.abc import Sequence
from itertools import groupby
from unicodedata import east_asian_width

from reportlint.model.form import Form, Row, Table
from reportlint.model.text import Lang, Text

_HOW = Text(
    "Fill in the numbers as the report prints them; write 0 where nothing happened.",
    "按报告填写数字；没有发生请填 0，不要留空。",
)
_CHECK = Text("Then check it: reportlint check FILE", "填完后检查：reportlint check 文件名")
_OPEN = Text("one line a row, with a name of your own", "每行一条，行名自拟")


SCHEMA_PATH = ".reportlint/report.schema.json"
"""Where a report's schema lies, from the folder of the report."""


def blank_report(form: Form, year: int | None, lang: Lang) -> str:
    """Return a report of the form in which every number is blank."""
    lines = [f"# yaml-language-server: $schema={SCHEMA_PATH}"]
    lines += [f"# {form.label}", f"# {_HOW.to(lang)}", f"# {_CHECK.to(lang)}", f"form: {form.id}"]
    for field in form.fields:
        if field.id == "year":
            lines.append(f"year: {year if year is not None else '~'}")
        elif field.id != "scope":
            lines.append(f"{field.id}: ~ # {field.label}")
    for table in form.tables:
        lines += ["", *_table(table, lang)]
    if form.sections:
        lines += ["", "narrative:"]
        lines += [f"  {section.id}: ~ # {section.label}" for section in form.sections]
    return "\n".join(lines) + "\n"


def _table(table: Table, lang: Lang) -> list[str]:
    lines = [f"{table.id}: # {table.label}"]
    if table.open_rows:
        labels = [table.column(column).short for column in table.open_columns]
        lines.append(f"  # {table.open_rows}: {_OPEN.to(lang)}")
        lines.append(f"  # NAME: [{', '.join('~' for _ in labels)}] # {', '.join(labels)}")
    width = max([len(row.id) for row in table.rows], default=0) + 1
    for columns, rows in groupby(table.rows, key=lambda row: row.columns):
        labels = [table.column(column).short for column in columns]
        if len(labels) == 1:
            lines += [
                f"  {f'{row.id}:':<{width}} ~ # {row_label(row)}, {labels[0]}" for row in rows
            ]
            continue
        lines.append("  #" + " " * (width + 1) + in_line(labels, labels))
        blanks = in_line(["~"] * len(labels), labels)
        lines += [f"  {f'{row.id}:':<{width}} [{blanks}] # {row_label(row)}" for row in rows]
    return lines


def row_label(row: Row) -> str:
    """Return the label of a row with the head above it."""
    return f"{row.under} {row.short}" if row.under else row.short


def in_line(texts: Sequence[str], labels: Sequence[str]) -> str:
    """Join texts so that each stands under its label."""
    parts = []
    for index, (text, label) in enumerate(zip(texts, labels, strict=True)):
        last = index == len(texts) - 1
        comma = "" if last or text == label else ","
        body = text + comma
        gap = max(_width(label) + 1 - _width(body), 0)
        parts.append(body if last else body + " " * gap)
    return " ".join(parts) if parts else ""


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
