"""The text of a cell -> its number, and how the number is written.

Reads what people write into number cells: full-width digits, thousands
separators, units, signs in words, stray marks. Everything unusual becomes a
trait, which a rule may report; nothing is guessed.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from reportlint.model.cell import Number, Status, Trait
from reportlint.model.form import Column

MAX_DIGITS = 15
MAX_DECIMALS = 8
"""More than any figure has; a sum of 100,000 such numbers stays exact in Decimal."""

_MAX_RAW = 200
_BLANKS = frozenset(
    {"", "/", "//", "-", "--", "—", "——", "–", "−", "无", "空", "不适用", "n/a", "N/A", "NA"}
)
_WIDTH = str.maketrans("０１２３４５６７８９．，－＋−／　（）＇", "0123456789.,-+-/ ()'")
_WIDE = frozenset("０１２３４５６７８９．－＋")
_SIGNS = {
    "+": 1, "增加": 1, "增": 1, "↑": 1,
    "-": -1, "减少": -1, "减": -1, "↓": -1,
}  # fmt: skip
# Patterns are compiled on first use: most reports hold plain digits only.
_SIGN = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))
# Not \d, which also takes digits of other scripts.
_GROUPED = r"[0-9]{1,3}(?:[,'，][0-9]{3})+(?![0-9])"
_DIGITS = r"[OoIl]*[0-9][0-9OoIl]*"
_UNIT = (
    r"(?s)(?P<scale>[万亿]?)(?P<unit>件|宗|起|项|批次|批|个|份|条|次|例|元|人次|人|部)?(?P<rest>.*)"
)
_NOTE = r"(?s)\(.*\)"
_SCALES = {"": 0, "万": 4, "亿": 8}
_FINEST_AMOUNT = 6


def is_blank(text: str) -> bool:
    """Tell whether what is written in a cell says that there is nothing."""
    return text.translate(_WIDTH).strip() in _BLANKS


class Reading(NamedTuple):
    """What was read from a cell; the value is in the unit of the column."""

    value: Number | None
    status: Status
    traits: tuple[Trait, ...]


def read_number(raw: str, column: Column) -> Reading:
    """Read the text of a cell under a column.

    Units: an amount with a unit of its own (``251000元``) is converted to the
    unit of the column where the form names one, and taken as written elsewhere.
    """
    # isdigit() alone would also accept digits of other scripts.
    if raw.isascii() and raw.isdigit() and len(raw) <= MAX_DIGITS and (raw[0] != "0" or raw == "0"):
        return Reading(int(raw), "number", ())
    text = raw.strip()
    if is_blank(text):
        return Reading(None, "blank", ("blank",))
    return _read_unusual(text, column)


_UNREADABLE = Reading(None, "unreadable", ("unreadable",))


def _read_unusual(text: str, column: Column) -> Reading:
    if len(text) > _MAX_RAW:
        return _UNREADABLE
    traits: set[Trait] = set()
    if any(character in _WIDE for character in text):
        traits.add("full_width")
    text = text.translate(_WIDTH).strip()
    sign, text = _take_sign(text, column, traits)
    body, rest = _take_body(text, traits)
    if body is None:
        return _UNREADABLE
    exponent = _take_unit(rest, column, traits)
    if exponent is None:
        return _UNREADABLE
    value = _value(body, exponent)
    if value is None:
        return _UNREADABLE
    if sign < 0:
        value = -value
    whole = body.partition(".")[0]
    if len(whole) > 1 and whole.startswith("0"):
        traits.add("leading_zeros")
    if value < 0 and not column.signed:
        traits.add("negative")
    if isinstance(value, Decimal):
        traits.update(_decimal_traits(value, body, column))
    return Reading(value, "number", tuple(sorted(traits)))


def _value(body: str, exponent: int) -> Number | None:
    """Return the number, or None where it has more digits than stay exact in sums."""
    whole, _, fraction = body.partition(".")
    if len(whole) + len(fraction) > MAX_DIGITS or len(fraction) > MAX_DECIMALS:
        return None
    if not fraction and exponent >= 0:
        value: Number = int(whole) * 10**exponent
    else:
        value = Decimal(body).scaleb(exponent)
        # 1.2万 is a whole number although it is written with a point.
        if exponent > 0 and value == value.to_integral_value():
            value = int(value)
    return value if value < 10**MAX_DIGITS else None


def _decimal_traits(value: Decimal, body: str, column: Column) -> Iterator[Trait]:
    if value == value.to_integral_value():
        if "." in body and column.number == "count":
            yield "stray_mark"
    elif column.number == "count":
        yield "fractional"
    elif _decimals(value) > _FINEST_AMOUNT:
        yield "fine_decimals"


def _take_sign(text: str, column: Column, traits: set[Trait]) -> tuple[int, str]:
    match = re.match(_SIGN, text)
    if match is None:
        return 1, text
    written = match[0]
    if written not in "+-":
        traits.add("word_sign")
    elif written == "+" and not column.signed:
        traits.add("plus_sign")
    return _SIGNS[written], text[match.end() :].lstrip()


def _take_body(text: str, traits: set[Trait]) -> tuple[str | None, str]:
    """Split the digits, with at most one decimal point, from what follows them."""
    match = re.match(_GROUPED, text)
    if match is not None:
        traits.add("separator")
        whole = re.sub(r"\D", "", match[0])
    else:
        match = re.match(r"[0-9]+(?: [0-9]+)*", text)
        if match is not None and " " in match[0]:
            traits.add("stray_mark")
            whole = match[0].replace(" ", "")
        elif match is None or _letter_follows(text, match.end()):
            match = re.match(_DIGITS, text)
            if match is None:
                return None, text
            traits.add("stray_mark")
            whole = match[0].translate(str.maketrans("OoIl", "0011"))
        else:
            whole = match[0]
    rest = text[match.end() :]
    fraction = re.match(r"\.([0-9]*)", rest)
    if fraction is None:
        return whole, rest
    rest = rest[fraction.end() :]
    if not fraction[1]:
        traits.add("stray_mark")
        return whole, rest
    return f"{whole}.{fraction[1]}", rest


def _letter_follows(text: str, end: int) -> bool:
    return text[end : end + 1] in ("O", "o", "I", "l")


def _take_unit(rest: str, column: Column, traits: set[Trait]) -> int | None:
    """Return the power of ten that a unit or note after the digits stands for."""
    rest = rest.strip()
    if not rest:
        return 0
    if column.unit and rest.casefold() == column.unit.casefold():
        traits.add("unit")
        return 0
    match = re.fullmatch(_UNIT, rest)
    if match is None:
        return None
    scale, unit, tail = match["scale"], match["unit"] or "", match["rest"].strip()
    if tail:
        if not re.fullmatch(_NOTE, tail):
            return None
        traits.add("stray_mark")
    if not scale and not unit:
        return 0
    traits.add("unit")
    exponent = _SCALES[scale]
    if column.unit.endswith("元") and (unit == "元" or not unit):
        return exponent - _SCALES.get(column.unit[:-1], 0)
    # A column without a unit takes an amount as it is written (26413 万元).
    return 0 if unit == "元" else exponent


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
