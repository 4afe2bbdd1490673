"""Remarks about texts: what the checks of the document say."""

from reportlint.model.report import Fact
from reportlint.model.result import Remark, Unknown
from reportlint.model.text import same

Outcome = Remark | Unknown | None
"""None: everything is as it should be."""


def about(fact: Fact, **values: str) -> Remark:
    """Return a remark about a whole text."""
    return within(fact, 0, len(fact.text), **values)


def within(fact: Fact, start: int, end: int, **values: str) -> Remark:
    """Return a remark about a part of a text; the values read the same in both languages."""
    return Remark(fact, start, end, {name: same(value) for name, value in values.items()})
