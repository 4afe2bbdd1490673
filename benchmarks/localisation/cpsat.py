"""Cross-check: are the smallest sets those of OR-tools CP-SAT?

Two corpora: reports on the 2021 form (equalities and bounds), and random systems with
equalities, inequalities, coefficients other than 1 and signed cells.
Run: ``python -m benchmarks.localisation.cpsat --reports 300 --systems 300``
"""

import argparse
from importlib.metadata import PackageNotFoundError, version
from random import Random
from statistics import median
from time import perf_counter

from benchmarks.localisation.accuracy import violated_blocks
from benchmarks.localisation.generate import MIXED, bench, draw

from reportlint.localise.search import SIZE_LIMIT, Problem, smallest
from reportlint.localise.tableau import Equation, bits, bounded, coefficient, equation, standing

MOST_SETS = 60
"""Reports with more smallest sets than this are left out: one by one takes CP-SAT minutes."""

FAR = 20_000


def solver_sets(problem: Problem, size: int) -> set[tuple[int, ...]] | None:
    """Return all smallest sets by CP-SAT, or None when they are too many.

    ``size`` is not trusted: that no smaller set exists is asked as a question of its own.
    """
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    changes = []
    wrong = []
    for cell, floor in enumerate(problem.bounds.floors):
        low = -FAR if floor is None else floor
        change = model.new_int_var(low, FAR, f"d{cell}")
        changes.append(change)
        if cell < problem.size:
            flag = model.new_bool_var(f"z{cell}")
            model.add(change == 0).only_enforce_if(~flag)
            wrong.append(flag)
    for one in problem.equations:
        mask = one.plus | one.minus
        model.add(sum(coefficient(one, cell) * changes[cell] for cell in bits(mask)) == one.rhs)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    model.minimize(sum(wrong))
    if solver.solve(model) != cp_model.OPTIMAL:
        return set()
    least = round(solver.objective_value)
    if least != size:
        return set()
    model.clear_objective()  # type: ignore[no-untyped-call]
    model.add(sum(wrong) == least)
    found: set[tuple[int, ...]] = set()
    while solver.solve(model) in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        chosen = tuple(cell for cell, flag in enumerate(wrong) if solver.value(flag))
        found.add(chosen)
        if len(found) > MOST_SETS:
            return None
        model.add(sum(wrong[cell] for cell in chosen) < least)
    return found


def random_system(random: Random) -> Problem:
    """Draw a small system: sums, limits and shares over a dozen cells."""
    size = random.randint(6, 14)
    values = [random.choice((0, 0, random.randrange(1, 60))) for _ in range(size)]
    floors: list[int | None] = [None if random.random() < 0.1 else -value for value in values]
    equations: list[Equation] = []
    for _ in range(random.randint(2, 6)):
        cells = random.sample(range(size), random.randint(2, min(6, size)))
        terms = dict.fromkeys(cells[1:], 1)
        terms[cells[0]] = -1
        if random.random() < 0.3:
            terms[random.choice(cells)] = random.choice((2, 3, -2))
        gap = sum(weight * values[cell] for cell, weight in terms.items())
        relation = random.choice(("==", "==", "<=", ">="))
        if relation == "==":
            equations.append(equation(terms, -gap))
        else:
            sign = 1 if relation == "<=" else -1
            slack = len(floors)
            equations.append(equation({**terms, slack: sign}, 0, slack))
            floors.append(sign * gap)
    return Problem(
        size=size,
        equations=tuple(equations),
        bounds=bounded(floors),
        fixed=0,
        forced=0,
        steps=(1,) * size,
        rests=(0,) * size,
        stands=standing(equations, len(floors)),
    )


def main() -> None:
    """Compare the sets, one problem after the other, and print what differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--systems", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    try:
        installed = version("ortools")
    except PackageNotFoundError:
        print("OR-tools is not installed: pip install ortools")
        return
    print(f"OR-tools {installed}, seed {options.seed}")
    random = Random(f"{options.seed} cpsat")
    loaded = bench()
    problems = []
    for at in range(options.reports):
        case = draw(random, loaded, MIXED, at % 3 + 1)
        problems.append([block.problem for block in violated_blocks(loaded, case.printed)])
    compare("reports on the 2021 form", problems)
    compare("random systems", [[random_system(random)] for _ in range(options.systems)])


def compare(name: str, problems: list[list[Problem]]) -> None:
    """Compare every block of every report, and print one line."""
    same = different = many = large = blocks_compared = 0
    ours: list[float] = []
    theirs: list[float] = []
    for report in problems:
        verdicts = []
        for problem in report:
            start = perf_counter()
            found = smallest(problem)
            middle = perf_counter()
            if found.size is not None and (found.size > SIZE_LIMIT or found.capped):
                large += 1
                continue
            expected = solver_sets(problem, found.size or 0)
            end = perf_counter()
            if expected is None:
                many += 1
                continue
            ours.append(1000 * (middle - start))
            theirs.append(1000 * (end - middle))
            verdicts.append({repair.cells for repair in found.repairs} == expected)
            blocks_compared += 1
        if verdicts and all(verdicts):
            same += 1
        elif verdicts:
            different += 1
    print(
        f"{name}: {same} of {same + different} have the same sets ({blocks_compared} blocks; "
        f"left out: {many} blocks with more than {MOST_SETS} sets, {large} beyond {SIZE_LIMIT} "
        f"cells or the limit of nodes); median ms a block {median(ours):.2f}, "
        f"CP-SAT {median(theirs):.0f}"
    )


if __name__ == "__main__":
    main()
