"""Sentences -> claims: which number states which cells, and which states none, and why."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reportlint.model.claim import Lexicon
from reportlint.model.text import Text
from reportlint.narrative.implied import read_implied
from reportlint.narrative.numbers import NUMBER, Figure
from reportlint.narrative.phrases import Claim, bind, said
from reportlint.narrative.sentences import Sentence
from reportlint.narrative.whose import Context, not_own

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


def read_claims(
    sentences: Sequence[Sentence], lexicon: Lexicon, context: Context, *, all_numbers: bool
) -> Reading:
    """Bind the numbers of a section.

    Sentences without a word that a claim may be about are passed over; with
    ``all_numbers`` their numbers are told, too.
    """
    reading = Reading([], [])
    told = sentences if all_numbers else _telling(sentences, lexicon)
    for sentence in told:
        claims = [*_figures(sentence, context, reading.unbound), *read_implied(sentence, context)]
        reading.claims.extend(sorted(claims, key=lambda one: (one.start, one.end)))
        if len(reading.claims) > _MAX_CLAIMS:
            break
    return reading


def _telling(sentences: Sequence[Sentence], lexicon: Lexicon) -> Iterator[Sentence]:
    """Yield the sentences that may state something: a number or a denial, and its noun."""
    keys, openers = lexicon.keys, lexicon.openers
    keyed = False
    for sentence in sentences:
        text = sentence.text
        keyed = keyed and not sentence.opens
        keyed = keyed or any(key in text for key in keys)
        if keyed and (not openers.isdisjoint(text) or NUMBER.search(text)):
            yield sentence


def _figures(
    sentence: Sentence, context: Context, unbound: list[Unbound]
) -> Iterator[Claim]:
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
                reason = not_own(sentence, min(bound.phrase, index), bound.phrase, context)
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
