"""Soft evidence + the changes of an explanation -> what speaks for it and against it.

The text of a report may be as wrong as its tables, and is often written from them. So it
moves explanations up and down, and neither adds one nor takes one away.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from reportlint.localise.slips import price
from reportlint.model.cell import CellAddress, Number
from reportlint.model.evidence import Evidence
from reportlint.model.report import Report
from reportlint.model.rule import Side
from reportlint.model.text import Text

AGAINST_EXACT = price(1 / 20)
"""What it costs to disagree with a figure that is given to the last unit."""

AGAINST_HEDGED = price(1 / 4)
"""What it costs to disagree with a rounded or a hedged figure, which fits by chance oftener."""


class Weight(NamedTuple):
    """The price of disagreeing with evidence, and the evidence that a change decides.

    ``supported`` figures fit after the change only, ``opposed`` ones before it only.
    """

    price: int
    supported: Text | None
    opposed: Text | None


NONE = Weight(0, None, None)
"""The weight where there is no evidence."""

_NAMED = 3


def relevant(evidence: Sequence[Evidence], cells: Sequence[CellAddress]) -> tuple[Evidence, ...]:
    """Return the evidence about some of the cells."""
    if not evidence:
        return ()
    known = frozenset(cells)
    return tuple(
        one
        for one in evidence
        if any(term.cell in known for side in one.sides for term in side.terms)
    )


def weigh(
    report: Report, evidence: Sequence[Evidence], news: Mapping[CellAddress, Number | None]
) -> Weight:
    """Weigh the values that cells would take (None: not determined) against evidence."""
    cost = 0
    supported, opposed = [], []
    for one in evidence:
        after = _agrees(report, one, news)
        if after is None:
            continue
        if not after:
            cost += AGAINST_EXACT if one.exact else AGAINST_HEDGED
        before = _agrees(report, one, {})
        if after and not before:
            supported.append(one.named)
        elif before and not after:
            opposed.append(one.named)
    return Weight(
        cost,
        _said(Text("agrees with", "相符"), supported),
        _said(Text("disagrees with", "不符"), opposed),
    )


def _said(what: Text, named: Sequence[Text]) -> Text | None:
    if not named:
        return None
    shown, more = named[:_NAMED], len(named) - _NAMED
    rest = Text(f" and {more} more", f"等 {len(named)} 处") if more > 0 else Text("", "")
    return Text(
        f"{what.en} {', '.join(text.en for text in shown)}{rest.en}",
        f"改后与{'、'.join(text.zh for text in shown)}{rest.zh}{what.zh}",
    )


def _agrees(
    report: Report, one: Evidence, news: Mapping[CellAddress, Number | None]
) -> bool | None:
    """Tell whether any side fits; None when that depends on a value that is not determined."""
    unknown = False
    for side in one.sides:
        if any(term.cell in news and news[term.cell] is None for term in side.terms):
            unknown = True
            continue
        value = _value(report, side, news)
        if value is not None and one.fits(value):
            return True
    return None if unknown else False


def _value(report: Report, side: Side, news: Mapping[CellAddress, Number | None]) -> Number | None:
    """Add up a side, blanks as 0; None where it is all blank, or a cell is no number."""
    total = side.constant
    known = False
    for coefficient, address in side.terms:
        value = news.get(address)
        if value is None:
            cell = report.cells.get(address)
            if cell is None or (cell.value is None and cell.status != "blank"):
                return None
            value = cell.value
        if value is not None:
            known = True
            total += coefficient * value
    return total if known else None
