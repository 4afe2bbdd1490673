"""Rules about the document: what they say, where, and what they cannot tell."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.engine.check import Checker
from reportlint.model.place import Span
from reportlint.model.result import CheckResult, Finding
from reportlint.model.rule import DOCUMENT_CHECKS
from reportlint.presentation.agency import kind_of
from reportlint.rules.builtin import load_builtin

Check = Callable[[str], CheckResult]
PACK = load_builtin()
CHECKER = Checker(
    (PACK,), frozenset(one.code for one in PACK.rules if one.check in DOCUMENT_CHECKS)
)
KINDS = {rule.kinds for rule in PACK.rules if rule.of}


def found(result: CheckResult, code: str) -> Finding:
    assert result.problem is None
    (finding,) = [one for one in result.findings if one.rule.code == code]
    return finding


def reason(result: CheckResult, code: str) -> str:
    (skip,) = [one for one in result.skips if one.rule.code == code]
    return skip.reason.en


def test_an_altered_heading_is_shown_with_the_official_one(check: Check) -> None:
    report = (
        "year: 2023\nheadings:\n- 一、总体情况\n- 二、机关主动公开政府信息情况\n"
        "- 六、其他需要报告的事项\n"
    )
    finding = found(check(report), "S403")
    assert finding.scope == (("part", "disclosure"),)
    assert finding.place == Span(4, 3, 4, 17)
    assert finding.message.zh == (
        "标题写作“二、机关主动公开政府信息情况”，规定格式为“二、主动公开政府信息情况”"
    )
    assert finding.message.en == (
        "the heading reads 二、机关主动公开政府信息情况, the form prints 二、主动公开政府信息情况"
    )


def test_a_mark_is_pointed_at_in_a_block_of_lines(check: Check) -> None:
    report = "year: 2023\nnarrative:\n  overview: |\n    制度完善。\n    落实“六稳要求。\n"
    finding = found(check(report), "S313")
    assert finding.place == Span(5, 7, 5, 8)
    assert finding.quote is not None
    assert (finding.quote.sentence, finding.quote.start, finding.quote.end) == (
        "落实“六稳要求。", 2, 3,
    )  # fmt: skip
    assert finding.message.zh == "符号 “ 没有成对：完善。 落实“六稳要求。"


def test_what_the_file_does_not_tell_is_not_judged(check: Check) -> None:
    result = check("year: 2023\n")
    assert reason(result, "S401") == "the report does not say which headings it has"
    assert reason(result, "S421") == "the report has no title"
    assert reason(result, "S423") == "no title or preamble names the agency"
    assert reason(result, "S425") == "the report has no date of publication"
    assert reason(result, "S302") == "the report has no text"
    assert reason(result, "S407") == "the report has no text of 五、存在的主要问题及改进情况"


def test_an_agency_of_no_known_kind_is_not_judged(check: Check) -> None:
    result = check("year: 2023\nagency: 某市第一中学\npublished: 2024-02-20\n")
    assert reason(result, "S425") == "what kind of agency is '某市第一中学'?"
    result = check("year: 2023\npublished: 2024-02-20\n")
    assert reason(result, "S425") == "the report does not name its agency"


NAMES = [
    ("国家税务总局某市税务局", "national"),
    ("某市人民政府办公室", "government_office"),
    ("某综合实验区", "zone"),
    ("某经济技术开发区管理委员会", "zone"),
    ("某区人民政府某街道办事处", "subdistrict"),
    ("某县某镇人民政府", "township"),
    ("某自治区人民政府", "province"),
    ("上海市人民政府", "province"),
    ("某自治州人民政府", "prefecture"),
    ("甲市乙区", "county"),
    ("某县人民政府", "county"),
    ("某市人民政府", "city"),
    ("省人社厅", "department"),
    ("某区教育局（某区体育局）", "department"),
    ("某市发展和改革委员会", "department"),
    ("某市大数据中心", "institution"),
    ("财政部", ""),
]


@pytest.mark.parametrize(("name", "kind"), NAMES)
def test_a_name_tells_the_kind_of_an_agency(name: str, kind: str) -> None:
    (kinds,) = KINDS
    assert kind_of(name, kinds) == kind


PIECES = st.lists(
    st.sampled_from(
        [*"一二三四五六七。，；：、“”（）《》〔〕*是的年月日号 \n", "2023", "2022年", "统计期限",
         "截至", "现公布", "政府信息公开年度报告", "六个部分", "报告", "函", "局", "县", "1月1日至"]
    ),
    max_size=60,
).map("".join)  # fmt: skip


@given(title=PIECES, agency=PIECES, published=PIECES, headings=st.lists(PIECES, max_size=9),
       preamble=PIECES, overview=PIECES, problems=PIECES)  # fmt: skip
def test_every_check_gives_a_verdict_on_any_text(
    title: str, agency: str, published: str, headings: list[str],
    preamble: str, overview: str, problems: str,
) -> None:  # fmt: skip
    import json

    sections = {"preamble": preamble, "overview": overview, "problems": problems}
    facts = {"title": title, "agency": agency, "published": published, "headings": headings}
    report = json.dumps({"year": 2023, **facts, "narrative": sections})
    result = CHECKER.check(report.encode(), "report.json")
    assert result.problem is None
    places = [one.place for one in result.findings if isinstance(one.place, Span)]
    assert len(places) == len(result.findings)
    assert all(place <= Span(1, len(report) + 1, 1, len(report) + 1) for place in places)
    verdicts = [*result.held, *result.findings, *result.skips]
    assert len(verdicts) == sum(
        one.rule.code in CHECKER.policy.codes for one in PACK.constraints["disclosure-2021"]
    )
