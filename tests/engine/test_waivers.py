"""Waivers: what they waive, when they lapse, and what is said of those that do not hold."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from reportlint.cli.setup import all_rules
from reportlint.engine.check import Checker
from reportlint.engine.judge import judge
from reportlint.engine.triage import triage
from reportlint.model.pack import Pack
from reportlint.model.place import ParagraphPlace
from reportlint.model.result import CheckResult
from reportlint.recognise.keyed import recognise
from reportlint.reporters.view import FORMATS, View, render
from reportlint.reporters.waiver import waiver_entry
from reportlint.rules.examples import example_document, example_form
from reportlint.rules.waivers import waiver_rules

ROOT = Path(__file__).parents[2]
REPORT = """\
form: disclosure-2021
year: 2024
disputes:
  review: [2, 0, 0, 1, {total}]
  direct_litigation: [0, 0, 0, 0, 0]
  post_review_litigation: [0, 0, 0, 0, 0]
{waivers}
"""
VALUES = "{disputes.review.upheld: 2, disputes.review.pending: 1, disputes.review.total: 4}"
LAPSED = "the waiver of L101 has lapsed, the values are not those it names: "
GOOD = f"{{rule: L101, scope: {{r: review}}, reason: counted, values: {VALUES}}}"


def run(
    pack: Pack, waivers: str, total: str = "4", today: str = "", obeyed: bool = True
) -> CheckResult:
    codes = frozenset(
        rule.code for rule in all_rules((pack,)) if rule.code == "L101" or rule.kind == "waiver"
    )
    text = REPORT.format(total=total, waivers=f"waivers: {waivers}")
    return Checker((pack,), codes, today=today, waivers=obeyed).check(text.encode(), "report")


def codes(result: CheckResult) -> list[str]:
    return sorted(one.rule.code for one in result.findings)


def said(result: CheckResult, code: str) -> list[str]:
    return [one.message.en for one in result.findings if one.rule.code == code]


@pytest.mark.parametrize(
    "waiver",
    [
        GOOD,
        GOOD.replace("L101", "disputes-total"),
        GOOD.replace("scope: {r: review}", "cell: disputes.review.total"),
        GOOD.replace("total: 4", "total: 4.0"),
        GOOD.replace("rule:", "规则:").replace("reason:", "理由:").replace("values:", "数值:"),
        GOOD.replace(
            "disputes.review.upheld", "disputes.review.corrected: 0, disputes.review.upheld"
        ),
    ],
)
def test_a_waiver_that_holds(waiver: str, pack: Pack) -> None:
    result = run(pack, f"[{waiver}]")
    assert codes(result) == []
    (waived,) = result.waived
    assert (waived.finding.rule.code, waived.by, waived.reason.en) == ("L101", "waiver", "counted")
    assert (len(result.held), len(result.skips), result.diagnoses) == (6, 0, ())


@pytest.mark.parametrize(
    ("waivers", "message"),
    [
        ("yes", "'waivers' is a list; start each entry with '- rule:'"),
        ("{rule: L101}", "'waivers' is a list; start each entry with '- rule:'"),
        ("[L101]", "a waiver is a mapping of keys to values"),
        ("[{reason: x}]", "it names no rule"),
        ("[{rule: L101, scope: {r: review}}]", "it gives no reason"),
        ("[{rule: L101, scope: {r: review}, reason: '  '}]", "it gives no reason"),
        (f"[{GOOD[:-1]}, ruel: x}}]", "unknown key 'ruel'; did you mean 'rule'?"),
        (f"[{GOOD[:-1]}, 规则: x}}]", "'rule' is given twice"),
        (f"[{GOOD[:-1]}, owner: [x]}}]", "'owner' is a text"),
        (f"[{GOOD[:-1]}, cell: x}}]", "give either 'cell' or 'scope'"),
        (f"[{GOOD[:-1]}, expires: soon}}]", "'soon' is no date; write 2026-12-31"),
        (f"[{GOOD[:-1]}, expires: 2026-02-30}}]", "'2026-02-30' is no date; write 2026-12-31"),
        ("[{rule: L101, reason: x, scope: review}]", "'scope' is a mapping of names to values"),
        ("[{rule: L011, reason: x}]", "no rule is called 'L011'; did you mean 'L101'?"),
        ("[{rule: S902, reason: x}]", "S902 cannot be waived"),
        (
            "[{rule: L101, scope: {r: review}, reason: x}]",
            f"it names no values; add 'values: {VALUES}'",
        ),
    ],
)
def test_what_is_not_well_formed_waives_nothing(waivers: str, message: str, pack: Pack) -> None:
    result = run(pack, waivers)
    assert codes(result) == ["L101", "S901"]
    assert said(result, "S901") == [f"the waiver is not well-formed: {message}"]
    assert [skip.rule.code for skip in result.skips] == ["S902", "S903", "S904"]
    assert result.waived == ()


def test_no_waivers_at_all(pack: Pack) -> None:
    for nothing in ("", "~", "[]"):
        result = run(pack, nothing)
        assert (codes(result), len(result.held), result.skips) == (["L101"], 2, ())


def test_a_waiver_lapses_when_a_value_changes_and_says_so(pack: Pack) -> None:
    result = run(pack, f"[{GOOD}]", total="5")
    assert codes(result) == ["L101", "S903"]
    assert said(result, "S903") == [f"{LAPSED}disputes.review.total: 4 → 5"]
    assert result.waived == ()


def test_a_cell_that_the_waiver_does_not_name_was_0(pack: Pack) -> None:
    waiver = GOOD.replace(", disputes.review.pending: 1", "")
    assert said(run(pack, f"[{waiver}]"), "S903") == [f"{LAPSED}disputes.review.pending: 0 → 1"]


def test_a_waiver_without_its_finding_is_unused(pack: Pack) -> None:
    result = run(pack, f"[{GOOD}]", total="3")
    assert codes(result) == ["S902"]
    assert [skip.rule.code for skip in result.skips] == ["S903", "S904"]


def test_a_second_waiver_for_the_same_finding_is_unused(pack: Pack) -> None:
    result = run(pack, f"[{GOOD}, {GOOD}]")
    assert (codes(result), len(result.waived)) == (["S902"], 1)
    assert len({one.scope for one in result.held if one.rule.code == "S901"}) == 2


def test_a_waiver_of_what_was_not_judged_is_not_judged(pack: Pack) -> None:
    result = run(pack, f"[{GOOD}]", total="~")
    assert codes(result) == []
    assert [skip.rule.code for skip in result.skips] == ["L101", "S902", "S903", "S904"]


def test_the_last_day_counts(pack: Pack) -> None:
    waiver = f"[{GOOD[:-1]}, expires: 2026-06-30}}]"
    assert codes(run(pack, waiver, today="2026-06-30")) == []
    late = run(pack, waiver, today="2026-07-01")
    assert codes(late) == ["L101", "S904"]
    assert said(late, "S904") == ["the waiver of L101 expired on 2026-06-30"]


def test_the_clock_is_read_for_an_end_only(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def clock(form: str) -> str:
        asked.append(form)
        return "2026-07-01"

    monkeypatch.setattr(time, "strftime", clock)
    run(pack, f"[{GOOD}]")
    assert asked == []
    assert codes(run(pack, f"[{GOOD[:-1]}, expires: 2026-06-30}}]")) == ["L101", "S904"]
    assert asked == ["%Y-%m-%d"]


def test_without_waivers_everything_is_shown(pack: Pack) -> None:
    result = run(pack, f"[{GOOD}, {{}}]", obeyed=False)
    assert (codes(result), len(result.held), result.waived) == (["L101"], 2, ())


def test_a_rule_that_is_not_waivable_stays(pack: Pack) -> None:
    rules = tuple(
        rule._replace(waivable=False) if rule.code == "L101" else rule for rule in pack.rules
    )
    result = run(pack._replace(rules=rules), f"[{GOOD}]")
    assert codes(result) == ["L101", "S901"]
    assert said(result, "S901") == ["the waiver is not well-formed: L101 cannot be waived"]


def test_a_rule_that_was_not_selected_leaves_its_waiver_not_judged(pack: Pack) -> None:
    codes_ = frozenset({"S901", "S902", "S903", "S904"})
    text = REPORT.format(total="4", waivers=f"waivers: [{GOOD}]")
    result = Checker((pack,), codes_).check(text.encode(), "report")
    assert ([one.rule.code for one in result.held], codes(result)) == (["S901"], [])
    assert [skip.reason.en for skip in result.skips] == ["L101 was not selected"] * 3


def test_a_finding_without_cells_needs_no_values(pack: Pack) -> None:
    text = (
        "form: disclosure-2019\nyear: 2023\nwaivers: [{rule: S101, reason: agreed}]\n"
        "disputes: {review: [0, 0, 0, 0, 0]}\n"
    )
    codes_ = frozenset({"S101", "S901", "S902", "S903", "S904"})
    result = Checker((pack,), codes_).check(text.encode(), "report")
    assert [one.finding.rule.code for one in result.waived] == ["S101"]


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"full", "concise"}))
def test_what_is_waived_is_visible_to_machines(name: str, pack: Pack) -> None:
    text = render(name, (run(pack, f"[{GOOD}]"),), View("en"))
    assert "L101" in text
    assert "counted" in text


def test_sarif_suppresses_what_is_waived(pack: Pack) -> None:
    waiver = f"[{GOOD[:-1]}, owner: legal, expires: 2999-12-31}}]"
    (run_,) = json.loads(render("sarif", (run(pack, waiver),), View("en")))["runs"]
    (result,) = run_["results"]
    (suppression,) = result["suppressions"]
    assert suppression.pop("location")["physicalLocation"]["region"]["startLine"] == 7
    assert suppression == {
        "kind": "inSource",
        "status": "accepted",
        "justification": "counted",
        "properties": {"owner": "legal", "expires": "2999-12-31"},
    }


def test_the_summary_counts_what_is_waived(pack: Pack) -> None:
    result = run(pack, f"[{GOOD}]")
    assert render("concise", (result,), View("en")) == (
        "no findings in 1 report: 6 held, 0 violated, 0 not judged, 1 waived.\n"
    )
    assert render("concise", (result,), View("zh")) == (
        "1 份报告，未发现问题：6 项成立，0 项不成立，0 项未判定，1 项豁免。\n"
    )


def command(
    arguments: Sequence[str], folder: Path, **more: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "reportlint", "check", *arguments],
        cwd=folder,
        env={**os.environ, **more},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_command(tmp_path: Path) -> None:
    waiver = f"[{GOOD[:-1]}, expires: 2026-06-30}}]"
    text = REPORT.format(total="4", waivers=f"waivers: {waiver}")
    (tmp_path / "report.yaml").write_text(text)
    arguments = ["report.yaml", "--select", "L101,S9", "--quiet", "--format", "concise"]
    day = {"SOURCE_DATE_EPOCH": "1700000000", "LANG": "C.UTF-8"}
    good = command(arguments, tmp_path, **day)
    assert (good.returncode, good.stdout, good.stderr) == (0, "", "")
    shown = command([*arguments, "--no-waivers"], tmp_path, **day)
    assert (shown.returncode, shown.stdout.count("\n")) == (1, 1)
    late = command(arguments, tmp_path, **{**day, "SOURCE_DATE_EPOCH": "1800000000"})
    assert (late.returncode, late.stdout.count("\n")) == (1, 2)


def test_the_examples_of_the_rules_about_waivers(pack: Pack, checker: Checker) -> None:
    for rule in waiver_rules((pack,)):
        for name, expected in (("holds", []), ("violates", [rule.code])):
            example = rule.examples[name]
            assert isinstance(example, dict)
            document = example_document(rule, example, example_form(rule, example, pack.forms))
            report = recognise(document, "example", [pack.forms], None)
            assert report.waivers
            verdicts = judge(report, checker._constraints(report))
            result = triage(report, verdicts, (), checker.policy, (pack,))
            about = [one.rule.code for one in result.findings if one.rule.kind == "waiver"]
            assert about == expected


@pytest.mark.parametrize(
    "path", sorted((ROOT / "samples" / "broken").glob("*.yaml")), ids=lambda path: path.stem
)
def test_the_entry_that_is_shown_waives_its_finding_and_no_other(
    path: Path, checker: Checker
) -> None:
    text = path.read_text(encoding="utf-8")
    if "waivers:" in text:
        return
    result = checker.check(text.encode(), path.name)
    for finding in result.findings:
        entry = waiver_entry(finding)
        assert json.loads(entry)["reason"] == ""
        for reason, waived in (("", []), ("it is so", [finding.key])):
            given = entry.replace('"reason": ""', f'"reason": "{reason}"')
            again = checker.check(f"{text}\nwaivers:\n- {given}\n".encode(), path.name)
            assert [one.finding.key for one in again.waived] == waived
            assert [one.rule.code for one in again.findings if one.rule.kind == "waiver"] == (
                [] if reason else ["S901"]
            )


def test_what_cannot_be_waived_in_the_report_shows_no_entry(pack: Pack) -> None:
    (finding,) = run(pack, "[]").findings
    assert waiver_entry(finding).startswith('{"rule": "L101", "scope": {"r": "review"}, "reason"')
    rule = finding.rule._replace(waivable=False)
    assert waiver_entry(finding._replace(rule=rule)) == ""
    assert waiver_entry(finding._replace(place=ParagraphPlace(1, 3))) == ""
