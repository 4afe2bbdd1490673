"""Time whole processes: a clean and a failing check beside other linters on the same file.

Every program runs in turn, round after round, so that a machine whose speed drifts
slows all of them alike; the ratio is taken round by round. What is printed are
medians. Programs that are not installed are skipped with a message.

    python benchmarks/startup/run.py [--rounds N]
"""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
CLEAN = ROOT / "samples" / "clean-2021.yaml"
FAILING = ROOT / "samples" / "guangdong-hrss-2020.yaml"
SCHEMA = Path(__file__).with_name("any.schema.json")
REFERENCE = "yamllint"


class Contender(NamedTuple):
    """A command to time, with the distribution that it belongs to."""

    name: str
    package: str
    command: tuple[str, ...]


def contenders(report: Path) -> list[Contender]:
    """Return the commands for one file, ours first."""
    path = str(report)
    schema = ("check-jsonschema", "--schemafile", str(SCHEMA), path)
    concise = ("reportlint", "check", "--format", "concise", path)
    return [
        Contender("reportlint", "reportlint", ("reportlint", "check", path)),
        Contender("reportlint --format concise", "reportlint", concise),
        Contender(REFERENCE, "yamllint", ("yamllint", "--no-warnings", path)),
        Contender("check-jsonschema", "check-jsonschema", schema),
        Contender("cfn-lint", "cfn-lint", ("cfn-lint", path)),
    ]


def seconds(command: tuple[str, ...]) -> float:
    """Return the wall time of one run; what it finds does not matter."""
    environment = {**os.environ, "FORCE_COLOR": "1", "PYTHONDONTWRITEBYTECODE": ""}
    start = time.perf_counter()
    subprocess.run(command, capture_output=True, check=False, env=environment)
    return time.perf_counter() - start


def without_text(report: Path, folder: Path) -> Path:
    """Write the tables of a report, without its text and its headings, into a folder."""
    tables = report.read_text("utf-8").partition("\nnarrative:")[0]
    tables = re.sub(r"(?m)^headings:\n(?: .*\n)+", "", tables)
    copy = folder / report.name
    copy.write_text(tables + "\n", "utf-8")
    return copy


def compare(title: str, report: Path, rounds: int) -> None:
    """Print one table: medians, and ratios to the reference taken round by round."""
    present = []
    for one in contenders(report):
        program = _program(one.command[0])
        if program is None:
            print(f"(not installed: {one.name})")
            continue
        present.append(one._replace(command=(program, *one.command[1:])))
    times: dict[str, list[float]] = {one.name: [] for one in present}
    for one in present:
        seconds(one.command)
    for _ in range(rounds):
        for one in present:
            times[one.name].append(seconds(one.command))
    lines = len(report.read_text("utf-8").splitlines())
    print(f"\n{title}: {report.name}, {lines} lines")
    print(f"\n| program | version | median, ms | ratio to {REFERENCE} |")
    print("| --- | --- | ---: | ---: |")
    for one in present:
        middle = statistics.median(times[one.name])
        ratio = "-"
        if REFERENCE in times:
            pairs = zip(times[one.name], times[REFERENCE], strict=True)
            ratio = f"{statistics.median(mine / theirs for mine, theirs in pairs):.2f}"
        print(f"| {one.name} | {metadata.version(one.package)} | {middle * 1e3:.0f} | {ratio} |")


def _program(name: str) -> str | None:
    """Return the program beside this Python, whose version is that of its package here."""
    return shutil.which(name, path=Path(sys.executable).parent)


def main() -> None:
    """Run both comparisons."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds: int = parser.parse_args().rounds
    print(f"Python {sys.version.split()[0]}, {rounds} rounds after one warm-up")
    compare("A clean report", CLEAN, rounds)
    with TemporaryDirectory() as folder:
        compare("Its tables alone", without_text(CLEAN, Path(folder)), rounds)
    compare("A failing report", FAILING, rounds)


if __name__ == "__main__":
    main()
