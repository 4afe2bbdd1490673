"""The command line, run inside the test: fast, and with whole streams."""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from reportlint.cli.main import main
from reportlint.model.pack import Pack


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
def cli(monkeypatch: pytest.MonkeyPatch, pack: Pack) -> Callable[..., Run]:
    """Run ``reportlint`` with arguments; a traceback fails the test."""
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
