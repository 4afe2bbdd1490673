"""What the sections of a report say: whether there is something, and whether all is there."""

import re

from reportlint.model.form import Form
from reportlint.model.report import Fact, Report
from reportlint.model.result import Remark, Unknown
from reportlint.model.rule import Rule
from reportlint.model.text import Text, same
from reportlint.presentation.headings import listed_parts, ordinal
from reportlint.presentation.remark import Outcome, within

_COUNTED = r"([一二三四五六七八九十两]{1,2}|\d{1,2})\s*(?:个|大)?\s*部分"
_LISTS = ("包括", "包含", "由", "分为", "分", "组成", "共", "含")
_FEWEST_LISTED = 3
_WINDOW = 400
_BRACKETS = r"[\s〔〕﹝﹞\[\]【】（）()［］]"
_WRONG_BRACKETS = (
    r"(?:发|函|办|字|通|规|政|令|公告)\s?"
    r"([\[【（(])\s?20\d\d\s?[\]】）)]\s?\d{1,4}\s?号"
)
_NO_BRACKETS = r"(?:发|函|办|字|通|规)(20[12]\d)\s?\d{1,4}号"
_MOST_LETTERS = 6
"""国办公开办函: the letters before the year of a document's number."""

_END = "。！!.． \t\r\n"


def nothing_said(report: Report, rule: Rule, part: str) -> Outcome:
    """Look for a section that only says that there is nothing."""
    fact = report.narrative[part]
    if fact.text.strip(_END) in rule.listed("nothing"):
        return within(fact, 0, len(fact.text), written=fact.text.strip())
    return None


def two_sided(report: Report, rule: Rule, part: str) -> Outcome:
    """Look for a section that has words of one list and none of the other."""
    fact = report.narrative[part]
    first, second = (
        any(word in fact.text for word in rule.listed(name)) for name in ("first", "second")
    )
    if first == second:
        return None if first else Unknown(Text("neither side is told", "看不出写的是哪一方面"))
    first_line = fact.text.strip().split("\n", 1)[0]
    start = fact.text.find(first_line)
    lacking = Text("improvements", "改进措施") if first else Text("problems", "存在的问题")
    given = Text("problems", "存在的问题") if first else Text("improvements", "改进措施")
    return Remark(fact, start, start, {"given": given, "lacking": lacking})


def topics(report: Report, rule: Rule, _: str) -> Outcome:
    """Look for a topic of which no section has a word."""
    texts = [report.narrative[part].text for part in rule.parts]
    missing = [
        name
        for name, words in rule.words
        if not any(word in text for text in texts for word in words)
    ]
    if not missing:
        return None
    fact = report.narrative[rule.parts[0]]
    return Remark(fact, 0, 0, {"topics": Text(", ".join(missing), "、".join(missing))})


def mention(report: Report, rule: Rule, _: str) -> Outcome:
    """Look for a text that has none of the words."""
    words = rule.listed("words")
    texts = ["".join(fact.text.split()) for fact in report.narrative.values()]
    if any(word in text for text in texts for word in words):
        return None
    return Remark(report.narrative[rule.parts[0]], 0, 0, {"topics": same(words[0])})


def length(report: Report, rule: Rule, part: str) -> Outcome:
    """Look for a section of more characters than the limit."""
    fact = report.narrative[part]
    count = len("".join(fact.text.split()))
    if count <= rule.limit:
        return None
    return Remark(fact, 0, 0, {"count": same(str(count)), "limit": same(str(rule.limit))})


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


def cited_form(report: Report, rule: Rule, _: str) -> Outcome:
    """Look for a report that cites a superseded form only."""
    texts = [(fact, _plain(fact.text)) for fact in report.narrative.values()]
    if any(_plain(word) in text for _, text in texts for word in rule.listed("current")):
        return None
    for fact, text in texts:
        for word in rule.listed("superseded"):
            if _plain(word) in text:
                start, end = _find(fact.text, word)
                return within(fact, start, end, found=fact.text[start:end] or word)
    if any("号" in text for _, text in texts):
        return None
    return Unknown(Text("the text cites no form", "正文没有引用格式文件"))


def _plain(text: str) -> str:
    """Return a text without spaces and brackets."""
    return re.sub(_BRACKETS, "", text)


def _find(text: str, word: str) -> tuple[int, int]:
    """Return where a word stands, whatever brackets and spaces it is written with."""
    letters = [re.escape(one) for one in _plain(word)]
    match = re.search(r"[\s〔〕﹝﹞\[\]【】（）()［］]*".join(letters), text)
    return match.span() if match else (0, 0)


def document_numbers(report: Report, rule: Rule, part: str) -> Outcome:
    """Look for a document that is not cited as 〔2021〕30号."""
    del rule
    fact = report.narrative[part]
    if "号" not in fact.text:
        return None
    for pattern in (_WRONG_BRACKETS, _NO_BRACKETS):
        match = re.search(pattern, fact.text)
        if match is not None:
            start = _start_of_number(fact.text, match.start(1))
            return within(fact, start, match.end(), written=fact.text[start : match.end()])
    return None


def _start_of_number(text: str, year: int) -> int:
    """Return where the letters begin that lead a document's number, as far as can be told."""
    start = year
    while start > max(year - _MOST_LETTERS, 0) and "\u4e00" <= text[start - 1] <= "\u9fff":
        start -= 1
    return start
