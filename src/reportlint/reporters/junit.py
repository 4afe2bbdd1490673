"""JUnit XML for test dashboards: one test case for each constraint, those that held included.

A report is a suite, a rule a class, a constraint a case. A case fails exactly when it is
one of those for which the run exits with 1, so that the dashboard and the gate agree;
what was found below that is told in the output of a case that passes. What was not
judged, and what was waived, is skipped with its reason.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from reportlint.model.result import CheckResult, Finding, Scope
from reportlint.model.rule import Rule
from reportlint.model.text import Text
from reportlint.reporters.instance import instance
from reportlint.reporters.printable import printable
from reportlint.reporters.view import View
from reportlint.reporters.where import where

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;"})


class _Case(NamedTuple):
    """One test case: the rule, the place, and the element inside it, if any."""

    rule: Rule
    scope: Scope
    outcome: str
    element: str


def render(results: tuple[CheckResult, ...], view: View) -> str:
    """Render results as one document of test suites."""
    suites = [(result, sorted(_cases(result, view), key=_order)) for result in results]
    failures = sum(case.outcome == "failed" for _, cases in suites for case in cases)
    errors = sum(result.problem is not None for result in results)
    tests = sum(len(cases) for _, cases in suites) + errors
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    counts = f'tests="{tests}" failures="{failures}" errors="{errors}"'
    lines.append(f'<testsuites name="reportlint" {counts}>')
    for result, cases in suites:
        lines += _suite(result, cases, view)
    lines.append("</testsuites>")
    return "\n".join(lines) + "\n"


def _cases(result: CheckResult, view: View) -> Iterator[_Case]:
    for held in result.held:
        yield _Case(held.rule, held.scope, "passed", "")
    for finding in result.findings:
        failed = finding.rule.severity in view.failing
        element = _failure(result, finding, view) if failed else _remark(result, finding, view)
        yield _Case(finding.rule, finding.scope, "failed" if failed else "passed", element)
    for waived in result.waived:
        reason = waived.reason.to(view.lang)
        message = Text(f"waived: {reason}", f"已豁免：{reason}").to(view.lang)
        found = f"{waived.finding.message.to(view.lang)}\n"
        element = f'<skipped type="waived" message="{_attribute(message)}">{_text(found)}</skipped>'
        yield _Case(waived.finding.rule, waived.finding.scope, "skipped", element)
    for skip in result.skips:
        reason = skip.reason.to(view.lang)
        message = Text(f"not judged: {reason}", f"未判定：{reason}").to(view.lang)
        element = f'<skipped type="not-judged" message="{_attribute(message)}"/>'
        yield _Case(skip.rule, skip.scope, "skipped", element)


def _order(case: _Case) -> tuple[str, Scope]:
    return case.rule.code, case.scope


def _suite(result: CheckResult, cases: list[_Case], view: View) -> list[str]:
    errors = int(result.problem is not None)
    failures = sum(case.outcome == "failed" for case in cases)
    skipped = sum(case.outcome == "skipped" for case in cases)
    counts = f'tests="{len(cases) + errors}" failures="{failures}" errors="{errors}"'
    start = f'<testsuite name="{_attribute(result.path)}" {counts} skipped="{skipped}">'
    lines = [start]
    package = result.path.replace(".", "_")
    if result.problem is not None:
        lines.append(f'<testcase classname="{_attribute(package)}.read" name="read">')
        problem = _attribute(result.problem.message.to(view.lang))
        hint = result.problem.hint.to(view.lang) if result.problem.hint else ""
        at = where(result.path, result.problem.span, view.lang)
        body = _text(f"{at}\n{hint}\n" if hint else f"{at}\n")
        lines += [f'<error type="unreadable" message="{problem}">{body}</error>', "</testcase>"]
    for case in cases:
        name = _attribute(f"{instance(case.rule, case.scope)} {case.rule.title.to(view.lang)}")
        opening = f'<testcase classname="{_attribute(package)}.{case.rule.code}" name="{name}"'
        if case.element:
            lines += [f"{opening}>", case.element, "</testcase>"]
        else:
            lines.append(f"{opening}/>")
    lines.append("</testsuite>")
    return lines


def _failure(result: CheckResult, finding: Finding, view: View) -> str:
    message = _attribute(finding.message.to(view.lang))
    severity = finding.rule.severity
    return (
        f'<failure type="{severity}" message="{message}">{_body(result, finding, view)}</failure>'
    )


def _remark(result: CheckResult, finding: Finding, view: View) -> str:
    said = _text(f"{finding.rule.severity}: {finding.message.to(view.lang)}\n")
    return f"<system-out>{said}{_body(result, finding, view)}</system-out>"


def _body(result: CheckResult, finding: Finding, view: View) -> str:
    """Return where the finding is, its equation and its cells."""
    lines = [where(result.path, finding.place, view.lang)]
    if finding.equation is not None:
        lines.append(finding.equation)
    lines += [printable(f"{cell.address} = {cell.raw}") for cell in finding.cells if cell.raw]
    return _text("\n".join(lines) + "\n")


def _text(text: str) -> str:
    """Escape a text; what XML cannot say at all becomes a space."""
    return _FORBIDDEN.sub(" ", text).translate({**_ENTITIES, 10: "\n"})


def _attribute(text: str) -> str:
    return printable(_FORBIDDEN.sub(" ", text)).translate(_ENTITIES)
