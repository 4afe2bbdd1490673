"""SARIF 2.1.0, for code scanning and editors.

A finding is a result whose other cells are related locations; a waived one is the same
with a suppression. What was not judged, and what could not be read, are notifications
of the invocation: they are about the run, and no result that anybody could fix.
"""

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from reportlint import __version__
from reportlint.model.cell import Cell
from reportlint.model.place import Place, Span
from reportlint.model.result import CheckResult, Finding, Skip, Waived
from reportlint.model.rule import Rule, Severity
from reportlint.model.text import Text
from reportlint.reporters.fingerprint import fingerprint
from reportlint.reporters.instance import instance
from reportlint.reporters.line_hash import line_hashes
from reportlint.reporters.printable import printable
from reportlint.reporters.view import View
from reportlint.reporters.where import lines, place_fields
from reportlint.wording import cell_label

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_NOT_JUDGED = "not-judged"
_UNREADABLE = "unreadable"
_NOTIFICATIONS = {
    _NOT_JUDGED: Text("A constraint could not be judged.", "有一项约束无法判定。"),
    _UNREADABLE: Text("An input could not be read.", "有一份输入无法读取。"),
}


def render(results: tuple[CheckResult, ...], view: View) -> str:
    """Render results as one run."""
    rules = _rules(results)
    positions = {rule.code: position for position, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "reportlint",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(rule, view) for rule in rules],
                "notifications": [
                    {
                        "id": name,
                        "shortDescription": _message(text, view),
                        "fullDescription": _message(text, view),
                        "help": _message(text, view),
                    }
                    for name, text in _NOTIFICATIONS.items()
                ],
            }
        },
        "invocations": [
            {
                "executionSuccessful": not any(result.problem for result in results),
                "toolExecutionNotifications": [
                    one for result in results for one in _notifications(result, positions, view)
                ],
            }
        ],
        "columnKind": "unicodeCodePoints",
        "results": [one for result in results for one in _results(result, positions, view)],
    }
    document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _rules(results: tuple[CheckResult, ...]) -> list[Rule]:
    """Return the rules that the run speaks of, in the order of their codes."""
    rules: dict[str, Rule] = {}
    for result in results:
        for finding in _all_findings(result):
            rules.setdefault(finding.rule.code, finding.rule)
        for skip in result.skips:
            rules.setdefault(skip.rule.code, skip.rule)
    return [rules[code] for code in sorted(rules)]


def _all_findings(result: CheckResult) -> Iterable[Finding]:
    return (*result.findings, *(waived.finding for waived in result.waived))


def _rule(rule: Rule, view: View) -> dict[str, Any]:
    title, why = rule.title.to(view.lang), rule.why.to(view.lang)
    basis = f"\n\n{rule.basis}" if rule.basis else ""
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": title},
        "fullDescription": {"text": why},
        "help": {
            "text": f"{why}{basis}\n\nreportlint explain {rule.code}",
            "markdown": f"{why}{basis}\n\n`reportlint explain {rule.code}`",
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "tags": ["consistency", rule.pack],
            "problem.severity": "recommendation" if rule.severity == "info" else rule.severity,
            "precision": "very-high" if rule.severity == "error" else "high",
        },
    }


def _results(
    result: CheckResult, positions: dict[str, int], view: View
) -> Iterable[dict[str, Any]]:
    if not result.findings and not result.waived:
        return
    hashes = line_hashes(result.data)
    for finding in result.findings:
        yield _result(result, finding, positions, hashes, view)
    for waived in result.waived:
        shape = _result(result, waived.finding, positions, hashes, view)
        yield {**shape, "suppressions": [_suppression(result, waived, view)]}


def _result(
    result: CheckResult,
    finding: Finding,
    positions: dict[str, int],
    hashes: tuple[str, ...],
    view: View,
) -> dict[str, Any]:
    rule = finding.rule
    message = finding.message.to(view.lang)
    if finding.equation is not None:
        message += f"\n{finding.equation}"
    fingerprints = {"reportlintCells/v1": fingerprint(finding)}
    if isinstance(finding.place, Span) and finding.place.line <= len(hashes):
        fingerprints["primaryLocationLineHash"] = hashes[finding.place.line - 1]
    located = [cell for cell in finding.cells if cell.place is not None]
    first = next((cell for cell in located if cell.place == finding.place), None)
    shape: dict[str, Any] = {
        "ruleId": rule.code,
        "ruleIndex": positions[rule.code],
        "level": _LEVELS[rule.severity],
        "message": {"text": message},
        "locations": [_location(result, finding.place, first)],
        "partialFingerprints": fingerprints,
        "properties": {"instance": instance(rule, finding.scope)},
    }
    others = [cell for cell in located if cell is not first]
    if others:
        shape["relatedLocations"] = [
            {
                "id": number,
                **_location(result, cell.place, cell),
                "message": {"text": _cell(result, cell)},
            }
            for number, cell in enumerate(others, start=1)
        ]
    return shape


def _location(result: CheckResult, place: Place | None, cell: Cell | None) -> dict[str, Any]:
    span = lines(place)
    region = {"startLine": span.line, "startColumn": span.column}
    if (span.end_line, span.end_column) > (span.line, span.column):
        region |= {"endLine": span.end_line, "endColumn": span.end_column}
    shape: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": {"uri": _uri(result.path)}, "region": region}
    }
    if place is not None and span is not place:
        shape["properties"] = place_fields(place)
    if cell is not None and result.report is not None:
        shape["logicalLocations"] = [
            {
                "fullyQualifiedName": str(cell.address),
                "name": cell_label(result.report.form, cell.address),
                "kind": "value",
            }
        ]
    return shape


def _uri(path: str) -> str:
    """Return a path as a relative URI; only what may stand in one stays as it is."""
    return quote(path.replace("\\", "/").removeprefix("./"), safe="/")


def _cell(result: CheckResult, cell: Cell) -> str:
    assert result.report is not None
    return printable(f"{cell_label(result.report.form, cell.address)}: {cell.raw}")


def _suppression(result: CheckResult, waived: Waived, view: View) -> dict[str, Any]:
    own = waived.by == "waiver"
    shape: dict[str, Any] = {
        "kind": "inSource" if own else "external",
        "status": "accepted",
        "justification": waived.reason.to(view.lang),
    }
    if waived.span is not None:
        shape["location"] = _location(result, waived.span, None)
    facts = {"owner": waived.owner, "expires": waived.expires}
    if any(facts.values()):
        shape["properties"] = {name: fact for name, fact in facts.items() if fact}
    return shape


def _notifications(
    result: CheckResult, positions: dict[str, int], view: View
) -> Iterable[dict[str, Any]]:
    if result.problem is not None:
        problem = result.problem
        hint = f" ({problem.hint.to(view.lang)})" if problem.hint else ""
        yield {
            "descriptor": {"id": _UNREADABLE, "index": 1},
            "level": "error",
            "message": {"text": problem.message.to(view.lang) + hint},
            "locations": [_location(result, problem.span, None)],
        }
    for skip in result.skips:
        yield _skip(result, skip, positions, view)


def _skip(result: CheckResult, skip: Skip, positions: dict[str, int], view: View) -> dict[str, Any]:
    name = instance(skip.rule, skip.scope)
    text = Text(f"{name} was not judged: {skip.reason.en}", f"{name} 未判定：{skip.reason.zh}")
    assert result.report is not None
    cells = (result.report.cells.get(address) for address in skip.cells)
    place = next((cell for cell in cells if cell is not None and cell.place is not None), None)
    return {
        "descriptor": {"id": _NOT_JUDGED, "index": 0},
        "associatedRule": {"id": skip.rule.code, "index": positions[skip.rule.code]},
        "level": "note",
        "message": _message(text, view),
        "locations": [_location(result, place.place if place else None, place)],
    }


def _message(text: Text, view: View) -> dict[str, str]:
    return {"text": text.to(view.lang)}
