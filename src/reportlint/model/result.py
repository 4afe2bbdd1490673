"""What a check found: verdicts, findings, skips, diagnoses, and the whole result."""

from typing import Literal, NamedTuple

from reportlint.model.cell import Cell, CellAddress, Number
from reportlint.model.claim import Mention, Quote
from reportlint.model.place import Place, Span
from reportlint.model.report import Fact, Report
from reportlint.model.rule import Constraint, Rule
from reportlint.model.text import Text

Scope = tuple[tuple[str, str], ...]


class Held(NamedTuple):
    """A constraint that holds."""

    rule: Rule
    scope: Scope


class Skip(NamedTuple):
    """A constraint that could not be judged, and why."""

    rule: Rule
    scope: Scope
    reason: Text
    cells: tuple[CellAddress, ...]


class Finding(NamedTuple):
    """A violated constraint.

    ``left``, ``right`` and ``equation`` are None for rules that are no relation.
    ``cells`` are all cells of the constraint, zero or not, in the order of the
    expression; ``assumed`` are those whose blank was taken as 0. ``quote`` is the
    sentence that states the number, for rules that read the prose.
    """

    rule: Rule
    scope: Scope
    message: Text
    constraint: Constraint | None
    left: Number | None
    right: Number | None
    equation: str | None
    place: Place
    cells: tuple[Cell, ...]
    assumed: tuple[CellAddress, ...]
    quote: Quote | None = None

    @property
    def key(self) -> tuple[str, Scope]:
        """What tells the finding from every other one of the same report."""
        return self.rule.code, self.scope

    @property
    def difference(self) -> Number | None:
        """Left side minus right side."""
        if self.left is None or self.right is None:
            return None
        return self.left - self.right


class Remark(NamedTuple):
    """What a check of the document finds.

    ``start`` and ``end`` are the part of the fact's text that is meant; ``values`` fill the
    slots of the rule's message, or of ``message`` where the check has one of its own.
    """

    fact: Fact | None
    start: int
    end: int
    values: dict[str, Text]
    message: Text | None = None


class Unknown(NamedTuple):
    """Why a check of the document cannot tell."""

    reason: Text


class Change(NamedTuple):
    """A cell that an explanation would change.

    ``implied`` is the value that the cell would take; it is None where a degree
    of freedom remains, and then ``low`` and ``high`` bound it (None: unbounded).
    """

    cell: CellAddress
    current: Number | None
    implied: Number | None
    low: Number | None
    high: Number | None


class Slip(NamedTuple):
    """A human error that accounts for an explanation, with the evidence in words."""

    kind: str
    evidence: Text


class Explanation(NamedTuple):
    """A set of cells whose correction makes every hard constraint of the block hold.

    ``smallest`` tells the smallest sets from the single slips that touch more cells.
    ``supported`` says which soft evidence fits with the correction only, and ``opposed``
    which fits without it only.
    """

    changes: tuple[Change, ...]
    slip: Slip | None
    smallest: bool = True
    supported: Text | None = None
    opposed: Text | None = None

    @property
    def reasons(self) -> tuple[Text, ...]:
        """What speaks for the explanation and against it, in sentences."""
        slip = self.slip.evidence if self.slip is not None else None
        return tuple([text for text in (slip, self.supported, self.opposed) if text is not None])


DiagnosisStatus = Literal["unique", "tied", "capped"]


class Diagnosis(NamedTuple):
    """The explanations of one connected block of violated hard constraints, best first.

    ``explains`` are the keys of the findings of the block. Status ``capped`` means
    that the search was bounded and nothing is claimed about smallest sets.
    ``certain`` is true only when the smallest set is unique, no other slip comes near
    it, and no evidence is against it. ``note`` says what holds for the whole block (a
    table that looks misaligned, say).
    """

    status: DiagnosisStatus
    explains: tuple[tuple[str, Scope], ...]
    explanations: tuple[Explanation, ...]
    certain: bool
    note: Text | None


class ReadProblem(NamedTuple):
    """Why an input could not be read; ``excerpt`` is the line that the span points into."""

    message: Text
    span: Span | None
    hint: Text | None
    excerpt: str


WaivedBy = Literal["waiver", "baseline"]


class Waived(NamedTuple):
    """A finding that somebody accepted: with a waiver in the report, or with a baseline.

    ``reason``, ``owner`` and ``expires`` are what the waiver says, empty where it says
    nothing; ``span`` is where it stands.
    """

    finding: Finding
    by: WaivedBy
    reason: Text
    owner: str = ""
    expires: str = ""
    span: Span | None = None


class CheckResult(NamedTuple):
    """Everything that one check of one input found.

    Exactly one of ``report`` and ``problem`` is set. Held, findings, waived and skips
    together are all constraints that were selected. ``data`` is the input as it was
    read, which some formats identify by digests. ``mentions`` are the numbers that were
    read in the prose, with their places.
    """

    path: str
    report: Report | None
    problem: ReadProblem | None
    held: tuple[Held, ...]
    findings: tuple[Finding, ...]
    skips: tuple[Skip, ...]
    diagnoses: tuple[Diagnosis, ...]
    waived: tuple[Waived, ...] = ()
    data: bytes = b""
    mentions: tuple[tuple[Mention, Place], ...] = ()


def figures(finding: Finding) -> dict[str, Cell]:
    """Return the cells that a waiver of a finding names: all but those that are 0 or blank."""
    return {
        str(cell.address): cell
        for cell in finding.cells
        if cell.status != "blank" and cell.value != 0 and cell.raw.strip()
    }
