"""Rows that the report names itself: what a rule may say of them, and what it may not."""

from pathlib import Path

import pytest

from reportlint.engine.check import Checker
from reportlint.errors import PackError
from reportlint.model.pack import Pack
from reportlint.model.result import CheckResult
from reportlint.rules.document import read_folder
from reportlint.rules.pack import build_pack

FORM = """\
form: offices-1
label: Offices
tables:
  cases:
    label: Cases
    columns: [{id: old, label: Old}, {id: new, label: New}]
    open_rows: {group: offices}
    rows: [{id: overall, label: All offices, total_of: offices}]
  outcomes:
    label: Outcomes
    columns: [{id: total, label: Total}]
    open_rows: {group: offices}
  ages:
    label: Ages
    columns: [{id: pending, label: Pending}]
    rows: [{id: total, label: Total}]
"""
RULE = """\
rules:
- code: T101
  name: tested-rule
  severity: error
  for: {FOR}
  assert: ASSERT
  title: tested
  why: because
  examples: {holds: {}, violates: {}}
"""


def load(folder: Path, loops: str, assertion: str, form: str = FORM) -> Pack:
    (folder / "pack.yaml").write_text("pack: tested\ntitle: Tested\n")
    (folder / "form.yaml").write_text(form)
    (folder / "rules.yaml").write_text(RULE.replace("FOR", loops).replace("ASSERT", assertion))
    return build_pack(read_folder(folder, "tested"))


def check(pack: Pack, text: str) -> CheckResult:
    result = Checker((pack,), frozenset(["T101"])).check(f"form: offices-1\n{text}".encode(), "r")
    assert result.problem is None
    return result


TOTAL = ("c: cases.columns", "sum(offices[c]) == overall[c]")


def test_a_sum_runs_over_the_rows_that_the_report_names(tmp_path: Path) -> None:
    pack = load(tmp_path, *TOTAL)
    result = check(pack, "cases: {North: [1, 2], South: [3, 4], overall: [4, 7]}")
    assert [finding.message.en for finding in result.findings] == ["New — tested: 6 ≠ 7"]
    assert [held.scope for held in result.held] == [(("c", "old"),)]


def test_a_sum_over_no_rows_is_not_judged(tmp_path: Path) -> None:
    result = check(load(tmp_path, *TOTAL), "cases: {overall: [4, 7]}")
    assert (result.held, result.findings) == ((), ())
    assert [skip.reason.en for skip in result.skips] == ["Cases names no row to add up"] * 2


def test_a_sum_over_a_table_that_is_not_there_says_so(tmp_path: Path) -> None:
    result = check(load(tmp_path, *TOTAL), "ages: {total: 3}")
    assert [skip.reason.en for skip in result.skips] == ["the report has no table Cases"] * 2


def test_a_row_named_like_a_group_does_not_hide_the_group(tmp_path: Path) -> None:
    result = check(
        load(tmp_path, *TOTAL), "cases: {offices: [1, 1], North: [1, 1], overall: [2, 2]}"
    )
    assert len(result.held) == 2


def test_a_loop_ties_the_open_rows_of_two_tables(tmp_path: Path) -> None:
    pack = load(tmp_path, "o: cases.offices", "cases[o, new] == outcomes[o, total]")
    result = check(
        pack,
        "cases: {North: [1, 2], South: [3, 4], West: [0, 0]}\n"
        "outcomes: {South: [5], North: [2], East: [7]}",
    )
    assert [held.scope for held in result.held] == [(("o", "North"),)]
    assert [finding.equation for finding in result.findings] == ["4 ≠ 5"]
    assert [skip.reason.en for skip in result.skips] == ["Outcomes has no row 'West'"]


@pytest.mark.parametrize(
    ("loops", "assertion", "message", "hint"),
    [
        (
            "o: cases.offices",
            "o[old] <= o[nwe]",
            "T101: unknown column 'nwe' (form offices-1)",
            "did you mean 'new'?",
        ),
        (
            "o: cases.offices",
            "cases[o, new] == ages[o, pending]",
            "T101: the table 'ages' has no row '(named by the report)' (form offices-1)",
            "known here: total",
        ),
        (
            "o: cases.offices",
            "cases[o, new] == outcomes[o, new]",
            "T101: unknown column 'new' (form offices-1)",
            "known here: total, columns",
        ),
        (
            "c: cases.columns",
            "1 == 2",
            "T101: the relation names no cell (form offices-1)",
            None,
        ),
        (
            "c: cases.columns",
            "offices[c] == overall[c]",
            "T101: 'offices' is a group, not one row (form offices-1)",
            "write sum(…) around it, or loop over it with for:",
        ),
    ],
)
def test_names_are_checked_before_there_is_a_report(
    tmp_path: Path, loops: str, assertion: str, message: str, hint: str | None
) -> None:
    with pytest.raises(PackError) as raised:
        load(tmp_path, loops, assertion)
    assert raised.value.message.en == message
    assert raised.value.source is not None
    assert raised.value.source.span is not None
    assert raised.value.source.span.line == 6
    assert (raised.value.hint.en if raised.value.hint else None) == hint


def test_a_group_is_not_named_like_a_row_or_column(tmp_path: Path) -> None:
    form = FORM.replace("    label: Ages\n", "    label: Ages\n    groups: {total: [total]}\n")
    with pytest.raises(PackError) as raised:
        load(tmp_path, *TOTAL, form=form)
    assert raised.value.message.en == "'total' is a row or a column, so it cannot be a group"
