"""The same reports with the solvers that others use, side by side.

Every peer is asked for one smallest set, ours for all of them; times are processor time,
without the start of a program. Peers that are not
installed are named and left out: scipy (HiGHS) and OR-tools (CP-SAT) for Python, lpSolve
and errorlocate for R.
Run: ``python -m benchmarks.localisation.peers --reports 30``
"""

import argparse
import csv
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import process_time

from benchmarks.localisation.accuracy import violated_blocks
from benchmarks.localisation.generate import ONE_CELL, Values, bench, draw, judged

from reportlint.localise.search import Problem, smallest
from reportlint.localise.system import Block
from reportlint.localise.tableau import bits, coefficient
from reportlint.model.rule import Constraint

HERE = Path(__file__).parent
FAR = 20_000
Answer = tuple[frozenset[int], float]
"""The cells that a peer would change, and the milliseconds that it took."""

Peer = Callable[[Sequence[Block], Sequence[Constraint]], list[Answer]]


def main() -> None:
    """Run all programs over the same reports and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    loaded = bench()
    peers = {name: peer for name, peer in PEERS.items() if _installed(name)}
    print("\n| wrong cells | program | of smallest size | one of our sets | ms, median / 95 % |")
    print("| --- | --- | --- | --- | --- |")
    for count in (1, 2, 3):
        random = Random(f"{options.seed} peers {count}")
        reports: list[Values] = []
        while len(reports) < options.reports:
            case = draw(random, loaded, ONE_CELL, count)
            if all(cell.table == "applications" for cell in case.wrong):
                reports.append(case.printed)
        found = [violated_blocks(loaded, values)[0] for values in reports]
        rules = [one for one in judged(loaded, reports[0])[1] if one.tables == ("applications",)]
        sets = [
            {frozenset(one.cells) for one in smallest(block.problem).repairs} for block in found
        ]
        print(_line(count, "reportlint, all sets", sets, ours(found, rules)))
        for name, peer in peers.items():
            print(_line(count, f"{name}, one set", sets, peer(found, rules)), flush=True)


def _line(
    count: int, name: str, sets: Sequence[set[frozenset[int]]], answers: Sequence[Answer]
) -> str:
    pairs = list(zip(sets, answers, strict=True))
    sizes = sum(len(cells) == len(min(known, key=len)) for known, (cells, _) in pairs)
    chosen = sum(cells in known for known, (cells, _) in pairs)
    times = [time for _, time in answers]
    share = f"{sizes} of {len(pairs)} | {chosen} of {len(pairs)}"
    spread = f"{median(times):.2f} / {quantiles(times, n=20)[18]:.1f}"
    return f"| {count} | {name} | {share} | {spread} |"


def _installed(name: str) -> bool:
    """Tell whether a peer can be run, and print its version or what is missing."""
    rscript = shutil.which("Rscript")
    if name in ("lpSolve", "errorlocate"):
        if rscript is None:
            print(f"{name}: R is not installed; see README.md beside this file")
            return False
        asked = f'cat(as.character(packageVersion("{name}")), "on", R.version.string)'
        done = subprocess.run([rscript, "-e", asked], check=False, capture_output=True, text=True)
        if done.returncode:
            print(f"{name}: R is here, but its package is not; see README.md beside this file")
        else:
            print(f"{name}: {done.stdout}")
        return not done.returncode
    try:
        print(f"{name}: {_PACKAGES[name]} {version(_PACKAGES[name])}")
    except PackageNotFoundError:
        print(f"{name}: pip install {_PACKAGES[name]}")
        return False
    return True


def ours(found: Sequence[Block], _rules: Sequence[Constraint]) -> list[Answer]:
    """Find all smallest sets; the first is the answer."""
    answers = []
    for block in found:
        start = process_time()
        cells = smallest(block.problem).repairs[0].cells
        answers.append((frozenset(cells), 1000 * (process_time() - start)))
    return answers


def cp_sat(found: Sequence[Block], _rules: Sequence[Constraint]) -> list[Answer]:
    """Solve each report by CP-SAT, on one core."""
    from ortools.sat.python import cp_model

    answers = []
    for block in found:
        start = process_time()
        problem = block.problem
        model = cp_model.CpModel()
        changes, wrong = [], []
        for cell, floor in enumerate(problem.bounds.floors):
            change = model.new_int_var(-FAR if floor is None else floor, FAR, f"d{cell}")
            flag = model.new_bool_var(f"z{cell}")
            model.add(change == 0).only_enforce_if(~flag)
            changes.append(change)
            wrong.append(flag)
        for one in problem.equations:
            cells = bits(one.plus | one.minus)
            model.add(sum(coefficient(one, cell) * changes[cell] for cell in cells) == one.rhs)
        model.minimize(sum(wrong))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.solve(model)
        chosen = frozenset(cell for cell, flag in enumerate(wrong) if solver.value(flag))
        answers.append((chosen, 1000 * (process_time() - start)))
    return answers


def highs(found: Sequence[Block], _rules: Sequence[Constraint]) -> list[Answer]:
    """Solve each report as a mixed-integer program by HiGHS."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    answers = []
    for block in found:
        start = process_time()
        matrix, rhs, floors, most = _program(block.problem)
        size = len(floors)
        equal = np.hstack([matrix, -np.array(matrix), np.zeros((len(matrix), size))])
        switch = np.hstack([np.eye(size), np.eye(size), -most * np.eye(size)])
        done = milp(
            np.concatenate([np.zeros(2 * size), np.ones(size)]),
            constraints=[LinearConstraint(equal, rhs, rhs), LinearConstraint(switch, -np.inf, 0)],
            bounds=Bounds(
                0, np.concatenate([np.full(size, most), -np.array(floors), np.ones(size)])
            ),
            integrality=np.concatenate([np.zeros(2 * size), np.ones(size)]),
            options={"time_limit": 20},
        )
        chosen = (
            frozenset() if done.x is None else frozenset(np.flatnonzero(done.x[2 * size :] > 0.5))
        )
        answers.append((frozenset(int(cell) for cell in chosen), 1000 * (process_time() - start)))
    return answers


def lp_solve(found: Sequence[Block], _rules: Sequence[Constraint]) -> list[Answer]:
    """Solve each report as the same program by lpSolve in R; its time is without its start."""
    with tempfile.TemporaryDirectory() as folder:
        matrix, data, answer = (
            Path(folder, name) for name in ("matrix.csv", "data.csv", "out.csv")
        )
        programs = [_program(block.problem) for block in found]
        _write(matrix, programs[0][0])
        _write(data, [[most, *rhs, *floors] for _, rhs, floors, most in programs])
        return _rscript("lpsolve.R", [matrix, data, answer], str)


def errorlocate(found: Sequence[Block], rules: Sequence[Constraint]) -> list[Answer]:
    """Locate errors by R's errorlocate; its time is without its start."""
    cells = [str(address) for address in found[0].addresses]
    with tempfile.TemporaryDirectory() as folder:
        names = ("rules.txt", "data.csv", "out.csv")
        written, data, answer = (Path(folder, name) for name in names)
        lines = [f"{_sum(one.left.terms)} == {_sum(one.right.terms)}" for one in rules]
        lines += [f"{cell} >= 0" for cell in cells]
        written.write_text("\n".join(lines) + "\n", encoding="utf-8")
        _write(data, [cells, *(block.values for block in found)])
        numbers = {name: str(at) for at, name in enumerate(cells)}
        return _rscript("errorlocate.R", [written, data, answer], numbers.__getitem__)


PEERS: dict[str, Peer] = {
    "CP-SAT": cp_sat,
    "HiGHS": highs,
    "lpSolve": lp_solve,
    "errorlocate": errorlocate,
}
_PACKAGES = {"CP-SAT": "ortools", "HiGHS": "scipy"}


def _program(problem: Problem) -> tuple[list[list[int]], list[int], list[int], int]:
    """Return equations over the changes of cells, the lowest changes, and a big M that is small."""
    size = problem.size
    matrix = [[coefficient(one, cell) for cell in range(size)] for one in problem.equations]
    floors = [floor or 0 for floor in problem.bounds.floors]
    most = 2 * max([-floor for floor in floors] + [abs(one.rhs) for one in problem.equations]) + 10
    return matrix, [one.rhs for one in problem.equations], floors, most


def _write(path: Path, rows: Sequence[Sequence[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


def _rscript(script: str, paths: Sequence[Path], number: Callable[[str], str]) -> list[Answer]:
    """Run a script in R; one line of its answer is a time and the cells it would change."""
    subprocess.run(["Rscript", str(HERE / script), *map(str, paths)], check=True)
    with paths[-1].open(newline="", encoding="utf-8") as file:
        return [
            (frozenset(int(number(cell)) for cell in row[1].split()), float(row[0]))
            for row in csv.reader(file)
        ]


def _sum(terms: Sequence[tuple[object, object]]) -> str:
    return " + ".join(str(cell) for _, cell in terms)


if __name__ == "__main__":
    main()
