"""A document of keys and values becomes a report, or an error that says where and what."""

from collections.abc import Callable

import pytest

from reportlint.errors import ReadError
from reportlint.markup.yaml import parse_yaml
from reportlint.model.cell import CellAddress
from reportlint.model.pack import Pack
from reportlint.model.place import Span
from reportlint.model.report import Report
from reportlint.recognise.keyed import recognise

Read = Callable[..., Report]
REVIEW = CellAddress("disputes", "review", "total")


@pytest.fixture
def read(pack: Pack) -> Read:
    """Recognise a report that is given as YAML."""

    def run(text: str, form: str | None = None) -> Report:
        return recognise(parse_yaml(text), "r.yaml", [pack.forms], form)

    return run


FORMS = [
    ("year: 2019", "disclosure-2019", False),
    ("year: 2020", "disclosure-2019", False),
    ("year: 2021", "disclosure-2021", False),
    ("year: 2099", "disclosure-2021", False),
    ("year: 2020年度", "disclosure-2019", False),
    ("年度: 2020年", "disclosure-2019", False),
    ("form: disclosure-2019\nyear: 2023", "disclosure-2019", True),
    ("form: disclosure-2019", "disclosure-2019", True),
    ("表式: disclosure-2019", "disclosure-2019", True),
    ("form: ~\nyear: 2023", "disclosure-2021", False),
]


@pytest.mark.parametrize(("text", "form", "named"), FORMS)
def test_the_form_is_the_named_one_else_that_of_the_year(
    text: str, form: str, named: bool, read: Read
) -> None:
    report = read(text)
    assert (report.form.id, report.form_named) == (form, named)


def test_the_form_that_is_asked_for_wins(read: Read) -> None:
    assert read("form: disclosure-2021\nyear: 2023", "disclosure-2019").form.id == "disclosure-2019"


def test_cells_have_the_place_of_their_text(read: Read) -> None:
    report = read("year: 2023\ndisputes:\n  review: [1, 0, 0, 0, 12件]\n")
    cell = report.cells[REVIEW]
    assert (cell.raw, cell.value, cell.place) == ("12件", 12, Span(3, 24, 3, 27))
    assert report.row_places["disputes", "review"] == Span(3, 3, 3, 9)
    assert report.table_places == {"disputes": Span(2, 1, 2, 9)}


def test_a_row_that_is_absent_is_missing_and_not_zero(read: Read) -> None:
    cell = read("year: 2023\ndisputes:\n  direct_litigation: [0, 0, 0, 0, 0]\n").cells[REVIEW]
    assert (cell.status, cell.value, cell.place, cell.traits) == (
        "missing", None, None, ("missing_row",),
    )  # fmt: skip


def test_a_row_left_empty_is_blank(read: Read) -> None:
    report = read("year: 2023\ndisputes:\n  review:\n")
    assert [cell.status for cell in report.cells.values()][:5] == ["blank"] * 5


def test_a_row_of_another_width_keeps_its_values_without_a_place(read: Read) -> None:
    report = read("year: 2023\ndisputes:\n  review: [1, 0, 0, 1]\n")
    assert report.cells[REVIEW].status == "missing"
    assert report.cells[REVIEW].traits == ("misaligned",)
    assert [(str(cell.address), cell.raw) for cell in report.unplaced] == [
        ("disputes.review.#1", "1"),
        ("disputes.review.#2", "0"),
        ("disputes.review.#3", "0"),
        ("disputes.review.#4", "1"),
    ]


def test_one_value_is_a_row_of_one_column(read: Read) -> None:
    report = read("year: 2023\ndisclosure:\n  licences: 4\n")
    assert report.cells[CellAddress("disclosure", "licences", "decisions")].value == 4


def test_a_table_of_another_form_is_recognised_as_such(read: Read) -> None:
    report = read("year: 2023\ndisclosure:\n  licences: [6, 2, 4]\n  procurement: [1, 2]\n")
    assert report.table_forms == {"disclosure": "disclosure-2019"}
    assert report.cells[CellAddress("disclosure", "licences", "change")].value == 2


def test_scalars_are_taken_as_they_are_written(read: Read) -> None:
    report = read("year: 2023\nagency: no\ndisputes:\n  review: [010, 1:30, no, 0x1F, 1e3]\n")
    assert report.facts["agency"].text == "no"
    raws = [cell.raw for cell in report.cells.values()][:5]
    assert raws == ["010", "1:30", "no", "0x1F", "1e3"]
    values = [cell.value for cell in report.cells.values()][:5]
    assert values == [10, None, None, None, None]


MISTAKES = [
    ("", "r.yaml:1:1", "the file is empty", "reportlint init writes an empty report to fill in"),
    ("- 1", "r.yaml:1:1", "a report is a mapping of keys to values",
     "reportlint init writes an empty report to fill in"),
    ("year: soon", "r.yaml:1:7", "the year is no year", "write four digits, such as 2024"),
    ("form: disclosure-2020", "r.yaml:1:7", "unknown form 'disclosure-2020'",
     "did you mean 'disclosure-2021'?"),
    ("year: 2010", "r.yaml:1:1", "no form is known for reports of 2010",
     "known here: disclosure-2019, disclosure-2021"),
    ("year: 2023\napplicatons: {}", "r.yaml:2:1", "unknown key 'applicatons'",
     "did you mean 'applications'?"),
    ("year: 2023\n四、 政府信息公开行政复议情况: {}", "r.yaml:2:1",
     "unknown key '四、 政府信息公开行政复议情况'",
     "did you mean '政府信息公开行政复议行政诉讼情况'?"),
    ("year: 2023\ndisputes:\n  reviews: [0]", "r.yaml:3:3", "unknown row 'reviews'",
     "did you mean 'review'?"),
    ("year: 2023\ndisputes:\n  review: {totl: 0}", "r.yaml:3:12", "unknown column 'totl'",
     "did you mean 'total'?"),
    ("year: 2023\ndisputes:\n  review: [0]\n  行政复议: [0]", "r.yaml:4:3",
     "'行政复议' and 'review' in line 3 are the same", "remove one of the two"),
    ("year: 2023\ndisputes:\n  review: {total: 0, 总计: 1}", "r.yaml:3:22",
     "'总计' and 'total' in line 3 are the same", "remove one of the two"),
    ("year: 2023\nagency: [a]", "r.yaml:2:9", "'agency' is one value, not a list", None),
    ("year: 2023\nscope: all", "r.yaml:2:8", "unknown scope 'all'",
     "'own' (the agency itself) or 'region' (all bodies under it)"),
    ("year: 2023\ndisputes: [0]", "r.yaml:2:11", "a table has one key a row",
     "write 'received: [90, 2, …]' under it"),
    ("year: 2023\ndisputes:\n  review: [[0], 0, 0, 0, 0]", "r.yaml:3:12",
     "a cell is one number", None),
    ("year: 2023\nnarrative:\n  overveiw: x", "r.yaml:3:3", "unknown section 'overveiw'",
     "did you mean 'overview'?"),
    ("year: 2023\nnarrative:\n  overview: [x]", "r.yaml:3:13", "a section is a text", None),
    ("year: 2023\nheadings: 一", "r.yaml:2:11", "'headings' is a list of texts", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "where", "message", "hint"), MISTAKES)
def test_a_mistake_is_shown_where_it_is(
    text: str, where: str, message: str, hint: str | None, read: Read
) -> None:
    with pytest.raises(ReadError) as caught:
        read(text)
    error = caught.value
    assert (str(error.source), error.message.en) == (where, message)
    assert (error.hint.en if error.hint else None) == hint
