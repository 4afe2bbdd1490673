"""Years and days: the period of the statistics, sentences of another year, the deadline."""

import re
from collections.abc import Callable

from reportlint.model.report import Fact, Report
from reportlint.model.result import Remark, Unknown
from reportlint.model.rule import Check, Rule
from reportlint.model.text import Text, same
from reportlint.presentation.agency import agency_of
from reportlint.presentation.remark import Outcome, within

_DAY = r"(?:(20\d\d)\s*[年./-]\s*)?(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?"
_PERIOD = (
    r"(?:(?:统计|数据)[^。；\d]{0,12}?(?:期限|时限|时间|区间|周期|范围|期间|时段)|报告期)"
    rf"[^。；\d]{{0,12}}?{_DAY}[^。；\d]{{0,6}}[至到\-—－–~～][^。；\d]{{0,6}}{_DAY}"
)
_PERIODS = ("期限", "时限", "时间", "区间", "周期", "范围", "期间", "时段", "报告期")
"""The words of the pattern, for which it is worth to be tried."""

_OWN_PERIOD = ("报告", "所列", "统计期限")
"""Other statistics have periods too, such as those of a web site."""

_NO_PERIOD = Text("the text states no period", "正文没有写明统计期限")
_WHOLE = (1, 1, 12, 31)
_OWN_TITLE = (
    r"现(?:将|予以|向社会|公布|公开|发布)[^。\n]{0,40}?(20\d\d)\s*年度?[^。\n]{0,30}?"
    r"政府信息公开(?:工作)?年度(?:工作)?报告"
)
_BEGINNING = r"(?:^|[。\n])\s*(20\d\d)\s*年度?\s*(?:全年)?\s*[，,]?\s*"
_UNTIL = r"截[至止]\s*(?:到)?\s*(20\d\d)\s*年\s*(?:12\s*月\s*31\s*日|12\s*月底|年?底|年?末)"
_QUOTED = r"《[^《》]*》|“[^“”]*”|[〔﹝\[（(]\s*20\d\d[^〕﹞\]）)\n]*[〕﹞\]）)]"
_PUBLISHED = r"(20\d\d)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})"


def period_year(report: Report, rule: Rule, _: str) -> Outcome:
    """Look for a period of another year."""
    del rule
    found = _period(report)
    if found is None:
        return Unknown(_NO_PERIOD)
    fact, match = found
    years = {int(year) for year in (match[1], match[4]) if year}
    if _days(match) != _WHOLE:
        return Unknown(Text("the period is not a whole year", "统计期限不是完整的年度"))
    if not years:
        return Unknown(Text("the period names no year", "统计期限没有写明年份"))
    if years == {report.year}:
        return None
    wrong = max(years - {report.year})
    return within(fact, match.start(), match.end(), found=str(wrong))


def period_days(report: Report, rule: Rule, _: str) -> Outcome:
    """Look for a period that is not the whole year."""
    del rule
    found = _period(report)
    if found is None:
        return Unknown(_NO_PERIOD)
    fact, match = found
    if _days(match) == _WHOLE:
        return None
    sides = [[part for part in match.groups()[side : side + 3] if part] for side in (0, 3)]
    shown = Text(
        " to ".join("-".join(side) for side in sides),
        "至".join(
            "".join(
                f"{part}{unit}" for part, unit in zip(side, "年月日"[-len(side) :], strict=True)
            )
            for side in sides
        ),
    )
    return Remark(fact, match.start(), match.end(), {"found": shown})


def _days(match: re.Match[str]) -> tuple[int, ...]:
    return tuple(int(match[group]) for group in (2, 3, 5, 6))


def _period(report: Report) -> tuple[Fact, re.Match[str]] | None:
    """Find the period of the report: where it is said, or anywhere in the preamble."""
    for section, fact in report.narrative.items():
        if not any(word in fact.text for word in _PERIODS):
            continue
        for match in re.finditer(_PERIOD, fact.text):
            sentence = _around(fact.text, match.start(), "。\n")
            if section == "preamble" or any(word in sentence for word in _OWN_PERIOD):
                return fact, match
    return None


def stale_years(report: Report, rule: Rule, part: str) -> Outcome:
    """Look for a sentence that tells of another year as of this one.

    Only what can mean nothing else: the title of the report, the year with which a
    sentence on the year's work begins, the end of the year up to which is counted.
    """
    fact, own = report.narrative[part], report.year
    assert own is not None
    if not set(re.findall(r"20\d\d", fact.text)) - {str(own)}:
        return None
    text = re.sub(_QUOTED, lambda match: "·" * len(match[0]), fact.text)
    begins = (*rule.listed("begins"), agency_of(report) or "我局")
    for stale, pattern in (
        (_of_another_report, _OWN_TITLE),
        (_told_as_own, _BEGINNING),
        (_counted_to, _UNTIL),
    ):
        for match in re.finditer(pattern, text):
            year = int(match[1])
            sentence = _around(text, match.start(1), "。\n")
            words = rule.listed("unless") + (rule.listed("plans") if year > own else ())
            if year == own or any(word in sentence for word in words):
                continue
            if stale(text, match, own, begins):
                return within(fact, match.start(1), match.end(1) + 1, found=str(year))
    return None


def _around(text: str, place: int, marks: str) -> str:
    """Return what stands around a place, up to the next marks."""
    start = max(text.rfind(mark, 0, place) for mark in marks) + 1
    stops = [stop for mark in marks if (stop := text.find(mark, place)) >= 0]
    return text[start : min(stops, default=len(text))]


def _of_another_report(text: str, match: re.Match[str], own: int, begins: tuple[str, ...]) -> bool:
    del text, match, own, begins
    return True


def _told_as_own(text: str, match: re.Match[str], own: int, begins: tuple[str, ...]) -> bool:
    """Tell whether a sentence tells of the year's work, in a paragraph that names no own year."""
    both = str(own) in _around(text, match.start(1), "\n")
    return not both and text.startswith(begins, match.end())


def _counted_to(text: str, match: re.Match[str], own: int, begins: tuple[str, ...]) -> bool:
    del text, begins
    return int(match[1]) < own


def in_time(report: Report, rule: Rule, _: str) -> Outcome:
    """Look for a date of publication after the deadline, or before the year was over."""
    fact = report.facts["published"]
    match = re.search(_PUBLISHED, fact.text)
    assert report.year is not None
    if match is None or not (1 <= int(match[2]) <= 12 and 1 <= int(match[3]) <= 31):
        return Unknown(Text("the date of publication is no date", "发布日期不是日期"))
    # Days in this notation compare as they follow each other.
    published = f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    deadline = f"{report.year + 1}-{rule.listed('deadline')[0]}"
    year = int(match[1])
    if year <= report.year:
        message = Text(
            f"published on {published}, before {report.year} was over",
            f"发布日期为 {published}，而 {report.year} 年尚未结束",
        )
        return within(fact, 0, len(fact.text))._replace(message=message)
    if year > report.year + 1:
        return Unknown(
            Text(
                "so late a date is rather that of a new copy", "日期过晚，可能是网页重新发布的日期"
            )
        )
    if published <= deadline:
        return None
    values = {"found": same(published), "deadline": same(deadline)}
    return Remark(fact, 0, len(fact.text), values)


CHECKS: dict[Check, Callable[[Report, Rule, str], Outcome]] = {
    "in-time": in_time,
    "period-days": period_days,
    "period-year": period_year,
    "stale-years": stale_years,
}
