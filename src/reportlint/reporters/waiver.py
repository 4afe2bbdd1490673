"""A finding -> the entry of ``waivers:`` that would waive it, but for the reason."""

import json

from reportlint.model.cell import Cell
from reportlint.model.place import Span
from reportlint.model.result import Finding, figures
from reportlint.wording import number


def waiver_entry(finding: Finding) -> str:
    """Return the entry on one line, for YAML and for JSON; empty where there can be none.

    The reason is left empty, and a waiver without one waives nothing.
    """
    # Waivers stand in the report file, so what stands elsewhere has none.
    if not finding.rule.waivable or not isinstance(finding.place, Span):
        return ""
    entry: dict[str, object] = {"rule": finding.rule.code}
    if finding.scope:
        entry["scope"] = dict(finding.scope)
    entry["reason"] = ""
    values = {name: _value(cell) for name, cell in figures(finding).items()}
    if values:
        entry["values"] = values
    return json.dumps(entry, ensure_ascii=False)


def _value(cell: Cell) -> int | str:
    if cell.value is None:
        return cell.raw.strip()
    return cell.value if isinstance(cell.value, int) else number(cell.value)
