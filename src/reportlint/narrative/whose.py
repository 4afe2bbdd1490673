"""Sentence + place of a claim -> why the figure is not the report's own of its year, if so.

Another year or a part of the year, a plan, a wider scope than the table's, another
body: each of them makes a figure that no table of the report states.
"""

from typing import NamedTuple

from reportlint.model.text import Text
from reportlint.narrative.sentences import Item, Sentence

OTHER_PERIOD = Text("another period", "其他时期的数字")
_OTHER_SCOPE = Text("another scope than the table's", "统计范围与表格不同")
_OTHER_BODY = Text("another body's figure", "其他机关的数字")
_PLAN = Text("a plan", "计划或目标")

_OWN_BODY = tuple("我本全该各其")
_BODIES = tuple(
    "委员会|办公室|办公厅|管理局|街道|大队|支队|中心|集团|镇政府|乡政府|局|厅|委|镇|乡|办".split("|")
)
_ADVERBS = "共总均已依法全年度累计统一"
_LEADS = ("其中", "全年", "本年度", "本年", "今年", "截至年底", "期间", "另", "，", "、", "：", "（", "(")
_UNTIL = ("截至", "截止")
_YEAR_ENDS = ("年底", "年末", "12月", "目前", "年终")
_OF_ANOTHER_YEAR = ("上年", "去年", "结转", "上一年", "转入")
_AREAS = "国省市县区旗州镇乡"
_GOVERNMENTS = ("人民政府", "管理委员会", "管委会", "政府办公")


class Context(NamedTuple):
    """What the reader must know of the report to tell its own figures from others'."""

    year: int | None
    agency: str
    region: bool | None


def not_own(sentence: Sentence, position: int, phrase: int, context: Context) -> Text | None:
    """Return why the figure at an item is not the report's own, or None.

    ``position`` is the first item of the claim, ``phrase`` that of its phrase.
    """
    reason = _other_period(sentence, position, phrase, context)
    if reason is not None:
        return reason
    for item in sentence.items[:position]:
        if item.word.mark == "wide" and not _own_scope(item.text, context):
            return _OTHER_SCOPE
    return _OTHER_BODY if _other_body(sentence, sentence.items[position].start, context) else None


def _other_period(
    sentence: Sentence, position: int, phrase: int, context: Context
) -> Text | None:
    items = sentence.items
    own = any(word in items[phrase].text for word in _OF_ANOTHER_YEAR)
    lead = sentence.text[: items[position].start]
    for word in _UNTIL:
        place = lead.find(word)
        if place >= 0 and not any(end in lead[place : place + 14] for end in _YEAR_ENDS):
            return OTHER_PERIOD
    for item in reversed(items[:position]):
        if item.kind == "mark" and item.text in "；;":
            break
        match item.word.mark:
            case "plan":
                return _PLAN
            case "own_period":
                return None
            case "period" if not own:
                return OTHER_PERIOD
        if item.kind == "year":
            return _of_year(sentence, item, context, own=own)
    return None


def _of_year(sentence: Sentence, item: Item, context: Context, *, own: bool) -> Text | None:
    if item.year == context.year or context.year is None:
        return None
    since = sentence.text.startswith(("以来", "起", "至20", "-20", "—20"), item.end)
    return None if own and not since and abs(item.year - context.year) == 1 else OTHER_PERIOD


def _own_scope(word: str, context: Context) -> bool:
    """Tell whether a word such as 全县 names what the report covers."""
    agency, region = context.agency, context.region
    if region is False:
        return False
    if not agency:
        return word not in ("全国", "全行业")
    government = any(one in agency for one in _GOVERNMENTS) or agency[-1] in _AREAS
    if region is None and not government:
        return False
    if word[0] == "全" and word[1] in _AREAS:
        return word[1] in agency
    return True


def _other_body(sentence: Sentence, end: int, context: Context) -> bool:
    """Tell whether another agency is the subject of the clause.

    Who is the subject of one clause is that of the next, unless it names another.
    """
    if not context.agency:
        return False
    agency, text = context.agency, sentence.text
    foreign = said = False
    begin = 0
    for item in sentence.items:
        if item.start >= end:
            break
        if item.kind == "mark" and item.text in "，,；;":
            begin, said = item.end, False
        elif not said and item.word.meanings:
            foreign, said = _foreign(text[begin : item.start], agency, foreign), True
    return _foreign(text[begin:end], agency, foreign)


def _foreign(lead: str, agency: str, foreign: bool) -> bool:
    subject = _subject(lead)
    if not subject:
        return foreign
    own = subject.startswith(_OWN_BODY) or subject[-3:] in agency or subject[-2:] in agency[-4:]
    return not own


def _subject(lead: str) -> str:
    """Return the body that a clause is about where it stands right before the figure."""
    while lead.startswith(_LEADS) or (lead[:2] == "20" and lead[4:5] == "年"):
        known = next((len(one) for one in _LEADS if lead.startswith(one)), 0)
        lead = lead[known or 5 :].removeprefix("" if known else "度")
    lead = lead[-30:]
    place = lead.find("代表", 2)
    if place > 0 and len(lead) - place <= 10:
        lead = lead[:place]
    lead = lead.rstrip(_ADVERBS).removesuffix("机关")
    if not lead.endswith(_BODIES):
        return ""
    start = len(lead)
    while start and "\u4e00" <= lead[start - 1] <= "\u9fff":
        start -= 1
    return lead[start:]
