"""Three verdicts: held, violated, not judged; and what a blank means."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from reportlint.engine.judge import judge
from reportlint.markup.yaml import parse_yaml
from reportlint.model.result import CheckResult, Finding, Held, Skip
from reportlint.recognise.keyed import recognise
from reportlint.rules.document import read_folder
from reportlint.rules.pack import build_pack

FORM = """\
form: tiny
label: Cases
fields:
  year: {label: Year}
tables:
  cases:
    label: Cases
    columns:
    - {id: a, label: A}
    - {id: b, label: B}
    - {id: total, label: Total, total_of: parts}
    - {id: money, label: Money, number: amount}
    rows: [{id: one, label: One}, {id: two, label: Two}]
    groups: {parts: [a, b]}
  others:
    label: Others
    columns: [{id: n, label: N}]
    rows: [{id: x, label: X}]
"""
RULE = """\
- code: T101
  name: the-rule
  severity: error
  table: cases
  title: t
  why: w
  examples: {holds: {}, violates: {}}
"""


class Verdict(NamedTuple):
    """The verdict on the only constraint of a rule."""

    kind: str
    reason: str = ""
    equation: str = ""
    assumed: str = ""


Judged = Callable[..., Verdict]


@pytest.fixture
def verdict(tmp_path: Path) -> Judged:
    """Judge one rule, given as lines of YAML, on the cells of the row ``one``."""

    def run(rule: str, cells: str, rest: str = "year: 2024") -> Verdict:
        lines = "".join(f"  {line}\n" for line in rule.split("; "))
        (tmp_path / "pack.yaml").write_text("pack: tiny\ntitle: Cases\n")
        (tmp_path / "form.yaml").write_text(FORM)
        (tmp_path / "rules.yaml").write_text(f"rules:\n{RULE}{lines}")
        pack = build_pack(read_folder(tmp_path, "tiny"))
        table = f"cases:\n  one: [{cells}]\n" if cells else ""
        root = parse_yaml(f"form: tiny\n{rest}\n{table}")
        report = recognise(root, "r", [pack.forms], None)
        held, findings, skips, hard = judge(report, pack.constraints["tiny"])
        verdicts: list[Held | Finding | Skip] = [*held, *findings, *skips]
        (one,) = verdicts
        match one:
            case Held():
                return Verdict("held")
            case Skip():
                assert hard == ()
                return Verdict("not judged", one.reason.en)
            case Finding():
                assert one.equation is not None
                return Verdict("violated", "", one.equation, " ".join(map(str, one.assumed)))

    return run


SUM = "assert: one[a] + one[b] == one[total]"
BOUND = "assert: one[a] <= one[b]"

POLICIES = [
    # rule, cells a b total money, verdict
    (SUM, "1, 2, 3, 0", Verdict("held")),
    (SUM, "1, 2, 4, 0", Verdict("violated", "", "1 + 2 = 3 ≠ 4")),
    # In an equality a blank part is taken as 0, and the assumption is told.
    (SUM, "3, ~, 3, 0", Verdict("held")),
    (SUM, "3, /, 4, 0", Verdict("violated", "", "3 ≠ 4", "cases.one.b")),
    (SUM, "~, 无, 4, 0", Verdict("violated", "", "0 ≠ 4", "cases.one.a cases.one.b")),
    # A blank total is never assumed.
    (SUM, "1, 2, ~, 0", Verdict("not judged", "blank, so unknown: One · Total")),
    (SUM, "~, ~, ~, 0", Verdict("not judged", "blank, so unknown: One · Total")),
    # What cannot be read is never assumed either.
    (SUM, "1, some, 3, 0", Verdict("not judged", "not a number: One · B")),
    (
        SUM,
        "1, 2, 3",
        Verdict("not judged", "missing or out of line: One · A, One · B, One · Total"),
    ),
    # In an inequality every blank leaves it open.
    (BOUND, "1, 2, 0, 0", Verdict("held")),
    (BOUND, "3, 2, 0, 0", Verdict("violated", "", "3 > 2")),
    (BOUND, "1, ~, 0, 0", Verdict("not judged", "blank, so unknown: One · B")),
    (BOUND, "~, 2, 0, 0", Verdict("not judged", "blank, so unknown: One · A")),
    (f"{BOUND}; blank: zero", "1, ~, 0, 0", Verdict("violated", "", "1 > 0", "cases.one.b")),
    (f"{BOUND}; blank: zero", "~, 2, 0, 0", Verdict("held")),
    (
        f"{SUM}; blank: zero",
        "1, 2, ~, 0",
        Verdict("violated", "", "1 + 2 = 3 ≠ 0", "cases.one.total"),
    ),
    (f"{SUM}; blank: zero", "1, x, 1, 0", Verdict("not judged", "not a number: One · B")),
    (f"{SUM}; blank: unknown", "3, ~, 3, 0", Verdict("not judged", "blank, so unknown: One · B")),
    ("assert: one[a] >= one[b]", "1, 2, 0, 0", Verdict("violated", "", "1 < 2")),
    # Coefficients, constants, signs.
    ("assert: 2 * one[a] - one[b] == 1", "3, 5, 0, 0", Verdict("held")),
    (
        "assert: 2 * one[a] - one[b] == 1",
        "3, 4, 0, 0",
        Verdict("violated", "", "2 × 3 - 4 = 2 ≠ 1"),
    ),
    (
        "assert: -one[a] >= -one[b] * 0.5 + 1",
        "3, 4, 0, 0",
        Verdict("violated", "", "-3 < -1 = -0.5 × 4 + 1"),
    ),
    ("assert: one[a] <= 0.35 * one[b]", "7, 20, 0, 0", Verdict("held")),
    (
        "assert: one[a] <= 0.35 * one[b]",
        "8, 20, 0, 0",
        Verdict("violated", "", "8 > 7 = 0.35 × 20"),
    ),
    # A guard that is false makes the rule hold; an open guard leaves it open.
    (f"when: one[a] >= 1; {SUM}", "0, 2, 4, 0", Verdict("held")),
    (f"when: one[a] >= 1; {SUM}", "1, 2, 4, 0", Verdict("violated", "", "1 + 2 = 3 ≠ 4")),
    (
        f"when: one[total] >= 1; {SUM}",
        "1, 2, ~, 0",
        Verdict("not judged", "blank, so unknown: One · Total"),
    ),
    (f"when: one[a] >= 1 and one[b] == 0; {SUM}", "1, 2, 4, 0", Verdict("held")),
    (f"when: one[a] != 0; {SUM}", "1, 0, 4, 0", Verdict("violated", "", "1 ≠ 4")),
    (f"when: one[a] < 1; {SUM}", "1, 0, 4, 0", Verdict("held")),
    (f"when: one[a] > 0; {SUM}", "~, 0, 4, 0", Verdict("held")),
    (f"when: one[a] == 0; {SUM}", "~, 0, 4, 0", Verdict("violated", "", "0 ≠ 4", "cases.one.a")),
    (f"when: year >= 2024; {SUM}", "1, 0, 4, 0", Verdict("violated", "", "1 ≠ 4")),
    (f"when: year >= 2025; {SUM}", "1, 0, 4, 0", Verdict("held")),
]


@pytest.mark.parametrize(("rule", "cells", "expected"), POLICIES)
def test_verdicts(rule: str, cells: str, expected: Verdict, verdict: Judged) -> None:
    assert verdict(rule, cells) == expected


def test_a_guard_over_the_year_needs_the_year(verdict: Judged) -> None:
    expected = Verdict("not judged", "the report's year is not known")
    assert verdict(f"when: year >= 2024; {SUM}", "1, 0, 4, 0", "") == expected


def test_a_table_that_is_absent_leaves_its_rules_open(verdict: Judged) -> None:
    assert verdict(SUM, "") == Verdict("not judged", "the report has no table Cases")
    other = "assert: one[a] == others[x, n]"
    assert verdict(other, "1, 0, 0, 0") == Verdict("not judged", "the report has no table Others")


def test_decimals_are_exact(verdict: Judged) -> None:
    rule = "assert: one[money] + 0.1 == 0.3"
    assert verdict(rule, "0, 0, 0, 0.2") == Verdict("held")
    assert verdict(rule, "0, 0, 0, 0.20000001") == Verdict(
        "violated", "", "0.20000001 + 0.1 = 0.30000001 ≠ 0.3"
    )
    assert (
        verdict("assert: one[a] == 999999999999999", "999999999999998, 0, 0, 0").kind == "violated"
    )


def test_cells_are_listed_once_in_the_order_of_the_expression(
    check: Callable[[str], CheckResult],
) -> None:
    result = check("year: 2023\ndisputes:\n  review: [1, 2, 0, 0, 9]\n")
    (finding,) = [one for one in result.findings if one.rule.code == "L101"]
    assert [str(cell.address) for cell in finding.cells] == [
        "disputes.review.upheld",
        "disputes.review.corrected",
        "disputes.review.other_result",
        "disputes.review.pending",
        "disputes.review.total",
    ]
    assert (finding.left, finding.right, finding.difference) == (3, 9, -6)
