"""``reportlint rules --check-examples``: what is wrong with an example, and where."""

import subprocess
import sys
from pathlib import Path

import pytest

from reportlint.cli.setup import load_packs
from reportlint.engine.examples import wrong_examples
from reportlint.errors import PackError

FORM = """\
form: offices-1
label: Offices
tables:
  cases:
    label: Cases
    columns: [{id: old, label: Old}, {id: new, label: New}]
    open_rows: {group: offices}
    rows: [{id: overall, label: All offices, total_of: offices}]
"""
RULE = """\
rules:
- code: T101
  name: tested-rule
  severity: error
  for: {c: cases.columns}
  assert: sum(offices[c]) == overall[c]
  title: the offices add up
  why: because
  examples:
    holds: HOLDS
    violates: VIOLATES
"""
GOOD = "{cases: {North: {old: 1}, overall: {old: 1}}}"
BAD = "{cases: {North: {old: 1}, overall: {old: 2}}}"


def write(folder: Path, holds: str = GOOD, violates: str = BAD, rule: str = RULE) -> None:
    (folder / "pack.yaml").write_text("pack: tested\ntitle: Tested\n")
    (folder / "form.yaml").write_text(FORM)
    (folder / "rules.yaml").write_text(rule.replace("HOLDS", holds).replace("VIOLATES", violates))


def wrong(folder: Path) -> list[PackError]:
    return list(wrong_examples(load_packs([folder])[0]))


def run(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reportlint", "rules", "--lang", "en", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


def test_right_examples(tmp_path: Path) -> None:
    write(tmp_path)
    assert wrong(tmp_path) == []


@pytest.mark.parametrize(
    ("holds", "violates", "line", "message", "hint"),
    [
        (BAD, BAD, 10, "'holds' breaks the rule: Old — the offices add up: 1 ≠ 2", None),
        (GOOD, GOOD, 11, "'violates' does not break the rule", None),
        (
            "{}",
            BAD,
            10,
            "'holds' is not judged: the report has no table Cases",
            "give the table, with at least one row",
        ),
        (
            GOOD,
            "{cases: {overall: {old: 1}}}",
            11,
            "'violates' is not judged: Cases names no row to add up",
            "give the table, with at least one row",
        ),
        (
            "{cases: {North: {odl: 1}}}",
            BAD,
            10,
            "'holds' cannot be read: unknown column 'odl'",
            "did you mean 'old'?",
        ),
        (
            "{form: offices-2, cases: {}}",
            BAD,
            10,
            "'holds' names the form 'offices-2', to which the rule does not apply",
            "did you mean 'offices-1'?",
        ),
    ],
)
def test_a_wrong_example_is_said_at_its_place(
    tmp_path: Path, holds: str, violates: str, line: int, message: str, hint: str | None
) -> None:
    write(tmp_path, holds, violates)
    (error,) = wrong(tmp_path)
    assert error.message.en == f"T101: the example {message}"
    assert error.source is not None
    assert error.source.span is not None
    assert (error.source.span.line, error.source.span.column) == (line, 5)
    assert (error.hint.en if error.hint else None) == hint


def test_a_rule_that_nothing_binds_has_nothing_to_judge(tmp_path: Path) -> None:
    rule = RULE.replace("c: cases.columns", "o: cases.offices").replace(
        "sum(offices[c]) == overall[c]", "o[old] <= o[new]"
    )
    write(tmp_path, "{cases: {overall: {old: 1}}}", "{cases: {North: {old: 1}}}", rule)
    assert [error.message.en for error in wrong(tmp_path)] == [
        "T101: the example 'holds' has nothing to judge"
    ]


def test_the_command_names_the_pack_and_counts_its_rules(tmp_path: Path) -> None:
    write(tmp_path)
    result = run("--check-examples", "--pack", ".", folder=tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == "tested: the examples of 1 rule do what they say\n"


def test_the_command_shows_every_wrong_example_and_exits_with_2(tmp_path: Path) -> None:
    write(tmp_path, BAD, GOOD)
    result = run("--check-examples", "--pack", ".", folder=tmp_path)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == (
        "reportlint: error: ./rules.yaml:10:5: "
        "T101: the example 'holds' breaks the rule: Old — the offices add up: 1 ≠ 2\n"
        f"10 |     holds: {BAD}\n"
        "   |     ^\n"
        "reportlint: error: ./rules.yaml:11:5: "
        "T101: the example 'violates' does not break the rule\n"
        f"11 |     violates: {GOOD}\n"
        "   |     ^\n"
    )


def test_two_packs_do_not_share_a_code(tmp_path: Path) -> None:
    write(tmp_path, rule=RULE.replace("T101", "A101"))
    with pytest.raises(PackError) as raised:
        load_packs([tmp_path])
    assert (
        raised.value.message.en
        == "the code A101 is that of applicants-total in the pack disclosure"
    )


def test_two_packs_do_not_share_a_name(tmp_path: Path) -> None:
    write(tmp_path, rule=RULE.replace("tested-rule", "applicants-total"))
    with pytest.raises(PackError) as raised:
        load_packs([tmp_path])
    assert raised.value.message.en == (
        "the name 'applicants-total' is that of A101 in the pack disclosure"
    )
