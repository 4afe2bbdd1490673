"""Violated hard constraints -> diagnoses: which numbers to look up again.

For every connected block: all smallest sets of cells whose correction makes every hard
constraint hold, the slips of several cells that would do the same, and their order by
plausibility. Nothing is claimed to be *the* error; an explanation is the smallest
change that restores consistency, or a single slip that does.
"""

from collections.abc import MutableMapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from reportlint.localise.operations import Accepted, accepted
from reportlint.localise.rereading import Rereading, reread
from reportlint.localise.scene import Scene, survey
from reportlint.localise.search import Bound, Range, Repair, Search, smallest
from reportlint.localise.slips import Reading, price, read_set, total_price
from reportlint.localise.system import Block, System, blocks, compiled
from reportlint.localise.weighing import NONE, Weight, relevant, weigh
from reportlint.localise.words import slip
from reportlint.model.cell import Number
from reportlint.model.evidence import Evidence
from reportlint.model.form import Form
from reportlint.model.report import Report
from reportlint.model.result import Change, Diagnosis, DiagnosisStatus, Explanation
from reportlint.model.rule import Constraint
from reportlint.model.text import Text

LISTED = price(1 / 1000)
"""A slip is listed unless it is a thousand times less likely than the best explanation."""

CLOSE = price(1 / 20)
"""A slip comes near unless it is twenty times less likely than the best explanation."""


class _Candidate(NamedTuple):
    """An explanation before it is put into words: the change of each cell, low to high."""

    changes: tuple[tuple[int, Bound, Bound], ...]
    readings: tuple[Reading, ...]
    price: int
    smallest: bool
    weight: Weight = NONE


def diagnose(
    report: Report,
    judged: Sequence[Constraint],
    violated: Sequence[Constraint],
    systems: MutableMapping[str, System] | None = None,
    evidence: Sequence[Evidence] = (),
    others: Sequence[tuple[Form, Sequence[Constraint]]] = (),
) -> tuple[Diagnosis, ...]:
    """Explain the violated hard constraints of a report, block by block.

    ``judged`` are all hard constraints that were judged, ``violated`` those of them
    that do not hold. ``systems`` keeps the latest compiled system of each form for the
    next report; it makes no difference to the answer. ``evidence`` ranks explanations.
    ``others`` are the other forms with their constraints, by which a table that no few
    cells repair is read again.
    """
    if not violated:
        return ()
    system = systems.get(report.form.id) if systems else None
    if system is None or not system.fits(report, judged):
        system = compiled(report, judged)
    if systems is not None:
        systems[report.form.id] = system
    return tuple(
        [
            _diagnosis(report, block, relevant(evidence, block.addresses), others)
            for block in blocks(system, report, violated)
        ]
    )


def _diagnosis(
    report: Report,
    block: Block,
    evidence: Sequence[Evidence],
    others: Sequence[tuple[Form, Sequence[Constraint]]],
) -> Diagnosis:
    search = smallest(block.problem)
    scene = survey(block)
    sets = [_of_set(scene, repair) for repair in search.repairs]
    known = {_cells(candidate) for candidate in sets}
    limit = min((candidate.price for candidate in sets), default=None)
    limit = None if limit is None else limit + LISTED
    slips = [
        candidate
        for candidate in (_of_slip(scene, one) for one in accepted(scene, search, limit))
        if candidate is not None and _cells(candidate) not in known
    ]
    best = min((candidate.price for candidate in sets + slips), default=0)
    kept = _distinct([one for one in slips if one.price <= best + LISTED])
    listed = sets + kept
    if evidence:
        listed = [_weighed(report, scene, one, evidence) for one in listed]
    ordered = sorted(listed, key=_place)
    return Diagnosis(
        status=_status(search),
        explains=tuple(
            (block.constraints[number].rule.code, block.constraints[number].scope)
            for number in block.violated
        ),
        explanations=tuple(_explanation(report.form, scene, one) for one in ordered),
        certain=_certain(search, ordered),
        note=_note(search, ordered, None if search.repairs else _other_form(report, block, others)),
    )


def _of_set(scene: Scene, repair: Repair) -> _Candidate:
    changes = tuple(
        (cell, low, high) for cell, (low, high) in zip(repair.cells, repair.changes, strict=True)
    )
    readings = read_set(scene, {cell: _new(scene, cell, low, high) for cell, low, high in changes})
    return _Candidate(changes, readings, total_price(readings), True)


def _of_slip(scene: Scene, found: Accepted) -> _Candidate | None:
    """Join a slip and the cells besides; None when these undo a part of it again."""
    changes: dict[int, Range] = {cell: (change, change) for cell, change in found.changes.items()}
    besides = {}
    for cell, (low, high) in zip(found.repair.cells, found.repair.changes, strict=True):
        if low == high == 0:
            continue
        own = found.changes.get(cell, 0)
        if low == high == -own:
            return None
        changes[cell] = (
            None if low is None else low + own,
            None if high is None else high + own,
        )
        if own or cell not in found.reading.cells:
            besides[cell] = _new(scene, cell, low, high)
    others = read_set(scene, besides) if besides else ()
    # Two slips met in one cell: its figures tell of neither.
    others = tuple(
        one._replace(kind="arbitrary") if one.cells[0] in found.changes else one for one in others
    )
    readings = (found.reading, *others)
    return _Candidate(
        tuple([(cell, *changes[cell]) for cell in sorted(changes)]),
        readings,
        total_price(readings),
        False,
    )


def _weighed(
    report: Report, scene: Scene, candidate: _Candidate, evidence: Sequence[Evidence]
) -> _Candidate:
    changes = (_change(scene, *change) for change in candidate.changes)
    news = {change.cell: change.implied for change in changes}
    return candidate._replace(weight=weigh(report, evidence, news))


def _new(scene: Scene, cell: int, low: Bound, high: Bound) -> int | None:
    """Return the scaled value that a cell would take, or None when it is not determined."""
    if low is None or low != high or low.denominator != 1:
        return None
    return scene.block.values[cell] + low.numerator


def _distinct(candidates: list[_Candidate]) -> list[_Candidate]:
    """Keep the cheapest reading of every set of cells."""
    best: dict[tuple[int, ...], _Candidate] = {}
    for candidate in sorted(candidates, key=_place):
        best.setdefault(_cells(candidate), candidate)
    return list(best.values())


def _cells(candidate: _Candidate) -> tuple[int, ...]:
    return tuple(cell for cell, _, _ in candidate.changes)


def _place(candidate: _Candidate) -> tuple[int, int, tuple[int, ...], tuple[str, ...]]:
    """Order by plausibility, then fewer cells, then the order of the form."""
    cells = _cells(candidate)
    kinds = tuple(reading.kind for reading in candidate.readings)
    return candidate.price + candidate.weight.price, len(cells), cells, kinds


def _status(search: Search) -> DiagnosisStatus:
    if not search.repairs:
        return "capped"
    return "unique" if len(search.repairs) == 1 else "tied"


def _certain(search: Search, ordered: list[_Candidate]) -> bool:
    if len(search.repairs) != 1 or not ordered[0].smallest or ordered[0].weight.opposed:
        return False
    return len(ordered) == 1 or _place(ordered[1])[0] > _place(ordered[0])[0] + CLOSE


def _other_form(
    report: Report, block: Block, others: Sequence[tuple[Form, Sequence[Constraint]]]
) -> Rereading | None:
    tables = {address.table for address in block.addresses}
    return reread(report, tables.pop(), others) if len(tables) == 1 else None


def _note(search: Search, ordered: list[_Candidate], other: Rereading | None) -> Text | None:
    if search.repairs:
        return None
    if search.size is None:
        return Text(
            "no correction of these cells makes all rules hold: the rules contradict each other",
            "无论怎样更正这些单元格，都不能使全部规则成立：规则之间相互矛盾",
        )
    if other is not None:
        return Text(
            f"read from top to bottom by the rows of {other.form.label}, all {other.rules} rules "
            "about this table hold: the figures are probably in the order of that form",
            f"若自上而下按“{other.form.label}”的行次读，该表 {other.rules} 项等式全部成立："
            "数字很可能是按该表式的顺序填写的",
        )
    if ordered:
        return Text(
            f"one by one, at least {search.size} cells would have to change",
            f"逐格更正至少要改 {search.size} 个单元格",
        )
    if search.capped:
        return Text(
            f"the search stopped at its limit; at least {search.size} cells must change",
            f"搜索已达上限；至少要更正 {search.size} 个单元格",
        )
    return Text(
        f"at least {search.size} cells would have to change: the table looks misaligned, or "
        "follows another form or another year; moving its rows or columns, exchanging two of them, "
        "and reading it by the rows of another form does not make it consistent, so this report "
        "alone does not tell which",
        f"至少要更正 {search.size} 个单元格：该表可能整体错位，或采用了其他表式、其他年度的数据。"
        "将行列整体平移、互换，或按其他表式的行次读，均不能使其一致，仅凭本报告无法判断是哪一种",
    )


def _explanation(form: Form, scene: Scene, candidate: _Candidate) -> Explanation:
    news = {cell: _new(scene, cell, low, high) for cell, low, high in candidate.changes}
    return Explanation(
        changes=tuple(_change(scene, *change) for change in candidate.changes),
        slip=slip(form, scene, candidate.readings, news),
        smallest=candidate.smallest,
        supported=candidate.weight.supported,
        opposed=candidate.weight.opposed,
    )


def _change(scene: Scene, cell: int, low: Bound, high: Bound) -> Change:
    block = scene.block
    now = block.values[cell]
    bounds = [None if change is None else now + change for change in (low, high)]
    least, most = (_number(block, cell, bound) for bound in bounds)
    implied = least if low is not None and low == high else None
    current = None if block.blank >> cell & 1 else _number(block, cell, now)
    return Change(block.addresses[cell], current, implied, least, most)


def _number(block: Block, cell: int, value: Bound) -> Number | None:
    """Write a scaled value in the unit of its column."""
    if value is None:
        return None
    if value.denominator == block.scale == 1 and block.problem.steps[cell]:
        return value.numerator
    if block.problem.steps[cell] and value % block.scale == 0:
        return int(value / block.scale)
    return Decimal(value.numerator) / Decimal(value.denominator * block.scale)
