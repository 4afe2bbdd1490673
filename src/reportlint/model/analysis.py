"""What the exact rules of a pack can and cannot see in a form."""

from typing import NamedTuple

from reportlint.model.cell import CellAddress

Key = tuple[str, tuple[tuple[str, str], ...]]
"""The code and the scope of a constraint."""


class Parity(NamedTuple):
    """A constraint that follows from others: when it fails, one of those fails too.

    Such a rule is no waste. It checks the others, and what fails together is what tells
    which cell is wrong.
    """

    constraint: Key
    follows_from: tuple[Key, ...]


class Analysis(NamedTuple):
    """What the hard rules of a pack can see in a form.

    ``unseen`` cells stand under no rule, ``single`` cells under one. Cells of one class
    of ``alike`` stand in the same equations with the same or proportional coefficients:
    a change of one looks like a change of another. ``located`` is the number of cells
    of which a single error is found alone. ``rank`` is the number of independent
    equalities of ``equalities``. ``conflict`` is a smallest set of constraints that no
    report can satisfy, empty when there is none.
    """

    cells: int
    constraints: int
    equalities: int
    rank: int
    unseen: tuple[CellAddress, ...]
    single: tuple[CellAddress, ...]
    alike: tuple[tuple[CellAddress, ...], ...]
    located: int
    dependent: tuple[Parity, ...]
    conflict: tuple[Key, ...]
