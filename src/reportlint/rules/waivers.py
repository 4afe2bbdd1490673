"""The rules about waivers, which every pack has beside its own.

They are about what a report says of its findings and not about a form, so no pack
declares them; the triage judges them, four for each waiver of a report.
"""

from collections.abc import Sequence
from typing import NamedTuple

from reportlint.model.pack import Pack
from reportlint.model.place import Source
from reportlint.model.rule import Rule, Severity
from reportlint.model.text import Text

OWNER = "reportlint"
"""What stands for the pack of these rules."""


class WaiverRules(NamedTuple):
    """The four rules, by what they demand."""

    well_formed: Rule
    used: Rule
    values: Rule
    valid: Rule


_GOOD: dict[str, object] = {
    "rule": "L101",
    "scope": {"r": "review"},
    "reason": "the case was counted twice on purpose",
    "expires": "2999-12-31",
    "values": {"disputes.review.upheld": "1", "disputes.review.total": "2"},
}
_WRONG: dict[str, object] = {"disputes": {"review": ["1", "0", "0", "0", "2"]}}
_RIGHT: dict[str, object] = {"disputes": {"review": ["2", "0", "0", "0", "2"]}}
_NO_REASON = {key: value for key, value in _GOOD.items() if key != "reason"}
_HOLDS = {**_WRONG, "waivers": [_GOOD]}


def waiver_rules(packs: Sequence[Pack] = ()) -> WaiverRules:
    """Return the rules about waivers, for the forms of the packs."""
    forms = tuple(form.id for pack in packs for form in pack.forms)
    return WaiverRules(
        _rule(
            "S901",
            "waiver-well-formed",
            "error",
            forms,
            Text(
                "a waiver names a rule, its place, a reason and the values",
                "豁免须写明规则、位置、理由和数值",
            ),
            Text(
                "What is accepted must be exact: which finding, why, and for which figures."
                " An entry that leaves this open waives nothing.",
                "豁免必须明确：针对哪个问题、为什么、当时的数值是什么。写得不完整的豁免不起作用。",
            ),
            {**_WRONG, "waivers": [_NO_REASON]},
        ),
        _rule(
            "S902",
            "waiver-used",
            "warning",
            forms,
            Text("a waiver waives something", "豁免对应一个实际存在的问题"),
            Text(
                "A waiver whose finding is gone would hide the next one in the same place."
                " Remove it.",
                "问题消失后仍保留的豁免会掩盖同一位置今后出现的问题，请删除。",
            ),
            {**_RIGHT, "waivers": [_GOOD]},
        ),
        _rule(
            "S903",
            "waiver-values",
            "warning",
            forms,
            Text("the values are those for which the waiver was granted", "数值与批准豁免时一致"),
            Text(
                "A waiver is granted for figures that somebody looked at. When they change,"
                " it lapses, and somebody has to look again.",
                "豁免是针对核实过的数值作出的。数值改变后豁免即失效，需要重新核实。",
            ),
            {**_WRONG, "waivers": [{**_GOOD, "values": {"disputes.review.total": "3"}}]},
        ),
        _rule(
            "S904",
            "waiver-valid",
            "warning",
            forms,
            Text("the waiver has not expired", "豁免仍在有效期内"),
            Text(
                "A waiver with a date was meant for a time. Repair the report, or grant it anew.",
                "写明有效期的豁免只在期限内有效。请修正报告，或重新批准。",
            ),
            {**_WRONG, "waivers": [{**_GOOD, "expires": "2020-12-31"}]},
        ),
    )


def _rule(
    code: str,
    name: str,
    severity: Severity,
    forms: tuple[str, ...],
    title: Text,
    why: Text,
    violates: dict[str, object],
) -> Rule:
    return Rule(
        code=code,
        name=name,
        severity=severity,
        kind="waiver",
        forms=forms,
        table="",
        ranges=(),
        assertion="",
        guard="",
        blank="parts",
        trait=None,
        check=None,
        group="",
        tables=(),
        title=title,
        message=None,
        why=why,
        basis="",
        examples={"holds": _HOLDS, "violates": violates},
        pack=OWNER,
        source=Source(OWNER),
        waivable=False,
    )
