"""What all tests share: the built-in pack, checking a text, and goldens."""

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import settings

from reportlint.cli.main import main
from reportlint.cli.setup import all_rules
from reportlint.engine.check import Checker
from reportlint.engine.select import select_rules
from reportlint.model.pack import Pack
from reportlint.model.result import CheckResult
from reportlint.rules.builtin import load_builtin

ROOT = Path(__file__).parent.parent
GOLDENS = Path(__file__).parent / "goldens"

# Two runs of the suite try the same cases; HYPOTHESIS_PROFILE=explore looks for new ones.
settings.register_profile("tests", deadline=None, max_examples=50, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=1_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "tests"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="rewrite the golden files")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a whole output with its golden file, or rewrite the file."""

    def compare(name: str, actual: str) -> None:
        path = GOLDENS / name
        if request.config.getoption("--update-goldens"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(actual, encoding="utf-8", newline="\n")
        expected = path.read_text(encoding="utf-8") if path.exists() else ""
        assert actual == expected, f"{path} differs: look, then pytest --update-goldens"

    return compare


@pytest.fixture(scope="session")
def pack() -> Pack:
    """Return the built-in pack."""
    return load_builtin()


@pytest.fixture(scope="session")
def checker(pack: Pack) -> Checker:
    """Return a checker with every rule of the built-in pack but the optional ones."""
    return Checker((pack,), select_rules(all_rules((pack,)), ()))


@pytest.fixture(scope="session")
def whole_checker(pack: Pack) -> Checker:
    """Return a checker with every rule, the optional ones too."""
    return Checker((pack,), frozenset(rule.code for rule in all_rules((pack,))))


@pytest.fixture(scope="session")
def check(whole_checker: Checker) -> Callable[[str], CheckResult]:
    """Check a report that is given as a text; YAML, or JSON where it begins with a brace."""

    def run(text: str) -> CheckResult:
        return whole_checker.check(text.encode(), "report")

    return run


@pytest.fixture(scope="session")
def sample_checker(pack: Pack, checker: Checker) -> Callable[[str], Checker]:
    """Return what checks a sample: a report that breaks an optional rule is there for it."""

    def choose(path: str) -> Checker:
        own = {Path(path).stem} & {rule.code for rule in pack.rules if rule.optional}
        return Checker((pack,), checker.policy.codes | own) if own else checker

    return choose


@pytest.fixture(scope="session")
def check_sample(sample_checker: Callable[[str], Checker]) -> Callable[[str], CheckResult]:
    """Check a sample by its path below the root of the project."""

    def run(path: str) -> CheckResult:
        return sample_checker(path).check((ROOT / path).read_bytes(), path)

    return run


class Run(NamedTuple):
    """How one run ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, folder: Path, pack: Pack) -> Callable[..., Run]:
    """Run ``reportlint`` in the working folder; a traceback fails the test."""
    assert Path.cwd() == folder
    # Loaded once and not by each of a thousand runs.
    monkeypatch.setattr("reportlint.cli.setup.load_builtin", lambda: pack)
    for name in ("LC_ALL", "LC_MESSAGES", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")

    def run(*args: str, stdin: bytes = b"") -> Run:
        streams = {name: io.TextIOWrapper(io.BytesIO(), "utf-8") for name in ("stdout", "stderr")}
        with monkeypatch.context() as patch:
            for name, stream in streams.items():
                patch.setattr(sys, name, stream)
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8"))
            patch.setattr(sys, "argv", ["reportlint", *args])
            with pytest.raises(SystemExit) as end:
                main()
        texts = []
        for stream in streams.values():
            stream.flush()
            assert isinstance(stream.buffer, io.BytesIO)
            texts.append(stream.buffer.getvalue().decode())
        assert isinstance(end.value.code, int)
        assert "Traceback" not in texts[1], texts[1]
        return Run(end.value.code, *texts)

    return run


@pytest.fixture(scope="session")
def pdf_of() -> Callable[[list[bytes]], bytes]:
    """Return what makes a PDF of its objects, the first of which is the catalog."""

    def write(objects: list[bytes], trailer: bytes = b"") -> bytes:
        parts = [b"%PDF-1.7\n"]
        offsets = []
        for number, content in enumerate(objects, 1):
            offsets.append(sum(map(len, parts)))
            parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
        start = sum(map(len, parts))
        table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        parts.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table))
        parts.append(b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer))
        parts.append(b"startxref\n%d\n%%%%EOF\n" % start)
        return b"".join(parts)

    return write
