"""A baseline: written, obeyed, stale and pruned."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROWS = [
    "received",
    "carried_over",
    "granted",
    "partly_granted",
    "state_secret",
    "prohibited_by_law",
    "security_and_stability",
    "third_party_rights",
    "internal_affairs",
    "deliberative_process",
    "enforcement_file",
    "administrative_inquiry",
    "not_held",
    "needs_creation",
    "still_unclear",
    "petition",
    "repeated",
    "published_material",
    "excessive",
    "confirmation",
    "not_corrected",
    "fee_unpaid",
    "other_reasons",
    "concluded",
    "carried_forward",
]
WRONG = ROWS[:20]


def report(wrong: dict[str, str], above: str = "") -> str:
    """Return a report with a wrong total in each of the rows."""
    rows = [f"  {row}: [{wrong.get(row, '0, 0, 0, 0, 0, 0, 0')}]\n" for row in ROWS]
    return f"{above}form: disclosure-2021\nyear: 2024\napplications:\n{''.join(rows)}"


def twenty() -> dict[str, str]:
    """Return rows that give twenty findings: each has a wrong total."""
    return {row: f"{number}, 0, 0, 0, 0, 0, 0" for number, row in enumerate(WRONG, start=1)}


def run(folder: Path, *arguments: str) -> tuple[int, list[str], str]:
    done = subprocess.run(
        [sys.executable, "-m", "reportlint", "check", "--format", "concise", "--lang", "en",
         "--select", "A101", *arguments],
        cwd=folder,
        env={**os.environ},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )  # fmt: skip
    return done.returncode, done.stdout.splitlines(), done.stderr


def write(folder: Path, wrong: dict[str, str], above: str = "") -> None:
    (folder / "report.yaml").write_text(report(wrong, above))


def test_the_life_of_a_baseline(tmp_path: Path) -> None:
    wrong = twenty()
    write(tmp_path, wrong)
    code, lines, _ = run(tmp_path, "report.yaml")
    found = len(lines) - 1
    assert (code, found) == (1, 20)

    code, lines, said = run(tmp_path, "report.yaml", "--write-baseline", "known.json")
    assert (code, said) == (0, f"reportlint: {found} findings written to known.json\n")
    assert lines == ["no findings in 1 report: 5 held, 0 violated, 0 not judged, 20 waived."]

    # Lines do not matter, and the baseline may lie in the folder that is checked.
    write(tmp_path, wrong, above="# a comment\n\n")
    code, lines, said = run(tmp_path, ".", "--baseline", "known.json")
    assert (code, len(lines), said) == (0, 1, "")

    # One new error is the only one that is shown.
    write(tmp_path, {**wrong, "fee_unpaid": "5, 0, 0, 0, 0, 0, 4"})
    code, lines, said = run(tmp_path, ".", "--baseline", "known.json")
    assert (code, said) == (1, "")
    assert [line.split("[")[1][:4] for line in lines[:-1]] == ["A101"]

    # One that is repaired is told until it is pruned.
    write(tmp_path, {**wrong, "granted": "3, 0, 0, 0, 0, 0, 3"})
    code, lines, said = run(tmp_path, ".", "--baseline", "known.json")
    assert (code, len(lines)) == (0, 1)
    assert said == (
        "reportlint: known.json: 1 entry is stale (--prune-baseline removes what is stale):\n"
        "  report.yaml A101[granted]\n"
    )


def test_pruning_removes_what_is_stale_and_nothing_else(tmp_path: Path) -> None:
    wrong = {"granted": "1, 0, 0, 0, 0, 0, 2", "received": "1, 0, 0, 0, 0, 0, 2"}
    write(tmp_path, wrong)
    (tmp_path / "gone.yaml").write_text(report(wrong))
    run(tmp_path, ".", "--write-baseline", "known.json")
    before = json.loads((tmp_path / "known.json").read_text())["reports"]
    (tmp_path / "gone.yaml").unlink()
    del wrong["granted"]
    write(tmp_path, wrong)
    _, _, said = run(tmp_path, ".", "--baseline", "known.json", "--prune-baseline")
    assert said.startswith("reportlint: known.json: ")
    assert "stale (removed)" in said.splitlines()[0]
    after = json.loads((tmp_path / "known.json").read_text())["reports"]
    assert set(before) == {"report.yaml", "gone.yaml"}
    assert set(after) == {"report.yaml"}
    assert set(after["report.yaml"].values()) == set(before["report.yaml"].values()) - {
        "A101[granted]"
    }
    assert run(tmp_path, ".", "--baseline", "known.json")[2] == ""


def test_what_was_not_judged_or_not_selected_is_not_stale(tmp_path: Path) -> None:
    write(tmp_path, {"granted": "1, 0, 0, 0, 0, 0, 2"})
    run(tmp_path, ".", "--write-baseline", "known.json")
    write(tmp_path, {"granted": "1, 0, 0, 0, 0, 0, ~"})
    code, _, said = run(tmp_path, ".", "--baseline", "known.json")
    assert (code, said) == (0, "")


def test_the_baseline_is_found_from_any_folder(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    (tmp_path / "reportlint.toml").write_text('baseline = "known.json"\n')
    write(reports, twenty())
    assert run(tmp_path, "reports", "--write-baseline", "known.json")[0] == 0
    assert run(tmp_path, "reports")[0] == 0
    assert run(reports, "report.yaml")[0] == 0
    assert run(reports, "report.yaml", "--isolated")[0] == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "known.json: cannot read the baseline: No such file or directory"),
        ("", "known.json: this is no baseline"),
        ("{", "known.json: this is no baseline"),
        ("[]", "known.json: this is no baseline"),
        ("{}", "known.json: this is no baseline"),
        ('{"format": "reportlint-baseline/v1", "reports": {"a": 1}}', "this is no baseline"),
        ('{"format": "reportlint-baseline/v1", "reports": {"a": {"b": 1}}}', "this is no baseline"),
    ],
)
def test_what_is_no_baseline_is_an_error(content: str | None, message: str, tmp_path: Path) -> None:
    write(tmp_path, {})
    if content is not None:
        (tmp_path / "known.json").write_text(content)
    code, lines, said = run(tmp_path, "report.yaml", "--baseline", "known.json")
    assert (code, lines) == (2, [])
    assert message in said
    assert "--write-baseline known.json" in said


def test_pruning_needs_a_baseline_and_the_report_is_none(tmp_path: Path) -> None:
    write(tmp_path, {})
    assert run(tmp_path, "report.yaml", "--prune-baseline")[0] == 2
    assert run(tmp_path, "report.yaml", "--write-baseline", "report.yaml")[0] == 2
    assert (tmp_path / "report.yaml").read_text() == report({})
