"""Sentences -> claims: which number states which cells, and which states none, and why."""

from collections.abc import Iterator
from operator import attrgetter

from reportlint.model.text import Text
from reportlint.narrative.implied import read_implied
from reportlint.narrative.nouns import noun_at
from reportlint.narrative.numbers import Figure, has_figures
from reportlint.narrative.phrases import Claim, bind
from reportlint.narrative.sentences import Section, Sentence
from reportlint.narrative.whose import Whose

Passed = tuple[Sentence, Figure, Text]
"""A number that states no cell, and why."""

_PLACE = attrgetter("start", "end")
_MAX_CLAIMS = 500
_GROWTH = ("同比", "增长", "下降", "上升", "回落", "较上年")
LAST_YEAR = Text("a growth rate needs last year's report", "增减幅度需要上年报告才能核对")
_PERCENT = Text("a percentage", "百分比")


def read_claims(section: Section, passed: list[Passed] | None = None) -> list[Claim]:
    """Bind the numbers of a section.

    Sentences without a word that a claim may be about are passed over, unless there is
    a list for the numbers that state no cell.
    """
    claims: list[Claim] = []
    told = _telling(section) if passed is None else range(len(section))
    for sentence in map(section.sentence, told):
        whose = Whose(sentence)
        found = [*_figures(sentence, whose, passed), *read_implied(sentence, whose)]
        if len(found) > 1:
            found.sort(key=_PLACE)
        claims += found
        if len(claims) > _MAX_CLAIMS:
            break
    return claims


def _telling(section: Section) -> Iterator[int]:
    """Yield the sentences that may state something: a number or a denial, and its noun."""
    text, keys = section.text, section.lexicon.keys
    keyed = section.indexes(keys.nouns)
    own = set(keyed)
    done = -1
    for first in keyed:
        # A noun governs what follows it, up to the end of the paragraph; that of a heading
        # all that stands under it.
        ends = section.heads if section.heads(first) else section.opens
        for index in range(max(first, done + 1), len(section)):
            if index > first and ends(index):
                break
            done = index
            told = text[section.starts[index] : section.ends[index]]
            if index not in own and not any(part in told for part in keys.phrases):
                continue
            if has_figures(told) or any(part in told for part in keys.denials):
                yield index


def _figures(sentence: Sentence, whose: Whose, passed: list[Passed] | None) -> Iterator[Claim]:
    """Bind the figures of a sentence; those that state no cell are passed, with the reason."""
    for index, item in enumerate(sentence.items):
        figure = item.figure
        if figure is None:
            continue
        reason = figure.ignored or _no_stock(sentence, figure)
        if reason is None:
            found = bind(sentence, index, figure, whose)
            if isinstance(found, Claim):
                yield found
                continue
            reason = found
        if passed is not None:
            passed.append((sentence, figure, reason))


def _no_stock(sentence: Sentence, figure: Figure) -> Text | None:
    """Say what a percentage is, which no cell states."""
    if figure.kind not in ("percent", "points"):
        return None
    near = sentence.text[max(figure.start - 12, 0) : figure.start]
    grown = figure.kind == "points" or any(word in near for word in _GROWTH)
    return LAST_YEAR if grown else _PERCENT


def counted(sentence: Sentence, figure: Figure) -> bool:
    """Tell whether a figure is about something that a claim may be about."""
    index = next(place for place, item in enumerate(sentence.items) if item.figure is figure)
    noun = noun_at(sentence, index)
    return any(noun in meaning.about for meaning in sentence.lexicon.meanings)
