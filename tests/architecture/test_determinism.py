"""The same input gives the same bytes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
INPUTS = [
    "samples/guangdong-hrss-2020.yaml",
    "samples/published",
    "samples/hard",
    "samples/broken/S205.yaml",
]


def output(seed: str, *arguments: str) -> bytes:
    done = subprocess.run(
        [sys.executable, "-m", "reportlint", "check", "--isolated", *arguments, *INPUTS],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed, "NO_COLOR": "1"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"")
    return done.stdout


@pytest.mark.parametrize("name", ["full", "concise", "json"])
def test_the_hash_seed_changes_nothing(name: str) -> None:
    arguments = ("--format", name, "--lang", "zh", "--verbose", "--statistics")
    first = output("1", *arguments)
    assert first == output("4711", *arguments)
    assert str(ROOT).encode() not in first
