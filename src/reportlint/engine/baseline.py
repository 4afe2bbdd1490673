"""A baseline: the findings that were there when a team began to use the check.

JSON text <-> for each report, the fingerprints of its findings with a name for people.
Fingerprints know no lines, so a report may be edited around what it is known for.
"""

import json
from collections.abc import Mapping
from typing import Any

from reportlint.engine.triage import accept_known
from reportlint.errors import ConfigError
from reportlint.model.place import Source
from reportlint.model.result import CheckResult
from reportlint.model.text import Text
from reportlint.reporters.fingerprint import fingerprint
from reportlint.reporters.instance import instance

FORMAT = "reportlint-baseline/v1"

Entries = Mapping[str, str]
"""Fingerprint -> rule and place of a known finding."""

Baseline = Mapping[str, Entries]
"""The path of a report, from the folder of the baseline -> its entries."""


def parse_baseline(text: str, path: str) -> Baseline:
    """Read a baseline; ``path`` is its name in messages.

    Raises:
        ConfigError: The text is no baseline.
    """
    try:
        document: Any = json.loads(text)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise _no_baseline(path)
    reports = document.get("reports")
    if not isinstance(reports, dict) or not all(map(_is_entries, reports.values())):
        raise _no_baseline(path)
    return reports


def _is_entries(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(name, str) for name in value.values())


def _no_baseline(path: str) -> ConfigError:
    return ConfigError(
        Text("this is no baseline", "这不是基线文件"),
        Source(path),
        Text(f"write one: --write-baseline {path}", f"可以生成一份：--write-baseline {path}"),
    )


def baseline_text(baseline: Baseline) -> str:
    """Write a baseline so that a difference between two reads well; empty reports are left out."""
    reports = {
        path: dict(sorted(baseline[path].items(), key=lambda entry: (entry[1], entry[0])))
        for path in sorted(baseline)
        if baseline[path]
    }
    document = {"format": FORMAT, "reports": reports}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def entries_of(result: CheckResult) -> dict[str, str]:
    """Return the findings of a result that a baseline may hold."""
    return {
        fingerprint(one): instance(one.rule, one.scope)
        for one in result.findings
        if one.rule.waivable
    }


def accept(result: CheckResult, entries: Entries) -> CheckResult:
    """Accept the findings that the baseline knows."""
    return accept_known(result, entries.keys()) if entries else result


def stale_entries(result: CheckResult, entries: Entries, codes: frozenset[str]) -> list[str]:
    """Return the fingerprints whose findings are gone: the constraint was judged, and holds.

    What could not be read, was not selected or was not judged may still be wrong.
    """
    if result.problem is not None:
        return []
    found = {fingerprint(one) for one in result.findings}
    found |= {fingerprint(one.finding) for one in result.waived}
    open_ = {instance(skip.rule, skip.scope) for skip in result.skips}
    return [
        digest
        for digest, name in entries.items()
        if digest not in found and name not in open_ and name.partition("[")[0] in codes
    ]
