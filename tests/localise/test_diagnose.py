import json
import os
import subprocess
import sys
from collections.abc import Sequence
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.engine.check import Checker
from reportlint.engine.judge import judge
from reportlint.localise.analyse import analyze
from reportlint.localise.diagnose import diagnose
from reportlint.localise.system import System
from reportlint.model.cell import CellAddress
from reportlint.model.pack import Pack
from reportlint.model.report import Report
from reportlint.model.result import Diagnosis, Explanation

Rows = dict[str, list[object]]


def read(pack: Pack, year: int, applications: Rows, disputes: Rows | None = None) -> Report:
    """Read a report in which every row that is not given is 0."""
    form = next(form for form in pack.forms if form.fits(year))
    tables = {"applications": applications, "disputes": disputes or {}}
    content: dict[str, object] = {"year": year, "form": form.id}
    for name, rows in tables.items():
        table = form.table(name)
        assert table is not None
        content[name] = {row.id: rows.get(row.id, [0] * len(row.columns)) for row in table.rows}
    checker = Checker([pack], frozenset(rule.code for rule in pack.rules))
    report = checker.check(json.dumps(content).encode(), "report.json").report
    assert report is not None
    return report


def told(pack: Pack, report: Report) -> tuple[Diagnosis, ...]:
    verdicts = judge(report, pack.constraints[report.form.id])
    violated = [
        one.constraint for one in verdicts.findings if one.constraint is not None and one.rule.hard
    ]
    return diagnose(report, verdicts.hard, violated)


def changes(explanation: Explanation) -> list[str]:
    return [
        f"{change.cell.row}.{change.cell.column} {change.current}→{change.implied}"
        for change in explanation.changes
    ]


GUANGDONG: Rows = {
    "received": [90, 2, 2, 0, 0, 0, 94],
    "carried_over": [7, 0, 0, 0, 0, 0, 7],
    "granted": [37, 1, 1, 0, 0, 0, 39],
    "partly_granted": [3, 0, 0, 0, 0, 0, 3],
    "security_and_stability": [2, 1, 0, 0, 0, 0, 3],
    "third_party_rights": [3, 0, 0, 0, 0, 0, 3],
    "internal_affairs": [28, 1, 1, 0, 0, 0, 30],
    "deliberative_process": [3, 0, 0, 0, 0, 0, 3],
    "not_held": [4, 0, 0, 0, 0, 0, 4],
    "needs_creation": [2, 0, 0, 0, 0, 0, 2],
    "still_unclear": [6, 0, 0, 0, 0, 0, 6],
    "repeated": [1, 0, 0, 0, 0, 0, 1],
    "concluded": [89, 3, 2, 0, 0, 0, 94],
    "carried_forward": [6, 1, 0, 0, 0, 0, 7],
}


def test_guangdong_has_exactly_two_smallest_explanations(pack: Pack) -> None:
    (diagnosis,) = told(pack, read(pack, 2020, GUANGDONG))
    assert diagnosis.status == "tied"
    assert not diagnosis.certain
    assert diagnosis.explains == (
        ("A103", (("c", "natural_person"),)),
        ("A103", (("c", "enterprise"),)),
    )
    assert sorted(changes(one) for one in diagnosis.explanations) == [
        ["carried_over.natural_person 7→5", "carried_over.enterprise 0→2"],
        ["received.natural_person 90→88", "received.enterprise 2→4"],
    ]


def test_a_table_that_adds_up_has_no_diagnosis(pack: Pack) -> None:
    assert told(pack, read(pack, 2023, {})) == ()


def dispute(pack: Pack, figures: Sequence[object]) -> Diagnosis:
    (diagnosis,) = told(pack, read(pack, 2023, {}, {"review": list(figures)}))
    return diagnosis


def test_a_total_that_leaves_out_a_part_is_named_first(pack: Pack) -> None:
    diagnosis = dispute(pack, [13, 2, 4, 0, 15])
    assert [changes(one) for one in diagnosis.explanations] == [
        ["review.total 15→19"],
        ["review.other_result 4→0"],
        ["review.upheld 13→9"],
    ]
    first = diagnosis.explanations[0].slip
    assert first is not None
    assert first.kind == "omitted_part"
    assert first.evidence.en == "15 is the sum without 其他结果"
    assert first.evidence.zh == "15 恰为漏加“其他结果”的合计"


def test_a_total_left_at_0_is_certain_when_nothing_else_helps(pack: Pack) -> None:
    diagnosis = dispute(pack, [2, 0, 1, 0, 0])
    assert diagnosis.status == "unique"
    assert diagnosis.certain
    assert [changes(one) for one in diagnosis.explanations] == [["review.total 0→3"]]


def test_a_blank_ranks_ahead_of_printed_figures_and_says_so(pack: Pack) -> None:
    diagnosis = dispute(pack, [13, 2, None, 0, 19])
    first = diagnosis.explanations[0]
    assert changes(first) == ["review.other_result None→4"]
    assert first.slip is not None
    assert first.slip.evidence.en == "行政复议 · 其他结果: blank, taken as 0"
    assert len(diagnosis.explanations) == 5


def test_transposed_digits_are_told(pack: Pack) -> None:
    rows: Rows = {
        "received": [63, 0, 0, 0, 0, 0, 63],
        "granted": [36, 0, 0, 0, 0, 0, 63],
        "concluded": [63, 0, 0, 0, 0, 0, 63],
    }
    (diagnosis,) = told(pack, read(pack, 2023, rows))
    assert diagnosis.certain
    (one,) = diagnosis.explanations
    assert changes(one) == ["granted.natural_person 36→63"]
    assert one.slip is not None
    assert one.slip.evidence.en == "36 and 63: two digits transposed"


def test_a_column_of_totals_that_was_not_filled_is_one_slip(pack: Pack) -> None:
    rows: Rows = {
        "received": [3, 0, 0, 0, 0, 0, 0],
        "granted": [1, 0, 0, 0, 0, 0, 0],
        "third_party_rights": [2, 0, 0, 0, 0, 0, 0],
        "concluded": [3, 0, 0, 0, 0, 0, 0],
    }
    (diagnosis,) = told(pack, read(pack, 2023, rows))
    assert diagnosis.status == "tied"
    first = diagnosis.explanations[0]
    assert changes(first) == [
        "received.total 0→3",
        "granted.total 0→1",
        "third_party_rights.total 0→2",
        "concluded.total 0→3",
    ]
    assert first.slip is not None
    assert first.slip.evidence.en == "总计: totals left at 0"


def test_a_row_left_over_adds_up_by_itself(pack: Pack) -> None:
    kinds = []
    for row in ([7, 0, 0, 0, 0, 0, 7], [11, 0, 0, 0, 0, 0, 7]):
        rows: Rows = {
            "received": [10, 0, 0, 0, 0, 0, 10],
            "granted": [10, 0, 0, 0, 0, 0, 10],
            "not_held": list(row),
            "concluded": [10, 0, 0, 0, 0, 0, 10],
        }
        (diagnosis,) = told(pack, read(pack, 2023, rows))
        first = diagnosis.explanations[0]
        assert changes(first) == [
            f"not_held.natural_person {row[0]}→0",
            f"not_held.total {row[-1]}→0",
        ]
        kinds.append(first.slip.kind if first.slip is not None else None)
    assert kinds == ["left_over", None]


def test_a_figure_rarely_belongs_into_a_column_that_holds_little(pack: Pack) -> None:
    rows: Rows = {
        "received": [75, 0, 0, 0, 7, 0, 82],
        "granted": [75, 0, 0, 0, 2, 0, 77],
        "concluded": [75, 0, 0, 0, 2, 0, 77],
        "carried_forward": [5, 0, 0, 0, 0, 0, 5],
    }
    (diagnosis,) = told(pack, read(pack, 2023, rows))
    assert [changes(one) for one in diagnosis.explanations] == [
        ["received.natural_person 75→80", "received.legal_service 7→2"],
        ["carried_forward.natural_person 5→0", "carried_forward.legal_service 0→5"],
    ]


def test_the_order_of_the_rows_in_a_file_changes_nothing(pack: Pack, checker: Checker) -> None:
    form = pack.form("disclosure-2019")
    assert form is not None
    table = form.table("applications")
    assert table is not None
    rows = {row.id: GUANGDONG.get(row.id, [0] * 7) for row in table.rows}
    review: Rows = {"review": [13, 2, 4, 0, 15]}
    found = []
    for seed in range(4):
        order = list(rows)
        Random(seed).shuffle(order)
        tables: list[tuple[str, Rows]] = [
            ("applications", {row: rows[row] for row in order}), ("disputes", review),
        ]  # fmt: skip
        Random(seed).shuffle(tables)
        content = {"year": 2020, **dict(tables)}
        found.append(checker.check(json.dumps(content).encode(), "report.json").diagnoses)
    assert len(found[0]) == 2
    assert found.count(found[0]) == 4


def test_a_slip_explains_what_no_small_set_does(pack: Pack) -> None:
    outcomes = ["granted", "partly_granted", "not_held", "petition", "repeated", "other_reasons"]
    rows: Rows = {row: [2, 1, 0, 0, 0, 0, 0] for row in outcomes}
    rows["received"] = rows["concluded"] = [12, 6, 0, 0, 0, 0, 0]
    (diagnosis,) = told(pack, read(pack, 2023, rows))
    assert diagnosis.status == "capped"
    assert not diagnosis.certain
    (one,) = diagnosis.explanations
    assert not one.smallest
    assert one.slip is not None
    assert one.slip.kind == "total_line"
    assert diagnosis.note is not None


def test_a_mistyped_outcome_with_recomputed_totals_is_listed(pack: Pack) -> None:
    rows: Rows = {
        "received": [63, 4, 0, 0, 0, 0, 67],
        "granted": [36, 0, 0, 0, 0, 0, 36],
        "not_held": [0, 4, 0, 0, 0, 0, 4],
        "concluded": [36, 4, 0, 0, 0, 0, 40],
    }
    (diagnosis,) = told(pack, read(pack, 2023, rows))
    assert [
        "granted.natural_person 36→63",
        "granted.total 36→63",
        "concluded.natural_person 36→63",
        "concluded.total 40→67",
    ] in [changes(one) for one in diagnosis.explanations]
    assert not diagnosis.certain


def test_a_scrambled_table_is_said_to_be_misaligned(pack: Pack) -> None:
    random = Random(1)
    form = next(form for form in pack.forms if form.fits(2023))
    table = form.table("applications")
    assert table is not None
    rows: Rows = {row.id: [random.randrange(90) for _ in range(7)] for row in table.rows}
    (diagnosis,) = told(pack, read(pack, 2023, rows))
    assert diagnosis.status == "capped"
    assert diagnosis.explanations == ()
    assert diagnosis.note is not None
    assert "misaligned" in diagnosis.note.en


FILLED = st.lists(st.integers(0, 40), min_size=6, max_size=6)


@settings(max_examples=60)
@given(
    FILLED, FILLED, st.sampled_from(("received", "granted", "not_held", "concluded")),
    st.integers(0, 6), st.integers(1, 50),
)  # fmt: skip
def test_one_wrong_cell_is_found_alone(
    pack: Pack, granted: list[int], not_held: list[int], row: str, column: int, change: int
) -> None:
    both = [a + b for a, b in zip(granted, not_held, strict=True)]
    rows: Rows = {
        "received": [*both, sum(both)],
        "granted": [*granted, sum(granted)],
        "not_held": [*not_held, sum(not_held)],
        "concluded": [*both, sum(both)],
    }
    truth = rows[row][column]
    assert isinstance(truth, int)
    rows[row][column] = truth + change
    (diagnosis,) = told(pack, read(pack, 2023, rows))
    assert diagnosis.status == "unique"
    smallest = [one for one in diagnosis.explanations if one.smallest]
    assert [change.cell[1:] for one in smallest for change in one.changes] == [
        (row, pack.forms[0].tables[1].columns[column].id)
    ]
    assert smallest[0].changes[0].implied == truth


def test_the_order_of_constraints_changes_nothing(pack: Pack) -> None:
    report = read(pack, 2020, GUANGDONG, {"review": [13, 2, 4, 0, 15]})
    verdicts = judge(report, pack.constraints[report.form.id])
    violated = [
        one.constraint for one in verdicts.findings if one.constraint is not None and one.rule.hard
    ]
    expected = diagnose(report, verdicts.hard, violated)
    for seed in range(5):
        hard = list(verdicts.hard)
        Random(seed).shuffle(hard)
        Random(seed).shuffle(violated)
        assert diagnose(report, hard, violated) == expected


def test_the_hash_seed_changes_nothing() -> None:
    script = (
        "import sys; sys.path[:0] = [sys.argv[1], sys.argv[2]];"
        "import test_diagnose as t; from reportlint.rules.builtin import load_builtin;"
        "p = load_builtin();"
        "print(t.told(p, t.read(p, 2020, t.GUANGDONG, {'review': [13, 2, 4, 0, 15]})))"
    )
    folders = [os.path.dirname(__file__), os.path.join(os.getcwd(), "src")]  # noqa: PTH109, PTH118, PTH120
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script, *folders],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(outputs) == 1


def test_the_pack_tells_every_cell_of_the_main_table_apart(pack: Pack) -> None:
    form = next(form for form in pack.forms if form.fits(2023))
    found = analyze(form, pack.constraints[form.id])
    assert (found.cells, found.equalities, found.rank, found.located) == (200, 42, 40, 175)
    assert [len(cells) for cells in found.alike] == [5, 5, 5]
    assert {cells[0].table for cells in found.alike} == {"disputes"}
    assert {cell.table for cell in found.unseen} == {"disclosure"}
    assert [parity.constraint[0] for parity in found.dependent] == ["A101", "A101"]
    assert found.conflict == ()


def test_rules_that_contradict_each_other_are_named(pack: Pack) -> None:
    form = next(form for form in pack.forms if form.fits(2023))
    constraints = pack.constraints[form.id]
    row = next(one for one in constraints if one.rule.code == "L101")
    more = row._replace(
        rule=row.rule._replace(code="L901"),
        right=row.right._replace(constant=row.right.constant + 1),
    )
    found = analyze(form, (*constraints, more))
    assert [code for code, _ in found.conflict] == ["L101", "L901"]
    assert CellAddress("disputes", "review", "upheld") in found.alike[0]


def test_compiled_systems_are_kept_and_change_nothing(pack: Pack) -> None:
    systems: dict[str, System] = {}
    cases: list[tuple[Rows, Rows]] = [
        (GUANGDONG, {}),
        ({}, {"review": [13, 2, 4, 0, 15]}),
        ({}, {"review": [13, 2, None, 0, None]}),
        (GUANGDONG, {"review": [13, 2, 4, 0, 15]}),
    ]
    for applications, disputes in cases:
        report = read(pack, 2020, applications, disputes)
        verdicts = judge(report, pack.constraints[report.form.id])
        violated = [one.constraint for one in verdicts.findings if one.constraint is not None]
        violated = [one for one in violated if one.rule.hard]
        found = diagnose(report, verdicts.hard, violated, systems)
        assert found == diagnose(report, verdicts.hard, violated)
    assert list(systems) == [report.form.id]


def test_a_total_in_which_two_slips_meet_is_listed(pack: Pack) -> None:
    rows: Rows = {
        "received": [120, 0, 0, 0, 0, 0, 120],
        "granted": [14, 0, 0, 0, 0, 0, 14],
        "not_held": [50, 0, 0, 0, 0, 0, 57],
        "repeated": [60, 0, 0, 0, 0, 0, 60],
        "concluded": [124, 0, 0, 0, 0, 0, 131],
    }
    (diagnosis,) = told(pack, read(pack, 2023, rows))
    assert [
        "granted.natural_person 14→10",
        "granted.total 14→10",
        "not_held.total 57→50",
        "concluded.natural_person 124→120",
        "concluded.total 131→120",
    ] in [changes(one) for one in diagnosis.explanations]
