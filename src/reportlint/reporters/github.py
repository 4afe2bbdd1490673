"""Workflow commands, which GitHub Actions shows as annotations beside the lines."""

from reportlint.model.place import Span
from reportlint.model.result import CheckResult
from reportlint.model.rule import Severity
from reportlint.model.text import Text
from reportlint.reporters.printable import printable
from reportlint.reporters.summary import summary
from reportlint.reporters.view import View

_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}
_IN_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(results: tuple[CheckResult, ...], view: View) -> str:
    """Render findings as commands, and the summary as a plain line."""
    lines = []
    for result in results:
        if result.problem is not None:
            problem = result.problem
            hint = f" ({problem.hint.to(view.lang)})" if problem.hint else ""
            title = Text("cannot read", "无法读取").to(view.lang)
            message = problem.message.to(view.lang) + hint
            lines.append(_command("error", result.path, problem.span, title, message))
        for finding in result.findings:
            rule = finding.rule
            message = printable(finding.message.to(view.lang))
            if finding.equation is not None:
                message += f"\n{finding.equation}"
            title = f"{rule.code} {rule.name}"
            command = _COMMANDS[rule.severity]
            lines.append(_command(command, result.path, finding.span, title, message))
        for waived in result.waived:
            rule = waived.finding.rule
            label = Text("waived", "已豁免").to(view.lang)
            message = f"{waived.finding.message.to(view.lang)} ({waived.reason.to(view.lang)})"
            title = f"{label} {rule.code} {rule.name}"
            lines.append(_command("notice", result.path, waived.finding.span, title, message))
    if not view.quiet:
        lines.append(summary(results).to(view.lang) + "\n")
    return "".join(lines)


def _command(command: str, path: str, span: Span | None, title: str, message: str) -> str:
    properties = {"file": path}
    if span is not None:
        properties |= {"line": str(span.line), "col": str(span.column)}
        properties |= {"endLine": str(span.end_line)}
        if span.end_line == span.line and span.end_column > span.column:
            properties |= {"endColumn": str(span.end_column)}
    properties["title"] = title
    said = ",".join(
        f"{name}={printable(value).translate(_IN_PROPERTY)}" for name, value in properties.items()
    )
    return f"::{command} {said}::{message.translate(_IN_MESSAGE)}\n"
