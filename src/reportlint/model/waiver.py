"""A waiver: what somebody accepts, why, and for which values."""

from typing import NamedTuple

from reportlint.model.place import Span
from reportlint.model.text import Text


class Waiver(NamedTuple):
    """One entry of ``waivers:`` in a report, as it is written.

    ``rule`` is a code or a name. ``scope`` or ``cell`` says which of its findings is
    meant; both are empty for a rule that is bound to the whole report. ``values`` are the
    cells that were not 0 when the waiver was granted; None where the entry has none.
    ``expires`` is the last day, as ``YYYY-MM-DD``. ``problem`` says why the entry is not
    well-formed, and then nothing else of it counts.
    """

    rule: str
    scope: tuple[tuple[str, str], ...]
    cell: str
    reason: str
    owner: str
    expires: str
    values: tuple[tuple[str, str], ...] | None
    span: Span
    problem: Text | None = None
