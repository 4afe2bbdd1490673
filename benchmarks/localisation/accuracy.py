"""How often the truth is listed, listed first, and how long it takes.

Run: ``python -m benchmarks.localisation.accuracy --reports 500``
"""

import argparse
from collections import Counter
from random import Random
from statistics import median, quantiles
from time import process_time
from typing import NamedTuple

from benchmarks.localisation.generate import (
    MIXED,
    ONE_CELL,
    SEVERAL_CELLS,
    Bench,
    Case,
    Values,
    bench,
    diagnosed,
    draw,
    judged,
)

from reportlint.localise.diagnose import diagnose
from reportlint.localise.search import smallest
from reportlint.localise.system import Block, System, blocks, compiled
from reportlint.model.result import Diagnosis, Explanation


class Score(NamedTuple):
    """Where the truth stands: among all, among the smallest sets, and at which place."""

    listed: bool
    smallest: bool
    unranked: bool
    place: int
    certain: bool


def score(case: Case, diagnoses: tuple[Diagnosis, ...]) -> Score:
    """Find the truth in the diagnoses of a report, every block at once."""
    places = []
    small = unranked = True
    certain = bool(diagnoses)
    for one in diagnoses:
        cells = block_cells(one)
        right = [at for at, told in enumerate(one.explanations) if tells(case, told, cells)]
        if not right:
            return Score(False, False, False, 0, False)
        at = right[0]
        small &= one.explanations[at].smallest
        sets = [told for told in one.explanations if told.smallest]
        sets.sort(key=lambda told: [list(case.truth).index(change.cell) for change in told.changes])
        unranked &= bool(sets) and tells(case, sets[0], cells)
        certain &= one.certain
        places.append(at + 1)
    return Score(True, small, unranked, max(places), certain)


def block_cells(diagnosis: Diagnosis) -> frozenset[str]:
    """Name the part of the report that a diagnosis is about."""
    return frozenset(
        f"{scope[0][1]}" if rule.startswith("L") else "applications"
        for rule, scope in diagnosis.explains
    )


def tells(case: Case, told: Explanation, parts: frozenset[str]) -> bool:
    """Tell whether an explanation names the wrong cells of its block and their true values."""
    wrong = {
        cell
        for cell in case.wrong
        if (cell.row if cell.table == "disputes" else "applications") in parts
    }
    return {change.cell for change in told.changes} == wrong and all(
        (change.low is None or change.low <= case.truth[change.cell])
        and (change.high is None or case.truth[change.cell] <= change.high)
        for change in told.changes
    )


def can_be_told_apart(case: Case) -> bool:
    """Tell whether no row of the disputes table has two wrong cells.

    Such a row has one rule, so that one cell always repairs it as well.
    """
    rows = Counter(cell.row for cell in case.wrong if cell.table == "disputes")
    return all(number == 1 for number in rows.values())


def main() -> None:
    """Draw reports, diagnose them, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=500)
    parser.add_argument("--timed", type=int, default=150, help="how many of them are timed")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    loaded = bench()
    print(f"{options.reports} reports a line, seed {options.seed}, form {loaded.form.id}\n")
    print(
        "| slips | smallest set | listed | first, unranked | first | first three "
        "| certain | wrongly |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    systems: dict[str, System] = {}
    times = []
    kinds: Counter[str] = Counter()
    first: Counter[str] = Counter()
    for name, catalogue, main_only in (
        ("wrong cells", ONE_CELL, False),
        ("wrong cells, main table", ONE_CELL, True),
        ("mixed slips", MIXED, False),
        ("slips of several cells", SEVERAL_CELLS, False),
    ):
        for count in (1, 2, 3):
            random = Random(f"{options.seed} {name} {count}")
            scores: list[Score] = []
            apart: list[Score] = []
            timed: list[tuple[float, float]] = []
            while len(scores) < options.reports:
                case = draw(random, loaded, catalogue, count)
                if main_only and any(cell.table != "applications" for cell in case.wrong):
                    continue
                result = score(case, diagnosed(loaded, case.printed, systems))
                scores.append(result)
                if can_be_told_apart(case):
                    apart.append(result)
                if len(timed) < options.timed:
                    timed.append(clock(loaded, case, systems))
                if count == 1 and catalogue is not MIXED and not main_only:
                    kinds[case.kinds[0]] += 1
                    first[case.kinds[0]] += result.place == 1
            print(line(f"{count} {name}", scores), flush=True)
            if len(apart) < len(scores):
                print(line(f"the {len(apart)} of them that can be told apart", apart))
            times.append((f"{count} {name}", timed))
    _print_kinds(kinds, first)
    print("\n| ms, median / 95 % / longest | search | whole diagnosis |\n| --- | --- | --- |")
    for name, timed in times:
        print(f"| {name} | {spread([a for a, _ in timed])} | {spread([b for _, b in timed])} |")


def _print_kinds(kinds: Counter[str], first: Counter[str]) -> None:
    """Print how often a single slip of each kind is listed first."""
    print("\n| one slip, by kind | reports | first, % |\n| --- | --- | --- |")
    for kind, number in sorted(kinds.items()):
        print(f"| {kind} | {number} | {100 * first[kind] / number:.0f} |")


def violated_blocks(loaded: Bench, values: Values) -> tuple[Block, ...]:
    """Build the blocks of a report that the search looks at."""
    report, hard, violated = judged(loaded, values)
    return blocks(compiled(report, hard), report, violated)


def clock(loaded: Bench, case: Case, systems: dict[str, System]) -> tuple[float, float]:
    """Time the search for the smallest sets alone, and the whole diagnosis, in milliseconds.

    Processor time, the best of three runs, since the machine does other things as well.
    """
    arguments = judged(loaded, case.printed)
    built = violated_blocks(loaded, case.printed)
    alone, whole = [], []
    for _ in range(3):
        start = process_time()
        for block in built:
            smallest(block.problem)
        middle = process_time()
        diagnose(*arguments, systems)
        alone.append(middle - start)
        whole.append(process_time() - middle)
    return 1000 * min(alone), 1000 * min(whole)


def line(name: str, scores: list[Score]) -> str:
    """Write the shares of one line of the table."""
    shares = [
        sum(one.smallest for one in scores),
        sum(one.listed for one in scores),
        sum(one.unranked for one in scores),
        sum(one.place == 1 for one in scores),
        sum(1 <= one.place <= 3 for one in scores),
        sum(one.certain for one in scores),
        sum(one.certain and one.place != 1 for one in scores),
    ]
    return f"| {name} | " + " | ".join(f"{100 * one / len(scores):.1f}" for one in shares) + " |"


def spread(times: list[float]) -> str:
    """Write median, 95 % point and maximum."""
    return f"{median(times):.2f} / {quantiles(times, n=20)[18]:.1f} / {max(times):.0f}"


if __name__ == "__main__":
    main()
