"""Every option of ``reportlint check``: what it changes, and what is said of a wrong value."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Cli = Callable[..., Any]

CLEAN = "year: 2022\n"
ERROR = """\
year: 2022
disputes:
  review: [1, 0, 0, 0, 2]
  direct_litigation: [0, 0, 0, 0, 0]
  post_review_litigation: [0, 0, 0, 0, 0]
"""
WARNING = """\
year: 2022
disputes:
  review: [1, 0, 0, 0, 1]
"""
L101 = "error.yaml:3:12: error[L101] 行政复议: the results add up to 1, the total says 2\n"


@pytest.fixture(autouse=True)
def reports(folder: Path) -> None:
    (folder / "clean.yaml").write_text(CLEAN)
    (folder / "error.yaml").write_text(ERROR)
    (folder / "warning.yaml").write_text(WARNING)
    (folder / "broken.yaml").write_text("year: [\n")


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["clean.yaml"], 0),
        (["warning.yaml"], 0),
        (["error.yaml"], 1),
        (["broken.yaml"], 3),
        (["error.yaml", "broken.yaml"], 3),
        (["clean.yaml", "gone.yaml"], 2),
        (["warning.yaml", "--fail-on", "error"], 0),
        (["warning.yaml", "--fail-on", "warning"], 1),
        (["warning.yaml", "--fail-on", "info"], 1),
        (["error.yaml", "--fail-on", "never"], 0),
        (["error.yaml", "--exit-zero"], 0),
        (["broken.yaml", "--exit-zero"], 3),
        (["broken.yaml", "--fail-on", "never"], 3),
        (["error.yaml", "--ignore", "L101"], 0),
        (["error.yaml", "--ignore", "L"], 0),
        (["error.yaml", "--ignore", "disputes-total"], 0),
        (["error.yaml", "--ignore", "A,L101"], 0),
        (["error.yaml", "--ignore", "A", "--ignore", "L101"], 0),
        (["error.yaml", "--select", "A"], 0),
        (["error.yaml", "--select", "l101"], 1),
        (["error.yaml", "--select", "A,L"], 1),
        (["error.yaml", "--select", "L", "--ignore", "L101"], 0),
        (["error.yaml", "--form", "disclosure-2021"], 1),
    ],
)
def test_exit_code(cli: Cli, args: list[str], code: int) -> None:
    for style in ("full", "concise", "json"):
        run = cli("check", *args, "--format", style)
        assert run.code == code
        assert (run.err == "") == (code != 2)


@pytest.mark.parametrize(
    ("args", "says", "hint"),
    [
        (["--select", "L10"], "", ""),
        (["--select", "A199"], "no rule is called 'A199'", "there are A101, A102, A103"),
        (["--select", "disputes-totel"], "no rule is called 'disputes-totel'", "did you mean 'd"),
        (["--ignore", "Q"], "no rule is called 'Q'", "see: reportlint rules"),
        (["--fail-on", "eror"], "--fail-on cannot be 'eror'", "did you mean 'error'?"),
        (["--form", "2021"], "unknown form '2021'", "known here: disclosure-2019, disclosure-2021"),
        (["--format", "ful"], "--format cannot be 'ful'", "did you mean 'full'?"),
        (["--lang", "cn"], "--lang cannot be 'cn'", "known here: zh, en"),
        (["--color", "yes"], "--color cannot be 'yes'", "known here: auto, always, never"),
        (["--pack", "gone"], "no such pack: gone", "give a folder that holds pack.yaml"),
        (["--pack", "."], "the folder . has no pack.yaml", "see docs/writing-rules.md"),
        (["--config", "gone"], "no such configuration file: gone", "give a reportlint.toml or"),
        (["--config", "x", "--isolated"], "--config and --isolated exclude", "leave one of"),
        (["--output", "json"], "--output takes FORMAT:FILE, not 'json'", "such as --output"),
        (["--output", "jsn:x"], "--output cannot be 'jsn'", "did you mean 'json'?"),
        (["--output", "json:."], "cannot write .: Is a directory", ""),
        (["--output", "json:gone/x"], "cannot write gone/x: No such file or directory", ""),
        (["--output", "json:clean.yaml/x"], "cannot write clean.yaml/x: Not a directory", ""),
        (["--output", "json:clean.yaml"], "--output would overwrite clean.yaml", "write to ano"),
        (["--output", "json:x", "--output", "full:./x"], "--output would overwrite x", "write"),
        (["--output", "json:" + "x" * 300], "cannot write " + "x" * 300, ""),
        (["--selct", "A"], "unknown option --selct", "did you mean '--select'?"),
        (["--select"], "the option --select needs a value", "see: reportlint"),
        (["--quiet=1"], "the option --quiet takes no value", "see: reportlint"),
    ],
)
def test_wrong_value(cli: Cli, folder: Path, args: list[str], says: str, hint: str) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir()}
    run = cli("check", "clean.yaml", *args)
    assert run.code == (2 if says else 0)
    if says:
        first, *rest = run.err.splitlines()
        assert run.out == ""
        assert first.startswith(f"reportlint: error: {says}")
        assert len(rest) == bool(hint)
        assert all(line.startswith(f"  = hint: {hint}") for line in rest)
        chinese = cli("check", "clean.yaml", *args, "--lang", "zh")
        assert chinese.err.startswith("reportlint: 错误：") or "--lang" in args
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_concise(cli: Cli) -> None:
    run = cli("check", "error.yaml", "clean.yaml", "--format", "concise")
    assert run.out.startswith(f"{L101}1 error in 2 reports: ")
    assert len(run.out.splitlines()) == 2
    quiet = cli("check", "error.yaml", "clean.yaml", "--format", "concise", "-q")
    assert quiet.out == L101


def test_statistics(cli: Cli) -> None:
    run = cli("check", ".", "--format", "concise", "--statistics", "--quiet")
    assert run.out.splitlines()[-8:] == [
        "    1  L101  error    the results add up to the total",
        "    1  S103  warning  every row of the form is there",
        "",
        "broken.yaml: cannot read",
        "error.yaml: 1 error",
        "warning.yaml: 1 warning",
        "1 report without findings",
        "",
    ]
    alone = cli("check", "error.yaml", "--format", "concise", "--statistics", "--quiet")
    assert alone.out == L101 + "    1  L101  error    the results add up to the total\n"


def test_verbose(cli: Cli) -> None:
    brief = cli("check", "error.yaml").out
    verbose = cli("check", "error.yaml", "--verbose").out
    assert "not judged" in verbose
    assert len(verbose.splitlines()) > len(brief.splitlines())


def test_language(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    chinese = "error.yaml:3:12: error[L101] 行政复议：各种结果合计 1，总计为 2\n"
    args = ["check", "error.yaml", "--format", "concise", "--quiet"]
    assert cli(*args).out == L101
    assert cli(*args, "--lang", "zh").out == chinese
    for name, value, shown in [
        ("LANG", "zh_CN.UTF-8", chinese),
        ("LC_MESSAGES", "en_US.UTF-8", L101),
        ("LC_ALL", "zh_TW", chinese),
        ("LC_ALL", "de_DE.UTF-8", L101),
    ]:
        monkeypatch.setenv(name, value)
        assert cli(*args).out == shown


def test_color(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def colored(*args: str) -> bool:
        return "\x1b[" in cli("check", "error.yaml", *args).out

    assert not colored()
    assert colored("--color", "always")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert colored()
    assert not colored("--color", "never")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not colored()
    assert colored("--color", "always")


def test_output_files(cli: Cli, folder: Path) -> None:
    (folder / "there").write_text("old")
    outputs = ["--output", "json:a.out", "--output", "concise:there", "--output", "full:c.out"]
    run = cli("check", "error.yaml", *outputs, "--format", "concise", "--color", "always")
    assert run.code == 1
    assert run.out.startswith(L101)
    assert json.loads((folder / "a.out").read_text())["format"] == "reportlint/v1"
    assert (folder / "there").read_text() == run.out
    assert "\x1b" not in (folder / "c.out").read_text()
    assert not list(folder.glob(".*"))


def test_output_through_a_link_keeps_link_and_rights(cli: Cli, folder: Path) -> None:
    (folder / "real").write_text("old")
    (folder / "real").chmod(0o640)
    (folder / "link").symlink_to("real")
    assert cli("check", "clean.yaml", "--output", "concise:link").code == 0
    assert (folder / "link").is_symlink()
    assert (folder / "real").read_text().startswith("no findings in 1 report")
    assert (folder / "real").stat().st_mode & 0o777 == 0o640


def test_output_to_a_device_does_not_replace_it(cli: Cli) -> None:
    before = os.stat("/dev/null")  # noqa: PTH116  # not what a link points at
    assert cli("check", "clean.yaml", "--output", "json:/dev/null").code == 0
    assert os.stat("/dev/null").st_rdev == before.st_rdev  # noqa: PTH116


def test_output_whole_or_not_at_all(
    cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "out").write_text("old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    run = cli("check", "clean.yaml", "--output", "json:out")
    assert run.code == 2
    assert run.err == "reportlint: error: cannot write out: No space left on device\n"
    assert (folder / "out").read_text() == "old"
    assert not list(folder.glob(".*"))


def test_standard_input_name(cli: Cli) -> None:
    args = ["check", "-", "--format", "concise", "--quiet"]
    assert cli(*args, stdin=ERROR.encode()).out == L101.replace("error.yaml", "-")
    named = cli(*args, "--stdin-filename", "in/x.yaml", stdin=ERROR.encode())
    assert named.out == L101.replace("error.yaml", "in/x.yaml")


def test_form_overrides_the_report(cli: Cli) -> None:
    run = cli("check", "clean.yaml", "--form", "disclosure-2019", "--format", "json")
    assert json.loads(run.out)["reports"][0]["form"] == "disclosure-2019"


def test_same_bytes_twice(cli: Cli) -> None:
    for style in ("full", "concise", "json"):
        args = ["check", ".", "--format", style, "--verbose"]
        assert cli(*args) == cli(*args)


def test_no_absolute_path(cli: Cli, folder: Path) -> None:
    for style in ("full", "concise", "json"):
        assert str(folder) not in cli("check", ".", "--format", style).out


class TestConfiguration:
    """Which file counts, and which setting wins."""

    def check(self, cli: Cli, *args: str) -> str:
        run = cli("check", "error.yaml", "--format", "concise", *args)
        return str(run.out.splitlines()[0])

    def test_option_over_file(self, cli: Cli, folder: Path) -> None:
        (folder / "reportlint.toml").write_text('lang = "zh"\nformat = "json"\nselect = "S"\n')
        assert cli("check", "error.yaml").out.startswith("{")
        assert self.check(cli).startswith("1 份报告，未发现问题")
        assert self.check(cli, "--lang", "en", "--select", "L") + "\n" == L101
        assert self.check(cli, "--isolated") + "\n" == L101

    def test_ignore_adds_up(self, cli: Cli, folder: Path) -> None:
        (folder / "reportlint.toml").write_text('ignore = ["L101"]\n')
        assert cli("check", "error.yaml").code == 0
        assert cli("check", "error.yaml", "--select", "L101").code == 0
        assert cli("check", "error.yaml", "--ignore", "S").code == 0

    def test_nearest_file_upward(
        self, cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (folder / "reportlint.toml").write_text('lang = "zh"\nselekt = 1\n')
        (folder / "a/b").mkdir(parents=True)
        (folder / "a/pyproject.toml").write_text("[tool.other]\n# tool.reportlint\nselect = 1\n")
        monkeypatch.chdir(folder / "a/b")
        run = cli("check", "../../error.yaml")
        assert run.code == 2
        assert run.err.startswith("reportlint: error: ../../reportlint.toml:2:1: unknown setting")
        (folder / "a/pyproject.toml").write_text('[tool.reportlint]\nselect = ["S"]\n')
        assert cli("check", "../../error.yaml").code == 0
        (folder / "a/b/reportlint.toml").write_text('select = ["L"]\n')
        assert cli("check", "../../error.yaml").code == 1

    def test_own_file_over_project(self, cli: Cli, folder: Path) -> None:
        (folder / "reportlint.toml").write_text('select = ["S"]\n')
        (folder / "pyproject.toml").write_text('[tool.reportlint]\nselect = ["L"]\n')
        assert cli("check", "error.yaml").code == 0
        assert cli("check", "error.yaml", "--config", "pyproject.toml").code == 1

    @pytest.mark.parametrize(
        "text",
        [
            '[tool.reportlint]\nselect = ["S"]\n',
            '[ tool . "reportlint" ]\nselect = ["S"]\n',
            '[tool]\nreportlint.select = ["S"]\n',
            '[tool]\nreportlint = { select = ["S"] }\n',
            'tool.reportlint.select = ["S"]\n',
            'tool = { reportlint = { select = ["S"] } }\n',
        ],
    )
    def test_all_ways_to_write_the_section(self, cli: Cli, folder: Path, text: str) -> None:
        (folder / "pyproject.toml").write_text(text)
        assert cli("check", "error.yaml").code == 0

    @pytest.mark.parametrize(
        ("text", "place"),
        [
            ('[tool.x]\nselect = ["B"]\n[tool.reportlint]\nselect = ["B"]\n', "4:11"),
            ('[tool]\nreportlint.select = ["B"]\n', "2:22"),
            ('[tool.reportlint]\nselect = [\n  "A",\n  "B",\n]\n', "4:3"),
        ],
    )
    def test_place_of_a_wrong_rule(self, cli: Cli, folder: Path, text: str, place: str) -> None:
        (folder / "pyproject.toml").write_text(text)
        run = cli("check", "clean.yaml")
        assert run.code == 2
        assert run.err.startswith(
            f"reportlint: error: pyproject.toml:{place}: no rule is called 'B'\n"
        )

    def test_broken_project_counts_only_if_it_is_ours(self, cli: Cli, folder: Path) -> None:
        (folder / "pyproject.toml").write_text("[tool.other\n")
        assert cli("check", "clean.yaml").code == 0
        (folder / "pyproject.toml").write_text("[tool.reportlint]\nselect = [\n")
        run = cli("check", "clean.yaml")
        assert run.code == 2
        assert run.err.splitlines()[1:] == ["2 | select = [", "  |           ^"]

    def test_pack_from_the_folder_of_the_file(
        self, cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (folder / "reportlint.toml").write_text('pack = ["p"]\n')
        (folder / "p").mkdir()
        (folder / "p/pack.yaml").write_text("pack: x\ntitle: x\nextends: nothing\n")
        (folder / "in").mkdir()
        monkeypatch.chdir(folder / "in")
        run = cli("check", "../clean.yaml")
        assert run.err.startswith("reportlint: error: ../p/pack.yaml:3:10: there is no built-in")


def test_the_summary_of_a_job_is_cut_before_github_drops_it(
    cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = folder / "page.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    cli("check", ".", "--format", "github")
    whole = page.read_text(encoding="utf-8")
    page.unlink()
    monkeypatch.setattr("reportlint.cli.run._MOST_SUMMARY", 300)
    cli("check", ".", "--format", "github")
    kept, more, end = page.read_text(encoding="utf-8").rsplit("\n", 2)
    assert (more, end) == ("More than the page of a job can hold: the log has it all.", "")
    assert whole.startswith(kept.removesuffix("\n"))
    assert 200 < len(kept.encode()) <= 302
