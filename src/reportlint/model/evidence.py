"""Soft evidence: a figure from outside the tables that some of their cells should come to.

It ranks explanations and never creates one. A sentence of the report is such a source;
another report would be one as well.
"""

from typing import NamedTuple

from reportlint.model.cell import Number
from reportlint.model.rule import Side
from reportlint.model.text import Text


class Evidence(NamedTuple):
    """A stated figure, and what it may state.

    It fits when any of ``sides`` comes to a value from ``low`` to ``high`` (None: no
    limit); ``below`` leaves ``high`` itself out. ``exact`` tells a figure given to the last unit
    from a rounded or a hedged one. ``named`` is how a message names it.
    """

    sides: tuple[Side, ...]
    low: Number | None
    high: Number | None
    below: bool
    exact: bool
    named: Text

    def fits(self, value: Number) -> bool:
        """Tell whether a value is one that the figure may stand for."""
        if self.low is not None and value < self.low:
            return False
        return self.high is None or value < self.high or (value == self.high and not self.below)
