"""Prose -> its figures: every number with its place, its interval and its unit.

A figure stands for an interval: ``94 件`` for exactly 94, ``1.46 万余条`` for what a
writer means by it. A number that counts nothing (a date, an article, a document
number, a slogan) is kept with the reason why it is passed over, so that nothing
that was read disappears. Knows no report.
"""

import re
from decimal import Decimal
from typing import Literal, NamedTuple

from reportlint.model.cell import Number
from reportlint.model.text import Text

FigureKind = Literal["count", "money", "percent", "points"]

MAX_FIGURES = 1_000
_MAX_DIGITS = 15
_HALF = Decimal("0.5")


class Figure(NamedTuple):
    """A number in a text.

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


_WIDTH = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")
_CHINESE = "〇零一二三四五六七八九十百千两"
_UNIT = (
    r"人次|批次|件次|篇次|场次|余?个百分点|百分点|万元|亿元|千元|[％%]|"
    r"[件起宗例份封条项个次批期部篇场家人户名元页字版号年月日天时分届季款章位类大种级本处台辆]"
)
_NUMBER = re.compile(
    r"(?P<digits>[0-9０-９]{1,20}(?:[,，][0-9０-９]{3}(?![0-9０-９])){0,4}"
    r"(?:[.．][0-9０-９]{1,10})?)(?P<mark>[ \u3000]{0,2}(?P<scale>万亿|[百千万亿]?)"
    r"(?P<more>[余多]?)[ \u3000]{0,2}(?P<unit>" + _UNIT + r")?)"
    r"|(?P<chinese>[" + _CHINESE + r"]{1,9})(?P<mark2>(?P<scale2>[万亿]?)(?P<more2>[余多]?)"
    r"(?P<unit2>人次|批次|[件起宗例份封条项个次]))"
)
_MASKED = re.compile(r"《[^《》\n]{1,80}》|https?://[^\s，。；、）)]{1,200}|www\.[\w./-]{1,100}")
_QUOTED = re.compile(r"[“\"‘「][^“”\"‘’「」\n]{1,40}[”\"’」]")
_MARKER = re.compile(r"[ \t\u3000]{0,8}[（(]?[0-9０-９]{1,2}(?:[）).．、](?![0-9０-９]))")
_BEFORE = re.compile(
    r"(?P<near>约|大约|将近|近|接近|达到近)|(?P<over>超过|超|逾|突破|不少于|不低于|至少)|"
    r"(?P<under>不足|不到|少于|低于)"
)
_SCALES = {"": 1, "百": 100, "千": 1_000, "万": 10_000, "亿": 10**8, "万亿": 10**12}
_DURATION = re.compile(r"个?(?:工作日|自然日|小时|分钟|多?个?月|周|星期|年|天|秒)")
_HYPHENATED = re.compile(r"[-—–－~～至到][ ]?[0-9０-９]")

_REASONS = {
    "date": Text("a date or a span of time", "日期或时长"),
    "ordinal": Text("an ordinal or an article", "序数或条款"),
    "document": Text("a document number", "文号"),
    "quoted": Text("in quotation marks", "引号中的数字"),
    "marker": Text("the number of a paragraph", "段落序号"),
    "code": Text("a name, a telephone number or a version", "名称、电话或版本号"),
    "change": Text("a change, not a stock", "增减变化，不是总数"),
    "rate": Text("per month, day or case", "平均数或每次的数量"),
    "long": Text("more digits than a figure has", "位数过多"),
    "range": Text("a range", "数值范围"),
}


def mask(text: str) -> str:
    """Return the text with titles of documents and addresses blotted out, place for place."""
    if "《" not in text and "http" not in text and "www." not in text:
        return text
    return _MASKED.sub(lambda match: "※" * len(match[0]), text)


def read_figures(text: str) -> list[Figure]:
    """Return every number of a masked text in order, those passed over with the reason."""
    figures: list[Figure] = []
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    for match in _NUMBER.finditer(text):
        figure = _figure(text, match, quoted)
        if figure is not None:
            figures.append(figure)
            if len(figures) >= MAX_FIGURES:
                break
    return figures


def _figure(text: str, match: re.Match[str], quoted: list[tuple[int, int]]) -> Figure | None:
    written = match["digits"]
    if written is None:
        if text[match.start() - 1 : match.start()] in ("第", "之", "“", "统", "万", "唯", "逐"):
            return None
        digits: Number | None = chinese_number(match["chinese"])
        mark, scale, more, unit = "2", match["scale2"], match["more2"], match["unit2"]
        decimals = 0
        if digits is None or (
            text[match.end() : match.end() + 1] in ("事", "案", "套")
            and unit
            in (
                "件",
                "个",
            )
        ):
            return None
    else:
        plain = written.translate(_WIDTH).replace(",", "")
        mark, scale, more, unit = "", match["scale"], match["more"], match["unit"] or ""
        decimals = len(plain.partition(".")[2])
        digits = Decimal(plain) if decimals else int(plain[:_MAX_DIGITS])
        if len(plain) > _MAX_DIGITS:
            return _passed(text, match, "long")
    start, end = match.span()
    reason = _no_count(text, start, end, unit, mark) if written is not None else ""
    for first, last in quoted:
        if first <= start < last:
            reason = reason or "quoted"
    end = match.end() if unit else match.end("digits" if written is not None else "chinese")
    if scale or more:
        end = match.end()
    shown = text[start:end].rstrip()
    end = start + len(shown)
    if reason:
        value: Number = digits
        return Figure(start, end, shown, "count", value, value, value, False, 1, unit, True,
                      _REASONS[reason])  # fmt: skip
    return _measured(text, start, end, shown, digits, decimals, scale, more, unit)


def _passed(text: str, match: re.Match[str], reason: str) -> Figure:
    start, end = match.span("digits")
    return Figure(
        start, end, text[start:end], "count", 0, 0, 0, False, 1, "", True, _REASONS[reason]
    )


def _measured(
    text: str,
    start: int,
    end: int,
    shown: str,
    digits: Number,
    decimals: int,
    scale: str,
    more: str,
    unit: str,
) -> Figure:
    """Return the figure with the interval that its hedges and its scale give it."""
    kind: FigureKind = "count"
    if unit.endswith("百分点"):
        kind = "points"
    elif unit in ("%", "％"):
        kind = "percent"
    elif unit.endswith("元"):
        kind = "money"
        scale, unit = (scale or unit[:-1]), "元"
    factor = _SCALES[scale]
    value = _plain(digits * factor)
    step = _plain(Decimal(factor).scaleb(-decimals))
    before = _hedge(text, start)
    after = text[end : end + 2]
    low, high, opened = value, value, False
    top: Number | None = high
    if more or unit.startswith("余") or after in ("多件", "余件"):
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


def _hedge(text: str, start: int) -> str:
    """Return the kind of the hedge that stands right before a number."""
    lead = text[max(start - 4, 0) : start].rstrip()
    for match in _BEFORE.finditer(lead):
        if match.end() == len(lead):
            return match.lastgroup or ""
    return ""


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


def _no_count(text: str, start: int, end: int, unit: str, mark: str) -> str:
    """Return why a number in digits counts nothing, or an empty text."""
    before = text[start - 1 : start]
    if unit in ("年", "月", "日", "天", "时", "分", "季") or (
        _DURATION.match(text, end - len(unit)) and unit != "件"
    ):
        return "date"
    if unit == "号" or before in ("〔", "[", "［"):
        return "document"
    if before == "第" or unit in ("届", "款", "章"):
        return "ordinal"
    if before and before.isascii() and (before.isalpha() or before in "+×x*/.@_"):
        return "code" if before.strip() else _line_start(text, start)
    if before in ("-", "—", "－", "~", "～") and text[start - 2 : start - 1].isdigit():
        return "range"
    if unit in ("版", "页", "字") or (not unit and text[end : end + 1] in tuple("+×GgAa@")):
        return "code"
    after = text[end : end + 3] if not unit else ""
    if after.startswith(("热线", "平台", "便民", "”")) or (
        not unit and end - start >= 5 and text[max(start - 6, 0) : start].find("电话") >= 0
    ):
        return "code"
    if not unit and _HYPHENATED.match(text, end):
        return "range"
    del mark
    return _line_start(text, start)


def _line_start(text: str, start: int) -> str:
    """Tell the number of a paragraph, which stands at the start of its line."""
    line = text.rfind("\n", 0, start) + 1
    if start - line > 8:
        return ""
    match = _MARKER.match(text, line)
    return "marker" if match and match.end() > start >= line else ""


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
