"""Inputs made to exhaust time or memory end in bounded time and memory.

The bounds are far above what an honest run needs: they tell a bounded run from an
unbounded one, and measure nothing.
"""

import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

SECONDS = 120
BYTES = 2_000_000_000

PACK = """\
pack: open
title: Open rows
"""
FORM = """\
form: open
label: Open rows
tables:
  t:
    label: T
    columns: [{id: a, label: A}, {id: b, label: B}]
    rows: [{id: overall, label: Overall, total_of: offices}]
    open_rows: {group: offices}
"""
RULE = """\
rules:
- code: T101
  name: t-rule
  severity: error
  for: FOR
  assert: ASSERT
  title: T
  why: T
  examples: {holds: {}, violates: {}}
"""


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))


def run(folder: Path, *args: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "reportlint", *args],
        cwd=folder,
        input=stdin,
        capture_output=True,
        check=False,
        timeout=SECONDS,
        preexec_fn=limited,
    )


def offices(count: int) -> bytes:
    rows = "".join(f"  office number {number}: [1, 2]\n" for number in range(count))
    return f"form: open\nt:\n{rows}  overall: [{count}, {2 * count}]\n".encode()


REPORTS: list[tuple[str, Callable[[], bytes], int]] = [
    ("brackets", lambda: b"[" * 3_900_000, 3),
    ("braces", lambda: b"{a: " * 990_000, 3),
    ("json-brackets", lambda: b'{"a": ' + b"[" * 3_900_000, 3),
    ("question-marks", lambda: b"? " * 1_900_000, 3),
    ("directives", lambda: b"".join(b"%%TAG !%d! x\n" % n for n in range(200_000)), 3),
    ("anchors", lambda: b"".join(b"- &a%d x\n" % n for n in range(199_000)), 3),
    ("long-scalar", lambda: b"year: 2022\nagency: " + b"x" * 3_900_000, 0),
    ("long-cell", lambda: b"year: 2022\ndisputes: {review: [" + b"9" * 3_900_000 + b"]}", 1),
    ("long-quoted-key", lambda: b'{"' + b"\\n" * 1_900_000 + b'": 1}', 3),
    ("blank-lines", lambda: b"year: 2022\n" + b"\n" * 3_900_000, 0),
    ("spaces", lambda: b" " * 3_900_000, 3),
    ("colons", lambda: b":" * 3_900_000, 3),
    ("quotes", lambda: b'"' * 3_900_001, 3),
    ("stars", lambda: b"*" * 3_900_000, 3),
    ("unknown-word", lambda: b"year: 2022\nform: " + b"disclosure-" * 300_000, 3),
    ("wide-row", lambda: b"year: 2022\ndisputes:\n  review: [" + b"1," * 190_000 + b"]", 1),
    ("zeros", lambda: b"\0" * 8_000_000, 3),
    ("endless", lambda: b"#" * 30_000_000, 3),
]


@pytest.mark.parametrize("case", REPORTS, ids=lambda case: case[0])
def test_report(tmp_path: Path, case: tuple[str, Callable[[], bytes], int]) -> None:
    _, make, code = case
    done = run(tmp_path, "check", "-", stdin=make())
    assert done.returncode == code, done.stderr.decode()[-500:]
    assert b"Traceback" not in done.stderr
    assert len(done.stdout) < 200_000
    assert list(tmp_path.iterdir()) == []


PACKS: list[tuple[str, str, str, int, int]] = [
    ("sums", "{c: t.columns}", "sum(offices[c]) == overall[c]", 2_000, 0),
    ("rows", "{r: t.offices}", "r[a] <= r[b]", 2_000, 0),
    ("too-many-rows", "{r: t.offices}", "r[a] <= r[b]", 20_000, 3),
    ("pairs", "{r: t.offices, s: t.offices}", "t[r, a] <= t[s, b]", 2_000, 2),
    ("sums-of-sums", "{r: t.offices}", "r[a] <= sum(offices[b])", 2_000, 2),
]


@pytest.mark.parametrize("case", PACKS, ids=lambda case: case[0])
def test_open_rows(tmp_path: Path, case: tuple[str, str, str, int, int]) -> None:
    _, loop, relation, count, code = case
    (tmp_path / "p").mkdir()
    (tmp_path / "p/pack.yaml").write_text(PACK)
    (tmp_path / "p/form.yaml").write_text(FORM)
    rule = RULE.replace("FOR", loop).replace("ASSERT", relation)
    (tmp_path / "p/rules.yaml").write_text(rule)
    (tmp_path / "r.yaml").write_bytes(offices(count))
    done = run(tmp_path, "check", "r.yaml", "--pack", "p", "--quiet")
    assert done.returncode == code, done.stderr.decode()[-500:]
    assert b"Traceback" not in done.stderr
    if code == 2:
        assert b"p/rules.yaml:2:3: T101: the rule stands for more than" in done.stderr
