"""A seeded generator of realistic reports on the 2021 form, and of what goes wrong in them.

The slips are written from how people fill in the form: a keyboard, a spreadsheet, a
printed draft. They share no code and no catalogue with the ranking of explanations.
"""

from collections.abc import Callable, Sequence
from random import Random
from typing import NamedTuple

from reportlint.engine.judge import judge
from reportlint.localise.diagnose import diagnose
from reportlint.localise.system import System
from reportlint.model.cell import Cell, CellAddress, Number
from reportlint.model.form import Form
from reportlint.model.report import Report
from reportlint.model.result import Diagnosis
from reportlint.model.rule import Constraint
from reportlint.rules.builtin import load_builtin

Values = dict[CellAddress, int]
Slip = Callable[[Random, Form, Values], None]


class Case(NamedTuple):
    """A report with slips, and what it should say."""

    truth: Values
    printed: Values
    kinds: tuple[str, ...]

    @property
    def wrong(self) -> frozenset[CellAddress]:
        """The cells that differ from the truth."""
        return frozenset(cell for cell, value in self.truth.items() if self.printed[cell] != value)


class Bench(NamedTuple):
    """The form and its constraints, loaded once."""

    form: Form
    constraints: tuple[Constraint, ...]


def bench(form_id: str = "disclosure-2021") -> Bench:
    """Load the form and the rules that the reports are generated for."""
    pack = load_builtin()
    form = pack.form(form_id)
    assert form is not None
    return Bench(form, pack.constraints[form_id])


def report(form: Form, values: Values) -> Report:
    """Build the report that states these values."""
    cells = {}
    for table in form.tables:
        for row in table.rows:
            for column in row.columns:
                address = CellAddress(table.id, row.id, column)
                value: Number = values.get(address, 0)
                cells[address] = Cell(address, str(value), value, "number", None)
    return Report(
        path="generated",
        form=form,
        form_named=True,
        year=2023,
        facts={},
        narrative={},
        headings=(),
        table_forms={table.id: form.id for table in form.tables},
        table_places={},
        row_places={},
        cells=cells,
        unplaced=(),
    )


def judged(
    loaded: Bench, values: Values
) -> tuple[Report, tuple[Constraint, ...], tuple[Constraint, ...]]:
    """Return a report with its judged and its violated hard constraints."""
    built = report(loaded.form, values)
    verdicts = judge(built, loaded.constraints)
    violated = tuple(
        one.constraint for one in verdicts.findings if one.constraint is not None and one.rule.hard
    )
    return built, verdicts.hard, violated


def diagnosed(loaded: Bench, values: Values, systems: dict[str, System]) -> tuple[Diagnosis, ...]:
    """Return the diagnoses of a report; ``systems`` keeps what is compiled once."""
    return diagnose(*judged(loaded, values), systems)


def clean(random: Random, form: Form) -> Values:
    """Draw a consistent report: a few applications to a few thousand, mostly by persons."""
    values: Values = {}
    table = form.table("applications")
    disputes = form.table("disputes")
    assert table is not None
    assert disputes is not None
    applicants = table.column_groups["applicants"]
    outcomes = table.row_groups["outcomes"]
    volume = round(random.lognormvariate(3.5, 1.2))
    taste = [random.gammavariate(0.25, 1) + 1e-9 for _ in outcomes]
    for column in applicants:
        share = {"natural_person": 0.85, "enterprise": 0.09}.get(column, 0.015)
        total = sum(random.random() < share for _ in range(volume))
        open_before = sum(random.random() < 0.06 for _ in range(total))
        drawn = random.choices(outcomes, taste, k=total)
        pending = sum(random.random() < 0.07 for _ in range(total))
        for outcome in outcomes:
            values["applications", outcome, column] = drawn.count(outcome)  # type: ignore[index]
        for row, value in (
            ("concluded", total),
            ("carried_forward", pending),
            ("carried_over", open_before),
            ("received", total + pending - open_before),
        ):
            values[CellAddress("applications", row, column)] = value
    for row in table.row_groups["rows"]:
        values[CellAddress("applications", row, "total")] = sum(
            values[CellAddress("applications", row, column)] for column in applicants
        )
    results = disputes.column_groups["results"]
    for row in disputes.row_groups["rows"]:
        cases = round(random.expovariate(1 / (0.3 + volume / 25)))
        split = random.choices(results, (70, 10, 12, 8), k=cases)
        for column in results:
            values[CellAddress("disputes", row, column)] = split.count(column)
        values[CellAddress("disputes", row, "total")] = cases
    return {CellAddress(*cell): value for cell, value in values.items()}


KEYPAD = {
    "0": "12", "1": "024", "2": "0135", "3": "026", "4": "157",
    "5": "2468", "6": "359", "7": "48", "8": "579", "9": "68",
}  # fmt: skip
"""Keys that lie side by side on a numeric keypad."""

GLYPHS = {"0": "6", "1": "7", "3": "8", "5": "6", "6": "0", "7": "1", "8": "3", "9": "4", "4": "9"}
"""Digits that are misread in handwriting."""


def _any_cell(random: Random, values: Values) -> CellAddress:
    """Choose a cell: mostly one with a figure, for that is what gets typed."""
    filled = [cell for cell, value in values.items() if value]
    if filled and random.random() < 0.93:
        return random.choice(filled)
    return random.choice(list(values))


def wrong_value(random: Random, _form: Form, values: Values) -> None:
    """Type any other number of a like size."""
    cell = _any_cell(random, values)
    now = values[cell]
    values[cell] = random.choice([value for value in range(2 * now + 10) if value != now])


def wrong_key(random: Random, _form: Form, values: Values) -> None:
    """Hit the key beside the right one."""
    _one_digit(random, values, KEYPAD)


def misread(random: Random, _form: Form, values: Values) -> None:
    """Misread a digit of a handwritten draft."""
    _one_digit(random, values, GLYPHS)


def _one_digit(random: Random, values: Values, other: dict[str, str]) -> None:
    cell = _any_cell(random, values)
    digits = list(str(values[cell]))
    at = random.randrange(len(digits))
    digits[at] = random.choice(other.get(digits[at], "12"))
    values[cell] = int("".join(digits))


def key_twice(random: Random, _form: Form, values: Values) -> None:
    """Hold a key too long, so that a digit stands twice."""
    cell = _any_cell(random, values)
    digits = str(values[cell])
    at = random.randrange(len(digits))
    values[cell] = int(digits[: at + 1] + digits[at:])


def hasty_fingers(random: Random, _form: Form, values: Values) -> None:
    """Type the digits of a number in any other order."""
    cell = _any_cell(random, {c: v for c, v in values.items() if v > 9} or values)
    digits = list(str(values[cell]))
    random.shuffle(digits)
    values[cell] = int("".join(digits))


def wrong_box(random: Random, form: Form, values: Values) -> None:
    """Type a number one box to the right or left, over what belongs there."""
    cell = _any_cell(random, values)
    row = _row(form, cell)
    at = row.index(cell) + random.choice((-1, 1))
    if 0 <= at < len(row):
        values[row[at]] = values[cell]
        values[cell] = 0


def wrong_line(random: Random, form: Form, values: Values) -> None:
    """Type a number one line too low or too high, leaving its own line empty."""
    cell = _any_cell(random, values)
    column = _column(form, cell)
    at = column.index(cell) + random.choice((-1, 1))
    if 0 <= at < len(column):
        values[column[at]] = values[cell]
        values[cell] = 0


def other_register(random: Random, form: Form, values: Values) -> None:
    """Count some applications under another kind of applicant in one row only."""
    rows = ("received", "carried_over", "concluded", "carried_forward")
    row = _row(form, CellAddress("applications", random.choice(rows), "total"))[:-1]
    giver = max(row, key=lambda cell: values[cell])
    taker = random.choice([cell for cell in row if cell != giver])
    some = random.randint(1, max(1, min(5, values[giver])))
    values[giver] -= min(some, values[giver])
    values[taker] += some


def late_case(random: Random, form: Form, values: Values) -> None:
    """Add a case that came up late, with the total of its row but of nothing else."""
    cell = _any_cell(random, {c: v for c, v in values.items() if c.column != "total"})
    values[cell] += random.randint(1, 3)
    values[_row(form, cell)[-1]] = sum(values[one] for one in _row(form, cell)[:-1])


def spreadsheet(random: Random, form: Form, values: Values) -> None:
    """Mistype an outcome in a spreadsheet that adds up by itself."""
    table = form.table("applications")
    assert table is not None
    outcomes = table.row_groups["outcomes"]
    inner = {
        cell: value
        for cell, value in values.items()
        if cell.table == "applications" and cell.row in outcomes and cell.column != "total"
    }
    cell = _any_cell(random, inner)
    now = values[cell]
    values[cell] = random.choice([value for value in range(2 * now + 5) if value != now])
    _add_up(form, values, cell)


def short_sum(random: Random, form: Form, values: Values) -> None:
    """Add up a range that ends one box too early."""
    cell = _any_cell(random, {c: v for c, v in values.items() if c.column == "total"})
    parts = _row(form, cell)[:-1]
    filled = [part for part in parts if values[part]]
    if filled:
        values[cell] -= values[random.choice((filled[0], filled[-1]))]


def no_sums(random: Random, _form: Form, values: Values) -> None:
    """Leave the totals of a whole table at 0."""
    table = random.choice(("applications", "applications", "disputes"))
    for cell in values:
        if cell.table == table and cell.column == "total":
            values[cell] = 0


def pasted_row(random: Random, form: Form, values: Values) -> None:
    """Paste a row over the row below it."""
    filled = [cell for cell, value in values.items() if value and cell.table == "applications"]
    if filled:
        row = _row(form, random.choice(filled))
        column = _column(form, row[0])
        at = column.index(row[0]) + 1
        if at < len(column):
            target = _row(form, column[at])
            for source, cell in zip(row, target, strict=True):
                values[cell] = values[source]


def inserted_box(random: Random, form: Form, values: Values) -> None:
    """Skip a box, so that the rest of the row moves to the right; the last figure is lost."""
    row = _row(form, _any_cell(random, values))
    start = random.randrange(len(row) - 1)
    figures = [values[cell] for cell in row]
    for cell, figure in zip(row[start:], [0, *figures[start:-1]], strict=True):
        values[cell] = figure


def _row(form: Form, cell: CellAddress) -> list[CellAddress]:
    table = form.table(cell.table)
    assert table is not None
    return [CellAddress(cell.table, cell.row, column) for column in table.row(cell.row).columns]


def _column(form: Form, cell: CellAddress) -> list[CellAddress]:
    table = form.table(cell.table)
    assert table is not None
    return [CellAddress(cell.table, row.id, cell.column) for row in table.rows]


def _add_up(form: Form, values: Values, cell: CellAddress) -> None:
    """Compute every total that a cell goes into."""
    table = form.table(cell.table)
    assert table is not None
    applicants = table.column_groups["applicants"]
    outcomes = table.row_groups["outcomes"]
    for column in (cell.column, "total"):
        if column == "total":
            values[cell._replace(column="total")] = sum(
                values[cell._replace(column=one)] for one in applicants
            )
        values[CellAddress(cell.table, "concluded", column)] = sum(
            values[CellAddress(cell.table, row, column)] for row in outcomes
        )


ONE_CELL: Sequence[tuple[str, Slip, int]] = (
    ("wrong value", wrong_value, 45),
    ("wrong key", wrong_key, 20),
    ("misread digit", misread, 15),
    ("key held", key_twice, 10),
    ("digits in another order", hasty_fingers, 10),
)
"""What makes one cell wrong, with weights."""

SEVERAL_CELLS: Sequence[tuple[str, Slip, int]] = (
    ("wrong box", wrong_box, 10),
    ("wrong line", wrong_line, 6),
    ("other register", other_register, 10),
    ("late case", late_case, 8),
    ("spreadsheet", spreadsheet, 6),
    ("short sum", short_sum, 6),
    ("no sums", no_sums, 4),
    ("pasted row", pasted_row, 3),
    ("inserted box", inserted_box, 3),
)
"""What goes wrong beyond a single figure, with weights."""

MIXED: Sequence[tuple[str, Slip, int]] = (
    *((name, slip, 6 * weight) for name, slip, weight in ONE_CELL),
    *((name, slip, 3 * weight) for name, slip, weight in SEVERAL_CELLS),
)
"""Both, with weights: 78 % in one cell."""


def draw(
    random: Random, loaded: Bench, catalogue: Sequence[tuple[str, Slip, int]], count: int
) -> Case:
    """Draw a report with ``count`` slips, each of which changed something.

    Reports that a slip leaves without any violated rule in a table that it made wrong
    are drawn again: such errors balance and cannot be seen.
    """
    while True:
        truth = clean(random, loaded.form)
        printed = dict(truth)
        kinds: list[str] = []
        for _ in range(20):
            (name, slip, _weight) = random.choices(catalogue, [one[2] for one in catalogue])[0]
            before = dict(printed)
            slip(random, loaded.form, printed)
            if printed != before:
                kinds.append(name)
            if len(kinds) == count:
                case = Case(truth, printed, tuple(kinds))
                if case.wrong and _seen(loaded, case):
                    return case
                break


def _seen(loaded: Bench, case: Case) -> bool:
    _, _, violated = judged(loaded, case.printed)
    lines = {(cell.table, cell.row if cell.table == "disputes" else "") for cell in case.wrong}
    hit = {
        (cell.table, cell.row if cell.table == "disputes" else "")
        for one in violated
        for cell in one.cells
    }
    return lines <= hit
