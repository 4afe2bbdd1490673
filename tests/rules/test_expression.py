"""The expression language: what it accepts, and where it says what is wrong."""

from decimal import Decimal

import pytest

from reportlint.rules.expression import (
    MAX_LENGTH,
    Addend,
    ExpressionProblem,
    Reference,
    Relation,
    parse_guard,
    parse_relation,
)


def cell(row: str, column: str, offset: int, table: str = "") -> Reference:
    return Reference(table, row, column, False, offset)


def test_cells_sums_and_constants() -> None:
    assert parse_relation("sum(outcomes[c]) + 2 * t[a, b] - x[c]*0.5 == 3") == Relation(
        (
            Addend(1, Reference("", "outcomes", "c", True, 4)),
            Addend(2, cell("a", "b", 23, "t")),
            Addend(Decimal("-0.5"), cell("x", "c", 33)),
        ),
        "==",
        (Addend(3, None),),
        42,
    )


def test_a_leading_minus_belongs_to_the_first_term() -> None:
    assert parse_relation("-a[b] >= -1").left == (Addend(-1, cell("a", "b", 1)),)
    assert parse_relation("-a[b] >= -1").right == (Addend(-1, None),)


def test_spaces_and_line_breaks_mean_nothing() -> None:
    spread = parse_relation("a[ b ]\n  + c[d]\n<= 1")
    tight = parse_relation("a[b]+c[d]<=1")
    assert [one.reference and one.reference[:3] for one in spread.left] == [
        one.reference and one.reference[:3] for one in tight.left
    ]


def test_names_may_be_chinese_or_hyphenated() -> None:
    assert parse_relation("收到[合计] == north-east[total]").left == (
        Addend(1, cell("收到", "合计", 0)),
    )


def test_a_guard_is_comparisons_that_are_all_true() -> None:
    guard = parse_guard("year >= 2024 and a[b] != 0 and c[d] < 5")
    assert [one.comparator for one in guard] == [">=", "!=", "<"]
    assert guard[0].left == (Addend(1, Reference("year", "", "", False, 0)),)


PROBLEMS = [
    # expression, offset, message, hint
    ("a[b] = c[d]", 5, "'=' has no meaning here", "write == for 'equals'"),
    ("a[b] == c[d] / 2", 13, "'/' has no meaning here", "multiply by a constant instead"),
    ("a[b] == c[d] % 2", 13, "'%' has no meaning here", "multiply by a constant instead"),
    ("a[b] ＝ c[d]", 5, "'＝' has no meaning here", "use half-width characters"),
    ("sum（a[b]） == 1", 3, "'（' has no meaning here", "use half-width characters"),
    ("a.b == 1", 1, "expected '[', found '.'", "write table[row, column]"),
    ("a[b", 3, "expected ']', found the end of the expression", None),
    ("a[b, c, d] == 1", 6, "expected ']', found ','", None),
    ("a[b]", 4, "expected a comparison (==, <=, >=), found the end of the expression", None),
    ("a[b] == ", 7, "expected the name of a cell, found the end of the expression", None),
    ("a[b] == c[d] c", 13, "expected the end of the expression, found 'c'", None),
    ("a[b] == 1 == 1", 10, "expected the end of the expression, found '=='", None),
    ("a[b] * c[d] == 1", 7, "expected a number, found 'c'", None),
    ("2 * 3 == 1", 4, "expected the name of a cell, found '3'", None),
    ("2 * 3 * a[b] == 1", 4, "expected the name of a cell, found '3'", None),
    ("sum(a) == 1", 5, "expected '[', found ')'", None),
    ("max(a[b]) == 1", 3, "expected '[', found '('", None),
    ("a[b] != 1", 5, "'!=' cannot be asserted", "use ==, <= or >="),
    ("a[b] < 1", 5, "'<' cannot be asserted", "use ==, <= or >="),
    ("a[b] == 1 and c[d] == 1", 10, "expected the end of the expression, found 'and'", None),
    ("a[b] == 1234567890123456", 8, "a number of more than 15 digits", None),
    ("a[b] == 1e5", 9, "expected the end of the expression, found 'e5'", None),
    ("a['b'] == 1", 2, "''' has no meaning here", None),
    ("", 0, "expected the name of a cell, found the end of the expression", None),
    ("__import__('os')", 11, "''' has no meaning here", None),
]


@pytest.mark.parametrize(("text", "offset", "message", "hint"), PROBLEMS)
def test_what_is_no_relation(text: str, offset: int, message: str, hint: str | None) -> None:
    with pytest.raises(ExpressionProblem) as caught:
        parse_relation(text)
    problem = caught.value
    assert (problem.message.en, problem.offset) == (message, offset)
    assert (problem.hint.en if problem.hint else None) == hint


def test_an_expression_has_a_greatest_length() -> None:
    fits = "a[b] == 1".ljust(MAX_LENGTH)
    assert parse_relation(fits).comparator == "=="
    with pytest.raises(ExpressionProblem, match=r"longer than 2,000 characters"):
        parse_relation(fits + " ")
