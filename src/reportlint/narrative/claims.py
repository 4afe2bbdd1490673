"""Sentences -> claims: which number states which cells, and which states none.

A number is bound to the phrase beside it when nothing but small words stand
between them, the governing noun is the right one, and neither scope nor period
nor plan says that another figure is meant. In doubt it stays unbound, with the
reason. Knows no values.
"""

import re
from typing import NamedTuple

from reportlint.model.cell import Number
from reportlint.model.claim import Lexicon, Meaning
from reportlint.model.text import Text
from reportlint.narrative.clauses import Item, Sentence
from reportlint.narrative.numbers import Figure

MAX_CLAIMS = 500

_SMALL_AFTER = (
    "进行了|予以|给予|作出|做出|依法|按照|根据|依据|依照|规定|已经|申请人|当事人|的|是|为|被|因|系|属于|属|已|均|由|将|在|于|"
    "后|并|需|经|情形|有关|相关|政府|信息|等|类|人|向|本|案|件|顺延|继续|尚|还|做|作|按|转|依|法|另|拟"
)
_SMALL = (
    "情况|处理|答复|决定|方面|结果|类型|类|数量|数为|件数|总数|总量|总额|金额|共有|共计|共|计|为|有|了|的|是|达到|达|"
    "已|均|都|即|约|近|超过|超|逾|大约|各|另|还|仅|只|按|于|本|该|被|由|因|对|系|属|属于|分别|和|"
    "继续|办理|提供|政府|相关|有关|信息|结案|案|件|数|所|需|项目|项|个|将近|突破|不足|不少于|至少|者|后|其|做出|作出|给予|到|至|累计|总计|合计"
)


def _run_of(words: str, marks: str) -> re.Pattern[str]:
    """Compile "nothing but these words and marks", which never tries a place twice."""
    options = "|".join(sorted(words.split("|"), key=len, reverse=True))
    return re.compile(rf"(?:[{marks}]|(?>{options}))*+\Z")


_FILL = _run_of(_SMALL, " \u3000“”\"'‘’「」『』※：:（(\\[【")
_FILL_AFTER = _run_of(_SMALL_AFTER, " \u3000“”\"'※")
_JOINED = re.compile(r"[ ]?(?:和|及|与|或|以及|或者|、)[ ]?\Z")
_DISPUTES = ("review", "litigation")
_BOTH = "disputes"
"""What a number counts that is said of reviews and lawsuits together."""
_TOTALLED = re.compile(r"[，,][ \u3000]*(?:共|合计|总计|累计|总数)[^，。]{0,4}\Z")
_OWN_BODY = re.compile(r"我|本|全|该|各|其")
_BODY = re.compile(
    r"([\u4e00-\u9fff]{1,14}?(?:委员会|办公室|办公厅|管理局|街道|大队|支队|中心|集团|镇政府|乡政府|"
    r"[局厅委镇乡办]))(?:机关)?(?:[共总均已依法全年度累计统一]{0,6}|代表[\u4e00-\u9fff]{1,8})\Z"
)
_LEADING = re.compile(
    r"\A(?:[\s，、：（(]|其中|20\d\d年度?|全年|本年度?|今年|截至年底|期间|另|，)*(?:，|,)?"
)
_UNTIL = re.compile(r"截[至止]")
_YEAR_END = re.compile(r"年底|年末|12月|目前|年终")
_FREE = 24
_CHANGES = tuple("多少增减升降")


class Claim(NamedTuple):
    """A number that states cells.

    ``meanings`` has one entry, or several where the number is the sum of what
    coordinated phrases name (行政复议、行政诉讼共 5 件). ``figure`` is None where the
    words say the number by themselves (未收到); then ``value`` does. ``said`` are the
    offsets of the number with its phrase.
    """

    sentence: Sentence
    said: tuple[int, int]
    start: int
    end: int
    figure: Figure | None
    value: Number
    meanings: tuple[Meaning, ...]


class Unbound(NamedTuple):
    """A number that states no cell, and why; ``noun`` is what governs it."""

    figure: Figure
    reason: Text
    sentence: Sentence


class Context(NamedTuple):
    """What the reader must know of the report to tell its own figures from others'."""

    year: int | None
    agency: str
    region: bool | None


_NO_PHRASE = Text("no phrase beside it that a rule knows", "旁边没有规则认识的说法")
_OTHER_NOUN = Text("it counts something else", "计数对象不同")
_OTHER_UNIT = Text("another unit", "单位不同")
_OTHER_PERIOD = Text("another period", "其他时期的数字")
_OTHER_SCOPE = Text("another scope than the table's", "统计范围与表格不同")
_OTHER_BODY = Text("another body's figure", "其他机关的数字")
_PLAN = Text("a plan", "计划或目标")
_CHANGE = Text("a change, not a stock", "增减变化，不是总数")
_RATE = Text("an average", "平均数")
_LAST_YEAR = Text("a growth rate needs last year's report", "增减幅度需要上年报告才能核对")
_PERCENT = Text("a percentage", "百分比")


class Reading(NamedTuple):
    """What was read in one section."""

    claims: list[Claim]
    unbound: list[Unbound]


def read_claims(
    text: str, sentences: list[Sentence], lexicon: Lexicon, context: Context
) -> Reading:
    """Bind the numbers of a masked text."""
    reading = Reading([], [])
    noun = ""
    for sentence in sentences:
        if sentence.opens:
            noun = ""
        reader = _Reader(text, sentence, lexicon, context, noun)
        reader.read(reading)
        noun = reader.noun_at(len(sentence.items))
        if len(reading.claims) > MAX_CLAIMS:
            break
    return reading


class _Reader:
    """Bind the numbers of one sentence."""

    def __init__(
        self, text: str, sentence: Sentence, lexicon: Lexicon, context: Context, noun: str
    ):
        self.text = text
        self.sentence = sentence
        self.items = sentence.items
        self.lexicon = lexicon
        self.context = context
        self.before = noun
        self.foreign = False
        self.denied: set[int] = set()

    def read(self, reading: Reading) -> None:
        index = 0
        while index < len(self.items):
            item = self.items[index]
            if item.kind == "figure" and item.figure is not None:
                self.figure(index, item.figure, reading)
            elif item.kind == "word":
                self.implied(index, item, reading)
            index += 1

    def figure(self, index: int, figure: Figure, reading: Reading) -> None:
        """Bind one figure, or say why not."""
        if figure.ignored is not None:
            reading.unbound.append(Unbound(figure, figure.ignored, self.sentence))
            return
        found = self.bind(index, figure)
        if isinstance(found, Text):
            reading.unbound.append(Unbound(figure, found, self.sentence))
            return
        first, meanings = found
        phrase = self.items[first]
        start = phrase.start
        if len(meanings) > 1:
            clause = [one.end for one in self.items[:first] if one.text in "，,；;："]
            start = clause[-1] if clause else self.sentence.start
        said = min(start, figure.start), max(phrase.end, figure.end)
        reading.claims.append(
            Claim(self.sentence, said, figure.start, figure.end, figure, figure.value, meanings)
        )

    def bind(self, index: int, figure: Figure) -> tuple[int, tuple[Meaning, ...]] | Text:
        if figure.kind == "points":
            return _LAST_YEAR
        if figure.kind == "percent":
            near = self.text[max(figure.start - 12, self.sentence.start) : figure.start]
            grown = any(word in near for word in ("同比", "增长", "下降", "上升", "回落", "较上年"))
            return _LAST_YEAR if grown else _PERCENT
        if self.text[figure.start - 1 : figure.start] in _CHANGES:
            return _CHANGE
        found = self.respectively(index, figure) or self.left(index, figure)
        if found is None:
            found = self.right(index, figure)
        if found is None:
            return _NO_PHRASE
        if isinstance(found, Text):
            return found
        wrong = self.elsewhere(found[0], index)
        return wrong or found

    # -- the phrase beside a number ---------------------------------------------

    def left(self, index: int, figure: Figure) -> tuple[int, tuple[Meaning, ...]] | Text | None:
        """Look for the phrase before a number."""
        edge, noun = figure.start, ""
        for position in range(index - 1, -1, -1):
            item = self.items[position]
            word = item.word
            gap = self.text[item.end : edge]
            if item.kind == "figure":
                if item.figure is not None and item.figure.ignored is None:
                    return None
            elif item.kind == "mark":
                if item.text in "，," and _TOTALLED.match(self.text[item.start : figure.start]):
                    edge = item.start
                elif item.text not in "：:（(" or noun or not _FILL.match(gap):
                    return None
                continue
            elif not (len(gap) <= _FREE if noun else _FILL.match(gap)):
                return None
            chosen = self.choose(position, index, figure, noun) if word.meanings else None
            if chosen is not None:
                return position, chosen
            if self.stops(position, noun):
                return self.stopped(position, index, noun)
            noun = noun or word.noun
            edge = item.start
        return None

    def stops(self, position: int, noun: str) -> bool:
        """Tell whether no phrase beyond a word can reach the number."""
        item = self.items[position]
        word = item.word
        if word.meanings and not word.noun:
            return not self.excepted(position)
        if word.mark in ("change", "rate", "zero", "none"):
            return True
        if word.noun:
            return noun not in ("", word.noun)
        return not word.mark and not word.meanings and item.kind != "year"

    def stopped(self, position: int, index: int, noun: str) -> Text | None:
        word = self.items[position].word
        if word.meanings and not word.noun:
            return self.refusal(position, index, noun)
        return {"change": _CHANGE, "rate": _RATE}.get(word.mark)

    def respectively(self, index: int, figure: Figure) -> tuple[int, tuple[Meaning, ...]] | None:
        """Read 行政许可、行政处罚、行政强制决定数量分别为 5 件、4 件和 3 件."""
        place, order = index - 1, 0
        while place >= 0 and not self.items[place].text.startswith("分别"):
            item = self.items[place]
            order += item.kind == "figure"
            if item.kind == "word" and item.word.mark != "filler":
                return None
            place -= 1
        names: list[int] = []
        for position in range(place - 1, -1, -1):
            item = self.items[position]
            if item.kind == "word" and (item.word.noun or item.word.meanings):
                names.append(position)
            elif not (item.kind == "mark" and item.text == "、") and item.word.mark != "filler":
                break
        names.reverse()
        if place < 1 or len(names) < 2 or order >= len(names):
            return None
        last = self.items[names[-1]]
        nouns = [text for text, word in self.lexicon.words.items()
                 if word.noun and last.text.startswith(text) and not word.meanings]  # fmt: skip
        suffix = last.text[len(max(nouns, key=len)) :] if nouns else ""
        position = names[order]
        item = self.items[position]
        for text in (item.text, item.text + suffix):
            word = self.lexicon.words.get(text)
            for number in word.meanings if word else ():
                meaning = self.lexicon.meanings[number]
                if figure.unit in (*meaning.phrasing.units, "") and meaning.phrasing.value is None:
                    return position, (meaning,)
        return None

    def right(self, index: int, figure: Figure) -> tuple[int, tuple[Meaning, ...]] | Text | None:
        """Look for the phrase after a number: 5 件予以公开."""
        edge = figure.end
        for position in range(index + 1, len(self.items)):
            item = self.items[position]
            if item.kind in ("mark", "figure") or not _FILL_AFTER.match(
                self.text[edge : item.start]
            ):
                return None
            word = item.word
            if word.meanings:
                chosen = self.choose(position, index, figure, "", after=True)
                if chosen is not None:
                    return position, chosen
            if not word.noun and word.mark not in ("filler", "own_period") and item.kind != "year":
                return None
            if (
                word.noun
                and not word.meanings
                and position > index + 1
                and self.items[position - 1].word.noun not in ("", word.noun)
            ):
                return None
            edge = item.end
        return None

    def choose(
        self, position: int, index: int, figure: Figure, between: str, *, after: bool = False
    ) -> tuple[Meaning, ...] | None:
        """Return the meanings of a phrase that suit the number, coordinated ones together."""
        first = self.suiting(position, index, figure, between, after=after)
        if first is None:
            return None
        meanings = [first]
        # 行政复议、行政诉讼 5 件; 予以公开和部分公开 5 件: the number is their sum.
        while position >= 1 and not after:
            joint = self.items[position - 1]
            if joint.kind == "mark" and joint.text == "、" and position >= 2:
                previous = self.items[position - 2]
                gap = self.text[previous.end : joint.start]
                rest = self.text[joint.end : self.items[position].start]
                if gap.strip() or rest.strip():
                    break
                step = 2
            elif joint.kind == "word" and _JOINED.match(
                self.text[joint.end : self.items[position].start]
            ):
                previous, step = joint, 1
            else:
                break
            other = self.suiting(position - step, index, figure, between, after=False)
            if other is None or previous.kind != "word":
                break
            meanings.append(other)
            position -= step
        return tuple(meanings)

    def suiting(
        self, position: int, index: int, figure: Figure, between: str, *, after: bool
    ) -> Meaning | None:
        """Return the first meaning of a phrase whose noun and unit suit the number."""
        item = self.items[position]
        for number in item.word.meanings:
            meaning = self.lexicon.meanings[number]
            phrasing = meaning.phrasing
            if phrasing.value is not None:
                continue
            if figure.unit not in phrasing.units and (figure.unit or figure.kind != "count"):
                continue
            if not figure.unit and not self.bare(figure):
                continue
            if not self.about(phrasing.about, phrasing.near, position, index, between, after=after):
                continue
            if self.excluded(position, meaning):
                continue
            return meaning
        return None

    def excluded(self, position: int, meaning: Meaning) -> bool:
        """Tell whether words around a phrase make it speak of something else."""
        phrasing = meaning.phrasing
        if phrasing.unless:
            clause = self.clause(position, "，,；;、（）()")
            if any(word in clause for word in phrasing.unless):
                return True
        if phrasing.never:
            stretch = self.clause(position, "；;")
            return any(word in stretch for word in phrasing.never)
        return False

    def excepted(self, position: int) -> bool:
        """Tell whether every meaning of a phrase is excluded where it stands."""
        numbers = self.items[position].word.meanings
        return all(self.excluded(position, self.lexicon.meanings[one]) for one in numbers)

    def bare(self, figure: Figure) -> bool:
        """Tell whether a number without a unit ends its clause, as a figure in a list does."""
        return self.text[figure.end : figure.end + 1] in tuple(
            "，、；。,;）)"
        ) or figure.end >= len(self.text)

    def about(
        self,
        nouns: tuple[str, ...],
        near: bool,
        position: int,
        index: int,
        between: str,
        *,
        after: bool,
    ) -> bool:
        """Tell whether one of the nouns governs the number."""
        if not nouns:
            return True
        if not after:
            beside = self.beside(index)
            if beside:
                return beside in nouns
            if between:
                return between in nouns
        own = self.items[position].word.noun
        if own:
            return own in nouns
        noun = self.noun_at(index if after else position, near=near)
        if not noun and not near:
            # 加上去年结转的 4 件，共办理政府信息公开申请 …: the noun comes later.
            later = (one.word.noun for one in self.items[index + 1 :] if one.word.noun)
            noun = next(later, "")
        if after:
            middle = [one.word.noun for one in self.items[index + 1 : position] if one.word.noun]
            noun = middle[-1] if middle else noun
        return noun in nouns

    def beside(self, index: int) -> str:
        """Return the noun that stands right behind a number: 30 余件政府信息公开申请."""
        if index + 1 < len(self.items):
            item = self.items[index + 1]
            gap = self.text[self.items[index].end : item.start]
            if item.word.noun and re.fullmatch(r"[的余多 ]{0,2}", gap):
                return item.word.noun
        return ""

    def noun_at(self, position: int, *, near: bool = False) -> str:
        """Return the governing noun at a place of the sentence."""
        seen = ""
        for item in reversed(self.items[:position]):
            if seen and (item.kind == "figure" or (item.kind == "mark" and item.text in "；;")):
                return seen
            if item.word.noun and not seen:
                seen = item.word.noun
                if seen not in _DISPUTES:
                    return seen
            elif item.word.noun and item.word.noun != seen:
                return _BOTH if item.word.noun in _DISPUTES else seen
        return seen or ("" if near else self.before)

    def clause(self, position: int, marks: str) -> str:
        """Return what stands around a place between two of the marks."""
        start, end = self.sentence.start, self.sentence.end
        for item in self.items[:position]:
            if item.kind == "mark" and item.text in marks:
                start = item.end
        for item in self.items[position + 1 :]:
            if item.kind == "mark" and item.text in marks:
                end = item.start
                break
        return self.text[start:end]

    def refusal(self, position: int, index: int, between: str) -> Text | None:
        """Say why a phrase beside a number does not claim it."""
        for number in self.items[position].word.meanings:
            phrasing = self.lexicon.meanings[number].phrasing
            if self.about(phrasing.about, phrasing.near, position, index, between, after=False):
                return _OTHER_UNIT
        return _OTHER_NOUN

    # -- whose figure it is -----------------------------------------------------

    def elsewhere(self, phrase: int, index: int) -> Text | None:
        """Return why a bound number is not the report's own of this year, or None."""
        position = min(phrase, index)
        start = self.items[position].start
        reason = self.other_period(position, phrase)
        if reason is not None:
            return reason
        if self.other_scope(position):
            return _OTHER_SCOPE
        if self.other_body(start):
            return _OTHER_BODY
        return None

    def other_period(self, position: int, phrase: int) -> Text | None:
        own = any(
            word in self.items[phrase].text for word in ("上年", "去年", "结转", "上一年", "转入")
        )
        lead = self.text[self.sentence.start : self.items[position].start]
        until = _UNTIL.search(lead)
        if until is not None and not _YEAR_END.search(lead[until.end() : until.end() + 12]):
            return _OTHER_PERIOD
        for place in range(position - 1, -1, -1):
            item = self.items[place]
            if item.kind == "mark" and item.text in "；;":
                break
            if item.word.mark == "plan":
                return _PLAN
            if item.word.mark == "own_period":
                return None
            if item.word.mark == "period" and not own:
                return _OTHER_PERIOD
            if item.kind == "year":
                return self.of_year(item, own=own)
        return None

    def of_year(self, item: Item, *, own: bool) -> Text | None:
        if (
            self.text.startswith(("以来", "起", "至20", "-20", "—20"), item.end)
            and item.year != self.context.year
        ):
            return _OTHER_PERIOD
        if self.context.year is None or item.year == self.context.year:
            return None
        if own and abs(item.year - self.context.year) == 1:
            return None
        return _OTHER_PERIOD

    def other_scope(self, position: int) -> bool:
        for item in self.items[:position]:
            if item.word.mark == "wide" and not self.own_scope(item.text):
                return True
        return False

    def own_scope(self, word: str) -> bool:
        """Tell whether a word such as 全县 names what the report covers."""
        agency, region = self.context.agency, self.context.region
        if region is False:
            return False
        if not agency:
            return word not in ("全国", "全行业")
        if region is None and not re.search(
            r"人民政府|管理委员会|管委会|政府办公|[省市县区旗州镇乡]\Z", agency
        ):
            return False
        if word[0] == "全" and word[1] in "国省市县区旗州镇乡":
            return word[1] in agency
        return True

    def other_body(self, start: int) -> bool:
        """Tell whether another agency is the subject of the clause."""
        begin = self.sentence.start
        for item in self.items:
            if item.end > start:
                break
            if item.kind == "mark" and item.text in "，,；;":
                begin = item.end
        lead = self.text[begin:start]
        lead = lead[_LEADING.match(lead).end() :] if _LEADING.match(lead) else lead  # type: ignore[union-attr]
        match = _BODY.search(lead[-30:])
        if match is None or not self.context.agency:
            return self.foreign
        body, agency = match[1], self.context.agency
        own = _OWN_BODY.match(body) or body[-3:] in agency or body[-2:] in agency[-4:]
        # Who is the subject of one clause is that of the next, unless it names another.
        self.foreign = not own
        return self.foreign

    # -- numbers that are said without digits -------------------------------------

    def implied(self, index: int, item: Item, reading: Reading) -> None:
        """Read what words say by themselves: 未收到申请, 均维持, 无结转, 未发生行政复议."""
        if item.word.mark in ("none", "zero"):
            self.negated(index, item, reading)
        for number in item.word.meanings:
            meaning = self.lexicon.meanings[number]
            value = meaning.phrasing.value
            if value is None:
                if self.denies(index, meaning):
                    self.denied.add(index)
                    self.claim(item, index, meaning, 0, reading)
                    break
                continue
            if meaning.phrasing.about and not self.implied_about(index, meaning):
                continue
            if self.excluded(index, meaning):
                continue
            self.claim(item, index, meaning, value, reading)

    def denies(self, index: int, meaning: Meaning) -> bool:
        """Tell whether 无 or 未 stands before a phrase, or before one that it is joined to."""
        item = self.items[index]
        if not meaning.phrasing.none or not self.implied_about(index, meaning):
            return False
        if self.text[item.start - 1 : item.start] in ("无", "未"):
            return True
        back = index - 1
        gap = self.text[self.items[back].end : item.start] if back >= 0 else ""
        return back in self.denied and _JOINED.match(gap) is not None

    def implied_about(self, index: int, meaning: Meaning) -> bool:
        about = meaning.phrasing.about
        edge = self.items[index].end
        for item in self.items[index + 1 :]:
            if item.kind == "figure" or (item.kind == "mark" and item.text not in "、（）()"):
                break
            if item.start - edge > _FREE:
                break
            if item.word.noun:
                return item.word.noun in about
            edge = item.end
        own = self.items[index].word.noun
        noun = own or self.governing(index, near=meaning.phrasing.near)
        return noun in about

    def governing(self, index: int, *, near: bool) -> str:
        """Return what 均维持 is about: all disputes that are counted since the last semicolon."""
        seen: list[str] = []
        for item in reversed(self.items[:index]):
            if item.kind == "mark" and item.text in "；;" and seen:
                break
            if item.kind == "mark" and item.text in "（(" and seen:
                break
            if item.word.noun:
                if item.word.noun not in _DISPUTES and not seen:
                    return item.word.noun
                if item.word.noun in _DISPUTES:
                    seen.append(item.word.noun)
        if not seen:
            return "" if near else self.before
        return _BOTH if len(set(seen)) > 1 else seen[0]

    def negated(self, index: int, item: Item, reading: Reading) -> None:
        """Read 未发生行政复议、行政诉讼, and 行政复议、行政诉讼均未发生."""
        found = False
        for position in range(index + 1, len(self.items)):
            one = self.items[position]
            if one.kind == "figure" or (one.kind == "mark" and one.text in "，,；;"):
                break
            found |= self.none(position, item, reading)
        if found:
            return
        rest = self.text[item.end : item.end + 1]
        if rest not in tuple("，。；,;）)") and item.end < self.sentence.end:
            return
        for position in range(index - 1, -1, -1):
            one = self.items[position]
            if one.kind == "figure" or (one.kind == "mark" and one.text in "，,；;"):
                break
            self.none(position, item, reading)

    def none(self, position: int, by: Item, reading: Reading) -> bool:
        item = self.items[position]
        if item.word.noun and not item.word.meanings:
            return False
        for number in item.word.meanings:
            meaning = self.lexicon.meanings[number]
            phrasing = meaning.phrasing
            if not phrasing.none or phrasing.value is not None:
                continue
            if phrasing.about and item.word.noun not in phrasing.about:
                continue
            if self.excluded(position, meaning):
                continue
            self.claim(item, position, meaning, 0, reading, by)
            return True
        return False

    def claim(
        self,
        item: Item,
        index: int,
        meaning: Meaning,
        value: int,
        reading: Reading,
        by: Item | None = None,
    ) -> None:
        if self.elsewhere(index, index) is not None:
            return
        start = min(item.start, by.start) if by and abs(by.start - item.start) < 8 else item.start
        said = start, item.end
        reading.claims.append(Claim(self.sentence, said, start, item.end, None, value, (meaning,)))
