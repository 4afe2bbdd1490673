"""Marks and small words: lists that skip a number, brackets without a partner, words said twice."""

import re
from collections.abc import Callable

from reportlint.model.report import Report
from reportlint.model.rule import Check, Rule
from reportlint.presentation.ordinals import numeral, ordinal
from reportlint.presentation.remark import Outcome, within

_LISTS = (
    (r"(?:^|[。；;：:，,！\n（(])[\s*]*([一二三四五六七八九十]{1,2})[*]*是", "{}是"),
    (r"(?:^|[。\n])[\s*#]*[（(]([一二三四五六七八九十]{1,2})[）)]", "（{}）"),
)
_PAIRS = {"）": "（", ")": "（", "》": "《", "”": "“", "〕": "〔", "】": "【"}
_OPENING = {"(": "（", **{mark: mark for mark in _PAIRS.values()}}
_MARKS = r"[（()）《》“”〔〕【】]"
_MARKER = r"(?:^|[\s。；;：:，,、])[一二三四五六七八九十\da-zA-Z]{1,2}[）)]"
_TWICE = r"([^\W\da-zA-Z_]{3,12})\1|([，。；：、])\s?\2|(?<!目)的的(?!确)"
_CUT = ("，", "、", "（", "《", ",")


def enumerations(report: Report, rule: Rule, part: str) -> Outcome:
    """Look for a list that goes on with another number than the next."""
    del rule
    fact = report.narrative[part]
    for pattern, shape in _LISTS:
        # Lists stand in lists: the last number of each that is still open, outermost first.
        running: list[int] = []
        for match in re.finditer(pattern, fact.text):
            number = ordinal(match[1])
            if number is None:
                continue
            if number == 1:
                running.append(1)
                continue
            open_lists = [place for place, last in enumerate(running) if last == number - 1]
            if open_lists:
                del running[open_lists[-1] + 1 :]
                running[-1] = number
            elif running:
                last = numeral(running[-1])
                return within(
                    fact, match.start(1), match.end(1),
                    found=shape.format(match[1]), last=shape.format(last),
                )  # fmt: skip
    return None


def stray_marks(report: Report, rule: Rule, part: str) -> Outcome:
    """Look for what is left from another format."""
    fact = report.narrative[part]
    places = [(fact.text.find(mark), mark) for mark in rule.listed("marks")]
    for mark in rule.listed("pairs"):
        # A mark that stands alone hides a name: 张**.
        enclosed = re.search(
            rf"{re.escape(mark)}[\w“《（][^\n]{{0,40}}?{re.escape(mark)}", fact.text
        )
        places.append((enclosed.start() if enclosed else -1, mark))
    found = sorted(place for place in places if place[0] >= 0)
    if not found:
        return None
    start, mark = found[0]
    return within(fact, start, start + len(mark), written=mark)


def brackets(report: Report, rule: Rule, part: str) -> Outcome:
    """Look for a bracket or a quotation mark without its partner."""
    del rule
    text = report.narrative[part].text
    if _first_alone(text) is None:
        return None
    # The bracket of 1） closes nothing.
    place = _first_alone(re.sub(_MARKER, lambda match: "·" * len(match[0]), text))
    if place is None:
        return None
    fact = report.narrative[part]
    around = " ".join(text[max(place - 6, 0) : place + 7].split())
    return within(fact, place, place + 1, written=text[place], around=around)


def _first_alone(text: str) -> int | None:
    """Return where a mark stands that has no partner."""
    waiting: list[tuple[str, int]] = []
    for match in re.finditer(_MARKS, text):
        place, mark = match.start(), match[0]
        if mark in _OPENING:
            waiting.append((_OPENING[mark], place))
        elif waiting and waiting[-1][0] == _PAIRS[mark]:
            waiting.pop()
        else:
            return waiting[-1][1] if waiting else place
    return waiting[-1][1] if waiting else None


def repetitions(report: Report, rule: Rule, part: str) -> Outcome:
    """Look for words and marks that stand twice in a row."""
    del rule
    fact = report.narrative[part]
    match = re.search(_TWICE, fact.text)
    if match is None:
        return None
    return within(fact, match.start(), match.end(), written=match[0])


def unfinished(report: Report, rule: Rule, part: str) -> Outcome:
    """Look for a section that stops in the middle of a sentence."""
    del rule
    fact = report.narrative[part]
    text = fact.text.rstrip()
    if not text.endswith(_CUT):
        return None
    start = max(len(text) - 12, 0)
    return within(fact, start, len(text), written=" ".join(text[start:].split()))


CHECKS: dict[Check, Callable[[Report, Rule, str], Outcome]] = {
    "brackets": brackets,
    "enumerations": enumerations,
    "repetitions": repetitions,
    "stray-marks": stray_marks,
    "unfinished": unfinished,
}
