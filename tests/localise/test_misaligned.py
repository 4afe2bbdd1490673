"""Tables of which whole rows or columns stand in the wrong place."""

import json
from collections.abc import Callable

import pytest

from reportlint.engine.check import Checker
from reportlint.model.pack import Pack
from reportlint.model.result import Diagnosis

Grid = dict[str, list[int]]

COLUMNS = [
    "natural_person",
    "enterprise",
    "research",
    "public_welfare",
    "legal_service",
    "other",
    "total",
]

FIGURES: Grid = {
    "received": [64, 9, 0, 1, 0, 2, 76],
    "carried_over": [5, 0, 0, 0, 0, 0, 5],
    "granted": [30, 4, 0, 0, 0, 1, 35],
    "partly_granted": [8, 1, 0, 0, 0, 0, 9],
    "third_party_rights": [3, 0, 0, 0, 0, 0, 3],
    "not_held": [15, 2, 0, 1, 0, 1, 19],
    "repeated": [4, 0, 0, 0, 0, 0, 4],
    "other_reasons": [2, 1, 0, 0, 0, 0, 3],
    "concluded": [62, 8, 0, 1, 0, 2, 73],
    "carried_forward": [7, 1, 0, 0, 0, 0, 8],
}


@pytest.fixture
def rows(pack: Pack) -> list[str]:
    """Return the rows of the applications table of 2021."""
    form = pack.form("disclosure-2021")
    assert form is not None
    table = form.table("applications")
    assert table is not None
    return [row.id for row in table.rows]


@pytest.fixture
def figures(rows: list[str]) -> list[list[int]]:
    """Return a table that adds up."""
    return [list(FIGURES.get(row, [0] * 7)) for row in rows]


@pytest.fixture
def diagnosed(checker: Checker, rows: list[str]) -> Callable[[list[list[int]]], Diagnosis]:
    """Return what the check of a table says."""

    def check(grid: list[list[int]]) -> Diagnosis:
        content = {"year": 2023, "applications": dict(zip(rows, grid, strict=True))}
        (found,) = checker.check(json.dumps(content).encode(), "report.json").diagnoses
        return found

    return check


Diagnosed = Callable[[list[list[int]]], Diagnosis]
ZEROS = [0] * 7


def stories(found: Diagnosis) -> list[tuple[str, str, str]]:
    slips = [one.slip for one in found.explanations]
    return [(one.kind, one.evidence.en, one.evidence.zh) for one in slips if one is not None]


def corrected(found: Diagnosis, grid: list[list[int]], rows: list[str]) -> list[list[int | None]]:
    """Return a table as its first explanation would have it."""
    result: list[list[int | None]] = [list(row) for row in grid]
    for change in found.explanations[0].changes:
        implied = change.implied
        assert implied is None or isinstance(implied, int)
        result[rows.index(change.cell.row)][COLUMNS.index(change.cell.column)] = implied
    return result


def test_totals_that_stand_in_front(
    diagnosed: Diagnosed, rows: list[str], figures: list[list[int]]
) -> None:
    printed = figures[:4] + [[row[-1], *row[:-1]] for row in figures[4:]]
    found = diagnosed(printed)
    assert found.status == "capped"
    assert stories(found) == [
        (
            "turned_columns",
            "from 4.保护第三方合法权益 on, every figure stands 1 column too far to the right",
            "自“4.保护第三方合法权益”起，各列数字整体偏右 1 列",
        )
    ]
    assert corrected(found, printed, rows) == figures


def test_columns_of_which_the_first_fell_off(
    diagnosed: Diagnosed, rows: list[str], figures: list[list[int]]
) -> None:
    printed = [[*row[1:], 0] for row in figures]
    found = diagnosed(printed)
    assert stories(found)[0] == (
        "shifted_columns",
        "every figure seems to stand one column too far to the left, and 自然人 to be lost",
        "各列数字似整体偏左一列，“自然人”一列的数字已丢失",
    )
    assert corrected(found, printed, rows) == figures


def test_columns_of_which_the_total_fell_off(
    diagnosed: Diagnosed, rows: list[str], figures: list[list[int]]
) -> None:
    printed = [[0, *row[:-1]] for row in figures]
    found = diagnosed(printed)
    assert stories(found)[0] == (
        "shifted_columns",
        "every figure seems to stand one column too far to the right, and 总计 to be lost",
        "各列数字似整体偏右一列，“总计”一列的数字已丢失",
    )
    assert corrected(found, printed, rows) == figures


def test_two_rows_in_each_others_place(
    diagnosed: Diagnosed, rows: list[str], figures: list[list[int]]
) -> None:
    printed = [*figures[:-2], figures[-1], figures[-2]]
    found = diagnosed(printed)
    assert stories(found) == [
        (
            "exchanged_lines",
            "（七）总计 and 四、结转下年度继续办理 stand in each other's place",
            "“（七）总计”与“四、结转下年度继续办理”的数字互换了位置",
        )
    ]
    assert corrected(found, printed, rows) == figures


def test_rows_that_an_empty_row_pushed_down(
    diagnosed: Diagnosed, rows: list[str], figures: list[list[int]]
) -> None:
    at = rows.index("confirmation")
    found = diagnosed([*figures[:at], ZEROS, *figures[at:-1]])
    assert stories(found)[0] == (
        "shifted_table",
        "from 3.其他 on at the latest, every figure stands too low by 1 row",
        "至迟自“3.其他”起，各行数字整体偏下 1 行",
    )


def test_rows_in_the_order_of_an_older_form(
    pack: Pack, diagnosed: Diagnosed, rows: list[str]
) -> None:
    older = pack.form("disclosure-2019")
    assert older is not None
    table = older.table("applications")
    assert table is not None
    values = {**FIGURES, "other_handling": FIGURES["other_reasons"]}
    grid = [values.get(row.id, ZEROS) for row in table.rows]
    found = diagnosed([*grid, *[ZEROS] * (len(rows) - len(grid))])
    assert stories(found)[0] == (
        "shifted_table",
        "from 2.逾期未缴费 on at the latest, every figure stands too high by 2 rows",
        "至迟自“2.逾期未缴费”起，各行数字整体偏上 2 行",
    )
    assert found.note is not None
    assert found.note.en == (
        f"read from top to bottom by the rows of {older.label}, all 37 rules about this table "
        "hold: the figures are probably in the order of that form"
    )
    assert found.note.zh == (
        f"若自上而下按“{older.label}”的行次读，该表 37 项等式全部成立："
        "数字很可能是按该表式的顺序填写的"
    )


def test_what_fits_no_way_of_being_out_of_line_is_not_guessed(
    diagnosed: Diagnosed,
) -> None:
    printed = [[(7 * at * at + 11 * place) % 40 for place in range(7)] for at in range(25)]
    found = diagnosed(printed)
    assert found.explanations == ()
    assert found.note is not None
    assert found.note.zh == (
        "至少要更正 28 个单元格：该表可能整体错位，或采用了其他表式、其他年度的数据。"
        "将行列整体平移、互换，或按其他表式的行次读，均不能使其一致，仅凭本报告无法判断是哪一种"
    )
