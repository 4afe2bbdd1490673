"""A claim that no cells fit -> its finding, or why it is not judged; in words."""

from collections.abc import Sequence

from reportlint.model.cell import Cell, CellAddress, Number
from reportlint.model.claim import Quote
from reportlint.model.form import Form
from reportlint.model.report import Report
from reportlint.model.result import Finding, Scope, Skip
from reportlint.model.rule import Constraint, Rule, Side, Stated
from reportlint.model.text import Text, clip, same
from reportlint.narrative.judge import Value
from reportlint.narrative.phrases import Claim
from reportlint.narrative.sentences import Sentence
from reportlint.wording import cell_label, fill, listed, magnitude, number


def disagreement(
    report: Report, rule: Rule, claim: Claim, values: Sequence[Value], scope: Scope
) -> Finding | Skip:
    """Say what is wrong with a claim, or why nothing can be said against it."""
    skip = _not_judged(report, values)
    if skip is not None:
        reason, cells = skip
        return Skip(rule, scope, reason, cells)
    known = [one for one in values if one.value is not None]
    if all(one.blank for one in known) and claim.value == 0:
        # Whether the blank stands for 0, as the text says, is for the rules on blanks to say.
        blanks = known[0].blanks
        names = listed(report.form, [report.cells[cell] for cell in blanks])
        reason = Text(f"blank, so unknown: {names.en}", f"空白，数值未知：{names.zh}")
        return Skip(rule, scope, reason, blanks)
    nearest = min(known, key=lambda one: (one.blank, magnitude(_number(one) - claim.value)))
    if all(one.blank for one in known):
        nearest = known[0]
    return _finding(report, rule, claim, nearest, scope)


def _number(value: Value) -> Number:
    assert value.value is not None
    return value.value


def _not_judged(
    report: Report, values: Sequence[Value]
) -> tuple[Text, tuple[CellAddress, ...]] | None:
    """Say why nothing can be said against a claim that no candidate fits."""
    if not values:
        return Text("no table of the form states it", "表式中没有对应的单元格"), ()
    absent = [one for one in values if one.absent]
    if absent:
        address = absent[0].side.terms[0].cell
        table = report.form.table(address.table)
        label = table.label if table else address.table
        reason = Text(f"the report has no table {label}", f"报告中没有“{label}”表")
        if address.table in report.table_forms:
            reason = Text(f"{label} lacks such a row", f"“{label}”中没有对应的行")
        return reason, tuple(term.cell for term in absent[0].side.terms)
    unread = [one for one in values if one.value is None]
    if unread:
        cells = unread[0].blanks
        labels = [cell_label(report.form, cell) for cell in cells]
        reason = Text(f"not a number: {', '.join(labels)}", f"不是数字：{'、'.join(labels)}")
        return reason, cells
    return None


def told(form: Form, value: Value, claim: Claim) -> Text:
    """Say which cells a claim agrees with."""
    label = side_label(form, value.side)
    found = _shown(claim, _number(value))
    return Text(f"{label.en} = {found}", f"{label.zh} = {found}")


def side_label(form: Form, side: Side) -> Text:
    """Name the cells of a side; more than three by the first and the last."""
    labels = list(dict.fromkeys(cell_label(form, term.cell) for term in side.terms))
    if len(labels) > 3:
        return Text(f"{labels[0]} … {labels[-1]}", f"{labels[0]}至{labels[-1]}")
    signs = ["-" if term.coefficient < 0 else "+" for term in side.terms]
    text = labels[0] if labels else ""
    for sign, label in zip(signs[1:], labels[1:], strict=False):
        text += f" {sign} {label}"
    return same(text)


_BROKEN: dict[Stated, str] = {"exactly": "≠", "at_most": ">", "at_least": "<"}
_BLANK_VALUE = Text("blank", "空白")


def _finding(report: Report, rule: Rule, claim: Claim, nearest: Value, scope: Scope) -> Finding:
    form, side = report.form, nearest.side
    states = claim.meanings[0].states
    found = _number(nearest)
    figure = claim.figure
    cells = tuple(report.cells[address] for address in dict.fromkeys(t.cell for t in side.terms))
    quoted = quote(claim.sentence, claim.start, claim.end, claim.value)
    written = quoted.sentence[quoted.start : quoted.end]
    label = side_label(form, side)
    shown = _BLANK_VALUE if nearest.blank else same(_shown(claim, found))
    slots = {
        "stated": same(number(claim.value)),
        "found": shown,
        "cells": label,
        "quote": same(phrase(claim)),
    }
    message = fill(rule.message or _message(nearest, states), slots)
    blanks = () if nearest.blank else nearest.blanks
    if blanks:
        message = Text(f"{message.en} (blanks taken as 0)", f"{message.zh}（空白按 0 计）")
    stated = written if figure is not None and not figure.exact else number(claim.value)
    return Finding(
        rule=rule,
        scope=scope,
        message=message,
        constraint=Constraint(
            rule,
            scope,
            tuple(dict.fromkeys(cell.address.table for cell in cells)),
            Side((), claim.value),
            "==",
            side,
            (),
        ),
        left=claim.value,
        right=None if nearest.blank else found,
        equation=f"{stated} {_BROKEN[states]} {_sum(nearest, cells)}",
        place=report.narrative[dict(scope)["section"]].place,
        cells=cells,
        assumed=tuple(nearest.blanks),
        quote=quoted,
    )


def _sum(value: Value, cells: Sequence[Cell]) -> str:
    """Write the right side of an equation: ``4 = 2 + 2``."""
    if value.blank:
        return "·"
    known = {cell.address: cell.value for cell in cells}
    text = ""
    for coefficient, address in value.side.terms:
        part = known.get(address)
        if not part:
            continue
        shown = number(magnitude(part))
        if magnitude(coefficient) != 1:
            shown = f"{number(magnitude(coefficient))} × {shown}"
        negative = (coefficient < 0) != (part < 0)
        text += f" {'-' if negative else '+'} {shown}" if text else f"{'-' * negative}{shown}"
    total = number(_number(value))
    return total if text in ("", total) else f"{total} = {text}"


def _message(nearest: Value, states: Stated) -> Text:
    if nearest.blank:
        return Text(
            "the text says “{quote}”, {cells} is blank in the table",
            "正文称“{quote}”，而表中“{cells}”为空白",
        )
    if states == "at_most":
        return Text(
            "the text says “{quote}”, {cells} has only {found}",
            "正文称“{quote}”，而表中“{cells}”只有 {found}",
        )
    return Text(
        "the text says “{quote}”, {cells} is {found}",
        "正文称“{quote}”，而表中“{cells}”为 {found}",
    )


def _shown(claim: Claim, value: Number) -> str:
    """Write what the cells come to, amounts with the unit that they are compared in."""
    money = claim.figure is not None and claim.figure.kind == "money"
    return f"{number(value)} 元" if money else number(value)


def phrase(claim: Claim) -> str:
    """Return the number with its phrase, as written but for line breaks."""
    start, end = claim.sentence.place(*claim.said)
    return clip(_on_one_line(claim.sentence.section.written[start:end]).strip(), 60)


def quote(sentence: Sentence, start: int, end: int, value: Number | None) -> Quote:
    """Return a sentence with the place of a number of it, on one line."""
    first, last = sentence.place(start, end)
    begin, end = sentence.place(0, len(sentence.text))
    section = sentence.section.written
    lead = _on_one_line(section[begin:first]).lstrip()
    written = _on_one_line(section[first:last])
    rest = _on_one_line(section[last:end]).rstrip()
    return Quote(lead + written + rest, len(lead), len(lead) + len(written), value)


def _on_one_line(text: str) -> str:
    return "".join(line.strip() for line in text.split("\n")) if "\n" in text else text
