"""The last line of the human formats, and the counts that every format shows."""

from collections import Counter
from typing import NamedTuple

from reportlint.model.result import CheckResult
from reportlint.model.text import Text
from reportlint.reporters.printable import printable
from reportlint.reporters.view import View

_SHOWN_REPORTS = 30


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
    found = _found(counts)
    en = _plural(counts.reports, "report")
    zh = f"{counts.reports} 份报告"
    if counts.unreadable < counts.reports:
        en = f"{found.en or 'no findings'} in {en}"
        zh += f"，{found.zh or '未发现问题'}"
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
    """Count the findings by rule and by report, the most first."""
    rules = {f.rule.code: f.rule for result in results for f in result.findings}
    totals = Counter(f.rule.code for result in results for f in result.findings)
    lines = []
    for code, total in sorted(totals.items(), key=lambda item: (-item[1], item[0])):
        rule = rules[code]
        lines.append(f"{total:>5}  {code}  {rule.severity:<7}  {rule.title.to(view.lang)}\n")
    if len(results) > 1:
        lines += _by_report(results, view)
    return "".join(lines)


def _by_report(results: tuple[CheckResult, ...], view: View) -> list[str]:
    """Name the reports to return to their authors, those with the most errors first."""
    counts = [(count((result,)), result.path) for result in results]
    wrong = [one for one in counts if one[0].violated or one[0].unreadable]
    wrong.sort(key=lambda one: (-one[0].unreadable, -one[0].errors, -one[0].warnings, one[1]))
    shown = wrong if view.verbose else wrong[:_SHOWN_REPORTS]
    lines = []
    for counted, path in shown:
        said = Text("cannot read", "无法读取") if counted.unreadable else _found(counted)
        lines.append(f"{printable(path)}: {said.en}\n" if view.lang == "en"
                     else f"{printable(path)}：{said.zh}\n")  # fmt: skip
    rest = len(wrong) - len(shown)
    if rest:
        more = Text(f"and {_plural(rest, 'report')} more with findings (-v lists them)",
                    f"另有 {rest} 份报告有问题（-v 全部列出）")  # fmt: skip
        lines.append(more.to(view.lang) + "\n")
    clean = len(results) - len(wrong)
    if clean and wrong:
        text = Text(f"{_plural(clean, 'report')} without findings", f"{clean} 份报告未发现问题")
        lines.append(text.to(view.lang) + "\n")
    return ["\n", *lines, "\n"] if lines else []


def _found(counts: Counts) -> Text:
    """Name the severities that were found, with their numbers."""
    kinds = (
        (counts.errors, "error", "错误"),
        (counts.warnings, "warning", "警告"),
        (counts.infos, "note", "提示"),
    )
    return Text(
        ", ".join(_plural(number, en) for number, en, _ in kinds if number),
        "、".join(f"{number} 个{zh}" for number, _, zh in kinds if number),
    )


def _plural(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"
