"""What the linter says of the prose of published reports, in whole."""

from collections.abc import Callable

from reportlint.model.result import CheckResult
from reportlint.reporters.where import spot

CheckSample = Callable[[str], CheckResult]


def said(result: CheckResult) -> list[str]:
    return [
        f"{one.rule.code} {spot(one.place).en} {one.equation}"
        for one in result.findings
        if one.quote is not None
    ]


def test_guangdong_disagrees_with_its_tables_twice(check_sample: CheckSample) -> None:
    assert said(check_sample("samples/guangdong-hrss-2020.yaml")) == [
        "N121 65:76 2 ≠ ·",
        "N122 65:86 3 ≠ 4 = 2 + 2",
    ]


def test_a_report_without_prose_is_not_read(check: Callable[[str], CheckResult]) -> None:
    result = check("year: 2023\ndisputes:\n  review: [1, 0, 0, 0, 1]\n")
    assert result.mentions == ()
    assert [one for one in result.held if one.rule.code.startswith("N")] == []


def test_a_blank_is_not_taken_for_a_zero_that_the_text_states(
    check: Callable[[str], CheckResult],
) -> None:
    report = "year: 2023\ndisputes:\n  review: [~, ~, ~, ~, ~]\nnarrative:\n  overview: {}\n"
    zero = check(report.format("行政复议 0 件。"))
    assert said(zero) == []
    assert [one.rule.code for one in zero.skips if one.rule.code == "N121"] == ["N121"]
    assert said(check(report.format("行政复议 1 件。"))) == ["N121 5:18 1 ≠ ·"]


def test_hostile_prose_takes_bounded_time(check: Callable[[str], CheckResult]) -> None:
    for text in ("共计" * 40_000 + "5件", "1件" * 40_000, "收到" * 40_000, "一" * 80_000,
                 "（" * 80_000, "9" * 80_000, "行政复议、" * 20_000 + "5件"):  # fmt: skip
        result = check(
            f"year: 2023\ndisputes:\n  review: [1, 0, 0, 0, 1]\nnarrative: {{overview: {text}}}\n"
        )
        assert result.problem is None
