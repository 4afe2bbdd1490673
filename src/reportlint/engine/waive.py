"""Waivers + verdicts -> what is waived, and what is to be said about the waivers.

Each waiver is judged by four rules: it is well-formed, it is used, its values are still
those of the report, and it has not expired. Only one that holds all four waives.
"""

import time
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from reportlint.engine.judge import Verdicts
from reportlint.engine.triage import Policy
from reportlint.model.cell import Cell
from reportlint.model.pack import Pack
from reportlint.model.report import Report
from reportlint.model.result import Finding, Held, Scope, Skip, Waived, figures
from reportlint.model.rule import Rule
from reportlint.model.text import Text, clip, same
from reportlint.model.waiver import Waiver
from reportlint.rules.waivers import WaiverRules, waiver_rules
from reportlint.suggest import did_you_mean
from reportlint.wording import number

_SHOWN_VALUES = 30
_DIGITS = 40
_SHAPELESS = Text("the waiver is not well-formed", "豁免写得不完整")
_UNUSED = Text("the waiver waives nothing", "该豁免没有对应的问题")


def apply_waivers(
    report: Report, verdicts: Verdicts, policy: Policy, packs: Sequence[Pack]
) -> tuple[Verdicts, tuple[Waived, ...]]:
    """Return the verdicts without what is waived and with those on the waivers."""
    bench = _Bench(report, verdicts, policy, packs)
    for position, waiver in enumerate(report.waivers):
        bench.judge(waiver, _label(report.waivers, position))
    waived = {one.finding.key for one in bench.waived}
    remaining = verdicts._replace(
        held=(*verdicts.held, *bench.held),
        findings=(*(one for one in verdicts.findings if one.key not in waived), *bench.findings),
        skips=(*verdicts.skips, *bench.skips),
    )
    order = {one.key: position for position, one in enumerate(verdicts.findings)}
    return remaining, tuple(sorted(bench.waived, key=lambda one: order[one.finding.key]))


def _label(waivers: Sequence[Waiver], position: int) -> str:
    """Name a waiver by what it is about, so that others may come and go around it."""
    names = [_name(waiver) for waiver in waivers[: position + 1]]
    same_name = names.count(names[-1])
    return names[-1] if same_name == 1 else f"{names[-1]} #{same_name}"


def _name(waiver: Waiver) -> str:
    place = waiver.cell or ", ".join(name for _, name in waiver.scope)
    return " ".join(part for part in (clip(waiver.rule), clip(place)) if part)


class _Bench:
    """Judges the waivers of one report one after the other; holds what they share."""

    def __init__(self, report: Report, verdicts: Verdicts, policy: Policy, packs: Sequence[Pack]):
        pack = next(pack for pack in packs if pack.form(report.form.id) is not None)
        self.rules: WaiverRules = waiver_rules()
        self.known: Mapping[str, Rule] = {
            name: rule for rule in (*pack.rules, *self.rules) for name in (rule.code, rule.name)
        }
        self.report = report
        self.verdicts = verdicts
        self.policy = policy
        self.held: list[Held] = []
        self.findings: list[Finding] = []
        self.skips: list[Skip] = []
        self.waived: list[Waived] = []

    def judge(self, waiver: Waiver, label: str) -> None:
        """Judge one waiver by the four rules, and waive when it holds them all."""
        scope: Scope = (("waiver", label),)
        rules = self.rules
        flaw = waiver.problem or self._flaw(waiver)
        if flaw is not None:
            self._find(rules.well_formed, scope, waiver, _not_well_formed(flaw))
            self._skip(rules[1:], scope, _SHAPELESS)
            return
        rule = self.known[waiver.rule]
        if rule.code not in self.policy.codes:
            self.held.append(Held(rules.well_formed, scope))
            reason = Text(f"{rule.code} was not selected", f"本次没有检查 {rule.code}")
            self._skip(rules[1:], scope, reason)
            return
        found = self._meant(waiver, rule)
        if len(found) > 1:
            flaw = Text(
                f"{len(found)} findings of {rule.code} have the cell; give the scope",
                f"{rule.code} 有 {len(found)} 个问题涉及该单元格，请写明 scope",
            )
        elif found and waiver.values is None and figures(found[0]):
            flaw = _name_the_values(found[0])
        if flaw is not None:
            self._find(rules.well_formed, scope, waiver, _not_well_formed(flaw))
            self._skip(rules[1:], scope, _SHAPELESS)
            return
        self.held.append(Held(rules.well_formed, scope))
        if not found:
            self._unused(waiver, rule, scope)
            return
        self._apply(waiver, found[0], scope)

    def _flaw(self, waiver: Waiver) -> Text | None:
        """Say what is wrong with a waiver that names a rule and gives a reason."""
        rule = self.known.get(waiver.rule)
        if rule is None:
            hint = did_you_mean(waiver.rule, self.known)
            name = clip(waiver.rule)
            en, zh = (f"; {hint.en}", f"；{hint.zh}") if hint else ("", "")
            return Text(f"no rule is called {name!r}{en}", f"没有名为“{name}”的规则{zh}")
        if not rule.waivable:
            return Text(f"{rule.code} cannot be waived", f"{rule.code} 不允许豁免")
        return None

    def _meant(self, waiver: Waiver, rule: Rule) -> list[Finding]:
        return [
            one
            for one in self.verdicts.findings
            if one.rule.code == rule.code and self._is_meant(waiver, one.scope, one.cells)
        ]

    def _is_meant(self, waiver: Waiver, scope: Scope, cells: Sequence[Cell]) -> bool:
        if waiver.cell:
            return any(str(cell.address) == waiver.cell for cell in cells)
        return dict(scope) == dict(waiver.scope)

    def _unused(self, waiver: Waiver, rule: Rule, scope: Scope) -> None:
        skipped = any(
            one.rule.code == rule.code
            and (
                waiver.cell in map(str, one.cells)
                if waiver.cell
                else dict(one.scope) == dict(waiver.scope)
            )
            for one in self.verdicts.skips
        )
        if skipped:
            reason = Text(f"{rule.code} was not judged there", f"{rule.code} 在该处未判定")
            self._skip(self.rules[1:], scope, reason)
            return
        self._find(
            self.rules.used,
            scope,
            waiver,
            Text(f"no finding of {rule.code} there: the waiver is unused",
                 f"该处没有 {rule.code} 的问题，豁免未被使用"),
        )  # fmt: skip
        self._skip(self.rules[2:], scope, _UNUSED)

    def _apply(self, waiver: Waiver, finding: Finding, scope: Scope) -> None:
        rules, code = self.rules, finding.rule.code
        if any(one.finding.key == finding.key for one in self.waived):
            text = Text(f"another waiver of {code} covers this", f"{code} 已有另一条豁免")
            self._find(rules.used, scope, waiver, text)
            self._skip(rules[2:], scope, _UNUSED)
            return
        self.held.append(Held(rules.used, scope))
        changed = _changed(waiver, finding)
        if changed:
            shown = ", ".join(changed[:_SHOWN_VALUES])
            text = Text(
                f"the waiver of {code} has lapsed, the values are not those it names: {shown}",
                f"{code} 的豁免已失效，数值与其所列不同：{shown}",
            )
            self._find(rules.values, scope, waiver, text)
        else:
            self.held.append(Held(rules.values, scope))
        expired = bool(waiver.expires) and waiver.expires < self._today()
        if expired:
            text = Text(
                f"the waiver of {code} expired on {waiver.expires}",
                f"{code} 的豁免已于 {waiver.expires} 到期",
            )
            self._find(rules.valid, scope, waiver, text)
        else:
            self.held.append(Held(rules.valid, scope))
        if not changed and not expired:
            reason = same(waiver.reason)
            span = waiver.span
            self.waived.append(
                Waived(finding, "waiver", reason, waiver.owner, waiver.expires, span)
            )

    def _today(self) -> str:
        return self.policy.today or time.strftime("%Y-%m-%d")

    def _find(self, rule: Rule, scope: Scope, waiver: Waiver, message: Text) -> None:
        self.findings.append(
            Finding(rule, scope, message, None, None, None, None, waiver.span, (), ())
        )

    def _skip(self, rules: Sequence[Rule], scope: Scope, reason: Text) -> None:
        self.skips += [Skip(rule, scope, reason, ()) for rule in rules]


def _not_well_formed(flaw: Text) -> Text:
    return Text(f"the waiver is not well-formed: {flaw.en}", f"豁免写得不完整：{flaw.zh}")


def _name_the_values(finding: Finding) -> Text:
    named = list(figures(finding).items())
    shown = ", ".join(f"{name}: {_written(cell)}" for name, cell in named[:_SHOWN_VALUES])
    more = ", …" if len(named) > _SHOWN_VALUES else ""
    return Text(
        f"it names no values; add 'values: {{{shown}{more}}}'",
        f"没有写明数值，请加上“values: {{{shown}{more}}}”",
    )


def _written(cell: Cell) -> str:
    return cell.raw.strip() if cell.value is None else number(cell.value)


def _changed(waiver: Waiver, finding: Finding) -> list[str]:
    """Return the cells whose values are not those that the waiver names, with both."""
    cells = figures(finding)
    named = dict(waiver.values or ())
    changed = []
    for name in dict.fromkeys((*named, *cells)):
        cell, given = cells.get(name), named.get(name, "").strip()
        now = _written(cell) if cell is not None else "0"
        if not _equal(given or "0", now, cell):
            changed.append(f"{name}: {clip(given or '0')} → {clip(now)}")
    return changed


def _equal(given: str, now: str, cell: Cell | None) -> bool:
    if given == now or (cell is not None and given == cell.raw.strip()):
        return True
    if len(given) > _DIGITS or (cell is not None and cell.value is None):
        return False
    try:
        return Decimal(given) == Decimal(now)
    except InvalidOperation:
        return False
