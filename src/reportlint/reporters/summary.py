"""The last line of the human formats, and the counts that every format shows."""

from collections import Counter
from typing import NamedTuple

from reportlint.model.result import CheckResult
from reportlint.model.text import Text
from reportlint.reporters.view import View


class Counts(NamedTuple):
    """The verdicts of one or more results; they add up to ``constraints``."""

    constraints: int
    held: int
    violated: int
    not_judged: int
    waived: int
    errors: int
    warnings: int
    infos: int
    reports: int
    unreadable: int


def count(results: tuple[CheckResult, ...]) -> Counts:
    """Count verdicts, severities and inputs."""
    severities = Counter(finding.rule.severity for result in results for finding in result.findings)
    held = sum(len(result.held) for result in results)
    violated = sum(len(result.findings) for result in results)
    not_judged = sum(len(result.skips) for result in results)
    waived = sum(len(result.waived) for result in results)
    return Counts(
        constraints=held + violated + not_judged + waived,
        held=held,
        violated=violated,
        not_judged=not_judged,
        waived=waived,
        errors=severities["error"],
        warnings=severities["warning"],
        infos=severities["info"],
        reports=len(results),
        unreadable=sum(result.problem is not None for result in results),
    )


def summary(results: tuple[CheckResult, ...]) -> Text:
    """Return the line that says how the run went."""
    counts = count(results)
    found_en = [
        _plural(number, name)
        for number, name in (
            (counts.errors, "error"),
            (counts.warnings, "warning"),
            (counts.infos, "note"),
        )
        if number
    ]
    found_zh = [
        f"{number} 个{name}"
        for number, name in (
            (counts.errors, "错误"),
            (counts.warnings, "警告"),
            (counts.infos, "提示"),
        )
        if number
    ]
    en = _plural(counts.reports, "report")
    zh = f"{counts.reports} 份报告"
    if counts.unreadable < counts.reports:
        en = f"{', '.join(found_en) or 'no findings'} in {en}"
        zh += f"，{'、'.join(found_zh) or '未发现问题'}"
    if counts.unreadable:
        en += f", {counts.unreadable} unreadable"
        zh += f"，{counts.unreadable} 份无法读取"
    en += f": {counts.held} held, {counts.violated} violated, {counts.not_judged} not judged"
    zh += f"：{counts.held} 项成立，{counts.violated} 项不成立，{counts.not_judged} 项未判定"
    if counts.waived:
        en += f", {counts.waived} waived"
        zh += f"，{counts.waived} 项豁免"
    return Text(f"{en}.", f"{zh}。")


def statistics(results: tuple[CheckResult, ...], view: View) -> str:
    """Return one line a rule that was violated, the most frequent first."""
    rules = {f.rule.code: f.rule for result in results for f in result.findings}
    totals = Counter(f.rule.code for result in results for f in result.findings)
    lines = []
    for code, total in sorted(totals.items(), key=lambda item: (-item[1], item[0])):
        rule = rules[code]
        lines.append(f"{total:>5}  {code}  {rule.severity:<7}  {rule.title.to(view.lang)}\n")
    return "".join(lines)


def _plural(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"
