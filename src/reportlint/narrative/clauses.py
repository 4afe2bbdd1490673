"""Text + lexicon -> sentences of items: figures, words and punctuation, in order.

Knows where one thing ends and the next begins, and nothing of what it means.
"""

import re
from bisect import bisect_left
from typing import Literal, NamedTuple

from reportlint.model.claim import Lexicon, Word
from reportlint.narrative.numbers import Figure, mask, read_figures

ItemKind = Literal["figure", "word", "mark", "year"]

_LONGEST = 200
"""Items of a sentence that are read; no honest sentence has as many."""
_NOT_A_WORD = Word("", (), "")
_END = re.compile(r"[。！？!?\n]")
_PUNCTUATION = re.compile(r"[，、；：（）,;:()]")
_YEAR = re.compile(r"((?:19|20)\d\d)[ ]?年")
_CHINESE_YEAR = re.compile(r"二〇([一二])([〇一二三四五六七八九])年")


class Item(NamedTuple):
    """A figure, a known word, a punctuation mark or a year, with its offsets."""

    start: int
    end: int
    kind: ItemKind
    text: str
    word: Word = _NOT_A_WORD
    figure: Figure | None = None
    year: int = 0


class Sentence(NamedTuple):
    """A sentence of a section; ``opens`` tells the first one of a paragraph."""

    start: int
    end: int
    items: tuple[Item, ...]
    opens: bool


def read_sentences(
    text: str, lexicon: Lexicon, year: int | None = None
) -> tuple[str, list[Sentence]]:
    """Return the masked text and its sentences, those without items left out."""
    masked = _relative_years(mask(text), year)
    items = [
        Item(one.start, one.end, "figure", one.text, _NOT_A_WORD, one)
        for one in read_figures(masked)
    ]
    taken = [(item.start, item.end) for item in items]
    items += _words(masked, lexicon, taken)
    items += [
        Item(match.start(), match.end(), "mark", match[0])
        for match in _PUNCTUATION.finditer(masked)
    ]
    items += _years(masked)
    items.sort()
    starts = [item.start for item in items]
    sentences = []
    begin, opens = 0, True
    ends = [match.start() for match in _END.finditer(masked)]
    for end in [*ends, len(masked)]:
        first, last = bisect_left(starts, begin), bisect_left(starts, end)
        if first < last:
            last = min(last, first + _LONGEST)
            sentences.append(Sentence(begin, end, tuple(items[first:last]), opens))
            opens = False
        if masked[end : end + 1] == "\n":
            opens = True
        begin = end + 1
    return masked, sentences


def _relative_years(text: str, year: int | None) -> str:
    """Write 2023年结转 and 结转至2025年 as last and next year, place for place."""
    if year is None or ("转" not in text and "顺延" not in text):
        return text
    text = re.sub(rf"{year - 1} ?年(?=度?(?:结转|转入|转至|转结|遗留))", _last_year, text)
    return re.sub(
        rf"((?:结转|顺延|转|延)[至到入]?)({year + 1} ?年)",
        lambda match: match[1] + "下年" + "※" * (len(match[2]) - 2),
        text,
    )


def _last_year(match: re.Match[str]) -> str:
    return "※" * (len(match[0]) - 2) + "上年"


def _words(text: str, lexicon: Lexicon, taken: list[tuple[int, int]]) -> list[Item]:
    """Look up every known word, the longest at each place, beside the figures."""
    found = []
    heads, words = lexicon.heads, lexicon.words
    index, size = 0, len(text) - 1
    while index < size:
        lengths = heads.get(text[index : index + 2])
        if lengths is not None:
            for length in lengths:
                word = words.get(text[index : index + length])
                if word is not None and index + length <= size + 1:
                    found.append(
                        Item(index, index + length, "word", text[index : index + length], word)
                    )
                    index += length - 1
                    break
        index += 1
    if not taken:
        return found
    spans = iter(taken)
    start, end = next(spans)
    kept = []
    for item in found:
        while end <= item.start:
            start, end = next(spans, (len(text), len(text) + 1))
        # A word may hold a figure (1-6月); the figure wins unless the word is the longer.
        if item.end <= start or item.start < start:
            kept.append(item)
    return kept


def _years(text: str) -> list[Item]:
    years = [
        Item(match.start(), match.end(), "year", match[0], _NOT_A_WORD, None, int(match[1]))
        for match in _YEAR.finditer(text)
    ]
    for match in _CHINESE_YEAR.finditer(text):
        year = 2000 + "〇一二".index(match[1]) * 10 + "〇一二三四五六七八九".index(match[2])
        years.append(Item(match.start(), match.end(), "year", match[0], _NOT_A_WORD, None, year))
    return years
