"""What the preamble says of the parts of the report."""

import re
from collections.abc import Callable

from reportlint.model.form import Form
from reportlint.model.report import Fact, Report
from reportlint.model.result import Unknown
from reportlint.model.rule import Check, Rule
from reportlint.model.text import Text
from reportlint.presentation.headings import listed_parts
from reportlint.presentation.ordinals import ordinal
from reportlint.presentation.remark import Outcome, within

_COUNTED = r"(?<!第)([一二三四五六七八九十两]{1,2}|\d{1,2})\s*(?:个|大)?\s*部分"
_LISTS = ("包括", "包含", "由", "分为", "分", "组成", "共", "含")
_FEWEST_LISTED = 3
_WINDOW = 400


def parts_counted(report: Report, rule: Rule, _: str) -> Outcome:
    """Look for a number of parts that is not that of the form, or not that of those listed."""
    del rule
    fact, form = report.narrative["preamble"], report.form
    for match in re.finditer(_COUNTED, fact.text):
        begin = max(fact.text.rfind(mark, 0, match.start()) for mark in "。\n") + 1
        stops = [place for mark in "。\n" if (place := fact.text.find(mark, match.end())) >= 0]
        sentence = fact.text[begin : min(stops, default=len(fact.text))]
        if "报告" not in sentence or not any(word in sentence for word in _LISTS):
            continue
        return _counted(fact, form, match, sentence, begin)
    return Unknown(Text("the preamble counts no parts", "前言没有写明共几个部分"))


def _counted(fact: Fact, form: Form, match: re.Match[str], sentence: str, begin: int) -> Outcome:
    stated = ordinal(match[1])
    if stated is None or stated < _FEWEST_LISTED:
        return Unknown(Text("other parts are meant", "所说的部分不是报告的各个部分"))
    listed = listed_parts(form, sentence)
    if len(listed) < _FEWEST_LISTED:
        listed = listed_parts(form, fact.text[begin : begin + _WINDOW])
    if len(listed) < _FEWEST_LISTED:
        listed = list(form.outline)
    missing = [part.label for part in form.outline if part not in listed]
    if stated == len(form.outline) and not missing:
        return None
    written = match[0].strip()
    if stated != len(form.outline):
        message = Text(
            f"the preamble speaks of {written}, the form has {len(form.outline)}",
            f"前言称“{written}”，规定格式为 {len(form.outline)} 个部分",
        )
    else:
        names = "、".join(missing)
        message = Text(
            f"the preamble speaks of {written} and lists {len(listed)}; not listed: {names}",
            f"前言称“{written}”，只列出 {len(listed)} 个，未列：{names}",
        )
    return within(fact, match.start(), match.end())._replace(message=message)


CHECKS: dict[Check, Callable[[Report, Rule, str], Outcome]] = {"parts-counted": parts_counted}
