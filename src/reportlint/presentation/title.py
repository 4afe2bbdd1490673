"""The title of a report: its words and its year."""

import re
from collections.abc import Callable

from reportlint.model.report import Report
from reportlint.model.result import Unknown
from reportlint.model.rule import Check, Rule
from reportlint.model.text import Text, clip
from reportlint.presentation.agency import squeezed
from reportlint.presentation.remark import Outcome, about

_YEAR = r"((?:19|20)\d\d)(?=年|\)|政府信息|$)"
_CHINESE_YEAR = r"二[〇○零O0]([〇○零O0一二三四五六七八九]{2})(?=年)"
_DIGITS = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")
_LONGEST = 300
_OTHER = Text("the title is not that of such a report", "标题不是年度报告的标题")


def title_words(report: Report, rule: Rule, _: str) -> Outcome:
    """Look for a title that is worded otherwise than the form prints it."""
    fact = report.facts["title"]
    title = _title(fact.text)
    # The year may stand inside: 政府信息公开工作2023年度报告.
    bare = (title, re.sub(r"\d{4}年", "", title), re.sub(r"\d{4}", "", title))
    if any(words in one for words in rule.listed("official") for one in bare):
        return None
    if not all(any(word in title for word in rule.listed(name)) for name in ("about", "kinds")):
        return Unknown(_OTHER)
    return about(fact, found=clip(fact.text.strip(), 60))


def title_year(report: Report, rule: Rule, _: str) -> Outcome:
    """Look for a title that names another year."""
    del rule
    fact = report.facts["title"]
    title = _title(fact.text)
    years = [int(year) for year in re.findall(_YEAR, title)]
    if not years:
        return Unknown(Text("the title names no year", "标题中没有年份"))
    if report.year in years:
        return None
    return about(fact, found=str(years[0]))


def _title(text: str) -> str:
    """Return a title without spaces, its year in digits."""
    return re.sub(
        _CHINESE_YEAR,
        lambda match: "20" + match[1].translate(_DIGITS),
        squeezed(text[:_LONGEST]),
    )


CHECKS: dict[Check, Callable[[Report, Rule, str], Outcome]] = {
    "title-words": title_words,
    "title-year": title_year,
}
