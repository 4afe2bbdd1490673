"""Time reading one report in all its formats, beside the same report in YAML.

Every format is checked in turn, round after round, so that a machine whose speed drifts
slows all of them alike; what is printed are medians, and ratios taken round by round. Times
are those of the processor (user and system, of a process and those that it starts), which
other work on the machine disturbs least. Columns: the whole process of ``reportlint check``,
its ratio to the YAML file, what the format takes beyond YAML, the reader alone inside a
process that has run it before, and the most memory that a process held. ``--peers`` times
other libraries on the same PDF and workbook, each in a process of its own, imports included.

    python benchmarks/readers/run.py [--rounds N] [--peers]
"""

import argparse
import os
import platform
import statistics
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from reportlint.errors import ReadError
from reportlint.readers.read import read

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "samples" / "one-report"
FORMATS = ("yaml", "json", "txt", "md", "html", "docx", "doc", "xlsx", "xls", "ods", "pdf")
REPEATS = 10
"""Readings that are timed together: the clock of the processor is coarse."""

PEERS = {
    "pdf": {
        "reportlint": "from reportlint.readers.pdf import read_pdf as r;"
        " r(open({path!r}, 'rb').read(), {path!r})",
        "pdfplumber": "import pdfplumber as p\n"
        "for page in p.open({path!r}).pages: page.extract_tables(); page.extract_text()",
    },
    "xlsx": {
        "reportlint": "from reportlint.readers.workbook import read_workbook as r;"
        " r(open({path!r}, 'rb').read(), {path!r})",
        "python-calamine": "import python_calamine as p\n"
        "b = p.CalamineWorkbook.from_path({path!r})\n"
        "for name in b.sheet_names: b.get_sheet_by_name(name).to_python()",
        "openpyxl": "import openpyxl as p\n"
        "for s in p.load_workbook({path!r}).worksheets: list(s.values)",
    },
}


class Run(NamedTuple):
    """What one process took."""

    seconds: float
    megabytes: float


def run(command: list[str]) -> Run:
    """Run a process and measure it; what it finds does not matter."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    return Run(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def spent() -> float:
    """Return the seconds of processor time of this process and those that it started."""
    return sum(os.times()[:4])


def check(path: Path) -> list[str]:
    """Return the command that checks a file."""
    return [sys.executable, "-m", "reportlint", "check", "--format", "concise", str(path)]


def inside(path: Path, rounds: int) -> float | None:
    """Return the seconds that reading takes in a process that has done it before."""
    data = path.read_bytes()
    times = []
    try:
        for _ in range(rounds + 1):
            start = spent()
            for _ in range(REPEATS):
                read(data, str(path))
            times.append((spent() - start) / REPEATS)
    except (ReadError, ImportError):  # an extra is not installed
        return None
    return statistics.median(times[1:])


def formats(rounds: int) -> None:
    """Print one line for each format."""
    paths = [FOLDER / f"report.{name}" for name in FORMATS]
    runs: dict[Path, list[Run]] = {path: [] for path in paths}
    for path in paths:
        run(check(path))
    for _ in range(rounds):
        for path in paths:
            runs[path].append(run(check(path)))
    yaml = runs[paths[0]]
    print(f"{'format':<8}{'process ms':>12}{'ratio':>8}{'beyond ms':>11}{'reader ms':>11}{'MB':>7}")
    for path in paths:
        pairs = list(zip(runs[path], yaml, strict=True))
        whole = statistics.median(one.seconds for one in runs[path])
        ratio = statistics.median(one.seconds / other.seconds for one, other in pairs)
        beyond = statistics.median(one.seconds - other.seconds for one, other in pairs)
        memory = max(one.megabytes for one in runs[path])
        alone = inside(path, rounds)
        reader = "-" if alone is None else f"{1000 * alone:.1f}"
        print(
            f"{path.suffix[1:]:<8}{1000 * whole:>12.0f}{ratio:>8.2f}{1000 * beyond:>11.0f}"
            f"{reader:>11}{memory:>7.0f}"
        )


def peers(rounds: int) -> None:
    """Print what other libraries take for the same files, as ratios to ours."""
    for suffix, scripts in PEERS.items():
        path = str(FOLDER / f"report.{suffix}")
        commands = {
            name: [sys.executable, "-c", script.format(path=path)]
            for name, script in scripts.items()
            if _version(name)
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                times[name].append(run(command).seconds)
        print(f"\n{suffix}, a process of its own")
        for name, taken in times.items():
            pairs = zip(taken, times["reportlint"], strict=True)
            ratio = statistics.median(one / ours for one, ours in pairs)
            print(f"{name + ' ' + _version(name):<28}{1000 * statistics.median(taken):>8.0f} ms"
                  f"{ratio:>8.2f}")  # fmt: skip


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Time the readers.")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--peers", action="store_true")
    options = parser.parse_args()
    used = ("reportlint", "pypdfium2", "xlrd", "python-docx", "selectolax", "lxml")
    versions = ", ".join(f"{name} {_version(name)}" for name in used if _version(name))
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores; {versions}")
    formats(options.rounds)
    if options.peers:
        peers(options.rounds)


if __name__ == "__main__":
    main()
