"""A draft becomes a report by its labels: where each cell is found, and what is left over."""

from collections.abc import Callable

import pytest

from reportlint.errors import ReadError
from reportlint.model.cell import CellAddress
from reportlint.model.draft import Draft, Gap, Grid, GridCell, Paragraph
from reportlint.model.pack import Pack
from reportlint.model.place import ParagraphPlace, SheetPlace, Span, TablePlace
from reportlint.model.report import Report
from reportlint.model.text import same
from reportlint.readers.text import read_text
from reportlint.recognise.document import recognise_draft

Recognise = Callable[..., Report]

TITLE = "青禾县农业农村局2024年政府信息公开工作年度报告"
_RESULTS = "结果维持	结果纠正	其他结果	尚未审结	总计"
_BLANKS = "	" * 5
REVIEWS = f"""\
行政复议{_BLANKS}行政诉讼
{_RESULTS}	未经复议直接起诉{_BLANKS}复议后起诉
{_BLANKS}{_RESULTS}	{_RESULTS}
"""
APPLICANTS_GRID = (
    "|自然人|法人或其他组织|<|<|<|<|总计",
    "|^|商业企业|科研机构|社会公益组织|法律服务机构|其他|^",
    "一、本年新收政府信息公开申请数量|0|0|0|0|0|0|0",
)
REVIEWS_GRID = (
    "行政复议|<|<|<|<|行政诉讼|<|<|<|<|<|<|<|<|<",
    "结果维持|结果纠正|其他结果|尚未审结|总计|未经复议直接起诉|<|<|<|<|复议后起诉|<|<|<|<",
    "^|^|^|^|^|结果维持|结果纠正|其他结果|尚未审结|总计|结果维持|结果纠正|其他结果|尚未审结|总计",
    "1|0|0|0|1|0|2|0|0|2|||||",
)
RULES = "信息内容	本年制发件数	本年废止件数	现行有效件数\n"
APPLICANTS = """\
		申请人情况						总计
		自然人	法人或其他组织
			商业企业	科研机构	社会公益组织	法律服务机构	其他
"""


@pytest.fixture
def recognise(pack: Pack) -> Recognise:
    """Recognise a report in the extracted text of a document, or in a draft."""

    def run(document: str | Draft, form: str | None = None) -> Report:
        draft = read_text(document.encode(), "r.txt") if isinstance(document, str) else document
        return recognise_draft(draft, "r.txt", [pack.forms], form)

    return run


def row(report: Report, table: str, name: str) -> list[str | None]:
    """Return what was read of a row; None for a cell that the document does not have."""
    return [
        None if cell.status == "missing" else cell.raw
        for cell in report.cells.values()
        if cell.address[:2] == (table, name)
    ]


def table(*rows: str) -> Grid:
    """Return a grid; ``|`` parts cells, ``<`` is the cell at the left, ``^`` the one above."""
    built: list[list[GridCell | None]] = []
    for number, line in enumerate(rows, start=1):
        cells: list[GridCell | None] = []
        for column, text in enumerate(line.split("|"), start=1):
            if text == "<":
                cells.append(cells[-1])
            elif text == "^":
                cells.append(built[-1][column - 1])
            else:
                cells.append(GridCell(text, TablePlace(number, 1, number, column)))
        built.append(cells)
    return Grid(tuple(map(tuple, built)), TablePlace(1, 1, 1, 1))


def draft(*blocks: str | Grid) -> Draft:
    paragraphs = [
        Paragraph(block, ParagraphPlace(number, number)) if isinstance(block, str) else block
        for number, block in enumerate(blocks, start=1)
    ]
    return Draft("", tuple(paragraphs))


TITLES = [
    (TITLE, "青禾县农业农村局", 2024),
    ("2024年青禾县农业农村局政府信息公开工作年度报告", "青禾县农业农村局", 2024),
    ("青禾县农业农村局 2024 年度政府信息公开工作年度报告", "青禾县农业农村局", 2024),
    ("青禾县农业农村局\n２０２４年政府信息公开年度报告", "青禾县农业农村局", 2024),
    ("青禾县农业农村局2024年\n政府信息公开工作年度报告", "青禾县农业农村局", 2024),
    ("首页 > 信息公开年报\n" + TITLE + "\n发布日期：2025-01-20", "青禾县农业农村局", 2024),
    ("2020年政府信息公开工作年度报告", None, 2020),
    ("关于2020年政府信息公开年报的说明见附件。\n" + TITLE, "青禾县农业农村局", 2024),
    ("青禾县农业农村局\n2024年\n政府信息公开工作年度报告", "青禾县农业农村局", 2024),
    ("青禾县农业农村局\n2024年度\n政府信息公开工作\n年度报告", "青禾县农业农村局", 2024),
    ("青禾县农业农村局2024年政府信息公开\n工作年度报告", "青禾县农业农村局", 2024),
    ("青禾县农业农村局政府信息公开工作年度报告\n（2024年度）", "青禾县农业农村局", 2024),
    ("青禾县农业农村局二〇二四年政府信息公开工作年度报告", "青禾县农业农村局", 2024),
    ("青禾县农业农村局\n关于2024年政府信息公开工作年度报告", "青禾县农业农村局", 2024),
    ("附件1\n青禾县农业农村局\n2024年政府信息公开工作年度报告", "青禾县农业农村局", 2024),
    (TITLE + "\n（2025年1月20日）", "青禾县农业农村局", 2024),
]


@pytest.mark.parametrize(("text", "agency", "year"), TITLES)
def test_the_title_names_agency_and_year(
    text: str, agency: str | None, year: int, recognise: Recognise
) -> None:
    report = recognise(text + "\n一、总体情况\n无。\n")
    named = report.facts.get("agency")
    assert (named.text if named else None, report.year) == (agency, year)
    assert report.form.fits(year)
    assert "preamble" not in report.narrative


def test_the_year_may_stand_in_the_text_alone(recognise: Recognise) -> None:
    report = recognise("政府信息公开工作年度报告\n现公布青禾县2022年政府信息公开工作年度报告。\n")
    assert (report.year, report.facts["year"].place) == (2022, Span(2, 1, 2, 25))


def test_labeled_facts_are_read(recognise: Recognise) -> None:
    report = recognise(f"{TITLE}\n发布时间：2025年1月9日\n正文。\n一、总体情况\n")
    assert report.facts["published"].text == "2025-01-09"
    assert report.narrative["preamble"].text == "正文。"


def test_sections_are_cut_at_their_headings(recognise: Recognise) -> None:
    text = (
        f"{TITLE}\n本报告依法编制。\n一、总体情况\n第一段。\n（一）主动公开政府信息情况\n第二段。\n"
        "二、行政机关主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n"
        "四、因政府信息公开被申请行政复议、提起行政诉讼情况\n"
        "五、存在问题及改进措施\n问题。\n六、其他需要报告的事项：无。\n"
    )
    report = recognise(text)
    assert {name: fact.text for name, fact in report.narrative.items()} == {
        "preamble": "本报告依法编制。",
        "overview": "第一段。\n（一）主动公开政府信息情况\n第二段。",
        "problems": "问题。",
        "other": "无。",
    }
    assert [heading.text for heading in report.headings] == [
        "一、总体情况",
        "二、行政机关主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、因政府信息公开被申请行政复议、提起行政诉讼情况",
        "五、存在问题及改进措施",
        "六、其他需要报告的事项",
    ]
    assert report.narrative["overview"].pieces[1].place == Span(5, 1, 5, 14)


def test_a_title_and_a_text_may_share_a_paragraph(recognise: Recognise) -> None:
    report = recognise(
        draft(f"{TITLE}\n发布日期：2025-01-20\n第一段。\n第二段。\n一、总体情况\n正文。")
    )
    assert report.narrative["preamble"].text == "第一段。\n第二段。"


def test_a_title_may_stand_below_a_table_of_the_page(recognise: Recognise) -> None:
    grid = table("索引号|440000/2025-00012", f"名称|{TITLE}")
    report = recognise(draft("首页 > 政府信息公开年报", grid, TITLE, "正文。", "一、总体情况"))
    assert report.facts["agency"].text == "青禾县农业农村局"
    assert report.narrative["preamble"].text == "正文。"


def test_headings_in_other_words_are_known_by_their_number_and_a_word(
    recognise: Recognise,
) -> None:
    report = recognise(
        f"{TITLE}\n一、2024年政务公开总体情况\n正文。\n二、依申请公开情况\n五、问题和措施\n问题。\n"
        "六、其他事项\n无。\n"
    )
    assert {name: fact.text for name, fact in report.narrative.items()} == {
        "overview": "正文。\n二、依申请公开情况",
        "problems": "问题。",
        "other": "无。",
    }


@pytest.mark.parametrize("text", ["：无", " 无", "（无）", "，无", "情况。无"])
def test_a_text_may_stand_behind_its_heading(text: str, recognise: Recognise) -> None:
    report = recognise(f"{TITLE}\n六、其他需要报告的事项{text}\n")
    assert report.narrative["other"].text == "无"
    assert report.headings[0].text in ("六、其他需要报告的事项", "六、其他需要报告的事项情况")


def test_a_table_of_contents_is_no_text(recognise: Recognise) -> None:
    heads = ("一、总体情况", "六、其他需要报告的事项")
    text = f"本报告依法编制。\n{heads[0]}\n一。\n{heads[1]}\n无。\n"
    for tail in ("", "……1", ".....- 2 -"):
        listed = "\n".join(head + tail for head in heads)
        report = recognise(f"{TITLE}\n目录\n{listed}\n{text}")
        assert {name: fact.text for name, fact in report.narrative.items()} == {
            "preamble": "本报告依法编制。",
            "overview": "一。",
            "other": "无。",
        }


SIGNATURES = [
    ("青禾县农业农村局\n2025年1月20日", "无其他事项"),
    ("二〇二五年一月二十日", "无其他事项"),
    ("青禾县农业农村局  2025年1月20日\n主办：青禾县农业农村局", "无其他事项"),
    ("青禾县农业农村局\n青禾县水务局\n2025年1月20日\n（联系电话：000-12345678）", "无其他事项"),
    ("2025年共收取 0 元", "无其他事项\n2025年共收取 0 元"),
]


@pytest.mark.parametrize(("end", "other"), SIGNATURES)
def test_a_signature_is_no_text(end: str, other: str, recognise: Recognise) -> None:
    report = recognise(f"{TITLE}\n六、其他需要报告的事项\n无其他事项\n{end}\n")
    assert report.narrative["other"].text == other


def test_a_list_of_the_sections_is_no_heading(recognise: Recognise) -> None:
    listed = "本报告包括总体情况、主动公开政府信息情况、其他需要报告的事项等六个部分。"
    report = recognise(f"{TITLE}\n{listed}\n一、总体情况\n正文。\n")
    assert report.narrative["preamble"].text == listed


def test_cells_stand_where_the_document_has_them(recognise: Recognise) -> None:
    report = recognise(f"{TITLE}\n\n二、主动公开政府信息情况\n{RULES}规章\t1\t0\t12件\n")
    cell = report.cells[CellAddress("disclosure", "regulations", "in_force")]
    assert (cell.raw, cell.value, cell.traits) == ("12件", 12, ("unit",))
    assert cell.place == Span(5, 8, 5, 11)
    assert report.table_places == {"disclosure": Span(3, 1, 3, 13)}


def test_shifted_labels_and_repeated_heads_do_not_move_numbers(recognise: Recognise) -> None:
    text = f"""{TITLE}
三、收到和处理政府信息公开申请情况
{APPLICANTS}一、本年新收政府信息公开申请数量		9	2	0	0	0	1	12
三、本年度办理结果	（三）不予公开	1.属于国家秘密	1	0	0	0	0	0	1
2.其他法律行政法规禁止公开			0	1	0	0	0	0	1

{APPLICANTS}	3.危及“三安全一稳定”	5	0	0	0	0	0	5
"""
    report = recognise(text)
    assert row(report, "applications", "received") == ["9", "2", "0", "0", "0", "1", "12"]
    assert row(report, "applications", "state_secret") == ["1", "0", "0", "0", "0", "0", "1"]
    assert row(report, "applications", "prohibited_by_law") == ["0", "1", "0", "0", "0", "0", "1"]
    assert row(report, "applications", "security_and_stability")[0] == "5"
    assert row(report, "applications", "carried_over") == [None] * 7


def test_blanks_at_an_end_of_a_shifted_row_leave_it_open(recognise: Recognise) -> None:
    row_of_six = "一、本年新收政府信息公开申请数量			2	0	0	0	1	12	"
    report = recognise(f"{TITLE}\n{APPLICANTS}{row_of_six}\n")
    assert row(report, "applications", "received") == [None] * 7
    assert [cell.raw for cell in report.unplaced] == ["", "", "2", "0", "0", "0", "1", "12", ""]


def test_a_row_that_runs_across_is_read_by_the_labels_above(recognise: Recognise) -> None:
    report = recognise(
        f"{TITLE}\n{REVIEWS}3	1	0	0	4	2	0	0	1	3	0	0	0	0	0\n"
    )
    assert row(report, "disputes", "review") == ["3", "1", "0", "0", "4"]
    assert row(report, "disputes", "direct_litigation") == ["2", "0", "0", "1", "3"]
    assert row(report, "disputes", "post_review_litigation") == ["0"] * 5


def test_merged_cells_give_every_position_its_labels(recognise: Recognise) -> None:
    grid = table(*REVIEWS_GRID)
    report = recognise(draft(TITLE, grid))
    assert row(report, "disputes", "direct_litigation") == ["0", "2", "0", "0", "2"]
    assert row(report, "disputes", "post_review_litigation") == [""] * 5
    first = report.cells[CellAddress("disputes", "review", "upheld")]
    assert first.place == TablePlace(4, 1, 4, 1)


def test_columns_in_another_order_go_where_their_heads_say(recognise: Recognise) -> None:
    report = recognise(draft(TITLE, table(
        "信息内容|现行有效件数|本年制发件数|本年废止件数", "规章|9|2|1", "行政规范性文件|8|4|3",
    )))  # fmt: skip
    assert row(report, "disclosure", "regulations") == ["2", "1", "9"]
    assert report.remnants == ()


def test_a_stray_column_does_not_move_the_others(recognise: Recognise) -> None:
    report = recognise(draft(TITLE, table(
        "信息内容|本年制发件数|<|本年废止件数|现行有效件数",
        "规章|2||1|9", "行政规范性文件|4|<|3|8",
    )))  # fmt: skip
    assert row(report, "disclosure", "regulations") == [None] * 3
    assert row(report, "disclosure", "normative_documents") == ["4", "3", "8"]
    assert [cell.raw for cell in report.unplaced] == ["2", "", "1", "9"]


def test_a_value_that_spans_the_block_is_its_only_one(recognise: Recognise) -> None:
    report = recognise(draft(TITLE, table(
        "第二十条第（五）项|<|<|<", "信息内容|本年处理决定数量|<|<", "行政许可|486|<|<",
        "第二十条第（八）项|<|<|<", "信息内容|本年收费金额（单位：万元）|<|<",
        "行政事业性收费|1.5|<|<",
    )))  # fmt: skip
    assert row(report, "disclosure", "licences") == ["486"]
    assert row(report, "disclosure", "fees") == ["1.5"]


def test_labels_printed_with_a_slip_are_known_and_noted(recognise: Recognise) -> None:
    report = recognise(draft(TITLE, table(
        "信息内容|本年制发件数|废纸件数|先行有效件数", "规章|2|1|9", "行政规范性文件|4|3|8",
    ), table(
        "行政法复议|<|<|<|<|行政诉讼|<|<|<|<|<|<|<|<|<",
        "结果维持|结果纠正|其他结果|尚未审结|总计|未经复议直接起诉|<|<|<|<|复议后起诉|<|<|<|<",
        "^|^|^|^|^|结果维持|结果纠正|其他结果|尚未审结|总计|结果维持|结果纠正|其他结果|尚未审结|总计",
        "1|0|0|0|1|0|2|0|0|2|0|0|0|0|0",
    )))  # fmt: skip
    assert row(report, "disclosure", "regulations") == ["2", "1", "9"]
    assert row(report, "disputes", "review") == ["1", "0", "0", "0", "1"]
    assert [(one.written, one.official) for one in report.relabeled] == [
        ("废纸件数", "本年废止件数"),
        ("先行有效件数", "现行有效件数"),
        ("行政法复议", "行政复议"),
    ]


def test_a_mistyped_row_label_is_known_between_its_neighbors(recognise: Recognise) -> None:
    text = f"""{TITLE}
{APPLICANTS}（三）不予公开	1.属于国家秘密	0	0	0	0	0	0	0
	2.其他法律行政止公开	1	0	0	0	0	0	1
	3.危及“三安全一稳定”	0	0	0	0	0	0	0
"""
    report = recognise(text)
    assert row(report, "applications", "prohibited_by_law") == ["1", *["0"] * 5, "1"]
    assert [one.written for one in report.relabeled] == ["2.其他法律行政止公开"]


def test_a_label_broken_over_lines_is_put_together(recognise: Recognise) -> None:
    text = f"""{TITLE}
{APPLICANTS}	5.要求行政机关确认或重新
	出具已获取信息	3	0	0	0	0	0	3
	4.无正当理由大量反复	2	0	0	0	0	0	2
	申请
四、结转下年度继续办理		1	0	0	0	0	0	1
"""
    report = recognise(text)
    assert row(report, "applications", "confirmation") == ["3", *["0"] * 5, "3"]
    assert row(report, "applications", "excessive") == ["2", *["0"] * 5, "2"]
    assert report.relabeled == ()


def test_rows_and_tables_that_the_form_does_not_have_are_kept(recognise: Recognise) -> None:
    report = recognise(draft(TITLE, "二、主动公开政府信息情况", table(
        "信息内容|本年制发件数|本年废止件数|现行有效件数", "规章|2|1|9", "其他主动公开文件|35|0|40",
    ), table("渠道|条数", "网站|120", "公众号|80")))  # fmt: skip
    kept = [(one.text, one.reason.en) for one in report.remnants if one.numeric]
    assert sorted(kept) == [
        ("公众号  80", "a table that the form does not have"),
        ("其他主动公开文件  35  0  40", "the form has no such row"),
        ("网站  120", "a table that the form does not have"),
    ]
    assert row(report, "disclosure", "normative_documents") == [None] * 3


def test_a_row_that_stands_twice_is_read_once(recognise: Recognise) -> None:
    lines = "规章\t2\t1\t9\n规章\t2\t1\t9\n规章\t3\t1\t9\n"
    report = recognise(f"{TITLE}\n{RULES}{lines}")
    assert row(report, "disclosure", "regulations") == ["2", "1", "9"]
    assert [one.text for one in report.remnants] == ["规章  3  1  9"]


def test_each_table_follows_the_form_that_it_is_laid_out_in(recognise: Recognise) -> None:
    old = "".join(f"{label}\t\t1\t0\t0\t0\t0\t0\t1\n" for label in ("（六）其他处理", "（七）总计"))
    report = recognise(f"{TITLE}\n{RULES}规章\t2\t1\t9\n\n{APPLICANTS}{old}")
    assert report.form.id == "disclosure-2021"
    assert report.table_forms == {
        "disclosure": "disclosure-2021",
        "applications": "disclosure-2019",
    }
    assert row(report, "applications", "other_handling") == ["1", *["0"] * 5, "1"]


def test_a_workbook_keeps_the_whole_report_in_grids(recognise: Recognise) -> None:
    lines = [TITLE, "一、总体情况", "全年新收申请 3 件。", "二、主动公开政府信息情况",
             "信息内容|本年制发件数|本年废止件数|现行有效件数", "规章|2|1|9",
             "六、其他需要报告的事项", "无。"]  # fmt: skip
    rows = tuple(
        tuple(
            GridCell(text, SheetPlace(number, "年报", f"{'ABCD'[at]}{number}"))
            for at, text in enumerate((*line.split("|"), "", "", "")[:4])
        )
        for number, line in enumerate(lines, start=1)
    )
    report = recognise(Draft("", (Grid(rows, SheetPlace(1, "年报", "A1")),)))
    assert {name: fact.text for name, fact in report.narrative.items()} == {
        "overview": "全年新收申请 3 件。",
        "other": "无。",
    }
    cell = report.cells[CellAddress("disclosure", "regulations", "in_force")]
    assert (cell.raw, cell.place) == ("9", SheetPlace(6, "年报", "D6"))


def test_page_numbers_and_gaps_are_told_apart_from_text(recognise: Recognise) -> None:
    gap = Gap(same("第 2 页是图片"), ParagraphPlace(9, 9))
    found = draft(TITLE, "一、总体情况", "前半句，", "- 1 -", "后半句。")._replace(gaps=(gap,))
    report = recognise(found)
    assert report.narrative["overview"].text == "前半句，\n后半句。"
    assert [(one.text, one.reason.en) for one in report.remnants] == [
        ("- 1 -", "the number of a page")
    ]
    assert report.gaps[0] == gap


def test_what_is_no_report_is_refused(recognise: Recognise) -> None:
    with pytest.raises(ReadError) as raised:
        recognise("会议纪要\n出席：全体。\n\n姓名\t得分\n甲\t3\n")
    assert raised.value.message.en == "no title and no table of a known report was found"


def test_a_pack_of_another_kind_reads_its_documents_too() -> None:
    from pathlib import Path

    from reportlint.cli.setup import load_packs

    packs = load_packs((Path(__file__).parents[2] / "samples/packs/caseload",))
    text = (
        "Annual caseload report 2024\n\nTable 1. Cases by office\n"
        "Office\tPending at the start of the year\tReceived during the year"
        "\tProcessed during the year\tPending at the end of the year\n"
        "North\t12\t130\t118\t24\nHarbor City\t31\t244\t251\t24\nAll offices\t43\t374\t369\t48\n"
    )
    draft = read_text(text.encode(), "r.txt")
    report = recognise_draft(draft, "r.txt", [pack.forms for pack in packs], None)
    assert (report.form.id, report.year) == ("caseload-2024", 2024)
    assert row(report, "cases", "Harbor City") == ["31", "244", "251", "24"]
    assert row(report, "cases", "overall") == ["43", "374", "369", "48"]
    assert report.remnants == ()


def test_a_table_that_is_not_found_is_a_gap(recognise: Recognise) -> None:
    report = recognise(
        f"{TITLE}\n二、主动公开政府信息情况\n见附件。\n\n{REVIEWS}" + "0\t" * 14 + "0\n"
    )
    assert [(gap.reason.en, gap.place) for gap in report.gaps] == [
        ("the table 二、主动公开政府信息情况 was not found", Span(2, 1, 2, 13)),
        ("the table 三、收到和处理政府信息公开申请情况 was not found", Span(1, 1, 1, 26)),
    ]


def test_pictures_matter_only_where_a_table_may_be_one(recognise: Recognise, pack: Pack) -> None:
    picture = Gap(same("1 张图片"), ParagraphPlace(7, 7), aside=True)
    missing = recognise(draft(TITLE, "一、总体情况")._replace(gaps=(picture,)))
    assert picture in missing.gaps
    form = pack.form("disclosure-2021")
    assert form is not None
    grids = [
        table("|".join(("信息内容", *(one.label for one in each.columns))), "规章" + "|0" * 5)
        for each in form.tables
        if each.id == "disclosure"
    ]
    whole = draft(TITLE, *grids, table(*APPLICANTS_GRID), table(*REVIEWS_GRID))
    report = recognise(whole._replace(gaps=(picture,)))
    assert report.gaps == ()
    assert [one.reason for one in report.remnants] == [picture.reason]


def test_a_table_in_the_text_does_not_take_the_place_of_the_form_s_own(
    recognise: Recognise,
) -> None:
    results = table("办理结果|件数", "予以公开|203", "部分公开|39", "总计|242")
    channels = table("渠道|条数", "门户网站|2316")
    own = table(*APPLICANTS_GRID, "（一）予以公开|9|0|0|0|0|0|9")
    report = recognise(draft(
        TITLE, "一、总体情况", results, channels, "三、收到和处理政府信息公开申请情况", own,
    ))  # fmt: skip
    assert row(report, "applications", "granted") == ["9", "0", "0", "0", "0", "0", "9"]
    # Another table of the form is missing, so that a table may be it.
    assert {one.text for one in report.remnants if one.numeric} == {
        "予以公开  203", "部分公开  39", "总计  242", "门户网站  2316",
    }  # fmt: skip
    assert report.unplaced == ()


def test_numbers_of_other_tables_do_not_count_where_no_table_is_missed(
    recognise: Recognise,
) -> None:
    report = recognise(draft(
        TITLE, "一、总体情况", table("渠道|条数", "门户网站|2316"),
        "二、主动公开政府信息情况",
        table("信息内容|本年制发件数|本年废止件数|现行有效件数", "规章|2|1|9"),
        "三、收到和处理政府信息公开申请情况", table(*APPLICANTS_GRID), table("渠道|件数", "网络|3"),
        "四、政府信息公开行政复议、行政诉讼情况", table(*REVIEWS_GRID),
        "六、其他需要报告的事项", "无。", table("电话|020-12345678"),
    ))  # fmt: skip
    assert {one.text: one.numeric for one in report.remnants} == {
        "渠道  条数": False,
        "门户网站  2316": False,
        "渠道  件数": False,
        "网络  3": True,
        "电话  020-12345678": False,
    }


def test_a_small_table_is_known_by_its_labels_alone(recognise: Recognise) -> None:
    report = recognise(draft(TITLE, table(
        "第二十条第（五）项|<", "信息内容|本年处理决定数量", "行政许可|486",
    )))  # fmt: skip
    assert row(report, "disclosure", "licences") == ["486"]


def test_a_merged_value_may_be_repeated(recognise: Recognise) -> None:
    report = recognise(draft(TITLE, table(
        "信息内容|本年制发件数|本年废止件数|现行有效件数", "规章|2|2|9",
        "信息内容|本年处理决定数量|本年处理决定数量|本年处理决定数量", "行政许可|486|486|486",
    )))  # fmt: skip
    assert row(report, "disclosure", "regulations") == ["2", "2", "9"]
    assert row(report, "disclosure", "licences") == ["486"]


def test_numbers_across_are_taken_in_order_where_the_labels_lost_their_places(
    recognise: Recognise,
) -> None:
    head = f"行政复议\t行政诉讼\n{_RESULTS}\t未经复议直接起诉\t复议后起诉\n{_RESULTS}\t{_RESULTS}\n"
    values = "3\t1\t0\t0\t4\t2\t0\t0\t1\t3\t0\t0\t0\t0\t0"
    report = recognise(f"{TITLE}\n{head}{values}\n")
    assert row(report, "disputes", "review") == ["3", "1", "0", "0", "4"]
    assert row(report, "disputes", "direct_litigation") == ["2", "0", "0", "1", "3"]
    report = recognise(f"{TITLE}\n{head}{values}\t0\n")
    assert row(report, "disputes", "review") == [None] * 5


def test_spaces_in_a_label_and_its_number_are_no_difference(recognise: Recognise) -> None:
    report = recognise(draft(TITLE, table(
        *APPLICANTS_GRID, "1 . 属 于 国 家 秘 密|1|0|0|0|0|0|1",
    )))  # fmt: skip
    assert row(report, "applications", "state_secret") == ["1", "0", "0", "0", "0", "0", "1"]
    assert report.relabeled == ()


REVIEW = ("行政复议|<|<|<|<", _RESULTS.replace("\t", "|"), "1|0|0|0|1")
DIRECT = ("未经复议直接起诉|<|<|<|<", _RESULTS.replace("\t", "|"), "0|2|0|0|2")


@pytest.mark.parametrize(
    "grids", [(table(*REVIEW, *DIRECT),), (table(*REVIEW), table(*DIRECT))], ids=["one", "two"]
)
def test_blocks_with_their_labels_above_may_be_stacked(
    grids: tuple[Grid, ...], recognise: Recognise
) -> None:
    report = recognise(draft(TITLE, "四、政府信息公开行政复议、行政诉讼情况", *grids))
    assert row(report, "disputes", "review") == ["1", "0", "0", "0", "1"]
    assert row(report, "disputes", "direct_litigation") == ["0", "2", "0", "0", "2"]
    assert report.remnants == ()


def test_a_second_block_with_the_same_labels_is_kept(recognise: Recognise) -> None:
    other = (*REVIEW[:2], "7|0|0|0|7")
    report = recognise(draft(TITLE, table(*REVIEW, *REVIEW, *other)))
    assert row(report, "disputes", "review") == ["1", "0", "0", "0", "1"]
    assert [one.text for one in report.remnants] == ["7  0  0  0  7"]


def test_a_heading_that_stands_again_in_its_table_is_one(recognise: Recognise) -> None:
    heading = "三、收到和处理政府信息公开申请情况"
    report = recognise(draft(TITLE, heading, table(f"{heading}|<|<|<|<|<|<|<", *APPLICANTS_GRID)))
    assert [one.text for one in report.headings] == [heading]


def test_a_row_that_fits_takes_the_place_of_one_before_it_that_does_not(
    recognise: Recognise,
) -> None:
    report = recognise(draft(
        TITLE, table("办理结果|件数", "予以公开|203", "部分公开|39", "总计|242"),
        table(*APPLICANTS_GRID, "（一）予以公开|9|0|0|0|0|0|9"),
    ))  # fmt: skip
    assert row(report, "applications", "granted") == ["9", "0", "0", "0", "0", "0", "9"]
    assert row(report, "applications", "partly_granted") == [None] * 7
    assert [one.text for one in report.remnants if one.numeric] == ["（一）予以公开  203"]


def test_a_label_that_a_page_break_cuts_is_known_by_its_beginning(recognise: Recognise) -> None:
    report = recognise(draft(TITLE, table(
        *APPLICANTS_GRID, "1.属于国家秘密|0|0|0|0|0|0|0", "2.其他法律行|1|0|0|0|0|0|1",
    )))  # fmt: skip
    assert row(report, "applications", "prohibited_by_law") == ["1", "0", "0", "0", "0", "0", "1"]


def test_usual_words_for_the_form_s_own_are_known(recognise: Recognise) -> None:
    grid = [line.replace("总计", "合计").replace("|其他|", "|其它|") for line in APPLICANTS_GRID]
    report = recognise(draft(TITLE, table(
        *grid, "（七）合计|9|0|0|0|0|0|9",
    )))  # fmt: skip
    assert row(report, "applications", "received") == ["0"] * 7
    assert row(report, "applications", "concluded") == ["9", "0", "0", "0", "0", "0", "9"]
