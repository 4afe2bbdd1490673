"""Sentence + figure in it -> the phrase beside it that says what it states.

A number is bound to the phrase beside it when nothing but small words stand between
them and the governing noun is the right one. In doubt it stays unbound, with the
reason. Knows no values.
"""

from typing import NamedTuple

from reportlint.model.cell import Number
from reportlint.model.claim import Meaning
from reportlint.model.text import Text
from reportlint.narrative.nouns import clause, noun_at, noun_behind
from reportlint.narrative.numbers import Figure
from reportlint.narrative.sentences import Item, Sentence
from reportlint.narrative.whose import Whose

FREE = 24
"""Characters of anything that may stand between a number's noun and the phrase before it."""


def _words(words: str, marks: str) -> frozenset[str]:
    return frozenset((*words.split("|"), *marks))


_SMALL = _words(
    "情况|处理|答复|决定|方面|结果|类型|类|数量|数为|件数|总数|总量|总额|金额|共有|共计|共|计|为|有|了|的|是|达到|达|"
    "已|均|都|即|约|近|超过|超|逾|大约|各|另|还|仅|只|按|于|本|该|被|由|因|对|系|属|属于|分别|和|"
    "继续|办理|提供|政府|相关|有关|信息|结案|案|件|数|所|需|项目|项|个|将近|突破|不足|不少于|至少|者|后|其|做出|作出|"
    "给予|到|至|累计|总计|合计",
    "“”\"'‘’「」『』※：:（([【 ",
)
"""What may stand between a phrase and the number behind it."""

_SMALL_AFTER = _words(
    "进行了|予以|给予|作出|做出|依法|按照|根据|依据|依照|规定|已经|申请人|当事人|的|是|为|被|因|系|属于|属|已|均|由|将|在|于|"
    "后|并|需|经|情形|有关|相关|政府|信息|等|类|人|向|本|案|件|顺延|继续|尚|还|做|作|按|转|依|法|另|拟",
    "“”\"'※ ",
)
"""What may stand between a number and the phrase behind it."""

_JOINING = frozenset(("和", "及", "与", "或", "以及", "或者", "、"))
_TOTALS = ("共", "合计", "总计", "累计", "总数")
_CHANGES = frozenset("多少增减升降")
_CLAUSES = "，,；;：:"
_FIGURE_ENDS = frozenset("，、；。,;）)")

NO_PHRASE = Text("no phrase beside it that a rule knows", "旁边没有规则认识的说法")
_OTHER_NOUN = Text("it counts something else", "计数对象不同")
_OTHER_UNIT = Text("another unit", "单位不同")
_CHANGE = Text("a change, not a stock", "增减变化，不是总数")
_RATE = Text("an average", "平均数")


_Bound = tuple[int, tuple[Meaning, ...]]
"""The item that is the phrase of a number, and what it means."""


class Claim(NamedTuple):
    """A number that states cells.

    ``meanings`` has one entry, or several where the number is the sum of what
    coordinated phrases name (行政复议、行政诉讼共5件). ``figure`` is None where the
    words say the number by themselves (未收到); then ``value`` does. ``said`` are the
    offsets of the number with its phrase; all offsets are into the sentence's text.
    """

    sentence: Sentence
    said: tuple[int, int]
    start: int
    end: int
    figure: Figure | None
    value: Number
    meanings: tuple[Meaning, ...]


def joined(gap: str) -> bool:
    """Tell whether a gap joins two phrases: 和, 及, 、."""
    return gap in _JOINING


def bind(sentence: Sentence, index: int, figure: Figure, whose: Whose) -> Claim | Text:
    """Find the phrase of a figure and what it states, or say why it states nothing."""
    if figure.start and sentence.text[figure.start - 1] in _CHANGES:
        return _CHANGE
    bound = (
        _respectively(sentence, index, figure)
        or _before(sentence, index, figure)
        or _behind(sentence, index, figure)
        or NO_PHRASE
    )
    if isinstance(bound, Text):
        return bound
    place, meanings = bound
    reason = whose.not_own(min(place, index), place)
    if reason is not None:
        return reason
    phrase = sentence.items[place]
    start = phrase.start
    if len(meanings) > 1:
        before = sentence.items[:place]
        start = next((one.end for one in reversed(before) if one.text in _CLAUSES), 0)
    said = min(start, figure.start), max(phrase.end, figure.end)
    return Claim(sentence, said, figure.start, figure.end, figure, figure.value, meanings)


def _filled(gap: str, small: frozenset[str]) -> bool:
    """Tell whether nothing but small words stands in a gap, the longest taken first."""
    place, size = 0, len(gap)
    while place < size:
        for length in (3, 2, 1):
            if gap[place : place + length] in small:
                place += length
                break
        else:
            return False
    return True


def _before(sentence: Sentence, index: int, figure: Figure) -> _Bound | Text | None:
    """Look for the phrase before a number."""
    items, text = sentence.items, sentence.text
    edge, noun = figure.start, ""
    for position in range(index - 1, -1, -1):
        item = items[position]
        word = item.word
        if item.kind == "mark":
            if item.text in "，," and _totalled(text[item.end : figure.start]):
                edge = item.start
            elif item.text not in "：:（(" or noun or not _filled(text[item.end : edge], _SMALL):
                return None
            continue
        if not _reaches(item, text[item.end : edge], noun):
            return None
        if word.meanings:
            chosen = _choose(sentence, position, index, figure, noun)
            if chosen is not None:
                return position, chosen
        if _stops(sentence, position, noun):
            return _stopped(sentence, position, index, noun)
        noun = noun or word.noun
        edge = item.start
    return None


def _reaches(item: Item, gap: str, noun: str) -> bool:
    """Tell whether what stands before a gap may belong to the number behind it."""
    if item.kind == "figure":
        # Only what is no figure of its own: a year, the number of an article.
        return item.figure is None or item.figure.ignored is not None
    return len(gap) <= FREE if noun else not gap or _filled(gap, _SMALL)


def _totalled(gap: str) -> bool:
    """Tell whether a gap sums up what stands before the comma (，共…)."""
    return gap.startswith(_TOTALS) and len(gap) <= 6 and "，" not in gap


def _stops(sentence: Sentence, position: int, noun: str) -> bool:
    """Tell whether no phrase beyond a word can reach the number."""
    item = sentence.items[position]
    word = item.word
    if word.meanings and not word.noun:
        meanings = sentence.lexicon.meanings
        return not all(excluded(sentence, position, meanings[one]) for one in word.meanings)
    if word.mark in ("change", "rate", "zero", "none"):
        return True
    if word.noun:
        return noun not in ("", word.noun)
    return not word.mark and not word.meanings and item.kind != "year"


def _stopped(sentence: Sentence, position: int, index: int, noun: str) -> Text | None:
    """Say why the phrase beside a number does not claim it, None where none is beside it."""
    word = sentence.items[position].word
    if not word.meanings or word.noun:
        return {"change": _CHANGE, "rate": _RATE}.get(word.mark)
    for number in word.meanings:
        meaning = sentence.lexicon.meanings[number]
        if _about(sentence, meaning, position, index, noun, after=False):
            return _OTHER_UNIT
    return _OTHER_NOUN


def _respectively(sentence: Sentence, index: int, figure: Figure) -> _Bound | None:
    """Read 行政许可、行政处罚、行政强制决定数量分别为5件、4件和3件."""
    if "分别" not in sentence.text:
        return None
    items, lexicon = sentence.items, sentence.lexicon
    place, order = index - 1, 0
    while place >= 0 and not items[place].text.startswith("分别"):
        item = items[place]
        order += item.kind == "figure"
        if item.kind == "word" and item.word.mark != "filler":
            return None
        place -= 1
    names = _named_before(sentence, place)
    if place < 1 or len(names) < 2 or order >= len(names):
        return None
    last = items[names[-1]].text
    nouns = [one for one, word in lexicon.words.items()
             if word.noun and not word.meanings and last.startswith(one)]  # fmt: skip
    suffix = last[len(max(nouns, key=len)) :] if nouns else ""
    position = names[order]
    for name in (items[position].text, items[position].text + suffix):
        word = lexicon.words.get(name)
        for number in word.meanings if word else ():
            meaning = lexicon.meanings[number]
            if meaning.value is None and (not figure.unit or figure.unit in meaning.units):
                return position, (meaning,)
    return None


def _named_before(sentence: Sentence, place: int) -> list[int]:
    """Return the items that are named one after the other before 分别."""
    names: list[int] = []
    for position in range(place - 1, -1, -1):
        item = sentence.items[position]
        if item.kind == "word" and (item.word.noun or item.word.meanings):
            names.append(position)
        elif not (item.kind == "mark" and item.text == "、") and item.word.mark != "filler":
            break
    return names[::-1]


def _behind(sentence: Sentence, index: int, figure: Figure) -> _Bound | None:
    """Look for the phrase behind a number: 5件予以公开."""
    items, text = sentence.items, sentence.text
    edge = figure.end
    for position in range(index + 1, len(items)):
        item = items[position]
        if item.kind in ("mark", "figure"):
            return None
        if edge < item.start and not _filled(text[edge : item.start], _SMALL_AFTER):
            return None
        word = item.word
        if word.meanings:
            chosen = _choose(sentence, position, index, figure, "", after=True)
            if chosen is not None:
                return position, chosen
        if not word.noun and word.mark not in ("filler", "own_period") and item.kind != "year":
            return None
        if (
            word.noun
            and not word.meanings
            and position > index + 1
            and items[position - 1].word.noun not in ("", word.noun)
        ):
            return None
        edge = item.end
    return None


def _choose(
    sentence: Sentence,
    position: int,
    index: int,
    figure: Figure,
    between: str,
    *,
    after: bool = False,
) -> tuple[Meaning, ...] | None:
    """Return the meanings of a phrase that suit the number, coordinated ones together."""
    first = _suiting(sentence, position, index, figure, between, after=after)
    if first is None:
        return None
    if after:
        return (first,)
    items, text = sentence.items, sentence.text
    meanings = [first]
    # 行政复议、行政诉讼5件; 予以公开和部分公开5件: the number is their sum.
    while position >= 1:
        joint = items[position - 1]
        if joint.kind == "mark" and joint.text == "、" and position >= 2:
            previous, step = items[position - 2], 2
            if previous.end != joint.start or joint.end != items[position].start:
                break
        elif joint.kind == "word" and joined(text[joint.end : items[position].start]):
            previous, step = joint, 1
        else:
            break
        if previous.kind != "word":
            break
        other = _suiting(sentence, position - step, index, figure, between, after=False)
        if other is None:
            break
        meanings.append(other)
        position -= step
    return tuple(meanings)


def _suiting(
    sentence: Sentence, position: int, index: int, figure: Figure, between: str, *, after: bool
) -> Meaning | None:
    """Return the first meaning of a phrase whose noun and unit suit the number."""
    meanings = sentence.lexicon.meanings
    unit = figure.unit
    for number in sentence.items[position].word.meanings:
        meaning = meanings[number]
        if meaning.value is not None:
            continue
        if unit not in meaning.units and (unit or figure.kind != "count"):
            continue
        if not unit and not _bare(sentence, figure):
            continue
        if not _about(sentence, meaning, position, index, between, after=after):
            continue
        if excluded(sentence, position, meaning):
            continue
        return meaning
    return None


def excluded(sentence: Sentence, position: int, meaning: Meaning) -> bool:
    """Tell whether words around a phrase make it speak of something else."""
    text = sentence.text
    if any(word in text for word in meaning.unless):
        around = clause(sentence, position, "，,；;、（）()")
        if any(word in around for word in meaning.unless):
            return True
    if any(word in text for word in meaning.never):
        around = clause(sentence, position, "；;")
        return any(word in around for word in meaning.never)
    return False


def _bare(sentence: Sentence, figure: Figure) -> bool:
    """Tell whether a number without a unit ends its clause, as a figure in a list does."""
    return figure.end >= len(sentence.text) or sentence.text[figure.end] in _FIGURE_ENDS


def _about(
    sentence: Sentence, meaning: Meaning, position: int, index: int, between: str, *, after: bool
) -> bool:
    """Tell whether one of the nouns of a meaning governs the number."""
    nouns = meaning.about
    if not nouns:
        return True
    items = sentence.items
    if not after:
        behind = noun_behind(sentence, index)
        if behind:
            return behind in nouns
        if between:
            return between in nouns
    own = items[position].word.noun
    if own:
        return own in nouns
    near = meaning.near
    noun = noun_at(sentence, index if after else position, near=near)
    if not noun and not near:
        # 加上去年结转的4件，共办理政府信息公开申请…: the noun comes later.
        noun = next((one.word.noun for one in items[index + 1 :] if one.word.noun), "")
    if after:
        middle = [one.word.noun for one in items[index + 1 : position] if one.word.noun]
        noun = middle[-1] if middle else noun
    return noun in nouns
