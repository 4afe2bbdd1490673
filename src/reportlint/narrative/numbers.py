"""A sentence -> its figures: every number with its place, its interval and its unit.

A figure stands for an interval: ``94件`` for exactly 94, ``1.46万余条`` for what a
writer means by it. A number that counts nothing (a date, an article, a document
number, a slogan) is kept with the reason why it is passed over, so that nothing
that was read disappears. Knows no report.
"""

import re
from decimal import Decimal
from operator import itemgetter
from typing import Literal, NamedTuple

from reportlint.model.cell import Number
from reportlint.model.text import Text

FigureKind = Literal["count", "money", "percent", "points"]


class Figure(NamedTuple):
    """A number in a sentence without blanks.

    ``start`` and ``end`` delimit the number with its unit. ``low`` and ``high`` bound
    what it stands for; ``open`` excludes ``high`` itself, and None is no bound.
    ``value`` is the number as printed. ``step`` is the unit of its last printed digit.

    Units: money in 元, everything else as counted; percentages in percent.
    """

    start: int
    end: int
    text: str
    kind: FigureKind
    value: Number
    low: Number
    high: Number | None
    open: bool
    step: Number
    unit: str
    exact: bool
    ignored: Text | None = None

    def fits(self, value: Number) -> bool:
        """Tell whether a value is one that the figure may stand for."""
        if value < self.low:
            return False
        return self.high is None or value < self.high or (value == self.high and not self.open)


DIGITS = re.compile(r"[0-9０-９]+(?:[,，][0-9０-９]{3}(?![0-9０-９]))*(?:[.．][0-9０-９]+)?")
_NUMERALS = frozenset("〇零一二三四五六七八九十百千两")
_MORE = frozenset("万亿余多")
_COUNTED = frozenset("件起宗例份封条项个次人批")
"""Units that make Chinese numerals a figure; elsewhere they are parts of words."""

_MAX_DIGITS = 15
_MAX_NUMERALS = 9
_HALF = Decimal("0.5")
_WIDTH = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")
_SCALES = {"": 1, "百": 100, "千": 1_000, "万": 10_000, "亿": 10**8, "万亿": 10**12}
_LONG_UNITS = frozenset(
    (
        "人次",
        "批次",
        "篇次",
        "场次",
        "百分点",
        "万元",
        "亿元",
        "千元",
        "个百分点",
        "余个百分点",
    )
)
_UNITS = frozenset(
    "％%件起宗例份封条项个次批期部篇场家人户名元页字版号年月日天时分届季款章位类大种级本处台辆则"
)
_COUNTERS = frozenset(("人次", "批次", *"件起宗例份封条项个次"))

_NEAR = ("约", "将近", "近", "接近")
_OVER = ("超过", "超", "逾", "突破", "不少于", "不低于", "至少")
_UNDER = ("不足", "不到", "少于", "低于")
_PLAIN_UNITS = frozenset("件起宗例份封条项篇")
_WARY = frozenset(
    "约近过超逾破于低少足到第〔[［-—－~～+×x*/.@_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
)
_WARY_BEHIND = frozenset("次左以多余")
_NO_NUMBER = ("第", "之", "“", "统", "万", "唯", "逐")
"""What makes the Chinese numeral behind it a part of a word or a name."""

_DURATIONS = (
    "工作日", "自然日", "小时", "分钟", "个月", "多个月", "周", "星期", "年", "天", "秒", "月",
)  # fmt: skip
_RANGES = tuple("-—–－~～至到")
_CODES = ("热线", "平台", "便民", "”")
_MARKERS = tuple("）).．、")

_START = itemgetter(0)
_QUOTES = tuple('“「‘"')

_REASONS = {
    "date": Text("a date or a span of time", "日期或时长"),
    "ordinal": Text("an ordinal or an article", "序数或条款"),
    "document": Text("a document number", "文号"),
    "quoted": Text("in quotation marks", "引号中的数字"),
    "marker": Text("the number of a paragraph", "段落序号"),
    "code": Text("a name, a telephone number or a version", "名称、电话或版本号"),
    "long": Text("more digits than a figure has", "位数过多"),
    "range": Text("a range", "数值范围"),
}


def read_figures(text: str) -> list[Figure]:
    """Return every number of a sentence in order, those passed over with the reason."""
    quoted = any(mark in text for mark in _QUOTES)
    found = [_of_digits(text, match, quoted) for match in DIGITS.finditer(text)]
    numerals = [_of_numerals(text, place, quoted) for place in _counters(text)]
    told = [one for one in numerals if one is not None]
    return sorted((*found, *told), key=_START) if told else found


def has_figures(text: str) -> bool:
    """Tell whether a text may have a figure in it."""
    return DIGITS.search(text) is not None or bool(_counters(text))


def _counters(text: str) -> list[int]:
    """Return the places of units with Chinese numerals before them."""
    return [
        place
        for place, one in enumerate(text)
        if one in _COUNTED and place and (text[place - 1] in _NUMERALS or text[place - 1] in _MORE)
    ]


def _of_digits(text: str, match: re.Match[str], quoted: bool) -> Figure:
    start, end = match.span()
    plain = match[0]
    unit = text[end : end + 1]
    if (
        unit in _PLAIN_UNITS
        and plain.isdigit()
        and plain < "："
        and not quoted
        and start
        and text[start - 1] not in _WARY
        and text[end + 1 : end + 2] not in _WARY_BEHIND
        and len(plain) <= _MAX_DIGITS
    ):
        # As most figures are written, with nothing beside it that could change it.
        value = int(plain)
        end += 1
        return Figure(
            start, end, text[start:end], "count", value, value, value, False, 1, unit, True
        )
    plain = plain.translate(_WIDTH).replace(",", "")
    if len(plain) > _MAX_DIGITS:
        return _passed(start, end, match[0], 0, "", "long")
    decimals = len(plain.partition(".")[2])
    digits: Number = Decimal(plain) if decimals else int(plain)
    scale = text[end : end + 2]
    if scale != "万亿":
        scale = scale[:1]
        if scale not in _SCALES:
            scale = ""
    last = end + len(scale)
    more = text[last : last + 1]
    if more and more in "余多":
        last += 1
    else:
        more = ""
    unit = _unit(text, last)
    if unit in ("万元", "亿元", "千元"):
        scale, unit = unit[0], "元"
        last += 1
    last += len(unit)
    if not (unit or scale or more):
        last = end
    reason = _no_count(text, start, end, last, unit, scale or more, quoted)
    shown = text[start:last]
    if reason:
        return _passed(start, last, shown, digits, unit, reason)
    return _measured(text, start, last, digits, decimals, scale, more, unit)


def _of_numerals(text: str, place: int, quoted: bool) -> Figure | None:
    """Return the figure of Chinese numerals before a unit, None where they are part of a word."""
    end = place
    while end and text[end - 1] in _MORE:
        end -= 1
    start = end
    while start and text[start - 1] in _NUMERALS:
        start -= 1
    if not 0 < end - start <= _MAX_NUMERALS or (start and text[start - 1] in _NO_NUMBER):
        return None
    if start and text[start - 1] in "0123456789":
        return None
    scale = text[end] if text[end] in "万亿" else ""
    last = end + len(scale)
    more = text[last] if text[last] in "余多" else ""
    last += len(more)
    unit = _unit(text, last)
    if unit not in _COUNTERS:
        return None
    last += len(unit)
    digits = chinese_number(text[start:end])
    if digits is None or (unit in ("件", "个") and text[last : last + 1] in ("事", "案", "套")):
        return None
    if quoted and _quoted(text, start):
        return _passed(start, last, text[start:last], digits, unit, "quoted")
    return _measured(text, start, last, digits, 0, scale, more, unit)


def _unit(text: str, place: int) -> str:
    """Return the unit that stands at a place, the longest one."""
    unit = text[place : place + 2]
    if unit in _LONG_UNITS:
        return unit
    if unit[:1] == "个" or unit[:1] == "余" or unit == "百分":
        for length in (5, 4, 3):
            longer = text[place : place + length]
            if longer in _LONG_UNITS:
                return longer
    unit = unit[:1]
    return unit if unit in _UNITS else ""


def _passed(start: int, end: int, shown: str, digits: Number, unit: str, reason: str) -> Figure:
    return Figure(
        start, end, shown, "count", digits, digits, digits, False, 1, unit, True, _REASONS[reason]
    )


def _measured(
    text: str,
    start: int,
    end: int,
    digits: Number,
    decimals: int,
    scale: str,
    more: str,
    unit: str,
) -> Figure:
    """Return the figure with the interval that its hedges and its scale give it."""
    shown = text[start:end]
    kind: FigureKind = "count"
    if unit.endswith("百分点"):
        kind = "points"
    elif unit in ("%", "％"):
        kind = "percent"
    elif unit == "元":
        kind = "money"
    hedged = more or unit[:1] == "余"
    before = _hedge(text, start)
    after = text[end : end + 2]
    if not (scale or decimals or hedged or before or after in _AFTER):
        return Figure(start, end, shown, kind, digits, digits, digits, False, 1, unit, True)
    factor = _SCALES[scale]
    value = _plain(digits * factor)
    step = _plain(Decimal(factor).scaleb(-decimals))
    low, opened = value, False
    top: Number | None = value
    if hedged or after in ("多件", "余件"):
        low, top, opened = value, _plain(value + _last_place(digits, decimals) * factor), True
    elif before == "near" or after == "左右":
        low, top = value * Decimal("0.95"), value * Decimal("1.05")
    elif before == "over" or after == "以上":
        top = None
    elif before == "under":
        low, top, opened = value * Decimal("0.9"), value, True
    elif factor > 1 and kind != "percent":
        # Rounded or cut off at the last printed digit, whichever the writer did.
        low, top, opened = value - step * _HALF, value + step, True
    exact = low == value == top
    return Figure(start, end, shown, kind, value, low, top, opened, step, unit, exact)


_AFTER = frozenset(("多件", "余件", "左右", "以上"))


def _hedge(text: str, start: int) -> str:
    """Return the kind of the hedge that stands right before a number."""
    lead = text[max(start - 3, 0) : start]
    if lead.endswith(_NEAR):
        return "near"
    if lead.endswith(_OVER):
        return "over"
    return "under" if lead.endswith(_UNDER) else ""


def _plain(value: Number) -> Number:
    return int(value) if value == int(value) else value


def _last_place(digits: Number, decimals: int) -> Number:
    """Return the value of the place of the last digit that is not 0."""
    if decimals:
        return Decimal(1).scaleb(-decimals)
    place = 1
    whole = int(digits)
    while whole and whole % 10 == 0:
        whole //= 10
        place *= 10
    return place


def _no_count(
    text: str, start: int, end: int, last: int, unit: str, scaled: str, quoted: bool
) -> str:
    """Return why a number in digits counts nothing, or an empty text."""
    before = text[start - 1] if start else ""
    if unit in _COUNTERS and unit != "个" and "\u4e00" <= before <= "\u9fff" and before != "第":
        # As most figures stand.
        return "quoted" if quoted and _quoted(text, start) else ""
    if unit and unit in "年月日天时分季":
        return "date"
    if text.startswith(_DURATIONS, end) or (unit == "个" and text.startswith(_DURATIONS, last)):
        return "date"
    reason = _named(text, start, before, unit)
    if reason:
        return reason
    bare = "" if unit else _no_count_without_unit(text, start, last, scaled)
    return bare or ("quoted" if quoted and _quoted(text, start) else "")


def _named(text: str, start: int, before: str, unit: str) -> str:
    """Return what a number is part of by what stands beside it: a document, a name, a range."""
    if unit == "号" or before in ("〔", "[", "［"):
        return "document"
    if before == "第" or unit in ("届", "款", "章"):
        return "ordinal"
    if before.isascii() and before and (before.isalpha() or before in "+×x*/.@_"):
        return "code"
    if before and before in "-—－~～" and text[start - 2 : start - 1].isdigit():
        return "range"
    return "code" if unit in ("版", "页", "字") else ""


def _no_count_without_unit(text: str, start: int, last: int, scaled: str) -> str:
    """Return why a number that no unit follows counts nothing, or an empty text."""
    after = text[last : last + 1]
    if after and after in "+×GgAa@":
        return "code"
    if text.startswith(_CODES, last):
        return "code"
    if last - start >= 5 and "电话" in text[max(start - 6, 0) : start]:
        return "code"
    if text.startswith(_RANGES, last) and text[last + 1 : last + 2].isdigit():
        return "range"
    if start < 3 and not scaled and text.startswith(_MARKERS, last):
        lead = text[:start]
        if lead in ("", "（", "(") and not text[last + 1 : last + 2].isdigit():
            return "marker"
    return ""


def _quoted(text: str, start: int) -> bool:
    """Tell whether a place lies between quotation marks."""
    for opening, closing in (("“", "”"), ("「", "」"), ("‘", "’")):
        first = text.rfind(opening, max(start - 40, 0), start)
        if first >= 0 and text.find(closing, first, start) < 0:
            return text.find(closing, start, start + 40) >= 0
    return text.count('"', 0, start) % 2 == 1 and '"' in text[start:]


_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
}
_PLACES = {"十": 10, "百": 100, "千": 1_000}


def chinese_number(text: str) -> int | None:
    """Return the number that Chinese numerals below ten thousand stand for, or None."""
    total, digit, seen = 0, -1, 10_000
    for character in text:
        if character in _PLACES:
            place = _PLACES[character]
            if place >= seen or (digit < 1 and not (digit == -1 and place == 10)):
                return None
            total += place * (1 if digit == -1 else digit)
            digit, seen = -1, place
        else:
            value = _DIGITS[character]
            if digit > 0 or (digit == 0 and value == 0):
                return None
            digit = value
    if digit > 0 and seen > 10 and seen < 10_000 and "零" not in text and "〇" not in text:
        return None
    return total + max(digit, 0)
