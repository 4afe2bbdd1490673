"""Claims + cells -> verdicts: held, violated, not judged.

A claim holds when any set of cells that it may state fits its number. A total is
read as printed, and, where that does not fit, as the sum of its parts: a total
that is blank or wrong has a finding of its own.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from reportlint.model.cell import Cell, CellAddress, Number
from reportlint.model.claim import Mention, Quote
from reportlint.model.form import Form
from reportlint.model.report import Report
from reportlint.model.result import Finding, Held, Scope, Skip
from reportlint.model.rule import Constraint, Rule, Side, Stated, Term
from reportlint.model.text import Text, clip, same
from reportlint.narrative.claims import Claim
from reportlint.wording import cell_label, fill, listed, magnitude, number

_COMBINATIONS = 24
_QUOTED = 24


class Value(NamedTuple):
    """What one candidate comes to; ``value`` is None where a cell is missing or no number."""

    side: Side
    value: Number | None
    blanks: tuple[CellAddress, ...]
    blank: bool
    absent: bool


class Verdict(NamedTuple):
    """The verdict about one claim and what is told of its number."""

    verdict: Held | Finding | Skip
    mention: Mention
    candidates: tuple[Value, ...]


def judge_claim(
    report: Report, rules: Mapping[str, Rule], claim: Claim, text: str, section: str, scope: Scope
) -> Verdict:
    """Judge one claim; ``text`` is the section that it stands in."""
    meaning = claim.meanings[0]
    rule = rules[meaning.code]
    exact = claim.figure is None or claim.figure.exact
    if not exact and rule.rounded:
        rule = rules[rule.rounded]
    written = text[claim.start : claim.end]
    states = meaning.phrasing.states
    sides = candidates(report.form, claim)
    values = [_value(report, side) for side in sides]
    fitting = next((one for one in values if _fits(claim, one, states)), None)
    if fitting is None:
        parts = [_by_parts(report.form, side) for side in sides]
        values += [_value(report, side) for side in parts if side is not None]
        fitting = next((one for one in values if _fits(claim, one, states)), None)

    def mention(fate: str, note: Text) -> Mention:
        return Mention(section, claim.start, claim.end, written, fate, rule.code, note)  # type: ignore[arg-type]  # one of the fates

    if fitting is not None:
        told = _told(report.form, fitting)
        return Verdict(Held(rule, scope), mention("held", told), tuple(values))
    skip = _not_judged(report, values)
    if skip is not None:
        reason, cells = skip
        fate = "no cell" if not values or all(one.absent for one in values) else "not judged"
        return Verdict(Skip(rule, scope, reason, cells), mention(fate, reason), tuple(values))
    known = [one for one in values if one.value is not None]
    if all(one.blank for one in known) and claim.value == 0:
        # Whether the blank stands for 0, as the text says, is for the rules on blanks to say.
        blanks = known[0].blanks
        names = listed(report.form, [report.cells[cell] for cell in blanks])
        reason = Text(f"blank, so unknown: {names.en}", f"空白，数值未知：{names.zh}")
        return Verdict(Skip(rule, scope, reason, blanks), mention("not judged", reason), ())
    nearest = min(known, key=lambda one: (one.blank, magnitude(_number(one) - claim.value)))
    if all(one.blank for one in known):
        nearest = known[0]
    finding = _finding(report, rule, claim, nearest, text, scope, states)
    return Verdict(finding, mention("violated", finding.message), tuple(values))


def _number(value: Value) -> Number:
    assert value.value is not None
    return value.value


def candidates(form: Form, claim: Claim) -> list[Side]:
    """Return the sets of cells that a claim may state."""
    if len(claim.meanings) == 1 and (claim.figure is None or claim.figure.kind != "money"):
        return list(claim.meanings[0].candidates)
    sides: list[Side] = [Side((), 0)]
    for meaning in reversed(claim.meanings):
        sides = [
            Side(done.terms + more.terms, done.constant + more.constant)
            for done in sides
            for more in meaning.candidates
        ][:_COMBINATIONS]
    if claim.figure is not None and claim.figure.kind == "money":
        sides = [_in_yuan(form, side) for side in sides]
    return sides


def _in_yuan(form: Form, side: Side) -> Side:
    """Return a side of amounts in 元; a column without a unit is taken for 万元."""
    terms = []
    for coefficient, cell in side.terms:
        table = form.table(cell.table)
        unit = table.column(cell.column).unit if table is not None else ""
        terms.append(Term(coefficient * (1 if unit == "元" else 10_000), cell))
    return Side(tuple(terms), side.constant)


def _by_parts(form: Form, side: Side) -> Side | None:
    """Return a side with every total replaced by its parts, or None where it has none."""
    terms: list[Term] = []
    replaced = False
    for coefficient, cell in side.terms:
        table = form.table(cell.table)
        group = ""
        if table is not None and cell.column in table.column_groups["columns"]:
            group = table.column(cell.column).total_of
        if table is None or not group:
            terms.append(Term(coefficient, cell))
            continue
        replaced = True
        terms += [
            Term(coefficient, CellAddress(cell.table, cell.row, part))
            for part in table.column_groups[group]
        ]
    return Side(tuple(terms), side.constant) if replaced else None


def _value(report: Report, side: Side) -> Value:
    total = side.constant
    blanks: list[CellAddress] = []
    for coefficient, address in side.terms:
        cell = report.cells.get(address)
        if cell is None:
            return Value(side, None, (), False, True)
        if cell.value is not None:
            total += coefficient * cell.value
        elif cell.status == "blank":
            blanks.append(address)
        else:
            return Value(side, None, (address,), False, cell.status == "missing")
    whole = len(blanks) == len(side.terms)
    return Value(side, total, tuple(blanks), whole and bool(blanks), False)


def _fits(claim: Claim, value: Value, states: Stated) -> bool:
    if value.value is None or value.blank:
        return False
    figure, found = claim.figure, value.value
    match states:
        case "at_most":
            return found >= (figure.low if figure else claim.value)
        case "at_least":
            return figure is None or figure.high is None or found <= figure.high
        case "exactly":
            return figure.fits(found) if figure else found == claim.value


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
        names = Text(", ".join(cell_label(report.form, cell) for cell in cells), "")
        names = Text(names.en, "、".join(cell_label(report.form, cell) for cell in cells))
        return Text(f"not a number: {names.en}", f"不是数字：{names.zh}"), cells
    return None


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


def _told(form: Form, value: Value) -> Text:
    label = side_label(form, value.side)
    found = number(_number(value))
    return Text(f"{label.en} = {found}", f"{label.zh} = {found}")


_BROKEN: dict[Stated, str] = {"exactly": "≠", "at_most": ">", "at_least": "<"}
_BLANK_VALUE = Text("blank", "空白")


def _finding(
    report: Report,
    rule: Rule,
    claim: Claim,
    nearest: Value,
    text: str,
    scope: Scope,
    states: Stated,
) -> Finding:
    form, side = report.form, nearest.side
    found = _number(nearest)
    figure = claim.figure
    cells = tuple(report.cells[address] for address in dict.fromkeys(t.cell for t in side.terms))
    quoted = quote(claim, text)
    written = quoted.sentence[quoted.start : quoted.end]
    label = side_label(form, side)
    shown = _BLANK_VALUE if nearest.blank else same(number(found))
    slots = {
        "stated": same(number(claim.value)),
        "found": shown,
        "cells": label,
        "quote": same(_phrase(claim, text)),
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
    match states:
        case "at_most":
            return Text(
                "the text says “{quote}”, {cells} has only {found}",
                "正文称“{quote}”，而表中“{cells}”只有 {found}",
            )
        case _:
            return Text(
                "the text says “{quote}”, {cells} is {found}",
                "正文称“{quote}”，而表中“{cells}”为 {found}",
            )


def _phrase(claim: Claim, text: str) -> str:
    """Return the number with its phrase."""
    return clip(text[claim.said[0] : claim.said[1]].strip(), 60)


def quote(claim: Claim, text: str) -> Quote:
    """Return the sentence of a claim with the place of the number in it."""
    begin, end = claim.sentence.start, claim.sentence.end
    sentence = text[begin:end]
    lead = len(sentence) - len(sentence.lstrip())
    return Quote(
        sentence.strip(), claim.start - begin - lead, claim.end - begin - lead, claim.value
    )
