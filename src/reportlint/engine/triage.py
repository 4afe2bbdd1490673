"""Verdicts -> the result of a check: what was selected, what was waived, what remains.

Nothing vanishes: a finding that is waived moves to its own list, with the reason, and
held, findings, waived and skips together are always all constraints.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from reportlint.engine.judge import Verdicts
from reportlint.model.pack import Pack
from reportlint.model.place import order
from reportlint.model.report import Report
from reportlint.model.result import CheckResult, Diagnosis, Finding, Scope, Waived
from reportlint.model.text import Text
from reportlint.reporters.fingerprint import fingerprint


class Policy(NamedTuple):
    """What a run is about, and what it accepts.

    ``today`` is the day on which waivers are looked at, as ``YYYY-MM-DD``; empty means
    the day of the clock, which is read only when a waiver has an end.
    """

    codes: frozenset[str]
    waivers: bool = True
    today: str = ""


def triage(
    report: Report,
    verdicts: Verdicts,
    diagnoses: tuple[Diagnosis, ...],
    policy: Policy,
    packs: Sequence[Pack],
) -> CheckResult:
    """Return the result of a check: the selected verdicts, waivers applied."""
    codes = policy.codes
    waived: tuple[Waived, ...] = ()
    if report.waivers and policy.waivers:
        # Imported on use: few reports have waivers.
        from reportlint.engine.waive import apply_waivers

        verdicts, waived = apply_waivers(report, verdicts, policy, packs)
    findings = [one for one in verdicts.findings if one.rule.code in codes]
    return CheckResult(
        path=report.path,
        report=report,
        problem=None,
        held=tuple(one for one in verdicts.held if one.rule.code in codes),
        findings=tuple(sorted(findings, key=_position)),
        skips=tuple(one for one in verdicts.skips if one.rule.code in codes),
        diagnoses=_about(diagnoses, findings),
        waived=waived,
    )


def accept_known(result: CheckResult, known: Collection[str]) -> CheckResult:
    """Move the findings whose fingerprints a baseline knows to those that are waived."""
    findings, waived = [], list(result.waived)
    for finding in result.findings:
        if finding.rule.waivable and fingerprint(finding) in known:
            waived.append(Waived(finding, "baseline", _IN_BASELINE))
        else:
            findings.append(finding)
    return result._replace(
        findings=tuple(findings),
        waived=tuple(sorted(waived, key=lambda one: _position(one.finding))),
        diagnoses=_about(result.diagnoses, findings),
    )


_IN_BASELINE = Text("known since the baseline was written", "写入基线时已存在")


def _about(diagnoses: tuple[Diagnosis, ...], findings: Sequence[Finding]) -> tuple[Diagnosis, ...]:
    """Return the diagnoses that explain a finding which is shown."""
    shown = {one.key for one in findings}
    return tuple(one for one in diagnoses if shown.intersection(one.explains))


def _position(finding: Finding) -> tuple[tuple[int, int], str, Scope]:
    return order(finding.place), finding.rule.code, finding.scope
