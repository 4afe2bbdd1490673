"""The packs of ``samples/packs`` do what their reports show."""

from pathlib import Path

import pytest

from reportlint.cli.setup import load_packs
from reportlint.engine.check import Checker
from reportlint.model.pack import Pack
from reportlint.model.result import CheckResult

LABEL = "三、收到和处理政府信息公开申请情况"
PACKS = Path(__file__).parents[2] / "samples" / "packs"


def check(pack: Pack, text: str) -> CheckResult:
    checker = Checker((pack,), frozenset(rule.code for rule in pack.rules))
    return checker.check(text.encode(), "report.yaml")


def sample(name: str) -> str:
    return (PACKS / name).read_text(encoding="utf-8")


def violated(result: CheckResult) -> list[str]:
    return [
        " ".join([finding.rule.code, *(name for _, name in finding.scope)])
        for finding in result.findings
    ]


@pytest.fixture(scope="module")
def caseload() -> Pack:
    return load_packs([PACKS / "caseload"])[0]


@pytest.fixture(scope="module")
def strict() -> Pack:
    return load_packs([PACKS / "strict-disclosure"])[0]


def test_every_rule_of_the_caseload_pack_holds_on_the_clean_report(caseload: Pack) -> None:
    result = check(caseload, sample("caseload-report.yaml"))
    assert (result.findings, result.skips) == ((), ())
    assert {held.rule.code for held in result.held} == {rule.code for rule in caseload.rules}


def test_the_broken_report_breaks_what_it_says(caseload: Pack) -> None:
    result = check(caseload, sample("caseload-report-broken.yaml"))
    assert violated(result) == [
        "C102 processed",
        "C101 Harbor City",
        "C202 Harbor City",
        "C103 Riverside",
        "G102",
        "G101",
        "F105 money",
        "M102 costs",
    ]
    assert result.skips == ()


def test_the_mistakes_are_found_in_the_open_rows_too(caseload: Pack) -> None:
    (diagnosis,) = check(caseload, sample("caseload-report-broken.yaml")).diagnoses
    assert diagnosis.status == "unique"
    assert [
        (str(change.cell), change.current, change.implied)
        for change in diagnosis.explanations[0].changes
    ] == [("cases.Harbor City.processed", 215, 251), ("ages.total.pending", 56, 65)]


def test_a_mistyped_label_of_a_fixed_row_is_no_row_of_its_own(caseload: Pack) -> None:
    result = check(caseload, "year: 2024\ncases: {North: [1, 2, 3, 0], All ofices: [1, 2, 3, 0]}")
    assert result.problem is not None
    assert result.problem.message.en == "is 'All ofices' a row of its own?"
    assert result.problem.hint is not None
    assert result.problem.hint.en == "did you mean 'All offices'?"


def test_the_unit_of_the_column_is_read_in_the_cell(caseload: Pack) -> None:
    text = sample("caseload-report.yaml").replace("24611.50, 207861.50", "24611.50 usd, 207861.50")
    result = check(caseload, text)
    assert violated(result) == ["F105 money"]


def test_another_unit_than_the_column_has_is_no_number(caseload: Pack) -> None:
    text = sample("caseload-report.yaml").replace("24611.50, 207861.50", "24611.50 EUR, 207861.50")
    assert violated(check(caseload, text)) == ["F102 money"]


def test_the_strict_pack_changes_adds_and_leaves_out(strict: Pack) -> None:
    result = check(strict, sample("strict-disclosure-report.yaml"))
    assert [(one.rule.code, one.rule.severity, one.message.en) for one in result.findings] == [
        (
            "S201",
            "error",
            f"{LABEL}: fill in 四、结转下年度继续办理 · 自然人; write 0 where nothing happened",
        ),
        ("Z101", "info", "3 reviews, but only 2 applications were answered this year"),
    ]
    assert "S207" not in {rule.code for rule in strict.rules}


def test_without_the_strict_pack_the_report_is_judged_as_always(pack: Pack) -> None:
    result = check(pack, sample("strict-disclosure-report.yaml"))
    assert [(one.rule.code, one.rule.severity) for one in result.findings] == [
        ("S201", "warning"),
        ("S207", "warning"),
    ]
