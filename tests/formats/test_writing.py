"""Files are written whole or not at all, and every failure has its exit code."""

import ctypes
import errno
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from reportlint.cli.terminal import prepare_streams, write_file
from reportlint.errors import UsageError

ROOT = Path(__file__).parents[2]
SAMPLE = str(ROOT / "samples" / "broken" / "L101.yaml")
OLD = "what was there before\n"
ENVIRONMENT = {**os.environ, "LANG": "C.UTF-8"}
CALL = [sys.executable, "-m", "reportlint", "check", SAMPLE, "--lang", "en", "--format", "concise"]


def check(folder: Path, *arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # type: ignore[call-overload, no-any-return]  # options of the test
        [*CALL, *arguments],
        cwd=folder,
        env=ENVIRONMENT,
        stdout=more.pop("stdout", subprocess.PIPE),
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
        **more,
    )


@pytest.fixture(autouse=True)
def _signals_are_heard() -> Iterator[None]:
    """Undo that a shell lets what it starts in the background ignore SIGINT, and nohup SIGHUP."""
    heard: dict[signal.Signals, Callable[[int, FrameType | None], Any] | signal.Handlers] = {
        signal.SIGINT: signal.default_int_handler,
        signal.SIGTERM: signal.SIG_DFL,
        signal.SIGHUP: signal.SIG_DFL,
    }
    before = {number: signal.signal(number, handler) for number, handler in heard.items()}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def left_over(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_an_existing_file_is_replaced_and_keeps_its_rights(tmp_path: Path) -> None:
    file = tmp_path / "result.sarif"
    file.write_text(OLD)
    file.chmod(0o640)
    assert check(tmp_path, "--output", "sarif:result.sarif").returncode == 1
    assert file.read_text().startswith("{")
    assert file.stat().st_mode & 0o777 == 0o640
    assert left_over(tmp_path) == ["result.sarif"]


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").write_text(OLD)
    (tmp_path / "link").symlink_to("real")
    assert check(tmp_path, "--output", "gitlab:link").returncode == 1
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text().startswith("[")


def without_privileges() -> None:
    """Let rights count for the program that is started, even when root starts it."""
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP; refused but to root


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    tmp_path.chmod(0o555)
    started = without_privileges if sys.platform == "linux" else None
    tried = subprocess.run(
        ["touch", "tried"], cwd=tmp_path, preexec_fn=started, capture_output=True, check=False
    )
    if tried.returncode == 0:
        pytest.skip("root may write anywhere here, and cannot do without")
    yield tmp_path
    tmp_path.chmod(0o755)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--output", "sarif:result"),
        ("--output", "record:result"),
        ("--write-baseline", "result"),
    ],
)
def test_a_folder_that_is_read_only(arguments: tuple[str, str], read_only: Path) -> None:
    done = check(read_only, *arguments, preexec_fn=without_privileges)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "reportlint: error: cannot write result: Permission denied\n"
    assert left_over(read_only) == []


def test_a_write_that_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare_streams()
    (tmp_path / "result").write_text(OLD)

    def refuse(*_: object, **__: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(UsageError, match=r"cannot write .*result: Permission denied"):
        write_file(tmp_path / "result", "new")
    assert (tmp_path / "result").read_text() == OLD


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    done = check(tmp_path, "--output", "json:no/result.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "reportlint: error: cannot write no/result.json: No such file or directory\n"
    )


def small_files() -> None:
    """Let no file grow beyond a few bytes, as on a disk that is full."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))


@pytest.mark.parametrize("existing", [True, False])
@pytest.mark.parametrize(
    "arguments",
    [
        ("--output", "sarif:result"),
        ("--output", "record:result"),
        ("--write-baseline", "result"),
    ],
)
def test_a_full_disk_leaves_what_was_there(
    arguments: tuple[str, str], existing: bool, tmp_path: Path
) -> None:
    if existing:
        (tmp_path / "result").write_text(OLD)
    done = check(tmp_path, *arguments, preexec_fn=small_files)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "reportlint: error: cannot write result: File too large\n"
    assert left_over(tmp_path) == (["result"] if existing else [])
    if existing:
        assert (tmp_path / "result").read_text() == OLD


UNSHARE = ["unshare", "--map-root-user", "--mount", "--"]


def mounted(options: str, folder: Path, arguments: list[str]) -> subprocess.CompletedProcess[str]:
    """Check where a file system of our own lies at ``folder``; nobody else sees it."""
    probe = [*UNSHARE, "mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    refused = not shutil.which("unshare") or subprocess.run(probe, check=False).returncode != 0
    if refused:
        pytest.skip("no file system can be mounted here")
    script = (
        f'mount -t tmpfs -o {options} tmpfs "$0" || exit 99; cd "$0"; '
        'head -c 4096 /dev/zero > old; "$@"; code=$?; ls -A; exit $code'
    )
    return subprocess.run(
        [*UNSHARE, "sh", "-c", script, str(folder), *CALL, *arguments],
        env=ENVIRONMENT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    ("options", "why", "files"),
    [("size=8k", "No space left on device", "old\n"), ("size=1m,ro", "Read-only file system", "")],
)
def test_a_file_system_that_is_full_or_read_only(
    options: str, why: str, files: str, tmp_path: Path
) -> None:
    done = mounted(options, tmp_path, ["--output", "sarif:result"])
    assert done.stderr.splitlines()[-1] == f"reportlint: error: cannot write result: {why}"
    assert (done.returncode, done.stdout) == (2, files)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("name", ["full", "sarif", "junit", "markdown"])
def test_a_full_device_as_the_output(name: str, tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = check(tmp_path, "--format", name, stdout=full)
    assert done.returncode == 2
    assert done.stderr == ("reportlint: error: cannot write the output: No space left on device\n")
    done = check(tmp_path, "--output", f"{name}:/dev/full")
    assert (done.returncode, done.stdout) == (2, "")
    assert Path("/dev/full").is_char_device()


@pytest.mark.parametrize("name", ["full", "concise", "sarif", "jsonl", "github"])
def test_a_closed_pipe_ends_quietly_with_the_code_of_the_run(name: str, tmp_path: Path) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    done = check(tmp_path, "--format", name, "--output", "json:result.json", stdout=write_end)
    os.close(write_end)
    assert (done.returncode, done.stderr) == (1, "")
    assert (tmp_path / "result.json").read_text(encoding="utf-8").endswith("}\n")


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, -15), (signal.SIGHUP, -1)]
)
def test_a_run_that_is_ended_in_a_folder_leaves_no_half_file(
    number: signal.Signals, code: int, tmp_path: Path
) -> None:
    (tmp_path / "result").write_text(OLD)
    (tmp_path / "reports").mkdir()
    for position in range(200):
        (tmp_path / "reports" / f"{position}.yaml").hardlink_to(SAMPLE)
    # Standard input stays open, so the run waits for the rest of it until it is ended.
    paths = ["reports", "-", SAMPLE]
    outputs = ["--output", "sarif:result", "--output", "junit:new", "--write-baseline", "known"]
    process = subprocess.Popen(
        [sys.executable, "-m", "reportlint", "check", *paths, *outputs],
        cwd=tmp_path,
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with process:
        assert process.stdin is not None
        # More than a pipe holds: when it is written, the reports of the folder are checked.
        process.stdin.write(b"#" * 200_000)
        process.stdin.flush()
        process.send_signal(number)
        said, problems = process.communicate(timeout=30)
    assert (process.returncode, said, problems) == (code, b"", b"")
    assert left_over(tmp_path) == ["reports", "result"]
    assert (tmp_path / "result").read_text() == OLD


@pytest.mark.parametrize(
    ("number", "raised"),
    [
        (signal.SIGINT, KeyboardInterrupt()),
        (signal.SIGTERM, SystemExit(143)),
        (signal.SIGHUP, SystemExit(129)),
    ],
)
def test_a_run_that_is_ended_while_it_writes_leaves_what_was_there(
    number: signal.Signals,
    raised: BaseException,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    prepare_streams()
    file = tmp_path / "result"
    file.write_text(OLD)
    before = signal.getsignal(number)

    def end(*_: object) -> None:
        assert len(left_over(tmp_path)) == 2
        signal.raise_signal(number)

    monkeypatch.setattr(Path, "replace", end)
    with pytest.raises(type(raised)) as caught:
        write_file(file, "new")
    assert caught.value.args == raised.args
    assert left_over(tmp_path) == ["result"]
    assert file.read_text() == OLD
    assert signal.getsignal(number) is before


def test_what_a_killed_run_left_is_not_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # In a container every run has the same process id.
    prepare_streams()
    with monkeypatch.context() as killed:
        killed.setattr(Path, "unlink", lambda *_, **__: None)
        killed.setattr(Path, "replace", lambda *_: None)
        write_file(tmp_path / "result", "lost")
    (left,) = left_over(tmp_path)
    assert left.startswith(".reportlint-")
    write_file(tmp_path / "result", "new")
    assert (tmp_path / "result").read_text() == "new"


def test_no_file_is_written_when_a_later_option_is_wrong(tmp_path: Path) -> None:
    done = check(tmp_path, "--output", "json:a.json", "--output", "yaml:b.yaml")
    assert (done.returncode, done.stdout, left_over(tmp_path)) == (2, "", [])
    done = check(tmp_path, "--output", "json:a.json", "--baseline", "missing")
    assert (done.returncode, done.stdout, left_over(tmp_path)) == (2, "", [])


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        write_file(tmp_path, "text")
    assert left_over(tmp_path) == []
