"""Structure rules: how cells are written, and how tables are laid out."""

from collections.abc import Callable

import pytest

from reportlint.model.place import order
from reportlint.model.result import CheckResult, Finding, Held, Skip

Check = Callable[[str], CheckResult]
ZEROS = "[0, 0, 0, 0, 0]"
REST = f"  direct_litigation: {ZEROS}\n  post_review_litigation: {ZEROS}\n"


def found(result: CheckResult, code: str) -> list[Finding]:
    assert result.problem is None
    return [one for one in result.findings if one.rule.code == code]


def skipped(result: CheckResult, code: str) -> list[Skip]:
    return [one for one in result.skips if one.rule.code == code]


def test_a_trait_is_one_finding_a_table(check: Check) -> None:
    result = check(f"year: 2023\ndisputes:\n  review: [1件, 0, 0件, 0, 1]\n{REST}")
    (finding,) = found(result, "S208")
    assert finding.scope == (("t", "disputes"),)
    assert [cell.raw for cell in finding.cells] == ["1件", "0件"]
    assert finding.message.zh == (
        "“四、政府信息公开行政复议、行政诉讼情况”有 2 个单元格带有单位：1件、0件"
        "（行政复议 · 结果维持、行政复议 · 其他结果）"
    )


def test_a_rule_over_a_table_that_is_absent_is_not_judged(check: Check) -> None:
    (one, other) = skipped(check(f"year: 2023\ndisputes:\n  review: {ZEROS}\n{REST}"), "S201")
    assert [one.scope, other.scope] == [(("t", "disclosure"),), (("t", "applications"),)]
    assert one.reason.en == "the report has no table 二、主动公开政府信息情况"


def test_a_blank_total_counts_only_where_its_parts_are_not_zero(check: Check) -> None:
    result = check(
        "year: 2023\ndisputes:\n  review: [1, 0, 0, 0, ~]\n  direct_litigation: [0, 0, 0, 0, ~]\n"
        "  post_review_litigation: [~, ~, ~, ~, ~]\n"
    )
    (finding,) = found(result, "S202")
    assert [str(cell.address) for cell in finding.cells] == ["disputes.review.total"]


BLOCKS = [
    ("[~, ~, ~, ~, ~]", "[1, 0, 0, 0, 1]", 1),
    ("[~, ~, ~, ~, ~]", "[~, ~, ~, ~, ~]", 1),
    ("[~, ~, ~, ~, 1]", "[1, 0, 0, 0, 1]", 0),
    ("[~, ~, ~, ~, ~]", "[1, 0, 0, 0, ~]", 0),
]


@pytest.mark.parametrize(("review", "direct", "findings"), BLOCKS)
def test_a_blank_block_stands_beside_blocks_that_are_filled(
    review: str, direct: str, findings: int, check: Check
) -> None:
    result = check(
        f"year: 2023\ndisputes:\n  review: {review}\n  direct_litigation: {direct}\n"
        f"  post_review_litigation: {ZEROS}\n"
    )
    assert len(found(result, "L102")) == findings


YEARS = [(1999, 0), (2021, 0), (2022, 1), (2023, 1), (2024, 1), (2025, 0), (202300, 1), (999, 0)]


@pytest.mark.parametrize(("decisions", "findings"), YEARS)
def test_a_figure_that_begins_like_the_year_or_one_beside_it(
    decisions: int, findings: int, check: Check
) -> None:
    result = check(f"year: 2023\ndisclosure:\n  licences: {decisions}\n")
    assert len(found(result, "S214")) == findings


def test_without_a_year_no_figure_looks_like_it(check: Check) -> None:
    result = check("form: disclosure-2021\ndisclosure:\n  licences: 2023\n")
    assert found(result, "S214") == []
    assert skipped(result, "S214")[0].reason.en == "the report's year is not known"


def test_columns_are_equal_by_chance_below_five_figures(check: Check) -> None:
    def table(rows: int) -> str:
        names = ("received", "granted", "not_held", "petition", "concluded")
        return "".join(f"  {name}: [1, 1, 0, 0, 0, 0, 2]\n" for name in names[:rows])

    assert found(check("year: 2023\napplications:\n" + table(4)), "A107") == []
    (finding,) = found(check("year: 2023\napplications:\n" + table(5)), "A107")
    assert finding.message.en.startswith("the columns 自然人, 商业企业 hold the same figures")


def test_a_table_of_another_form_follows_the_rules_of_that_form(check: Check) -> None:
    result = check("year: 2023\ndisclosure:\n  penalties: [1, -2, 0]\n  procurement: [0, 0]\n")
    assert [one.scope for one in found(result, "S102")] == [(("t", "disclosure"),)]
    assert [one.scope for one in found(result, "D103")] == [(("r", "penalties"),)]
    verdicts: list[Held | Finding | Skip] = [*result.held, *result.skips, *result.findings]
    codes = {one.rule.code for one in verdicts}
    assert {"D101", "D103", "D108"} <= codes
    assert not {"D201", "D202", "D203"} & codes


def test_a_figure_of_another_year_is_reported_at_the_form(check: Check) -> None:
    (finding,) = found(check("year: 2023\nform: disclosure-2019\n"), "S101")
    assert order(finding.place) == (2, 7)
    (finding,) = found(check("form: disclosure-2021\nyear: 2020\n"), "S101")
    assert order(finding.place) == (1, 7)
