"""What is demanded of every hostile file, whatever its kind."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Cli = Callable[..., Any]


def is_safe(text: str) -> bool:
    """Tell whether a terminal shows the text and does nothing else with it."""
    return not any(ord(one) < 32 or 127 <= ord(one) < 160 for one in text.replace("\n", ""))


@pytest.fixture
def check_refused(cli: Cli, folder: Path) -> Callable[..., None]:
    """Check that a report is read no further, and what is said of it and where."""

    def check(name: str, data: bytes, place: str, says: str, hint: str) -> None:
        (folder / name).write_bytes(data)
        run = cli("check", name, "--format", "concise", "--quiet")
        shown = f"{name}:{place}: " if place else f"{name}: "
        assert run.code == 3
        assert run.out.startswith(f"{shown}error[read] {says}")
        assert f" ({hint}" in run.out if hint else not run.out.endswith(")\n")
        whole = cli("check", name, "--lang", "zh")
        assert whole.code == 3
        assert whole.out.startswith("无法读取")
        assert is_safe(run.out + whole.out)
        assert list(folder.iterdir()) == [folder / name], "something was written"

    return check


@pytest.fixture
def check_judged(cli: Cli, folder: Path) -> Callable[..., None]:
    """Check that a report is judged all the same, by these rules, and shown safely."""

    def check(name: str, data: bytes, code: int, rules: str) -> None:
        (folder / name).write_bytes(data)
        run = cli("check", name, "--format", "json")
        assert run.code == code
        [report] = json.loads(run.out)["reports"]
        assert sorted({finding["rule"] for finding in report["findings"]}) == rules.split()
        for style in ("full", "concise"):
            shown = cli("check", name, "--format", style, "--verbose", "--lang", "zh")
            assert shown.code == code
            assert is_safe(shown.out)
        assert list(folder.iterdir()) == [folder / name], "something was written"

    return check


@pytest.fixture
def check_error(cli: Cli) -> Callable[..., None]:
    """Check that a call ends with an error about a file, in both languages."""

    def check(target: str, place: str, says: str, hint: str, args: list[str]) -> None:
        run = cli(*args)
        where = f"{target}:{place}" if place else target
        lines = run.err.split("\n")
        assert run.code == 2
        assert run.out == ""
        assert lines[0].startswith(f"reportlint: error: {where}: {says}")
        hints = [line for line in lines if line.startswith("  = hint: ")]
        assert len(hints) == bool(hint)
        assert all(line.startswith(f"  = hint: {hint}") for line in hints)
        chinese = cli(*args, "--lang", "zh")
        assert chinese.code == 2
        assert chinese.err.startswith(f"reportlint: 错误：{where}: ")
        assert is_safe(run.err)
        assert is_safe(chinese.err)

    return check
