"""What the sections of a report say: whether there is something, and whether all is there."""

import re
from collections.abc import Callable

from reportlint.model.report import Report
from reportlint.model.result import Remark, Unknown
from reportlint.model.rule import Check, Rule
from reportlint.model.text import Text, same
from reportlint.presentation.remark import Outcome, within

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


CHECKS: dict[Check, Callable[[Report, Rule, str], Outcome]] = {
    "cited-form": cited_form,
    "document-numbers": document_numbers,
    "length": length,
    "mention": mention,
    "nothing-said": nothing_said,
    "topics": topics,
    "two-sided": two_sided,
}
