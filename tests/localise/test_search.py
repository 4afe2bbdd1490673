from fractions import Fraction
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.localise.search import Problem, Repair, smallest, undone
from reportlint.localise.tableau import Equation, bounded, equation, standing

Row = tuple[tuple[int, ...], str, int]
"""Coefficients, relation, and the number that the sum is compared with."""


def problem(rows: list[Row], values: list[int], signed: frozenset[int] = frozenset()) -> Problem:
    """Write ``rows`` over values as a problem over their changes."""
    size = len(values)
    floors: list[int | None] = [
        None if cell in signed else -value for cell, value in enumerate(values)
    ]
    equations: list[Equation] = []
    for coefficients, relation, constant in rows:
        terms = {cell: size for cell, size in enumerate(coefficients) if size}
        gap = sum(a * b for a, b in zip(coefficients, values, strict=True)) - constant
        if relation == "==":
            equations.append(equation(terms, -gap))
        else:
            sign = 1 if relation == "<=" else -1
            slack = len(floors)
            equations.append(equation({**terms, slack: sign}, 0, slack))
            floors.append(sign * gap)
    forced = sum(1 << i for i in range(size) if (floors[i] or 0) > 0)
    return Problem(
        size=size,
        equations=tuple(equations),
        bounds=bounded(floors),
        fixed=0,
        forced=forced,
        steps=(1,) * size,
        rests=(0,) * size,
        stands=standing(equations, len(floors)),
    )


def holds(rows: list[Row], values: list[int]) -> bool:
    for coefficients, relation, constant in rows:
        left = sum(a * b for a, b in zip(coefficients, values, strict=True))
        if not {"==": left == constant, "<=": left <= constant, ">=": left >= constant}[relation]:
            return False
    return True


def by_force(rows: list[Row], values: list[int], top: int, limit: int) -> list[tuple[int, ...]]:
    """Find all smallest sets by trying every value from 0 to ``top`` in every set of cells."""
    for size in range(limit + 1):
        found = []
        for cells in combinations(range(len(values)), size):
            for news in product(range(top + 1), repeat=size):
                changed = list(values)
                for cell, new in zip(cells, news, strict=True):
                    changed[cell] = new
                if holds(rows, changed):
                    found.append(cells)
                    break
        if found:
            return found
    return []


def by(change: int) -> tuple[Fraction, Fraction]:
    return Fraction(change), Fraction(change)


TWO_WAY: list[Row] = [
    ((1, 1, -1, 0, 0, 0, 0, 0, 0), "==", 0),
    ((0, 0, 0, 1, 1, -1, 0, 0, 0), "==", 0),
    ((0, 0, 0, 0, 0, 0, 1, 1, -1), "==", 0),
    ((1, 0, 0, 1, 0, 0, -1, 0, 0), "==", 0),
    ((0, 1, 0, 0, 1, 0, 0, -1, 0), "==", 0),
    ((0, 0, 1, 0, 0, 1, 0, 0, -1), "==", 0),
]
"""Two rows and two columns with their totals."""


def test_one_wrong_cell_of_a_two_way_table_is_found_alone() -> None:
    values = [1, 2, 3, 4, 5, 9, 5, 7, 12]
    for cell in range(9):
        wrong = list(values)
        wrong[cell] += 3
        found = smallest(problem(TWO_WAY, wrong))
        assert [repair.cells for repair in found.repairs] == [(cell,)]
        assert found.repairs[0].changes == (by(-3),)


def test_a_consistent_system_needs_no_change() -> None:
    found = smallest(problem(TWO_WAY, [1, 2, 3, 4, 5, 9, 5, 7, 12]))
    assert found.repairs == (Repair((), ()),)
    assert found.size == 0


def test_a_negative_value_must_change_though_the_sums_hold() -> None:
    found = smallest(problem([((1, 1, -1), "==", 0)], [-2, 5, 3]))
    assert [repair.cells for repair in found.repairs] == [(0, 1), (0, 2)]
    assert found.repairs[1].changes == ((Fraction(2), None), (Fraction(2), None))


def test_a_cell_does_not_fall_below_nothing() -> None:
    found = smallest(problem([((1, 1, -1), "==", 0)], [1, 2, 0]))
    assert [repair.cells for repair in found.repairs] == [(2,)]


def test_a_signed_cell_may_fall_below_nothing() -> None:
    found = smallest(problem([((1, 1, -1), "==", 0)], [1, 2, 0], frozenset({0, 1})))
    assert [repair.cells for repair in found.repairs] == [(0,), (1,), (2,)]
    assert [repair.changes for repair in found.repairs] == [(by(-3),), (by(-3),), (by(3),)]


def test_an_inequality_leaves_a_range() -> None:
    found = smallest(problem([((1, -1), "<=", 0)], [7, 4]))
    assert found.repairs == (
        Repair((0,), ((Fraction(-7), Fraction(-3)),)),
        Repair((1,), ((Fraction(3), None),)),
    )


def test_values_are_whole() -> None:
    rows: list[Row] = [((2, 0, 1), "==", 9), ((0, 3, 1), "==", 7)]
    found = smallest(problem(rows, [4, 2, 2]))
    assert [repair.cells for repair in found.repairs] == by_force(rows, [4, 2, 2], 9, 3)


def test_equations_that_contradict_each_other_have_no_repair() -> None:
    found = smallest(problem([((1, 1), "==", 3), ((1, 1), "==", 4)], [1, 2]))
    assert found.repairs == ()
    assert found.size is None
    assert not found.capped


def test_a_sum_that_no_value_gives_has_no_repair() -> None:
    found = smallest(problem([((1, 1), "<=", -1)], [1, 2]))
    assert found.repairs == ()
    assert found.size is None


def test_the_limit_of_nodes_is_told() -> None:
    wrong = [1, 2, 4, 4, 5, 10, 7, 7, 15]
    found = smallest(problem(TWO_WAY, wrong), node_limit=2)
    assert found.capped
    assert found.repairs == ()
    assert found.size is not None


def test_the_limit_of_size_is_told() -> None:
    rows: list[Row] = [
        (tuple(1 if cell == at else 0 for cell in range(8)), "==", 1) for at in range(8)
    ]
    found = smallest(problem(rows, [0] * 8), size_limit=6)
    assert found.repairs == ()
    assert found.size == 8
    assert not found.capped


def test_given_cells_cost_nothing_and_changed_cells_stay() -> None:
    wrong = [1, 2, 3, 4, 5, 9, 5, 7, 16]
    found = smallest(problem(TWO_WAY, wrong), given=1 << 8)
    assert [repair.cells for repair in found.repairs] == [(8,)]
    assert found.repairs[0].changes == (by(-4),)
    assert smallest(undone(problem(TWO_WAY, wrong), {8: -4}, 1 << 8)).size == 0


ROWS = st.lists(
    st.tuples(
        st.tuples(*[st.sampled_from((0, 0, 1, 1, -1, 2))] * 5),
        st.sampled_from(("==", "==", "<=", ">=")),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=3,
)
VALUES = st.lists(st.integers(0, 3), min_size=5, max_size=5)


@settings(max_examples=150)
@given(ROWS, VALUES)
def test_the_sets_are_those_of_brute_force(rows: list[Row], values: list[int]) -> None:
    rows = [row for row in rows if any(row[0])]
    expected = by_force(rows, values, 9, 2)
    found = smallest(problem(rows, values))
    sets = [repair.cells for repair in found.repairs]
    if expected:
        assert sets == expected
    else:
        assert found.size is None or found.size > 2


@settings(max_examples=150)
@given(ROWS, VALUES)
def test_every_determined_repair_really_repairs(rows: list[Row], values: list[int]) -> None:
    for repair in smallest(problem(rows, values)).repairs:
        changed = list(values)
        for cell, (low, high) in zip(repair.cells, repair.changes, strict=True):
            if low is None or low != high:
                break
            assert low.denominator == 1
            changed[cell] += low.numerator
        else:
            assert holds(rows, changed)
            assert min(changed) >= 0


@settings(max_examples=100)
@given(ROWS, VALUES, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(
    rows: list[Row], values: list[int], random: object
) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = smallest(problem(rows, values)), smallest(problem(shuffled, values))
    assert (first.repairs, first.size) == (second.repairs, second.size)


@settings(max_examples=100)
@given(st.lists(st.integers(0, 4), min_size=9, max_size=9))
def test_any_two_way_table_is_repaired(values: list[int]) -> None:
    found = smallest(problem(TWO_WAY, values))
    assert found.repairs
    for repair in found.repairs:
        assert len(repair.cells) == found.size
        # No smaller part of a smallest set is enough.
        for left_out in repair.cells:
            rest = sum(1 << cell for cell in repair.cells if cell != left_out)
            assert smallest(problem(TWO_WAY, values), given=rest, size_limit=0).repairs == ()


def test_coefficients_are_reduced() -> None:
    assert equation({0: 4, 1: -6}, 2) == Equation(1, 2, 1, {0: 2, 1: 3}, -1)
    assert equation({0: 2, 1: -2}, 4) == Equation(1, 2, 2, None, -1)


@pytest.mark.parametrize("size", [1, 2, 3])
def test_cp_sat_finds_the_same_sets(size: int) -> None:
    pytest.importorskip("ortools", reason="OR-tools is not installed")
    from random import Random

    from ortools.sat.python import cp_model

    random = Random(size)
    for _ in range(5):
        values = [1, 2, 3, 4, 5, 9, 5, 7, 12]
        for cell in random.sample(range(9), size):
            values[cell] = random.randrange(20)
        expected = set()
        model = cp_model.CpModel()
        cells = [model.new_int_var(0, 100, f"x{i}") for i in range(9)]
        wrong = [model.new_bool_var(f"z{i}") for i in range(9)]
        for coefficients, _, constant in TWO_WAY:
            model.add(sum(a * x for a, x in zip(coefficients, cells, strict=True)) == constant)
        for x, z, value in zip(cells, wrong, values, strict=True):
            model.add(x == value).only_enforce_if(~z)
            model.add(x != value).only_enforce_if(z)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        least = None
        while True:
            if least is None:
                model.minimize(sum(wrong))
            if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                break
            chosen = tuple(i for i in range(9) if solver.value(wrong[i]))
            if least is None:
                least = len(chosen)
                model.clear_objective()  # type: ignore[no-untyped-call]
                model.add(sum(wrong) == least)
            expected.add(chosen)
            if not chosen:
                break
            model.add(sum(wrong[i] for i in chosen) < len(chosen))
        assert {repair.cells for repair in smallest(problem(TWO_WAY, values)).repairs} == expected
