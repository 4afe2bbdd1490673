"""What holds for every report, on random ones.

The reports are judged and not localised: that has properties of its own.
"""

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.engine.judge import Verdicts, judge
from reportlint.markup.json import parse_json
from reportlint.markup.yaml import parse_yaml
from reportlint.model.form import Form, Table
from reportlint.model.pack import Pack
from reportlint.model.result import Finding, Held, Skip
from reportlint.recognise.keyed import recognise

Rows = dict[str, Any]
Content = dict[str, Any]
Judge = Callable[[str], Verdicts]

FORMS = ("disclosure-2019", "disclosure-2021")
YEARS = {"disclosure-2019": (2019, 2020), "disclosure-2021": (2021, 2022, 2023, 2024, 2025)}
FEW = max(settings().max_examples // 3, 10)
"""For the properties that draw something for each of two hundred cells."""

COUNTS = st.one_of(st.just(0), st.integers(0, 40), st.integers(0, 100_000))
AMOUNTS = st.decimals(min_value=0, max_value=10_000, places=2)


def added(rows: list[list[int]]) -> list[int]:
    return [sum(values) for values in zip(*rows, strict=True)]


@st.composite
def applications(draw: st.DrawFn, table: Table) -> Rows:
    """Draw table 三 so that every row, every column and every balance adds up."""
    outcomes = table.row_groups["outcomes"]
    width = len(table.column_groups["applicants"])
    rows = {row: [draw(COUNTS) for _ in range(width)] for row in outcomes}
    concluded = added(list(rows.values()))
    forward = [draw(COUNTS) for _ in range(width)]
    handled = added([concluded, forward])
    over = [draw(st.integers(0, total)) for total in handled]
    rows |= {
        "received": [total - old for total, old in zip(handled, over, strict=True)],
        "carried_over": over,
        "concluded": concluded,
        "carried_forward": forward,
    }
    return {row.id: [*rows[row.id], sum(rows[row.id])] for row in table.rows}


@st.composite
def disputes(draw: st.DrawFn, table: Table) -> Rows:
    """Draw table 四 so that every block adds up."""
    parts = {row.id: [draw(COUNTS) for _ in range(4)] for row in table.rows}
    return {row: [*values, sum(values)] for row, values in parts.items()}


@st.composite
def disclosure(draw: st.DrawFn, table: Table) -> Rows:
    """Draw table 二; the number of items is never negative."""
    rows: Rows = {}
    for row in table.rows:
        rows[row.id] = [draw(AMOUNTS if column == "amount" else COUNTS) for column in row.columns]
        if "change" in row.columns:
            rows[row.id][1] = draw(st.integers(-rows[row.id][0], 1_000))
    return rows


@st.composite
def contents(draw: st.DrawFn, forms: Mapping[str, Form]) -> Content:
    """Draw a report in which every exact identity holds."""
    form_id = draw(st.sampled_from(FORMS))
    content: Content = {"form": form_id, "year": draw(st.sampled_from(YEARS[form_id]))}
    for table in forms[form_id].tables:
        strategy = {
            "applications": applications,
            "disputes": disputes,
            "disclosure": disclosure,
        }[table.id]
        content[table.id] = draw(strategy(table))
    return content


def as_json(value: object) -> str:
    """Write plain values as JSON, decimals as they are."""
    if isinstance(value, Mapping):
        entries = (
            f"{json.dumps(key, ensure_ascii=False)}: {as_json(item)}" for key, item in value.items()
        )
        return "{" + ", ".join(entries) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(as_json(item) for item in value) + "]"
    return str(value) if isinstance(value, int | Decimal) else json.dumps(value, ensure_ascii=False)


def as_yaml(content: Content) -> str:
    """Write a report as YAML, one line a row."""
    text = ""
    for key, value in content.items():
        if not isinstance(value, dict):
            text += f"{key}: {value}\n"
            continue
        text += f"{key}:\n"
        text += "".join(f"  {as_json(row)}: {as_json(cells)}\n" for row, cells in value.items())
    return text


def told(result: Verdicts) -> object:
    """Return all that the verdicts say about the figures, without the places."""
    findings = sorted(
        (one.rule.code, one.scope, one.message, one.equation or "", str(one.left), str(one.right))
        for one in result.findings
    )
    return (
        sorted((one.rule.code, one.scope) for one in result.held),
        findings,
        sorted((one.rule.code, one.scope, one.reason, one.cells) for one in result.skips),
    )


def errors(result: Verdicts) -> set[tuple[str, str]]:
    return {
        (one.rule.code, one.scope[0][1]) for one in result.findings if one.rule.severity == "error"
    }


@pytest.fixture(scope="module")
def forms(pack: Pack) -> dict[str, Form]:
    return {form.id: form for form in pack.forms}


@pytest.fixture(scope="module")
def judged(pack: Pack) -> Judge:
    """Judge a report that is given as YAML or JSON."""

    def run(text: str) -> Verdicts:
        root = parse_json(text) if text.startswith("{") else parse_yaml(text)
        report = recognise(root, "report", [pack.forms], None)
        return judge(report, pack.constraints[report.form.id])

    return run


@pytest.fixture(scope="module")
def draw_content(forms: dict[str, Form]) -> st.SearchStrategy[Content]:
    return contents(forms)


@given(data=st.data())
def test_a_consistent_report_has_no_error(
    data: st.DataObject, draw_content: st.SearchStrategy[Content], judged: Judge
) -> None:
    content = data.draw(draw_content)
    assert errors(judged(as_yaml(content))) == set()


@given(data=st.data())
def test_one_changed_cell_breaks_exactly_its_identities(
    data: st.DataObject,
    draw_content: st.SearchStrategy[Content],
    forms: dict[str, Form],
    judged: Judge,
) -> None:
    content = data.draw(draw_content)
    table = forms[content["form"]].table("applications")
    assert table is not None
    row = data.draw(st.sampled_from([row.id for row in table.rows]))
    position = data.draw(st.integers(0, len(table.columns) - 1))
    before = content["applications"][row][position]
    content["applications"][row][position] = data.draw(COUNTS.filter(lambda value: value != before))
    column = table.columns[position].id
    expected = {("A101", row)}
    if row == "concluded" or row in table.row_groups["outcomes"]:
        expected.add(("A102", column))
    if row in ("received", "carried_over", "concluded", "carried_forward"):
        expected.add(("A103", column))
    assert errors(judged(as_yaml(content))) == expected


@given(data=st.data())
def test_the_order_of_rows_changes_nothing(
    data: st.DataObject, draw_content: st.SearchStrategy[Content], judged: Judge
) -> None:
    content = damaged(data, data.draw(draw_content))
    shuffled = {
        key: dict(data.draw(st.permutations(list(value.items()))))
        if isinstance(value, dict)
        else value
        for key, value in data.draw(st.permutations(list(content.items())))
    }
    assert told(judged(as_yaml(shuffled))) == told(judged(as_yaml(content)))


@given(data=st.data())
def test_json_and_yaml_agree(
    data: st.DataObject, draw_content: st.SearchStrategy[Content], judged: Judge
) -> None:
    content = damaged(data, data.draw(draw_content))
    assert told(judged(as_json(content))) == told(judged(as_yaml(content)))


@settings(max_examples=FEW)
@given(data=st.data())
def test_sequences_and_mappings_agree(
    data: st.DataObject,
    draw_content: st.SearchStrategy[Content],
    forms: dict[str, Form],
    judged: Judge,
) -> None:
    content = damaged(data, data.draw(draw_content))
    by_column = dict(content)
    for table in forms[content["form"]].tables:
        by_column[table.id] = {
            row.id: dict(
                data.draw(
                    st.permutations(list(zip(row.columns, content[table.id][row.id], strict=True)))
                )
            )
            for row in table.rows
        }
    assert told(judged(as_yaml(by_column))) == told(judged(as_yaml(content)))


@settings(max_examples=FEW)
@given(data=st.data())
def test_labels_and_ids_agree(
    data: st.DataObject,
    draw_content: st.SearchStrategy[Content],
    forms: dict[str, Form],
    judged: Judge,
) -> None:
    content = damaged(data, data.draw(draw_content))
    labelled: Content = {"表式": content["form"], "年度": content["year"]}
    for table in forms[content["form"]].tables:
        rows = {}
        for row in table.rows:
            columns = [table.column(column) for column in row.columns]
            names = [
                data.draw(st.sampled_from([one.label, one.id, *one.aliases])) for one in columns
            ]
            cells = dict(zip(names, content[table.id][row.id], strict=True))
            rows[data.draw(st.sampled_from([row.label, row.short, *row.aliases]))] = cells
        labelled[table.label] = rows
    assert told(judged(as_yaml(labelled))) == told(judged(as_yaml(content)))


@given(data=st.data())
def test_every_constraint_has_one_verdict(
    data: st.DataObject, draw_content: st.SearchStrategy[Content], judged: Judge, pack: Pack
) -> None:
    content = damaged(data, data.draw(draw_content))
    result = judged(as_yaml(content))
    found: list[Held | Finding | Skip] = [*result.held, *result.findings, *result.skips]
    constraints = pack.constraints[content["form"]]
    assert sorted((one.rule.code, one.scope) for one in found) == sorted(
        (one.rule.code, one.scope) for one in constraints
    )


def damaged(data: st.DataObject, content: Content) -> Content:
    """Overwrite some cells, so that a property is not only tried on clean reports."""
    strange = st.sampled_from(["~", "无", "１２", "3件", "1,234", "若干", "-4", "1.5", 7, 0, 2_024])
    for _ in range(data.draw(st.integers(0, 4))):
        table = data.draw(st.sampled_from([key for key in content if key not in ("form", "year")]))
        row = data.draw(st.sampled_from(list(content[table])))
        position = data.draw(st.integers(0, len(content[table][row]) - 1))
        content[table][row][position] = data.draw(strange)
    return content
