"""The lists of a Word document -> the numbers that it prints before its paragraphs.

`一、` before a heading is often no text: Word counts the headings and prints the number.
"""

from typing import NamedTuple
from xml.etree.ElementTree import Element

from reportlint.readers.xml import attribute, children, name_of

_LEVELS = 9
_PLAIN = ("零一二三四五六七八九", "十百千")
_LEGAL = ("零壹贰叁肆伍陆柒捌玖", "拾佰仟")
_COUNTED = {
    "chineseCounting": _PLAIN,
    "chineseCountingThousand": _PLAIN,
    "japaneseCounting": _PLAIN,
    "taiwaneseCounting": _PLAIN,
    "taiwaneseCountingThousand": _PLAIN,
    "chineseLegalSimplified": _LEGAL,
    "ideographLegalTraditional": _LEGAL,
}
_CYCLES = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
}
_FIRST_OF_TWENTY = {
    "decimalEnclosedCircle": 0x2460,
    "decimalEnclosedCircleChinese": 0x2460,
    "decimalEnclosedParen": 0x2474,
    "decimalEnclosedFullstop": 0x2488,
}
_DIGIT_BY_DIGIT = {
    "ideographDigital": "〇一二三四五六七八九",
    "taiwaneseDigital": "〇一二三四五六七八九",
    "decimalFullWidth": "０１２３４５６７８９",
}
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


class _Level(NamedTuple):
    """How one level of a list counts and what it prints."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    style: str = ""
    spaced: bool = True


class _List(NamedTuple):
    """A list: the counters that it shares with others, its levels, where it starts anew."""

    shared: str
    levels: dict[int, _Level]
    starts: dict[int, int]


class Style(NamedTuple):
    """What a paragraph style says of numbering."""

    based_on: str
    list_id: str
    level: int | None


class Numbering:
    """The lists of a document; each paragraph that is numbered moves them on."""

    def __init__(self, numbering: Element | None, styles: dict[str, Style]):
        self._styles = styles
        self._lists = {} if numbering is None else _lists(numbering)
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()

    def prefix(self, properties: Element | None) -> str:
        """Return what stands before a paragraph, and count it."""
        found = self._place(properties)
        if found is None:
            return ""
        listed, list_id, at = found
        level = listed.levels.get(at, _Level())
        counts = self._counts.setdefault(listed.shared, [None] * _LEVELS)
        if at in listed.starts and (list_id, at) not in self._started:
            self._started.add((list_id, at))
            counts[at] = listed.starts[at]
        else:
            before = counts[at]
            counts[at] = level.start if before is None else before + 1
        counts[at + 1 :] = [None] * (_LEVELS - at - 1)
        if level.format in ("bullet", "none"):
            return ""
        text = level.text
        for number in range(at + 1):
            part = listed.levels.get(number, _Level())
            value = counts[number]
            text = text.replace(
                f"%{number + 1}", written(part.start if value is None else value, part.format)
            )
        # Between `1.` and `2024年` the gap that Word prints keeps two numbers apart.
        return text + " " if level.spaced and text[-1:].isascii() else text

    def _place(self, properties: Element | None) -> tuple[_List, str, int] | None:
        style = ""
        list_id, level = "", None
        if properties is not None:
            style = next((attribute(one, "val") for one in children(properties, "pStyle")), "")
            list_id, level = list_and_level(properties)
        seen: set[str] = set()
        first = style
        while not list_id and style in self._styles and style not in seen:
            seen.add(style)
            list_id = self._styles[style].list_id
            level = self._styles[style].level if level is None else level
            style = self._styles[style].based_on
        listed = self._lists.get(list_id)
        if listed is None:
            return None
        if level is None:
            level = next((at for at, one in listed.levels.items() if first == one.style != ""), 0)
        return listed, list_id, min(max(level, 0), _LEVELS - 1)


def list_and_level(properties: Element) -> tuple[str, int | None]:
    """Return the list that the properties of a paragraph name, and the level in it."""
    for numbered in children(properties, "numPr"):
        list_id = next((attribute(one, "val") for one in children(numbered, "numId")), "")
        level = next((attribute(one, "val") for one in children(numbered, "ilvl")), "")
        return list_id, _integer(level)
    return "", None


def _lists(numbering: Element) -> dict[str, _List]:
    shapes: dict[str, dict[int, _Level]] = {}
    links: dict[str, str] = {}
    owners: dict[str, str] = {}
    for shape in children(numbering, "abstractNum"):
        key = attribute(shape, "abstractNumId")
        shapes[key] = dict(_level(one) for one in children(shape, "lvl"))
        for one in shape:
            if name_of(one) == "numStyleLink":
                links[key] = attribute(one, "val")
            elif name_of(one) == "styleLink":
                owners[attribute(one, "val")] = key
    found = {}
    for number in children(numbering, "num"):
        shape_id = next((attribute(one, "val") for one in children(number, "abstractNumId")), "")
        shape_id = owners.get(links.get(shape_id, ""), shape_id)
        levels = dict(shapes.get(shape_id, {}))
        starts = {}
        for change in children(number, "lvlOverride"):
            at = _integer(attribute(change, "ilvl")) or 0
            for one in children(change, "lvl"):
                levels[at] = _level(one)[1]
            for one in children(change, "startOverride"):
                starts[at] = _integer(attribute(one, "val")) or 0
        found[attribute(number, "numId")] = _List(shape_id, levels, starts)
    return found


def _level(element: Element) -> tuple[int, _Level]:
    values = {name_of(one): attribute(one, "val") for one in element}
    start = _integer(values.get("start", ""))
    return _integer(attribute(element, "ilvl")) or 0, _Level(
        1 if start is None else start,
        values.get("numFmt", "decimal"),
        values.get("lvlText", ""),
        values.get("pStyle", ""),
        values.get("suff") != "nothing",
    )


def _integer(written: str) -> int | None:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 7 else None


def written(number: int, form: str) -> str:
    """Write a number as a list of Word counts; in digits where the way is not known."""
    if number <= 0:
        return str(number)
    if form in _COUNTED:
        return _chinese(number, *_COUNTED[form])
    if form in _CYCLES:
        return _CYCLES[form][(number - 1) % len(_CYCLES[form])]
    if form in _FIRST_OF_TWENTY and number <= 20:
        return chr(_FIRST_OF_TWENTY[form] + number - 1)
    if form in _DIGIT_BY_DIGIT:
        return "".join(_DIGIT_BY_DIGIT[form][int(digit)] for digit in str(number))
    return _western(number, form)


def _western(number: int, form: str) -> str:
    match form:
        case "decimalZero":
            return f"{number:02}"
        case "lowerLetter" | "upperLetter":
            letter = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)
            return letter.upper() if form == "upperLetter" else letter
        case "lowerRoman" | "upperRoman" if number < 4000:
            return _roman(number).upper() if form == "upperRoman" else _roman(number)
    return str(number)


def _chinese(number: int, digits: str, units: str) -> str:
    if number >= 10_000:
        return str(number)
    text = ""
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            text += digits[digit] + (units[power - 1] if power else "")
        elif text and not text.endswith(digits[0]) and number % 10**power:
            text += digits[0]
    return text.removeprefix(digits[1]) if 10 <= number < 20 else text


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text
