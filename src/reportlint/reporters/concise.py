"""One line a finding, ``path:line:col:`` first, as editors and ``grep`` expect."""

from reportlint.model.result import CheckResult
from reportlint.reporters.printable import printable
from reportlint.reporters.summary import statistics, summary
from reportlint.reporters.view import View
from reportlint.reporters.where import where


def render(results: tuple[CheckResult, ...], view: View) -> str:
    """Render results as lines."""
    lines = []
    for result in results:
        if result.problem is not None:
            at = where(result.path, result.problem.span, view.lang)
            hint = f" ({result.problem.hint.to(view.lang)})" if result.problem.hint else ""
            message = result.problem.message.to(view.lang)
            lines.append(printable(f"{at}: error[read] {message}{hint}") + "\n")
        for finding in result.findings:
            rule = finding.rule
            at = where(result.path, finding.place, view.lang)
            message = finding.message.to(view.lang)
            lines.append(printable(f"{at}: {rule.severity}[{rule.code}] {message}") + "\n")
    if view.statistics:
        lines.append(statistics(results, view))
    if not view.quiet:
        lines.append(summary(results).to(view.lang) + "\n")
    return "".join(lines)
