"""Sentence + place of a claim -> why the figure is not the report's own of its year, if so.

Another year or a part of the year, a plan, a wider scope than the table's, another
body: each of them makes a figure that no table of the report states.
"""

from collections.abc import Iterator

from reportlint.model.text import Text
from reportlint.narrative.sentences import Item, Section, Sentence

OTHER_PERIOD = Text("another period", "其他时期的数字")
_OTHER_SCOPE = Text("another scope than the table's", "统计范围与表格不同")
_OTHER_BODY = Text("another body's figure", "其他机关的数字")
_PLAN = Text("a plan", "计划或目标")

_OWN_BODY = tuple("我本全该各其")
_BODIES = (
    "委员会", "办公室", "办公厅", "管理局", "街道", "大队", "支队", "中心", "集团", "镇政府",
    "乡政府",
    "局", "厅", "委", "镇", "乡", "办",
)  # fmt: skip
_ADVERBS = "共总均已依法全年度累计统一分别"
_LEADS = (
    "其中",
    "全年",
    "本年度",
    "本年",
    "今年",
    "截至年底",
    "期间",
    "另",
    "，",
    "、",
    "：",
    "（",
    "(",
)
_OF_TIME = ("plan", "period", "own_period")
_UNTIL = ("截至", "截止")
_YEAR_ENDS = ("年底", "年末", "12月", "目前", "年终")
_OF_ANOTHER_YEAR = ("上年", "去年", "结转", "上一年", "转入")
_AREAS = "国省市县区旗州镇乡"
_GOVERNMENTS = ("人民政府", "管理委员会", "管委会", "政府办公")


class Whose:
    """Tells of the claims of one sentence whether they are the report's own."""

    def __init__(self, sentence: Sentence):
        self.text = sentence.text
        self.items = sentence.items
        self.section = sentence.section
        self.wide = -1
        self.times: list[Item] = []
        for item in self.items:
            mark = item.word.mark
            if mark == "wide":
                if self.wide < 0 and not _own_scope(item.text, self.section):
                    self.wide = item.start
            elif mark in _OF_TIME or item.kind == "year" or item.text in "；;":
                self.times.append(item)
        self.until = any(word in self.text for word in _UNTIL)
        self.clauses = list(self._clauses()) if self.section.agency else []

    def not_own(self, position: int, phrase: int) -> Text | None:
        """Return why the figure at an item is not the report's own, or None.

        ``position`` is the first item of the claim, ``phrase`` that of its phrase.
        """
        place = self.items[position].start
        if self.until or self.times:
            reason = self._other_period(place, self.items[phrase].text)
            if reason is not None:
                return reason
        if 0 <= self.wide < place:
            return _OTHER_SCOPE
        return _OTHER_BODY if self._other_body(place) else None

    def _other_period(self, place: int, phrase: str) -> Text | None:
        own = any(word in phrase for word in _OF_ANOTHER_YEAR)
        if self.until and self._until_then(place):
            return OTHER_PERIOD
        for item in reversed(self.times):
            if item.start >= place:
                continue
            if item.kind == "mark":
                break
            match item.word.mark:
                case "plan":
                    return _PLAN
                case "own_period":
                    return None
                case "period" if not own:
                    return OTHER_PERIOD
            if item.kind == "year":
                return _of_year(self.text, item, self.section.year, own=own)
        return None

    def _until_then(self, place: int) -> bool:
        """Tell whether 截至 before a place ends the period before the year does."""
        lead = self.text[:place]
        found = max(map(lead.find, _UNTIL))
        return found >= 0 and not any(end in lead[found : found + 14] for end in _YEAR_ENDS)

    def _clauses(self) -> Iterator[tuple[int, bool]]:
        """Yield where each clause begins, and whether the one before is about another body.

        Who is the subject of one clause is that of the next, unless it names another.
        """
        begin, foreign, said = 0, False, False
        yield begin, foreign
        for item in self.items:
            if item.kind == "mark":
                if item.text in "，,；;":
                    begin, said = item.end, False
                    yield begin, foreign
            elif not said and item.word.meanings:
                foreign = _foreign(self.text[begin : item.start], self.section.agency, foreign)
                said = True

    def _other_body(self, place: int) -> bool:
        """Tell whether another agency is the subject of the clause of a place."""
        for begin, foreign in reversed(self.clauses):
            if begin <= place:
                return _foreign(self.text[begin:place], self.section.agency, foreign)
        return False


def _of_year(text: str, item: Item, own_year: int | None, *, own: bool) -> Text | None:
    if item.year == own_year or own_year is None:
        return None
    since = text.startswith(("以来", "起", "至20", "-20", "—20"), item.end)
    return None if own and not since and abs(item.year - own_year) == 1 else OTHER_PERIOD


def _own_scope(word: str, section: Section) -> bool:
    """Tell whether a word such as 全县 names what the report covers."""
    agency, region = section.agency, section.region
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


def _foreign(lead: str, agency: str, foreign: bool) -> bool:
    subject = _subject(lead) if lead else ""
    if not subject:
        return foreign
    own = subject.startswith(_OWN_BODY) or subject[-3:] in agency or subject[-2:] in agency[-4:]
    return not own


def _subject(lead: str) -> str:
    """Return the body that a clause is about where it stands right before the figure."""
    lead = lead.rstrip(_ADVERBS)
    if not lead.endswith(_BODIES) and "代表" not in lead and not lead.endswith("机关"):
        return ""
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
