"""Code Quality, which GitLab shows in merge requests.

The format knows findings only, so what was not judged is not in it; a waived finding
stays as an ``info`` that says why.
"""

import json
from hashlib import blake2b
from typing import Any

from reportlint.model.place import Place, Span
from reportlint.model.result import CheckResult, Finding
from reportlint.model.rule import Severity
from reportlint.model.text import Lang, Text
from reportlint.reporters.fingerprint import fingerprint
from reportlint.reporters.view import View
from reportlint.reporters.where import lines, spot

_SEVERITIES: dict[Severity, str] = {"error": "major", "warning": "minor", "info": "info"}


def render(results: tuple[CheckResult, ...], view: View) -> str:
    """Render findings as a list of issues."""
    issues = []
    for result in results:
        if result.problem is not None:
            problem = result.problem
            label = Text("cannot read", "无法读取").to(view.lang)
            said = f"{label}: {problem.message.to(view.lang)}"
            issues.append(
                _issue(result, "read", said, "unreadable", "blocker", problem.span, view.lang)
            )
        for finding in result.findings:
            severity = _SEVERITIES[finding.rule.severity]
            message = finding.message.to(view.lang)
            issues.append(_found(result, finding, message, severity, view.lang))
        for waived in result.waived:
            label = Text("waived", "已豁免").to(view.lang)
            message = waived.finding.message.to(view.lang)
            said = f"{message} ({label}: {waived.reason.to(view.lang)})"
            issues.append(_found(result, waived.finding, said, "info", view.lang))
    return json.dumps(issues, ensure_ascii=False, indent=1) + "\n"


def _found(
    result: CheckResult, finding: Finding, message: str, severity: str, lang: Lang
) -> dict[str, Any]:
    rule = finding.rule
    name = f"{rule.code} {rule.name}"
    return _issue(result, name, message, fingerprint(finding), severity, finding.place, lang)


def _issue(
    result: CheckResult,
    name: str,
    message: str,
    digest: str,
    severity: str,
    place: Place | None,
    lang: Lang,
) -> dict[str, Any]:
    # Two reports may break the same rule, and the list wants every digest once.
    unique = blake2b(f"{result.path}\n{digest}".encode("utf-8", "surrogatepass"), digest_size=16)
    if place is not None and not isinstance(place, Span):
        message = f"{spot(place).to(lang)}: {message}"
    return {
        "description": message,
        "check_name": name,
        "fingerprint": unique.hexdigest(),
        "severity": severity,
        "location": {"path": result.path, "lines": {"begin": lines(place).line}},
    }
