"""How the text of a cell is read: its value, its status, and what is unusual about it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.model.cell import Number, Trait
from reportlint.model.form import Column
from reportlint.recognise.numerals import MAX_DIGITS, read_number


def column(*, amount: bool = False, unit: str = "件", signed: bool = False) -> Column:
    return Column("x", "X", "X", (), "", "amount" if amount else "count", unit, signed, "")


COUNT = column()
CHANGE = column(signed=True)
FEES = column(amount=True, unit="万元")
PLAIN_AMOUNT = column(amount=True, unit="")

NUMBERS: list[tuple[Column, str, Number, tuple[Trait, ...]]] = [
    (COUNT, "0", 0, ()),
    (COUNT, "12", 12, ()),
    (COUNT, " 12 ", 12, ()),
    (COUNT, "-0", 0, ()),
    (COUNT, "999999999999999", 999999999999999, ()),
    (COUNT, "１２", 12, ("full_width",)),
    (COUNT, "1２", 12, ("full_width",)),
    (COUNT, "00", 0, ("leading_zeros",)),
    (COUNT, "010", 10, ("leading_zeros",)),
    (COUNT, "００12", 12, ("full_width", "leading_zeros")),
    (COUNT, "1,234", 1234, ("separator",)),
    (COUNT, "1，234", 1234, ("separator",)),
    (COUNT, "1'234,567", 1234567, ("separator",)),
    (COUNT, "12件", 12, ("unit",)),
    (COUNT, "12 件", 12, ("unit",)),
    (COUNT, "283 批次", 283, ("unit",)),
    (COUNT, "12 万", 120000, ("unit",)),
    (COUNT, "3亿", 300000000, ("unit",)),
    (COUNT, "+4", 4, ("plus_sign",)),
    (COUNT, "＋4", 4, ("full_width", "plus_sign")),
    (COUNT, "-4", -4, ("negative",)),
    (COUNT, "－4", -4, ("full_width", "negative")),
    (COUNT, "−4", -4, ("negative",)),
    (COUNT, "增4", 4, ("word_sign",)),
    (COUNT, "减少 4", -4, ("negative", "word_sign")),
    (COUNT, "4.", 4, ("stray_mark",)),
    (COUNT, "4.0", Decimal(4), ("stray_mark",)),
    (COUNT, "4.5", Decimal("4.5"), ("fractional",)),
    (COUNT, "1 2", 12, ("stray_mark",)),
    (COUNT, "1O", 10, ("stray_mark",)),
    (COUNT, "l2", 12, ("stray_mark",)),
    (COUNT, "12（含1件）", 12, ("stray_mark",)),
    (COUNT, "12件(其中1件撤回)", 12, ("stray_mark", "unit")),
    (CHANGE, "+2", 2, ()),
    (CHANGE, "-2155", -2155, ()),
    (CHANGE, "－8", -8, ("full_width",)),
    (CHANGE, "减8", -8, ("word_sign",)),
    (CHANGE, "增加12", 12, ("word_sign",)),
    (CHANGE, "↓3", -3, ("word_sign",)),
    (FEES, "0.04", Decimal("0.04"), ()),
    (FEES, "100.00", Decimal(100), ()),
    (FEES, "1,234.56", Decimal("1234.56"), ("separator",)),
    (FEES, "26.4万元", Decimal("26.4"), ("unit",)),
    (FEES, "251000元", Decimal("25.1"), ("unit",)),
    (FEES, "0.3亿元", Decimal(3000), ("unit",)),
    (FEES, "0.123456", Decimal("0.123456"), ()),
    (FEES, "0.1234567", Decimal("0.1234567"), ("fine_decimals",)),
    (FEES, "-3.5", Decimal("-3.5"), ("negative",)),
    (PLAIN_AMOUNT, "251000元", 251000, ("unit",)),
    (PLAIN_AMOUNT, "26413 万元", 26413, ("unit",)),
]
BLANKS = [
    "",
    " ",
    "　",
    "/",
    "／",
    "//",
    "-",
    "－",
    "--",
    "–",
    "−",
    "—",
    "——",
    "无",
    "空",
    "不适用",
]
UNREADABLE = [
    "若干", "no", "1:30", "1/2", "12,34", "1,2345", "1.234,5", "4.5.6", ".5", "--4", "+-4", "1e5",
    "0x1F", "1_000", "NaN", "∞", "100%", "约12", "12余", "12、", "（12）", "12(", "OO", "十二",
    "٣", "९", "2020年", "1000000000000000", "9" * 5_000, "0." + "1" * 15,
]  # fmt: skip


@pytest.mark.parametrize(("under", "raw", "value", "traits"), NUMBERS)
def test_numbers(under: Column, raw: str, value: Number, traits: tuple[Trait, ...]) -> None:
    reading = read_number(raw, under)
    assert (reading.value, reading.status, reading.traits) == (value, "number", traits)


@pytest.mark.parametrize("raw", BLANKS)
def test_blanks(raw: str) -> None:
    assert read_number(raw, COUNT) == (None, "blank", ("blank",))


@pytest.mark.parametrize("raw", UNREADABLE, ids=lambda raw: raw[:20])
def test_what_is_no_number(raw: str) -> None:
    assert read_number(raw, COUNT) == (None, "unreadable", ("unreadable",))


@given(st.integers(0, 10**MAX_DIGITS - 1))
def test_every_plain_count_is_read_exactly(number: int) -> None:
    assert read_number(str(number), COUNT) == (number, "number", ())


@given(st.decimals(0, 999_999_999, allow_nan=False, places=6))
def test_every_plain_amount_is_read_exactly(number: Decimal) -> None:
    assert read_number(f"{number:f}", FEES) == (number, "number", ())


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_blank_or_unreadable(raw: str) -> None:
    reading = read_number(raw, COUNT)
    assert (reading.value is None) == (reading.status in ("blank", "unreadable"))
    assert reading.status in ("number", "blank", "unreadable")
