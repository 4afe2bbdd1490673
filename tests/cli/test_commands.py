"""The commands beside ``check``: explain, rules, init."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reportlint import __version__
from reportlint.model.pack import Pack

Cli = Callable[..., Any]


def test_version(cli: Cli) -> None:
    assert cli("--version") == (0, f"reportlint {__version__}\n", "")


@pytest.mark.parametrize(
    ("args", "says", "hint"),
    [
        (["chekc"], "unknown command 'chekc'", "did you mean 'check'?"),
        (["report.yaml"], "unknown command 'report.yaml'", "known here: check, explain, rules"),
        (["--verison"], "unknown option --verison", "did you mean '--version'?"),
        (["check"], "PATH... is missing", "see: reportlint check --help"),
        (["check", "--format"], "the option --format needs a value", "see: reportlint"),
        (["explain"], "RULE... is missing", "see: reportlint explain --help"),
        (["explain", "A199"], "no rule is called 'A199'", "there are A101, "),
        (["explain", "A103", "B1"], "no rule is called 'B1'", "see: reportlint rules"),
        (["explain", "aplications-balance"], "no rule is called", "did you mean 'applications-"),
        (["explain", "A103", "--lang", "x"], "--lang cannot be 'x'", "known here: zh, en"),
        (["explain", "\x1b[31m"], "no rule is called '\\x1b[31m'", "see: reportlint rules"),
        (["rules", "--format", "jsno"], "--format cannot be 'jsno'", "did you mean 'json'?"),
        (["rules", "x"], "one argument too many: x", "see: reportlint rules --help"),
        (["init"], "which year is the report of?", "reportlint init --year 2025"),
        (["init", "--year", "20200"], "'20200' is no year", "write four digits"),
        (["init", "--year", "-5"], "'-5' is no year", "write four digits"),
        (["init", "--year", "9" * 5_000], "'9999", "write four digits"),
        (["init", "--year", "二〇二五"], "'二〇二五' is no year", "write four digits"),
        (["init", "--year", "1999"], "no form is known for reports of 1999", "known here: "),
        (["init", "--form", "disclosure"], "unknown form 'disclosure'", "did you mean 'disc"),
        (["init", "--year", "2022", "--lang", "fr"], "--lang cannot be 'fr'", "known here: "),
        (["init", "--year", "2022", "-o", "."], "cannot write .: Is a directory", ""),
        (["--show-completion", "tcsh"], "--show-completion cannot be 'tcsh'", "known here: bash"),
    ],
)
def test_mistake(cli: Cli, args: list[str], says: str, hint: str) -> None:
    run = cli(*args)
    first, *rest = run.err.splitlines()
    assert (run.code, run.out) == (2, "")
    assert first.startswith(f"reportlint: error: {says}")
    assert [line[: len(hint) + 10] for line in rest] == [f"  = hint: {hint}"] * bool(hint)


def test_mistake_in_chinese(cli: Cli) -> None:
    run = cli("check", "--lang", "zh", "--formt", "json")
    assert run == (
        2,
        "",
        "reportlint: 错误：未知的选项 --formt\n  = 提示：是否想写“--format”？\n",
    )


def test_nothing_asked_shows_the_help(cli: Cli) -> None:
    run = cli()
    assert run.code == 2
    assert "check" in run.out + run.err


def test_explain_every_rule(cli: Cli, pack: Pack) -> None:
    for rule in pack.rules:
        for lang in ("en", "zh"):
            run = cli("explain", rule.code, "--lang", lang)
            assert (run.code, run.err) == (0, "")
            assert run.out.startswith(f"# {rule.code} {rule.name}\n")
            assert rule.title.to(lang) in run.out
        assert cli("explain", rule.name) == cli("explain", rule.code.lower())


def test_explain_several(cli: Cli) -> None:
    both = cli("explain", "A101", "A103").out
    assert both == cli("explain", "A101").out + "\n" + cli("explain", "A103").out


def test_rules(cli: Cli, pack: Pack) -> None:
    codes = [rule.code for rule in pack.rules]
    table = cli("rules").out.splitlines()
    assert [line.split()[0] for line in table[1:]] == codes
    markdown = cli("rules", "--format", "markdown").out.splitlines()
    assert [line.split()[1] for line in markdown[2:]] == codes
    listed = json.loads(cli("rules", "--format", "json", "--lang", "zh").out)
    assert [entry["code"] for entry in listed] == codes
    assert [entry["title"] for entry in listed] == [rule.title.zh for rule in pack.rules]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_init_writes_a_report_that_checks(cli: Cli, pack: Pack, lang: str) -> None:
    for form in pack.forms:
        year = str(form.first_year)
        written = cli("init", "--year", year, "--lang", lang)
        assert (written.code, written.err) == (0, "")
        Path("r.yaml").write_text(written.out)
        run = cli("check", "r.yaml", "--format", "json")
        assert run.code == 0
        [report] = json.loads(run.out)["reports"]
        assert (report["form"], report["year"]) == (form.id, int(year))
        assert report["error"] is None
        named = cli("init", "--form", form.id, "--lang", lang)
        Path("n.yaml").write_text(named.out)
        assert cli("check", "n.yaml").code == 0


def test_init_writes_a_file_once(cli: Cli, folder: Path) -> None:
    assert cli("init", "--year", "2022", "-o", "r.yaml") == (0, "", "")
    first = (folder / "r.yaml").read_text()
    assert cli("init", "--year", "2020", "-o", "r.yaml") == (
        2,
        "",
        "reportlint: error: r.yaml exists already\n  = hint: --force overwrites it\n",
    )
    assert (folder / "r.yaml").read_text() == first
    assert cli("init", "--year", "2020", "-o", "r.yaml", "--force") == (0, "", "")
    assert (folder / "r.yaml").read_text() != first
