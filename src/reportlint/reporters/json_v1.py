"""The format ``reportlint/v1``: JSON whose shape is a promise, not a dump of the inside."""

import json
from typing import Any

from reportlint import __version__
from reportlint.model.cell import Cell, Number
from reportlint.model.place import Place
from reportlint.model.report import Remnant
from reportlint.model.result import CheckResult, Diagnosis, Explanation, Finding, Skip, Waived
from reportlint.reporters.fingerprint import fingerprint
from reportlint.reporters.summary import Counts, count
from reportlint.reporters.view import View
from reportlint.reporters.where import place_fields
from reportlint.wording import cell_label

FORMAT = "reportlint/v1"


def render(results: tuple[CheckResult, ...], view: View) -> str:
    """Render results as one JSON document."""
    document = {
        "format": FORMAT,
        "version": __version__,
        "reports": [report_shape(result, view) for result in results],
        "summary": summary_shape(count(results)),
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def summary_shape(counts: Counts) -> dict[str, int]:
    """Return the counts of a whole run."""
    return {
        "reports": counts.reports,
        "findings": counts.violated,
        "errors": counts.errors,
        "warnings": counts.warnings,
        "infos": counts.infos,
        "waived": counts.waived,
        "unreadable": counts.unreadable,
    }


def report_shape(result: CheckResult, view: View) -> dict[str, Any]:
    """Return everything about one input."""
    counts = count((result,))
    report, problem = result.report, result.problem
    agency = report.facts.get("agency") if report else None
    error = None
    if problem is not None:
        error = {
            "message": problem.message.to(view.lang),
            "hint": problem.hint.to(view.lang) if problem.hint else None,
            "location": _location(problem.span),
        }
    return {
        "path": result.path,
        "agency": agency.text if agency else None,
        "year": report.year if report else None,
        "form": report.form.id if report else None,
        "error": error,
        "counts": {
            "constraints": counts.constraints,
            "held": counts.held,
            "violated": counts.violated,
            "not_judged": counts.not_judged,
            "waived": counts.waived,
        },
        "findings": [_finding(result, finding, view) for finding in result.findings],
        "waived": [_waived(result, waived, view) for waived in result.waived],
        "skips": [_skip(skip, view) for skip in result.skips],
        "unplaced": [_unplaced(one, view) for one in report.remnants] if report else [],
        "diagnoses": [_diagnosis(result, diagnosis, view) for diagnosis in result.diagnoses],
    }


def _finding(result: CheckResult, finding: Finding, view: View) -> dict[str, Any]:
    rule = finding.rule
    return {
        "rule": rule.code,
        "name": rule.name,
        "severity": rule.severity,
        "scope": dict(finding.scope),
        "message": finding.message.to(view.lang),
        "equation": finding.equation,
        "left": _number(finding.left),
        "right": _number(finding.right),
        "difference": _number(finding.difference),
        "location": _location(finding.place),
        "cells": [_cell(result, cell) for cell in finding.cells],
        "fingerprint": fingerprint(finding),
    }


def _waived(result: CheckResult, waived: Waived, view: View) -> dict[str, Any]:
    waiver = {
        "by": waived.by,
        "reason": waived.reason.to(view.lang),
        "owner": waived.owner or None,
        "expires": waived.expires or None,
        "location": _location(waived.span),
    }
    return {**_finding(result, waived.finding, view), "waiver": waiver}


def _cell(result: CheckResult, cell: Cell) -> dict[str, Any]:
    assert result.report is not None
    return {
        "cell": str(cell.address),
        "label": cell_label(result.report.form, cell.address),
        "value": _number(cell.value),
        "raw": cell.raw,
        "location": _location(cell.place),
    }


def _skip(skip: Skip, view: View) -> dict[str, Any]:
    return {
        "rule": skip.rule.code,
        "scope": dict(skip.scope),
        "reason": skip.reason.to(view.lang),
        "cells": [str(cell) for cell in skip.cells],
    }


def _unplaced(remnant: Remnant, view: View) -> dict[str, Any]:
    return {
        "text": remnant.text,
        "reason": remnant.reason.to(view.lang),
        "location": _location(remnant.place),
    }


def _diagnosis(result: CheckResult, diagnosis: Diagnosis, view: View) -> dict[str, Any]:
    waived = (one.finding for one in result.waived)
    fingerprints = {one.key: fingerprint(one) for one in (*result.findings, *waived)}
    return {
        "status": diagnosis.status,
        "certain": diagnosis.certain,
        "explains": [fingerprints[key] for key in diagnosis.explains if key in fingerprints],
        "note": diagnosis.note.to(view.lang) if diagnosis.note else None,
        "explanations": [_explanation(one, view) for one in diagnosis.explanations],
    }


def _explanation(explanation: Explanation, view: View) -> dict[str, Any]:
    cells = []
    for change in explanation.changes:
        cell: dict[str, Any] = {
            "cell": str(change.cell),
            "current": _number(change.current),
            "implied": _number(change.implied),
        }
        if change.implied is None:
            cell["range"] = [_number(change.low), _number(change.high)]
        cells.append(cell)
    slip = None
    if explanation.slip is not None:
        slip = {
            "kind": explanation.slip.kind,
            "evidence": explanation.slip.evidence.to(view.lang),
        }
    return {
        "cells": cells,
        "slip": slip,
        "smallest": explanation.smallest,
        "supported": explanation.supported.to(view.lang) if explanation.supported else None,
        "opposed": explanation.opposed.to(view.lang) if explanation.opposed else None,
    }


def _location(place: Place | None) -> dict[str, Any] | None:
    return place_fields(place) if place is not None else None


def _number(value: Number | None) -> int | float | None:
    """Return a JSON number; a cell has at most 15 digits, which a float shows exactly."""
    if value is None or isinstance(value, int):
        return value
    return int(value) if value == value.to_integral_value() else float(value)
