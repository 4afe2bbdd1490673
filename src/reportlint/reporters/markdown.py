"""Markdown tables, for comments on merge requests and summaries of jobs."""

import re
from collections.abc import Sequence

from reportlint.model.result import Change, CheckResult, Diagnosis, Explanation
from reportlint.model.text import Lang, Text
from reportlint.reporters.printable import printable
from reportlint.reporters.summary import summary
from reportlint.reporters.view import View
from reportlint.reporters.where import spot
from reportlint.wording import cell_label, number

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#~|])")
_SEVERITIES = {
    "error": Text("error", "错误"),
    "warning": Text("warning", "警告"),
    "info": Text("note", "提示"),
}
_SHOWN_EXPLANATIONS = 3
_FINDINGS = (
    Text("place", "位置"),
    Text("rule", "规则"),
    Text("finding", "问题"),
    Text("in numbers", "算式"),
)
_WAIVED = (Text("waived", "已豁免"), Text("finding", "问题"), Text("reason", "理由"))
_SKIPS = (Text("not judged", "未判定"), Text("reason", "原因"))


def render(results: tuple[CheckResult, ...], view: View) -> str:
    """Render results as a document whose first line is the summary."""
    parts = [f"**{_plain(summary(results).to(view.lang))}**\n"]
    for result in results:
        text = _result(result, view.lang)
        if text:
            parts.append(f"### {_plain(result.path)}\n\n{text}")
    return "\n".join(parts)


def _result(result: CheckResult, lang: Lang) -> str:
    if result.problem is not None:
        problem = result.problem
        at = f"{spot(problem.span).to(lang)} " if problem.span else ""
        hint = f" ({problem.hint.to(lang)})" if problem.hint else ""
        label = Text("cannot read", "无法读取").to(lang)
        return f"**{label}**: {_plain(at + problem.message.to(lang) + hint)}\n"
    blocks = []
    if result.findings:
        rows = [
            (
                spot(finding.place).to(lang),
                f"{_SEVERITIES[finding.rule.severity].to(lang)} {finding.rule.code}",
                finding.message.to(lang),
                finding.equation or "",
            )
            for finding in result.findings
        ]
        blocks.append(_table(_FINDINGS, rows, lang))
    blocks += [_diagnosis(result, diagnosis, lang) for diagnosis in result.diagnoses]
    if result.waived:
        waived = [
            (one.finding.rule.code, one.finding.message.to(lang), one.reason.to(lang))
            for one in result.waived
        ]
        blocks.append(_table(_WAIVED, waived, lang))
    if result.skips:
        skips = sorted({(skip.rule.code, skip.reason.to(lang)) for skip in result.skips})
        blocks.append(_table(_SKIPS, skips, lang))
    return "\n".join(blocks)


def _table(heads: tuple[Text, ...], rows: Sequence[tuple[str, ...]], lang: Lang) -> str:
    lines = [" | ".join(head.to(lang) for head in heads), " | ".join("---" for _ in heads)]
    lines += [" | ".join(_plain(cell) for cell in row) for row in rows]
    return "".join(f"| {line} |\n" for line in lines)


def _diagnosis(result: CheckResult, diagnosis: Diagnosis, lang: Lang) -> str:
    count = len(diagnosis.explanations)
    head = Text(
        f"{count} explanation" if count == 1 else f"{count} explanations, the likelier first",
        f"{count} 种解释" if count == 1 else f"{count} 种解释，较可能的在前",
    )
    lines = [f"{head.to(lang)}:\n"]
    for position, explanation in enumerate(diagnosis.explanations[:_SHOWN_EXPLANATIONS], start=1):
        lines.append(f"{position}. {_plain(_explanation(result, explanation, lang))}")
    return "\n".join(lines) + "\n" if count else ""


def _explanation(result: CheckResult, explanation: Explanation, lang: Lang) -> str:
    said = ", ".join(_change(result, change) for change in explanation.changes)
    told = "; ".join(text.to(lang) for text in explanation.reasons)
    return f"{said} ({told})" if told else said


def _change(result: CheckResult, change: Change) -> str:
    assert result.report is not None
    label = cell_label(result.report.form, change.cell)
    current = number(change.current) if change.current is not None else "~"
    implied = number(change.implied) if change.implied is not None else "?"
    return f"{label} {current} → {implied}"


def _plain(text: str) -> str:
    """Escape what a reader of Markdown would take as markup, or as a call to a person."""
    return _SPECIAL.sub(r"\\\1", printable(text)).replace("&", "&amp;").replace("@", "&#64;")
