"""What surrounds a run: streams, locale, signals, shells. Each in a process of its own."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ERROR = """\
year: 2022
agency: 𠮷é局
disputes:
  review: [1, 0, 0, 0, 2]
  direct_litigation: [0, 0, 0, 0, 0]
  post_review_litigation: [0, 0, 0, 0, 0]
"""
PROGRAM = [sys.executable, "-m", "reportlint"]


@pytest.fixture(autouse=True)
def reports(folder: Path) -> None:
    (folder / "error.yaml").write_text(ERROR, encoding="utf-8")
    (folder / "clean.yaml").write_text("year: 2022\n")


def environment(**changes: str) -> dict[str, str]:
    dropped = ("LC_ALL", "LC_MESSAGES", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "PYTHONUTF8")
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return kept | {"LANG": "C.UTF-8"} | changes


def run(*args: str, **changes: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*PROGRAM, *args],
        env=environment(**changes),
        capture_output=True,
        check=False,
        timeout=120,
        stdin=subprocess.DEVNULL,
    )


def shell(line: str) -> subprocess.CompletedProcess[bytes]:
    program = " ".join(PROGRAM)
    return subprocess.run(
        ["/bin/sh", "-c", line.replace("reportlint", program)],
        env=environment(),
        capture_output=True,
        check=False,
        timeout=120,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.parametrize(
    "line",
    [
        "reportlint check error.yaml | true",
        "reportlint check error.yaml | head -1",
        "reportlint check error.yaml --format json --verbose | head -1",
        "reportlint rules --format json | head -1",
        "reportlint explain A101 A102 A103 A104 | head -1",
        "reportlint --help | true",
        "reportlint check --help | head -1",
    ],
)
def test_reader_that_goes_away(line: str) -> None:
    done = shell(line)
    assert done.returncode == 0
    assert done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_full_disk() -> None:
    done = shell("reportlint check error.yaml > /dev/full")
    assert done.returncode == 2
    assert done.stderr == (b"reportlint: error: cannot write the output: No space left on device\n")
    done = shell("reportlint check error.yaml --lang zh --output json:/dev/full")
    assert done.returncode == 2
    assert done.stderr.decode() == "reportlint: 错误：无法写入 /dev/full：磁盘空间不足\n"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("reportlint check error.yaml >&-", 1),
        ("reportlint check error.yaml 2>&-", 1),
        ("reportlint check gone.yaml 2>&-", 2),
        ("reportlint check clean.yaml <&- >&- 2>&-", 0),
        ("reportlint check - <&-", 3),
        ("reportlint explain A101 >&-", 0),
        ("reportlint nothing 2>/dev/full", 2),
    ],
)
def test_closed_streams(line: str, code: int) -> None:
    done = shell(line)
    assert done.returncode == code
    assert b"Traceback" not in done.stderr


def test_bug_is_said_to_be_one() -> None:
    program = (
        "import sys; import reportlint.cli.run as run; from reportlint.cli.main import main\n"
        "def crash(options): raise RuntimeError('lost')\n"
        "run.run_check = crash; sys.argv = ['reportlint', 'check', 'x']; main()\n"
    )
    for lang, says in [
        ("C", "This is a bug in reportlint"),
        ("zh_CN", "这是 reportlint 的程序错误"),
    ]:
        done = subprocess.run(
            [sys.executable, "-c", program],
            env=environment(LANG=lang, PYTHONIOENCODING="utf-8"),
            capture_output=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 70
        assert done.stdout == b""
        assert b"RuntimeError: lost" in done.stderr
        assert says in done.stderr.decode()


def test_interruption() -> None:
    program = (
        "import sys; import reportlint.cli.run as run; from reportlint.cli.main import main\n"
        "def stop(options): raise KeyboardInterrupt\n"
        "run.run_check = stop; sys.argv = ['reportlint', 'check', 'x']; main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=False, timeout=120
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "gb18030", "utf-8", "gbk"])
def test_terminal_of_few_characters(encoding: str) -> None:
    for lang in ("en", "zh"):
        done = run("check", "error.yaml", "--lang", lang, PYTHONIOENCODING=encoding)
        assert (done.returncode, done.stderr) == (1, b"")
        done.stdout.decode(encoding)
    done = run("check", "error.yaml", "--format", "json", PYTHONIOENCODING=encoding)
    [report] = json.loads(done.stdout.decode(encoding))["reports"]
    assert report["agency"] == "𠮷é局"


def test_plain_locale() -> None:
    for lang in ("C", "POSIX", ""):
        done = run("check", "error.yaml", "--format", "concise", LANG=lang)
        assert done.returncode == 1
        assert done.stdout.startswith("error.yaml:4:12: error[L101] 行政复议".encode())


def test_help_in_both_languages() -> None:
    english = run("check", "--help", COLUMNS="100").stdout.decode()
    assert "Check reports and explain what does not add up." in english
    chinese = run("check", "--lang", "zh", "--help", COLUMNS="100").stdout.decode()
    assert "检查报告，说明哪里对不上。" in chinese
    assert chinese == run("check", "--help", LANG="zh_CN.UTF-8", COLUMNS="100").stdout.decode()


@pytest.mark.parametrize("command", ["", "check", "explain", "rules", "init", "schema", "verify"])
def test_help_is_of_one_language_and_cut_nowhere(command: str) -> None:
    line = [command] if command else []
    english = run(*line, "--help", COLUMNS="80").stdout.decode()
    assert english == run(*line, "-h", COLUMNS="80").stdout.decode()
    assert english.startswith(f"Usage: reportlint {command}".rstrip())
    assert english.isascii()
    assert re.findall(r"[a-z]\.\.\.$", english, re.MULTILINE) == []
    chinese = run(*line, "--help", COLUMNS="80", LANG="zh_CN.UTF-8").stdout.decode()
    assert chinese.startswith(f"用法：reportlint {command}".rstrip())
    for word in ("Usage", "Arguments", "Options", "Commands", "required", "default", " and "):
        assert word not in chinese
    assert re.findall("--[a-z-]+", chinese) == re.findall("--[a-z-]+", english)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("bash", "complete -o default -F _reportlint_completion reportlint"),
        ("zsh", "compdef _reportlint_completion reportlint"),
        ("fish", "complete --command reportlint"),
    ],
)
def test_completion_script(name: str, part: str) -> None:
    done = run("--show-completion", name)
    assert (done.returncode, done.stderr) == (0, b"")
    assert part in done.stdout.decode()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("reportlint che", ["check"]),
        ("reportlint check --fo", ["--format", "--form"]),
        ("reportlint init --y", ["--year"]),
    ],
)
def test_completion(words: str, found: list[str]) -> None:
    position = str(len(words.split()) - 1)
    done = run(COMP_WORDS=words, COMP_CWORD=position, _REPORTLINT_COMPLETE="complete_bash")
    assert done.stdout.decode().split() == found
    done = run(_TYPER_COMPLETE_ARGS=words, _REPORTLINT_COMPLETE="complete_zsh")
    assert all(name in done.stdout.decode() for name in found)


def test_working_folder_that_is_gone(folder: Path) -> None:
    done = shell(f"mkdir gone && cd gone && rmdir ../gone && reportlint check {folder}/clean.yaml")
    assert done.returncode == 0


def test_any_hash_seed() -> None:
    outputs = {
        run("check", ".", "--format", "json", "--verbose", PYTHONHASHSEED=seed).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(outputs) == 1


def test_width_of_the_terminal_is_a_number() -> None:
    for columns in ("²", "0", "-1", "9" * 400, "x"):
        assert run("check", "error.yaml", COLUMNS=columns).returncode == 1
        assert run("rules", COLUMNS=columns).returncode == 0
