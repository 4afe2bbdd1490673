"""Sentence -> claims that words make without a number: 未收到申请, 均维持, 未发生行政复议."""

from collections.abc import Iterator

from reportlint.model.claim import Meaning
from reportlint.narrative.nouns import noun_of_several
from reportlint.narrative.phrases import FREE, Claim, excluded, joined
from reportlint.narrative.sentences import Item, Sentence
from reportlint.narrative.whose import Whose

_CLOSE = 8
_ENDS = tuple("，。；,;）)")


def read_implied(sentence: Sentence, whose: Whose) -> Iterator[Claim]:
    """Yield what the words of a sentence say by themselves."""
    lexicon = sentence.lexicon
    denied: set[int] = set()
    for index, item in enumerate(sentence.items):
        word = item.word
        if word.mark in ("none", "zero"):
            yield from _negated(sentence, index, whose)
        for number in word.meanings:
            meaning = lexicon.meanings[number]
            value = meaning.value
            if value is None:
                if not _denied(sentence, index, meaning, denied):
                    continue
                denied.add(index)
                value = 0
            elif (meaning.about and not _about(sentence, index, meaning)) or excluded(
                sentence, index, meaning
            ):
                continue
            if whose.not_own(index, index) is None:
                yield _claim(sentence, item, meaning, value)
            if meaning.value is None:
                break


def _claim(sentence: Sentence, item: Item, meaning: Meaning, value: int, start: int = -1) -> Claim:
    start = item.start if start < 0 else start
    said = start, item.end
    return Claim(sentence, said, start, item.end, None, value, (meaning,))


def _denied(sentence: Sentence, index: int, meaning: Meaning, denied: set[int]) -> bool:
    """Tell whether 无 or 未 stands before a phrase, or before one that it is joined to."""
    if not meaning.none:
        return False
    start = sentence.items[index].start
    before = sentence.text[start - 1] if start else ""
    if before not in ("无", "未"):
        if index - 1 not in denied:
            return False
        if not joined(sentence.text[sentence.items[index - 1].end : start]):
            return False
    return _about(sentence, index, meaning)


def _about(sentence: Sentence, index: int, meaning: Meaning) -> bool:
    """Tell whether words are about one of their nouns, which may follow or stand before."""
    items = sentence.items
    if items[index].word.noun:
        return items[index].word.noun in meaning.about
    edge = items[index].end
    for item in items[index + 1 :]:
        if item.kind == "figure" or (item.kind == "mark" and item.text not in "、（）()"):
            break
        if item.start - edge > FREE:
            break
        if item.word.noun:
            return item.word.noun in meaning.about
        edge = item.end
    return noun_of_several(sentence, index, near=meaning.near) in meaning.about


def _negated(sentence: Sentence, index: int, whose: Whose) -> Iterator[Claim]:
    """Read 未发生行政复议、行政诉讼, and 行政复议、行政诉讼均未发生."""
    items, text = sentence.items, sentence.text
    by = items[index]
    found: list[Claim | None] = []
    for position in range(index + 1, len(items)):
        one = items[position]
        if one.kind == "figure" or (one.kind == "mark" and one.text in "，,；;"):
            break
        found += _none(sentence, position, by, whose)
    if not found and (by.end >= len(text) or text[by.end] in _ENDS):
        for position in range(index - 1, -1, -1):
            one = items[position]
            if one.kind == "figure" or (one.kind == "mark" and one.text in "，,；;"):
                break
            found += _none(sentence, position, by, whose)
    return (one for one in found if one is not None)


def _none(sentence: Sentence, position: int, by: Item, whose: Whose) -> Iterator[Claim | None]:
    """Yield the claim that there is none of what a phrase names; None: not the report's own."""
    item = sentence.items[position]
    for number in item.word.meanings:
        meaning = sentence.lexicon.meanings[number]
        if not meaning.none or meaning.value is not None:
            continue
        if meaning.about and item.word.noun not in meaning.about:
            continue
        if excluded(sentence, position, meaning):
            continue
        own = whose.not_own(position, position) is None
        near = abs(by.start - item.start) < _CLOSE
        start = min(item.start, by.start) if near else item.start
        yield _claim(sentence, item, meaning, 0, start) if own else None
        return
