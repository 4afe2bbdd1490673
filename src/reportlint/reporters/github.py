"""Workflow commands, which GitHub Actions shows as annotations beside the lines."""

from reportlint.model.place import Place, Span
from reportlint.model.result import CheckResult
from reportlint.model.rule import Severity
from reportlint.model.text import Lang, Text
from reportlint.reporters.printable import printable
from reportlint.reporters.summary import summary
from reportlint.reporters.view import View
from reportlint.reporters.where import spot

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
            lines.append(_command("error", result.path, problem.span, title, message, view.lang))
        for finding in result.findings:
            rule = finding.rule
            message = printable(finding.message.to(view.lang))
            if finding.equation is not None:
                message += f"\n{finding.equation}"
            title = f"{rule.code} {rule.name}"
            command = _COMMANDS[rule.severity]
            lines.append(_command(command, result.path, finding.place, title, message, view.lang))
        for waived in result.waived:
            rule = waived.finding.rule
            label = Text("waived", "已豁免").to(view.lang)
            message = f"{waived.finding.message.to(view.lang)} ({waived.reason.to(view.lang)})"
            title = f"{label} {rule.code} {rule.name}"
            place = waived.finding.place
            lines.append(_command("notice", result.path, place, title, message, view.lang))
    if not view.quiet:
        lines.append(summary(results).to(view.lang) + "\n")
    return "".join(lines)


def _command(
    command: str, path: str, place: Place | None, title: str, message: str, lang: Lang
) -> str:
    properties = {"file": path}
    match place:
        case None:
            pass
        case Span(line, column, end_line, end_column):
            properties |= {"line": str(line), "col": str(column), "endLine": str(end_line)}
            if end_line == line and end_column > column:
                properties |= {"endColumn": str(end_column)}
        case _:
            message = f"{spot(place).to(lang)}: {message}"
    properties["title"] = title
    said = ",".join(
        f"{name}={printable(value).translate(_IN_PROPERTY)}" for name, value in properties.items()
    )
    return f"::{command} {said}::{message.translate(_IN_MESSAGE)}\n"
