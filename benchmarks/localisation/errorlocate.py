"""The same reports with R's errorlocate, side by side, where R is installed.

Writes the rules of the applications table and the reports as files for ``errorlocate.R``,
runs it, and compares: does its one answer have the size of our smallest sets, is it one of
them, and how long does it take.
Run: ``python -m benchmarks.localisation.errorlocate --reports 30``
"""

import argparse
import csv
import shutil
import subprocess
import tempfile
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

from benchmarks.localisation.accuracy import violated_blocks
from benchmarks.localisation.generate import ONE_CELL, Values, bench, draw, judged

from reportlint.localise.search import Problem, smallest
from reportlint.model.rule import Constraint

SCRIPT = Path(__file__).with_name("errorlocate.R")


def main() -> None:
    """Run both programs over the same reports and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rscript = shutil.which("Rscript")
    if rscript is None:
        print("R is not installed; see README.md beside this file")
        return
    wanted = 'if (!requireNamespace("errorlocate", quietly = TRUE)) quit(status = 1)'
    if subprocess.run([rscript, "-e", wanted], check=False, capture_output=True).returncode:
        print("R is here, but its package errorlocate is not; see README.md beside this file")
        return
    loaded = bench()
    print("| slips | reports | same size | one of the sets | ours, ms | errorlocate, ms |")
    print("| --- | --- | --- | --- | --- | --- |")
    for count in (1, 2, 3):
        random = Random(f"{options.seed} errorlocate {count}")
        reports: list[Values] = []
        while len(reports) < options.reports:
            case = draw(random, loaded, ONE_CELL, count)
            if all(cell.table == "applications" for cell in case.wrong):
                reports.append(case.printed)
        constraints = [
            one for one in judged(loaded, reports[0])[1] if one.tables == ("applications",)
        ]
        ours = [_ours(violated_blocks(loaded, values)[0].problem) for values in reports]
        theirs = _theirs(rscript, constraints, reports)
        sizes = chosen = 0
        for values, (sets, _), (cells, _) in zip(reports, ours, theirs, strict=True):
            names = [str(cell) for cell in violated_blocks(loaded, values)[0].addresses]
            named = {frozenset(names[cell] for cell in one) for one in sets}
            sizes += len(cells) == len(sets[0])
            chosen += cells in named
        print(
            f"| {count} | {len(reports)} | {sizes} | {chosen} | "
            f"{median(time for _, time in ours):.2f} | {median(time for _, time in theirs):.0f} |"
        )


def _ours(problem: Problem) -> tuple[list[tuple[int, ...]], float]:
    start = perf_counter()
    found = smallest(problem)
    return [repair.cells for repair in found.repairs], 1000 * (perf_counter() - start)


def _theirs(
    rscript: str, constraints: list[Constraint], reports: list[Values]
) -> list[tuple[frozenset[str], float]]:
    """Run errorlocate; one line of its answer is a time and the cells it would change."""
    cells = sorted({cell for one in constraints for cell in one.cells})
    with tempfile.TemporaryDirectory() as folder:
        rules, data, answer = (Path(folder, name) for name in ("rules.txt", "data.csv", "out.csv"))
        lines = [f"{_sum(one.left.terms)} == {_sum(one.right.terms)}" for one in constraints]
        lines += [f"{cell} >= 0" for cell in cells]
        rules.write_text("\n".join(lines) + "\n", encoding="utf-8")
        with data.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(cells)
            writer.writerows([values[cell] for cell in cells] for values in reports)
        command = [rscript, str(SCRIPT), str(rules), str(data), str(answer)]
        subprocess.run(command, check=True)
        with answer.open(newline="", encoding="utf-8") as file:
            return [
                (frozenset(row[1].split()) if row[1] else frozenset(), float(row[0]))
                for row in csv.reader(file)
            ]


def _sum(terms: tuple[tuple[object, object], ...]) -> str:
    return " + ".join(str(cell) for _, cell in terms)


if __name__ == "__main__":
    main()
