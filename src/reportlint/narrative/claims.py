"""Sentences -> claims: which number states which cells, and which states none, and why."""

from collections.abc import Iterator
from typing import NamedTuple

from reportlint.model.text import Text
from reportlint.narrative.implied import read_implied
from reportlint.narrative.numbers import Figure, has_figures
from reportlint.narrative.phrases import Claim, bind, said
from reportlint.narrative.sentences import Section, Sentence
from reportlint.narrative.whose import Context, Whose

_MAX_CLAIMS = 500
_GROWTH = ("同比", "增长", "下降", "上升", "回落", "较上年")
_LAST_YEAR = Text("a growth rate needs last year's report", "增减幅度需要上年报告才能核对")
_PERCENT = Text("a percentage", "百分比")


class Unbound(NamedTuple):
    """A number that states no cell, and why."""

    figure: Figure
    reason: Text
    sentence: Sentence


class Reading(NamedTuple):
    """What was read in one section."""

    claims: list[Claim]
    unbound: list[Unbound]


def read_claims(section: Section, context: Context, *, all_numbers: bool) -> Reading:
    """Bind the numbers of a section.

    Sentences without a word that a claim may be about are passed over; with
    ``all_numbers`` their numbers are told, too.
    """
    reading = Reading([], [])
    told = range(len(section)) if all_numbers else _telling(section)
    for sentence in map(section.sentence, told):
        whose = Whose(sentence, context)
        claims = [*_figures(sentence, whose, reading.unbound), *read_implied(sentence, whose)]
        reading.claims.extend(sorted(claims, key=lambda one: (one.start, one.end)))
        if len(reading.claims) > _MAX_CLAIMS:
            break
    return reading


def _telling(section: Section) -> Iterator[int]:
    """Yield the sentences that may state something: a number or a denial, and its noun."""
    text, openers = section.text, section.lexicon.openers
    done = -1
    for keyed in section.indexes(section.lexicon.keys):
        # A noun governs what follows it, up to the end of the paragraph.
        for index in range(max(keyed, done + 1), len(section)):
            if index > keyed and section.opens(index):
                break
            done = index
            told = text[section.starts[index] : section.ends[index]]
            if not openers.isdisjoint(told) or has_figures(told):
                yield index


def _figures(sentence: Sentence, whose: Whose, unbound: list[Unbound]) -> Iterator[Claim]:
    """Bind the figures of a sentence; those that state no cell are told with the reason."""
    for index, item in enumerate(sentence.items):
        figure = item.figure
        if figure is None:
            continue
        reason = figure.ignored or _no_stock(sentence, figure)
        if reason is None:
            bound = bind(sentence, index, figure)
            if isinstance(bound, Text):
                reason = bound
            else:
                reason = whose.not_own(min(bound.phrase, index), bound.phrase)
        if reason is not None:
            unbound.append(Unbound(figure, reason, sentence))
            continue
        yield Claim(
            sentence, said(sentence, bound, figure), figure.start, figure.end, figure,
            figure.value, bound.meanings,
        )  # fmt: skip


def _no_stock(sentence: Sentence, figure: Figure) -> Text | None:
    """Say what a percentage is, which no cell states."""
    if figure.kind not in ("percent", "points"):
        return None
    near = sentence.text[max(figure.start - 12, 0) : figure.start]
    grown = figure.kind == "points" or any(word in near for word in _GROWTH)
    return _LAST_YEAR if grown else _PERCENT
