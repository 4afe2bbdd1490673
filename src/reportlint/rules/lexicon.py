"""Claims, nouns and the words of the language + form -> the lexicon of the form.

The lexicon is plain dictionaries, so that it travels in the wheel ready-made and
nothing has to be compiled when a report is read.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reportlint.model.claim import Keys, Lexicon, Mark, Meaning, Probe, Word
from reportlint.model.form import Form
from reportlint.model.rule import Rule, Side
from reportlint.model.text import Text
from reportlint.rules.bind import BindProblem, bind_cells

_MAX_EXPANDED = 400
_LONGEST = 40
_OPTION = re.compile(r"\(([^()]{0,200})\)(\??)|([^()|?])\?")

_NEW = Word("", (), "")
_MARKS: dict[Mark, tuple[str, ...]] = {
    "change": (
        "增加",
        "增加了",
        "增长",
        "增长了",
        "减少",
        "减少了",
        "下降",
        "下降了",
        "上升",
        "上升了",
        "回落",
        "回落了",
        "提高",
        "提高了",
        "提升",
        "提升了",
        "降低",
        "降低了",
        "新增",
        "净增",
        "同比增加",
        "同比减少",
        "环比",
    ),
    "plan": (
        "明年",
        "下一年度将",
        "下一步",
        "计划",
        "预计",
        "力争",
        "将于",
        "拟于",
        "目标",
        "打算",
        "下年度将",
        "规划到",
    ),
    "period": (
        "上半年",
        "下半年",
        "第一季度",
        "第二季度",
        "第三季度",
        "第四季度",
        "一季度",
        "二季度",
        "三季度",
        "四季度",
        "前三季度",
        "近三年",
        "近两年",
        "近五年",
        "近几年",
        "近年来",
        "三年来",
        "五年来",
        "历年",
        "多年来",
        "年以来累计",
        "年以来",
        "年来",
        "去年",
        "上年度",
        "上一年度",
        "上年",
        "上一年",
        "上年同期",
        "往年",
        "前年",
        "同期",
        "1-6月",
        "1至6月",
        "上月",
        "当月",
        "每月",
        "月份",
        "机构改革以来",
        "成立以来",
        "实施以来",
        "施行以来",
        "以来累计",
        "历史累计",
    ),
    "own_period": (
        "本年度",
        "本年",
        "今年",
        "全年",
        "年度内",
        "当年",
        "一年来",
        "今年以来",
        "本年度内",
        "报告期",
        "年内",
    ),
    "wide": (
        "全国",
        "全省",
        "全市",
        "全县",
        "全区",
        "全旗",
        "全州",
        "全系统",
        "全行业",
        "各级行政机关",
        "各级各部门",
        "各乡镇",
        "各街道",
        "各县区",
        "各县市",
        "全镇",
        "全乡",
    ),
    "rate": (
        "平均",
        "人均",
        "月均",
        "日均",
        "户均",
        "每件",
        "每个",
        "每名",
        "每次",
    ),
    "none": (
        "未发生",
        "没有发生",
        "未出现",
        "没有出现",
        "未产生",
        "没有产生",
        "未引发",
        "未涉及",
        "没有",
        "未有",
        "未被",
        "未引起",
        "不存在",
        "无因",
        "无涉",
        "均无",
        "未接到",
        "未收到",
        "没有收到",
        "没有接到",
        "未因",
        "未受理",
        "无任何",
        "尚无",
        "暂无",
        "从未发生",
        "不涉及",
    ),
    "zero": (
        "为零",
        "零件",
        "零起",
    ),
    "list": (
        "其中",
        "包括",
        "分别为",
        "分别是",
        "主要涉及",
        "涉及",
        "具体为",
        "分为",
    ),
    "filler": (
        "公民(、|和)法人",
        "公民、法人(和|及|或|或者|以及)(其他|其它)组织",
        "(社会)?(公众|群众|公民|市民|当事人|申请人)(提交|提出|申请)的",
        "申请人",
        "依法依规",
        "依法",
        "依规",
        "及时",
        "按时",
        "按期",
        "如期",
        "全部",
        "共计",
        "合计",
        "总计",
        "累计",
        "总共",
        "数量",
        "案件",
        "事项",
        "有关",
        "相关",
        "情况",
        "达到",
        "政府信息公开工作",
        "均已",
        "已经",
        "截至年底",
        "截至年末",
        "在法定期限内",
        "在规定时限内",
        "在规定期限内",
        "继续办理",
        "继续处理",
        "继续答复",
        "按照规定",
        "根据规定",
        "分别",
        "决定",
        "作出",
        "涉及",
    ),
}
"""The words of the language that change what a number beside them means."""


def expand(template: str) -> Iterator[str]:
    """Yield the words that a template stands for: ``(政府)?信息(公开|)`` and the like."""
    match = _OPTION.search(template)
    if match is None:
        yield template
        return
    options = [match[3], ""] if match[3] else match[1].split("|")
    if match[2]:
        options.append("")
    for option in options:
        yield from expand(template[: match.start()] + option + template[match.end() :])


def check_words(rule: Rule, form: Form) -> None:
    """Check the claims of a rule against a form.

    Raises:
        BindProblem: A word is no word, or a cell is not in the form.
    """
    for index, phrasing in enumerate(rule.phrasings):
        _words(phrasing.words, f"claims.{index}.words")
        if not phrasing.forms or form.id in phrasing.forms:
            for number, text in enumerate(phrasing.cells):
                bind_cells(text, form, f"claims.{index}.cells.{number}")
    reads = rule.reads
    if reads is not None:
        _words(reads.words, "reads.words", shortest=1)
        if not reads.forms or form.id in reads.forms:
            for key in ("cells", "parts", "optional"):
                for number, text in enumerate(getattr(reads, key)):
                    bind_cells(text, form, f"reads.{key}.{number}")


def _words(templates: Sequence[str], part: str, shortest: int = 2) -> list[str]:
    """Return the words of templates; ``part`` is their place in the rule."""
    words: dict[str, None] = {}
    for number, template in enumerate(templates):
        place = f"{part}.{number}"
        if len(template) > 200 or template.count("(") > 6:
            raise BindProblem(
                place,
                Text(f"{template!r} is too long", f"“{template}”过长"),
                0,
                Text("write several shorter words", "请拆成几个较短的词"),
            )
        for word in expand(template):
            if not shortest <= len(word) <= _LONGEST or re.search(r"[()|?\s]", word):
                raise BindProblem(
                    place,
                    Text(f"{word!r} is no word of {shortest} to {_LONGEST} characters",
                         f"“{word}”不是 {shortest} 至 {_LONGEST} 个字的词"),
                    0,
                    Text("write alternatives as (a|b) and options as (a)?",
                         "选择写作 (甲|乙)，可有可无写作 (甲)?"),
                )  # fmt: skip
            words[word] = None
            if len(words) > _MAX_EXPANDED:
                raise BindProblem(
                    place,
                    Text(f"more than {_MAX_EXPANDED} words", f"超过 {_MAX_EXPANDED} 个词"),
                    0,
                    Text("write several claims", "请拆成几项"),
                )
    return list(words)


def build_lexicon(
    rules: Sequence[Rule],
    nouns: Mapping[str, tuple[str, ...]],
    joint: Mapping[str, tuple[str, ...]],
    form: Form,
) -> Lexicon:
    """Build what sentences may state about a form."""
    words: dict[str, Word] = {}
    meanings = _meanings(rules, form, words)
    probes = tuple(_probes(rules, form))
    if not meanings and not probes:
        return Lexicon({}, {}, (), (), Keys((), (), ()), {})
    for noun, templates in nouns.items():
        for text in (one for template in templates for one in expand(template)):
            words[text] = words.get(text, _NEW)._replace(noun=noun)
    _inherit(words, meanings)
    for mark, listed in _MARKS.items():
        for text in (one for template in listed for one in expand(template)):
            if text not in words:
                words[text] = Word("", (), mark)
    heads: dict[str, set[int]] = {}
    for text in words:
        heads.setdefault(text[:2], set()).add(len(text))
    shared: dict[object, object] = {}
    return Lexicon(
        # Equal words and lengths are one object each, which a pickle holds once.
        {text: shared.setdefault(word, word) for text, word in words.items()},  # type: ignore[misc]
        {
            head: shared.setdefault(sizes, sizes)  # type: ignore[misc]
            for head, sizes in (
                (head, tuple(sorted(lengths, reverse=True))) for head, lengths in heads.items()
            )
        },
        tuple(meanings),
        probes,
        _keys(words, meanings),
        {noun: name for name, parts in joint.items() for noun in parts},
    )


def _probes(rules: Sequence[Rule], form: Form) -> Iterator[Probe]:
    """Yield the checks of sentences, bound to a form."""
    for rule in rules:
        reads = rule.reads
        if reads is None or rule.check is None or form.id not in rule.forms:
            continue
        if reads.forms and form.id not in reads.forms:
            continue
        parts, optional = (
            tuple(term.cell for text in texts for term in bind_cells(text, form, "reads").terms)
            for texts in (reads.parts, reads.optional)
        )
        yield Probe(
            rule.code, rule.check, tuple(_words(reads.words, "", shortest=1)), reads.about,
            reads.units, reads.never,
            tuple(bind_cells(text, form, "reads") for text in reads.cells),
            parts, optional, reads.limit,
        )  # fmt: skip


def _keys(words: Mapping[str, Word], meanings: Sequence[Meaning]) -> Keys:
    """Return the parts of words by which the sentences to be read are told apart."""
    about = {noun for meaning in meanings for noun in meaning.about}
    nouns, phrases, denials = set(), set(), set()
    for text, word in words.items():
        meant = [meanings[one] for one in word.meanings]
        if word.noun in about or any(not one.about for one in meant):
            nouns.add(text)
        elif any(not one.near for one in meant):
            phrases.add(text)
        if word.mark in ("none", "zero") or any(one.value is not None for one in meant):
            denials.add(text)
    return Keys(_cover(nouns, words), _cover(phrases, words), ("无", "未", *_cover(denials, words)))


def _cover(needed: set[str], words: Mapping[str, Word]) -> tuple[str, ...]:
    """Return parts of which every one of some words holds one.

    Parts that are in few other words are preferred: they tell apart the most.
    """
    elsewhere = Counter(part for text in words.keys() - needed for part in _parts(text))
    keys = []
    while needed:
        counts = Counter(part for text in needed for part in _parts(text))
        key = max(sorted(counts), key=lambda part: 2 * counts[part] - elsewhere[part])
        keys.append(key)
        needed = {text for text in needed if key not in text}
    return tuple(keys)


def _parts(text: str) -> set[str]:
    return {text[at : at + size] for size in (2, 3, 4) for at in range(len(text) - size + 1)}


def _meanings(rules: Sequence[Rule], form: Form, words: dict[str, Word]) -> list[Meaning]:
    """Bind the claims of the rules to a form, and enter their words."""
    known_before: dict[object, Any] = {}

    def once(value: Any) -> Any:
        """Return the first of equal values, which a pickle then holds once."""
        return known_before.setdefault((type(value), value), value)

    meanings: list[Meaning] = []
    for rule in rules:
        for phrasing in rule.phrasings if form.id in rule.forms else ():
            if phrasing.forms and form.id not in phrasing.forms:
                continue
            sides = [bind_cells(text, form, "claims") for text in phrasing.cells]
            meaning = Meaning(
                rule.code, phrasing.about, phrasing.near, phrasing.units, phrasing.states,
                phrasing.value, phrasing.none, phrasing.unless, phrasing.never,
                tuple(Side(tuple(map(once, side.terms)), side.constant) for side in sides),
            )  # fmt: skip
            meanings.append(Meaning(*map(once, meaning)))
            for text in _words(phrasing.words, ""):
                known = words.get(text, _NEW)
                words[text] = known._replace(meanings=(*known.meanings, len(meanings) - 1))
    return meanings


def _inherit(words: dict[str, Word], meanings: Sequence[Meaning]) -> None:
    """Give a phrase that holds its own noun (被申请行政复议) that noun."""
    of_noun: dict[str, list[str]] = {}
    for text, word in words.items():
        if word.noun:
            of_noun.setdefault(word.noun, []).append(text)
    for text, word in words.items():
        if word.noun:
            continue
        about = {noun for number in word.meanings for noun in meanings[number].about}
        for noun in sorted(about):
            if any(one in text for one in of_noun.get(noun, ())):
                words[text] = word._replace(noun=noun)
                break
