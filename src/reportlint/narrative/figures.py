"""Single figures, rates and gaps in sentences -> remarks."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportlint.model.cell import Number
from reportlint.model.claim import Probe
from reportlint.model.report import Report
from reportlint.model.text import Text
from reportlint.narrative.judge import value_of
from reportlint.narrative.lists import added, cells_of
from reportlint.narrative.numbers import Figure
from reportlint.narrative.phrases import Claim
from reportlint.narrative.remark import Given, Remark
from reportlint.narrative.sentences import Section, Sentence
from reportlint.wording import number

_HALF = Decimal("0.5")
_NEAR = 12
_PART_NEAR = 14
_FEW = 3
_GROWN = ("同比", "增长", "提高", "提升", "增加", "下降", "上升", "回落", "较上年", "降低", "减少")
_DRAFT = "XＸ×＿_"
_PLACEHELD = ("件", "条", "起", "宗", "份", "万元")
_CLOSED = ("", "，", "、", "。", "；", "：", "）", "\n")


def _lead(sentence: Sentence, figure: Figure) -> str:
    return sentence.text[max(figure.start - _NEAR, 0) : figure.start]


def _remark(
    probe: Probe, sentence: Sentence, figure: Figure, message: Text, *, holds: bool,
    right: Number, equation: str,
) -> Remark:  # fmt: skip
    return Remark(
        probe.code, sentence, figure.start, figure.end, "held" if holds else "violated",
        message, figure.value, right, equation,
    )  # fmt: skip


def shares(given: Given, probe: Probe) -> Iterator[Remark]:
    """Compare each percentage with its part and the totals of which it may be."""
    bound = {(one.sentence.start, one.start): one for one in given.claims if one.figure is not None}
    tables = {term.cell.table for side in probe.cells for term in side.terms}
    known: list[Number] | None = None
    for sentence in given.section.having(probe.words):
        for part, figure in _parts(sentence, probe):
            claim = bound.get((sentence.start, part.start))
            if claim is None or not part.exact or not figure.exact:
                continue
            cells = cells_of(claim)
            if not cells or any(cell.table not in tables for cell in cells):
                continue
            if known is None:
                known = _wholes(given.claims, probe, given.report)
            if known:
                yield _share(probe, sentence, part, figure, known)


def _parts(sentence: Sentence, probe: Probe) -> Iterator[tuple[Figure, Figure]]:
    """Yield each count with the percentage of it that follows: 12件，占38.7%."""
    part: Figure | None = None
    for figure in sentence.figures:
        if figure.kind == "count":
            part = figure
        elif (
            figure.kind == "percent"
            and part is not None
            and figure.start - part.end <= _PART_NEAR
            and _said_of_whole(sentence, figure, probe)
        ):
            yield part, figure


def _said_of_whole(sentence: Sentence, figure: Figure, probe: Probe) -> bool:
    """Tell whether 占 stands before a percentage, with nothing but its whole between."""
    lead = _lead(sentence, figure)
    for word in probe.words:
        place = lead.rfind(word)
        if place >= 0:
            return not any(one in lead[place:] for one in "，,；;。、（(") and not any(
                one.isdigit() for one in lead[place:]
            )
    return False


def _wholes(claims: Sequence[Claim], probe: Probe, report: Report) -> list[Number]:
    """Return the totals of which a percentage may be: those stated and those of the table."""
    found: dict[Number, None] = {}
    for side in probe.cells:
        value = value_of(report, side).value
        if value:
            found[value] = None
    cells = {term.cell for side in probe.cells for term in side.terms}
    for claim in claims:
        if claim.figure is not None and claim.value and cells_of(claim) & cells:
            found[claim.value] = None
    return list(found)


def _share(
    probe: Probe, sentence: Sentence, part: Figure, figure: Figure, known: Sequence[Number]
) -> Remark:
    values = [Decimal(100) * part.value / one for one in known]
    holds = any(_prints_as(share, figure) for share in values)
    nearest = min(values, key=lambda share: abs(share - figure.value))
    base = known[values.index(nearest)]
    shown = number(round(nearest, 2))
    printed = number(figure.value)
    message = Text(
        f"{number(part.value)} of {number(base)} are {shown} %, the text says {printed} %",
        f"{number(part.value)} 占 {number(base)} 的 {shown}%，正文称占 {printed}%",
    )
    return _remark(
        probe, sentence, figure, message, holds=holds, right=round(nearest, 4),
        equation=f"{printed} % ≠ {shown} % = {number(part.value)} / {number(base)}",
    )  # fmt: skip


def _prints_as(share: Decimal, figure: Figure) -> bool:
    """Tell whether a share may be printed so, rounded or cut off at the last digit."""
    step = Decimal(figure.step)
    value = Decimal(figure.value)
    return value - step * _HALF <= share < value + step


def shares_of_all(given: Given, probe: Probe) -> Iterator[Remark]:
    """Add up the percentages of parts that make up a total of the sentence."""
    for sentence in given.section.having(probe.words):
        if sum(sentence.text.count(word) for word in probe.words) < _FEW:
            continue
        pairs = list(_parts(sentence, probe))
        if len(pairs) < _FEW or not all(part.exact and one.exact for part, one in pairs):
            continue
        whole = added([part for part, _ in pairs])
        counted = [one.value for one in sentence.figures if one.kind == "count"]
        totals = [value_of(given.report, side).value for side in probe.cells]
        if whole not in counted and whole not in totals:
            continue
        rates = [one for _, one in pairs]
        total = added(rates)
        steps = sum((Decimal(one.step) for one in rates), Decimal(0))
        holds = 100 - steps < total <= 100 + steps * _HALF
        shown = number(total)
        message = Text(
            f"the shares of all parts add up to {shown} %",
            f"各部分占比之和为 {shown}%，不等于 100%",
        )
        parts = " + ".join(number(one.value) for one in rates)
        yield Remark(
            probe.code, sentence, rates[0].start, rates[-1].end, "held" if holds else "violated",
            message, total, 100, f"{shown} % = {parts} ≠ 100 %",
        )  # fmt: skip


def impossible_rates(given: Given, probe: Probe) -> Iterator[Remark]:
    """Refuse rates above 100 %; growth rates are left alone."""
    for sentence in given.section.having(probe.words):
        for figure in sentence.figures:
            lead = _lead(sentence, figure)
            if figure.kind != "percent" or figure.value <= 100:
                continue
            if any(word in lead for word in probe.words) and not any(
                word in lead for word in _GROWN
            ):
                shown = number(figure.value)
                message = Text(f"a rate of {shown} %", f"比率为 {shown}%，超过 100%")
                yield _remark(
                    probe, sentence, figure, message, holds=False, right=100,
                    equation=f"{shown} % > 100 %",
                )  # fmt: skip


def unlikely_scales(given: Given, probe: Probe) -> Iterator[Remark]:
    """Refuse counts that no report reaches."""
    for sentence in given.section.having(probe.words):
        for figure in sentence.figures:
            if figure.kind != "count" or figure.unit not in probe.units:
                continue
            if figure.value >= probe.limit:
                shown = number(figure.value)
                message = Text(
                    f"{shown} {figure.unit}: is the unit right?",
                    f"“{figure.text}”即 {shown} {figure.unit}，单位“万”可能多写",
                )
                yield _remark(
                    probe, sentence, figure, message, holds=False, right=probe.limit,
                    equation=f"{shown} ≥ {probe.limit}",
                )  # fmt: skip


def steps(given: Given, probe: Probe) -> Iterator[Remark]:
    """Compare charges with the steps of the tariff."""
    for sentence, figure in _charges(given.section, probe):
        step = probe.limit
        shown = number(figure.value)
        message = Text(
            f"a charge of {shown} 元 fits no tariff, whose steps are multiples of {step} 元",
            f"{probe.words[0]} {shown} 元不是 {step} 的倍数，与收费标准不符",
        )
        yield _remark(
            probe, sentence, figure, message, holds=figure.value % step == 0,
            right=figure.value - figure.value % step,
            equation=f"{shown} ≠ {step} × {number(figure.value // step)}",
        )  # fmt: skip


def small_charges(given: Given, probe: Probe) -> Iterator[Remark]:
    """Compare a charge with the number below which nothing is charged for."""
    cases = value_of(given.report, probe.cells[0]) if probe.cells else None
    if cases is None or cases.value is None or cases.blanks:
        return
    for sentence, figure in _charges(given.section, probe):
        if any(word in given.section.text for word in probe.never):
            continue
        shown, count = number(figure.value), number(cases.value)
        message = Text(
            f"{shown} 元 were charged though only {count} applications were received, "
            f"of which the first {probe.limit} of a month are free",
            f"收费 {shown} 元，而全年只收到 {count} 件申请，每月前 {probe.limit} 件免费",
        )
        yield _remark(
            probe, sentence, figure, message, holds=cases.value > probe.limit,
            right=cases.value, equation=f"{count} ≤ {probe.limit}",
        )  # fmt: skip


def _charges(section: Section, probe: Probe) -> Iterator[tuple[Sentence, Figure]]:
    """Yield the amounts that are said to be charged."""
    for sentence in section.having(probe.words):
        for figure in sentence.figures:
            charged = figure.kind == "money" and figure.exact and figure.value
            if charged and any(word in _lead(sentence, figure) for word in probe.words):
                yield sentence, figure


def missing_numbers(given: Given, probe: Probe) -> Iterator[Remark]:
    """Find units whose number was left out, and placeholders."""
    text = given.section.text
    for word in probe.words:
        for unit in probe.units:
            place = text.find(word + unit)
            while place >= 0:
                end = place + len(word) + len(unit)
                if text[end : end + 1] in _CLOSED and _counted(text, place):
                    yield _missing(probe, given.section, place, end)
                place = text.find(word + unit, end)
    if any(one in text for one in _DRAFT):
        for match in re.finditer(f"[{_DRAFT}]+", text):
            if text.startswith((*probe.units, *_PLACEHELD), match.end()):
                yield _missing(probe, given.section, match.start(), match.end())


def _counted(text: str, place: int) -> bool:
    """Tell whether a word such as 受理 is the verb and not the end of a name (不予受理件)."""
    return not text[:place].endswith(("不予", "未", "已", "待", "非", "应"))


def _missing(probe: Probe, section: Section, start: int, end: int) -> Remark:
    sentence = section.at(start)
    shown = section.text[start:end]
    message = Text(f"a number seems to be missing in {shown!r}", f"“{shown}”处似乎漏写了数字")
    start, end = start - sentence.start, end - sentence.start
    return Remark(probe.code, sentence, start, end, "violated", message)
